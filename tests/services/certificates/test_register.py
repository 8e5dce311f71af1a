"""The register: revoking, reissuing, what has changed since, finding, checking."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.reasons import Reason
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.services.boards import Ruling, Subject, chairs_action, list_boards, read_sheet
from cohort_desk.services.certificates.bases import Changes, Topic, bases_of
from cohort_desk.services.certificates.batches import batch_ids, read_printed
from cohort_desk.services.certificates.designs import delete_design, read_design
from cohort_desk.services.certificates.ready import State, read_ready
from cohort_desk.services.certificates.register import (
    RegisterFilter,
    counts,
    filtered,
    find,
    find_certificates,
    of_person,
    read_certificate,
    read_register,
)
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.certificates.status import reissue, revoke
from cohort_desk.services.history import history_of, newest_step, undo_step
from cohort_desk.services.modules import delete_module, list_modules
from cohort_desk.services.people import edit_person, read_person
from cohort_desk.services.programmes import check

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


@pytest.fixture
def issued(office):
    """The office once it has issued awards to Ada, Ben and Cy."""
    office.issue(ADA, BEN, CY)
    return office


def entry(db, name):
    return next(each for each in read_register(db) if each.name.startswith(name))


def rename(db, person_id, given_name):
    person = read_person(db, person_id)
    edit_person(db, person_id, person.version, {"given_name": given_name})


def ruled(db, person_id, outcome):
    board = list_boards(db, 1)[0]
    (line,) = [
        each for each in read_sheet(db, 1, board.id).lines if each.participant_id == person_id
    ]
    ruling = Ruling(outcome, reason="A mark was copied wrongly")
    chairs_action(db, board.id, Subject(person_id), ruling, line.decision.id)


def test_a_revoked_one_stays_with_the_reason_and_can_be_issued_again(issued):
    ada = entry(issued.db, "Ada")
    revoke(issued.db, ada.id, ada.version, Reason.ERROR, "  Sent to  another person ")
    now = read_certificate(issued.db, ada.id)
    assert (now.status, now.reason, now.status_by) == ("revoked", "Issued in error", "Ann")
    assert now.note == "Sent to another person"
    with pytest.raises(RuleBroken, match="0001 is revoked already, and stays so"):
        revoke(issued.db, ada.id, now.version, Reason.OTHER)
    with pytest.raises(CannotUndo, match="What was issued or revoked stays"):
        undo_step(issued.db, newest_step(issued.db))
    issued.issue(ADA)
    assert [each.serial[-4:] for each in of_person(issued.db, ADA)] == ["0004", "0001"]


def test_revoking_needs_a_reason_and_the_version_that_was_seen(issued):
    ada = entry(issued.db, "Ada")
    for unknown in ("", "Change of name on marriage"):
        with pytest.raises(RuleBroken, match="Say why"):
            revoke(issued.db, ada.id, ada.version, unknown)
    with pytest.raises(RuleBroken, match="at most 500 characters"):
        revoke(issued.db, ada.id, ada.version, Reason.OTHER, "x" * 501)
    with pytest.raises(EditedMeanwhile):
        revoke(issued.db, ada.id, ada.version + 1, Reason.OTHER)
    assert entry(issued.db, "Ada").status == "valid"


def test_a_change_of_name_is_told_and_supersedes(issued):
    old = entry(issued.db, "Ben")
    rename(issued.db, BEN, "Benjamin")
    told = read_certificate(issued.db, old.id)
    assert told.name_now == "Benjamin Sample2"
    assert told.since == ("The name has changed since: it is Benjamin Sample2 now.",)
    assert told.stands
    new_id = reissue(
        issued.db, Replaced(old.id, old.version, Reason.NAME, "Marriage"), "Ann", issued.press
    )
    before, after = read_certificate(issued.db, old.id), read_certificate(issued.db, new_id)
    assert (before.status, before.superseded_by) == ("superseded", after.serial)
    assert (before.reason, before.note) == ("The holder’s name has changed", "Marriage")
    assert (after.name, after.supersedes, after.status) == (
        "Benjamin Sample2",
        old.serial,
        "valid",
    )
    assert before.name == "Ben Sample2"
    assert before.digest == old.digest
    assert after.since == ()
    with pytest.raises(RuleBroken, match="is superseded already"):
        reissue(issued.db, Replaced(old.id, before.version, Reason.OTHER), "Ann", issued.press)


def test_reissuing_is_one_step_that_is_not_undone(issued):
    ben = entry(issued.db, "Ben")
    reissue(
        issued.db,
        Replaced(ben.id, ben.version, Reason.LOST, "Spoilt in print"),
        "Ann",
        issued.press,
    )
    newest = history_of(issued.db, "participant", BEN)[0]
    assert newest.step == "Reissue of Ben Sample2’s certificate"
    told = [(change.field, change.old, change.new) for change in newest.changes]
    assert ("Status", "Valid", "Superseded") in told
    assert ("Kind", "", "Award") in told
    assert ("Reason", "", "Lost or damaged") in told
    assert {field for field, _, _ in told} == {
        *("Serial", "Kind", "Name", "Issued by", "Status", "Reason", "Note")
    }
    with pytest.raises(CannotUndo):
        undo_step(issued.db, newest_step(issued.db))


def test_an_award_that_a_chair_changed_is_told_and_can_be_reissued(issued):
    ruled(issued.db, CY, Outcome.PASSED)
    old = entry(issued.db, "Cy")
    assert old.since == ("The award was changed since: it is Pass now.",)
    new_id = reissue(issued.db, Replaced(old.id, old.version, Reason.AWARD), "Ann", issued.press)
    assert read_certificate(issued.db, new_id).outcome == "Pass"


def test_an_award_that_was_taken_back_can_only_be_revoked(issued):
    ruled(issued.db, CY, Outcome.FAIL)
    old = entry(issued.db, "Cy")
    assert old.since[0].startswith("What it certifies was changed since.")
    with pytest.raises(RuleBroken, match="decided “Fail”"):
        reissue(issued.db, Replaced(old.id, old.version, Reason.OTHER), "Ann", issued.press)
    assert (old.stands, old.status_words) == (False, "Valid, but changed")
    found = counts(read_register(issued.db))
    assert (found.changed, found.fallen, found.valid) == (1, 1, 3)
    (cy,) = [line for line in read_ready(issued.db, 1, Kind.AWARD) if line.participant_id == CY]
    assert cy.state is State.ISSUED


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("credits", 90, "The number of credits was changed since: it is 90 now."),
        ("level", None, "The level was changed since: it is none now."),
        ("module_title", "Ethics", "The module’s title was changed since: it is Ethics now."),
        ("module_code", "ET", "The module’s code was changed since: it is ET now."),
        ("outcome", "Failed", "The result was changed since: it is Failed now."),
        ("held_to", date(2026, 7, 3), "The last day was changed since: it is 3 July 2026 now."),
    ],
)
def test_whatever_it_certifies_is_compared(office, field, value, said):
    office.issue(ADA, kind=Kind.MODULE, module_id=2)
    (ada,) = read_register(office.db)
    with office.db.read() as work:
        basis = bases_of(work, Topic(1, Kind.MODULE, 2))[ADA]
    assert basis.changes_since(ada.statement) == Changes()
    assert replace(basis, **{field: value}).changes_since(ada.statement).certified == (said,)


def test_another_day_or_board_of_the_same_decision_is_told_and_it_stands(issued):
    with issued.db.read() as work:
        basis = bases_of(work, Topic(1, Kind.AWARD))[ADA]
    now = replace(basis, decided_on=date(2026, 7, 3), board="Resit board")
    changes = now.changes_since(entry(issued.db, "Ada").statement)
    assert changes == Changes(
        others=(
            "The day of the decision was changed since: it is 3 July 2026 now.",
            "The board was changed since: it is Resit board now.",
        )
    )


def test_what_was_issued_outlives_its_design(issued):
    kept = read_design(issued.db, issued.designs[Kind.AWARD])
    ids = [each.id for each in read_register(issued.db)]
    delete_design(issued.db, kept.id, kept.version)
    assert {each.design.name for each in read_printed(issued.db, ids)} == {kept.name}
    ada = entry(issued.db, "Ada")
    reissue(issued.db, Replaced(ada.id, ada.version, Reason.LOST), "Ann", issued.press)


def test_a_module_with_certificates_is_not_deleted(office):
    office.issue(ADA, kind=Kind.MODULE, module_id=1)
    module = next(each for each in list_modules(office.db, 1) if each.id == 1)
    with pytest.raises(RuleBroken, match="1 certificate"):
        delete_module(office.db, 1, module.version)


def test_the_register_is_searched_filtered_and_counted(issued):
    issued.issue(ADA, EVE, kind=Kind.MODULE, module_id=2)
    ada = entry(issued.db, "Ada")
    revoke(issued.db, ada.id, ada.version, Reason.ERROR)
    entries = read_register(issued.db)
    assert [each.serial[-4:] for each in filtered(entries, RegisterFilter("sample1"))] == [
        "0001",
        "0004",
    ]
    assert len(filtered(entries, RegisterFilter(kinds=(Kind.MODULE,)))) == 2
    assert len(filtered(entries, RegisterFilter("ada", statuses=("valid",)))) == 1
    assert len(filtered(entries, RegisterFilter(cohort_ids=(2,)))) == 0
    assert counts(entries) == counts(tuple(reversed(entries)))
    assert (counts(entries).valid, counts(entries).revoked) == (4, 1)


def test_one_is_found_however_its_serial_or_code_is_typed(issued):
    ada = entry(issued.db, "Ada")
    assert find(issued.db, f" {ada.serial.lower()} ").id == ada.id
    assert find(issued.db, ada.code.lower().replace("-", " ")).id == ada.id
    assert find(issued.db, "SCRLP-1999-0001") is None
    assert find(issued.db, "nothing like it") is None
    assert [each.id for each in find_certificates(issued.db, "ada sam")] == [ada.id]
    with pytest.raises(NotFound):
        read_certificate(issued.db, 99)
    with pytest.raises(NotFound):
        batch_ids(issued.db, "none")


def _tampered(db, sql):
    """Change the register behind the app's back."""
    with db.engine.begin() as connection:
        connection.execute(text(sql))
    (finding,) = [each for each in check(db) if each.check == "certificates"]
    return finding


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("DELETE FROM certificate WHERE number = 2", "number 2 of"),
        ("UPDATE certificate SET name = 'Eve' WHERE number = 1", "the register differs"),
        ("UPDATE certificate SET digest = '00' WHERE number = 1", "what it says was altered"),
        (
            """UPDATE certificate SET statement =
            (SELECT statement FROM certificate WHERE number = 2) WHERE number = 1""",
            "what was signed is not what it says",
        ),
    ],
)
def test_a_register_that_was_tampered_with_is_found_out(issued, sql, said):
    finding = _tampered(issued.db, sql)
    assert not finding.in_order
    assert said in finding.detail


def test_a_snapshot_that_was_tampered_with_is_found_out(issued):
    with issued.db.engine.begin() as connection:
        kept = connection.execute(text("SELECT snapshot FROM certificate WHERE number = 1"))
        snapshot = json.loads(kept.scalar_one())
        snapshot["statement"]["outcome"] = "Distinction with honours"
        connection.execute(
            text("UPDATE certificate SET snapshot = :new WHERE number = 1"),
            {"new": json.dumps(snapshot)},
        )
    (finding,) = [each for each in check(issued.db) if each.check == "certificates"]
    assert "0001: what it says was altered" in finding.detail
