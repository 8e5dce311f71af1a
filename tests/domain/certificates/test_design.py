import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.certificates.design import (
    CAPTIONS,
    Border,
    Design,
    Orientation,
    Signatory,
    Typeface,
    check,
    warnings,
)
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.plain import from_plain, to_plain
from cohort_desk.domain.errors import RuleBroken

PICTURE = "0a" * 32
DESIGN = Design(
    "Award, portrait",
    Kind.AWARD,
    Orientation.PORTRAIT,
    Typeface.SANS,
    Border.BAND,
    logo=PICTURE,
    subject="{award}",
    lines=("[with {outcome}]", "on {decided_on}"),
    signatories=(Signatory("Ada North", "Chair", PICTURE), Signatory("Ben South")),
    verify_address="https://example.org/verify",
)


def test_plain_data_loses_nothing_and_goes_through_json():
    assert from_plain(json.loads(json.dumps(to_plain(DESIGN)))) == DESIGN
    assert DESIGN.pictures == (PICTURE,)


@pytest.mark.parametrize(
    ("part", "value", "field", "said"),
    [
        ("name", " ", "name", "Give the design a name"),
        ("title", "", "title", "needs a title"),
        ("title", "x" * 81, "title", "Title has 81 characters; it may have at most 80"),
        ("small_print", "a\x00b", "small_print", "control character"),
        ("signatories", (Signatory("A\ud800"),), "signatories.0.name", "control character"),
        ("lines", ("fine", "{awrd}"), "lines.1", "Did you mean {award}"),
        ("lines", ("x",) * 5, "lines", "room for 4"),
        ("accent", "navy", "accent", "Main colour: “navy” is no colour"),
        ("accent", "#ffee00", "accent", "too pale"),
        ("seal", "#12345", "seal", "no colour"),
        ("logo", "../logo.png", "logo", "Choose it again"),
        ("signatories", (Signatory("A"),) * 5, "signatories", "room for 4"),
        ("signatories", (Signatory("A"), Signatory(" ")), "signatories.1.name", "has no name"),
        ("verify_address", "http://example.org", "verify_address", "https://"),
        ("verify_address", "https://example.org/?a=b", "verify_address", "question mark"),
    ],
)
def test_what_cannot_be_drawn_is_refused_where_it_was_typed(part, value, field, said):
    with pytest.raises(RuleBroken) as refused:
        check(replace(DESIGN, **{part: value}))
    assert refused.value.field == field
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("plain", "field"),
    [
        ({"name": "A", "colour": "red"}, "colour"),
        ({"name": "A", "kind": "diploma"}, "kind"),
        ({"name": ["A"]}, "name"),
        ({"name": "A", "lines": "one"}, "lines"),
        ({"name": "A", "lines": [1]}, "lines"),
        ({"name": "A", "signatories": ["Ada"]}, "signatories"),
        ({"name": "A", "signatories": [{"name": "Ada", "age": "9"}]}, "signatories"),
        ({}, "name"),
    ],
)
def test_plain_data_of_another_shape_is_refused_by_its_part(plain, field):
    with pytest.raises(RuleBroken) as refused:
        from_plain(plain)
    assert refused.value.field == field


def test_what_is_seldom_meant_is_said_and_stands():
    bare = replace(DESIGN, subject="", signatories=())
    check(bare)
    assert warnings(bare) == (
        "The wording does not name {award}.",
        "Nobody signs it: there is no signatory.",
    )
    assert warnings(DESIGN) == ()


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*CAPTIONS, "other"]), _ANY))
def test_any_plain_data_is_a_design_or_is_refused(plain):
    with suppress(RuleBroken):
        design = from_plain(plain)
        assert from_plain(to_plain(design)) == design
