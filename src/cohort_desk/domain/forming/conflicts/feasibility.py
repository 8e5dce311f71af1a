"""Decides exactly whether any arrangement keeps the hard rules, and on which rules a "no" rests.

People who must be together move as one set; apart rules are the edges of a graph to be coloured
with groups; locks and group rules leave a set some doors; the sizes bound the whole. Whoever is in
no rule fills the seats that are left.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cohort_desk.domain.forming.conflicts.backtracking import Puzzle, Room, Search, bits, mask_of
from cohort_desk.domain.forming.conflicts.dealing_out import can_be_dealt
from cohort_desk.domain.forming.hard_rules import hard_rules, speakers
from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind
from cohort_desk.domain.forming.sizes import split

MOST_WORK = 600_000
"""After so much work, about a third of a second, a question is left open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether the rules can hold.

    Attributes:
        possible: None if it could not be settled within the work allowed.
        involved: of a "no", the places of rules that suffice for it; not yet the fewest.
        work: what finding out has cost.
        places: of a "yes" that was asked for an example, the group of everybody in a rule.
    """

    possible: bool | None
    involved: frozenset[int] = frozenset()
    work: int = 0
    places: dict[int, int] = field(default_factory=dict[int, int])


def can_hold(
    request: FormingRequest, rules: Iterable[Rule] | None = None, most_work: int = MOST_WORK
) -> bool | None:
    """Tell whether some arrangement keeps the sizes and all of the rules; None if too hard to say.

    Args:
        request: the people and the sizes.
        rules: instead of the rules of the request, those that columns make and the locks.
        most_work: after how much work to give up.

    Raises:
        RuleBroken: the sizes do not fit the number of people.
    """
    room = room_of(split(request.recipe.sizes, len(request.members)))
    wanted = hard_rules(request) if rules is None else rules
    return decide(dict(enumerate(wanted)), room, most_work).possible


def find_arrangement(request: FormingRequest) -> dict[int, int] | None:
    """Return the group of everybody in some arrangement that keeps the sizes and all hard rules.

    None if there is none, or if none was found within the work allowed.

    Raises:
        RuleBroken: the sizes do not fit the number of people.
    """
    room = room_of(split(request.recipe.sizes, len(request.members)))
    answer = decide(dict(enumerate(hard_rules(request))), room, example=True)
    if not answer.possible:
        return None
    inside = Counter(answer.places.values())
    larger = sorted(range(room.groups), key=lambda group: -inside[group])[: room.larger]
    seats = (
        group
        for group in range(room.groups)
        for _ in range(room.size + (group in larger) - inside[group])
    )
    free = (member.id for member in request.members if member.id not in answer.places)
    return answer.places | dict(zip(free, seats, strict=True))


def room_of(sizes: Sequence[int]) -> Room:
    """Return the room in groups of these sizes, which differ by one at most.

    Which groups are the larger ones is left open: the former may exchange the sizes.
    """
    size = min(sizes)
    return Room(len(sizes), size, sum(1 for one in sizes if one > size))


def decide(
    rules: Mapping[int, Rule], room: Room, most_work: int = MOST_WORK, *, example: bool = False
) -> Answer:
    """Decide whether the rules can all hold.

    Args:
        rules: by place; the places of those a "no" rests on come back.
        room: the groups; rules name them from 0.
        most_work: after how much work to give up.
        example: whether a "yes" shall come with places for everybody who is in a rule.
    """
    bound = _Bound(rules, room)
    if bound.contradiction is not None:
        return Answer(possible=False, involved=bound.rules_on({bound.contradiction}))
    if not example and (bound.is_evenly_colourable() or bound.can_be_dealt()):
        return Answer(possible=True)
    sets = bound.hard_core()
    search = Search(bound.puzzle(sets), most_work)
    possible = search.run()
    involved: frozenset[int] = frozenset()
    if possible is False:
        involved = bound.rules_on({sets[at] for at in bits(search.touched)})
    places: dict[int, int] = {}
    if example and possible:
        places = bound.places({sets[at]: group for at, group in search.placed.items()})
    return Answer(possible, involved, most_work - search.work_left, places)


class _Bound:
    """The people whom rules bind, in sets that stay together, each known by one of its people.

    `contradiction` is a set that two rules pull in two directions, if there is one.
    """

    def __init__(self, rules: Mapping[int, Rule], room: Room) -> None:
        self._rules, self._room = rules, room
        self._speaker = speakers(rules.values())
        self._weight: dict[int, int] = defaultdict(int)
        for speaker in self._speaker.values():
            self._weight[speaker] += 1
        everywhere = (1 << room.groups) - 1
        self._doors = dict.fromkeys(self._weight, everywhere)
        self._foes: dict[int, set[int]] = {speaker: set() for speaker in self._weight}
        self._left_out: list[int] = []
        self.contradiction: int | None = None
        for rule in rules.values():
            self._take_in(rule)

    def _take_in(self, rule: Rule) -> None:
        speakers = [self._speaker[member_id] for member_id in rule.member_ids]
        if rule.kind is RuleKind.APART:
            distinct = set(speakers)
            if len(distinct) < len(set(rule.member_ids)):
                self.contradiction = next(s for s in speakers if speakers.count(s) > 1)
                return
            for speaker in distinct:
                self._foes[speaker] |= distinct - {speaker}
        elif rule.kind is not RuleKind.TOGETHER:
            here = 1 << (rule.group or 0)
            for speaker in speakers:
                self._doors[speaker] &= here if rule.kind is RuleKind.IN_GROUP else ~here
                if not self._doors[speaker]:
                    self.contradiction = speaker

    def rules_on(self, speakers: set[int]) -> frozenset[int]:
        """Return the rules that say something of these sets: of two of them, if it is "apart"."""
        found: set[int] = set()
        for place, rule in self._rules.items():
            named = [self._speaker[i] for i in rule.member_ids if self._speaker[i] in speakers]
            if len(named) >= (2 if rule.kind is RuleKind.APART else 1):
                found.add(place)
        return frozenset(found)

    def is_evenly_colourable(self) -> bool:
        """Single people, each with fewer foes than there are groups, always fit.

        Hajnal and Szemerédi (1970): a graph whose degrees stay below k can be coloured with k
        colours that are used equally often, give or take one.
        """
        free = (1 << self._room.groups) - 1
        return all(
            self._weight[speaker] == 1
            and self._doors[speaker] == free
            and len(foes) < self._room.groups
            for speaker, foes in self._foes.items()
        )

    def can_be_dealt(self) -> bool:
        """Whether everybody fits when dealt one by one; what fails so may fit all the same."""
        return can_be_dealt(self._weight, self._foes, self._doors, self._room)

    def places(self, group_of: dict[int, int]) -> dict[int, int]:
        """Return the group of everybody, once the hard core has been placed.

        Those left out of it come in the other way round, each into the emptiest group that is
        open to them and has none of their foes.
        """
        inside: dict[int, int] = defaultdict(int)
        for speaker, group in group_of.items():
            inside[group] += self._weight[speaker]
        for speaker in reversed(self._left_out):
            shut = {group_of[foe] for foe in self._foes[speaker] if foe in group_of}
            may_enter = (group for group in bits(self._doors[speaker]) if group not in shut)
            group = min(may_enter, key=lambda group: inside[group])
            group_of[speaker] = group
            inside[group] += self._weight[speaker]
        return {person: group_of[speaker] for person, speaker in self._speaker.items()}

    def hard_core(self) -> list[int]:
        """Leave out, again and again, whoever fits in at the end however the rest are placed.

        A set of w fits if more people than the rest would be needed to leave fewer than w seats
        in every group that is open to it and has none of its foes.
        """
        core = set(self._weight)
        people = sum(self._weight.values())
        leaving = True
        while leaving:
            leaving = False
            for speaker in sorted(core):
                weight = self._weight[speaker]
                open_groups = self._doors[speaker].bit_count() - len(self._foes[speaker] & core)
                crowd = open_groups * (self._room.size - weight + 1)
                if open_groups > 0 and crowd > people - weight:
                    core.remove(speaker)
                    self._left_out.append(speaker)
                    people -= weight
                    leaving = True
        return sorted(core)

    def puzzle(self, core: Sequence[int]) -> Puzzle:
        """Return the question about these sets in masks."""
        at = {speaker: place for place, speaker in enumerate(core)}
        return Puzzle(
            weights=[self._weight[speaker] for speaker in core],
            foes=[mask_of(at[f] for f in self._foes[s] if f in at) for s in core],
            doors=[self._doors[speaker] for speaker in core],
            room=self._room,
        )
