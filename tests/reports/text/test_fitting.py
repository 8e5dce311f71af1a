"""Names in small rooms: smaller, on more lines, and cut short only where nothing else is left."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cohort_desk.reports.badges import LAYOUTS, write_badges
from cohort_desk.reports.fitting import LEAST, Room, set_in, wrapped
from cohort_desk.reports.fonts import SEMIBOLD
from cohort_desk.reports.labels import SHEETS, write_folder_labels, write_place_cards
from cohort_desk.reports.text import width
from cohort_desk.services.documents.labels import Label, LabelList

LONG = "Wilhelmina Alexandrovna Featherstonehaugh-Cholmondeley de la Fontaine y Rodríguez"
ENDLESS = f"{'A' * 110} {'B' * 110}"
TEXTS = st.text("abc éم王-", min_size=1, max_size=120).map(lambda text: " ".join(text.split()))


def sizes(path):
    """Return the sizes that type is set in."""
    content = b"".join(page.get_contents().get_data() for page in PdfReader(path).pages)
    return {float(size) for size in re.findall(rb"/\S+ ([\d.]+) Tf", content)}


def test_a_name_shrinks_a_little_then_takes_another_line_and_is_not_cut():
    wide = width("Aisha Khan", SEMIBOLD, 20)
    assert set_in("Aisha Khan", SEMIBOLD, 20, Room(wide)).size == 20
    smaller = set_in("Aisha Khan", SEMIBOLD, 20, Room(wide * 0.9, lines=3))
    assert (smaller.lines, round(smaller.size)) == (("Aisha Khan",), 18)
    two = set_in("Aisha Khan", SEMIBOLD, 20, Room(wide * 0.6, lines=3))
    assert (two.lines, two.size) == (("Aisha ", "Khan"), 20)
    three = set_in(LONG, SEMIBOLD, 15, Room(150, lines=3))
    assert "".join(three.lines) == LONG
    assert len(three.lines) == 3


def test_what_would_be_too_small_to_read_is_cut_short():
    cut = set_in(ENDLESS, SEMIBOLD, 15, Room(150, lines=3))
    assert (len(cut.lines), cut.size) == (3, LEAST)
    assert cut.lines[-1].endswith("…")
    low = set_in(LONG, SEMIBOLD, 15, Room(150, high=2.5 * LEAST, lines=3))
    assert (len(low.lines), low.lines[-1][-1], low.size) == (2, "…", LEAST)


@settings(max_examples=60, deadline=None)
@given(TEXTS.filter(bool), st.floats(30, 400))
def test_wrapped_lines_make_up_the_text_and_none_is_too_wide(text, room):
    lines = wrapped(text, SEMIBOLD, 20, room)
    assert "".join(lines) == text
    assert all(width(line.rstrip(), SEMIBOLD, 20) <= room + 0.1 for line in lines)


@pytest.mark.parametrize("name", [LONG, ENDLESS])
@pytest.mark.parametrize("layout", [*SHEETS.values(), *LAYOUTS.values()], ids=lambda one: one.name)
def test_nothing_on_labels_and_badges_is_too_small_to_read(tmp_path, group_list, name, layout):
    path = tmp_path / "a.pdf"
    if layout in SHEETS.values():
        label = Label(name, name, name, "S0001", name)
        listing = LabelList(name, "2026 intake", (label,), group_list(1, 1).stood_on)
        write_folder_labels(listing, path, layout)
    else:
        write_badges(group_list(1, 2, name), path, layout)
    assert min(sizes(path)) >= LEAST


def test_place_cards_are_read_from_the_other_side_of_a_table(tmp_path, group_list, pages):
    label = Label(ENDLESS, "", LONG, "", "")
    listing = LabelList("Programme", "2026 intake", (label,), group_list(1, 1).stood_on)
    write_place_cards(listing, tmp_path / "a.pdf")
    assert min(sizes(tmp_path / "a.pdf")) >= 13
    assert LONG in pages(tmp_path / "a.pdf")[0].replace("- ", "-")
