"""Regulation sets as plain data: nothing lost on the way, bad data refused by its place."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.regulations.consistency import contradictions
from cohort_desk.domain.regulations.differences import differences
from cohort_desk.domain.regulations.fields import PATHS, field_of, value_of, with_value
from cohort_desk.domain.regulations.kinds import Choice, Days, Marks, Number, TimeOfDay, Whole
from cohort_desk.domain.regulations.plain import (
    canonical,
    changed,
    from_plain,
    from_typed,
    to_plain,
)
from cohort_desk.domain.regulations.presets import LATE_PRESETS, templates
from cohort_desk.domain.regulations.rules import LateKind, PenaltyKind, Regulations

DEFAULT = Regulations()


def decimals(highest):
    return st.decimals(0, highest, places=3, allow_nan=False, allow_infinity=False)


def values(kind):
    match kind:
        case Whole():
            found = st.integers(kind.lowest, kind.highest)
        case Number():
            found = decimals(kind.highest) | (st.none() if kind.absent else st.nothing())
        case Choice():
            found = st.sampled_from(list(kind.words))
        case TimeOfDay():
            found = st.times().map(lambda at: time(at.hour, at.minute))
        case Days():
            found = st.sets(st.dates(date(2000, 1, 1)), max_size=4).map(
                lambda days: tuple(sorted(days))
            )
        case Marks():
            found = st.lists(decimals(100), max_size=5).map(tuple)
        case _:
            found = st.booleans()
    return found


@st.composite
def regulations(draw):
    regs = DEFAULT
    for path in draw(st.sets(st.sampled_from(PATHS))):
        regs = changed(regs, path, draw(values(field_of(regs, path).kind)))
    return canonical(regs)


@settings(deadline=None)
@given(regulations())
def test_nothing_is_lost_in_plain_data(regs):
    plain = json.loads(json.dumps(to_plain(regs)))
    problems = contradictions(regs)
    if problems:
        with pytest.raises(RuleBroken) as caught:
            from_plain(plain)
        assert caught.value.field == problems[0].path
    else:
        assert from_plain(plain) == regs


@settings(deadline=None)
@given(regulations())
def test_what_a_field_shows_for_typing_reads_back(regs):
    for path in PATHS:
        kind = field_of(regs, path).kind
        value = value_of(regs, path)
        assert kind.typed(kind.for_typing(value)) == value


@settings(deadline=None)
@given(regulations(), regulations())
def test_sets_without_differences_are_alike_where_it_counts(one, other):
    for difference in differences(one, other):
        one = with_value(one, difference.path, value_of(other, difference.path))
    assert differences(one, other) == ()


def test_every_template_is_consistent():
    for template in templates():
        assert from_plain(to_plain(template.rules)) == template.rules


def test_what_is_left_out_is_as_in_the_default():
    assert from_plain({}) == DEFAULT
    assert from_plain({"award": {"merit": "62"}}) == with_value(DEFAULT, "award.merit", Decimal(62))


def test_a_late_scheme_that_is_named_brings_its_rules():
    for key, preset in LATE_PRESETS.items():
        assert from_plain({"late": {"preset": key}}).late == preset.rules


def test_a_kind_of_penalty_alone_brings_an_amount_of_that_kind():
    assert from_plain({"late": {"kind": "points_per_day"}}).late.amount == Decimal(10)
    assert from_plain({"peers": {"penalty_kind": "points"}}).peers.penalty == Decimal(10)


JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["0.5", "50", "-1", "1e9", "NaN", "٣", "12:00", "2026-02-30", [], {}]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(PATHS), JUNK, max_size=4), JUNK)
def test_whatever_a_file_holds_is_read_or_refused_in_a_sentence(values, whole):
    plain = {}
    for path, value in values.items():
        part, _, name = path.partition(".")
        if name:
            plain.setdefault(part, {})[name] = value
        else:
            plain[part] = value
    for data in (plain, {"award": whole}):
        refusal = refused(data)
        assert refusal == "" or refusal.endswith((".", "?"))


def refused(plain):
    try:
        assert contradictions(from_plain(plain)) == ()
    except RuleBroken as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("plain", "field", "sentence"),
    [
        ({"late": {"amount": "5 %"}}, "late.amount", "Taken off each time: this must be a number"),
        ({"late": {"amount": 0.05}}, "late.amount", "from 0 to 1"),
        ({"late": {"windows": 3}}, "late.windows", "Did you mean “late.window”"),
        (
            {"award": {"passes": "101"}},
            "award.passes",
            "Pass mark: this must be a number from 0 to 100",
        ),
        ({"award": {"passes": "-1"}}, "award.passes", "number from 0 to 100"),
        ({"award": {"passes": "NaN"}}, "award.passes", "number from 0 to 100"),
        ({"award": {"credits": True}}, "award.credits", "a whole number from 1 to 600"),
        ({"award": 60}, "award", "must be a table of rules"),
        ({"rounding": "up"}, "rounding", "one of round_then_compare, none"),
        ({"late": {"closed": ["24/12/2026"]}}, "late.closed", "dates such as 24 December 2026"),
        ({"late": {"closed": [datetime(2026, 12, 24, tzinfo=UTC)]}}, "late.closed", "dates such"),
        ({"late": {"cut_off": "25:00"}}, "late.cut_off", "a time of day"),
        ({"board": {"anonymous": "yes"}}, "board.anonymous", "true or false"),
    ],
)
def test_bad_data_is_refused_by_its_place(plain, field, sentence):
    with pytest.raises(RuleBroken, match=sentence) as caught:
        from_plain(plain)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("award.merit", Decimal(50)),
        ("award.distinction", Decimal(60)),
        ("award.credits_at_level", 61),
        ("attempts.cap", Decimal(49)),
        ("late.window", 0),
        ("marking.bands", (Decimal(60), Decimal(70), Decimal(0))),
        ("marking.bands", (Decimal(70), Decimal(40))),
        ("marking.bands", ()),
    ],
)
def test_rules_that_contradict_each_other_are_named(path, value):
    assert [one.path for one in contradictions(with_value(DEFAULT, path, value))] == [path]


def test_compensation_is_checked_only_where_it_is_given():
    regs = with_value(DEFAULT, "compensation.least", Decimal(50))
    assert contradictions(regs) == ()
    allowed = with_value(regs, "compensation.allowed", value=True)
    assert [one.path for one in contradictions(allowed)] == ["compensation.least"]


def test_typing_in_a_field():
    assert from_typed(DEFAULT, "late.amount", "7.5 %").late.amount == Decimal("0.075")
    assert from_typed(DEFAULT, "late.amount", "7.5").late.preset == "own"
    assert from_typed(DEFAULT, "attendance.least", "80").attendance.least == Decimal("0.8")
    assert from_typed(DEFAULT, "moderation.within", "").moderation.within is None
    with pytest.raises(
        RuleBroken, match="Pass mark: this must be a number from 0 to 100"
    ) as caught:
        from_typed(DEFAULT, "award.passes", "fifty")
    assert caught.value.field == "award.passes"


def test_another_kind_of_penalty_brings_an_amount_of_that_kind():
    closed = (date(2026, 12, 24),)
    regs = with_value(DEFAULT, "late.closed", closed)
    capped = changed(regs, "late.kind", LateKind.CAPPED)
    assert capped.late == replace(LATE_PRESETS["mmu"].rules, closed=closed)
    points = changed(DEFAULT, "peers.penalty_kind", PenaltyKind.POINTS)
    assert points.peers.penalty == Decimal(10)
    back = changed(points, "peers.penalty_kind", PenaltyKind.PERCENT)
    assert back.peers.penalty == Decimal("0.1")


def test_differences_in_words():
    york = replace(DEFAULT, late=LATE_PRESETS["york"].rules)
    assert [str(one) for one in differences(DEFAULT, york)] == [
        "Late work: scheme: University of Sheffield → University of York",
        "Late work: penalty: a share of the mark for each day → marks for each day",
        "Late work: taken off each time: 5 % → 10 marks",
        "Late work: days counted: working days in England → calendar days",
    ]
    assert differences(DEFAULT, DEFAULT) == ()
