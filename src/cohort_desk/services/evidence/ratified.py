"""The marks that boards have ratified, as their snapshots hold them, and what chairs amended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import BoardRow, DecisionRow, RegulationSetRow, SnapshotMarkRow
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.marks.ladder import Ladder, RungKind, topped
from cohort_desk.domain.marks.ladder_plain import ladder_from_plain
from cohort_desk.domain.marks.numbers import from_hundredths
from cohort_desk.domain.regulations.clauses import clause_of
from cohort_desk.domain.regulations.plain import from_plain


@dataclass(frozen=True, slots=True)
class Ratified:
    """The ladders of ratified marks by participant and submission, the board's rung at the top."""

    ladders: Mapping[int, Mapping[int, Ladder]] = field(
        default_factory=dict[int, Mapping[int, Ladder]]
    )

    def ladder(self, participant_id: int, submission_id: int) -> Ladder | None:
        """Return the ratified ladder; None where no board has ratified that mark."""
        return self.submissions(participant_id).get(submission_id)

    def submissions(self, participant_id: int) -> Mapping[int, Ladder]:
        """Return a person's ratified marks by submission."""
        return self.ladders.get(participant_id, {})


def read_ratified(
    work: UnitOfWork, assessment_ids: Sequence[int], only: int | None = None
) -> Ratified:
    """Return the ratified marks for some assessments; of several boards the newest counts.

    With `only`, those of that person alone.
    """
    snapshots = (
        select(SnapshotMarkRow, BoardRow, RegulationSetRow)
        .join(BoardRow, BoardRow.id == SnapshotMarkRow.board_id)
        .join(RegulationSetRow, RegulationSetRow.id == BoardRow.regulation_set_id)
        .where(
            SnapshotMarkRow.assessment_id.in_(assessment_ids),
            SnapshotMarkRow.submission_id.is_not(None),
            BoardRow.ratified_at.is_not(None),
        )
        .order_by(BoardRow.ratified_at, BoardRow.id)
    )
    if only is not None:
        snapshots = snapshots.where(SnapshotMarkRow.participant_id == only)
    amended = _amendments(work, assessment_ids)
    ladders: dict[int, dict[int, Ladder]] = {}
    for row, board, regulations in work.session.execute(snapshots):
        ladder = ladder_from_plain(row.ladder)
        if row.submission_id is None or ladder.final is None:
            continue
        clause = clause_of(from_plain(regulations.rules), "board")
        on = f" on {written_date(board.ratified_at)}" if board.ratified_at else ""
        act = f"Ratified by the {board.name}{on}."
        ladder = topped(ladder, ladder.final, RungKind.BOARD.value, act, clause)
        decision = amended.get((row.board_id, row.participant_id, row.assessment_id))
        if decision is not None and decision.value is not None:
            title = "Chair’s action" if decision.chairs_action else "Amended by the board"
            by = f"{decision.decided_by}, {written_date(decision.decided_at)}"
            value, act = from_hundredths(decision.value), f"{by}: {decision.reason}"
            ladder = topped(ladder, value, title, act, clause)
        ladders.setdefault(row.participant_id, {})[row.submission_id] = ladder
    return Ratified(ladders)


def _amendments(
    work: UnitOfWork, assessment_ids: Sequence[int]
) -> dict[tuple[int, int, int | None], DecisionRow]:
    """Return the newest amendment of each mark; decisions are kept in the order they were made."""
    query = (
        select(DecisionRow)
        .where(DecisionRow.assessment_id.in_(assessment_ids), DecisionRow.value.is_not(None))
        .order_by(DecisionRow.id)
    )
    return {
        (row.board_id, row.participant_id, row.assessment_id): row
        for row in work.session.scalars(query)
    }
