"""Outcomes without money: each state, each refusal with its sentence, evidence, and undoing."""

from datetime import UTC, date, datetime

import pytest

from cohort_desk.db.database import Database
from cohort_desk.db.tables import AgencyRow, GroupRow, OfficerRow, ProjectRow, RoundRow
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, RuleBroken
from cohort_desk.domain.savings.outcomes import OutcomeFields
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services import projects
from cohort_desk.services.history import newest_step, redo, undo, undo_step
from cohort_desk.services.savings.outcomes.outcomes import (
    Confirmation,
    add_evidence,
    add_outcome,
    confirm_outcome,
    edit_outcome,
    list_outcomes,
    move_outcome,
    read_outcome,
    remove_evidence,
    remove_outcome,
)
from cohort_desk.services.store import digest_of

TODAY = date(2026, 11, 22)
MINUTES = Upload("minutes.txt", b"The board adopted it.")


@pytest.fixture
def project(db):
    with db.begin("set-up") as work:
        work.session.add(
            RoundRow(
                cohort_id=1,
                name="Projects",
                position=0,
                recipe={},
                created_at=datetime.now(UTC),
            )
        )
        work.session.flush()
        work.session.add(GroupRow(round_id=1, name="Group 1", position=1))
        work.session.flush()
        row = ProjectRow(cohort_id=1, group_id=1, title="Neighbourhood teams")
        work.session.add(row)
        agency = AgencyRow(
            name="Exampleshire Council", name_key="exampleshire", sector="local_government"
        )
        work.session.add(agency)
        work.session.flush()
        for name in ("Olive Owner", "Vera Validator"):
            work.session.add(OfficerRow(name=name, name_key=name.casefold(), agency_id=agency.id))
        work.session.flush()
        return row.id


@pytest.fixture
def outcome(db, project):
    return add_outcome(
        db,
        project,
        OutcomeFields(description="One strategy in place of three.", owner_id=1, measure="Adopted"),
    )


def of(db, key):
    return read_outcome(db, key, TODAY)


def achieve(db, key):
    add_evidence(db, key, [MINUTES])
    move_outcome(db, key, of(db, key).version, "achieved")


def confirm(db, key, officer_id=2, on=TODAY):
    given = Confirmation(officer_id, on)
    confirm_outcome(db, key, of(db, key).version, given, TODAY)


def test_an_outcome_climbs_from_promised_to_confirmed(db, outcome):
    assert of(db, outcome).status == "promised"
    move_outcome(db, outcome, 1, "under_way")
    achieve(db, outcome)
    confirm(db, outcome)
    found = of(db, outcome)
    assert (found.status, found.confirmed_by.name, found.confirmed_on) == (
        "confirmed",
        "Vera Validator",
        TODAY,
    )
    (file,) = found.files
    assert (file.name, file.sha256) == ("minutes.txt", digest_of(MINUTES.data))
    undo(db)
    assert (of(db, outcome).status, of(db, outcome).confirmed_by) == ("achieved", None)


def test_what_is_achieved_needs_evidence(db, outcome):
    with pytest.raises(RuleBroken, match=r"has no evidence. Say what shows that it was achieved"):
        move_outcome(db, outcome, 1, "achieved")
    fields = of(db, outcome).fields
    edit_outcome(db, outcome, 1, OutcomeFields(**_with(fields, evidence="Minutes of 3 June")))
    move_outcome(db, outcome, 2, "achieved")
    with pytest.raises(RuleBroken, match="has no evidence"):
        edit_outcome(db, outcome, 3, OutcomeFields(**_with(fields, evidence=" ")))


def test_the_last_evidence_of_what_is_achieved_stays(db, outcome):
    achieve(db, outcome)
    (file,) = of(db, outcome).files
    with pytest.raises(RuleBroken, match="has no evidence"):
        remove_evidence(db, file.id, file.version)
    add_evidence(db, outcome, [Upload("photo.png", b"A picture"), MINUTES])
    assert len(of(db, outcome).files) == 2
    remove_evidence(db, file.id, file.version)
    assert [each.name for each in of(db, outcome).files] == ["photo.png"]


@pytest.mark.parametrize(
    ("officer_id", "on", "sentence"),
    [
        (1, TODAY, "Olive Owner owns “One strategy in place of three.”, so somebody else must"),
        (3, TODAY, "Olive  OWNER owns"),
        (None, TODAY, "Say who confirms"),
        (2, date(2026, 11, 23), "23 November 2026 is still to come"),
        (4, TODAY, "Lena Left left the post on 1 November 2026"),
    ],
)
def test_who_may_not_confirm(db, outcome, officer_id, on, sentence):
    with db.begin("more officers") as work:
        twin = OfficerRow(name="Olive  OWNER", name_key="twin", agency_id=1)
        left = OfficerRow(name="Lena Left", name_key="lena", agency_id=1, left_on=date(2026, 11, 1))
        work.session.add(twin)
        work.session.flush()
        work.session.add(left)
    achieve(db, outcome)
    with pytest.raises(RuleBroken, match=sentence):
        confirm(db, outcome, officer_id, on)
    assert of(db, outcome).status == "achieved"


