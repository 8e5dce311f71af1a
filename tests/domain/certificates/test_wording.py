import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.certificates.wording import (
    FIELDS,
    check_wording,
    filled,
    filled_from,
    values_of,
)
from cohort_desk.domain.errors import RuleBroken

AWARD = Statement(
    serial="SCRLP-2026-0001",
    kind=Kind.AWARD,
    name="Siân Llŷr",
    programme="Shared Cities Leadership",
    cohort="2026 intake",
    issued_on=date(2026, 11, 14),
    nonce="00",
    code="K7QF-3M2P-9TXX",
    organisation="Riverside Partnership",
    award="Postgraduate Certificate in Public Leadership",
    outcome="Merit",
    credits=60,
    decided_on=date(2026, 11, 2),
    board="Award board",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{award}", "Postgraduate Certificate in Public Leadership"),
        (
            "has passed [with {outcome}, ]on {decided_on}",
            "has passed with Merit, on 2 November 2026",
        ),
        ("{credits} credits[ at level {level}]", "60 credits"),
        ("{level}, {cohort}, {level}", "2026 intake"),
        ("of {programme} ({level}), {cohort}.", "of Shared Cities Leadership, 2026 intake."),
        ("Held {held}.", "Held."),
        ("This is to certify that,", "This is to certify that,"),
        ("[{cohort}, ][level {level}]", "2026 intake"),
        ("([{credits}]) credit[s {credits}]", "(60) credits 60"),
        ("no [fields] here", "no [fields] here"),
    ],
)
def test_fields_are_put_in_and_empty_ones_leave_nothing_behind(text, expected):
    assert filled(text, AWARD) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("with {outcome}", "with"),
        ("[with {outcome}]", ""),
        ("has passed [with {outcome} ]the module", "has passed the module"),
        ("passed, [with {outcome}], in {cohort}", "passed, in 2026 intake"),
    ],
)
def test_a_phrase_goes_with_its_field(text, expected):
    assert filled(text, replace(AWARD, outcome="")) == expected


def test_what_is_put_in_is_never_taken_for_wording():
    odd = replace(AWARD, name="{award} [x {y}] , Ltd")
    assert filled("{name}", odd) == "{award} [x {y}] , Ltd"


@pytest.mark.parametrize(
    ("last", "held"),
    [
        (date(2026, 11, 14), "3 to 14 November 2026"),
        (date(2026, 12, 1), "3 November to 1 December 2026"),
        (date(2027, 1, 9), "3 November 2026 to 9 January 2027"),
        (date(2026, 11, 3), "3 November 2026"),
        (None, "3 November 2026"),
    ],
)
def test_days_are_written_without_what_they_share(last, held):
    course = replace(AWARD, held_from=date(2026, 11, 3), held_to=last)
    assert values_of(course)["held"] == held


@pytest.mark.parametrize(
    ("text", "kind", "named"),
    [
        ("for {awrad}", Kind.AWARD, "{awrad}. Did you mean {award}?"),
        (
            "{module_title}",
            Kind.AWARD,
            "{module_title} stands on certificates of",
        ),
        ("{}", Kind.MODULE, "There is no field {}."),
        ("{award", Kind.AWARD, "“{” without its partner"),
        ("award}", Kind.AWARD, "“}” without its partner"),
        ("[with {outcome}", Kind.AWARD, "square bracket without its partner"),
        ("[with [{outcome}]]", Kind.AWARD, "one within another"),
        ("[at [level] {outcome}]", Kind.AWARD, "one within another"),
    ],
)
def test_a_wording_that_cannot_be_filled_is_refused_by_name(text, kind, named):
    with pytest.raises(RuleBroken) as refused:
        check_wording(text, kind, "title")
    assert named in str(refused.value)
    assert refused.value.field == "title"


def test_every_field_that_is_offered_is_filled():
    values = values_of(AWARD)
    assert all(each.name in values for fields in FIELDS.values() for each in fields)


_PIECES = st.sampled_from(
    ("word", "{award}", "{outcome}", "[with {outcome}]", "[{credits} credits, ]", "({award})")
)
_JOINS = st.sampled_from((" ", ", ", "; "))
_VALUES = st.fixed_dictionaries(
    dict.fromkeys(("award", "outcome", "credits"), st.sampled_from(("", "Value")))
)


@given(st.lists(st.tuples(_PIECES, _JOINS), min_size=1, max_size=6), _VALUES)
def test_whatever_is_empty_the_text_reads_as_if_it_had_never_been_there(pieces, values):
    text = "".join(piece + join for piece, join in pieces[:-1]) + pieces[-1][0]
    check_wording(text, Kind.AWARD)
    result = filled_from(text, values)
    assert not re.search(r"\s\s|\s[,;]|[,;]\s*[,;]|^[\s,;]|[\s,;]$|\(\s*\)|[{}\[\]\0]", result)
    assert result.count("word") == text.count("word")
