"""The register of public bodies."""

from collections import Counter

import pytest

from cohort_desk.domain.agencies import agency_key, check_agency
from cohort_desk.services.agencies import add_agency, find_in_register, read_agency, read_register


@pytest.fixture(scope="module")
def register():
    return read_register()


def test_it_holds_every_kind_of_body_once(register):
    sectors = Counter(body.sector for body in register)
    assert sectors["local_government"] >= 390
    assert sectors["police"] >= 45
    assert sectors["fire"] >= 48
    assert sectors["health"] >= 230
    assert sectors["education"] >= 100
    assert len({agency_key(body.name) for body in register}) == len(register)
    assert not [body for body in register if "Foundatin" in body.name]


def test_every_body_can_be_an_agency(register):
    for body in register:
        check_agency(body.as_agency())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("syp", "South Yorkshire Police"),
        ("Barnsley MBC", "Barnsley Metropolitan Borough Council"),
        ("e08000016", "Barnsley Metropolitan Borough Council"),
        ("police south york", "South Yorkshire Police"),
        ("fire south york", "South Yorkshire Fire and Rescue Service"),
        ("sheff hall", "Sheffield Hallam University"),
        ("  ", None),
    ],
)
def test_the_likeliest_body_comes_first(register, text, first):
    found = find_in_register(text, register)
    assert (found[0].name if found else None) == first


def test_a_body_becomes_an_agency_with_its_code(db, register):
    body = find_in_register("Barnsley MBC", register)[0]
    agency = read_agency(db, add_agency(db, body.as_agency()), cohort_id=1)
    assert (agency.name, agency.code, agency.abbreviation) == (body.name, "E08000016", "BMBC")
