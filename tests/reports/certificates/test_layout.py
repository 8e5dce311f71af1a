"""However much a certificate says, all of it has its place."""

from dataclasses import replace
from itertools import pairwise, product

import pytest

from cohort_desk.domain.certificates.design import Border, Orientation, Signatory
from cohort_desk.domain.certificates.wording import values_of
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.reports.certificates.foot import footed
from cohort_desk.reports.certificates.layout import stacked
from cohort_desk.reports.certificates.room import check_fits, check_wording_fits
from cohort_desk.reports.certificates.seal import initials_of
from cohort_desk.reports.certificates.setting import Style, fitted
from cohort_desk.reports.certificates.sheet import sheet_of, styles_of
from cohort_desk.reports.fonts import SERIF
from cohort_desk.reports.styles import INK
from cohort_desk.reports.text import width

SHORT = {"name": "Jo Ng", "award": "Award"}
LONG = {
    "name": "Wilhelmina Alexandrovna Featherstonehaugh-Cholmondeley de la Fontaine y Rodríguez",
    "award": "Postgraduate Certificate in Collaborative Public Leadership and Partnership "
    "Working for Community Safety and Resilience in Urban and Rural Settings",
    "programme": "Riverside and Northern Hills Shared Civic Resilience Leadership Programme",
}
ENDLESS = {"name": "Abcdefghij" * 20, "award": "W" * 150}
STYLE = Style(SERIF, 30, INK, lines=2, shrink=0.8)


@pytest.mark.parametrize("says", [SHORT, LONG, ENDLESS], ids=["short", "long", "endless"])
@pytest.mark.parametrize("count", [0, 1, 4])
@pytest.mark.parametrize("shape", [*product((Border.GUILLOCHE, Border.BAND), Orientation)])
def test_nothing_stands_outside_its_room_or_on_something_else(
    statement, design, says, count, shape
):
    border, orientation = shape
    design = replace(
        design,
        border=border,
        orientation=orientation,
        signatories=(Signatory("Superintendent Tomasz Wójcik", "Leader of the City Council"),)
        * count,
        verify_address="https://verify.example.org/certificates",
    )
    said = values_of(replace(statement, **says))
    sheet = sheet_of(orientation, border)
    styles = styles_of(design.typeface, design.accent, sheet.upright)
    foot = footed(said, design, sheet, styles, {})
    stack = stacked(said, design, sheet, styles, (300, 100), foot.top)

    for placed in (*stack.texts, *foot.notes):
        for line, _ in placed.lines:
            wide = width(line, placed.block.style.face, placed.block.size)
            assert placed.x - wide * placed.align >= sheet.left - 0.1
            assert placed.x + wide * (1 - placed.align) <= sheet.right + 0.1
    levels = [level for placed in (*stack.texts, *foot.notes) for _, level in placed.lines]
    assert all(above > below for above, below in pairwise(levels))
    lowest = [level for placed in stack.texts for _, level in placed.lines][-1]
    assert stack.logo[3] <= sheet.top + 0.1
    assert lowest >= foot.top - 0.1
    blocks = {placed.part: placed.block for placed in stack.texts}
    assert blocks["name"].size >= blocks["subject"].size
    assert "".join("".join(blocks["name"].lines).split()) == "".join(said["name"].split())
    rules = [signing.rule for signing in foot.signings]
    assert all(left[1] < right[0] for left, right in pairwise(rules))
    assert all(rule[2] > foot.notes[0].base for rule in rules)


def test_text_shrinks_a_little_and_then_breaks_evenly():
    assert fitted("Short", STYLE, 400).size == 30
    smaller = fitted("A name that nearly fits here", STYLE, 360)
    assert len(smaller.lines) == 1
    assert 24 <= smaller.size < 30
    broken = fitted("A name that is far too long for one line alone", STYLE, 400)
    assert broken.lines == ("A name that is far too", "long for one line alone")


def test_text_breaks_where_it_pauses_if_there_is_room():
    text = "having completed the course, was awarded the"
    assert fitted(text, STYLE, 420).lines == ("having completed the course,", "was awarded the")


def test_a_word_without_end_is_made_as_small_as_it_may_be_and_then_broken():
    block = fitted("W" * 200, STYLE, 300)
    assert len(block.lines) == 1
    assert width("W" * 200, SERIF, block.size) <= 300.1
    broken = fitted(f"{'W' * 20} Jo", replace(STYLE, least=22), 300)
    assert "".join(broken.lines) == f"{'W' * 20} Jo"
    assert broken.size == 22
    assert broken.unparted == set(range(len(broken.lines) - 1))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Leading for a Shared City", "LSC"),
        ("Riverside and North Hills Shared Civic Resilience Programme", "RNH"),
        ("王 小", "王小"),
        ("", "RNH"),
    ],
)
def test_the_seal_bears_initials_or_where_they_are_many_the_code(name, expected):
    assert initials_of(name, "RNH") == expected


LOREM = "very long wording again "


@pytest.mark.parametrize(
    ("changed", "field", "least"),
    [
        ({"small_print": LOREM * 16}, "small_print", 6),
        ({"lines": (LOREM * 10,) * 4}, "lines.0", 9),
        ({"signatories": (Signatory(LOREM * 3),) * 4}, "signatories.0.name", 7),
    ],
)
def test_wording_without_room_is_refused_by_its_field(statement, design, changed, field, least):
    upright = replace(design, orientation=Orientation.PORTRAIT)
    check_wording_fits(statement, upright, {})
    with pytest.raises(RuleBroken, match=f"smaller than {least} points") as refused:
        check_wording_fits(statement, replace(upright, **changed), {})
    assert refused.value.field == field


def test_a_name_that_leaves_no_room_is_the_reason(statement, design):
    full = replace(design, subject=LOREM * 4, after_name=LOREM * 8, lines=(LOREM * 8,) * 4)
    check_wording_fits(statement, full, {})
    check_fits(statement, full, {})
    with pytest.raises(RuleBroken, match="The name is too long"):
        check_fits(replace(statement, name="Bartholomew-" * 40), full, {})
