"""Marks and allotments from sheets: seen row by row first, then written as one step."""

import csv
from decimal import Decimal

import pytest

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.exchange.allotments import read_allotments_sheet, write_allotments
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.marks import read_marks, write_marks
from cohort_desk.services import history
from cohort_desk.services.marks.allotment_import import apply_allotments, plan_allotments
from cohort_desk.services.marks.allotments import read_allotments
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.given import read_mark_sheet
from cohort_desk.services.marks.importing import apply_marks, plan_marks
from cohort_desk.services.marks.mark_plans import ImportWish, MarksMoved, Outcome
from cohort_desk.services.marks.marking import put_direct, put_mark
from cohort_desk.services.marks.tasks import TaskKey

REPORT, ESSAY = (1, 1), (2, 1)
VERA, WILL, XENA, YUSUF = 1, 2, 3, 4
CRITERIA = ("Analysis", "Argument", "Style")
OTHER_SYSTEM = (
    "“Participant 4106” is a number of another system. Add a column with the e-mail, the "
    "candidate number or the name."
)
WORKSHEET = (
    "Identifier",
    "Full name",
    "Email address",
    "Status",
    "Grade",
    "Maximum Grade",
    "Grade can be changed",
    "Last modified (submission)",
    "Last modified (grade)",
    "Feedback comments",
)


@pytest.fixture
def sheet(tmp_path):
    """Writes rows into a CSV file and returns its path."""

    def write(*rows, name="marks.csv"):
        path = tmp_path / name
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


def essays_plan(db, path, tutor=WILL, *, finish=False, earlier=None):
    entries = read_marks(path, "Essay", ()).entries
    return plan_marks(db, ImportWish(ESSAY, tutor, finish), entries, earlier)


def outcomes(plan):
    return [(row.outcome, row.reason) for row in plan.rows]


def moodle(number, name, grade, feedback="", maximum="100.00"):
    identifier, email = f"Participant {4100 + number}", ""
    status = "Submitted for grading - "
    changed = ("Yes", "Friday, 14 November 2026, 11:58 AM", "-")
    return (identifier, name, email, status, grade, maximum, *changed, feedback)


def test_moodles_grading_worksheet_is_understood(office, essays, sheet):
    path = sheet(
        WORKSHEET,
        moodle(1, "Khan", "62.50", "Well argued."),
        moodle(2, "Lee", "31", maximum="50"),
        moodle(3, "Moss", "105"),
        moodle(4, "Nair", "-"),
        moodle(5, "Nobody Here", "60"),
        moodle(6, "", "60"),
    )
    read = read_marks(path, "Essay", ())
    assert (read.kind, read.mark_column) == ("Moodle grading worksheet", "Grade")
    plan = essays_plan(office, path)
    assert outcomes(plan) == [
        (Outcome.NEW, ""),
        (Outcome.NEW, ""),
        (Outcome.REFUSED, "A mark is from 0 to 100; 105 is not."),
        (Outcome.EMPTY, "No mark is given."),
        (Outcome.REFUSED, "Nobody here has “Nobody Here” as a code, e-mail or name."),
        (
            Outcome.REFUSED,
            OTHER_SYSTEM,
        ),
    ]
    before = history.read_undo_state(office).undo
    assert apply_marks(office, plan) == 2
    desk = open_desk(office, TaskKey(essays[1], WILL))
    assert (desk.direct, desk.feedback) == (Decimal("62.5"), "Well argued.")
    assert open_desk(office, TaskKey(essays[2], WILL)).direct == 62
    assert history.read_undo_state(office).undo == "import of 2 marks of Essay by Will Marsh"
    again = essays_plan(office, path)
    assert [row.outcome for row in again.rows[:2]] == [Outcome.SAME, Outcome.SAME]
    with pytest.raises(RuleBroken, match="no row has a new mark"):
        apply_marks(office, again)
    history.undo(office)
    assert history.read_undo_state(office).undo == before
    assert open_desk(office, TaskKey(essays[1], WILL)).direct is None


