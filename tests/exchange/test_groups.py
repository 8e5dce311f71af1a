"""Groups as a table."""

from datetime import date

import pytest

from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.reasons.proof import prove
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Importance,
    Member,
    Recipe,
)
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.exchange.groups import write_group_table, write_group_workbook
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.groups.lists import GroupList, ListedGroup, ListedMember
from cohort_desk.services.groups.score_sheets import ScoreSheet, SheetRule


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


def scored():
    """Five people of one agency in two groups, 3 and 2: four pairs, as few as can be."""
    members = tuple(Member(n, f"P{n}", {"agency": "=Avon"}) for n in range(5))
    criterion = Criterion(CriterionKind.MIX, "agency", Importance.MUST)
    request = FormingRequest(members, Recipe(Sizes(2, 3, 3), (criterion,)))
    score = LiveBoard(request, ((0, 1, 2), (3, 4))).score()
    rules = (SheetRule("A and B apart", "A and B are both in North"), SheetRule("C apart", ""))
    return ScoreSheet(
        "Programme",
        "2026 intake",
        "Round 1",
        "As they stand",
        date(2026, 11, 14),
        (("North", 3), ("South", 2)),
        "2 groups: 1 of 3, 1 of 2",
        "2 to 3 people in a group, 3 preferred",
        "Proven best",
        score,
        prove(members, score),
        rules,
        None,
    )


def test_the_workbook_has_lists_groups_side_by_side_score_and_proof(tmp_path):
    aisha, ben = ListedMember("Aisha Khan", "Avon Fire", "AF"), ListedMember("Ben Lee")
    groups = (ListedGroup("North", (aisha, ben)), ListedGroup("South", (ListedMember("=Cy"),)))
    listing = GroupList("Programme", "2026 intake", "Round 1", None, date(2026, 11, 14), groups)
    path = tmp_path / "groups.xlsx"
    write_group_workbook(listing, scored(), path)
    found = {sheet.name: sheet.rows for sheet in read_workbook(path).sheets}
    assert found["Groups"][3][:2] == ("South", "=Cy")
    assert found["Side by side"] == (
        ("North", "South"),
        ("Aisha Khan, AF", "=Cy"),
        ("Ben Lee", ""),
    )
    assert [row[:6] for row in found["Score card"][2:]] == [
        ("Criterion", "Same-agency pairs", "10", "4", "4", "40"),
        ("Group", "North", "", "3", "", "30"),
        ("Group", "South", "", "1", "", "10"),
        ("Rule", "A and B apart", "", "", "", ""),
        ("Rule", "C apart", "", "", "", ""),
    ]
    assert [row[6] for row in found["Score card"][5:]] == [
        "Broken: A and B are both in North",
        "Kept",
    ]
    assert found["Proof"][1] == ("Same-agency pairs", "=Avon", "5", "2", "2", "1", "4")
    write_group_workbook(listing, None, path)
    assert [sheet.name for sheet in read_workbook(path).sheets] == ["Groups", "Side by side"]
