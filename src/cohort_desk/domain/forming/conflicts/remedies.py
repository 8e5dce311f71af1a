"""What could be let go so that a contradiction is gone: one thing for each rule, and new sizes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cohort_desk.domain.forming.conflicts.feasibility import decide, room_of
from cohort_desk.domain.forming.errors import Remedy, RemedyKind
from cohort_desk.domain.forming.hard_rules import hard_rules, lock_rules
from cohort_desk.domain.forming.relations import LINE_MANAGER, relation_rules
from cohort_desk.domain.forming.request import FormingRequest, Rule
from cohort_desk.domain.forming.sizes import Sizes, describe_split, split

_TRIED = 12
_WORK_FOR_A_TRY = 60_000


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that contradict each other.

    Attributes:
        places: where they stand among the hard rules of the request.
        rules: the rules.
        for_few_groups: whether they could hold if there were more groups.
        for_small_groups: whether they could hold if groups could be larger.
    """

    places: tuple[int, ...]
    rules: tuple[Rule, ...]
    for_few_groups: bool
    for_small_groups: bool


def remedies_for(request: FormingRequest, conflict: Conflict) -> tuple[Remedy, ...]:
    """Return one remedy for each rule of the conflict, in order, then new sizes if they help."""
    column_of = _columns(request)
    first_lock = len(hard_rules(request)) - len(lock_rules(request))
    name = {member.id: member.name for member in request.members}
    found: list[Remedy] = []
    for place, rule in zip(conflict.places, conflict.rules, strict=True):
        if place >= first_lock:
            words = f"Unlock {name[rule.member_ids[0]]}"
            found.append(Remedy(RemedyKind.UNLOCK, words, rule))
        elif column := column_of.get(place):
            words = f"Stop keeping {whom_it_keeps_apart(column)} apart"
            found.append(Remedy(RemedyKind.STOP_COLUMN, words, rule, column))
        else:
            found.append(Remedy(RemedyKind.REMOVE_RULE, "Remove this rule", rule))
    return (*found, *_new_sizes(request, conflict))


def _columns(request: FormingRequest) -> Mapping[int, str]:
    """Return which column has made the rule at a place."""
    place, column_of = len(request.recipe.rules), dict[int, str]()
    for column in request.recipe.apart_by:
        made = len(relation_rules(request.members, (column,)))
        column_of |= dict.fromkeys(range(place, place + made), column)
        place += made
    return column_of


def whom_it_keeps_apart(column: str) -> str:
    """Return whom the rules that a column makes keep apart, in words."""
    if column == LINE_MANAGER:
        return "line managers"
    return f"people of the same {column.replace('_', ' ')}"


def _new_sizes(request: FormingRequest, conflict: Conflict) -> Iterator[Remedy]:
    """Look for the number of groups nearest to today's with which the conflict is gone.

    A number with which all rules hold is better than one that only mends this conflict.
    """
    people = len(request.members)
    every_rule = hard_rules(request)
    mending: Sizes | None = None
    for groups in _numbers(len(split(request.recipe.sizes, people)), people, conflict):
        sizes = _sizes_for(request.recipe.sizes, people, groups)
        if sizes is not None and _hold(conflict.rules, sizes, people):
            mending = mending or sizes
            if _hold(every_rule, sizes, people):
                mending = sizes
                break
    if mending:
        words = f"Form {describe_split(split(mending, people))} instead"
        yield Remedy(RemedyKind.RESIZE, words, sizes=mending)


def _numbers(now: int, people: int, conflict: Conflict) -> Iterator[int]:
    for step in range(1, _TRIED + 1):
        if conflict.for_few_groups and now + step <= people:
            yield now + step
        if conflict.for_small_groups and now > step:
            yield now - step


def _hold(rules: Sequence[Rule], sizes: Sizes, people: int) -> bool:
    """Tell whether the rules hold with these sizes; groups that rules name are kept first."""
    room = room_of(split(sizes, people))
    named = sorted({rule.group for rule in rules if rule.group is not None})
    if len(named) > room.groups:
        return False
    at = {group: place for place, group in enumerate(named)}
    renumbered = (
        rule if rule.group is None else replace(rule, group=at[rule.group]) for rule in rules
    )
    return decide(dict(enumerate(renumbered)), room, _WORK_FOR_A_TRY).possible is True


def _sizes_for(sizes: Sizes, people: int, groups: int) -> Sizes | None:
    """Return sizes that lead to so many groups: the same as these as far as that goes."""
    smallest, spare = divmod(people, groups)
    largest = smallest + (1 if spare else 0)
    wide = replace(
        sizes, smallest=min(sizes.smallest, smallest), largest=max(sizes.largest, largest)
    )
    if sizes.groups is not None:
        return replace(wide, groups=groups)
    for preferred in (smallest, largest):
        wanted = replace(wide, preferred=preferred)
        if len(split(wanted, people)) == groups:
            return wanted
    return None
