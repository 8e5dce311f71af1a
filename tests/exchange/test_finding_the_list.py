"""Finding the list in a sheet, and what its columns hold."""

from pathlib import Path

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.imports import ImportField as F
from cohort_desk.exchange.layout import column_letters, find_sheet, read_layout
from cohort_desk.exchange.mapping import (
    Twin,
    find_twins,
    headings_of,
    mapping_from_text,
    propose_mapping,
)
from cohort_desk.exchange.sheets import Sheet, Workbook, read_workbook

DATA = Path(__file__).parents[1] / "data" / "imports"


def sheet(*rows, name="Sheet1", hidden=False):
    width = max(map(len, rows))
    return Sheet(name, tuple(tuple(row) + ("",) * (width - len(row)) for row in rows), hidden)


def test_title_lines_blank_rows_totals_and_repeated_headers_are_no_people():
    layout = read_layout(
        sheet(
            ("Nominations for the Innovation module, autumn 2026",),
            (),
            ("Return to:", "office@example.org"),
            ("Surname", "Forename", "Organisation", "E-mail"),
            ("Khan", "Aisha", "Vale Council", "aisha.khan@example.org"),
            (),
            ("Surname", "Forename", "Organisation", "E-mail"),
            ("Count", "", "Vale Council", ""),
            ("Totals", "Jo", "Vale Council", "jo.totals@example.org"),
            ("Total: 2",),
        )
    )
    assert layout.header_row == 4
    assert [(row.number, row.cells[0]) for row in layout.rows] == [(5, "Khan"), (9, "Totals")]
    assert [(out.number, out.why) for out in layout.left_out] == [
        (6, "blank"),
        (7, "header repeated"),
        (8, "total"),
        (10, "total"),
    ]


def test_a_list_without_headings_is_read_from_its_first_row():
    layout = read_layout(sheet(("Khan, Aisha", "a.khan@example.org", "Vale Borough Council")))
    assert (layout.header_row, layout.headings) == (0, ("Column A", "Column B", "Column C"))
    found = propose_mapping(layout).mapping
    assert found == {F.FULL_NAME: 0, F.EMAIL: 1, F.AGENCY: 2}


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (
            ("Ann", "Wood", "aw@example.org", "Sheffield City Council"),
            ("Bob", "Hill", "bh@example.org", "Barnsley MBC"),
            {F.GIVEN_NAME: 0, F.FAMILY_NAME: 1, F.EMAIL: 2, F.AGENCY: 3},
        ),
        (
            ("Ann Wood", "Manager", "aw@example.org"),
            ("Bob Hill", "Clerk", "bh@example.org"),
            {F.FULL_NAME: 0, F.EMAIL: 2},
        ),
    ],
)
def test_the_first_person_is_not_taken_for_the_headings(first, second, found):
    layout = read_layout(sheet(first, second))
    assert (layout.header_row, len(layout.rows)) == (0, 2)
    assert propose_mapping(layout).mapping == found


def test_headings_in_no_known_word_are_told_by_what_stands_below():
    layout = read_layout(sheet(("Enw", "Ebost"), ("Aisha Khan", "aisha.khan@example.org")))
    assert layout.header_row == 1
    assert propose_mapping(layout).mapping == {F.EMAIL: 1}


def test_the_user_may_choose_the_header_row():
    layout = read_layout(sheet(("Name",), ("Nominee",), ("Khan",)), header_row=2)
    assert (layout.headings, len(layout.rows)) == (("Nominee",), 1)


def test_two_columns_of_one_heading_stay_apart():
    layout = read_layout(
        sheet(("Name", "Notes", "Notes", "", "Notes"), ("Khan", "1", "2", "", "3"))
    )
    assert layout.headings == ("Name", "Notes", "Notes (2)", "Column D", "Notes (3)")


