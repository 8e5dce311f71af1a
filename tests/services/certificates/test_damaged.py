"""A register that another program has damaged: each entry is told by name, and the rest goes on."""

import json

import pytest
from sqlalchemy import text

from cohort_desk.domain.errors import RecordDamaged
from cohort_desk.exchange.certificates import write_register_table
from cohort_desk.exchange.verification import Answer, verify_code, verify_file
from cohort_desk.reports.certificate_register import write_register
from cohort_desk.services.certificates.batches import list_batches, read_printed
from cohort_desk.services.certificates.issuing import resume_batch
from cohort_desk.services.certificates.lists import read_list
from cohort_desk.services.certificates.register import read_register, statement_of
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.certificates.status import reissue, revoke
from cohort_desk.services.programmes import check
from cohort_desk.services.signing import read_keys, unlock

ADA, BEN, CY = range(1, 4)
PASSPHRASE = "correct horse battery"  # noqa: S105
SNAPSHOTS = ("{}", "[1]", "null", '{"statement": 5, "design": "x", "of": 3}')


@pytest.fixture
def issued(office):
    """The office once it has issued awards to Ada, Ben and Cy."""
    office.issue(ADA, BEN, CY)
    return office


def alter(db, sql, **values):
    """Change the file behind the app's back, as another program does."""
    with db.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.execute(text(sql), values)
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")


def findings(db):
    return {each.check: each for each in check(db)}


def spoil(db, snapshot="{}"):
    alter(db, "UPDATE certificate SET snapshot = :it WHERE number = 1", it=snapshot)


def snapshot_of(db):
    with db.engine.connect() as connection:
        kept = connection.execute(text("SELECT snapshot FROM certificate WHERE number = 1"))
        return json.loads(kept.scalar_one())


@pytest.mark.parametrize("snapshot", SNAPSHOTS)
def test_an_entry_that_says_nothing_is_named_and_the_check_goes_on(issued, snapshot):
    spoil(issued.db, snapshot)
    alter(issued.db, "UPDATE certificate SET digest = '00' WHERE number = 2")
    found = findings(issued.db)
    assert "0001: what it says cannot be read" in found["certificates"].detail
    assert "0002: what it says was altered" in found["certificates"].detail
    assert "certificate 1 (certificate) has snapshot" in found["records"].detail


@pytest.mark.parametrize(
    "wrong", [{"of": "3"}, {"people": 7}, {"people": ["Ada"]}, {"design": ["x"]}]
)
def test_of_an_entry_every_part_is_looked_at(issued, wrong):
    spoil(issued.db, json.dumps({**snapshot_of(issued.db), **wrong}))
    assert "0001: what it says cannot be read" in findings(issued.db)["certificates"].detail


def test_a_key_that_is_missing_is_told_of_what_it_signed(issued):
    alter(issued.db, "UPDATE certificate SET signing_key_id = 77 WHERE number = 1")
    found = findings(issued.db)["certificates"]
    assert found.detail.endswith("0001: the key that signed it is missing or damaged")


@pytest.mark.parametrize("chain", ["xx", "", "é"])
def test_a_damaged_key_is_named_wherever_it_is_needed(issued, chain):
    key_id = read_keys(issued.db)[0].id
    alter(issued.db, "UPDATE signing_key SET chain = :it", it=chain)
    found = findings(issued.db)["certificates"]
    assert found.detail.startswith(f"Key {key_id} of the programme is damaged")
    assert "0003: the key that signed it" in found.detail
    for needs in (lambda: read_keys(issued.db), lambda: unlock(issued.db, PASSPHRASE)):
        with pytest.raises(RecordDamaged, match="Restore the newest good backup"):
            needs()


def test_a_number_beyond_reason_ends_the_check_all_the_same(issued):
    alter(issued.db, "UPDATE certificate SET number = 1000000000000000 WHERE number = 2")
    assert "number 2 of" in findings(issued.db)["certificates"].detail


def test_a_batch_is_listed_although_its_first_entry_is_damaged(issued):
    (before,) = list_batches(issued.db)
    spoil(issued.db)
    assert list_batches(issued.db) == (before,)
    with pytest.raises(RecordDamaged, match="0001 is damaged"):
        resume_batch(issued.db, before.id, issued.press)


