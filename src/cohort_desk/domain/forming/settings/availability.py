"""When people are free, as sets of times that a group can have in common.

`availability_text` says how what people write is read. What cannot be read is no time, restricts
nobody, and is told: times that no day has, and words such as "banana split" that only one person
wrote. Words that several wrote, such as "Session A", are a time which these have in common.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import MOST_SLOTS
from cohort_desk.domain.forming.settings.availability_text import Reading, Time, read_times


def slots_of(text: str) -> frozenset[str] | None:
    """Return the times that a text names, such as "Mon am"; None where it restricts nothing.

    Blank, "any", "flexible" and the like restrict nothing.
    """
    times = read_times(text).times
    return None if times is None else frozenset(time.name for time in times)


def slot_table(texts: Sequence[str]) -> tuple[tuple[str, ...], list[int | None]]:
    """Return the times that the texts, one of each person, speak of, and who is free when.

    Times of the clock are cut so that people have a slot in common exactly where their times
    have half an hour or more in common: of times that overlap, what they share is the slot.

    Returns:
        The slots, and for each text a mask whose bit n says "free in slot n"; None where the
        text restricts nothing that could be read.

    Raises:
        RuleBroken: there are more than MOST_SLOTS different times.
    """
    readings = _readings(texts)
    lonely = _lonely_words(texts, readings)
    read = {text: _readable(reading.times, lonely) for text, reading in readings.items()}
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


def unread(texts: Sequence[str]) -> list[bool]:
    """Tell of each text, one of each person, whether something in it could not be read."""
    readings = _readings(texts)
    lonely = _lonely_words(texts, readings)
    return [
        reading.impossible or not lonely.isdisjoint(reading.times or ())
        for reading in (readings[text] for text in texts)
    ]


def is_of_the_week(slot: str) -> bool:
    """Tell whether a slot is a time of a day; words that name none are kept as they are."""
    # The names of times begin with a day or a month; words have been folded.
    return slot != slot.casefold()


def _readings(texts: Sequence[str]) -> dict[str, Reading]:
    return {text: read_times(text) for text in set(texts)}


def _lonely_words(texts: Sequence[str], readings: Mapping[str, Reading]) -> frozenset[Time]:
    """Return the words for times that only one person wrote, so that nobody can share them."""
    wrote = Counter(time for text in texts for time in readings[text].times or () if time.is_words)
    return frozenset(time for time, people in wrote.items() if people == 1)


def _readable(times: frozenset[Time] | None, lonely: frozenset[Time]) -> frozenset[Time] | None:
    left = times and times - lonely
    return left or (None if times else times)


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
