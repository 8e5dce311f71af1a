"""What in a group's ratings asks for a second look; a flag changes no mark.

Source: `marking.md` section 5; the thresholds are data, so that an office can have its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from itertools import combinations

from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.peers.webpa import as_decimal

Means = Mapping[int, Mapping[int, Fraction]]
"""By rater and rated (oneself too): the mean over the criteria, 0 to 5."""

_FEWEST_OTHERS = 2


class FlagKind(Enum):
    """The flags, by what people call them."""

    OVERCONFIDENT = "Overconfident"
    ALL_TO_SELF = "Self high, others low"
    LOW = "Rated low"
    CONFLICT = "Conflict"
    PAIR = "Pair that inflates"
    ABOVE = "Well above the group"
    BELOW = "Well below the group"


@dataclass(frozen=True, slots=True)
class FlagRules:
    """The thresholds, all on the scale of 0 to 5 but the last two, which are quotients."""

    self_over_peers: Decimal = Decimal(1)
    self_high: Decimal = Decimal(4)
    low: Decimal = Decimal("2.5")
    odd_at_most: Decimal = Decimal(2)
    rest_at_least: Decimal = Decimal(3)
    pair_over_rest: Decimal = Decimal(1)
    above: Decimal = Decimal("1.10")
    below: Decimal = Decimal("0.90")


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag: whom it concerns, who else, and what was seen, in a sentence."""

    kind: FlagKind
    member: int
    other: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class _Seen:
    """The ratings of a group among its own members."""

    names: Mapping[int, str]
    means: Means
    rules: FlagRules

    def from_peers(self, member: int, without: int | None = None) -> list[Fraction]:
        return [
            given[member]
            for rater, given in self.means.items()
            if rater in self.names and rater not in {member, without} and member in given
        ]

    def by(self, rater: int, rated: int) -> Fraction | None:
        return self.means.get(rater, {}).get(rated)


def means_of(
    scores: Mapping[int, Mapping[int, Mapping[int, int]]],
) -> dict[int, dict[int, Fraction]]:
    """Return by rater and rated the mean over the criteria."""
    return {
        rater: {rated: mean(map(Fraction, given.values())) for rated, given in ratings.items()}
        for rater, ratings in scores.items()
    }


def mean(values: Iterable[Fraction]) -> Fraction:
    """Return the mean, exact; there must be a value."""
    known = list(values)
    return sum(known, Fraction(0)) / len(known)


def flags_of(
    names: Mapping[int, str], means: Means, rules: FlagRules | None = None
) -> tuple[Flag, ...]:
    """Return the flags of a group, by member in the order of `names`.

    Ratings by or of anybody who is not among `names` are passed over.
    """
    seen = _Seen(names, means, rules or FlagRules())
    found: list[Flag] = []
    for member in names:
        found += _of_self(seen, member)
        found += _low(seen, member)
        found += _conflict(seen, member)
    found += _pairs(seen)
    found += _far_from_group(seen)
    order = list(names)
    return tuple(sorted(found, key=lambda flag: order.index(flag.member)))


def _of_self(seen: _Seen, member: int) -> list[Flag]:
    own, peers = seen.by(member, member), seen.from_peers(member)
    if own is None:
        return []
    name, rules, found = seen.names[member], seen.rules, list[Flag]()
    if peers and own >= mean(peers) + Fraction(rules.self_over_peers):
        sentence = f"{name} rates themselves {_said(own)}, the others give {_said(mean(peers))}."
        found.append(Flag(FlagKind.OVERCONFIDENT, member, None, sentence))
    others = [
        value
        for rated, value in seen.means[member].items()
        if rated != member and rated in seen.names
    ]
    if others and own >= rules.self_high and max(others) < rules.low:
        sentence = (
            f"{name} rates themselves {_said(own)} and everybody else below {written(rules.low)}."
        )
        found.append(Flag(FlagKind.ALL_TO_SELF, member, None, sentence))
    return found


def _low(seen: _Seen, member: int) -> list[Flag]:
    peers = seen.from_peers(member)
    if not peers or mean(peers) >= seen.rules.low:
        return []
    sentence = (
        f"{seen.names[member]} gets {_said(mean(peers))} of 5 from the others on average, below "
        f"{written(seen.rules.low)}."
    )
    return [Flag(FlagKind.LOW, member, None, sentence)]


def _conflict(seen: _Seen, member: int) -> list[Flag]:
    raters = [
        (rater, given[member])
        for rater, given in seen.means.items()
        if rater in seen.names and rater != member and member in given
    ]
    odd = [one for one in raters if one[1] <= seen.rules.odd_at_most]
    rest = [value for _, value in raters if value >= seen.rules.rest_at_least]
    # Of two raters who differ neither is the odd one out.
    if len(odd) != 1 or len(rest) != len(raters) - 1 or len(rest) < _FEWEST_OTHERS:
        return []
    rater, value = odd[0]
    sentence = (
        f"{seen.names[rater]} gives {seen.names[member]} {_said(value)}, where all others give "
        f"{_said(min(rest))} or more."
    )
    return [Flag(FlagKind.CONFLICT, member, rater, sentence)]


def _pairs(seen: _Seen) -> list[Flag]:
    found: list[Flag] = []
    for one, other in combinations(seen.names, 2):
        first, second = seen.by(one, other), seen.by(other, one)
        if first is None or second is None:
            continue
        if _over_rest(seen, first, other, one) and _over_rest(seen, second, one, other):
            sentence = (
                f"{seen.names[one]} and {seen.names[other]} give each other {_said(first)} and "
                f"{_said(second)}, at least {written(seen.rules.pair_over_rest)} more than the "
                "others give either."
            )
            found += [
                Flag(FlagKind.PAIR, one, other, sentence),
                Flag(FlagKind.PAIR, other, one, sentence),
            ]
    return found


def _over_rest(seen: _Seen, value: Fraction, rated: int, rater: int) -> bool:
    rest = seen.from_peers(rated, without=rater)
    return bool(rest) and value >= mean(rest) + Fraction(seen.rules.pair_over_rest)


def _far_from_group(seen: _Seen) -> list[Flag]:
    averages = {member: mean(peers) for member in seen.names if (peers := seen.from_peers(member))}
    group = mean(averages.values()) if averages else Fraction(0)
    if group == 0:
        return []
    found: list[Flag] = []
    for member, average in averages.items():
        quotient = average / group
        if quotient > Fraction(seen.rules.above):
            kind, words = FlagKind.ABOVE, f"above {written(seen.rules.above)}"
        elif quotient < Fraction(seen.rules.below):
            kind, words = FlagKind.BELOW, f"below {written(seen.rules.below)}"
        else:
            continue
        sentence = (
            f"{seen.names[member]}’s average of {_said(average)} is {_said(quotient)} times the "
            f"group’s {_said(group)}, {words}."
        )
        found.append(Flag(kind, member, None, sentence))
    return found


def _said(value: Fraction) -> str:
    return written(as_decimal(value))
