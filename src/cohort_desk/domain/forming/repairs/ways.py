"""Which groups a repair may end with: those that there are, one fewer, or some more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.forming.conflicts.core import find_conflict
from cohort_desk.domain.forming.conflicts.explaining import explained
from cohort_desk.domain.forming.conflicts.feasibility import room_of
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.hard_rules import hard_rules
from cohort_desk.domain.forming.repairs.mending import Limits
from cohort_desk.domain.forming.request import FormingRequest
from cohort_desk.domain.forming.sizes import split
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.words import counted

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
    """Return what to say when no repair was found: the rules at odds, or what stands against it."""
    low, high = _range(request, groups, closed)
    if not low <= len(request.members) <= high:
        return _numbers_do_not_fit(request, groups, closed)
    sizes = (request.recipe.sizes.largest,) * len(groups)
    conflict = find_conflict(dict(enumerate(hard_rules(request))), room_of(sizes))
    if conflict:
        return explained(request, sizes, conflict)
    message = "No repair was found that gives everybody a group, keeps to the sizes and every rule."
    shut = [request.group_name(group) for group in sorted(closed)]
    if shut:
        nobody = "nobody enters or leaves " + ("it" if len(shut) == 1 else "them")
        message += f" {names(shut)} {'is' if len(shut) == 1 else 'are'} locked: {nobody}."
    locked = len(request.locks) - sum(len(groups[group]) for group in closed)
    if locked > 0:
        message += f" {counted(locked, 'person is', 'people are')} locked where they are."
    if shut or locked > 0:
        return Impossible(f"{message} Unlocking some may help.")
    return Impossible(f"{message} Allow other sizes, remove a rule, or form groups anew.")


def _numbers_do_not_fit(
    request: FormingRequest, groups: Groups, closed: frozenset[int]
) -> CohortDeskError:
    if not closed:
        try:
            split(replace(request.recipe.sizes, groups=len(groups)), len(request.members))
        except CohortDeskError as error:
            return error
    low, high = _range(request, groups, closed)
    people = counted(len(request.members), "person does", "people do")
    return Impossible(
        f"{people} not fit: while the locked groups stay as they are, the groups hold from {low} "
        f"to {high} people. Unlock a group, or allow other sizes."
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
