"""Planning and carrying out an import."""

from pathlib import Path

import pytest
from sqlalchemy import select

from cohort_desk.db.tables import (
    AgencyAliasRow,
    AgencyRow,
    MembershipRow,
    ParticipantRow,
    RoundRow,
)
from cohort_desk.domain.errors import Cancelled, EditedMeanwhile, NotFound
from cohort_desk.domain.imports import ImportField, Nominee, NomineeList
from cohort_desk.exchange.people import import_people
from cohort_desk.services.agencies import add_agency
from cohort_desk.services.groups import add_round, list_rounds, read_group_list
from cohort_desk.services.history import undo
from cohort_desk.services.imports import (
    Decisions,
    LeaveBlank,
    NewAgency,
    RowKind,
    UseAgency,
    apply_import,
    plan_import,
)
from cohort_desk.services.people import add_person, edit_person

DATA = Path(__file__).parents[2] / "data" / "imports"
AISHA = {
    "given_name": "Aisha",
    "family_name": "Khan",
    "email": "aisha.khan@example.org",
    "reference": "A1",
}


def listed(*rows):
    """Return the nominees of a sheet whose header stands in row 1."""
    return NomineeList(
        "nominees.xlsx",
        tuple(
            Nominee(number, {ImportField(field): text for field, text in row.items()})
            for number, row in enumerate(rows, start=2)
        ),
    )


def planned(db, *rows, **decided):
    return plan_import(db, 1, listed(*rows), Decisions(**decided))


def outcome(db, row, **decided):
    (only,) = planned(db, row, **decided).rows
    return only


def people(db):
    with db.read() as work:
        rows = work.session.scalars(select(ParticipantRow).order_by(ParticipantRow.id))
        return [(row.given_name, row.family_name, row.email, row.reference) for row in rows]


def everything(db):
    with db.read() as work:
        tables = (ParticipantRow, AgencyRow, AgencyAliasRow, RoundRow, MembershipRow)
        return [len(work.session.scalars(select(table)).all()) for table in tables]


def test_each_row_is_new_or_updates_or_repeats_or_is_refused(db):
    add_person(db, 1, {**AISHA, "grade": "6"})
    plan = planned(
        db,
        {"family_name": "Mason", "given_name": "Lewis", "email": "lewis.mason@example.org"},
        {**AISHA, "grade": "7"},
        {**AISHA, "grade": "7"},
        {"family_name": "Cox", "email": "not an address"},
    )
    assert [row.kind for row in plan.rows] == list(RowKind)
    _, updated, duplicate, refused = plan.rows
    assert [(c.label, c.old, c.new) for c in updated.changes] == [("Grade", "6", "7")]
    assert duplicate.reason == "Repeats row 3, Aisha Khan. Only that one counts."
    assert refused.reason == (
        "“not an address” is not an e-mail address, such as name@example.org. "
        "Put it right in the sheet, and import again."
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"email": "x@example.org"}, "It has no name"),
        (
            {"family_name": "Khan", "email": "Ann", "agency": "a.khan@example.org"},
            "Its cells seem to have moved along: the agency is an e-mail address, “a.khan@example",
        ),
        ({"family_name": "Khan", "reference": "1.23E+11"}, "was shortened by the spreadsheet"),
        ({"family_name": "Khan", "years_of_service": "many"}, "“many”: Years of service is a"),
        ({"family_name": "Khan", "grade": "x" * 99}, "Grade takes at most 80 characters"),
        (
            {**AISHA, "family_name": "Cox", "given_name": "Freya"},
            "The reference is Aisha Khan’s (in this cohort), but the name is Freya Cox",
        ),
        (
            {**AISHA, "email": "lewis.mason@example.org"},
            "but the e-mail is Lewis Mason’s (in this cohort)",
        ),
    ],
)
def test_a_refused_row_says_why_and_what_to_do(db, row, reason):
    add_person(db, 1, AISHA)
    add_person(
        db, 1, {"family_name": "Mason", "given_name": "Lewis", "email": "lewis.mason@example.org"}
    )
    refused = outcome(db, row)
    assert refused.kind is RowKind.REFUSED
    assert not refused.reason.startswith("Row")
    assert reason in refused.reason
    assert refused.reason.endswith(", and import again.")