def test_the_sheet_with_the_people_is_found():
    people = (("Name", "E-mail", "Agency"), ("Khan", "k@example.org", "Vale"))
    book = Workbook(
        Path("x.xlsx"),
        (
            sheet(("How to fill in this form",), *[(f"Step {n}",) for n in range(30)], name="Help"),
            sheet(*people, *people[1:] * 9, name="Last year", hidden=True),
            sheet(*people, name="This year"),
        ),
    )
    assert find_sheet(book).name == "This year"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Nominee's first name *", F.GIVEN_NAME),
        ("E-MAIL ADDRESS (work)", F.EMAIL),
        ("Employee e-mail", F.EMAIL),
        ("Orginisation", F.AGENCY),
        ("Name of line manager", F.LINE_MANAGER),
        ("Name of\norganisation", F.AGENCY),
        ("Payroll_No.", F.REFERENCE),
        ("Years' service", F.YEARS_OF_SERVICE),
        ("Title", F.JOB_TITLE),
        ("Shoe size", None),
    ],
)
def test_headings_are_understood_as_people_write_them(heading, field):
    layout = read_layout(sheet((heading, "Remarks"), ("something", "")), header_row=1)
    suggested = {s.column: s.field for s in propose_mapping(layout).suggestions}
    assert suggested.get(0) == field


def test_a_column_of_mr_and_dr_is_no_job_title():
    layout = read_layout(sheet(("Title", "Name", "Post"), ("Dr", "Khan", "Planner")))
    assert propose_mapping(layout).mapping == {F.FULL_NAME: 1, F.JOB_TITLE: 2}


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        (
            "moodle_upload_users.csv",
            "Moodle user upload",
            {F.GIVEN_NAME: 2, F.FAMILY_NAME: 3, F.EMAIL: 4, F.REFERENCE: 5, F.AGENCY: 6},
        ),
        (
            "catme_roster.csv",
            "CATME roster",
            {F.GIVEN_NAME: 0, F.FAMILY_NAME: 1, F.EMAIL: 2, F.REFERENCE: 3},
        ),
        (
            "cohort_sample.csv",
            "",
            {
                F.REFERENCE: 0,
                F.GIVEN_NAME: 1,
                F.FAMILY_NAME: 2,
                F.EMAIL: 3,
                F.AGENCY_CODE: 4,
                F.AGENCY: 5,
            },
        ),
    ],
)
def test_rosters_are_recognised_and_an_earlier_grouping_is_offered_but_off(name, source, expected):
    layout = read_layout(find_sheet(read_workbook(DATA / name)))
    proposal = propose_mapping(layout)
    assert (proposal.source, proposal.mapping, len(layout.rows)) == (source, expected, 36)
    assert [s.field for s in proposal.suggestions if not s.on] == [F.GROUP]


def test_a_remembered_mapping_wins():
    layout = read_layout(sheet(("Name", "Ref"), ("Khan", "7")))
    remembered = headings_of(layout, {F.FULL_NAME: 0, F.NOTES: 1})
    proposal = propose_mapping(layout, remembered)
    assert proposal.mapping == {F.FULL_NAME: 0, F.NOTES: 1}
    assert proposal.suggestions[0].why == "As last time with these headings"


def test_a_second_column_of_the_same_kind_is_told():
    layout = read_layout(
        sheet(
            (
                "Name",
                "Email",
                "Email",
                "Email opt-in",
                "Mobile",
                "Tel",
                "Phone",
                "Manager",
                "Line manager email",
            ),
            ("Ann", "ann@example.org", "", "Yes", "", "01142 000 000", "", "Cy", "cy@example.org"),
            (
                "Bo",
                "",
                "bo@example.org",
                "No",
                "01142 000 001",
                "01142 000 002",
                "",
                "Cy",
                "cy@w.org",
            ),
        )
    )
    twins = find_twins(layout, {F.FULL_NAME: 0, F.EMAIL: 1, F.PHONE: 4, F.LINE_MANAGER: 7})
    assert twins == (Twin(2, F.EMAIL, 1), Twin(5, F.PHONE, 1), Twin(8, F.LINE_MANAGER, 0))


def test_a_mapping_is_typed_by_heading_or_letter():
    layout = read_layout(sheet(("Name", "Mail to"), ("Khan", "k@example.org")))
    assert mapping_from_text(layout, {"full_name": "name", "email": "b"}) == {
        F.FULL_NAME: 0,
        F.EMAIL: 1,
    }
    with pytest.raises(RuleBroken, match=r"no column “Post”. Its columns are: Name, Mail to"):
        mapping_from_text(layout, {"job_title": "Post"})
    with pytest.raises(RuleBroken, match=r"no field “shoe”. The fields are: reference"):
        mapping_from_text(layout, {"shoe": "Name"})


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
