"""Late penalties, against the published schemes and at their edges."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.regulations.late import Lateness, late_penalty, lateness
from cohort_desk.domain.regulations.presets import LATE_PRESETS, OWN, preset_of, templates
from cohort_desk.domain.regulations.rules import LateRules, Rounding

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data/vectors/regulations.json").read_text("utf-8"),
    parse_float=Decimal,
)
LONDON = ZoneInfo("Europe/London")
PASS = Decimal(50)
EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})


def after(preset, mark, *, hours=0, days=0):
    late = Lateness(Decimal(hours or days * 24), days, days)
    return late_penalty(LATE_PRESETS[preset].rules, PASS, Decimal(mark), late).mark


def cases():
    for policy in VECTORS["late_penalty"]:
        preset = policy["policy"].split("_")[0].replace("leeds", "leedscons")
        for case in policy["cases"]:
            yield pytest.param(preset, case, id=f"{preset} {case}")


@pytest.mark.parametrize(("preset", "case"), list(cases()))
def test_published_cases(preset, case):
    got = after(preset, case["mark"], hours=case.get("hours", 0), days=case.get("days", 0))
    assert got == Decimal(case["expected"])


def test_york_takes_ten_marks_a_calendar_day_for_five_days():
    assert [after("york", 72, days=days) for days in range(7)] == [72, 62, 52, 42, 32, 22, 0]


@pytest.mark.parametrize(
    ("preset", "mark", "hours", "expected"),
    [
        ("qmul", 60, 24, 55),
        ("qmul", 60, "24.0003", 50),
        ("qmul", 60, "167.9997", 25),
        ("leedscons", 65, 24, 55),
        ("leedscons", 65, "24.0003", 50),
        ("leedscons", 65, 168, 50),
        ("leedscons", 65, "168.0003", 0),
        ("shu", 70, "0.0003", 0),
    ],
)
def test_edges_of_the_schemes_by_the_hour(preset, mark, hours, expected):
    assert after(preset, mark, hours=hours) == expected


@pytest.mark.parametrize(
    ("preset", "submitted", "expected"),
    [
        ("mmu", "2026-06-15 12:00", 50),
        ("mmu", "2026-06-15 12:00:01", 0),
        ("york", "2026-06-09 12:00", 62),
        ("york", "2026-06-09 12:00:01", 52),
        ("york", "2026-06-13 12:00", 22),
        ("york", "2026-06-13 12:00:01", 0),
        ("sheffield", "2026-06-15 12:00", 54),
        ("sheffield", "2026-06-15 12:00:00.000001", 0),
    ],
)
def test_edges_of_the_schemes_by_the_day(preset, submitted, expected):
    rules = LATE_PRESETS[preset].rules
    found = lateness(local(submitted), local("2026-06-08 12:00"), rules)
    assert late_penalty(rules, PASS, Decimal(72), found).mark == expected


def test_the_words_say_how_late_and_what_that_takes():
    got = late_penalty(LateRules(), PASS, Decimal(68), Lateness(Decimal(30), 2, 2))
    assert (got.how_late, got.effect) == (
        "2 working days late",
        "5 % of 68 for each of 2 working days",
    )
    got = late_penalty(
        LATE_PRESETS["qmul"].rules, PASS, Decimal(68), Lateness(Decimal("24.5"), 2, 2)
    )
    assert (got.how_late, got.effect) == (
        "24.5 hours late",
        "5 marks for each of 2 periods of 24 hours",
    )


def test_the_numbers_that_the_words_name_multiply():
    got = late_penalty(LateRules(), PASS, Decimal("57.815"), Lateness(Decimal(3), 1, 1))
    assert got.effect == "5 % of 57.815 for each of 1 working day"
    assert got.mark == Decimal("57.815") * Decimal("0.95")


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def late(due, submitted, holidays=frozenset(), **rules):
    return lateness(
        local(submitted).astimezone(UTC), local(due), replace(LateRules(), **rules), holidays
    )


def test_the_deadline_itself_is_on_time():
    assert not late("2026-06-12 12:00", "2026-06-12 12:00").late
    assert late("2026-06-12 12:00", "2026-06-12 12:00:00.000001").late


@pytest.mark.parametrize(
    ("due", "submitted", "working", "calendar"),
    [
        pytest.param("2026-06-08 12:00", "2026-06-08 12:00:01", 1, 1, id="a second late"),
        pytest.param("2026-06-08 12:00", "2026-06-09 12:00", 1, 1, id="at the cut-off"),
        pytest.param("2026-06-08 12:00", "2026-06-09 12:00:00.000001", 2, 2, id="after it"),
        pytest.param("2026-06-12 12:00", "2026-06-12 21:00", 1, 1, id="Friday evening"),
        pytest.param("2026-06-12 12:00", "2026-06-15 12:00", 1, 3, id="Monday at the cut-off"),
        pytest.param("2026-06-12 12:00", "2026-06-15 12:00:01", 2, 4, id="Monday after it"),
        pytest.param("2026-06-12 12:00", "2026-06-14 13:00", 1, 3, id="over a weekend"),
        pytest.param("2026-06-08 09:00", "2026-06-08 15:00", 1, 1, id="due in the morning"),
        pytest.param("2026-06-08 23:59", "2026-06-09 12:00:01", 2, 1, id="due at night"),
        pytest.param("2026-06-13 12:00", "2026-06-15 11:00", 1, 2, id="due on a Saturday"),
        pytest.param("2026-04-02 12:00", "2026-04-07 12:00", 1, 5, id="Easter, at the cut-off"),
        pytest.param("2026-04-02 12:00", "2026-04-07 12:01", 2, 6, id="Easter, after it"),
    ],
)
def test_days_late(due, submitted, working, calendar):
    got = late(due, submitted, EASTER)
    assert (got.working_days, got.calendar_days) == (working, calendar)


def test_days_on_which_the_office_is_closed_do_not_count():
    closed = (date(2026, 6, 9), date(2026, 6, 10))
    assert late("2026-06-08 12:00", "2026-06-10 15:00", closed=closed).working_days == 1
    assert late("2026-06-08 12:00", "2026-06-11 12:01", closed=closed).working_days == 2


def test_another_cut_off():
    got = late("2026-06-08 12:00", "2026-06-09 13:00", cut_off=time(17))
    assert got.working_days == 1


def test_when_the_clocks_go_back_a_day_by_the_clock_has_25_hours():
    got = late("2026-10-24 12:00", "2026-10-25 12:00")
    assert (got.hours, got.calendar_days, got.working_days) == (25, 1, 1)


def test_when_the_clocks_go_forward_a_day_by_the_clock_has_23_hours():
    got = late("2026-03-28 12:00", "2026-03-29 12:00:01")
    assert got.hours > 23
    assert (got.calendar_days, got.working_days) == (2, 1)


def test_the_hour_that_comes_twice_is_late_the_second_time():
    due = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    got = lateness(datetime(2026, 10, 25, 1, 10, tzinfo=UTC), due, LateRules())
    assert (got.calendar_days, got.working_days) == (1, 1)
    assert got.hours == Decimal(40) / 60


MARKS = st.integers(0, 10_000).map(lambda kept: Decimal(kept) / 100)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 2, 15)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=LONDON)
)
DUE = local("2026-01-06 12:00")


@settings(deadline=None)
@given(st.sampled_from(sorted(LATE_PRESETS)), MARKS, MOMENTS, MOMENTS)
def test_a_penalty_only_takes_away_and_later_is_never_better(preset, mark, one, other):
    rules = LATE_PRESETS[preset].rules
    first, last = (
        late_penalty(rules, PASS, mark, lateness(moment, DUE, rules, EASTER)).mark
        for moment in sorted((one, other))
    )
    assert 0 <= last <= first <= mark


def test_a_scheme_that_was_changed_is_nobodys_published_one():
    for key, preset in LATE_PRESETS.items():
        assert preset_of(replace(preset.rules, cut_off=time(17))) == key
        assert preset_of(replace(preset.rules, window=preset.rules.window + 1)) == OWN


def test_templates_start_from_the_default_and_from_every_scheme():
    rules = [template.rules for template in templates()]
    assert {each.late.preset for each in rules} == set(LATE_PRESETS)
    assert rules[-1].rounding is Rounding.NONE
