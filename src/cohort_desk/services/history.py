"""Undo, redo, and who changed what when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import Committed, Database, UnitOfWork
from cohort_desk.db.journal import RowChange, subject_name
from cohort_desk.db.replay import Guard, replay, stacks
from cohort_desk.db.tables import (
    AgencyRow,
    CohortRow,
    GroupRow,
    MarkingGuideRow,
    ModuleRow,
    ParticipantRow,
    RoundRow,
    StepChangeRow,
    StepRow,
)
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import CannotUndo
from cohort_desk.domain.marks.numbers import from_hundredths, written
from cohort_desk.domain.modules.fields import (
    ASSESSMENT_LABELS,
    DONE_BY_LABELS,
    MODULE_LABELS,
    SITTING_LABELS,
)
from cohort_desk.domain.modules.guides import BAND_LABELS
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.names import full_name
from cohort_desk.domain.people import FIELD_LABELS, STATUS_LABELS
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.projects import OUTCOMES
from cohort_desk.domain.projects import STATUSES as PROJECT_STATUSES
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.domain.submissions.words import DECISIONS, HOLDS
from cohort_desk.services.locked_steps import refuse_ratified
from cohort_desk.services.marks.undoing import refuse_replay
from cohort_desk.services.modules import undoing as modules

_LABELS = {
    **SITTING_LABELS,
    **BAND_LABELS,
    **MODULE_LABELS,
    **ASSESSMENT_LABELS,
    **FIELD_LABELS,
    "agency_id": "Agency",
    "group_id": "Group",
    "round_id": "Round",
    "cohort_id": "Cohort",
    "name": "Name",
    "short_name": "Short name",
    "sector": "Sector",
    "kind": "Kind",
    "alias": "Also known as",
    "locked": "Locked",
    "recipe": "Settings",
    "groups": "Published groups",
    "reason": "Reason",
    "jpeg": "Photo",
    "value": "Mark",
    "direct": "Mark",
    "feedback": "Feedback",
    "final_at": "Finished",
    "problem": "Work problem",
    "summary": "Summary",
    "sponsor_agency_id": "Sponsor",
    "sponsor_person": "Sponsor’s contact",
    "due_on": "Due on",
    "done_on": "Done on",
    "until": "Extended until",
    "claim": "Claim",
    "outcome": "Decision",
    "submitted_at": "Handed in",
    "submitted_by": "Handed in by",
    "finalised_at": "Finalised",
    "reopened_at": "Opened again",
    "reopened_why": "Reason for opening again",
    "cleared_why": "Reason for clearing",
}
# Derived from other columns, or of no meaning to a reader.
_SILENT = frozenset(
    {
        *("id", "sort_name", "name_key", "key", "version", "position", "programme_id"),
        *("mark_id", "criterion_id", "submission_id", "project_id", "sha256"),
    }
)
_VALUE_LABELS: dict[str, Mapping[str, str]] = {
    "status": {**STATUS_LABELS, **PROJECT_STATUSES},
    "kind": {**OUTCOMES, **HOLDS},
    "outcome": DECISIONS,
    "sector": {sector.key: sector.label for sector in SECTORS},
    "done_by": DONE_BY_LABELS,
}
_Named = AgencyRow | GroupRow | RoundRow | CohortRow | ModuleRow | MarkingGuideRow
_REFERENCES: dict[str, type[_Named]] = {
    "agency_id": AgencyRow,
    "sponsor_agency_id": AgencyRow,
    "group_id": GroupRow,
    "round_id": RoundRow,
    "cohort_id": CohortRow,
    "module_id": ModuleRow,
    "guide_id": MarkingGuideRow,
}


@dataclass(frozen=True, slots=True)
class UndoState:
    """What Edit › Undo and Redo would do: step names and ids, None where there is nothing to do."""

    undo: str | None
    redo: str | None
    undo_id: int | None = field(default=None, compare=False)
    redo_id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after, as people read it; '' where there was nothing."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step as it touched a record."""

    step_id: int
    at: datetime
    actor: str
    step: str
    changes: tuple[FieldChange, ...]