def test_moodles_gradebook_is_understood(office, essays, sheet):
    with office.begin("e-mails") as work:
        for person in (1, 2):
            work.need(ParticipantRow, person).email = f"p{person}@example.org"
    path = sheet(
        (
            *("First name", "Last name", "ID number", "Email address"),
            *("Assignment: Plan (Real)", "Assignment: Essay (Real)"),
            *("Assignment: Essay (Feedback)", "Course total (Real)"),
            "Last downloaded from this course",
        ),
        ("", "Khan", "", "p1@example.org", "10", "62,00", "Good", "70", "1794657600"),
        ("", "Somebody else", "", "P2@Example.org", "10", "58", "", "70", "1794657600"),
    )
    read = read_marks(path, "Essay", ())
    assert (read.kind, read.mark_column) == ("Moodle gradebook", "Assignment: Essay (Real)")
    plan = essays_plan(office, path)
    assert [cell.new for cell in plan.rows[0].cells] == ["62", "Good"]
    assert plan.rows[1].submission_id == essays[2], "the e-mail is surer than the name"
    with pytest.raises(UnreadableFile, match="It has: “Plan”, “Essay”"):
        read_marks(path, "Report", ())


def test_marks_by_criterion_come_from_columns_of_their_names(office, report, sheet):
    code = read_allotments(office, 1).lines[1].code
    path = sheet(
        ("Code", *CRITERIA, "Style: feedback", "Feedback"),
        (code, "60", "70", "absent", "", ""),
        ("W0000", "60", "70", "80", "", ""),
    )
    entries = read_marks(path, "Report", CRITERIA).entries
    plan = plan_marks(office, ImportWish(REPORT, WILL), entries)
    assert plan.rows[0].reason.startswith("Style: “absent” is not a mark.")
    path = sheet(
        ("Code", *CRITERIA, "Style: feedback", "Feedback"),
        (code.lower(), "60", "70", "", "Too long", "Fine"),
    )
    entries = read_marks(path, "Report", CRITERIA).entries
    plan = plan_marks(office, ImportWish(REPORT, WILL), entries)
    assert apply_marks(office, plan) == 1
    desk = open_desk(office, TaskKey(report, WILL))
    assert [(each.value, each.feedback) for each in desk.criteria] == [
        (60, ""),
        (70, ""),
        (None, "Too long"),
    ]
    assert desk.feedback == "Fine"
    path = sheet(("Code", "Grade"), (code, "60"))
    entries = read_marks(path, "Report", CRITERIA).entries
    plan = plan_marks(office, ImportWish(REPORT, WILL), entries)
    assert plan.rows[0].reason == (
        "This is marked by criteria. Give each a column of its own: Analysis, Argument, Style."
    )


def test_each_member_of_a_group_may_have_a_row_if_they_agree(office, report, sheet):
    header = ("Identifier", "Full name", "Group", *CRITERIA)
    path = sheet(
        header,
        ("Participant 1", "Moss", "Group 2", "60", "60", "60"),
        ("Participant 2", "Nair", "Group 2", "60", "60", "60"),
        ("Participant 3", "Nair", "Group 2", "60", "60", "61"),
    )
    entries = read_marks(path, "Report", CRITERIA).entries
    plan = plan_marks(office, ImportWish(REPORT, WILL), entries)
    assert outcomes(plan) == [
        (Outcome.NEW, ""),
        (Outcome.SAME, "The same as row 2."),
        (Outcome.REFUSED, "Row 2 says otherwise of the same work."),
    ]


def test_what_may_not_be_marked_is_refused(office, essays, give_essay, before_board, sheet):
    give_essay(essays[1], WILL, 60)
    before_board(essays[2], 2, ratified=True)
    path = sheet(("Name", "Mark"), ("Khan", "61"), ("Lee", "62"), ("Moss", "63"))
    assert outcomes(essays_plan(office, path)) == [
        (
            Outcome.REFUSED,
            "This mark is final. Open it again first, and say why it has to change.",
        ),
        (Outcome.REFUSED, "The board “Summer board” has ratified this mark; it stays."),
        (Outcome.NEW, ""),
    ]
    assert outcomes(essays_plan(office, path, tutor=XENA))[2] == (
        Outcome.REFUSED,
        "This submission is not allotted to this marker.",
    )


