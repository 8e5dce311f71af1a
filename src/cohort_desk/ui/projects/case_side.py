"""The panel at the right of the projects page: what is due of somebody, or a history."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.marks.states import State as WorkState
from cohort_desk.services.history import HistoryEntry
from cohort_desk.services.submissions import SubmissionLine
from cohort_desk.ui.kit.page import DETAIL_WIDTH, DetailPanel
from cohort_desk.ui.kit.record_panel import HistoryPanel
from cohort_desk.ui.projects.case_panel import CasePanel


class CaseSide(QWidget):
    """Shows one of the two in the page's panel; it lasts as long as the page."""

    def __init__(self, detail: DetailPanel) -> None:
        super().__init__()
        self._detail, self._name = detail, ""
        self.case, self.history = CasePanel(), HistoryPanel()
        self.setProperty("lasting", True)
        detail.setMinimumWidth(DETAIL_WIDTH)
        detail.destroyed.connect(self.deleteLater)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for each in (self.case, self.history):
            each.hide()
            column.addWidget(each)
        self.history.back.clicked.connect(self._open_case)

    @property
    def shows_history(self) -> bool:
        return not self._detail.isHidden() and not self.history.isHidden()

    def show_case(self, line: SubmissionLine, state: WorkState) -> None:
        self._name = line.name
        self.case.show_case(line, state)
        if not self.shows_history:
            self._open_case()

    def show_form_problem(self, field: str, sentence: str) -> None:
        self.case.show_form_problem(field, sentence)

    def close_form(self) -> None:
        self.case.clear_problem()
        self.case.close_form()

    def close_case(self) -> None:
        self._detail.close_panel()

    def show_case_history(self, entries: Sequence[HistoryEntry]) -> None:
        self._open_history(entries, f"History of {self._name}")
        self.history.back.show()

    def show_record_history(self, entries: Sequence[HistoryEntry], title: str) -> None:
        """Show what became of the page's own record; there is nothing to go back to."""
        self._open_history(entries, f"History of {title}")
        self.history.back.hide()

    def _open_case(self) -> None:
        self.history.hide()
        self.case.show()
        self._detail.show_widget(self._name, self)

    def _open_history(self, entries: Sequence[HistoryEntry], title: str) -> None:
        self.history.list.show_entries(entries)
        self.case.hide()
        self.history.show()
        self._detail.show_widget(title, self)
