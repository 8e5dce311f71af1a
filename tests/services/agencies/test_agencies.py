"""Agencies: their fields, spellings, merging and deletion."""

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.services.agencies import (
    add_agency,
    add_alias,
    delete_agencies,
    edit_agency,
    list_agencies,
    merge_agencies,
    read_agency,
    remove_alias,
)
from cohort_desk.services.history import read_undo_state, undo
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


def test_unused_agencies_go_in_one_step_with_their_spellings_and_those_in_use_stay(any_db, police):
    used = add_agency(any_db, {"name": "Derbyshire Constabulary", "sector": "police"})
    spare = add_agency(any_db, {"name": "Peak Housing", "sector": "housing"})
    person = add_person(any_db, 1, {"family_name": "Khan", "agency_id": used})
    before = everything(any_db)
    assert delete_agencies(any_db, [police, used, spare]) == ("Derbyshire Constabulary",)
    assert [name for name, *_ in everything(any_db)] == ["Derbyshire Constabulary"]
    assert read_undo_state(any_db).undo == "deletion of 2 agencies"
    undo(any_db)
    assert everything(any_db) == before
    assert read_person(any_db, person).agency == "Derbyshire Constabulary"
