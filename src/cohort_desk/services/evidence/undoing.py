"""Keeps undo and redo from what a board has ratified: that is changed by chair's action alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import (
    BoardRow,
    MarkRow,
    PeerCriterionRow,
    PeerRoundRow,
    SnapshotMarkRow,
    SubmissionRow,
    Table,
)
from cohort_desk.domain.errors import CannotUndo

_BOARD_TABLES = frozenset({"board_member", "snapshot_mark", "snapshot_result", "decision"})
_BY_SITTING = frozenset({"sitting", "extension", "circumstances", "peer_round"})
_BY_PEER_ROUND = frozenset({"peer_criterion", "peer_return", "peer_override"})


@dataclass(slots=True)
class _Touched:
    """What a replay would change: submissions, sittings (assessment and number), and boards."""

    submissions: set[int] = field(default_factory=set[int])
    sittings: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])
    boards: set[int] = field(default_factory=set[int])


def refuse_ratified(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Refuse a replay that would change what a ratified mark rests on.

    Raises:
        CannotUndo: a board has ratified it.
    """
    touched = _touched(work, changes)
    board = _ratified_board(work, touched)
    if board is not None:
        raise CannotUndo(
            f"“{board}” has ratified what this step changed. It can be changed only by chair’s "
            "action. Nothing was changed."
        )


def _touched(work: UnitOfWork, changes: Iterable[RowChange]) -> _Touched:
    found = _Touched()
    for change in changes:
        values = _values(work, change)
        if change.table == "board":
            found.boards.add(change.key[0])
        elif change.table in _BOARD_TABLES:
            found.boards.add(values["board_id"])
        elif change.table in _BY_SITTING:
            number = values["number"] if change.table == "sitting" else values["sitting"]
            found.sittings.add((values["assessment_id"], number))
        elif change.table in _BY_PEER_ROUND or change.table == "peer_rating":
            found.sittings |= _sitting_rated(work, change.table, values)
        elif change.table == "criterion_mark":
            found.submissions |= _submission_marked(work, values["mark_id"], changes)
        elif change.table == "submission":
            found.submissions.add(change.key[0])
        elif "submission_id" in values:
            found.submissions.add(values["submission_id"])
    return found


def _values(work: UnitOfWork, change: RowChange) -> dict[str, Any]:
    """Return the row as it is, with what the replay would make of it laid over."""
    table = Table.metadata.tables[change.table]
    columns = table.primary_key.columns
    matches = (column == value for column, value in zip(columns, change.key, strict=True))
    now = work.session.connection().execute(select(table).where(*matches)).mappings().first()
    return {**(now or {}), **(change.before or {}), **(change.after or {})}


def _sitting_rated(work: UnitOfWork, table: str, values: dict[str, Any]) -> set[tuple[int, int]]:
    round_id = values.get("peer_round_id")
    if table == "peer_rating":
        criterion = work.session.get(PeerCriterionRow, values["criterion_id"])
        round_id = criterion.peer_round_id if criterion else None
    row = work.session.get(PeerRoundRow, round_id) if round_id is not None else None
    return {(row.assessment_id, row.sitting)} if row else set()


def _submission_marked(work: UnitOfWork, mark_id: int, changes: Iterable[RowChange]) -> set[int]:
    row = work.session.get(MarkRow, mark_id)
    if row is not None:
        return {row.submission_id}
    whole = (
        change.after or change.before or {}
        for change in changes
        if change.table == "mark" and change.key[0] == mark_id
    )
    return {image["submission_id"] for image in whole if "submission_id" in image}


def _ratified_board(work: UnitOfWork, touched: _Touched) -> str | None:
    """Return the name of a board that has ratified any of what is touched."""
    if not (touched.submissions or touched.sittings or touched.boards):
        return None
    sittings = (
        (SubmissionRow.assessment_id == assessment) & (SubmissionRow.sitting == number)
        for assessment, number in sorted(touched.sittings)
    )
    query = (
        select(BoardRow.name)
        .outerjoin(SnapshotMarkRow, SnapshotMarkRow.board_id == BoardRow.id)
        .outerjoin(SubmissionRow, SubmissionRow.id == SnapshotMarkRow.submission_id)
        .where(
            BoardRow.ratified_at.is_not(None),
            or_(
                BoardRow.id.in_(touched.boards),
                SubmissionRow.id.in_(touched.submissions),
                *sittings,
            ),
        )
        .limit(1)
    )
    return work.session.scalar(query)
