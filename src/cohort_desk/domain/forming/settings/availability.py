"""When people are free, as sets of times that a group can have in common.

`availability_text` says how what people write is read.
"""

from collections.abc import Sequence

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import MOST_SLOTS
from cohort_desk.domain.forming.settings.availability_text import Time, times_of


def slots_of(text: str) -> frozenset[str] | None:
    """Return the times that a text names, such as "Mon am"; None where it restricts nothing.

    Blank, "any", "flexible" and the like restrict nothing.
    """
    times = times_of(text)
    return None if times is None else frozenset(time.name for time in times)


def slot_table(texts: Sequence[str]) -> tuple[tuple[str, ...], list[int | None]]:
    """Return the times that all texts speak of, in order, and who is free when.

    Times of the clock are cut so that people have a slot in common exactly where their times
    have half an hour or more in common: of times that overlap, what they share is the slot.

    Returns:
        The slots, and for each text a mask whose bit n says "free in slot n"; None where the
        text restricts nothing.

    Raises:
        RuleBroken: there are more than MOST_SLOTS different times.
    """
    read: dict[str, frozenset[Time] | None] = {text: times_of(text) for text in texts}
    slots = _least(frozenset(time for times in read.values() for time in times or ()))
    if len(slots) > MOST_SLOTS:
        raise RuleBroken(
            "availability",
            f"People’s availability names {len(slots)} different times, such as "
            f"“{slots[0].name}” and “{slots[-1].name}”. At most {MOST_SLOTS} can be compared: "
            "write them more alike, such as “Mon am; Tue pm”, or leave “meet” out.",
        )
    masks = {text: _mask(times, slots) for text, times in read.items()}
    return tuple(slot.name for slot in slots), [masks[text] for text in texts]


def is_of_the_week(slot: str) -> bool:
    """Tell whether a slot is a time of a day; words that name none are kept as they are."""
    # The names of times begin with a day or a month; words have been folded.
    return slot != slot.casefold()


def _mask(times: frozenset[Time] | None, slots: Sequence[Time]) -> int | None:
    if times is None:
        return None
    free = (any(time.covers(slot) for time in times) for slot in slots)
    return sum(1 << place for place, is_free in enumerate(free) if is_free)


def _least(times: frozenset[Time]) -> list[Time]:
    """Return the times, and what any two share, that hold no other of them, in order.

    Whatever stretch some people share is what two of them share, for it begins where one begins
    and ends where one ends; so it holds one of these, which all of them are free at.
    """
    by_day: dict[str, set[Time]] = {}
    for time in times:
        by_day.setdefault(time.day, set()).add(time)
    least: list[Time] = []
    for of_day in by_day.values():
        shared = {both for a in of_day for b in of_day if (both := a.shared_with(b))} | of_day
        least += [a for a in shared if not any(a != b and a.covers(b) for b in shared)]
    return sorted(least)
