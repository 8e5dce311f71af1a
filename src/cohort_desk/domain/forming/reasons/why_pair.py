"""Why two people are together, or are not: what they share, and what the opposite would cost."""

from collections.abc import Iterator
from dataclasses import dataclass

from cohort_desk.domain.forming.live import Effect
from cohort_desk.domain.forming.reasons.seating import Seating, worth_words
from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.domain.forming.words import names

_MOST_WAYS = 4
_MOST_TRIED = 60
"""How many groups are tried for the best move that keeps the rules."""


@dataclass(frozen=True, slots=True)
class PairWay:
    """A change that parts two people, or brings them together.

    Attributes:
        words: the change: "Move Aisha Khan to Group 7".
        effect_words: what it does, criterion by criterion.
        member_id: who moves.
        group: to where, if it is a move.
        other_id: with whom they swap, if it is a swap.
    """

    words: str
    effect: Effect
    effect_words: str
    member_id: int
    group: int | None = None
    other_id: int | None = None


@dataclass(frozen=True, slots=True)
class WhyPair:
    """Why two people are together, or are not.

    Attributes:
        together: whether they are in one group.
        headline: the answer in a sentence.
        rules: the rules that name both, in words.
        in_common: the values that both have, of those that count.
        met: the earlier rounds in which they were in one group.
        ways: the best changes that would part them or bring them together, best first.
        obstacle: if there is no such change, what stands against the nearest one.
    """

    one: int
    other: int
    together: bool
    headline: str
    rules: tuple[str, ...]
    in_common: tuple[str, ...]
    met: tuple[str, ...]
    ways: tuple[PairWay, ...]
    obstacle: str


def why_pair(seating: Seating, one: int, other: int) -> WhyPair:
    """Return why two members are together, or are not."""
    here, there = seating.place_of.get(one), seating.place_of.get(other)
    together = here is not None and here == there
    tried = list(_partings(seating, one, other) if together else _joinings(seating, one, other))
    ways = sorted(
        (way for way in tried if not way.effect.breaks), key=lambda way: way.effect.change
    )[:_MOST_WAYS]
    blocked = [way.effect.breaks[0] for way in tried if way.effect.breaks]
    return WhyPair(
        one,
        other,
        together,
        _headline(seating, (one, other), ways, together=together),
        tuple(seating.rule_words(rule) for rule in seating.rules_about(one, other)),
        tuple(seating.in_common(one, other)),
        tuple(seating.met(one, other)),
        tuple(ways),
        blocked[0] if blocked and not ways else "",
    )


def _partings(seating: Seating, one: int, other: int) -> Iterator[PairWay]:
    for person in (one, other):
        here = seating.place_of[person]
        changes = seating.live.changes_by_move(person)
        free = [g for g in range(len(changes)) if g != here and g not in seating.closed]
        nearest = sorted(free, key=changes.__getitem__)[:_MOST_TRIED]
        moves = [_move(seating, person, group) for group in nearest]
        allowed = [way for way in moves if not way.effect.breaks]
        yield from (allowed or moves)[:1]
        for offer in seating.live.best_swaps(person, 1):
            yield _swap(seating, person, offer.member_id)


def _joinings(seating: Seating, one: int, other: int) -> Iterator[PairWay]:
    for person, friend in ((one, other), (other, one)):
        goal = seating.place_of.get(friend)
        if goal is None or goal in seating.closed:
            continue
        yield _move(seating, person, goal)
        if person in seating.place_of:
            swaps = [
                _swap(seating, person, each) for each in seating.groups[goal] if each != friend
            ]
            yield from sorted(swaps, key=lambda way: (bool(way.effect.breaks), way.effect.change))[
                :2
            ]


def _move(seating: Seating, person: int, group: int) -> PairWay:
    effect = seating.live.effect_of_move(person, group)
    words = f"Move {seating.name_of[person]} to {seating.group_name(group)}"
    return PairWay(words, effect, seating.effect_words(effect), person, group=group)


def _swap(seating: Seating, person: int, partner: int) -> PairWay:
    effect = seating.live.effect_of_swap(person, partner)
    group = seating.group_name(seating.place_of[partner])
    words = f"Swap {seating.name_of[person]} with {seating.name_of[partner]} in {group}"
    return PairWay(words, effect, seating.effect_words(effect), person, other_id=partner)


def _headline(
    seating: Seating, pair: tuple[int, int], ways: list[PairWay], *, together: bool
) -> str:
    who, places = seating.who(pair), [seating.place_of.get(one) for one in pair]
    kind = RuleKind.TOGETHER if together else RuleKind.APART
    rule = next((rule for rule in seating.rules_about(*pair) if rule.kind is kind), None)
    if rule is not None:
        return f"A rule keeps them {kind.value}: {seating.rule_words(rule)}."
    if None in places:
        missing = names(
            [seating.name_of[o] for o, at in zip(pair, places, strict=True) if at is None]
        )
        plural = places == [None, None]
        return f"{missing} {'have' if plural else 'has'} no group yet."
    doing = "Parting them" if together else "Bringing them together"
    if not ways:
        return f"{who} stay as they are: {doing.lower()} would break a rule or a size."
    best = ways[0]
    worth = worth_words(best.effect.change).replace("is ", "would be ", 1)
    worth = worth.replace("changes", "would change", 1)
    at_best = " at best" if best.effect.change else ""
    return f"{doing} {worth}{at_best}: {best.words[0].lower()}{best.words[1:]}."
