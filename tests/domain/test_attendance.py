"""Shares of attendance, and what a session may be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.attendance import (
    Attendance,
    SessionFacts,
    attended_enough,
    check_session,
    refuse_ahead,
    share_attended,
    weeks_later,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.regulations.rules import AttendanceRules

P, L, E, A = Attendance.PRESENT, Attendance.LATE, Attendance.EXCUSED, Attendance.ABSENT
NOW = datetime(2026, 10, 19, 8, 30, tzinfo=UTC)
DAY = SessionFacts("Systems thinking", NOW, NOW + timedelta(hours=7), place="Sheffield")


@pytest.mark.parametrize(
    ("records", "share"),
    [
        ([P, P, P, A], "0.75"),
        ([P, L], "0.75"),
        ([P, P, P, E], "1"),
        ([A], "0"),
        ([E, E], None),
        ([], None),
    ],
)
def test_lateness_counts_half_and_excuses_for_neither_side(records, share):
    assert share_attended(records, AttendanceRules()) == (share and Decimal(share))


def test_how_much_lateness_counts_is_a_rule():
    assert share_attended([P, L], AttendanceRules(late_counts=Decimal(1))) == 1
    assert share_attended([P, L], AttendanceRules(late_counts=Decimal(0))) == Decimal("0.5")


@pytest.mark.parametrize(
    ("share", "least", "enough"),
    [("0.8", "0.8", True), ("0.79", "0.8", False), (None, "0.8", False), (None, None, True)],
)
def test_the_rule_for_the_award(share, least, enough):
    rules = AttendanceRules(least=least and Decimal(least))
    assert attended_enough(share and Decimal(share), rules) is enough


@given(st.lists(st.sampled_from(Attendance)), st.randoms(use_true_random=False))
def test_a_share_lies_in_0_to_1_whatever_the_order(records, shuffler):
    share = share_attended(records, AttendanceRules())
    mixed = list(records)
    shuffler.shuffle(mixed)
    assert share_attended(mixed, AttendanceRules()) == share
    assert share is None or 0 <= share <= 1


def test_what_is_typed_of_a_session_is_tidied():
    assert check_session(replace(DAY, title="  Day   1 ")).title == "Day 1"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"place": "x" * 201}, "place"),
        ({"ends_at": NOW}, "ends_at"),
        ({"ends_at": NOW + timedelta(days=15)}, "ends_at"),
    ],
)
def test_what_a_session_cannot_be(changed, field):
    with pytest.raises(RuleBroken) as refused:
        check_session(replace(DAY, **changed))
    assert refused.value.field == field


def test_a_week_later_is_the_same_time_by_the_clock_when_summer_time_ends():
    later = weeks_later(NOW, 1, LONDON)
    assert (NOW.astimezone(LONDON).hour, later.astimezone(LONDON).hour) == (9, 9)
    assert later - NOW == timedelta(weeks=1, hours=1)


def test_before_a_session_people_can_only_be_excused():
    before = NOW - timedelta(minutes=1)
    refuse_ahead(E, NOW, before)
    refuse_ahead(None, NOW, before)
    refuse_ahead(P, NOW, NOW)
    with pytest.raises(RuleBroken, match="not begun"):
        refuse_ahead(P, NOW, before)
