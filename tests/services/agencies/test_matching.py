"""Which agency an office's spelling means."""

import pytest

from cohort_desk.domain.agencies import guess_nature
from cohort_desk.services.agencies import read_register
from cohort_desk.services.agencies.matching import AgencyMatcher, KnownAgency

OWN = (
    ("Sheffield City Council", "E08000019", ("The Town Hall",)),
    ("South Yorkshire Police", "", ()),
    ("South Yorkshire Fire and Rescue Service", "", ()),
    ("Sheffield Teaching Hospitals NHS Foundation Trust", "RHQ", ()),
    ("Barnsley Metropolitan Borough Council", "E08000016", ()),
    ("Barnsley Hospital NHS Foundation Trust", "RFF", ()),
)


@pytest.fixture(scope="module")
def matcher():
    own = [
        KnownAgency(number, name, guess_nature(name).sector, "", code, aliases)
        for number, (name, code, aliases) in enumerate(OWN, start=1)
    ]
    register = [
        KnownAgency(None, body.name, body.sector, body.short_name, body.code, body=body)
        for body in read_register()
    ]
    return AgencyMatcher(own, register)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("sheffield city  council", "Sheffield City Council"),
        ("Sheffield CC", "Sheffield City Council"),
        ("Town Hall", "Sheffield City Council"),
        ("E08000019", "Sheffield City Council"),
        ("SYP", "South Yorkshire Police"),
        ("S.Y.P.", "South Yorkshire Police"),
        ("STH", "Sheffield Teaching Hospitals NHS Foundation Trust"),
        ("South Yorks Fire & Rescue", "South Yorkshire Fire and Rescue Service"),
        ("Sheffeild City Council", "Sheffield City Council"),
        (
            "Sheffield Teaching Hospitals NHS Foundatin Trust",
            "Sheffield Teaching Hospitals NHS Foundation Trust",
        ),
        ("North Yorkshire Police", "North Yorkshire Police"),
        ("Derbyshire CC", "Derbyshire County Council"),
    ],
)
def test_what_is_sure_is_not_asked(matcher, spelling, name):
    assert matcher.match(spelling).sure.name == name


def test_a_code_wins_over_the_name_beside_it(matcher):
    assert matcher.match("Hospital", "rff").sure.name == "Barnsley Hospital NHS Foundation Trust"
    assert matcher.match("", "E08000016").sure.id == 5


@pytest.mark.parametrize(
    ("spelling", "likely"),
    [
        ("Sheffield Council", "Sheffield City Council"),
        ("Barnsley Hospital", "Barnsley Hospital NHS Foundation Trust"),
        ("West Yorkshire Fire", "West Yorkshire Fire and Rescue Service"),
        ("SHU", "Sheffield Hallam University"),
        ("Barnsley", None),
        ("Acme Widgets Ltd", None),
    ],
)
def test_what_is_likely_is_proposed_but_asked(matcher, spelling, likely):
    match = matcher.match(spelling)
    assert match.sure is None
    assert (match.likely.name if match.likely else None) == likely


def test_north_is_not_a_slip_for_south():
    south = KnownAgency(1, "South Yorkshire Police", "police")
    match = AgencyMatcher([south]).match("North Yorkshire Police")
    assert match.sure is None
    assert match.likely is None


def test_the_place_alone_offers_everything_there(matcher):
    offered = [candidate.agency.name for candidate in matcher.match("Barnsley").candidates]
    assert offered[:2] == [
        "Barnsley Hospital NHS Foundation Trust",
        "Barnsley Metropolitan Borough Council",
    ]


@pytest.mark.parametrize(
    ("spelling", "likely", "within"),
    [
        ("DMBC", None, "City of Doncaster Council"),
        ("RMBC", None, "Rotherham Metropolitan Borough Council"),
        ("NHS Leeds", None, None),
        ("Dudley Borough", "Dudley Metropolitan Borough Council", None),
    ],
)
def test_what_lies_where_the_rest_of_the_list_does_is_likelier(matcher, spelling, likely, within):
    for regions, name in ((), likely), (("Yorkshire and The Humber",), within):
        found = matcher.match(spelling, regions=frozenset(regions)).likely
        assert (found.name if found else None) == name