def test_a_row_without_agency_below_one_that_has_one_is_to_be_checked(db):
    plan = planned(
        db,
        {"family_name": "Cox"},
        {"family_name": "Khan", "agency": "Vale Council"},
        {"family_name": "Mason"},
    )
    assert [row.to_check for row in plan.rows] == [
        "",
        "",
        "No agency, while row 3 has Vale Council. Write it here too if it was meant for both.",
    ]


def test_what_is_not_seen_is_taken_out_of_names_and_told(db, tmp_path):
    sheet = tmp_path / "nominees.csv"
    rows = ("Given name,Family name", "Be\x07ll,Ctrl", "Ro\u202e,Over\x0b ride", "Ann,Plain")
    sheet.write_text("\n".join(rows), encoding="utf-8")
    plan = import_people(db, 1, sheet).plan
    assert [row.name for row in plan.rows] == ["Bell Ctrl", "Ro Over ride", "Ann Plain"]
    taken_out = "Given name: characters that cannot be seen or printed were taken out."
    assert [row.to_check for row in plan.rows] == [taken_out, taken_out, ""]


def test_an_email_is_never_offered_as_an_agency(db):
    plan = planned(db, {"family_name": "Smith", "agency": "a1@x.org"})
    assert plan.questions == ()


def test_what_is_already_here_changes_nothing_and_blanks_erase_nothing(db):
    add_person(db, 1, {**AISHA, "family_name": "KHAN-Jones", "grade": "6"})
    same = outcome(db, {"family_name": "Khan-Jones", "email": AISHA["email"]})
    assert (same.kind, same.changes) == (RowKind.DUPLICATE, ())
    assert same.reason == "Aisha KHAN-Jones is already in this cohort, with nothing new here."


def test_the_only_namesake_at_the_agency_is_taken_for_the_same_unless_told_otherwise(db):
    agency = add_agency(db, {"name": "Vale Council", "sector": "local_government"})
    add_person(db, 1, {"given_name": "Aisha", "family_name": "Khan", "agency_id": agency})
    row = {"given_name": "AISHA", "family_name": "Khan", "agency": "Vale Council", "grade": "7"}
    taken = outcome(db, row)
    assert taken.kind is RowKind.UPDATED
    assert taken.doubt.question == (
        "Is this the Aisha Khan at Vale Council who is already in this cohort?"
    )
    assert outcome(db, row, same_person={2: False}).kind is RowKind.NEW


def test_a_namesake_with_another_email_is_someone_else_unless_told_otherwise(db):
    add_person(db, 1, AISHA)
    row = {"given_name": "Aisha", "family_name": "Khan", "email": "a.khan2@example.org"}
    taken = outcome(db, row)
    assert (taken.kind, taken.doubt.same) == (RowKind.NEW, False)
    told = outcome(db, row, same_person={2: True})
    assert [(c.old, c.new) for c in told.changes] == [("aisha.khan@example.org", row["email"])]


def test_each_unsure_spelling_is_asked_once_and_learnt(db):
    hospital = add_agency(
        db, {"name": "Barnsley Hospital NHS Foundation Trust", "sector": "health"}
    )
    rows = (
        {"family_name": "Khan", "agency": "The Barnsley Hospital"},
        {"family_name": "Cox", "agency": "Barnsley hospital"},
        {"family_name": "Mason", "agency": "Acme Widgets Ltd"},
    )
    plan = planned(db, *rows)
    asked = {question.spelling: question for question in plan.undecided}
    assert [(q.spelling, q.people) for q in plan.undecided] == [
        ("The Barnsley Hospital", 2),
        ("Acme Widgets Ltd", 1),
    ]
    known, unknown = asked["The Barnsley Hospital"], asked["Acme Widgets Ltd"]
    assert known.suggested == UseAgency(hospital, "Barnsley Hospital NHS Foundation Trust")
    assert unknown.suggested == NewAgency("Acme Widgets Ltd", "private")
    answers = {known.key: known.suggested, unknown.key: unknown.suggested}
    summary = apply_import(db, planned(db, *rows, agencies=answers))
    assert (summary.agencies_added, summary.spellings_learnt) == (1, 1)
    assert planned(db, *rows).questions == ()


