"""What the rules make of every candidate's marks: modules, mean, award and near boundaries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, BoardRow, DecisionRow, ModuleRow
from cohort_desk.domain.awards.boundaries import result_of
from cohort_desk.domain.awards.facts import (
    FOR_GOOD,
    CandidateOutcome,
    ComponentFacts,
    ModuleFacts,
    Outcome,
)
from cohort_desk.domain.marks.ladder import Ladder, RungKind
from cohort_desk.domain.marks.numbers import from_hundredths
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.attendance import attendance_of
from cohort_desk.services.marks.ladders import CandidateLadder, ladders_of_cohort
from cohort_desk.services.regulations import regulations_of


@dataclass(frozen=True, slots=True)
class CandidateResult:
    """One candidate: the ladders that count, the facts drawn from them, and what the rules propose.

    `attendance` is the share of required sessions attended, 0 to 1; None while none was recorded.
    """

    participant_id: int
    name: str
    candidate: str
    ladders: tuple[CandidateLadder, ...]
    attendance: Decimal | None
    facts: tuple[ModuleFacts, ...]
    outcome: CandidateOutcome


@dataclass(frozen=True, slots=True)
class CohortResults:
    """Everybody's results, by the regulations named; in the order of people's names."""

    regulations: Regulations
    candidates: tuple[CandidateResult, ...]


def read_results(
    db: Database, cohort_id: int, regulations: Regulations | None = None
) -> CohortResults:
    """Return the results of a cohort, by its own regulations or by others to try them."""
    with db.read() as work:
        return results_of(work, cohort_id, regulations)


def results_of(
    work: UnitOfWork,
    cohort_id: int,
    regulations: Regulations | None = None,
    *,
    frozen: bool = True,
) -> CohortResults:
    """Return the same within a transaction; `frozen` is as in `ladders_of_cohort`."""
    rules = regulations or regulations_of(work, cohort_id)
    by_assessment = ladders_of_cohort(work, cohort_id, rules, frozen=frozen)
    modules = _modules(work, cohort_id)
    attended = attendance_of(work, cohort_id)
    decided = _decided(work, cohort_id)
    own: dict[int, list[CandidateLadder]] = {}
    for ladders in by_assessment.values():
        for ladder in ladders:
            own.setdefault(ladder.participant_id, []).append(ladder)
    candidates: list[CandidateResult] = []
    for person_id, ladders in own.items():
        facts = _facts(modules, ladders, decided.get(person_id, {}))
        share = attended.get(person_id)
        candidates.append(
            CandidateResult(
                person_id,
                ladders[0].name,
                ladders[0].candidate,
                tuple(ladders),
                share,
                facts,
                result_of(facts, rules, share),
            )
        )
    return CohortResults(rules, tuple(candidates))


_Module = tuple[ModuleRow, tuple[AssessmentRow, ...]]


def _modules(work: UnitOfWork, cohort_id: int) -> tuple[_Module, ...]:
    query = (
        select(ModuleRow)
        .where(ModuleRow.cohort_id == cohort_id)
        .order_by(ModuleRow.position, ModuleRow.id)
    )
    rows = work.session.scalars(query).all()
    parts = (
        select(AssessmentRow)
        .where(AssessmentRow.module_id.in_([row.id for row in rows]))
        .order_by(AssessmentRow.position, AssessmentRow.id)
    )
    assessments = work.session.scalars(parts).all()
    return tuple(
        (row, tuple(part for part in assessments if part.module_id == row.id)) for row in rows
    )


def _decided(work: UnitOfWork, cohort_id: int) -> dict[int, dict[int, Outcome]]:
    """Return by person and module what ratified boards decided last, where that is for good.

    A referral, a deferral or a mark withheld stands only until there is another mark.
    """
    query = (
        select(DecisionRow)
        .join(BoardRow, BoardRow.id == DecisionRow.board_id)
        .where(
            BoardRow.cohort_id == cohort_id,
            BoardRow.ratified_at.is_not(None),
            DecisionRow.module_id.is_not(None),
        )
        .order_by(BoardRow.ratified_at, DecisionRow.id)
    )
    found: dict[int, dict[int, Outcome]] = {}
    for row in work.session.scalars(query):
        if row.module_id is not None:
            found.setdefault(row.participant_id, {})[row.module_id] = Outcome(row.outcome)
    return {
        person_id: {key: outcome for key, outcome in own.items() if outcome in FOR_GOOD}
        for person_id, own in found.items()
    }


def _facts(
    modules: Sequence[_Module],
    ladders: Sequence[CandidateLadder],
    decided: Mapping[int, Outcome],
) -> tuple[ModuleFacts, ...]:
    by_assessment = {ladder.assessment_id: ladder for ladder in ladders}
    return tuple(
        ModuleFacts(
            key=module.id,
            code=module.code,
            title=module.title,
            credits=module.credits,
            level=module.level,
            core=module.core,
            components=tuple(_component(part, by_assessment.get(part.id)) for part in assessments),
            decided=decided.get(module.id),
        )
        for module, assessments in modules
    )


def _component(assessment: AssessmentRow, taken: CandidateLadder | None) -> ComponentFacts:
    minimum = None if assessment.minimum is None else from_hundredths(assessment.minimum)
    none_yet = ComponentFacts(
        assessment.id,
        assessment.title,
        assessment.weight,
        mark=None,
        minimum=minimum,
        attempts=0,
        waiting="The person takes no part in it, or has no group in its round.",
    )
    if taken is None:
        return none_yet
    return replace(
        none_yet,
        mark=taken.ladder.final,
        unrounded=_before_rounding(taken.ladder),
        attempts=taken.attempts,
        waiting=taken.ladder.waiting,
        held=taken.held,
        deferred=taken.deferred,
        missed=taken.missed,
    )


def _before_rounding(ladder: Ladder) -> Decimal | None:
    """Return the mark before it was rounded; None where a chair has put another in its place."""
    rounding = ladder.rung(RungKind.ROUNDING)
    if rounding is None or rounding.after != ladder.final:
        return None
    return rounding.before
