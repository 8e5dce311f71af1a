"""Who has met whom as sheets."""

from datetime import date

import pytest

from cohort_desk.exchange.meetings import MOST_IN_MATRIX, write_meetings_table
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.groups.meetings import MeetingPerson, MeetingRound, Meetings

ROUNDS = (MeetingRound(1, "Induction", 2), MeetingRound(2, "Projects", None))


@pytest.fixture
def meetings():
    """Aisha and Ben twice together, Ben and Cara once."""
    people = (
        MeetingPerson(5, "Aisha Khan", 1, "Avon Fire", "AF", ("North", "One")),
        MeetingPerson(6, "Ben Lee", 2, "Bath College", "", ("North", "One")),
        MeetingPerson(7, "=Cara", 1, "Avon Fire", "AF", ("South", "One")),
    )
    together = {(0, 1): (0, 1), (1, 2): (1,)}
    return Meetings("Programme", "2026 intake", date(2026, 11, 14), ROUNDS, people, together)


def sheets(path):
    return {sheet.name: sheet.rows for sheet in read_workbook(path).sheets}


def test_the_workbook_has_numbers_matrix_pairs_and_people(tmp_path, meetings):
    write_meetings_table(meetings, tmp_path / "a.xlsx")
    found = sheets(tmp_path / "a.xlsx")
    assert list(found) == ["Summary", "Matrix", "Pairs", "People"]
    assert ("Round 1", "Induction, version 2") in found["Summary"]
    assert ("Pairs never together", "1") in found["Summary"]
    assert ("Pairs together 2 times", "1") in found["Summary"]
    assert ("Pairs of agencies that met", "1") in found["Summary"]
    assert found["Matrix"][1:] == (
        ("Aisha Khan", "AF", "", "2", "0"),
        ("Ben Lee", "Bath College", "2", "", "1"),
        ("=Cara", "AF", "0", "1", ""),
    )
    assert found["People"][2] == ("Ben Lee", "Bath College", "North", "One", "2", "0", "Aisha Khan")


def test_a_table_has_a_line_for_each_pair_who_have_met(tmp_path, meetings):
    write_meetings_table(meetings, tmp_path / "a.csv")
    [(_, rows)] = sheets(tmp_path / "a.csv").items()
    assert rows == (
        ("Person", "Agency", "Other person", "Other agency", "Times", "Rounds"),
        ("Aisha Khan", "Avon Fire", "Ben Lee", "Bath College", "2", "Induction, Projects"),
        ("Ben Lee", "Bath College", "=Cara", "Avon Fire", "1", "Projects"),
    )


def test_a_large_cohort_has_no_matrix(tmp_path):
    people = tuple(
        MeetingPerson(n, f"Person {n}", None, "", "", ("One",)) for n in range(MOST_IN_MATRIX + 1)
    )
    large = Meetings("P", "C", date(2026, 11, 14), ROUNDS[:1], people, {})
    write_meetings_table(large, tmp_path / "a.xlsx")
    assert list(sheets(tmp_path / "a.xlsx")) == ["Summary", "Pairs", "People"]
