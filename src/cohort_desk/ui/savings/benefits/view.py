"""The view "Benefits": the list, one benefit's page in its place, and what the side panel asks."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget

from cohort_desk.services.history import HistoryEntry
from cohort_desk.services.savings.reckoning.appraising import BenefitAppraisal
from cohort_desk.ui.kit.history import HistoryList
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.savings.asking import AskingPanel
from cohort_desk.ui.savings.benefit.page import BenefitPage
from cohort_desk.ui.savings.benefit.shares_panel import SharesPanel
from cohort_desk.ui.savings.benefit.shown import Shown
from cohort_desk.ui.savings.benefits.list_view import BenefitsList
from cohort_desk.ui.savings.question import Question

if TYPE_CHECKING:
    from cohort_desk.ui.savings.benefits.entry_panel import EntryPanel

HEARS = frozenset(
    {
        *("benefit", "benefit_figure", "benefit_cost", "benefit_share", "benefit_event"),
        *("benefit_claim", "claim_decision", "officer", "pot", "project", "agency"),
        *("participant", "savings_settings", "rate_table", "deflator_table"),
    }
)


class BenefitsStack(QStackedWidget):
    """The list, or one benefit; forms open in the page's side panel."""

    answered = Signal(str, dict)
    shared = Signal(object)
    question_left = Signal()

    def __init__(self, detail: DetailPanel, memory: Memory | None = None) -> None:
        super().__init__()
        self._detail = detail
        self.list, self.benefit = BenefitsList(memory), BenefitPage()
        self.asking = AskingPanel()
        self.asking.setParent(detail)
        self.asking.hide()
        self.entry: EntryPanel | None = None
        self.shares: SharesPanel | None = None
        self.claim_form: Callable[[Shown, int | None], None] = lambda _shown, _claim: None
        self.import_button = button("Import…", "upload")
        self.export_button = button("Export all…", "download")
        self.add_button = button("Add benefit", "plus", look="primary")
        self.addWidget(self.list)
        self.addWidget(self.benefit)
        self.asking.answered.connect(self.answered)
        self.asking.cancelled.connect(detail.close_panel)

    @property
    def actions_of_page(self) -> Sequence[QPushButton]:
        """The buttons that the head of the page has for this view."""
        return (self.import_button, self.export_button, self.add_button)

    @property
    def shows_benefit(self) -> bool:
        """Whether one benefit is seen, not the list."""
        return self.currentWidget() is self.benefit

    def show_list(self) -> None:
        """Go back to the list."""
        self._detail.close_panel()
        self.setCurrentWidget(self.list)

    def show_entry(self, panel: "EntryPanel") -> None:
        """Open the panel that takes sentences in."""
        self.entry = panel
        panel.cancelled.connect(self._detail.close_panel)
        self._detail.show_widget("Add benefits", panel)
        panel.take_focus()

    # What the presenter of one benefit needs.

    def show_benefit(self, shown: Shown, worth: BenefitAppraisal) -> None:
        self.benefit.show_benefit(shown, worth)
        if not self.shows_benefit:
            self.setCurrentWidget(self.benefit)
            self.benefit.take_focus()

    def show_tried(self, shown: Shown, worth: BenefitAppraisal, grade: int | None) -> None:
        self.benefit.show_tried(shown, worth, grade)

    def show_question(self, question: Question) -> None:
        self._detail.show_widget(question.title, self.asking)
        self.asking.ask(question)

    def show_problem(self, field: str, sentence: str) -> None:
        """Show a refusal in the form that is open."""
        if self.shares is not None and self.shares.isVisible():
            self.shares.show_problem(sentence)
        else:
            self.asking.show_problem(field, sentence)

    def show_shares(self, shown: Shown) -> None:
        panel = SharesPanel(shown.agencies, shown.line.forecast or shown.line.projected)
        panel.show_shares(shown.benefit.shares)
        panel.sent.connect(self.shared)
        panel.cancelled.connect(self._detail.close_panel)
        if self.shares is not None:
            self.shares.destroyed.disconnect(self._forget_shares)
        panel.destroyed.connect(self._forget_shares)
        self.shares = panel
        self._detail.show_widget("Share among agencies", panel)
        panel.take_focus()

    def show_changes(self, title: str, entries: Sequence[HistoryEntry]) -> None:
        listed = HistoryList()
        listed.show_entries(entries)
        self._detail.show_widget(title, listed)

    def show_claim_form(self, shown: Shown, claim_id: int | None) -> None:
        self.claim_form(shown, claim_id)

    def close_panel(self) -> None:
        self._detail.close_panel()

    def close_benefit(self) -> None:
        self.show_list()

    def _forget_shares(self) -> None:
        self.shares = None
