"""How many people a group has, with the split shown at once."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import spin_box
from cohort_desk.ui.kit.widgets import label, restyle

_LARGEST, _MOST_GROUPS = 99, 9999


class SizesCard(QFrame):
    """Emits the sizes as they are typed, and again once they are left."""

    typed = Signal(object)
    left = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.smallest, self.largest = spin_box(1, _LARGEST), spin_box(1, _LARGEST)
        self.aim = QComboBox()
        self.aim.addItem("Groups of about", "size")
        self.aim.addItem("This many groups", "groups")
        self.number = spin_box(1, _MOST_GROUPS)
        self.split = label("", "heading", wrap=True)
        for widget, name in (
            (self.smallest, "Fewest people in a group"),
            (self.largest, "Most people in a group"),
            (self.aim, "What to aim for"),
            (self.number, "Preferred size, or number of groups"),
        ):
            widget.setAccessibleName(name)
        self._lay_out()
        for box in (self.smallest, self.largest, self.number):
            box.valueChanged.connect(self._typed)
            box.editingFinished.connect(self._left)
        self.aim.activated.connect(self._aim_changed)
        self._people = 0

    def show_sizes(self, sizes: Sizes, people: int) -> None:
        """Fill in the sizes; a field that is being typed in is let be."""
        self._people = people
        counted = sizes.groups is not None
        values = (
            (self.smallest, sizes.smallest),
            (self.largest, sizes.largest),
            (self.number, sizes.groups if sizes.groups is not None else sizes.preferred),
        )
        with QSignalBlocker(self.aim):
            self.aim.setCurrentIndex(1 if counted else 0)
        for box, value in values:
            with QSignalBlocker(box):
                box.setValue(value)

    def show_split(self, words: str, *, wrong: bool) -> None:
        """Show "14 groups: 10 of 6, 4 of 5", or why there is none."""
        self.split.setText(words)
        restyle(self.split, "look", "error" if wrong else "heading")

    def sizes(self) -> Sizes:
        """Return what the fields hold now."""
        smallest, largest, number = (
            box.value() for box in (self.smallest, self.largest, self.number)
        )
        if self.aim.currentData() == "groups":
            preferred = min(max(6, smallest), largest)
            return Sizes(smallest, largest, preferred, number)
        return Sizes(smallest, largest, number)

    def _typed(self) -> None:
        self.typed.emit(self.sizes())

    def _left(self) -> None:
        self.left.emit(self.sizes())

    def _aim_changed(self) -> None:
        """Go on from the same groups: the size becomes their number, or the other way."""
        by_groups = self.aim.currentData() == "groups"
        middle = max(1, (self.smallest.value() + self.largest.value() + 1) // 2)
        with QSignalBlocker(self.number):
            self.number.setValue(
                max(1, round(self._people / self.number.value())) if by_groups else middle
            )
        self._left()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addWidget(label("Sizes", "heading"))
        layout.addLayout(
            _row(label("From"), self.smallest, label("to"), self.largest, label("people"))
        )
        layout.addLayout(_row(self.aim, self.number))
        layout.addWidget(self.split)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.S)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