def test_an_agency_left_blank_or_undecided_keeps_what_people_have(db):
    agency = add_agency(db, {"name": "Vale Council", "sector": "local_government"})
    add_person(db, 1, {**AISHA, "agency_id": agency})
    row = {**AISHA, "agency": "HQ", "grade": "7"}
    plan = planned(db, row)
    (question,) = plan.questions
    for chosen in (plan, planned(db, row, agencies={question.key: LeaveBlank()})):
        (only,) = chosen.rows
        assert [change.label for change in only.changes] == ["Grade"]
    apply_import(db, plan)
    with db.read() as work:
        assert work.session.get(ParticipantRow, 1).agency_id == agency


def test_an_import_is_one_step_and_its_undo_leaves_nothing_behind(any_db):
    before = everything(any_db)
    done = import_people(any_db, 1, DATA / "cohort_sample.csv", mapping={"group": "group"})
    assert (done.summary.new, done.summary.agencies_added) == (36, 19)
    assert done.summary.round_name == "Groups in cohort_sample"
    assert everything(any_db) == [36, 19, 0, 1, 36]
    assert undo(any_db).step == "import of 36 people from cohort_sample.csv"
    assert everything(any_db) == before


def test_an_earlier_grouping_is_a_published_round_before_the_others(db):
    first = add_round(db, 1, "First")
    import_people(db, 1, DATA / "catme_roster.csv", mapping={"group": "Team"})
    before, after = list_rounds(db, 1)
    assert (before.name, before.published, before.unplaced) == ("Groups in catme_roster", 1, 0)
    assert after.id == first
    groups = read_group_list(db, before.id).groups
    assert [group.name for group in groups] == [f"Group {number}" for number in range(1, 7)]
    assert {len(group.members) for group in groups} == {6}


def test_the_mapping_of_a_layout_is_remembered(db, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Who,Where\nAisha Khan,Desk 4\n", encoding="utf-8")
    import_people(db, 1, path, mapping={"full_name": "Who", "location": "Where"})
    again = import_people(db, 1, path)
    assert again.mapping == {"full_name": "Who", "location": "Where"}


def test_a_dry_run_writes_nothing(db):
    before = everything(db)
    done = import_people(db, 1, DATA / "catme_roster.csv", dry_run=True)
    assert (done.summary, done.plan.count(RowKind.NEW)) == (None, 36)
    assert everything(db) == before


def test_three_programs_rosters_mean_the_same_people(db):
    import_people(db, 1, DATA / "cohort_sample.csv")
    moodle = import_people(db, 1, DATA / "moodle_upload_users.csv")
    assert (moodle.summary.new, moodle.summary.updated, moodle.summary.duplicate) == (0, 0, 36)
    assert import_people(db, 1, DATA / "catme_roster.csv").summary.updated == 36


def test_changes_since_the_plan_stop_it(db):
    person = add_person(db, 1, AISHA)
    plan = planned(db, {**AISHA, "grade": "7"})
    edit_person(db, person, 1, {"grade": "8"})
    with pytest.raises(EditedMeanwhile, match="Nothing was imported: check the rows again"):
        apply_import(db, plan)
    with db.read() as work:
        assert work.session.get(ParticipantRow, person).grade == "8"


def test_a_cancelled_import_writes_nothing(db):
    rows = [{"family_name": f"Khan {n}", "agency": "Acme Ltd"} for n in range(1200)]
    plan = planned(db, *rows)
    (question,) = plan.questions
    plan = planned(db, *rows, agencies={question.key: question.suggested})
    before, heard = everything(db), []

    def stop_halfway(done, total):
        heard.append((done, total))
        if done:
            raise Cancelled("Stopped at your request.")

    with pytest.raises(Cancelled):
        apply_import(db, plan, report=stop_halfway)
    assert heard == [(0, 1200), (500, 1200)]
    assert everything(db) == before


def test_a_cohort_that_is_gone_is_explained(db):
    with pytest.raises(NotFound):
        plan_import(db, 99, listed(AISHA))
