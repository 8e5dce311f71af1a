"""The list of sessions, and how the panel of one reads and saves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.attendance import Attendance, SessionFacts
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.modules.moments import LONDON, read_in_london, written_in_london
from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.attendance import (
    SessionLine,
    add_session,
    copy_sessions,
    delete_sessions,
    edit_session,
    list_sessions,
    read_session,
)
from cohort_desk.services.history import history_of
from cohort_desk.services.modules import list_modules
from cohort_desk.ui.attendance.presenter.words import written_day, written_span
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt
from cohort_desk.ui.kit.record_editor import RecordKind

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

SHOWN_OF = frozenset({"taught_session", "attendance", "module"})
LABELS: Mapping[str, str] = {
    "title": "Title",
    "starts_at": "Begins",
    "ends_at": "Ends",
    "module_id": "Module",
    "place": "Place",
    "required": "Counts for attendance",
}
_YES, _NO = "yes", "no"
_WORDS_OF_A_TIME = 2


class SessionsView(Protocol):
    """What the presenter needs of its page."""

    def show_sessions(self, shown: Sequence[SessionLine], total: int) -> None: ...
    def show_none(self) -> None: ...
    def offer_modules(self, modules: Sequence[tuple[int, str]]) -> None: ...
    def show_added(self, session_id: int) -> None: ...
    def close_record(self) -> None: ...


class SessionsPresenter:
    """Answers the list of sessions."""

    def __init__(self, view: SessionsView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._all: tuple[SessionLine, ...] = ()
        self._shown: tuple[SessionLine, ...] = ()
        self._text = ""
        self._modules: tuple[object, ...] = ()

    @property
    def sessions(self) -> tuple[SessionLine, ...]:
        """All sessions of the cohort, in the order of their time."""
        return self._all

    def refresh(self) -> None:
        """Show the sessions of the cohort."""
        self._all = list_sessions(self._db, self._desk.cohort_id)
        modules = list_modules(self._db, self._desk.cohort_id)
        self._view.offer_modules([(module.id, module.code) for module in modules])
        self._show()

    def search(self, text: str) -> None:
        self._text = text
        self._show()

    def filter_modules(self, modules: tuple[object, ...]) -> None:
        self._modules = modules
        self._show()

    def widen(self) -> None:
        """Show every session again."""
        self._text, self._modules = "", ()
        self._show()

    def add(self) -> None:
        """Add a session a week after the last one, and open it."""
        try:
            session_id = add_session(self._db, self._desk.cohort_id)
        except CohortDeskError as error:
            self._desk.warn(str(error))
        else:
            self.widen()
            self.refresh()
            self._view.show_added(session_id)

    def copy(self, ids: Sequence[int]) -> None:
        """Repeat sessions weekly, as often as the user says."""
        typed = self._desk.dialogs.ask_text(
            "Copy weekly", "To how many weeks after", "1", check=_weeks_problem
        )
        if typed is not None:
            attempt(self._desk, lambda: copy_sessions(self._db, ids, int(typed)))

    def delete(self, ids: Sequence[int]) -> None:
        """Delete sessions; where something was recorded of them, once the user has agreed."""
        recorded = sum(line.recorded for line in self._all if line.id in ids)
        if recorded:
            records = counted(recorded, "record", "records")
            text = f"{records} of attendance go with it. Undo brings them back."
            sessions = counted(len(ids), "session", "sessions")
            if not self._desk.dialogs.confirm(f"Delete {sessions}", text, "Delete", danger=True):
                return
        if attempt(self._desk, lambda: delete_sessions(self._db, ids)):
            self._view.close_record()

    def export(self) -> None:
        """Save the sessions shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export sessions", "Sessions.xlsx", SHEETS_OUT)
        if path is None:
            return
        table = sessions_table(self._shown)
        self._desk.runner.run(
            "Exporting sessions",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} sessions in {path.name}."),
            writes=False,
        )

    def _show(self) -> None:
        if not self._all:
            self._view.show_none()
            return
        words = folded(self._text).split()
        self._shown = tuple(
            line
            for line in self._all
            if (not self._modules or line.module_id in self._modules)
            and all(
                word in folded(f"{line.title} {line.place} {line.module} {written_day(line)}")
                for word in words
            )
        )
        self._view.show_sessions(self._shown, len(self._all))


def session_kind(db: "Database") -> RecordKind[SessionLine]:
    """Return how the panel of one session reads and saves."""

    def save(line: SessionLine, field: str, typed: str) -> None:
        edit_session(db, line.id, line.version, changed_facts(line.facts, field, typed))

    return RecordKind(
        LABELS,
        SHOWN_OF,
        read=lambda session_id: read_session(db, session_id),
        save=save,
        typed=typed_of_session,
        history=lambda session_id: history_of(db, "taught_session", session_id),
    )


def typed_of_session(line: SessionLine, field: str) -> str:
    """Return what a form shows of a session's field."""
    if field == "starts_at":
        return written_in_london(line.starts_at)
    if field == "ends_at":
        begins, ends = line.starts_at.astimezone(LONDON), line.ends_at.astimezone(LONDON)
        return f"{ends:%H:%M}" if begins.date() == ends.date() else written_in_london(ends)
    if field == "required":
        return _YES if line.required else _NO
    value = getattr(line, field)
    return "" if value is None else str(value)


def changed_facts(facts: SessionFacts, field: str, typed: str) -> SessionFacts:
    """Return what is said of a session with one field as typed.

    A session whose beginning is moved stays as long as it was. Of the end the time of day is
    enough where it is on the same day.

    Raises:
        RuleBroken: it is not a moment.
    """
    if field == "starts_at":
        begins = _moment(field, typed)
        return replace(facts, starts_at=begins, ends_at=begins + (facts.ends_at - facts.starts_at))
    if field == "ends_at":
        day = written_date(facts.starts_at.astimezone(LONDON))
        whole = typed if len(typed.split()) > _WORDS_OF_A_TIME else f"{day}, {typed}"
        return replace(facts, ends_at=_moment(field, whole if typed.strip() else ""))
    if field == "module_id":
        return replace(facts, module_id=int(typed) if typed else None)
    if field == "required":
        return replace(facts, required=typed == _YES)
    return replace(facts, title=typed) if field == "title" else replace(facts, place=typed)


def sessions_table(lines: Sequence[SessionLine]) -> TableOut:
    """Return sessions as a sheet."""
    return TableOut(
        "Sessions",
        (
            "Date",
            "Time",
            "Title",
            "Module",
            "Place",
            "Required",
            "Present",
            "Late",
            "Excused",
            "Absent",
            "Not recorded",
        ),
        [
            (
                written_day(line),
                written_span(line),
                line.title,
                line.module,
                line.place,
                "Yes" if line.required else "No",
                *(line.counts.get(status, 0) for status in Attendance),
                line.unrecorded,
            )
            for line in lines
        ],
    )


def _moment(field: str, typed: str) -> datetime:
    moment = read_in_london(field, typed)
    if moment is None:
        raise RuleBroken(field, "Give a day and a time, such as 14 November 2026, 09:30.")
    return moment


def _weeks_problem(typed: str) -> str:
    return "" if typed.strip().isdecimal() else "Give a number of weeks, such as 5."
