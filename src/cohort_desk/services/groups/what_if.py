"""What the rules of a round cost its mix, one by one."""

from collections.abc import Iterator
from dataclasses import dataclass

from cohort_desk.db.database import Database
from cohort_desk.domain.forming.conflicts.remedies import whom_it_keeps_apart
from cohort_desk.domain.forming.errors import Remedy, RemedyKind
from cohort_desk.domain.forming.reasons.what_if import LetGo, LetGoKind, RuleCost, rule_costs
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.services.groups.forming import prepare_forming
from cohort_desk.services.groups.material import read_material
from cohort_desk.services.groups.relaxing import Finder, Relaxation, unlocking

SECONDS, MANY_SECONDS, MANY = 20.0, 60.0, 1000
"""How long the searches may take together, and how long among so many people or more."""


@dataclass(frozen=True, slots=True)
class KnownCost:
    """What a rule or a criterion costs, and how to let it go; a criterion is changed by hand."""

    cost: RuleCost
    relaxation: Relaxation | None


def find_rule_costs(
    db: Database, round_id: int, *, seconds: float | None = None, report: Progress = unwatched
) -> Iterator[KnownCost]:
    """Yield what each rule, column and criterion costs, and all locks, as each is worked out.

    Args:
        db: the programme.
        round_id: the round.
        seconds: how long the searches may take together.
        report: hears how far it is; what it raises ends the work.

    Raises:
        NotFound: the round has been deleted.
        RuleBroken: the sizes do not fit the people.
        Impossible: the rules contradict each other as they are.
    """
    preparation = prepare_forming(db, round_id)
    with db.read() as work:
        finder = Finder(read_material(work, round_id), preparation)
    request = preparation.request
    if seconds is None:
        seconds = SECONDS if len(request.members) < MANY else MANY_SECONDS
    for cost in rule_costs(request, seconds=seconds, report=report):
        yield KnownCost(cost, _relaxation(cost.let_go, finder, tuple(request.locks)))


def _relaxation(let_go: LetGo, finder: Finder, locked: tuple[int, ...]) -> Relaxation | None:
    if let_go.kind is LetGoKind.RULE:
        remedy = Remedy(RemedyKind.REMOVE_RULE, "Remove this rule", let_go.rule)
        return finder.relaxation(remedy)
    if let_go.kind is LetGoKind.LOCKS:
        return unlocking(locked, let_go.words)
    if let_go.kind is LetGoKind.COLUMN:
        words = f"Stop keeping {whom_it_keeps_apart(let_go.column)} apart"
        return Relaxation(RemedyKind.STOP_COLUMN, words, let_go.words, column=let_go.column)
    return None
