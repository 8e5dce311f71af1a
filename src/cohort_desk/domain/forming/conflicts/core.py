"""Finds rules that contradict each other, and narrows them down until none of them is idle."""

from collections import defaultdict, deque
from collections.abc import Mapping
from itertools import combinations

from cohort_desk.domain.forming.conflicts.backtracking import Room
from cohort_desk.domain.forming.conflicts.cliques import clique_larger_than
from cohort_desk.domain.forming.conflicts.feasibility import MOST_WORK, decide
from cohort_desk.domain.forming.conflicts.rotation import is_broken, needed_too
from cohort_desk.domain.forming.hard_rules import speakers
from cohort_desk.domain.forming.request import Rule, RuleKind

_LEAST_WORK = 20_000


def find_conflict(rules: Mapping[int, Rule], room: Room) -> tuple[int, ...]:
    """Return the places of rules that cannot all hold, each of them needed for that; or none.

    None also if the question is too hard to settle in the time that a check may take.
    """
    suspects = _plain_contradiction(rules, room)
    if not suspects:
        answer = decide(dict(rules), room)
        if answer.possible is not False:
            return ()
        suspects = answer.involved
    return narrowed({place: rules[place] for place in sorted(suspects)}, room)


def narrowed(rules: Mapping[int, Rule], room: Room) -> tuple[int, ...]:
    """Leave out of contradictory rules what is not needed for the contradiction.

    Drops rules in runs that double as long as what is left stays contradictory. Where the others
    hold, and their example breaks one rule of the run alone, that one is needed; the example then
    shows more such rules. A question that is too hard keeps its rules, so that what comes back is
    contradictory in any case.
    """
    needed: set[int] = set()
    waiting: list[int] = list(rules)
    run, work_left = max(1, len(waiting) // 4), MOST_WORK
    while waiting:
        dropped, rest = waiting[:run], waiting[run:]
        left = {place: rules[place] for place in (*needed, *rest)}
        answer = decide(left, room, max(_LEAST_WORK, work_left // 4), example=True)
        work_left -= answer.work
        if answer.possible is False:
            waiting = [place for place in rest if place in answer.involved]
            run *= 2
            continue
        broken = [place for place in dropped if is_broken(rules[place], answer.places)]
        if answer.possible and len(broken) == 1:
            in_force = {place: rules[place] for place in (*needed, *waiting)}
            needed |= needed_too(in_force, room, broken[0], answer.places, needed)
        elif len(dropped) == 1:
            needed |= {*dropped}
        run = max(1, run // 2)
        waiting = [place for place in waiting if place not in needed]
    return tuple(sorted(needed))


def _plain_contradiction(rules: Mapping[int, Rule], room: Room) -> frozenset[int]:
    """Look for what makes the plainest sentences: chains, and crowds who must all be apart."""
    chain = _shortest_chain(rules)
    return chain or _crowd(rules, room)


def _shortest_chain(rules: Mapping[int, Rule]) -> frozenset[int]:
    """Return the fewest "together" rules that bring two people together who must be apart."""
    rules_of: dict[int, list[int]] = defaultdict(list)
    for place, rule in rules.items():
        if rule.kind is RuleKind.TOGETHER:
            for member_id in rule.member_ids:
                rules_of[member_id].append(place)
    shortest: tuple[int, ...] = ()
    for place, rule in rules.items():
        bound = [member_id for member_id in rule.member_ids if member_id in rules_of]
        if rule.kind is not RuleKind.APART or len(bound) < 2:  # noqa: PLR2004 - a couple
            continue
        for one in bound[:-1]:
            chain = _chain(rules, rules_of, one, set(bound) - {one})
            if chain and (not shortest or len(chain) + 1 < len(shortest)):
                shortest = (*chain, place)
    return frozenset(shortest)


def _chain(
    rules: Mapping[int, Rule], rules_of: Mapping[int, list[int]], start: int, goals: set[int]
) -> tuple[int, ...]:
    """Return the fewest "together" rules that lead from one person to any of the others."""
    came_by: dict[int, tuple[int, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        person = waiting.popleft()
        for place in rules_of[person]:
            for member_id in rules[place].member_ids:
                if member_id not in came_by:
                    came_by[member_id] = (*came_by[person], place)
                    if member_id in goals:
                        return came_by[member_id]
                    waiting.append(member_id)
    return ()


def _crowd(rules: Mapping[int, Rule], room: Room) -> frozenset[int]:
    """Return rules that keep more people apart from each other than there are groups.

    People who must be together stand as one: who must be apart from any is apart from all.
    """
    for place, rule in rules.items():
        if rule.kind is RuleKind.APART and len(set(rule.member_ids)) > room.groups:
            return frozenset({place})
    speaker = speakers(rules.values())
    sharing = {
        place: {speaker[member_id] for member_id in rule.member_ids}
        for place, rule in rules.items()
        if rule.kind is RuleKind.APART
    }
    foes: dict[int, set[int]] = defaultdict(set)
    for people in sharing.values():
        for person in people:
            foes[person] |= people - {person}
    crowd = set(clique_larger_than(foes, room.groups))
    keeping = _keeping_apart(crowd, sharing)
    tying = (
        place
        for place, rule in rules.items()
        if rule.kind is RuleKind.TOGETHER and speaker[rule.member_ids[0]] in crowd
    )
    return keeping.union(tying)


def _keeping_apart(crowd: set[int], sharing: Mapping[int, set[int]]) -> frozenset[int]:
    """Return rules that keep every two of these people apart, those first that name most."""
    pairs = {
        place: set(combinations(sorted(people & crowd), 2)) for place, people in sharing.items()
    }
    waiting = set(combinations(sorted(crowd), 2))
    chosen: set[int] = set()
    for place in sorted(pairs, key=lambda place: -len(pairs[place])):
        if pairs[place] & waiting:
            chosen.add(place)
            waiting -= pairs[place]
    return frozenset(chosen)
