"""How many groups there are to be, and how many people in each."""

from collections import Counter
from dataclasses import dataclass

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.words import counted


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes allowed, and either the size preferred or the number of groups."""

    smallest: int = 4
    largest: int = 7
    preferred: int = 6
    groups: int | None = None


def split(sizes: Sizes, people: int) -> tuple[int, ...]:
    """Return the size of each group, largest first and never more than one apart.

    Without a number of groups it is the one whose sizes lie nearest the preferred size.

    Raises:
        RuleBroken: the sizes make no sense, or the people cannot be split so; says what would work.
    """
    _check(sizes)
    if people < 1:
        raise RuleBroken("sizes", "There is nobody to put into groups yet. Add people first.")
    if sizes.groups is not None:
        return _even_split_into(sizes, people, sizes.groups)
    counts = _possible_counts(people, sizes.smallest, sizes.largest)
    if not counts:
        raise RuleBroken("sizes", _no_split(sizes, people))
    best = min(counts, key=lambda count: _distance_from(sizes.preferred, people, count))
    return even_split(people, best)


def _distance_from(preferred: int, people: int, groups: int) -> int:
    """Return by how many people all groups together miss the preferred size."""
    size, larger = divmod(people, groups)
    return larger * abs(size + 1 - preferred) + (groups - larger) * abs(size - preferred)


def even_split(people: int, groups: int) -> tuple[int, ...]:
    """Return sizes as equal as possible, the larger ones first."""
    size, larger = divmod(people, groups)
    return (size + 1,) * larger + (size,) * (groups - larger)


def describe_split(split_sizes: tuple[int, ...]) -> str:
    """Return the split in words, such as "14 groups: 10 of 6, 4 of 5"."""
    counts = sorted(Counter(split_sizes).items(), reverse=True)
    noun = counted(len(split_sizes), "group", "groups")
    if len(counts) == 1:
        return f"{noun} of {counts[0][0]}"
    return f"{noun}: " + ", ".join(f"{count} of {size}" for size, count in counts)


def _check(sizes: Sizes) -> None:
    if not 1 <= sizes.smallest <= sizes.largest:
        raise RuleBroken(
            "sizes",
            f"Group sizes of {sizes.smallest} to {sizes.largest} make no sense; "
            "give the smallest first, at least 1.",
        )
    if sizes.groups is None and not sizes.smallest <= sizes.preferred <= sizes.largest:
        raise RuleBroken(
            "sizes.prefer",
            f"The preferred size {sizes.preferred} lies outside {_span(sizes)}; choose one within.",
        )
    if sizes.groups is not None and sizes.groups < 1:
        raise RuleBroken("sizes.groups", "The number of groups must be at least 1.")


def _even_split_into(sizes: Sizes, people: int, groups: int) -> tuple[int, ...]:
    if groups > people:
        raise RuleBroken(
            "sizes.groups",
            f"{counted(people, 'person', 'people')} cannot fill {groups} groups; ask for "
            f"{counted(people, 'group', 'groups')} at most.",
        )
    result = even_split(people, groups)
    if result[-1] < sizes.smallest or result[0] > sizes.largest:
        counts = _possible_counts(people, sizes.smallest, sizes.largest)
        nearest = min(counts, key=lambda count: abs(count - groups), default=None)
        remedy = f"{nearest} groups would" if nearest else _nearest(sizes, people)
        raise RuleBroken(
            "sizes.groups",
            f"{people} people in {groups} groups makes {describe_split(result)}, outside "
            f"{_span(sizes)}; " + (f"{remedy} work." if nearest else f"{remedy}."),
        )
    return result


def _possible_counts(people: int, smallest: int, largest: int) -> range:
    return range(-(-people // largest), people // smallest + 1)


def _no_split(sizes: Sizes, people: int) -> str:
    everybody = counted(people, "person", "people")
    return f"{everybody} cannot be split into groups of {_span(sizes)}; {_nearest(sizes, people)}."


def _nearest(sizes: Sizes, people: int) -> str:
    """Widen the range step by step until something fits; one group of everybody always does."""
    widened = (
        (max(1, sizes.smallest - down), sizes.largest + step - down)
        for step in range(1, people + sizes.smallest + 1)
        for down in range(min(step, sizes.smallest - 1), -1, -1)
    )
    smallest, largest = next(pair for pair in widened if _possible_counts(people, *pair))
    count = _possible_counts(people, smallest, largest)[-1]
    example = describe_split(even_split(people, count))
    return f"the nearest that works is {_span(Sizes(smallest, largest))} ({example})"


def _span(sizes: Sizes) -> str:
    if sizes.smallest == sizes.largest:
        return str(sizes.smallest)
    return f"{sizes.smallest} to {sizes.largest}"