def test_what_was_changed_since_the_preview_is_a_clash(office, essays, sheet):
    path = sheet(("Name", "Mark"), ("Khan", "61"), ("Lee", "62"), ("Moss", "63"))
    key = TaskKey(essays[1], WILL)
    put_direct(office, key, Decimal(50), None)
    plan = essays_plan(office, path)
    assert plan.rows[0].cells[0].old == "50"
    put_direct(office, key, Decimal(55), open_desk(office, key).version)
    with pytest.raises(MarksMoved, match="1 row was changed by somebody since this preview"):
        apply_marks(office, plan)
    assert open_desk(office, TaskKey(essays[2], WILL)).direct is None, "nothing was imported"
    anew = essays_plan(office, path, earlier=plan)
    assert outcomes(anew)[0] == (Outcome.CLASH, "Mark was 50, is now 55.")
    assert apply_marks(office, anew) == 2
    assert open_desk(office, key).direct == 55, "theirs stands unless the sheet's is chosen"
    history.undo(office)
    assert apply_marks(office, anew, take={2}) == 3
    assert open_desk(office, key).direct == 61


def test_an_import_may_finish_what_is_complete(office, essays, sheet):
    path = sheet(("Name", "Mark"), ("Khan", "61"))
    apply_marks(office, essays_plan(office, path, finish=True))
    assert open_desk(office, TaskKey(essays[1], WILL)).final_at is not None


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_written_sheet_is_taken_back_unchanged(office, report, give, tmp_path, ending):
    give(report, WILL, Decimal("62.5"), final=False)
    path = tmp_path / f"out.{ending}"
    write_marks(read_mark_sheet(office, REPORT, WILL), path)
    read = read_marks(path, "Report", CRITERIA)
    plan = plan_marks(office, ImportWish(REPORT, WILL), read.entries)
    assert outcomes(plan) == [(Outcome.SAME, "")]
    for name in ("Khan", "Moss", "Group 2"):
        assert name not in str(read.entries), "anonymous work"


def test_a_sheet_of_everybody_keeps_markers_blind(office, report, give):
    give(report, WILL, 61)
    put_mark(office, TaskKey(report, XENA), 1, Decimal(70), None)
    assert [
        (line.mark, line.criteria[0][0], line.shown)
        for line in read_mark_sheet(office, REPORT).lines
    ] == [(None, None, False), (None, None, False)]
    give(report, XENA, 63)
    assert [(line.mark, line.agreed) for line in read_mark_sheet(office, REPORT).lines] == [
        (61, 62),
        (63, 62),
    ]


def test_allotments_go_out_and_come_back(office, reports, tmp_path, sheet):
    path = sheet(
        ("Name", "First marker", "Second marker", "Due"),
        ("Group 1", "Will Marsh", "", "14 November 2027, 12:00"),
        ("Group 2", "Vera Stone", "Will Marsh", ""),
        ("Group 3", "Will Marsh", "will marsh", ""),
        ("Group 3", "Nobody", "", ""),
    )
    plan = plan_allotments(office, REPORT, read_allotments_sheet(path))
    assert outcomes(plan) == [
        (Outcome.NEW, ""),
        (Outcome.NEW, ""),
        (Outcome.REFUSED, "One tutor is named twice for the same work."),
        (
            Outcome.REFUSED,
            "No tutor is called “Nobody”. Add the tutor, or the e-mail.",
        ),
    ]
    assert apply_allotments(office, plan) == 3
    out = tmp_path / "markers.xlsx"
    write_allotments(read_allotments(office, 1), out)
    again = plan_allotments(office, REPORT, read_allotments_sheet(out))
    assert [row.outcome for row in again.rows] == [Outcome.SAME, Outcome.SAME, Outcome.EMPTY]
    with pytest.raises(EditedMeanwhile):
        apply_allotments(office, plan)
    history.undo(office)
    assert read_allotments(office, 1).missing == 6


def test_allotments_against_the_rules_are_refused(office, reports, sheet):
    path = sheet(("Group", "Marker"), ("Group 1", "Vera Stone"), ("Group 2", "Will Marsh"))
    plan = plan_allotments(office, REPORT, read_allotments_sheet(path))
    assert "work by people of the tutor’s own agency" in plan.rows[0].reason
    assert plan.rows[1].outcome is Outcome.NEW
