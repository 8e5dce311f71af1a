"""Rows of a list as people: values cleaned, names parted."""

import datetime as dt

import pytest

from cohort_desk.domain.imports import ImportField as F
from cohort_desk.exchange.dates import uk_date
from cohort_desk.exchange.layout import Layout, SheetRow
from cohort_desk.exchange.nominees import read_nominees

TODAY = dt.date(2026, 11, 22)


def one(**values):
    """Return the nominee of a row with these fields."""
    mapping = {F(field): index for index, field in enumerate(values)}
    row = SheetRow(7, tuple(values.values()))
    layout = Layout("People", 1, tuple(values), (row,), ())
    (nominee,) = read_nominees(layout, mapping, TODAY)
    assert nominee.row == 7
    return nominee


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Khan, Aisha", "Aisha", "Khan"),
        ("KHAN, Dr Aisha", "Aisha", "Khan"),
        ("Dr Aisha Khan", "Aisha", "Khan"),
        ("Aisha KHAN", "Aisha", "Khan"),
        ("MCDONALD Fiona", "Fiona", "McDonald"),
        ("Aisha Khan, PhD", "Aisha", "Khan"),
        ("Prof. Aisha Mary Khan OBE (she/her)", "Aisha Mary", "Khan"),
        ("DI Aisha Khan", "Aisha", "Khan"),
        ("Di Smith", "Di", "Smith"),
        ("Jack Ma", "Jack", "Ma"),
        ("Jan van der BERG", "Jan", "van der Berg"),
        ("JAN VAN DER BERG", "Jan", "van der Berg"),
        ("siobhán o’neill", "Siobhán", "O’Neill"),
        ("AJ Khan", "AJ", "Khan"),
        ("LIAM MACDONALD-O'BRIEN", "Liam", "Macdonald-O'Brien"),
        ("Sukarno", "", "Sukarno"),
    ],
)
def test_one_column_of_names_is_parted(written, given, family):
    nominee = one(full_name=written)
    assert (nominee.get(F.GIVEN_NAME), nominee.get(F.FAMILY_NAME)) == (given, family)


def test_a_family_name_column_wins_over_the_whole_name():
    nominee = one(full_name="Khan-Smith, Aisha", given_name="Aisha", family_name="Khan")
    assert nominee.name == "Aisha Khan"


def test_a_family_name_with_its_own_capitals_is_left_alone():
    assert one(given_name="Ruaridh", family_name="MacDonald").get(F.FAMILY_NAME) == "MacDonald"


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("email", "Aisha.KHAN@Example.ORG ", "aisha.khan@example.org"),
        ("email", "Aisha Khan <mailto:A.Khan@example.org>;", "a.khan@example.org"),
        ("years_of_service", "7 years", "7"),
        ("years_of_service", "12.5", "12"),
        ("years_of_service", "less than 1 year", "0"),
        ("years_of_service", "03/12/2015", "10"),
        ("years_of_service", "quite a few", "quite a few"),
        ("availability", "03/04/2027", "3 April 2027"),
        ("job_title", "  Senior\n planner ", "Senior planner"),
        ("grade", "N/A", ""),
        ("notes", "First\nsecond", "First\nsecond"),
    ],
)
def test_values_are_put_right(field, written, kept):
    assert one(family_name="Khan", **{field: written}).get(F(field)) == kept


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/04/2026", dt.date(2026, 4, 3)),
        ("3.4.26", dt.date(2026, 4, 3)),
        ("3rd Sept 1998", dt.date(1998, 9, 3)),
        ("14 November 2026", dt.date(2026, 11, 14)),
        ("2026-11-14", dt.date(2026, 11, 14)),
        ("31/02/2026", None),
        ("04/15/2026", None),
    ],
)
def test_dates_are_read_day_first(text, day):
    assert uk_date(text) == day


@pytest.mark.parametrize(
    ("heading", "written", "kept"),
    [
        ("Availability", "Mon; Tue", "Mon; Tue"),
        ("Cannot attend", "Mon; Tue am", "Not Mon, Tue am"),
        ("Unavailable", "Fridays", "Not Fridays"),
        ("Unavailable", "not Fridays", "not Fridays"),
        ("Unavailable", "", None),
    ],
)
def test_a_column_of_times_that_people_cannot_is_no_column_of_times_they_can(
    heading, written, kept
):
    layout = Layout("People", 1, ("Name", heading), (SheetRow(2, ("Aisha Khan", written)),), ())
    (nominee,) = read_nominees(layout, {F.FULL_NAME: 0, F.AVAILABILITY: 1}, TODAY)
    assert nominee.get(F.AVAILABILITY) == (kept or "")
