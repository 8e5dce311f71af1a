"""Letters join, change places and carry their marks; each line stands in its own order."""

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.reports.direction import base_level, levels
from cohort_desk.reports.fonts import REGULAR, SEMIBOLD, SERIF, SERIF_SEMIBOLD
from cohort_desk.reports.shaping import _runs, passage
from cohort_desk.reports.text import draw_line, needs_shaping, runs, width
from pdf_checks import text_of
from scripts import SCRIPTS, as_read


def drawn_order(text):
    """What the glyphs of a line mean, from the left to the right."""
    return "".join(glyph.means for glyph in drawn_glyphs(text) if glyph.means != "\u200b")


def drawn_glyphs(text):
    whole = passage(text, REGULAR)
    return [glyph for _, run in _runs(whole, 0, len(text)) for glyph in run]


def test_arabic_letters_join_and_stand_from_the_right():
    assert drawn_order("محمد") == "دمحم"
    alone = {glyph.code for letter in "محمد" for glyph in drawn_glyphs(letter)}
    assert alone.isdisjoint(glyph.code for glyph in drawn_glyphs("محم"))


def test_letters_that_make_one_sign_are_one_glyph():
    [conjunct] = drawn_glyphs("क्ष")
    assert conjunct.means == "क्ष"


def test_a_vowel_sign_that_stands_before_its_letter_is_drawn_before_it():
    [letter], [sign, after] = drawn_glyphs("क"), drawn_glyphs("कि")
    assert after.natural == letter.natural
    assert sign.natural < letter.natural


def test_a_mark_takes_no_room_and_stands_over_or_under_its_letter():
    assert width("Ŵ̱", SERIF, 100) == pytest.approx(width("Ŵ", SERIF, 100))
    letter, mark = drawn_glyphs("q\u0303")
    assert mark.advance == 0
    assert -letter.advance < mark.right <= 0


def test_a_letter_and_its_mark_come_from_one_face():
    [(face, text)] = runs("W\u0331", REGULAR)  # Inter lacks the mark
    assert (face.name, text) == ("CohortDesk-Sans-Regular", "W\u0331")


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Ali علي Khan", "Ali يلع Khan"),
        ("علي 12", "12 يلع"),
        ("علي (Ali) خان", "ناخ )Ali( يلع"),  # what each means: a bracket is turned by its glyph
        ("A (علي خ) B", "A (خ يلع) B"),
    ],
)
def test_a_line_of_two_directions_stands_in_order(text, order):
    assert drawn_order(text) == order


def test_brackets_go_with_what_stands_around_them():
    assert levels("A (א) ב", 0) == [0, 0, 0, 1, 0, 0, 1]


def test_an_english_sentence_that_begins_with_a_foreign_name_stays_english():
    assert base_level("محمد led the group for a year and more") == 0
    assert base_level("محمد علی خان (Ali)") == 1


def test_large_serif_type_is_kerned_and_small_type_is_not():
    assert width("AVATAR", SERIF, 100) < sum(width(letter, SERIF, 100) for letter in "AVATAR")
    assert width("AVATAR", SEMIBOLD, 100) == pytest.approx(
        sum(width(letter, SEMIBOLD, 100) for letter in "AVATAR")
    )


def test_only_text_that_needs_it_is_shaped():
    plain = {"Welsh", "Polish", "Vietnamese", "Greek", "Ukrainian"}
    assert {each for each, text in SCRIPTS.items() if not needs_shaping(text, REGULAR)} == plain


def _darkness(tmp_path, face, text):
    """Return how much of a page the text blackens, and the page's file."""
    path = tmp_path / f"{face.name}.pdf"
    canvas = Canvas(str(path), pagesize=(300, 60), invariant=1)
    draw_line(canvas, (10, 15), text, face, 40)
    canvas.line(0, 2, 300, 2)
    canvas.save()
    page = pdfium.PdfDocument(path)[0].render(scale=2, grayscale=True).to_numpy()
    return (255 - page.astype(int)).sum(), path


@pytest.mark.parametrize(
    "text", ["欧阳雪梅", "𠮷田", "דוד", "অমর্ত্য", "ਗੁਰਪ੍ਰੀਤ", "મહાત્મા", "தமிழ்", "محمد", "कृष्णा"]
)
def test_every_script_is_heavier_where_heavier_type_is_wanted(tmp_path, text):
    light, _ = _darkness(tmp_path, SERIF, text)
    heavy, path = _darkness(tmp_path, SERIF_SEMIBOLD, text)
    assert heavy > 1.12 * light
    assert as_read(text_of(path)) == as_read(text)
