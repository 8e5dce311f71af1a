"""Finding people: search, filters and order, alike on SQLite and PostgreSQL."""

import pytest

from cohort_desk.services.agencies import add_agency, edit_agency
from cohort_desk.services.people import (
    PeopleFilter,
    PeopleSort,
    add_person,
    edit_person,
    find_people,
    read_people,
    read_people_choices,
    withdraw_people,
)

PEOPLE = [
    {
        "given_name": "Siobhán",
        "family_name": "O’Neill",
        "email": "siobhan.oneill@example.org",
        "grade": "Band 7",
        "location": "Leeds",
        "agency_id": 1,
        "years_of_service": 12,
    },
    {
        "given_name": "Łukasz",
        "family_name": "Nowak",
        "email": "l.nowak@example.org",
        "reference": "C0042",
        "job_title": "Watch commander",
        "grade": "Band 8",
        "location": "York",
        "agency_id": 2,
        "years_of_service": 3,
    },
    {"given_name": "Aisha", "family_name": "Khan", "notes": "Step-free access", "agency_id": 1},
    {"family_name": "Zhou", "location": "leeds"},
]


@pytest.fixture
def people(any_db):
    add_agency(any_db, {"name": "South Yorkshire Police", "sector": "police"})
    add_agency(any_db, {"name": "Derbyshire Fire and Rescue Service", "sector": "fire"})
    for values in PEOPLE:
        add_person(any_db, 1, values)
    return any_db


def names(db, wanted=PeopleFilter(), sort=PeopleSort()):  # noqa: B008 - both are frozen
    ids = find_people(db, 1, wanted, sort)
    return [person.family_name for person in read_people(db, ids).values()]


def test_the_start_of_every_word_is_looked_for_everywhere(people):
    expected = {
        "siobhan": ["O’Neill"],
        "SIOBHÁN o'n": ["O’Neill"],
        "oneill": ["O’Neill"],
        "neill": ["O’Neill"],
        "lukasz": ["Nowak"],
        "Łuk": ["Nowak"],
        "l.nowak@exam": ["Nowak"],
        "c0042": ["Nowak"],
        "commander watch": ["Nowak"],
        "police": ["Khan", "O’Neill"],
        "police khan": ["Khan"],
        "step-free": ["Khan"],
        "leeds": ["O’Neill", "Zhou"],
        "nobody": [],
        'khan" OR "nowak': [],
        "kh*": ["Khan"],
        "'": ["Khan", "Nowak", "O’Neill", "Zhou"],
        "": ["Khan", "Nowak", "O’Neill", "Zhou"],
    }
    found = {typed: names(people, PeopleFilter(text=typed)) for typed in expected}
    assert found == expected


def test_the_search_follows_what_changes(people):
    edit_person(people, 3, 1, {"job_title": "Coroner"})
    edit_agency(people, 2, 1, {"name": "Peak Fire and Rescue Service"})
    assert names(people, PeopleFilter(text="coroner")) == ["Khan"]
    assert names(people, PeopleFilter(text="peak fire")) == ["Nowak"]
    assert names(people, PeopleFilter(text="derbyshire")) == []


def test_filters_narrow_the_list_together(people):
    withdraw_people(people, [3])
    expected = {
        PeopleFilter(agencies=(1,)): ["Khan", "O’Neill"],
        PeopleFilter(agencies=(2, None)): ["Nowak", "Zhou"],
        PeopleFilter(sectors=("fire",)): ["Nowak"],
        PeopleFilter(statuses=("withdrawn",)): ["Khan"],
        PeopleFilter(grades=("Band 7", "Band 8"), locations=("York",)): ["Nowak"],
        PeopleFilter(agencies=(1,), text="siob"): ["O’Neill"],
    }
    assert {wanted: names(people, wanted) for wanted in expected} == expected


def test_blanks_come_last_whichever_way_a_column_is_sorted(people):
    expected = {
        PeopleSort("name", descending=True): ["Zhou", "O’Neill", "Nowak", "Khan"],
        PeopleSort("location"): ["O’Neill", "Zhou", "Nowak", "Khan"],
        PeopleSort("location", descending=True): ["Nowak", "O’Neill", "Zhou", "Khan"],
        PeopleSort("years_of_service"): ["Nowak", "O’Neill", "Khan", "Zhou"],
        PeopleSort("agency"): ["Nowak", "Khan", "O’Neill", "Zhou"],
        PeopleSort("sector", descending=True): ["Khan", "O’Neill", "Nowak", "Zhou"],
        PeopleSort("email"): ["Nowak", "O’Neill", "Khan", "Zhou"],
    }
    assert {sort: names(people, sort=sort) for sort in expected} == expected


def test_the_choices_count_what_there_is(people):
    withdraw_people(people, [3])
    choices = read_people_choices(people, 1)
    assert choices.total == 4
    assert [(c.label, c.count) for c in choices.statuses] == [
        ("Enrolled", 3),
        ("Withdrawn", 1),
        ("Completed", 0),
    ]
    assert [(c.key, c.count) for c in choices.agencies] == [(2, 1), (1, 2), (None, 1)]
    assert [(c.label, c.count) for c in choices.sectors] == [("Police", 2), ("Fire", 1)]
    assert [(c.label, c.count) for c in choices.grades] == [("Band 7", 1), ("Band 8", 1)]
