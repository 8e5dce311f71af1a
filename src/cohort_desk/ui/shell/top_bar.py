"""The bar over every page: which programme, which cohort, and the way to everything by name."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label


class TopBar(QWidget):
    """Says which cohort is chosen, for it applies everywhere."""

    cohort_chosen = Signal(int)
    palette_asked = Signal()
    view_asked = Signal()
    prints_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.programme = label("", "strong")
        self.cohorts = QComboBox()
        self.cohorts.setAccessibleName("Cohort")
        self.cohorts.setToolTip("The cohort that every page shows")
        self.cohorts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._cohorts_offered = True
        self.cohorts.activated.connect(self._chosen)
        self.palette_button = button("Find or do anything…   Ctrl+K", "search")
        self.palette_button.setAccessibleName("Find or do anything")
        self.palette_button.clicked.connect(self.palette_asked)
        self.view_button = button("", "eye")
        self.view_button.setToolTip("Whose view of the programme this is")
        self.view_button.clicked.connect(self.view_asked)
        self.view_button.hide()
        self.prints_button = button("", "printer")
        self.prints_button.clicked.connect(self.prints_asked)
        self.prints_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.XL, tokens.S, tokens.XL, tokens.S)
        row.setSpacing(tokens.M)
        row.addWidget(self.programme)
        row.addWidget(self.cohorts)
        row.addStretch(1)
        row.addWidget(self.prints_button)
        row.addWidget(self.view_button)
        row.addWidget(self.palette_button)
        self.setMinimumHeight(Theme.current().px(tokens.CONTROL) + 2 * tokens.S)

    def show_programme(
        self, name: str, cohorts: Sequence[tuple[int, str]], current: int | None
    ) -> None:
        """Show the programme's name and its cohorts, as (id, name)."""
        self.programme.setText(name)
        with QSignalBlocker(self.cohorts):
            self.cohorts.clear()
            for key, text in cohorts:
                self.cohorts.addItem(text, key)
            self.cohorts.setCurrentIndex(self.cohorts.findData(current))
        self._show_cohorts()

    def show_cohort(self, cohort_id: int) -> None:
        """Show which cohort is chosen, whoever has chosen it."""
        self.cohorts.setCurrentIndex(self.cohorts.findData(cohort_id))

    def show_view(self, whose: str) -> None:
        """Name the view that is shown, such as "Tutor: Ann Example"; "" for none to choose."""
        self.view_button.setText(whose)
        self.view_button.setAccessibleName(f"View: {whose}. Choose another")
        self.view_button.setVisible(bool(whose))

    def show_prints(self, waiting: int | None) -> None:
        """Say how many documents wait to be printed; None where there is no queue."""
        self.prints_button.setVisible(waiting is not None)
        self.prints_button.setText(f"{waiting} to print" if waiting else "Print queue")
        self.prints_button.setAccessibleName(
            f"Print queue: {counted(waiting, 'document waits', 'documents wait')}"
            if waiting
            else "Print queue"
        )

    def offer_cohorts(self, current: int, *, offered: bool) -> None:
        """Show which cohort is chosen; or no box at all, where a view is of one cohort alone."""
        self._cohorts_offered = offered
        self.show_cohort(current)
        self._show_cohorts()

    def _show_cohorts(self) -> None:
        self.cohorts.setVisible(self._cohorts_offered and self.cohorts.count() > 0)

    def _chosen(self) -> None:
        self.cohort_chosen.emit(self.cohorts.currentData())
