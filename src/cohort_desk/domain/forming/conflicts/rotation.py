"""Shows of many rules at once that a contradiction needs them.

Where all rules but one hold, moving somebody whom that one names may mend it and break exactly one
other. Then the other is needed as well, and no search was spent on it. (Belov and Marques-Silva,
"Accelerating MUS extraction with recursive model rotation", 2011.)
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from cohort_desk.domain.forming.conflicts.backtracking import Room, bits, mask_of
from cohort_desk.domain.forming.request import Rule, RuleKind


def needed_too(
    rules: Mapping[int, Rule], room: Room, broken: int, places: Mapping[int, int], known: set[int]
) -> set[int]:
    """Return the places of rules that can be the only one broken, found by moves from an example.

    Args:
        rules: rules that cannot all hold.
        room: the groups.
        broken: the place of the one rule that the example breaks.
        places: the example: the group of everybody in a rule.
        known: rules that need not be shown to be needed again.
    """
    return _Rotation(rules, room).reach(broken, places, known)


def is_broken(rule: Rule, places: Mapping[int, int]) -> bool:
    """Tell whether a rule is broken, or names somebody who has no place yet."""
    people = {*rule.member_ids}
    if not people <= places.keys():
        return True
    groups = {places[person] for person in people}
    if rule.kind is RuleKind.APART:
        return len(groups) < len(people)
    if rule.kind is RuleKind.TOGETHER:
        return len(groups) > 1
    return groups != {rule.group} if rule.kind is RuleKind.IN_GROUP else rule.group in groups


class _Rotation:
    def __init__(self, rules: Mapping[int, Rule], room: Room) -> None:
        self._rules, self._room = rules, room
        self._everywhere = (1 << room.groups) - 1
        self._rules_of: dict[int, list[int]] = defaultdict(list)
        for place, rule in rules.items():
            for member_id in set(rule.member_ids):
                self._rules_of[member_id].append(place)

    def reach(self, broken: int, places: Mapping[int, int], known: set[int]) -> set[int]:
        found = {*known, broken}
        waiting = [(broken, dict(places))]
        while waiting:
            at, example = waiting.pop()
            for person in self._rules[at].member_ids:
                # Somebody whom only the broken rule names has no place yet.
                for other, group in self._moves(at, person, example):
                    if other not in found:
                        found.add(other)
                        waiting.append((other, {**example, person: group}))
        return found

    def _moves(
        self, broken: int, person: int, example: Mapping[int, int]
    ) -> Iterator[tuple[int, int]]:
        """Yield each rule that a move of the person would break instead, and where to."""
        if any(i not in example for i in self._rules[broken].member_ids):
            return
        once = twice = 0
        masks: dict[int, int] = {}
        for place in self._rules_of[person]:
            mask = self._breaking(self._rules[place], person, example)
            twice |= once & mask
            once |= mask
            masks[place] = mask
        alone = once & ~twice & ~masks[broken] & self._with_room(person, example)
        for place, mask in masks.items():
            for group in bits(mask & alone):
                yield place, group

    def _breaking(self, rule: Rule, person: int, example: Mapping[int, int]) -> int:
        """Return the mask of the groups in which a rule is broken once the person is there."""
        groups = [example[i] for i in {*rule.member_ids} - {person}]
        others = mask_of(groups)
        if rule.kind is RuleKind.APART:
            return others if others.bit_count() == len(groups) else self._everywhere
        if rule.kind is RuleKind.TOGETHER:
            return self._everywhere & ~others if others.bit_count() == 1 else self._everywhere
        here = 1 << (rule.group or 0)
        if rule.kind is RuleKind.IN_GROUP:
            return self._everywhere if others & ~here else self._everywhere & ~here
        return self._everywhere if others & here else here

    def _with_room(self, person: int, example: Mapping[int, int]) -> int:
        """Return the mask of the groups that can take the person besides those in them."""
        inside = Counter(group for member_id, group in example.items() if member_id != person)
        larger_left = self._room.larger - sum(n > self._room.size for n in inside.values())
        limit = self._room.size + (1 if larger_left > 0 else 0)
        return mask_of(g for g in range(self._room.groups) if inside[g] < limit)