def test_only_what_is_achieved_and_owned_is_confirmed(db, project, outcome):
    with pytest.raises(RuleBroken, match="is promised: only what is achieved is confirmed"):
        confirm(db, outcome)
    orphan = add_outcome(db, project, OutcomeFields(kind="network", description="A forum"))
    achieve(db, orphan)
    with pytest.raises(RuleBroken, match=r"“A forum” has no owner. Name who answers for it"):
        confirm(db, orphan)
    with pytest.raises(RuleBroken, match="Say who confirms “A forum”, and on which day"):
        move_outcome(db, orphan, of(db, orphan).version, "confirmed")


def test_dropping_needs_a_reason(db, outcome):
    with pytest.raises(RuleBroken, match=r"Say why “One strategy in place of three.” is dropped"):
        move_outcome(db, outcome, 1, "dropped", "  ")
    move_outcome(db, outcome, 1, "dropped", "The sponsor went another way.")
    assert of(db, outcome).reason == "The sponsor went another way."
    move_outcome(db, outcome, 2, "under_way")
    assert (of(db, outcome).status, of(db, outcome).reason) == ("under_way", "")


def test_what_was_confirmed_stays_as_it_was(db, project, outcome):
    achieve(db, outcome)
    confirm(db, outcome)
    found = of(db, outcome)
    (file,) = found.files
    sentence = "is confirmed as it stands. Take the confirmation back"
    with pytest.raises(RuleBroken, match=sentence):
        edit_outcome(db, outcome, found.version, OutcomeFields(description="Another"))
    with pytest.raises(RuleBroken, match=sentence):
        remove_evidence(db, file.id, file.version)
    with pytest.raises(RuleBroken, match=sentence):
        add_evidence(db, outcome, [Upload("more.txt", b"More")])
    with pytest.raises(RuleBroken, match=sentence):
        remove_outcome(db, outcome, found.version)
    with pytest.raises(RuleBroken, match=sentence):
        projects.remove_outcome(db, outcome, found.version)
    with pytest.raises(RuleBroken, match=sentence):
        projects.edit_outcome(db, outcome, found.version, "Another")
    with pytest.raises(RuleBroken, match=sentence):
        projects.delete_projects(db, [project])


def test_a_confirmation_is_taken_back_with_a_reason(db, outcome):
    achieve(db, outcome)
    confirm(db, outcome)
    version = of(db, outcome).version
    with pytest.raises(RuleBroken, match=r"Say why the confirmation of .* is taken back"):
        move_outcome(db, outcome, version, "achieved")
    move_outcome(db, outcome, version, "achieved", "The board rescinded it.")
    found = of(db, outcome)
    assert (found.confirmed_by, found.confirmed_on) == (None, None)
    assert found.reason == "The board rescinded it."


def test_removal_takes_the_evidence_along_and_undo_brings_it_back(db, project, outcome):
    achieve(db, outcome)
    remove_outcome(db, outcome, of(db, outcome).version)
    assert list_outcomes(db, today=TODAY) == ()
    undo(db)
    assert len(of(db, outcome).files) == 1
    projects.delete_projects(db, [project])
    undo(db)
    assert len(of(db, outcome).files) == 1


def test_the_list_says_what_is_late_and_whose_owner_has_gone(db, project, outcome):
    fields = of(db, outcome).fields
    edit_outcome(db, outcome, 1, OutcomeFields(**_with(fields, due_on=date(2026, 11, 21))))
    projects.add_outcome(db, project, "money", "About £150,000 a year")
    with db.begin("departure") as work:
        work.need(OfficerRow, 1).left_on = date(2026, 11, 1)
    (found,) = list_outcomes(db, 1, TODAY)
    assert found.alarms == ("Late", "Owner left the post on 1 November 2026")
    assert list_outcomes(db, 2, TODAY) == ()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (OutcomeFields(kind="money", description="x"), "money has benefits"),
        (OutcomeFields(description=" "), "Say what the outcome is"),
        (OutcomeFields(description="x", measure="x" * 301), "at most 300 characters"),
    ],
)
def test_fields_that_are_refused(db, project, fields, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        add_outcome(db, project, fields)


def test_two_who_edit_one_outcome(db, outcome):
    move_outcome(db, outcome, 1, "under_way")
    with pytest.raises(EditedMeanwhile):
        move_outcome(db, outcome, 1, "dropped", "No")


def _with(fields, **changes):
    return {name: getattr(fields, name) for name in fields.__slots__} | changes


def test_undoing_one_step_never_takes_the_evidence_from_what_rests_on_it(db, outcome):
    add_evidence(db, outcome, [MINUTES])
    step = newest_step(db)
    move_outcome(db, outcome, of(db, outcome).version, "achieved")
    with pytest.raises(CannotUndo, match="has no evidence"):
        undo_step(db, step)
    confirm(db, outcome)
    with pytest.raises(CannotUndo, match="is confirmed as it stands"):
        undo_step(db, step)
    assert len(of(db, outcome).files) == 1


def test_a_confirmation_is_not_redone_once_its_officer_is_the_owner(db, outcome):
    achieve(db, outcome)
    confirm(db, outcome)
    undo(db)
    with Database(db.engine, "Ben").begin("a slip") as work:
        work.need(OfficerRow, 2).name = "Olive Owner"
    with pytest.raises(CannotUndo, match="so somebody else must confirm it"):
        redo(db)
    assert of(db, outcome).status == "achieved"
