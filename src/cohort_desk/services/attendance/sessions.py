"""Adds sessions, changes and copies them, and deletes them with their registers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AttendanceRow, CohortRow, ModuleRow, TaughtSessionRow
from cohort_desk.domain.attendance import SessionFacts, check_session, weeks_later
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.names import numbered_names
from cohort_desk.domain.words import counted

MOST_COPIES = 52
_USUAL = (9, 30), (16, 30)


def add_session(db: Database, cohort_id: int, facts: SessionFacts | None = None) -> int:
    """Add a session and return its id.

    Without facts it is a week after the cohort's last one and as long, in the same place; the
    first is next Monday from 9:30 to 16:30.

    Raises:
        NotFound: the cohort or the module has been deleted meanwhile.
        RuleBroken: a fact breaks a rule.
    """
    with db.read() as work:
        chosen = check_session(facts or _next(work, cohort_id))
    with db.begin(f"addition of {chosen.title}", f"Added {chosen.title}") as work:
        work.need(CohortRow, cohort_id)
        row = _added(work, cohort_id, chosen)
        work.session.flush()
        return row.id


def edit_session(db: Database, session_id: int, version: int, facts: SessionFacts) -> None:
    """Change what is said of a session.

    Raises:
        NotFound: it or its module has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: a fact breaks a rule.
    """
    chosen = check_session(facts)
    with db.begin(f"change of {chosen.title}", f"Changed {chosen.title}") as work:
        row = work.need(TaughtSessionRow, session_id, version)
        _check_module(work, row.cohort_id, chosen.module_id)
        for column, value in _columns(chosen).items():
            if getattr(row, column) != value:
                setattr(row, column, value)


def copy_sessions(db: Database, session_ids: Sequence[int], weeks: int) -> tuple[int, ...]:
    """Repeat sessions in each of the next weeks, at the same time by the clock; return the new.

    Raises:
        NotFound: one of them has been deleted meanwhile.
        RuleBroken: it would be none or too many.
    """
    if not 1 <= weeks <= MOST_COPIES:
        raise RuleBroken("weeks", f"Copy to 1 to {MOST_COPIES} weeks.")
    how_many = counted(len(session_ids) * weeks, "session", "sessions")
    with db.begin(f"copying to {how_many}", f"Added {how_many}") as work:
        added: list[TaughtSessionRow] = []
        for session_id in session_ids:
            row = work.need(TaughtSessionRow, session_id)
            facts = facts_of(row)
            for week in range(1, weeks + 1):
                later = replace(
                    facts,
                    starts_at=weeks_later(facts.starts_at, week, LONDON),
                    ends_at=weeks_later(facts.ends_at, week, LONDON),
                )
                added.append(_added(work, row.cohort_id, later))
        work.session.flush()
        return tuple(row.id for row in added)


def delete_sessions(db: Database, session_ids: Sequence[int]) -> None:
    """Delete sessions with what was recorded of them, in one step.

    Raises:
        NotFound: one of them has been deleted meanwhile.
    """
    with db.begin("deletion of sessions") as work:
        rows = [work.need(TaughtSessionRow, session_id) for session_id in session_ids]
        what = (
            f"{rows[0].title} on {written_date(rows[0].starts_at.astimezone(LONDON))}"
            if len(rows) == 1
            else counted(len(rows), "session", "sessions")
        )
        work.call(f"deletion of {what}", f"Deleted {what}")
        recorded = select(AttendanceRow).where(AttendanceRow.session_id.in_(session_ids))
        for record in work.session.scalars(recorded).all():
            work.session.delete(record)
        for row in rows:
            work.session.delete(row)


def facts_of(row: TaughtSessionRow) -> SessionFacts:
    """Return what a row says of its session."""
    return SessionFacts(
        row.title, row.starts_at, row.ends_at, row.module_id, row.place, row.required
    )


def _added(work: UnitOfWork, cohort_id: int, facts: SessionFacts) -> TaughtSessionRow:
    _check_module(work, cohort_id, facts.module_id)
    row = TaughtSessionRow(cohort_id=cohort_id, **_columns(facts))
    work.session.add(row)
    return row


def _check_module(work: UnitOfWork, cohort_id: int, module_id: int | None) -> None:
    if module_id is not None and work.need(ModuleRow, module_id).cohort_id != cohort_id:
        raise RuleBroken("module_id", "That module is of another cohort.")


def _columns(facts: SessionFacts) -> dict[str, object]:
    return {
        "title": facts.title,
        "starts_at": facts.starts_at,
        "ends_at": facts.ends_at,
        "module_id": facts.module_id,
        "place": facts.place,
        "required": facts.required,
    }


def _next(work: UnitOfWork, cohort_id: int) -> SessionFacts:
    of_cohort = select(TaughtSessionRow).where(TaughtSessionRow.cohort_id == cohort_id)
    rows = work.session.scalars(of_cohort.order_by(TaughtSessionRow.starts_at)).all()
    title = next(numbered_names("Session", {row.title.casefold() for row in rows}, len(rows) + 1))
    if not rows:
        return _first(title)
    last = facts_of(rows[-1])
    return replace(
        last,
        title=title,
        starts_at=weeks_later(last.starts_at, 1, LONDON),
        ends_at=weeks_later(last.ends_at, 1, LONDON),
    )


def _first(title: str) -> SessionFacts:
    today = datetime.now(UTC).astimezone(LONDON)
    monday = today + timedelta(days=7 - today.weekday())
    begins, ends = (
        monday.replace(hour=hour, minute=minute, second=0, microsecond=0) for hour, minute in _USUAL
    )
    return SessionFacts(title, begins.astimezone(UTC), ends.astimezone(UTC))
