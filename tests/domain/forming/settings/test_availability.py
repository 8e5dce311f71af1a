"""What people write about when they are free, as times that a group can have in common."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import MOST_SLOTS
from cohort_desk.domain.forming.settings.availability import (
    is_of_the_week,
    slot_table,
    slots_of,
    unread,
)

WORKING_WEEK = {
    f"{day} {part}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri") for part in ("am", "pm")
}


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Mon am; Tue pm", {"Mon am", "Tue pm"}),
        ("MONDAY a.m.\nTues. P.M.", {"Mon am", "Tue pm"}),
        ("Monday morning, Tuesday", {"Mon am", "Tue am", "Tue pm"}),
        ("Monday morning and Tuesday", {"Mon am", "Tue am", "Tue pm"}),
        ("Mon/Wed", {"Mon am", "Mon pm", "Wed am", "Wed pm"}),
        ("Mondays & Weds afternoons", {"Mon pm", "Wed pm"}),
        ("Mornings on Tue and Thu", {"Tue am", "Thu am"}),
        ("Mon–Wed am", {"Mon am", "Tue am", "Wed am"}),
        ("Mon to Tue, mornings only", {"Mon am", "Tue am"}),
        ("Fri am, pm, evening", {"Fri am", "Fri pm", "Fri evening"}),
        ("All day Monday", {"Mon am", "Mon pm"}),
        ("Tue 14:00-16:00", {"Tue 14:00-16:00"}),
        ("Tue 2 – 4pm", {"Tue 14:00-16:00"}),
        ("10-12 Wed", {"Wed 10:00-12:00"}),
        ("Wed 0900-1700", {"Wed am", "Wed pm"}),
        ("Thursdays from 2pm", {"Thu 14:00-17:00"}),
        ("Thu until noon", {"Thu am"}),
        ("Thu 10.30am", {"Thu 10:30-11:30"}),
        ("Sat 11-1", {"Sat 11:00-12:00", "Sat 12:00-13:00"}),
        ("weekends", {"Sat am", "Sat pm", "Sun am", "Sun pm"}),
        ("Mondays (term time)", {"Mon am", "Mon pm"}),
        ("Mon 25:00-26:00; Tue am", {"Tue am"}),
        ("not Fridays", WORKING_WEEK - {"Fri am", "Fri pm"}),
        ("Any day except Mon am, Tue pm", WORKING_WEEK - {"Mon am", "Tue pm"}),
        ("Mon but not Mon pm", {"Mon am"}),
        ("14/11/2026 am", {"14 Nov 2026 am"}),
        ("2026-11-14 pm; 15th November 2026 am", {"14 Nov 2026 pm", "15 Nov 2026 am"}),
        ("Session A | session b", {"session a", "session b"}),
    ],
)
def test_what_people_write(text, slots):
    assert slots_of(text) == slots


@pytest.mark.parametrize(
    "text", ["", "  ", "-", "n/a", "None", "any", "ANY TIME", "all", "Flexible", "no preference"]
)
def test_no_restriction(text):
    assert slots_of(text) is None


def test_a_table_has_the_slots_in_order_and_a_mask_for_each_person():
    slots, masks = slot_table(["Tue pm; Mon am", "", "Mon", "Session A", "session a"])
    assert slots == ("Mon am", "Mon pm", "Tue pm", "session a")
    assert masks == [0b0101, None, 0b0011, 0b1000, 0b1000]


def test_what_cannot_be_read_is_no_time_and_is_told():
    texts = ["banana split", "Mon 25:00-26:00", "Tue 10:75", "Mon am; banana", "Block A", "Block A"]
    slots, masks = slot_table([*texts, "Mon am", ""])
    assert slots == ("Mon am", "block a")
    assert masks == [None, None, None, 0b01, 0b10, 0b10, 0b01, None]
    assert unread([*texts, "Mon am", ""]) == [True] * 4 + [False] * 4


def test_words_are_told_from_times():
    slots, _ = slot_table(["Tue 9-10; part time; 14 November am; Session A, Mon"] * 2)
    assert [slot for slot in slots if not is_of_the_week(slot)] == ["part time", "session a"]


def test_nobody_can_be_free_at_no_time():
    assert slot_table(["not Mon-Fri"]) == ((), [0])


def test_times_of_the_clock_meet_where_they_overlap():
    slots, masks = slot_table(["Tue 10-12", "Tue 11-12:30", "Tue am", "Tue 9-10"])
    assert slots == ("Tue 09:00-10:00", "Tue 11:00-12:00", "Tue 12:00-12:30")
    assert masks == [0b010, 0b110, 0b011, 0b001]


def test_too_many_times_are_refused_in_a_sentence():
    texts = [f"Session {number}" for number in range(MOST_SLOTS + 1)] * 2
    with pytest.raises(RuleBroken, match=r"names 61 different times.*At most 60") as refused:
        slot_table(texts)
    assert refused.value.field == "availability"


CLOCKS = st.tuples(st.sampled_from(["Mon", "Tue"]), st.integers(18, 38), st.integers(1, 8)).map(
    lambda one: (one[0], one[1] * 30, min(one[1] + one[2], 42) * 30)
)


def as_text(times):
    return "; ".join(
        f"{day} {start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
        for day, start, end in times
    )


@given(st.lists(st.lists(CLOCKS, min_size=1, max_size=3), min_size=2, max_size=4))
def test_people_share_a_slot_exactly_when_they_share_half_an_hour(people):
    def free(times, day, minute):
        return any(day == d and start <= minute and minute + 30 <= end for d, start, end in times)

    together = any(
        all(free(times, day, minute) for times in people)
        for day in ("Mon", "Tue")
        for minute in range(0, 1440, 30)
    )
    _, masks = slot_table([as_text(times) for times in people])
    common = masks[0]
    for mask in masks:
        common &= mask
    assert (common != 0) == together


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text):
    slots = slots_of(text)
    assert slots is None or all(isinstance(slot, str) and slot for slot in slots)
