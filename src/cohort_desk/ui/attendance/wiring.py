"""Puts the page of sessions and its presenters together."""

from datetime import UTC, datetime
from pathlib import Path

from cohort_desk.domain.progress import Progress
from cohort_desk.reports.sign_in_sheet import write_sign_in_sheet
from cohort_desk.services.attendance import SessionLine, read_sign_in
from cohort_desk.ui.attendance.page import SessionsPage
from cohort_desk.ui.attendance.presenter.people import AttendancePresenter
from cohort_desk.ui.attendance.presenter.register import SHOWN_OF, RegisterPresenter
from cohort_desk.ui.attendance.presenter.sessions import SessionsPresenter, session_kind
from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.printing import show_paper
from cohort_desk.ui.kit.record_editor import RecordEditor
from cohort_desk.ui.kit.session import Session


def open_sessions_page(session: Session) -> SessionsPage:
    """Return a page of sessions that is filled in and listening.

    `session.show("sessions", "attendance")` shows one of its views, and
    `session.show("sessions", 3)` opens a session.
    """
    page = SessionsPage(session.settings)
    sessions = SessionsPresenter(page, session)
    register = RegisterPresenter(page.register, session)
    people = AttendancePresenter(page.attendance, session)
    editor: RecordEditor[SessionLine] = RecordEditor(page, session_kind(session.db), session.say)
    page.keep(sessions, register, people, editor)

    def refresh() -> None:
        sessions.refresh()
        register.offer(sessions.sessions, _latest(sessions.sessions))
        people.refresh()

    def records_changed(kinds: frozenset[str]) -> None:
        if kinds & SHOWN_OF:
            sessions.refresh()
            register.offer(sessions.sessions, _latest(sessions.sessions))
        people.records_changed(kinds)
        editor.records_changed(kinds)

    def show_cohort(_cohort_id: int) -> None:
        page.close_record()
        refresh()

    _connect_paper(page, register, session)
    _connect_sessions(page, sessions)
    _connect_register(page, register)
    _connect_people(page, people, session)
    _connect_record(page, editor)
    hearing = Hearing(page, session)
    hearing.records_changed.connect(records_changed)
    hearing.cohort_changed.connect(show_cohort)
    page.show_view("sessions")
    refresh()
    page.table.start()
    page.attendance.table.start()
    return page


def _latest(sessions: tuple[SessionLine, ...]) -> int:
    """Return the last session that has begun, or else the first to come; 0 without any."""
    now = datetime.now(UTC)
    begun = [line.id for line in sessions if line.starts_at <= now]
    return begun[-1] if begun else next((line.id for line in sessions), 0)


def _connect_paper(page: SessionsPage, register: RegisterPresenter, session: Session) -> None:
    def print_sheet(session_id: int) -> None:
        def write(path: Path, report: Progress) -> None:
            write_sign_in_sheet(read_sign_in(session.db, session_id), path, report)

        show_paper(session.prints, page, "Sign-in sheet", write)

    page.print_asked.connect(lambda: print_sheet(register.session_id))
    page.session.print_asked.connect(print_sheet)


def _connect_sessions(page: SessionsPage, sessions: SessionsPresenter) -> None:
    page.add_asked.connect(sessions.add)
    page.copy_asked.connect(sessions.copy)
    page.delete_asked.connect(sessions.delete)
    page.export_asked.connect(sessions.export)
    page.searched.connect(sessions.search)
    page.modules_chosen.connect(sessions.filter_modules)
    page.widened.connect(sessions.widen)


def _connect_register(page: SessionsPage, register: RegisterPresenter) -> None:
    page.register_opened.connect(register.choose)
    view = page.register
    view.session_chosen.connect(register.choose)
    view.marked.connect(register.mark)
    view.noted.connect(register.note)
    view.rest_marked.connect(register.mark_rest)
    view.searched.connect(register.search)


def _connect_people(page: SessionsPage, people: AttendancePresenter, session: Session) -> None:
    def show_person(participant_id: int) -> None:
        session.show("people", participant_id)

    view = page.attendance
    view.searched.connect(people.search)
    view.narrowed.connect(people.filter)
    view.widened.connect(people.widen)
    view.export_asked.connect(people.export)
    view.person_opened.connect(show_person)


def _connect_record(page: SessionsPage, editor: RecordEditor[SessionLine]) -> None:
    page.session_opened.connect(editor.open)
    page.session_closed.connect(editor.forget)
    page.session.field_left.connect(editor.field_left)
    page.session.mine_kept.connect(editor.keep_mine)
    page.session.theirs_taken.connect(editor.take_theirs)
    page.session.history_wanted.connect(editor.history_asked)
