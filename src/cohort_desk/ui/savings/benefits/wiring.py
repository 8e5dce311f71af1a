"""Puts the view "Benefits" together: its list, one benefit's page, and the entry of new ones."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from PySide6.QtWidgets import QPushButton, QWidget

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.services.savings.reckoning.settings import read_settings
from cohort_desk.services.savings.today import today_or
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.savings.asking import may_drop
from cohort_desk.ui.savings.benefit.presenter import BenefitPresenter
from cohort_desk.ui.savings.benefit.shown import Shown
from cohort_desk.ui.savings.benefits.entry_panel import EntryPanel
from cohort_desk.ui.savings.benefits.entry_presenter import EntryPresenter
from cohort_desk.ui.savings.benefits.presenter import OWNER, BenefitsPresenter
from cohort_desk.ui.savings.benefits.view import HEARS, BenefitsStack
from cohort_desk.ui.savings.benefits.words import Wanted
from cohort_desk.ui.savings.claims.claim_form import ClaimForm
from cohort_desk.ui.savings.claims.evidence import EvidenceFiles
from cohort_desk.ui.savings.claims.making import open_claim_form
from cohort_desk.ui.savings.exporting import export_savings
from cohort_desk.ui.savings.page import SavingsPage


class BenefitsView:
    """The view as the page of savings knows it."""

    name, title = "benefits", "Benefits"
    hears = HEARS

    def __init__(self, page: SavingsPage, session: Session) -> None:
        self._page, self._session = page, session
        self._desk = PageDesk(page, session)
        self.stack = BenefitsStack(page.detail, session.settings)
        self._lines = BenefitsPresenter(self.stack.list, self._desk, lambda: page.cohort_id)
        self._benefit = BenefitPresenter(self.stack, self._desk)
        self._entering: EntryPresenter | None = None
        self._several: tuple[int, ...] = ()
        self._files = EvidenceFiles(self._desk)
        self.claim_form = ClaimForm()
        self.claim_form.setParent(page.detail)
        self.claim_form.hide()
        self._claims = open_claim_form(
            self.claim_form, self._desk, show=self._show_claim_form, done=page.detail.close_panel
        )
        self.stack.claim_form = self._claim
        self._connect()
        self.stack.list.table.start()

    @property
    def widget(self) -> QWidget:
        return self.stack

    @property
    def actions(self) -> Sequence[QPushButton]:
        return self.stack.actions_of_page

    def show(self) -> None:
        """Read the list anew, and the benefit that is seen."""
        self._lines.refresh()
        if self._benefit.benefit_id:
            self._benefit.refresh()

    def open(self, record: object) -> None:
        """Open a benefit by its id, the entry for a project, or the list narrowed.

        `("add", project_id)` opens the entry with a project chosen, `"add"` without one.
        """
        if isinstance(record, int):
            self._open(record)
        elif isinstance(record, Wanted) and self._leave():
            self.stack.list.narrow(record)
        elif record == "add":
            self._enter_any()
        elif isinstance(record, tuple) and record[:1] == ("add",):
            _, project_id = cast("tuple[str, int]", record)
            if self._may_ask():
                self.enter(project_id)

    def start_search(self) -> None:
        if not self.stack.shows_benefit:
            self.stack.list.search.setFocus()
            self.stack.list.search.selectAll()

    def may_leave(self) -> bool:
        """Ask before what is typed of a new benefit, of one that is there or of a claim is lost."""
        return self._may_ask() and self._claims.may_leave()

    def enter(self, project_id: int | None = None) -> None:
        """Open the panel that takes sentences in."""
        settings = read_settings(self._desk.db)
        panel = EntryPanel(settings, self._today())
        presenter = self._entering = EntryPresenter(panel, self._desk, settings, self._entered)
        panel.pasted.connect(presenter.read)
        panel.confirmed.connect(presenter.add)
        if self.stack.entry is not None:
            self.stack.entry.destroyed.disconnect(self._forget_entry)
        panel.destroyed.connect(self._forget_entry)
        presenter.begin(project_id, self._page.cohort_id)
        self.stack.show_entry(panel)

    def _may_ask(self) -> bool:
        """Ask before another form takes the place of one that is half filled in.

        A claim is no part of this: it is kept while something else is asked.
        """
        dialogs, shares, entry = self._desk.dialogs, self.stack.shares, self.stack.entry
        if entry is not None and entry.isVisible() and not entry.is_empty():
            return dialogs.confirm(
                "Leave the sentence that you were entering?",
                "Nothing of it has been added yet.",
                "Leave it",
            )
        if shares is not None and shares.isVisible() and shares.is_touched():
            return may_drop(dialogs)
        return self.stack.asking.may_leave(dialogs)

    def _ask(self, key: str) -> None:
        if self._may_ask():
            self._benefit.ask(key)

    def _enter_any(self) -> None:
        if self._may_ask():
            self.enter()

    def _import(self) -> None:
        self._page.turn_to("import")

    def _export(self) -> None:
        export_savings(self._desk, self._page.cohort_id)

    def _open_project(self, project_id: int) -> None:
        self._session.show("projects", project_id)

    def _entered(self, ids: Sequence[int]) -> None:
        self.stack.entry = None
        self._page.detail.close_panel()
        if len(ids) == 1:
            self._open(ids[0])
        else:
            self._leave()
            self._lines.refresh()

    def _open(self, benefit_id: int) -> None:
        if self.may_leave():
            self._page.detail.close_panel()
            self._benefit.open(benefit_id)

    def _leave(self) -> bool:
        """Go back to the list, unless what is typed is to be kept; tell whether it was left."""
        if not self.may_leave():
            return False
        self._benefit.forget()
        self.stack.show_list()
        self.stack.list.table.grid.setFocus()
        return True

    def _show_claim_form(self, title: str) -> None:
        self._page.detail.show_widget(title, self.claim_form)

    def _claim(self, shown: Shown, claim_id: int | None) -> None:
        if claim_id is None:
            self._claims.make(shown.line.id)
        else:
            self._claims.correct(claim_id)

    def _today(self) -> date:
        return today_or(None)

    def _ask_owner(self, ids: tuple[int, ...]) -> None:
        if self._may_ask():
            self._several = ids
            self.stack.show_question(self._lines.owner_question(ids))

    def _answer(self, key: str, values: dict[str, Any]) -> None:
        if key != OWNER:
            self._benefit.answer(key, values)
            return
        try:
            self._lines.give_owner(self._several, values["owner_id"])
        except CohortDeskError as error:
            field = error.field if isinstance(error, RuleBroken) else ""
            self.stack.show_problem(field, str(error))
        else:
            self._page.detail.close_panel()

    def _forget_entry(self) -> None:
        self.stack.entry = None

    def _connect(self) -> None:
        stack, listed, page = self.stack, self.stack.list, self.stack.benefit
        files = self._files

        def forget_copies() -> None:
            files.close()

        stack.add_button.clicked.connect(self._enter_any)
        stack.import_button.clicked.connect(self._import)
        stack.export_button.clicked.connect(self._export)
        listed.wanted_changed.connect(self._lines.narrow)
        listed.opened.connect(self._open)
        listed.export_asked.connect(self._lines.export)
        listed.enter_asked.connect(self._enter_any)
        page.left.connect(self._leave)
        page.asked.connect(self._ask)
        page.tried.connect(self._benefit.attempt)
        page.evidence_asked.connect(self._files.open)
        page.copy_asked.connect(self._files.save)
        page.project_asked.connect(self._open_project)
        stack.answered.connect(self._answer)
        listed.owner_asked.connect(self._ask_owner)
        stack.destroyed.connect(forget_copies)
        stack.asking.other_way.connect(self._benefit.ask)
        stack.shared.connect(self._benefit.share)


def open_benefits(page: SavingsPage, session: Session) -> BenefitsView:
    """Return the view, connected."""
    view = BenefitsView(page, session)
    page.keep(view)
    return view
