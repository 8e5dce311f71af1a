"""How the names of agencies are compared, shortened and understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.agencies import (
    abbreviation,
    abbreviations,
    agency_key,
    check_agency,
    guess_nature,
)
from cohort_desk.domain.errors import RuleBroken


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("South Yorkshire Police", "SOUTH  YORKSHIRE POLICE (SYP)"),
        ("Barnsley Metropolitan Borough Council", "Barnsley MBC"),
        ("Derbyshire County Council", "Derbyshire C.C."),
        ("South Yorkshire Fire & Rescue", "South Yorkshire Fire and Rescue Service"),
        ("South Yorkshire Fire and Rescue Service", "S. Yorks F&RS"),
        ("The Rotherham NHS Foundation Trust", "Rotherham NHS FT"),
        ("Sheffield Children’s NHS Foundation Trust", "Sheffield Children's NHS Trust"),
        ("Avon and Somerset Constabulary", "Avon & Somerset Police"),
        ("University of Sheffield", "Sheffield University"),
        ("London Borough of Camden", "LB Camden"),
        ("City of York Council", "York City Council"),
        ("Ynys Môn Council", "Ynys Mon council"),
    ],
)
def test_usual_spellings_of_one_agency_have_one_key(one, other):
    assert agency_key(one) == agency_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of Sheffield", "Sheffield Hallam University"),
        ("Nottingham City Council", "Nottinghamshire County Council"),
        ("South Yorkshire Police", "South Yorkshire Fire and Rescue Service"),
        ("Sheffield City Council", "Sheffield City Council (Housing)"),
        ("Derby City Council", "Derbyshire County Council"),
    ],
)
def test_different_agencies_have_different_keys(one, other):
    assert agency_key(one) != agency_key(other)


@given(st.text(max_size=300))
def test_a_key_is_its_own_key_and_fits_its_column(name):
    key = agency_key(name)
    assert len(key) <= 200
    assert bool(key) == any(character.isalnum() for character in name)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("South Yorkshire Police", "SYP"),
        ("South Yorkshire Police (SYP)", "SYP"),
        ("Barnsley Metropolitan Borough Council", "BMBC"),
        ("Sheffield Teaching Hospitals NHS Foundation Trust", "STH"),
        ("Sheffield Children’s NHS Foundation Trust", "SCFT"),
        ("University of Sheffield", "UoS"),
        ("NHS England", "NHSE"),
        ("Mencap", "Mencap"),
        ("!?", ""),
        ("Council 10", "C10"),
        ("Joint Board for Health and Social Care in the North 12", "JBHSC12"),
    ],
)
def test_abbreviations_are_those_that_people_use(name, short):
    assert abbreviation(name) == short


def test_other_abbreviations_are_recognised_too():
    assert "TRFT" in abbreviations("The Rotherham NHS Foundation Trust")
    assert "SYFR" in abbreviations("South Yorkshire Fire and Rescue Service")


@pytest.mark.parametrize(
    ("name", "sector", "kind"),
    [
        ("Derbyshire Constabulary", "police", "Police force"),
        ("Yorkshire Ambulance Service NHS Trust", "health", "Ambulance trust"),
        ("Cleveland Fire Brigade", "fire", "Fire and rescue service"),
        ("Sheffield Health and Social Care NHS FT", "health", "NHS foundation trust"),
        ("Royal Borough of Greenwich", "local_government", "London borough"),
        ("Chesterfield College", "education", "College"),
        ("South Yorkshire Housing Association", "housing", "Housing association"),
        ("Voluntary Action Rotherham", "voluntary", "Charity"),
        ("Capita plc", "private", "Company"),
        ("Companies House", "other", ""),
    ],
)
def test_a_name_suggests_a_sector_and_a_type(name, sector, kind):
    nature = guess_nature(name)
    assert (nature.sector, nature.kind) == (sector, kind)


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"name": " – "}, "name", "at least one letter"),
        ({"sector": "space"}, "sector", "sectors in the list"),
        ({"code": "x" * 41}, "code", "at most 40 characters"),
    ],
)
def test_fields_that_break_a_rule_are_named(values, field, sentence):
    with pytest.raises(RuleBroken, match=sentence) as caught:
        check_agency(values)
    assert caught.value.field == field
