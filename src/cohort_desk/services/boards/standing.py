"""Decisions of a board that stand, and what the rules propose given them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import DecisionRow
from cohort_desk.domain.awards.boundaries import result_of
from cohort_desk.domain.awards.facts import NAMES, CandidateOutcome, Outcome
from cohort_desk.domain.awards.plain import with_decisions
from cohort_desk.domain.marks.numbers import from_hundredths, written
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.boards.freezing import Snapshot


@dataclass(frozen=True, slots=True)
class Subject:
    """What is decided on: a candidate's award, one module of it, or the mark of one assessment."""

    participant_id: int
    module_id: int | None = None
    assessment_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided: an outcome, or (of an assessment) a mark, and why."""

    outcome: Outcome | None = None
    mark: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as kept; `earlier` are those that it took the place of, the newest first."""

    id: int
    version: int
    outcome: str
    mark: Decimal | None
    reason: str
    chairs_action: bool
    decided_at: datetime
    decided_by: str
    earlier: tuple["Decision", ...] = ()

    @property
    def words(self) -> str:
        """What was decided, in words."""
        if self.mark is not None:
            return f"Amended to {written(self.mark)}"
        return NAMES[Outcome(self.outcome)]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions that stand, by what they are on."""

    standing: Mapping[Subject, Decision] = field(default_factory=dict[Subject, Decision])
    by_person: Mapping[int, tuple[Subject, ...]] = field(
        default_factory=dict[int, tuple[Subject, ...]]
    )

    def award(self, participant_id: int) -> Decision | None:
        """Return the decision on a candidate's award."""
        return self.standing.get(Subject(participant_id))

    def outcomes(self, participant_id: int) -> dict[int, Outcome]:
        """Return what was decided on a candidate's modules."""
        return {
            subject.module_id: Outcome(self.standing[subject].outcome)
            for subject in self.by_person.get(participant_id, ())
            if subject.module_id is not None
        }

    def amended(self, participant_id: int) -> dict[int, Decimal]:
        """Return a candidate's marks that were amended, by assessment."""
        return {
            subject.assessment_id: mark
            for subject in self.by_person.get(participant_id, ())
            if subject.assessment_id is not None
            and (mark := self.standing[subject].mark) is not None
        }


def decisions_of(work: UnitOfWork, board_id: int, *, of_meeting: bool = False) -> Decisions:
    """Return the decisions of a board that stand, each with those before it.

    With `of_meeting` on, those that its meeting made, whatever the chair has amended since.
    """
    query = select(DecisionRow).where(DecisionRow.board_id == board_id).order_by(DecisionRow.id)
    if of_meeting:
        query = query.where(DecisionRow.chairs_action.is_(False))
    chains: defaultdict[Subject, tuple[Decision, ...]] = defaultdict(tuple)
    for row in work.session.scalars(query):
        subject = Subject(row.participant_id, row.module_id, row.assessment_id)
        chains[subject] = (_decision(row, chains[subject]), *chains[subject])
    return standing({subject: chain[0] for subject, chain in chains.items()})


def standing(decisions: Mapping[Subject, Decision]) -> Decisions:
    """Return decisions that stand, to be looked up by whom they concern."""
    by_person: defaultdict[int, tuple[Subject, ...]] = defaultdict(tuple)
    for subject in decisions:
        by_person[subject.participant_id] = (*by_person[subject.participant_id], subject)
    return Decisions(decisions, by_person)


def proposal_of(
    snapshot: Snapshot, participant_id: int, decisions: Decisions, rules: Regulations
) -> CandidateOutcome:
    """Return what the rules propose for a candidate, given what was decided on parts of it."""
    facts = with_decisions(
        snapshot.facts(participant_id),
        decisions.amended(participant_id),
        decisions.outcomes(participant_id),
    )
    return result_of(facts, rules, snapshot.attendance(participant_id))


def _decision(row: DecisionRow, earlier: tuple[Decision, ...]) -> Decision:
    return Decision(
        id=row.id,
        version=row.version,
        outcome=row.outcome,
        mark=None if row.value is None else from_hundredths(row.value),
        reason=row.reason,
        chairs_action=row.chairs_action,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        earlier=earlier,
    )
