"""The bar over every page: which programme, which cohort, and the way to everything by name.

Where it is too narrow for all, as with large text, it says less: first without keys, then without
the words of its search, and the programme's name is cut short last.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import OneLine, button

_FIND = "Find or do anything…"
_WORDS = (f"{_FIND}   Ctrl+K", _FIND, "Find…", "")
"""What stands on the button that finds, the most first."""
_NAME_KEPT = 180
"""How wide the programme's name is before it is rather the button that says less."""
_COHORT_AT_MOST = 260


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
        self.programme = OneLine("strong")
        self.programme.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.programme.setMinimumWidth(tokens.TARGET)
        self.cohorts = QComboBox()
        self.cohorts.setAccessibleName("Cohort")
        self.cohorts.setToolTip("The cohort that every page shows")
        self.cohorts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.cohorts.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._cohorts_offered = True
        self.cohorts.activated.connect(self._chosen)
        self.palette_button = button(_WORDS[0], "search")
        self.palette_button.setAccessibleName("Find or do anything")
        self.palette_button.setToolTip("Find or do anything (Ctrl+K)")
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
        Theme.current().changed.connect(self._fit)

    def minimumSizeHint(self) -> QSize:
        # What it says follows the room there is, so that it never asks for more.
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_programme(
        self, name: str, cohorts: Sequence[tuple[int, str]], current: int | None
    ) -> None:
        """Show the programme's name and its cohorts, as (id, name)."""
        self.programme.setText(name)
        self.programme.setToolTip(name)
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
        self._fit()

    def show_prints(self, waiting: int | None) -> None:
        """Say how many documents wait to be printed; None where there is no queue."""
        self.prints_button.setVisible(waiting is not None)
        self.prints_button.setText(f"{waiting} to print" if waiting else "Print queue")
        self.prints_button.setAccessibleName(
            f"Print queue: {counted(waiting, 'document waits', 'documents wait')}"
            if waiting
            else "Print queue"
        )
        self._fit()

    def offer_cohorts(self, current: int, *, offered: bool) -> None:
        """Show which cohort is chosen; or no box at all, where a view is of one cohort alone."""
        self._cohorts_offered = offered
        self.show_cohort(current)
        self._show_cohorts()

    def _show_cohorts(self) -> None:
        self.cohorts.setVisible(self._cohorts_offered and self.cohorts.count() > 0)
        self._fit()

    def _fit(self) -> None:
        """Say on the button that finds as much as there is room for."""
        theme = Theme.current()
        self.cohorts.setMaximumWidth(theme.px(_COHORT_AT_MOST))
        name = min(self.programme.sizeHint().width(), theme.px(_NAME_KEPT))
        others = [
            min(each.sizeHint().width(), each.maximumWidth())
            for each in (self.cohorts, self.prints_button, self.view_button)
            if not each.isHidden()
        ]
        gaps = tokens.M * (len(others) + 2) + 2 * tokens.XL
        room = self.width() - name - sum(others) - gaps
        for words in _WORDS:
            self.palette_button.setText(words)
            if self.palette_button.sizeHint().width() <= room:
                return

    def _chosen(self) -> None:
        self.cohort_chosen.emit(self.cohorts.currentData())