def test_nothing_is_printed_or_issued_from_a_damaged_entry(issued):
    ada = read_register(issued.db)[0]
    spoil(issued.db)
    for needs in (
        lambda: read_printed(issued.db, [ada.id]),
        lambda: reissue(issued.db, Replaced(ada.id, ada.version, "lost"), "Ann", issued.press),
    ):
        with pytest.raises(RecordDamaged, match="0001 is damaged"):
            needs()


def test_the_register_lists_a_damaged_entry_as_such(issued):
    revoked = read_register(issued.db)[1]
    revoke(issued.db, revoked.id, revoked.version, "lost")
    spoil(issued.db)
    ada, ben, cy = read_register(issued.db)
    assert (ada.status_words, ada.serial[-4:], ada.name) == ("Damaged", "0001", "Ada Sample1")
    assert "“cohort-desk check” names what was changed" in ada.damage
    assert (ada.stands, ada.statement, ada.since) == (False, None, ())
    assert [ben.status, cy.status] == ["revoked", "valid"]
    assert read_list(issued.db).context == (
        "3 certificates: 1 valid, 1 revoked, 0 superseded, 1 damaged."
    )


def test_the_register_is_read_with_a_damaged_key_and_a_cohort_that_is_gone(issued):
    alter(issued.db, "UPDATE signing_key SET chain = 'xx'")
    alter(issued.db, "UPDATE certificate SET cohort_id = 77 WHERE number = 1")
    entries = read_register(issued.db)
    assert [each.fingerprint for each in entries] == ["", "", ""]
    assert [each.status for each in entries] == ["damaged", "valid", "valid"]


def test_whether_a_damaged_one_holds_cannot_be_told(issued, tmp_path):
    ada = read_register(issued.db)[0]
    spoil(issued.db)
    verdict = verify_code(issued.db, ada.serial, ada.code)
    assert verdict.answer is Answer.UNKNOWN
    assert verdict.sentences[0] == f"Whether {ada.serial} holds cannot be told."
    assert "restore the newest good backup" in verdict.sentences[1]
    (tmp_path / "Ada.jws").write_text(statement_of(issued.db, ada.id))
    told = verify_file(tmp_path / "Ada.jws", issued.db)
    assert (told.answer, told.sentences) == (Answer.UNKNOWN, verdict.sentences)


def test_the_register_is_printed_and_exported_with_a_damaged_entry(issued, tmp_path):
    spoil(issued.db)
    register = read_list(issued.db)
    write_register(register, tmp_path / "Register.pdf")
    write_register_table(register, tmp_path / "Register.csv")
    table = (tmp_path / "Register.csv").read_text(encoding="utf-8-sig").splitlines()
    assert ",Damaged," in table[1]
    assert ",Valid," in table[2]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE certificate SET issued_at = 'never' WHERE number = 2",
        "UPDATE certificate SET snapshot = '{' WHERE number = 2",
    ],
)
def test_an_entry_that_no_column_can_hold_is_named_too(issued, sql):
    alter(issued.db, sql)
    found = findings(issued.db)
    assert found["certificates"].detail.endswith("0002: its entry cannot be read")
    assert "certificate 2 (certificate) cannot be read" in found["records"].detail
    with pytest.raises(RecordDamaged, match="restore the newest good backup"):
        read_register(issued.db)


def test_a_revocation_that_was_taken_back_in_the_file_is_found_out(issued):
    before = [each for each in check(issued.db) if not each.in_order]
    ada = read_register(issued.db)[0]
    revoke(issued.db, ada.id, ada.version, "error", "Copied from a neighbour")
    for sql in (
        "DROP TRIGGER step_no_delete",
        "DROP TRIGGER step_change_no_delete",
        "DELETE FROM step_change WHERE step_id = (SELECT max(id) FROM step)",
        "DELETE FROM step WHERE id = (SELECT max(id) FROM step)",
        "UPDATE certificate SET status = 'valid', reason = '', status_at = NULL, status_by = ''",
    ):
        alter(issued.db, sql)
    assert before == []
    assert read_register(issued.db)[0].status == "valid"
    assert "1 step is missing at the end" in findings(issued.db)["history"].detail


def test_certificates_taken_off_the_end_are_found_out(issued):
    alter(issued.db, "DELETE FROM certificate WHERE number > 1")
    found = findings(issued.db)["certificates"]
    assert "2 certificates are missing at the end, after certificate 1" in found.detail
