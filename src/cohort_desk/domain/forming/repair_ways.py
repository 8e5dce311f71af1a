"""Which groups a repair may end with: those that there are, one fewer, or some more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.checks import check
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.mending import Limits
from cohort_desk.domain.forming.request import FormingRequest

Groups = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Way:
    """The groups that a repair starts from: new ones are empty, dissolved ones to be emptied."""

    request: FormingRequest
    groups: tuple[tuple[int, ...], ...]
    limits: Limits
    opened: int = 0
    dissolved: tuple[int, ...] = ()


def ways(request: FormingRequest, groups: Groups, closed: frozenset[int]) -> Iterator[Way]:
    """Yield the ways that the numbers of people allow, the groups as they are first."""
    people, (low, high) = len(request.members), _range(request, groups, closed)
    sizes, small = request.recipe.sizes, _dissolvable(request, groups, closed)
    if low <= people <= high:
        yield _way(request, groups, closed)
        if sizes.groups is not None:
            return
        gone = 1 if small and len(groups[small[0]]) < sizes.smallest else 0
        opened = _worth_opening(request, groups)
    else:
        gone = max(0, -(-(low - people) // sizes.smallest))
        opened = max(0, -(-(people - high) // sizes.largest))
    if 0 < gone <= len(small) and people <= high - gone * sizes.largest:
        yield _way(request, groups, closed, dissolved=tuple(small[:gone]))
    if opened and low + opened * sizes.smallest <= people:
        yield _way(request, groups, closed, opened=opened)


def refusal(request: FormingRequest, groups: Groups, closed: frozenset[int]) -> CohortDeskError:
    """Return what to say when no repair was found."""
    sizes = replace(request.recipe.sizes, groups=len(groups))
    try:
        check(replace(request, recipe=replace(request.recipe, sizes=sizes)))
    except CohortDeskError as error:
        return error
    broken = LiveBoard(request, groups).score().broken
    stay = set(request.locks)
    stuck = [one for one in broken if stay.issuperset(one.rule.member_ids)]
    if stuck:
        return Impossible(
            f"{stuck[0].words}, and they are locked where they are. Unlock one of them or remove "
            "the rule.",
            (stuck[0].rule,),
        )
    locked = " The locked people and groups stay as they are: unlocking some of them may help."
    return Impossible(
        "No repair was found that gives everybody a group, keeps to the sizes and every rule."
        + (locked if stay or closed else " Allow other sizes, remove a rule, or form groups anew.")
    )


def _way(
    request: FormingRequest,
    groups: Groups,
    closed: frozenset[int],
    *,
    opened: int = 0,
    dissolved: tuple[int, ...] = (),
) -> Way:
    sizes, old = request.recipe.sizes, len(groups)
    low, high = [sizes.smallest] * (old + opened), [sizes.largest] * (old + opened)
    for group in closed:
        low[group] = high[group] = len(groups[group])
    for group in dissolved:
        low[group] = high[group] = 0
    new_names = tuple(f"New group {number + 1}" for number in range(opened))
    names = tuple(request.group_name(group) for group in range(old))
    locks = dict(request.locks)
    for group in closed:
        locks |= dict.fromkeys(groups[group], group)
    return Way(
        replace(request, group_names=(*names, *new_names), locks=locks),
        (*(tuple(group) for group in groups), *((),) * opened),
        Limits(tuple(low), tuple(high), closed | set(dissolved)),
        opened,
        dissolved,
    )


def _range(request: FormingRequest, groups: Groups, closed: frozenset[int]) -> tuple[int, int]:
    """Return the fewest and the most people that the groups may hold."""
    sizes, shut = request.recipe.sizes, sum(len(groups[group]) for group in closed)
    still_open = len(groups) - len(closed)
    return still_open * sizes.smallest + shut, still_open * sizes.largest + shut


def _dissolvable(request: FormingRequest, groups: Groups, closed: frozenset[int]) -> list[int]:
    """Return the groups that may go, the smallest first: nobody locked in, no rule names them."""
    named = {rule.group for rule in request.recipe.rules} | set(request.locks.values())
    free = [group for group in range(len(groups)) if group not in closed and group not in named]
    return sorted(free, key=lambda group: len(groups[group]))


def _worth_opening(request: FormingRequest, groups: Groups) -> int:
    """Return how many groups people without one could fill between them."""
    waiting = len(request.members) - sum(map(len, groups))
    sizes = request.recipe.sizes
    if waiting < sizes.smallest:
        return 0
    return max(1, waiting // max(sizes.smallest, min(sizes.preferred, sizes.largest)))
