"""An arrangement under repair: what is wrong with it, and the moves that could put that right."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cohort_desk.domain.forming.hard_rules import hard_rules, pairs_within, together_sets
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.request import FormingRequest, RuleKind

NOWHERE = -1
"""The place of people without a group."""
HOPELESS = 1_000_000_000
"""More moves than there can be: what is decided so far cannot be part of any repair."""

Step = tuple[int, int]
"""A person and the group that they go to."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The sizes that each group may have in the end, and the groups that nobody may enter."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    closed: frozenset[int] = frozenset()


class Mending:
    """Keeps count of what is wrong while people are moved; a move costs no recount.

    Attributes:
        home: where everybody was at first.
        place: where everybody is now.
        kept: who is locked where they are.
        fixed: who moves no more: locked people, and those whose place has been decided.
        unplaced: people without a group.
    """

    def __init__(
        self, request: FormingRequest, groups: Sequence[Sequence[int]], limits: Limits
    ) -> None:
        self.live = LiveBoard(request, groups)
        self.limits = limits
        self.home = {member.id: NOWHERE for member in request.members}
        self.home |= {one: number for number, group in enumerate(groups) for one in group}
        self.place = dict(self.home)
        self.kept = frozenset(request.locks)
        self.fixed: set[int] = set(self.kept)
        self.unplaced = {one for one, group in self.home.items() if group == NOWHERE}
        self._inside = [set(group) for group in groups]
        self._read_rules(request)
        self._astray = {one for one, group in self.place.items() if group in self._barred(one)}
        self._clashes = {
            (one, foe)
            for one, foes in self._foes.items()
            for foe in foes
            if one < foe and self._meet(one, foe)
        }
        self._split = {unit for unit in self._unit.values() if self._is_split(unit)}
        self._small = {group for group in range(len(groups)) if self._lack(group)}
        self._over = sum(self._excess(group) for group in range(len(groups)))
        self._under = sum(self._lack(group) for group in range(len(groups)))

    @property
    def whole(self) -> bool:
        """Whether everybody has a group, every size is allowed and every rule holds."""
        return not (
            self.unplaced
            or self._over
            or self._under
            or self._astray
            or self._clashes
            or self._split
        )

    @property
    def moved(self) -> int:
        """How many people who had a group are in another one now."""
        return sum(self.home[one] not in (NOWHERE, group) for one, group in self.place.items())

    def changed(self) -> list[int]:
        """Return who is elsewhere than at first, those who had no group included."""
        return [one for one, group in self.place.items() if group != self.home[one]]

    def put(self, person: int, group: int) -> None:
        """Put a person into a group, or with NOWHERE into none; `live` is not told."""
        before = self.place[person]
        for where, step in ((before, -1), (group, 1)):
            if where == NOWHERE:
                continue
            self._over -= self._excess(where)
            self._under -= self._lack(where)
            (self._inside[where].discard if step < 0 else self._inside[where].add)(person)
            self._over += self._excess(where)
            self._under += self._lack(where)
            (self._small.add if self._lack(where) else self._small.discard)(where)
        self.place[person] = group
        (self.unplaced.add if group == NOWHERE else self.unplaced.discard)(person)
        (self._astray.add if group in self._barred(person) else self._astray.discard)(person)
        for foe in self._foes.get(person, ()):
            pair = (min(person, foe), max(person, foe))
            (self._clashes.add if self._meet(person, foe) else self._clashes.discard)(pair)
        unit = self._unit.get(person)
        if unit:
            (self._split.add if self._is_split(unit) else self._split.discard)(unit)

    def least(self) -> int:
        """Return a number of further moves that no repair from here can do without.

        People without a group are not counted: finding them one is no move.
        """
        return max(self._over, self._under - len(self.unplaced), self._least_by_rules())

    def choices(self, left: int) -> list[Step]:
        """Return steps of which any repair with at most `left` more moves takes one."""
        wrong = self._movers_by_rules()
        if wrong:
            return [(one, group) for one in wrong for group in self._targets(one, left - 1)]
        if self._over:
            fullest = max(range(len(self._inside)), key=self._excess)
            movers = sorted(self._inside[fullest] - self.fixed)
            if not self.limits.high[fullest]:
                movers = movers[:1]
            return [(one, group) for one in movers for group in self._targets(one, left - 1)]
        if self.unplaced:
            one = max(sorted(self.unplaced), key=self._bonds)
            return [(one, group) for group in self._targets(one, left)]
        emptiest = max(range(len(self._inside)), key=self._lack)
        return [(one, emptiest) for one in self._donors(emptiest, left)]

    def _bonds(self, person: int) -> int:
        """Return how much the rules say of a person: who has least choice is best placed first."""
        said = (self._unit.get(person, ()), self._foes.get(person, ()), self._barred(person))
        return sum(len(each) for each in said)

    def _targets(self, person: int, left: int) -> list[int]:
        """Return where a person may go, if `left` moves of others remain."""
        here, shut = self.place[person], self._shut_to(person)
        after = self._under - len(self.unplaced - {person})
        pool = sorted(self._small) if after > left else range(len(self._inside))
        anchors = self._anchors(person)
        if anchors:
            pool = anchors & set(pool) if len(anchors) == 1 else ()
        return [group for group in pool if group != here and group not in shut]

    def _shut_to(self, person: int) -> set[int]:
        """Return the groups that something fixed keeps a person out of."""
        foes = self._foes.get(person, set()) & self.fixed
        return {*self.limits.closed, *self._barred(person), *(self.place[foe] for foe in foes)}

    def _anchors(self, person: int) -> set[int]:
        """Return where people are fixed with whom a person must be together."""
        mates = self._unit.get(person, ())
        return {self.place[one] for one in mates if one in self.fixed and one != person} - {NOWHERE}

    def _donors(self, group: int, left: int) -> list[int]:
        """Return who could come into a group that is too small."""
        return [
            one
            for other, inside in enumerate(self._inside)
            if other != group and len(inside) + left - 1 > self.limits.low[other]
            for one in sorted(inside - self.fixed)
            if group not in self._shut_to(one) and self._anchors(one) <= {group}
        ]

    def _movers_by_rules(self) -> list[int]:
        """Return the people of one broken rule of whom one must move, none if all rules hold."""
        if self._astray:
            return [min(self._astray)]
        if self._clashes:
            return [one for one in min(self._clashes) if one not in self.fixed]
        if self._split:
            unit = min(self._split)
            movers = [one for one in unit if one not in self.fixed and one not in self.unplaced]
            homes = {self.place[one] for one in unit if one in self.fixed} - {NOWHERE}
            # Where one of them is fixed, each of the others elsewhere must come there.
            return [one for one in movers if self.place[one] not in homes][:1] if homes else movers
        return []

    def _least_by_rules(self) -> int:
        if self._astray & self.fixed:
            return HOPELESS
        must = set(self._astray)
        for one, other in self._clashes:
            if one in self.fixed and other in self.fixed:
                return HOPELESS
            if one in self.fixed or other in self.fixed:
                must.add(other if one in self.fixed else one)
        count, met = len(must), set(must)
        for one, other in sorted(self._clashes):
            if not met & {one, other}:
                met |= {one, other}
                count += 1
        return max(count, sum(self._least_for_unit(unit) for unit in self._split))

    def _least_for_unit(self, unit: tuple[int, ...]) -> int:
        placed = [one for one in unit if one not in self.unplaced]
        at = {self.place[one] for one in placed if one in self.fixed}
        if len(at) > 1:
            return HOPELESS
        goals = at or {self.place[one] for one in placed}
        return min(sum(self.place[one] != goal for one in placed) for goal in goals)

    def _read_rules(self, request: FormingRequest) -> None:
        # Locked people are fixed: their locks need not be looked up as rules.
        rules = hard_rules(replace(request, locks={}))
        ids = [member.id for member in request.members]
        index = {one: number for number, one in enumerate(ids)}
        self._foes: dict[int, set[int]] = defaultdict(set)
        self._shut: dict[int, set[int]] = defaultdict(set)
        everywhere = range(len(self._inside))
        for rule in rules:
            if rule.kind is RuleKind.APART:
                for one, other in pairs_within(rule):
                    self._foes[one].add(other)
                    self._foes[other].add(one)
            elif rule.group is not None:
                inside = rule.kind is RuleKind.IN_GROUP
                for one in rule.member_ids:
                    self._shut[one] |= {g for g in everywhere if (g == rule.group) != inside}
        self._unit: dict[int, tuple[int, ...]] = {}
        for unit in together_sets(rules, index):
            members = tuple(ids[number] for number in unit)
            shut = set[int]().union(*(self._shut.get(one, ()) for one in members))
            self._unit |= dict.fromkeys(members, members)
            self._shut |= dict.fromkeys(members, shut)

    def _barred(self, person: int) -> Collection[int]:
        return self._shut.get(person, ())

    def _meet(self, one: int, other: int) -> bool:
        return self.place[one] == self.place[other] != NOWHERE

    def _is_split(self, unit: tuple[int, ...]) -> bool:
        return len({self.place[one] for one in unit} - {NOWHERE}) > 1

    def _excess(self, group: int) -> int:
        return max(0, len(self._inside[group]) - self.limits.high[group])

    def _lack(self, group: int) -> int:
        return max(0, self.limits.low[group] - len(self._inside[group]))
