"""How many proposals to look for and for how long, and what can be done with several."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from cohort_desk.ui.groups.presenter.forming import MOST_PROPOSALS, SECONDS
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.widgets import button, label

_MINUTE = 60


class SearchOptions(QWidget):
    """The row above the proposals."""

    changed = Signal(int, int)
    compare_asked = Signal()
    discard_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = QSpinBox()
        self.number.setRange(1, MOST_PROPOSALS)
        self.number.setAccessibleName("How many proposals to look for")
        self.time = QComboBox()
        self.time.setAccessibleName("How long each search may take")
        for seconds in SECONDS:
            self.time.addItem(_time(seconds), seconds)
        self.compare = button("Compare", "scale")
        self.discard = button("Discard the others", "x")
        flow = FlowLayout(self)
        for widget in (
            label("Look for"),
            self.number,
            label("proposals, each for up to"),
            self.time,
        ):
            flow.add(widget)
        flow.add(QWidget(), stretch=1)
        flow.add(self.discard)
        flow.add(self.compare)
        self.number.valueChanged.connect(self._tell)
        self.time.currentIndexChanged.connect(self._tell)
        self.discard.hide()
        self.show_choice(0, 0)
        self.compare.clicked.connect(self.compare_asked)
        self.discard.clicked.connect(self.discard_asked)

    def show_search(self, proposals: int, seconds: int) -> None:
        """Show what is chosen; nothing is announced."""
        with QSignalBlocker(self.number), QSignalBlocker(self.time):
            self.number.setValue(proposals)
            self.time.setCurrentIndex(SECONDS.index(seconds))

    def show_choice(self, listed: int, ticked: int) -> None:
        """Tell how to compare, of so many proposals with so many ticked."""
        self.compare.setVisible(listed > 1)
        self.compare.setEnabled(ticked == 2)  # noqa: PLR2004 - one beside the other
        self.compare.setText(("Tick two to compare", "Tick one more", "Compare")[ticked])

    def _tell(self) -> None:
        self.changed.emit(self.number.value(), self.time.currentData())


def _time(seconds: int) -> str:
    if seconds < _MINUTE:
        return f"{seconds} seconds"
    minutes = seconds // _MINUTE
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
