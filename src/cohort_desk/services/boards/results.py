"""What is confirmed: the newest decisions of boards that have ratified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import BoardRow, DecisionRow
from cohort_desk.domain.awards.facts import CandidateOutcome, Outcome
from cohort_desk.services.boards.freezing import kept_snapshot
from cohort_desk.services.boards.records import rules_of
from cohort_desk.services.boards.standing import Decision, decisions_of, proposal_of


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A participant's confirmed result.

    `award` is what was decided last, with the decision that a certificate is bound to; `result`
    holds module marks, mean and credits as ratified, amendments included.
    """

    participant_id: int
    candidate: str
    board_id: int
    board: str
    ratified_at: datetime
    award: Outcome
    decision: Decision
    result: CandidateOutcome


def ratified_results(
    work: UnitOfWork, cohort_id: int, only: int | None = None
) -> Mapping[int, Confirmed]:
    """Return the confirmed result of everybody who has one; of several boards the newest counts.

    With `only`, that of one participant. Nothing here looks at marks, regulations or anything else
    as they are now.
    """
    boards = (
        select(BoardRow)
        .where(BoardRow.cohort_id == cohort_id, BoardRow.ratified_at.is_not(None))
        .order_by(BoardRow.ratified_at, BoardRow.id)
    )
    found: dict[int, Confirmed] = {}
    for row in work.session.scalars(boards):
        found.update(_of_board(work, row, only))
    return found


def ratified_awards(work: UnitOfWork, cohort_id: int) -> Mapping[int, Outcome]:
    """Return what was decided last on everybody's award, as `ratified_results` has it.

    What marks and rules led to it is not looked at, so it is quick for a cohort of any size.
    """
    decided = (
        select(DecisionRow.participant_id, DecisionRow.outcome)
        .join(BoardRow, BoardRow.id == DecisionRow.board_id)
        .where(
            BoardRow.cohort_id == cohort_id,
            BoardRow.ratified_at.is_not(None),
            DecisionRow.module_id.is_(None),
            DecisionRow.assessment_id.is_(None),
        )
        .order_by(BoardRow.ratified_at, BoardRow.id, DecisionRow.id)
    )
    return {person: Outcome(outcome) for person, outcome in work.session.execute(decided)}


def _of_board(work: UnitOfWork, row: BoardRow, only: int | None) -> dict[int, Confirmed]:
    snapshot, decisions = kept_snapshot(work, row.id, only), decisions_of(work, row.id)
    rules = rules_of(work, row)
    found: dict[int, Confirmed] = {}
    for person, result in snapshot.results.items():
        decision = decisions.award(person)
        if decision is None or row.ratified_at is None:
            continue
        found[person] = Confirmed(
            person,
            str(result["candidate"]),
            row.id,
            row.name,
            row.ratified_at,
            Outcome(decision.outcome),
            decision,
            proposal_of(snapshot, person, decisions, rules),
        )
    return found
