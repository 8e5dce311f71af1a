"""What modules, assessments, sittings and marking guides may hold."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.credits import Credits, credit_line, credit_problems
from cohort_desk.domain.modules.fields import (
    Moments,
    check_group_hand_in,
    check_moments,
    clean_assessment,
    clean_module,
)
from cohort_desk.domain.modules.guides import (
    Band,
    Criterion,
    Guide,
    band_at,
    band_problems,
    closed_up,
    guide_problems,
)
from cohort_desk.domain.modules.moments import read_in_london, written_in_london
from cohort_desk.domain.modules.shares import shares, written_share
from cohort_desk.domain.modules.starter import STANDARD_BANDS, STANDARD_PROGRAMME, STARTER_RUBRIC
from cohort_desk.domain.regulations.rules import AwardRules


def bands(*ends):
    return [Band(f"{low}", Decimal(low), Decimal(high)) for low, high in ends]


@pytest.mark.parametrize(
    ("clean", "field", "value", "sentence"),
    [
        (clean_module, "credits", "0", "whole number from 1 to 180"),
        (clean_module, "credits", "12.5", "whole number"),
        (clean_module, "credits", "NaN", "whole number"),
        (clean_module, "level", 9, "from 3 to 8"),
        (clean_module, "title", "  ", "Title is needed"),
        (clean_assessment, "weight", "0", "from 1 to 1,000"),
        (clean_assessment, "minimum", "100.01", "mark from 0 to 100"),
        (clean_assessment, "minimum", "39.995", "2 decimal places"),
        (clean_assessment, "done_by", "team", "each person or groups"),
        (clean_assessment, "markers", 3, "from 1 to 2"),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_at_its_field(clean, field, value, sentence):
    with pytest.raises(RuleBroken, match=sentence) as caught:
        clean({field: value})
    assert caught.value.field == field


def test_fields_are_kept_tidy():
    typed = {"title": " Project  report ", "minimum": "40", "word_limit": "", "round_id": ""}
    assert clean_assessment(typed) == {
        "title": "Project report",
        "minimum": Decimal(40),
        "word_limit": None,
        "round_id": None,
    }


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("14 November 2026, 12:00", datetime(2026, 11, 14, 12, tzinfo=UTC)),
        ("14/07/2026 noon", datetime(2026, 7, 14, 11, tzinfo=UTC)),
        ("2026-07-14 5 pm", datetime(2026, 7, 14, 16, tzinfo=UTC)),
        ("1st Feb 2027 at 9.30 am", datetime(2027, 2, 1, 9, 30, tzinfo=UTC)),
        ("", None),
    ],
)
def test_moments_are_typed_in_the_time_of_london(typed, moment):
    assert read_in_london("deadline", typed) == moment


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_moment_as_written_is_read_as_the_same(moment):
    aware = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    again = read_in_london("deadline", written_in_london(aware))
    # The hour that the clocks go through twice is read as its first time.
    assert abs((again - aware).total_seconds()) in {0, 3600}
    assert written_in_london(again) == written_in_london(aware)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("14 November 2026", "Add the time of day"),
        ("31.2.2026", "no such day or time as “31.2.2026”"),
        ("next Friday", "not a day and a time"),
        ("31/02/2027 12:00", "no such day"),
        ("14/11/2026 25:00", "no such day or time"),
        ("14/11/2026 13 pm", "not a time of day"),
        ("28 March 2027, 01:30", "the clocks go forward"),
    ],
)
def test_a_moment_that_is_none_is_refused_with_what_would_do(typed, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        read_in_london("deadline", typed)


def test_a_sitting_opens_before_it_is_due_and_closes_after():
    days = [datetime(2027, 3, day, 12, tzinfo=UTC) for day in (1, 2, 3)]
    check_moments(Moments(*days))
    check_moments(Moments(days[0], days[0], days[0]))
    for wrong, field in (
        (Moments(days[1], days[0]), "opens_at"),
        (Moments(None, *days[1::-1]), "closes_at"),
    ):
        with pytest.raises(RuleBroken) as caught:
            check_moments(wrong)
        assert caught.value.field == field


def test_groups_cannot_hand_in_before_it_is_said_which():
    check_group_hand_in("Essay", "person", None)
    check_group_hand_in("Report", "group", 3)
    with pytest.raises(RuleBroken, match="by those of which round"):
        check_group_hand_in("Report", "group", None)


def test_weights_need_not_add_up_to_a_hundred():
    assert [written_share(part) for part in shares((1, 1, 1))] == ["33.3 %"] * 3
    assert shares((60, 20)) == (Decimal("0.75"), Decimal("0.25"))


def test_modules_are_held_against_the_award():
    award = AwardRules()
    assert credit_line([Credits(20, 7)] * 3, award) == "60 credits, 60 at level 7"
    assert credit_problems([Credits(20, 7), Credits(20, 8), Credits(20, 6)], award) == ()
    assert credit_problems([Credits(20, 7), Credits(20, 6)], award) == (
        "The award asks for 60 credits; these modules have 40.",
        "At least 40 of them must be at level 7; these modules have 20.",
    )


@pytest.mark.parametrize(
    ("ends", "problem"),
    [
        ([("50", "100"), ("0", "50")], "both cover 50"),
        ([("50", "100"), ("0", "49")], "no band covers 49.01–49.99"),
        ([("50", "100"), ("10", "49.99")], "no band covers 0–9.99"),
        ([("50", "90"), ("0", "49.99")], "no band covers 90.01–100"),
        ([("60", "50"), ("0", "49.99")], "which is less"),
        ([], "no bands"),
    ],
)
def test_bands_cover_every_mark_once(ends, problem):
    assert problem in " ".join(band_problems(bands(*ends)))


def test_bands_in_whole_marks_are_closed_up():
    whole = closed_up(bands(("70", "100"), ("60", "69"), ("0", "59")))
    assert band_problems(whole) == ()
    assert band_at(whole, Decimal("69.5")).low == 60
    odd = bands(("50", "100"), ("0", "49.5"))
    assert list(closed_up(odd)) == odd


@given(st.integers(0, 10_000))
def test_every_mark_lies_in_one_standard_band(kept):
    mark = Decimal(kept) / 100
    assert sum(band.low <= mark <= band.high for band in STANDARD_BANDS) == 1


def test_a_guide_says_what_is_to_be_put_right():
    assert guide_problems(Guide("Empty")) == ("Add at least one criterion.",)
    assert guide_problems(Guide("Plain", "guide", criteria=(Criterion("A"),))) == ()
    twice = Guide("Twice", criteria=(*STARTER_RUBRIC.criteria[:1] * 2,))
    assert "Two criteria are called" in guide_problems(twice)[0]
    bare = replace(STARTER_RUBRIC.criteria[0], bands=())
    assert guide_problems(Guide("Bare", criteria=(bare,))) == (
        "Understanding of the problem: it has no bands.",
    )


def test_what_one_begins_with_is_sound():
    assert guide_problems(STARTER_RUBRIC) == ()
    assert len(STARTER_RUBRIC.criteria) == 5
    assert all(len(criterion.comments) >= 3 for criterion in STARTER_RUBRIC.criteria)
    credits_ = [
        Credits(plan.values["credits"], plan.values["level"]) for plan in STANDARD_PROGRAMME
    ]
    assert credit_problems(credits_, AwardRules()) == ()
