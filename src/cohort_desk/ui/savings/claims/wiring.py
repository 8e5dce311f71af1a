"""Puts the view of claims together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cohort_desk.services.savings.claims.inbox import Waiting
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.savings.claims.asked import Deciding
from cohort_desk.ui.savings.claims.claim_form import ClaimForm
from cohort_desk.ui.savings.claims.claim_panel import ClaimPanel
from cohort_desk.ui.savings.claims.decide_form import DecideForm, RefusedList
from cohort_desk.ui.savings.claims.evidence import EvidenceFiles
from cohort_desk.ui.savings.claims.form_presenter import ClaimFormPresenter
from cohort_desk.ui.savings.claims.inbox_view import InboxView
from cohort_desk.ui.savings.claims.making import open_claim_form
from cohort_desk.ui.savings.claims.presenter import InboxPresenter
from cohort_desk.ui.savings.claims.words import Wanted
from cohort_desk.ui.savings.page import SavingsPage

_HEARS = frozenset(
    {
        "benefit",
        "benefit_claim",
        "benefit_share",
        "claim_decision",
        "claim_evidence",
        "officer",
        "pot",
        "project",
        "agency",
        "cohort",
        "savings_settings",
    }
)


class ClaimsSide:
    """The panel at the side: one claim, a decision on several, or a claim being made.

    Its parts belong to nobody until they are shown, so that Tab comes to them after the list.
    """

    def __init__(self, page: SavingsPage) -> None:
        self._detail = page.detail
        self.panel = ClaimPanel()
        self.many = QWidget()
        self.many.setProperty("lasting", True)
        self.many_form, self.refused = DecideForm(), RefusedList()
        column = QVBoxLayout(self.many)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for part in (self.many_form, self.refused):
            column.addWidget(part)
        column.addStretch(1)
        self.form = ClaimForm()
        self.many_form.cancelled.connect(self.close)

    def show_claim(self, entry: Waiting, year: str) -> None:
        self.panel.show_claim(entry, year)
        self._detail.show_widget(entry.benefit, self.panel)

    def shown_claim(self) -> int:
        return self.panel.claim_id if self._shows(self.panel) else 0

    def ask(self, asked: Deciding) -> None:
        self.panel.form.ask(asked)

    def ask_many(self, asked: Deciding) -> None:
        title = "Validate claims" if asked.outcome == "validated" else "Reject claims"
        self._detail.show_widget(title, self.many)
        self.refused.show_refusals(())
        self.many_form.ask(asked)

    def show_problem(self, field: str, sentence: str) -> None:
        form = self.many_form if self._shows(self.many) else self.panel.form
        form.show_problem(field, sentence)

    def show_refusals(self, refusals: Sequence[tuple[str, str]]) -> None:
        self.refused.show_refusals(refusals)

    def show_form(self, title: str) -> None:
        self._detail.show_widget(title, self.form)

    def close(self) -> None:
        self._detail.close_panel()

    def _shows(self, widget: QWidget) -> bool:
        return not self._detail.isHidden() and widget.isVisibleTo(self._detail)


class ClaimsView:
    """The view "Claims" of the Savings page."""

    hears = _HEARS

    def __init__(
        self,
        inbox: InboxView,
        side: ClaimsSide,
        presenter: InboxPresenter,
        making: ClaimFormPresenter,
    ) -> None:
        self.side = side
        self._inbox, self._presenter, self._making = inbox, presenter, making
        self.forms = button("Make forms…", "file-text")
        self.forms.clicked.connect(self._make_forms)

    @property
    def widget(self) -> InboxView:
        return self._inbox

    @property
    def actions(self) -> Sequence[QPushButton]:
        return (self.forms,)

    def show(self) -> None:
        self._presenter.refresh()

    def open(self, record: object) -> None:
        """Show a claim by its id."""
        if isinstance(record, int):
            self._presenter.go_to(record)

    def start_search(self) -> None:
        self._inbox.search.setFocus()

    def _make_forms(self) -> None:
        self._presenter.make_forms()

    def may_leave(self) -> bool:
        return self._making.may_leave()


def open_claims(page: SavingsPage, session: Session) -> ClaimsView:
    """Return the view of claims, filled in once it is shown."""
    desk = PageDesk(page, session)
    inbox, side = InboxView(session.settings), ClaimsSide(page)
    presenter = InboxPresenter(inbox, side, desk, page)

    def done() -> None:
        side.close()
        presenter.refresh()

    making = open_claim_form(side.form, desk, show=side.show_form, done=done)
    files = EvidenceFiles(desk)

    def forget() -> None:
        files.close()

    def show_benefit(benefit_id: int) -> None:
        session.show("savings", benefit_id)

    inbox.wanted_changed.connect(presenter.narrow)
    inbox.current_changed.connect(presenter.open)
    inbox.opened.connect(presenter.open)
    inbox.decisions_asked.connect(presenter.ask_many)
    inbox.forms_asked.connect(presenter.make_forms)
    inbox.export_asked.connect(presenter.export)
    inbox.benefits_asked.connect(lambda: page.turn_to("benefits"))
    inbox.destroyed.connect(forget)
    panel = side.panel
    panel.decision_asked.connect(presenter.ask)
    panel.correction_asked.connect(making.correct)
    panel.claim_asked.connect(presenter.open)
    panel.benefit_asked.connect(show_benefit)
    panel.evidence.open_asked.connect(files.open)
    panel.evidence.save_asked.connect(files.save)
    for form in (panel.form, side.many_form):
        form.decided.connect(presenter.decide)
    view = ClaimsView(inbox, side, presenter, making)
    inbox.narrow(Wanted(states=frozenset({ClaimState.WAITING})))
    inbox.table.start()
    return view
