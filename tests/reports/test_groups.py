"""Group lists and badges."""

import io
from dataclasses import replace
from itertools import count

import pytest
from PIL import Image
from pypdf import PdfReader

from cohort_desk.domain.errors import Cancelled
from cohort_desk.reports.badges import CARDS, LAYOUTS, write_badges
from cohort_desk.reports.groups import write_group_pages, write_group_sheet
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.text import Unprintable

LONG = "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley van der Bergen-Smythe"


def test_twenty_groups_of_six_share_one_landscape_page(tmp_path, group_list, pages):
    listing = group_list(20, 6)
    write_group_sheet(listing, tmp_path / "a.pdf")
    (text,) = pages(tmp_path / "a.pdf")
    for group in listing.groups:
        assert f"{group.name} " in text
        for member in group.members:
            assert member.name in text
    assert "20 groups, 120 people" in text
    assert "Version 2, published 14 November 2026" in text
    assert "Local government" in text
    box = PdfReader(tmp_path / "a.pdf").pages[0].mediabox
    assert box.width > box.height


@pytest.mark.parametrize(("groups", "size"), [(1, 1), (60, 6), (2, 120)])
def test_any_number_of_groups_flows_and_loses_nobody(tmp_path, group_list, pages, groups, size):
    write_group_sheet(group_list(groups, size), tmp_path / "a.pdf")
    text = " ".join(pages(tmp_path / "a.pdf"))
    missing = [n for n in range(groups * size) if f"Person Number{n} " not in f"{text} "]
    assert missing == []


def test_each_group_has_a_page_with_agency_sector_and_job(tmp_path, group_list, pages):
    write_group_pages(group_list(3, 4), tmp_path / "a.pdf")
    first, second, third = pages(tmp_path / "a.pdf")
    assert "Group 2 Innovation projects 4 people from 4 agencies in 4 sectors" in second
    assert "Person Number4 South Yorkshire Police Police Team leader" in second
    assert "example.org" not in first
    assert "Page 3 of 3" in third


def test_emails_are_printed_only_if_asked_for(tmp_path, group_list, pages):
    write_group_pages(group_list(1, 4), tmp_path / "a.pdf", emails=True)
    assert "p3@example.org" in pages(tmp_path / "a.pdf")[0]


def test_groups_that_are_not_published_say_so(tmp_path, group_list, pages):
    write_group_pages(replace(group_list(1, 4), version=None), tmp_path / "a.pdf")
    assert "Not yet published, as of 14 November 2026" in pages(tmp_path / "a.pdf")[0]


def test_a_name_too_long_for_its_place_is_wrapped_within_the_page(tmp_path, group_list, pages):
    for write in (write_group_sheet, write_group_pages, write_badges):
        write(group_list(4, 5, name=LONG), tmp_path / "a.pdf")
        together = pages(tmp_path / "a.pdf")[0].replace(" ", "")
        assert LONG.replace(" ", "") in together
        assert furthest_right(tmp_path / "a.pdf") < 0.98


def test_nothing_is_written_of_a_name_that_cannot_be_printed(tmp_path, group_list):
    for write in (write_group_sheet, write_group_pages, write_badges):
        with pytest.raises(Unprintable, match="𓂀"):
            write(group_list(2, 4, name="Horus 𓂀"), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def faces():
    """Small pictures of the people of a list by their ids, save of the first person."""

    def of(listing):
        drawn = {}
        for number in listing.ids[1:]:
            file = io.BytesIO()
            colour = (number * 37 % 256, number * 91 % 256, number * 59 % 256)
            Image.new("RGB", (48, 60), colour).save(file, "JPEG", quality=95)
            drawn[number] = file.getvalue()
        return drawn

    return of


def with_ids(listing):
    """The same list with everybody's id: 1, 2 and so on."""
    numbers = count(1)
    return replace(
        listing,
        groups=tuple(
            replace(group, members=tuple(replace(m, id=next(numbers)) for m in group.members))
            for group in listing.groups
        ),
    )


def photos_on(page):
    return len(page.images)


def test_photos_stand_beside_the_names_and_initials_where_there_is_none(
    tmp_path, group_list, pages, faces
):
    listing = with_ids(group_list(20, 6, name=LONG))
    write_group_sheet(listing, tmp_path / "a.pdf", photos=faces(listing))
    read = PdfReader(tmp_path / "a.pdf").pages
    assert [photos_on(page) for page in read] == [59, 60]
    texts = pages(tmp_path / "a.pdf")
    assert "WB" in texts[0].split()
    missing = [n for n in range(1, 120) if f"Person Number{n} " not in f"{' '.join(texts)} "]
    assert missing == []
    assert "Local government" in texts[-1]
    assert furthest_right(tmp_path / "a.pdf") < 0.98


@pytest.mark.parametrize("size", [1, 7, 20])
def test_a_page_for_each_group_has_their_photos_as_large_as_it_allows(
    tmp_path, group_list, pages, faces, size
):
    listing = with_ids(group_list(2, size))
    write_group_pages(listing, tmp_path / "a.pdf", photos=faces(listing), emails=True)
    read = PdfReader(tmp_path / "a.pdf").pages
    assert sum(photos_on(page) for page in read) == 2 * size - 1
    assert len(read) == (2 if size <= 7 else 4)
    text = " ".join(pages(tmp_path / "a.pdf"))
    assert "Team leader · Police" in text
    assert furthest_right(tmp_path / "a.pdf") < 0.98
    assert "p0@example.org" in text


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_badges_fill_their_sheets(tmp_path, group_list, pages, layout):
    write_badges(group_list(5, 6), tmp_path / "a.pdf", layout)
    texts = pages(tmp_path / "a.pdf")
    assert len(texts) == -(-30 // layout.a_page)
    assert texts[0].count("Test programme") == layout.a_page
    assert "Person Number29" in texts[-1]
    assert "Barnsley Hospital NHS Foundation Trust" in texts[0]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_badges_lie_within_the_paper(layout):
    corners = [layout.corner(place) for place in range(layout.a_page)]
    assert min(x for x, _ in corners) > 0
    assert min(y for _, y in corners) > 0
    assert len(set(corners)) == layout.a_page
    assert layout.corner(layout.a_page) == corners[0]


def test_a_round_without_groups_is_not_printed(tmp_path, group_list):
    for write in (write_group_sheet, write_group_pages, write_badges):
        with pytest.raises(NothingToPrint, match="“Innovation projects” has no groups"):
            write(group_list(0, 0), tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_badges_can_be_stopped(tmp_path, group_list):
    def stop(done, _total):
        if done == CARDS.a_page + 1:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_badges(group_list(5, 6), tmp_path / "a.pdf", report=stop)
    assert list(tmp_path.iterdir()) == []


def furthest_right(path):
    """Return how far right the text of the first page begins, as a share of its width."""
    page = PdfReader(path).pages[0]
    starts = []
    page.extract_text(
        visitor_text=lambda text, _cm, tm, *_: starts.append(tm[4] if text.strip() else 0)
    )
    return max(starts) / float(page.mediabox.width)
