"""Groups as a table."""

from datetime import date

import pytest

from cohort_desk.exchange.groups import write_group_table
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.groups.lists import GroupList, ListedGroup, ListedMember


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_each_person_has_a_row_under_the_name_of_their_group(tmp_path, ending):
    path = tmp_path / f"groups{ending}"
    aisha = ListedMember(
        "Aisha Khan", "South Yorkshire Police", "SYP", "police", "Inspector", "a@example.org"
    )
    groups = (ListedGroup("North", (aisha, ListedMember("Ben Lee"))), ListedGroup("South", ()))
    listing = GroupList("Programme", "2026 intake", "Round 1", 1, date(2026, 11, 14), groups)
    write_group_table(listing, path)
    assert read_workbook(path).sheets[0].rows == (
        ("Group", "Name", "Agency", "Sector", "Job title", "E-mail"),
        ("North", "Aisha Khan", "South Yorkshire Police", "Police", "Inspector", "a@example.org"),
        ("North", "Ben Lee", "", "", "", ""),
    )
