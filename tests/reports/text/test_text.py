"""The door through which text reaches a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from cohort_desk.reports.flowables import paragraph
from cohort_desk.reports.fonts import REGULAR, SERIF, font
from cohort_desk.reports.printable import missing_in
from cohort_desk.reports.shaping import shaped
from cohort_desk.reports.text import (
    Unprintable,
    check_printable,
    composed,
    markup,
    runs,
    size_to_fit,
    width,
)
from scripts import SCRIPTS


def test_names_are_composed():
    assert runs("Siobha\u0301n", REGULAR) == [(REGULAR, "Siobhán")]


@pytest.mark.parametrize(
    "name",
    ["Łukasz Żółć", "Nguyễn Thị Hằng", "Παπαδόπουλος", "Шевченко", "Ŵyn Ŷale", "Ħal Ġgantija"],
)
def test_names_in_alphabets_that_the_office_meets_keep_every_letter(name):
    assert "".join(part for _, part in runs(name, REGULAR)) == name


def test_a_letter_that_inter_lacks_stands_in_from_noto_and_the_rest_stays_inter():
    found = runs("A\ua7adB", REGULAR)
    assert [(face.name, part) for face, part in found] == [
        (REGULAR.name, "A"),
        ("CohortDesk-Sans-Regular", "\ua7ad"),
        (REGULAR.name, "B"),
    ]
    assert "CohortDesk-Sans-Regular" in markup("A\ua7adB", REGULAR)


@pytest.mark.parametrize("name", ["𓂀 Horus", "ꯀꯥ Manipur", "Ann \ue000"])
def test_what_no_font_can_print_is_refused_by_name(name):
    with pytest.raises(Unprintable, match=name) as caught:
        paragraph(name)
    character = next(c for c in name if not c.isascii())
    assert f"U+{ord(character):04X}" in str(caught.value)


def test_every_unprintable_text_is_named_before_anything_is_written():
    with pytest.raises(Unprintable) as caught:
        check_printable(["Ann", "𓂀", "Bob", "𝄞"], REGULAR)
    assert "𓂀" in str(caught.value)
    assert "𝄞" in str(caught.value)


def test_signs_with_a_meaning_in_markup_are_printed_as_they_are():
    assert paragraph("Health & Care <North>").getPlainText() == "Health & Care <North>"


def test_size_to_fit_shrinks_just_so_far():
    long = "Wilhelmina Featherstonehaugh-Cholmondeley"
    size = size_to_fit(long, REGULAR, 20, room=100)
    assert width(long, REGULAR, size) == pytest.approx(100)
    assert size_to_fit("Ann", REGULAR, 20, room=100) == 20


def test_fonts_are_registered_once_under_names_of_our_own():
    before = font(REGULAR)
    assert font(REGULAR) is before
    assert "Inter" not in pdfmetrics.getRegisteredFontNames()


PRINTED = st.sampled_from(sorted({*"".join(SCRIPTS.values()), *"\u200c\u200d\u200f\u0301\ufe0f"}))


@given(st.text(max_size=12) | st.text(PRINTED, max_size=12), st.sampled_from([REGULAR, SERIF]))
def test_any_text_is_either_measured_or_refused_by_name(text, face):
    missing = missing_in(text, face)
    if missing:
        with pytest.raises(Unprintable):
            width(text, face, 10)
    else:
        line = shaped(composed(text), face)
        assert line.width >= 0
        assert width(text, face, 20) == pytest.approx(2 * width(text, face, 10))
