"""Puts the view "Outcomes" of the Savings page together."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from cohort_desk.domain.savings.outcomes import KINDS
from cohort_desk.services.savings.benefits.officers import list_officers
from cohort_desk.services.savings.outcomes.outcomes import OutcomeRecord, projects_to_choose
from cohort_desk.services.savings.today import today_or
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.savings.asking import AskingPanel
from cohort_desk.ui.savings.claims.evidence import EvidenceFiles
from cohort_desk.ui.savings.outcomes import questions
from cohort_desk.ui.savings.outcomes.list_view import OutcomesList
from cohort_desk.ui.savings.outcomes.panel import OutcomePanel
from cohort_desk.ui.savings.outcomes.presenter import SHOWN_OF, OutcomesPresenter
from cohort_desk.ui.savings.page import SavingsPage
from cohort_desk.ui.savings.question import Question
from cohort_desk.ui.savings.views import View


class OutcomesView:
    """The list of outcomes with the panel of one, as the page knows them."""

    hears = SHOWN_OF

    def __init__(self, page: SavingsPage, session: Session) -> None:
        self._page, self._session = page, session
        desk = PageDesk(page, session)
        self.list = OutcomesList(session.settings)
        self.panel, self.asking = OutcomePanel(), AskingPanel()
        for hidden in (self.panel, self.asking):
            hidden.setParent(page.detail)
            hidden.hide()
        self._asks = False
        self._add = button("Add outcome", "plus", look="primary")
        self._presenter = OutcomesPresenter(self, desk, lambda: page.cohort_id)
        self.files = EvidenceFiles(desk)
        self._connect()
        self.list.table.start()

    @property
    def widget(self) -> QWidget:
        return self.list

    @property
    def actions(self) -> Sequence[QPushButton]:
        return (self._add,)

    def show(self) -> None:
        self._presenter.refresh()

    def open(self, record: object) -> None:
        """Open an outcome by its id."""
        if isinstance(record, int) and self._open(record):
            self._presenter.refresh()

    def start_search(self) -> None:
        self.list.search.setFocus()
        self.list.search.selectAll()

    def may_leave(self) -> bool:
        return self.asking.may_leave(self._session.dialogs)

    def show_outcomes(
        self, shown: Sequence[OutcomeRecord], total: int, counts: Mapping[str, int]
    ) -> None:
        self.list.show_outcomes(shown, total, counts)

    def show_outcome(self, outcome: OutcomeRecord) -> None:
        """Show one in the panel, unless something is being asked about it."""
        self.panel.show_outcome(outcome)
        if not self._asks:
            self._page.detail.show_widget(KINDS[outcome.kind], self.panel)
            self.panel.order_after(self._page.detail.close_button)
        if self.list.table.current() != outcome.id:
            self.list.table.choose((outcome.id,))

    def close_outcome(self) -> None:
        self._page.detail.close_panel()

    def show_problem(self, field: str, sentence: str) -> None:
        """Say in the panel that is seen what was refused."""
        if self._asks:
            self.asking.show_problem(field, sentence)
        else:
            self.panel.show_problem(sentence)

    def end_question(self) -> None:
        """Have nothing asked any more."""
        self._asks = False
        self._presenter.release()

    def _open(self, outcome_id: int | None) -> bool:
        """Show another outcome, unless what is typed of this one is to be kept."""
        asks_new = self._asks and self.asking.key == questions.ADD
        if outcome_id is None or (outcome_id == self._presenter.open_id and not asks_new):
            return True
        if not self.may_leave():
            if self._presenter.open_id:
                self.list.table.choose((self._presenter.open_id,))
            return False
        self.end_question()
        self._presenter.open(outcome_id)
        return True

    def _ask(self, question: Question) -> None:
        self._asks = True
        self._presenter.hold()
        self._page.detail.show_widget(question.title, self.asking)
        self.asking.ask(question)

    def _ask_new(self) -> None:
        if not self.may_leave():
            return
        projects = projects_to_choose(self._session.db, self._page.cohort_id)
        if not projects:
            self._session.warn("There is no project yet to add an outcome to. Register one first.")
            return
        self._ask(questions.add_question(projects, list_officers(self._session.db)))

    def _ask_edit(self) -> None:
        if one := self._presenter.outcome:
            self._ask(questions.edit_question(one, list_officers(self._session.db)))

    def _ask_drop(self) -> None:
        if one := self._presenter.outcome:
            self._ask(questions.drop_question(one))

    def _move(self, status: str) -> None:
        one = self._presenter.outcome
        if one is None:
            return
        if status == "confirmed":
            officers = list_officers(self._session.db)
            self._ask(questions.confirm_question(one, officers, today_or(None)))
        elif one.status == "confirmed":
            self._ask(questions.back_question(one))
        else:
            self._presenter.move(status)

    def _answer(self, key: str, values: dict[str, object]) -> None:
        moves = {questions.DROP: "dropped", questions.BACK: "achieved"}
        if key in moves:
            self._presenter.move(moves[key], str(values["reason"]))
            return
        answers = {
            questions.ADD: self._presenter.add,
            questions.EDIT: self._presenter.edit,
            questions.CONFIRM: self._presenter.confirm,
        }
        answers[key](values)

    def _return(self) -> None:
        """Leave a question for the outcome that it was about."""
        self.end_question()
        one = self._presenter.outcome
        if one is None:
            self._page.detail.close_panel()
        else:
            self.show_outcome(one)

    def _closed(self) -> None:
        self.end_question()
        self._presenter.forget()

    def _add_files(self) -> None:
        self._presenter.add_files(self._session.dialogs.paths_to_open("Add evidence"))

    def _show_project(self, project_id: int) -> None:
        self._session.show("projects", project_id)

    def _connect(self) -> None:
        listed, panel, presenter = self.list, self.panel, self._presenter
        self._add.clicked.connect(self._ask_new)
        listed.add_asked.connect(self._ask_new)
        listed.wanted_changed.connect(presenter.narrow)
        listed.opened.connect(self._open)
        listed.export_asked.connect(presenter.export)
        panel.move_asked.connect(self._move)
        panel.drop_asked.connect(self._ask_drop)
        panel.edit_asked.connect(self._ask_edit)
        panel.remove_asked.connect(presenter.remove)
        panel.project_asked.connect(self._show_project)
        panel.files_asked.connect(self._add_files)
        panel.dropped.connect(presenter.add_files)
        panel.file_removed.connect(presenter.remove_file)
        panel.open_asked.connect(self.files.open)
        panel.save_asked.connect(self.files.save)
        self.asking.answered.connect(self._answer)
        self.asking.cancelled.connect(self._return)
        self._page.detail.closed.connect(self._closed)


def open_outcomes(page: SavingsPage, session: Session) -> View:
    """Return the view of outcomes without money, listening."""
    view = OutcomesView(page, session)
    page.keep(view)
    files = view.files

    def forget_copies() -> None:
        files.close()

    page.destroyed.connect(forget_copies)
    return view
