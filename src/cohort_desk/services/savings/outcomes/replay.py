"""Keeps undo and redo from outcomes that would be achieved without evidence, or confirmed anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import OutcomeEvidenceRow, ProjectOutcomeRow
from cohort_desk.domain.errors import CannotUndo, RuleBroken
from cohort_desk.domain.savings import outcomes as rules
from cohort_desk.domain.savings.parties import Party
from cohort_desk.services.savings.benefits.officers import officers_of, party_of
from cohort_desk.services.savings.outcomes.records import title_of
from cohort_desk.services.savings.shapes import Officer

_HAVE_EVIDENCE = frozenset({"achieved", "confirmed"})


@dataclass(slots=True)
class _Replay:
    """What a replay would change of one outcome: its own columns, and how many files it gains."""

    columns: Mapping[str, Any] = field(default_factory=dict[str, Any])
    files: int = 0


def refuse_replay(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Refuse an undo or a redo that would leave an outcome as none may be.

    Raises:
        CannotUndo: it would be achieved without evidence, or its confirmation would rest on what
            was not there.
    """
    for outcome_id, replay in _by_outcome(work, changes).items():
        row = work.session.get(ProjectOutcomeRow, outcome_id)
        if row is None:
            continue
        try:
            _check(work, row, replay)
        except RuleBroken as error:
            raise CannotUndo(f"{error} Nothing was changed.") from error


def _by_outcome(work: UnitOfWork, changes: Sequence[RowChange]) -> Mapping[int, _Replay]:
    columns: dict[int, Mapping[str, Any]] = {}
    files: Counter[int] = Counter()
    deleted: set[int] = set()
    for change in changes:
        if change.table == ProjectOutcomeRow.__tablename__:
            if change.operation == "delete":
                deleted.add(change.key[0])
            elif change.operation == "update":
                columns[change.key[0]] = change.after or {}
        elif change.table == OutcomeEvidenceRow.__tablename__ and change.operation != "update":
            image: Mapping[str, Any] = change.after or change.before or {}
            files[image["outcome_id"]] += 1 if change.operation == "insert" else -1
    touched = (columns.keys() | files.keys()) - deleted
    return {key: _Replay(columns.get(key, {}), files[key]) for key in touched}


def _check(work: UnitOfWork, row: ProjectOutcomeRow, replay: _Replay) -> None:
    of_row = OutcomeEvidenceRow.outcome_id == row.id
    files = work.session.scalar(select(func.count()).where(of_row)) or 0
    officers = officers_of(work)
    owner = officers.get(replay.columns.get("owner_id", row.owner_id) or 0)
    now = rules.Outcome(
        title_of(row.kind, row.description), row.status, row.evidence, files, _party(owner)
    )
    then = replace(
        now,
        status=replay.columns.get("status", row.status),
        evidence=replay.columns.get("evidence", row.evidence),
        files=files + replay.files,
    )
    if then.status == "confirmed" == now.status:
        rules.check_kept(now, {*replay.columns, *(("evidence",) if replay.files else ())})
    elif then.status == "confirmed":
        on = date.fromisoformat(str(replay.columns["confirmed_on"]))
        officer = officers.get(replay.columns.get("confirmed_by_id") or 0)
        rules.check_confirmation(replace(then, status="achieved"), _party(officer), on, today=on)
    elif then.status in _HAVE_EVIDENCE:
        rules.check_move(replace(then, status="under_way"), "achieved")


def _party(officer: Officer | None) -> Party | None:
    return party_of(officer) if officer else None
