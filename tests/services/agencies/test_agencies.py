"""Agencies: their fields, spellings, merging and deletion."""

import pytest

from cohort_desk.domain.errors import CohortDeskError, EditedMeanwhile, RuleBroken
from cohort_desk.services.agencies import (
    add_agency,
    add_alias,
    delete_agency,
    edit_agency,
    list_agencies,
    merge_agencies,
    read_agency,
    remove_alias,
)
from cohort_desk.services.history import undo
from cohort_desk.services.people import add_person, read_person

POLICE = {"name": "South Yorkshire Police", "sector": "police", "code": "south-yorkshire"}


@pytest.fixture
def police(any_db):
    return add_agency(any_db, POLICE, aliases=["South Yorks Constab"])


def everything(db):
    return [
        (agency.name, agency.code, agency.people, [alias.text for alias in agency.aliases])
        for agency in list_agencies(db, 1)
    ]


def test_agencies_are_listed_by_name_with_counts_of_people(any_db, police):
    add_agency(any_db, {"name": "barnsley MBC", "sector": "local_government"})
    for name in ("Khan", "Lee"):
        add_person(any_db, 1, {"family_name": name, "agency_id": police})
    assert everything(any_db) == [
        ("barnsley MBC", None, 0, []),
        ("South Yorkshire Police", "south-yorkshire", 2, ["South Yorks Constab"]),
    ]


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"name": "The South Yorkshire Police (SYP)"}, "name", "already means South Yorkshire"),
        ({"name": "SOUTH YORKS. CONSTAB"}, "name", "already means South Yorkshire Police"),
        ({"name": "Derbyshire Police", "code": "south-yorkshire"}, "code", "already has this code"),
        ({"name": "…"}, "name", "at least one letter"),
    ],
)
def test_a_second_record_of_one_agency_is_refused(any_db, police, values, field, sentence):
    with pytest.raises(RuleBroken, match=sentence) as caught:
        add_agency(any_db, {"sector": "police", **values})
    assert caught.value.field == field
    assert len(list_agencies(any_db, 1)) == 1


def test_a_stale_edit_overwrites_nothing(any_db, police):
    edit_agency(any_db, police, 1, {"region": "Yorkshire"})
    with pytest.raises(EditedMeanwhile):
        edit_agency(any_db, police, 1, {"name": "SY Police"})
    agency = read_agency(any_db, police, 1)
    assert (agency.name, agency.region) == ("South Yorkshire Police", "Yorkshire")


def test_a_spelling_means_one_agency(any_db, police):
    other = add_agency(any_db, {"name": "Derbyshire Constabulary", "sector": "police"})
    with pytest.raises(RuleBroken, match="already means South Yorkshire Police"):
        add_alias(any_db, other, "South Yorkshire Police Force")
    with pytest.raises(RuleBroken, match="already found as"):
        add_alias(any_db, police, "South Yorkshire Police")
    alias = add_alias(any_db, other, "Derby's finest")
    remove_alias(any_db, alias)
    assert read_agency(any_db, other, 1).aliases == ()


def test_merging_moves_people_and_spellings_and_is_undone_as_one_step(any_db, police):
    double = add_agency(any_db, {"name": "S Yorks Plice", "sector": "other"})
    person = add_person(any_db, 1, {"family_name": "Khan", "agency_id": police})
    before = everything(any_db)
    assert merge_agencies(any_db, double, police) == 1
    assert read_person(any_db, person).agency_id == double
    assert everything(any_db) == [
        (
            "S Yorks Plice",
            "south-yorkshire",
            1,
            ["South Yorks Constab", "South Yorkshire Police"],
        )
    ]
    undo(any_db)
    assert everything(any_db) == before
    assert read_person(any_db, person).agency_id == police


def test_an_agency_with_people_is_not_deleted(any_db, police):
    person = add_person(any_db, 1, {"family_name": "Khan", "agency_id": police})
    with pytest.raises(CohortDeskError, match="has 1 person, so it was not deleted"):
        delete_agency(any_db, police)
    assert read_person(any_db, person).agency == "South Yorkshire Police"


def test_an_unused_agency_is_deleted_with_its_spellings_and_comes_back(any_db, police):
    delete_agency(any_db, police)
    assert everything(any_db) == []
    undo(any_db)
    assert everything(any_db)[0][3] == ["South Yorks Constab"]
