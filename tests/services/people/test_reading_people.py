"""Reading people: their groups, the rules that name them, and lists for sheets and paper."""

import pytest

from cohort_desk.domain.forming.request import RuleKind
from cohort_desk.services.agencies import add_agency
from cohort_desk.services.groups import (
    NewRule,
    add_group,
    add_round,
    add_rule,
    move_people,
)
from cohort_desk.services.people import (
    PeopleFilter,
    PeopleSort,
    add_person,
    find_people,
    read_people,
    read_people_list,
    read_person,
)
from cohort_desk.services.people.lists import without_empty_columns


@pytest.fixture
def seated(any_db):
    """Aisha in Red in the first round and in Blue in the second; Ben in neither."""
    agency = add_agency(any_db, {"name": "South Yorkshire Police", "sector": "police"})
    aisha = add_person(
        any_db,
        1,
        {"given_name": "Aisha", "family_name": "Khan", "agency_id": agency, "years_of_service": 0},
    )
    add_person(any_db, 1, {"given_name": "Ben", "family_name": "Lee"})
    for number, name in enumerate(("Red", "Blue"), start=1):
        round_id = add_round(any_db, 1, f"Round {number}")
        group_id = add_group(any_db, round_id, name)
        move_people(any_db, round_id, [aisha], group_id, {})
    return any_db


def test_a_person_knows_the_groups_of_each_round_and_lists_show_the_newest(seated):
    aisha, ben = read_people(seated, [1, 2]).values()
    assert [(each.round, each.group) for each in aisha.placements] == [
        ("Round 1", "Red"),
        ("Round 2", "Blue"),
    ]
    assert (aisha.group, ben.group) == ("Blue", "")


def test_people_are_found_and_sorted_by_group(seated):
    newest = read_person(seated, 1).placements[-1]
    assert list(find_people(seated, 1, PeopleFilter(group_id=newest.group_id))) == [1]
    without = PeopleFilter(without_group_in=newest.round_id)
    assert list(find_people(seated, 1, without)) == [2]
    assert list(find_people(seated, 1, sort=PeopleSort("group", descending=True))) == [1, 2]


def test_a_person_knows_the_rules_that_name_them(seated):
    apart = NewRule(RuleKind.APART, (1, 2), reason="Line manager", every_round=True)
    add_rule(seated, 1, apart)
    rule = read_person(seated, 2).rules[0]
    assert (rule.words, rule.round, rule.reason) == ("Apart from Aisha Khan", "", "Line manager")


def test_a_sheet_has_names_apart_and_paper_has_them_together(seated):
    columns = ("name", "agency", "sector", "years_of_service", "group")
    sheet = read_people_list(seated, 1, [2, 1], columns)
    assert sheet.headings[:3] == ("Given name", "Family name", "Agency")
    assert sheet.rows == (
        ("Ben", "Lee", "", "", "", ""),
        ("Aisha", "Khan", "South Yorkshire Police", "Police", "0", "Blue"),
    )
    paper = read_people_list(seated, 1, [1], columns, names_apart=False)
    assert paper.rows[0][0] == "Khan, Aisha"
    assert (paper.programme, paper.cohort) == ("Test programme", "2026 intake")


def test_paper_leaves_out_columns_that_say_nothing(seated):
    paper = read_people_list(seated, 1, [1, 2], ("name", "email", "group"), names_apart=False)
    shorter = without_empty_columns(paper)
    assert shorter.headings == ("Name", "Group")
    assert shorter.rows == (("Khan, Aisha", "Blue"), ("Lee, Ben", ""))
    nothing = without_empty_columns(read_people_list(seated, 1, [2], ("email", "group")))
    assert (nothing.headings, nothing.rows) == (("E-mail",), (("",),))
