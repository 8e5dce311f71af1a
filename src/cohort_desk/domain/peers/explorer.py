"""What if: the same ratings under other terms, without some raters, at every weighting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cohort_desk.domain.peers.webpa import Contributions, PeerSettings, Ratings, contributions
from cohort_desk.domain.regulations.rules import Silence

STEPS = 20


@dataclass(frozen=True, slots=True)
class Weighted:
    """The marks before penalties at one weighting, by member."""

    weighting: Decimal
    marks: Mapping[int, Decimal]


def without_raters(
    settings: PeerSettings,
    members: Sequence[int],
    ratings: Ratings,
    group_mark: Decimal,
    left_out: Collection[int],
) -> Contributions:
    """Return the shares as if some had rated nobody, but without a penalty for it."""
    kept = {rater: given for rater, given in ratings.items() if rater not in left_out}
    result = contributions(settings, members, kept, group_mark)
    shares = {
        member: replace(share, penalised=share.preliminary, rated=True)
        if member in left_out and ratings.get(member)
        else share
        for member, share in result.shares.items()
    }
    return replace(result, shares=shares)


def effect_of_each_rater(
    settings: PeerSettings, members: Sequence[int], ratings: Ratings, group_mark: Decimal
) -> dict[int, dict[int, Decimal]]:
    """Return by rater how leaving them out would change each member's mark before penalties."""
    whole = contributions(settings, members, ratings, group_mark)
    changes: dict[int, dict[int, Decimal]] = {}
    for rater in members:
        if ratings.get(rater):
            without = without_raters(settings, members, ratings, group_mark, {rater})
            changes[rater] = {
                member: without.shares[member].preliminary - whole.shares[member].preliminary
                for member in members
            }
    return changes


def classic_and_fill(
    settings: PeerSettings, members: Sequence[int], ratings: Ratings, group_mark: Decimal
) -> tuple[Contributions, Contributions]:
    """Return the shares with silence counted the one way and the other."""
    classic, fill = (
        contributions(replace(settings, silence=silence), members, ratings, group_mark)
        for silence in (Silence.CLASSIC, Silence.FILL)
    )
    return classic, fill


def by_weighting(
    settings: PeerSettings,
    members: Sequence[int],
    ratings: Ratings,
    group_mark: Decimal,
    steps: int = STEPS,
) -> tuple[Weighted, ...]:
    """Return the marks before penalties for weightings from 0 to 1, in even steps."""
    series: list[Weighted] = []
    for step in range(steps + 1):
        weighting = Decimal(step) / steps
        result = contributions(replace(settings, weighting=weighting), members, ratings, group_mark)
        marks = {member: share.preliminary for member, share in result.shares.items()}
        series.append(Weighted(weighting, marks))
    return tuple(series)