def read_undo_state(db: Database) -> UndoState:
    """Return what this user can undo and redo next."""
    with db.read() as work:
        found = stacks(work.session, db.actor, db.passed_over)
        done = found.done[-1] if found.done else None
        undone = found.undone[-1] if found.undone else None
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
    return replay(db, step_id, "undo", report, _guard("undo"))


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
        reader = _Reader(work)
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


class _Reader:
    """Turns stored values into what people read, asking for each name once."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._known: dict[tuple[str, Any], str] = {}

    def field_changes(self, change: StepChangeRow) -> list[FieldChange]:
        before, after = change.before or {}, change.after or {}
        subject_column = f"{change.subject.partition(':')[0]}_id"
        return [
            FieldChange(
                _LABELS.get(name, name.replace("_", " ").capitalize()),
                self._text(name, before.get(name)),
                self._text(name, after.get(name)),
            )
            for name in {**before, **after}
            if name not in _SILENT
            and name != subject_column
            and before.get(name) != after.get(name)
        ]

    def _text(self, column: str, value: Any) -> str:
        if value is None or value == "":
            return ""
        if column == "participant_id":
            return self._person(value)
        if column in _REFERENCES:
            return self._name(_REFERENCES[column], value)
        if column in _WRITTEN:
            return _WRITTEN[column](value)
        if isinstance(value, bool):
            value = "Yes" if value else "No"
        if isinstance(value, (dict, list)):
            value = ""
        return _VALUE_LABELS.get(column, {}).get(value, str(value))

    def _name(self, table: type[_Named], key: Any) -> str:
        if (table.__tablename__, key) not in self._known:
            row = self._work.session.get(table, key)
            name = "(deleted)" if row is None else _name_of(row)
            self._known[table.__tablename__, key] = name
        return self._known[table.__tablename__, key]

    def _person(self, key: Any) -> str:
        row = self._work.session.get(ParticipantRow, key)
        return "(deleted)" if row is None else full_name(row.given_name, row.family_name)


def _moment(kept: str) -> str:
    return written_in_london(datetime.fromisoformat(kept))


def _day(kept: str) -> str:
    return written_date(date.fromisoformat(kept))


def _mark(kept: int) -> str:
    return written(from_hundredths(kept))


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "jpeg": lambda _: "a picture",
    **dict.fromkeys((*SITTING_LABELS, "final_at"), _moment),
    **dict.fromkeys(("submitted_at", "finalised_at", "reopened_at", "until"), _moment),
    **dict.fromkeys(("claimed_at", "decided_at", "placed_at", "cleared_at", "added_at"), _moment),
    **dict.fromkeys(("due_on", "done_on"), _day),
    **dict.fromkeys(("minimum", "low", "high", "value", "direct"), _mark),
}


def _name_of(row: _Named) -> str:
    return row.title if isinstance(row, ModuleRow | MarkingGuideRow) else row.name


def _guard(kind: str) -> Guard:
    """Return what may refuse a replay: what was ratified, and what others have built on."""

    def refuse(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
        refuse_ratified(work, changes)
        modules.refuse_replay(work, changes)
        refuse_replay(work, changes, undoing=kind == "undo")

    return refuse


def _replay_next(db: Database, kind: str, report: Progress, seen: int | None) -> Committed:
    step_id = _next(db, kind, seen)
    try:
        return replay(db, step_id, kind, report, _guard(kind))
    except CannotUndo:
        db.passed_over.add(step_id)
        raise


def _next(db: Database, kind: str, seen: int | None) -> int:
    """Return the next step, which is the one seen unless another window has been at work."""
    with db.read() as work:
        found = stacks(work.session, db.actor, db.passed_over)
        steps = found.done if kind == "undo" else found.undone
        shown = None if seen is None else work.session.get(StepRow, seen)
        if shown and (not steps or steps[-1].id != shown.id):
            now = f"is now {steps[-1].name}, no longer {shown.name}" if steps else "is gone"
            raise CannotUndo(
                f"Another window has changed this programme meanwhile: the step to {kind} {now}. "
                "Nothing was changed."
            )
        if not steps:
            raise CannotUndo(f"There is nothing to {kind}.")
        return steps[-1].id
