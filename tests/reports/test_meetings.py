"""Who has met whom on paper."""

from datetime import date
from itertools import combinations

import pytest
from pypdf import PdfReader

from cohort_desk.domain.errors import Cancelled
from cohort_desk.reports.meeting_matrix import MOST_ON_A_PAGE, tiles
from cohort_desk.reports.meetings import MOST_IN_MATRIX, write_meetings
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.services.groups.meetings import MeetingPerson, MeetingRound, Meetings

LONG = "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley van der Bergen-Smythe"


def meetings(people, size=6, rounds=2, name=None):
    """So many people in groups of a size that stay the same over the rounds."""
    listed = tuple(
        MeetingPerson(
            n + 1,
            name if name and n == 0 else f"Person Number{n}",
            n % 4 + 1,
            "South Yorkshire Police",
            "SYP",
            (f"Group {n // size + 1}",) * rounds,
        )
        for n in range(people)
    )
    together = {
        pair: tuple(range(rounds))
        for pair in combinations(range(people), 2)
        if pair[0] // size == pair[1] // size
    }
    of_rounds = tuple(MeetingRound(n, f"Round {n + 1}", (n + 1) % 2 or None) for n in range(rounds))
    return Meetings("Programme", "2026 intake", date(2026, 11, 14), of_rounds, listed, together)


def test_the_numbers_and_each_persons_line_are_told(tmp_path, pages):
    write_meetings(meetings(12), tmp_path / "a.pdf")
    first, matrix, listed = pages(tmp_path / "a.pdf")
    assert "12 people over 2 rounds of 2026 intake." in first
    assert "Round 1 Version 1, as published 2 12" in first
    assert "Round 2 As they stand, unpublished 2 12" in first
    assert "Never 36 54.5 % Once 0 0.0 % Twice 30 45.5 %" in first
    assert matrix.count("SYP") == 12
    others = "; ".join(f"Person Number{n} (2)" for n in (6, 7, 8, 9, 11))
    assert f"11 Person Number10 SYP 5 6 {others}" in listed


@pytest.mark.parametrize("people", [1, 59, 60, 61, 120, 179])
def test_tiles_hold_everybody_once_and_none_too_many(people):
    parts = tiles(people)
    assert [at for part in parts for at in part] == list(range(people))
    assert max(map(len, parts)) <= MOST_ON_A_PAGE


def test_a_matrix_of_120_takes_four_pages_and_larger_cohorts_a_list_only(tmp_path, pages):
    write_meetings(meetings(120), tmp_path / "a.pdf")
    texts = pages(tmp_path / "a.pdf")
    assert sum("Everybody with everybody" in text for text in texts[1:]) == 4
    assert "People 61 to 120 with 1 to 60" in texts[3]
    write_meetings(meetings(MOST_IN_MATRIX + 1), tmp_path / "b.pdf")
    texts = pages(tmp_path / "b.pdf")
    assert not any("Everybody with everybody" in text for text in texts)
    assert all(f"Person Number{n} " in " ".join(texts) for n in range(MOST_IN_MATRIX + 1))


def test_a_long_name_is_cut_in_the_matrix_and_whole_in_the_list(tmp_path, pages):
    write_meetings(meetings(24, name=LONG), tmp_path / "a.pdf")
    _, matrix, *listed = pages(tmp_path / "a.pdf")
    assert "Wilhelmina-Alexandra" in matrix
    assert "…" in matrix
    assert LONG.replace(" ", "") in "".join(listed).replace(" ", "")


def test_every_page_is_upright_and_names_may_be_greek_or_cyrillic(tmp_path, pages):
    write_meetings(meetings(7, name="Σοφία Иванова"), tmp_path / "a.pdf")
    assert all("Σοφία Иванова" in text for text in pages(tmp_path / "a.pdf")[1:])
    for page in PdfReader(tmp_path / "a.pdf").pages:
        assert page.mediabox.height > page.mediabox.width


def test_nothing_is_written_when_nobody_has_met_or_it_is_stopped(tmp_path):
    def stop(_done, _total):
        raise Cancelled("Stopped at your request.")

    with pytest.raises(NothingToPrint):
        write_meetings(meetings(6, rounds=0), tmp_path / "a.pdf")
    with pytest.raises(Cancelled):
        write_meetings(meetings(6), tmp_path / "a.pdf", stop)
    assert list(tmp_path.iterdir()) == []
