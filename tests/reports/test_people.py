"""The people list, and how its columns share the page."""

from dataclasses import replace
from datetime import date

import pytest

from cohort_desk.domain.errors import Cancelled
from cohort_desk.reports.column_widths import capped
from cohort_desk.reports.people import write_people_list
from cohort_desk.services.people.lists import PeopleList

HEADINGS = ("Name", "Agency", "E-mail", "Job title")


def people(number):
    rows = tuple(
        (
            f"Surname{n}, Given",
            "Sheffield Teaching Hospitals NHS Foundation Trust",
            f"given.surname{n}@example.org",
            "Service improvement manager, community and neighbourhoods",
        )
        for n in range(number)
    )
    return PeopleList("Test programme", "2026 intake", "People", date(2026, 11, 14), HEADINGS, rows)


def test_a_thousand_people_with_the_head_on_every_page(tmp_path, pages):
    write_people_list(people(1000), tmp_path / "a.pdf")
    texts = pages(tmp_path / "a.pdf")
    assert all("Name Agency E-mail Job title" in text for text in texts)
    assert "1,000 people" in texts[0]
    assert f"Page {len(texts)} of {len(texts)}" in texts[-1]
    together = " ".join(texts)
    missing = [n for n in range(1000) if f"Surname{n}, Given" not in together]
    assert missing == []
    assert "given.surname999@example.org" in texts[-1]


def test_progress_rises_to_its_end_and_cancel_stops(tmp_path):
    heard = []
    write_people_list(people(100), tmp_path / "a.pdf", lambda *step: heard.append(step))
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)
    assert len({total for _, total in heard}) == 1

    def stop(done, _total):
        if done == 50:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_people_list(people(100), tmp_path / "b.pdf", stop)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_an_empty_list_says_so(tmp_path, pages):
    write_people_list(people(0), tmp_path / "a.pdf")
    assert "Nobody is on this list." in pages(tmp_path / "a.pdf")[0]


def test_a_text_longer_than_a_page_is_cut_and_says_so(tmp_path, pages):
    listing = replace(people(1), headings=("Name", "Notes"), rows=(("Lee, Ann", "word " * 9000),))
    write_people_list(listing, tmp_path / "a.pdf")
    (text,) = pages(tmp_path / "a.pdf")
    assert "Lee, Ann word word" in text
    assert "word…" in text


def test_the_widest_columns_give_way_first():
    assert capped([10, 20, 100, 200], 130) == [10, 20, 50, 50]
    assert capped([10, 20], 50) == [10, 20]
