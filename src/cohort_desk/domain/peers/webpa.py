"""How peers' ratings share out a group's mark (WebPA), exact and whatever the order of entry.

Source: `marking.md` section 5, after WebPA's own algorithm and its worked example. Ratings are
summed over the criteria before they come here; factors and marks are Fractions until the end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.regulations.rules import PeerMode, PeerRules, PenaltyKind, Silence

Ratings = Mapping[int, Mapping[int, int]]
"""By rater, who was given how much in all; a rater who returned nothing is not there, or empty."""

_ZERO, _ONE, _HUNDRED = Fraction(0), Fraction(1), Fraction(100)
_DECIMAL = Context(prec=28, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PeerSettings:
    """How ratings count in one peer round; weighting and a percentage penalty are shares of 1.

    A penalty in points is in marks.
    """

    mode: PeerMode = PeerMode.PEER_ONLY
    silence: Silence = Silence.FILL
    weighting: Decimal = Decimal("0.5")
    penalty_kind: PenaltyKind = PenaltyKind.PERCENT
    penalty: Decimal = Decimal("0.10")

    def __post_init__(self) -> None:
        if not 0 <= self.weighting <= 1:
            raise RuleBroken("weighting", "The weighting of peers' ratings is from 0 % to 100 %.")
        most = 1 if self.penalty_kind is PenaltyKind.PERCENT else 100
        if not 0 <= self.penalty <= most:
            unit = "%" if self.penalty_kind is PenaltyKind.PERCENT else "marks"
            raise RuleBroken("penalty", f"The penalty is from 0 to 100 {unit}.")


@dataclass(frozen=True, slots=True)
class Share:
    """What ratings make of one member's mark.

    Attributes:
        factor: S(j), the member's contribution; 1 is an equal share.
        preliminary: the mark after ratings, 0 to 100, not rounded (28 digits).
        penalised: the same after the penalty for rating nobody.
        rated: whether the member rated the others; whoever has no others to rate has.
        clamped: whether 0 or 100 cut the mark off.
    """

    factor: Fraction
    preliminary: Decimal
    penalised: Decimal
    rated: bool
    clamped: bool


@dataclass(frozen=True, slots=True)
class Contributions:
    """The shares of a group.

    Attributes:
        shares: by member, in the order the members came in.
        mean: of the marks before penalties, not rounded.
        conserved: whether that mean is the group's mark exactly; only a cut at 0 or 100 changes
            it.
    """

    shares: Mapping[int, Share]
    mean: Decimal
    conserved: bool


def settings_of(rules: PeerRules) -> PeerSettings:
    """Return the settings that a regulation set asks for."""
    return PeerSettings(
        rules.mode, rules.silence, rules.weighting, rules.penalty_kind, rules.penalty
    )


def contributions(
    settings: PeerSettings, members: Sequence[int], ratings: Ratings, group_mark: Decimal
) -> Contributions:
    """Return what the ratings make of the group's mark for each member.

    Only members count: ratings by or of anybody else are passed over. A member of whom a rater
    said nothing (who joined later) gets from that rater the mean of what the others got, so that
    joining late neither pays nor costs.

    Raises:
        RuleBroken: the group's mark is not within 0 to 100.
    """
    if not _ZERO <= group_mark <= _HUNDRED:
        raise RuleBroken("mark", f"A group's mark is from 0 to 100, not {group_mark}.")
    mark = Fraction(group_mark)
    factors = factors_of(settings, members, ratings)
    weight = Fraction(settings.weighting)
    shares: dict[int, Share] = {}
    total = _ZERO
    for member in members:
        wanted = weight * mark * factors[member] + (1 - weight) * mark
        preliminary = _clamped(wanted)
        rated = _has_rated(settings, members, ratings, member)
        final = preliminary if rated else _penalised(settings, preliminary)
        total += preliminary
        shares[member] = Share(
            factors[member],
            as_decimal(preliminary),
            as_decimal(final),
            rated,
            preliminary != wanted,
        )
    mean = total / len(members) if members else mark
    return Contributions(shares, as_decimal(mean), mean == mark)


def factors_of(
    settings: PeerSettings, members: Sequence[int], ratings: Ratings
) -> dict[int, Fraction]:
    """Return S(j) of each member; 1 for all where nobody's ratings count."""
    given = {rater: _fractions(settings, members, ratings, rater) for rater in members}
    if not any(given.values()):
        return dict.fromkeys(members, _ONE)
    if settings.mode is PeerMode.PEER_ONLY and settings.silence is Silence.FILL:
        given = {rater: one or _equal(members, rater) for rater, one in given.items()}
    counted = [one for one in given.values() if one]
    scale = Fraction(len(members), len(counted))
    return {
        member: scale * sum((one.get(member, _ZERO) for one in counted), _ZERO)
        for member in members
    }


def rated_by(settings: PeerSettings, members: Iterable[int], rater: int) -> tuple[int, ...]:
    """Return whom a member is to rate: everybody of the group, oneself only where so ruled."""
    with_self = settings.mode is PeerMode.SELF_AND_PEER
    return tuple(one for one in members if with_self or one != rater)


def as_decimal(value: Fraction) -> Decimal:
    """Return the value to 28 significant digits, halves up."""
    return _DECIMAL.divide(Decimal(value.numerator), Decimal(value.denominator))


def _fractions(
    settings: PeerSettings, members: Sequence[int], ratings: Ratings, rater: int
) -> dict[int, Fraction]:
    """Return f(i, j) of one rater, empty where they have given nothing that can be shared out."""
    to_rate = rated_by(settings, members, rater)
    given = ratings.get(rater, {})
    known = {one: Fraction(given[one]) for one in to_rate if one in given}
    if sum(known.values(), _ZERO) == 0:
        return {}
    mean = sum(known.values(), _ZERO) / len(known)
    whole = {one: known.get(one, mean) for one in to_rate}
    total = sum(whole.values(), _ZERO)
    return {one: value / total for one, value in whole.items()}


def _equal(members: Sequence[int], rater: int) -> dict[int, Fraction]:
    peers = [one for one in members if one != rater]
    return {one: Fraction(1, len(peers)) for one in peers}


def _has_rated(
    settings: PeerSettings, members: Sequence[int], ratings: Ratings, member: int
) -> bool:
    # Whoever rated only people who have since left did rate: no penalty for that.
    return bool(ratings.get(member)) or not rated_by(settings, members, member)


def _penalised(settings: PeerSettings, mark: Fraction) -> Fraction:
    penalty = Fraction(settings.penalty)
    if settings.penalty_kind is PenaltyKind.PERCENT:
        return _clamped(mark * (1 - penalty))
    return _clamped(mark - penalty)


def _clamped(mark: Fraction) -> Fraction:
    return min(max(mark, _ZERO), _HUNDRED)
