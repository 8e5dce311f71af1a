"""Which submissions a moderator looks at, why each was taken, and how the sample covers the marks.

The default policy is that of section 4 of the marking rules: the largest of max(10 %, 10) and
ceil(sqrt n) by lot, and beside these all below 50, all within 2 of a class's boundary and at
least one from each band.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256
from math import isqrt

from cohort_desk.domain.marks.bands import band_name, band_of
from cohort_desk.domain.marks.numbers import floored, written
from cohort_desk.domain.regulations.rules import ModerationRules

BY_LOT = "drawn by lot"


@dataclass(frozen=True, slots=True)
class SampleWork:
    """A submission that has an agreed mark; `key` tells it from the others."""

    key: int
    mark: Decimal


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of the marked submissions of one sort are in the sample."""

    what: str
    in_all: int
    in_sample: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The keys chosen, in order, each with its reasons; and what share of which sort they are."""

    seed: int
    chosen: dict[int, tuple[str, ...]]
    coverage: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class _Sort:
    """Works that the policy speaks of; of a sort that is `whole` every one is taken."""

    what: str
    works: tuple[SampleWork, ...]
    whole: bool = False
    one: bool = False


def draw(
    works: Iterable[SampleWork], rules: ModerationRules, bands: Sequence[Decimal], seed: int
) -> Sample:
    """Return the sample that the policy, the marks and the seed give.

    The lot goes by a digest of seed and key, so neither the order of the works nor the version of
    Python changes whom it falls on, and another mark for one work moves no other one's lot.

    Args:
        works: every submission with an agreed mark.
        rules: the policy.
        bands: the least mark of each band, the highest first.
        seed: as it is recorded with the sample.
    """
    by_lot = sorted(works, key=lambda work: _lot(seed, work.key))
    sorts = _sorts(by_lot, rules, bands)
    reasons: dict[int, list[str]] = {}
    for work in by_lot[: least_size(len(by_lot), rules)]:
        reasons[work.key] = [BY_LOT]
    for sort in sorts:
        if sort.whole:
            for work in sort.works:
                reasons.setdefault(work.key, []).append(sort.what)
    for sort in sorts:
        if sort.one and not any(work.key in reasons for work in sort.works):
            reasons[sort.works[0].key] = [f"one from {sort.what}"]
    chosen = {key: tuple(reasons[key]) for key in sorted(reasons)}
    return Sample(seed, chosen, coverage(by_lot, chosen, rules, bands))


def coverage(
    works: Sequence[SampleWork],
    chosen: Container[int],
    rules: ModerationRules,
    bands: Sequence[Decimal],
) -> tuple[Covered, ...]:
    """Return how many of all works, and of each sort that the policy names, are chosen."""
    sorts = (_Sort("all marked", tuple(works)), *_sorts(works, rules, bands))
    return tuple(
        Covered(sort.what, len(sort.works), sum(work.key in chosen for work in sort.works))
        for sort in sorts
    )


def least_size(count: int, rules: ModerationRules) -> int:
    """Return how many of so many are drawn by lot, before those that must be looked at."""
    share = int((rules.share * count).quantize(Decimal(1), ROUND_CEILING))
    root = isqrt(count - 1) + 1 if rules.square_root and count else 0
    return min(count, max(share, rules.at_least, root))


def _sorts(
    works: Sequence[SampleWork], rules: ModerationRules, bands: Sequence[Decimal]
) -> list[_Sort]:
    sorts: list[_Sort] = []
    if rules.all_below is not None:
        below = tuple(work for work in works if floored(work.mark) < rules.all_below)
        sorts.append(_Sort(f"below {written(rules.all_below)}", below, whole=True))
    if rules.within is not None:
        for boundary in rules.near:
            near = tuple(work for work in works if abs(work.mark - boundary) <= rules.within)
            what = f"within {written(rules.within)} of {written(boundary)}"
            sorts.append(_Sort(what, near, whole=True))
    for index in range(len(bands)):
        within = tuple(work for work in works if band_of(work.mark, bands) == index)
        one = rules.one_per_band and bool(within)
        sorts.append(_Sort(f"band {band_name(index, bands)}", within, one=one))
    return sorts


def _lot(seed: int, key: int) -> bytes:
    return sha256(f"{seed}:{key}".encode()).digest()
