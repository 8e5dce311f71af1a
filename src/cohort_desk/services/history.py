"""Undo, redo, and who changed what when."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from cohort_desk.db.database import Committed, Database, UnitOfWork
from cohort_desk.db.journal import subject_name
from cohort_desk.db.replay import replay, stacks
from cohort_desk.db.tables import CertificateRow, StepChangeRow, StepRow
from cohort_desk.domain.errors import CannotUndo
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.services.history_words import ChangeReader, FieldChange


@dataclass(frozen=True, slots=True)
class UndoState:
    """What Edit › Undo and Redo would do: step names and ids, None where there is nothing to do."""

    undo: str | None
    redo: str | None
    undo_id: int | None = field(default=None, compare=False)
    redo_id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step as it touched a record."""

    step_id: int
    at: datetime
    actor: str
    step: str
    changes: tuple[FieldChange, ...]


def newest_step(db: Database) -> int:
    """Return the id of the newest step of all, 0 where there is none."""
    with db.read() as work:
        return work.session.scalar(select(func.max(StepRow.id))) or 0


def read_undo_state(db: Database, after: int = 0) -> UndoState:
    """Return what this user can undo and redo next of the steps newer than `after`."""
    with db.read() as work:
        found = stacks(work.session, db.actor, db.passed_over)
        done = _newest(work, (each for each in reversed(found.done) if each.id > after))
        undone = next((each for each in reversed(found.undone) if each.id > after), None)
        return UndoState(
            undo=done and done.name,
            redo=undone and undone.name,
            undo_id=done and done.id,
            redo_id=undone and undone.id,
        )


def undo(db: Database, report: Progress = unwatched, seen: int | None = None) -> Committed:
    """Undo this user's newest step that is not undone.

    Args:
        db: the programme.
        report: counts rows.
        seen: the id of the step that the user was told would be undone, if they were told.

    Raises:
        CannotUndo: there is none, or another than was seen; or something newer stands on it, and
            from then on this window passes the step over, so that those before it can be undone.
            Nothing was changed.
    """
    return _replay_next(db, "undo", report, seen)


def redo(db: Database, report: Progress = unwatched, seen: int | None = None) -> Committed:
    """Redo the step that this user undid last; `seen` is that which the user was told.

    Raises:
        CannotUndo: there is none, or another than was seen, or something newer stands on it;
            nothing was changed.
    """
    return _replay_next(db, "redo", report, seen)


def undo_step(db: Database, step_id: int, report: Progress = unwatched) -> Committed:
    """Undo one step, whatever came after it, if nothing newer stands on what it changed.

    Raises:
        CannotUndo: something newer does; nothing was changed.
    """
    return _guarded(db, step_id, "undo", report)


def history_of(db: Database, kind: str, key: int, limit: int = 200) -> tuple[HistoryEntry, ...]:
    """Return the newest steps that touched a record (`kind` "participant", "agency", "round").

    Memberships and rules show in the history of the participant whom they concern.
    """
    with db.read() as work:
        found = work.session.execute(
            select(StepChangeRow, StepRow)
            .join(StepRow, StepRow.id == StepChangeRow.step_id)
            .where(StepChangeRow.subject == subject_name(kind, key))
            .order_by(StepChangeRow.id.desc())
            .limit(limit)
        ).all()
        steps: dict[int, tuple[StepRow, list[FieldChange]]] = {}
        reader = ChangeReader(work)
        for change, step in found:
            entry = steps.setdefault(step.id, (step, []))
            entry[1].extend(reader.field_changes(change))
        return tuple(
            HistoryEntry(step.id, step.at, step.actor, told(step), tuple(changes))
            for step, changes in steps.values()
        )


def told(step: StepRow) -> str:
    """Return what a step did, as histories say it: "Undo of addition of Round 1"."""
    prefix = {"do": "", "undo": "undo of ", "redo": "redo of "}[step.kind]
    words = prefix + step.name
    return words[:1].upper() + words[1:]


def _guarded(db: Database, step_id: int, kind: str, report: Progress) -> Committed:
    # What guards steps knows of marks and modules, which a window that opens need not wait for.
    from cohort_desk.services.undo_guards import guard_of  # noqa: PLC0415 - see above

    return replay(db, step_id, kind, report, guard_of(kind))


def _replay_next(db: Database, kind: str, report: Progress, seen: int | None) -> Committed:
    step_id = _next(db, kind, seen)
    try:
        return _guarded(db, step_id, kind, report)
    except CannotUndo:
        db.passed_over.add(step_id)
        raise


def _next(db: Database, kind: str, seen: int | None) -> int:
    """Return the next step, which is the one seen unless another window has been at work."""
    with db.read() as work:
        found = stacks(work.session, db.actor, db.passed_over)
        steps = found.done if kind == "undo" else found.undone
        newest = _newest(work, reversed(steps))
        shown = None if seen is None else work.session.get(StepRow, seen)
        if shown and (newest is None or newest.id != shown.id):
            now = f"is now {newest.name}, no longer {shown.name}" if newest else "is gone"
            raise CannotUndo(
                f"Another window has changed this programme meanwhile: the step to {kind} {now}. "
                "Nothing was changed."
            )
        if newest is None:
            raise CannotUndo(f"There is nothing to {kind}.")
        return newest.id


def _newest(work: UnitOfWork, steps: Iterable[StepRow]) -> StepRow | None:
    """Return the first of the steps that may be replayed; certificates never are."""
    return next((step for step in steps if not _is_of_certificates(work, step)), None)


def _is_of_certificates(work: UnitOfWork, step: StepRow) -> bool:
    changed = select(StepChangeRow.id).where(
        StepChangeRow.step_id == step.id, StepChangeRow.table_name == CertificateRow.__tablename__
    )
    return work.session.scalar(changed.limit(1)) is not None
