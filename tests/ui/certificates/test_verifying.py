"""Verifying by serial and code or by a file, and the keys that signatures rest on."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509 import load_der_x509_certificate
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.services.boards import Ruling, Subject, chairs_action, read_sheet
from cohort_desk.services.certificates.register import pdf_of, read_register
from cohort_desk.services.signing import key_in_use, read_keys, unlock
from cohort_desk.services.signing.identity import self_signed
from cohort_desk.ui.certificates.verify_view import tone_of


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("stage", ["issued"])
def test_serial_and_code_are_checked_as_typed(office, whole):
    entry = read_register(office.db)[2]
    view = office.turn_to("verify").verify
    codes = view.codes
    if whole:
        QTest.keyClicks(codes.serial, f"{entry.serial} {entry.code}")
    else:
        QTest.keyClicks(codes.serial, entry.serial.lower())
        QTest.keyClicks(codes.code, entry.code[:-1])
        QTest.keyClick(codes.code, Qt.Key.Key_Return)
        assert "mistyped" in codes.problem.text()
        QTest.keyClicks(codes.code, entry.code[-1])
    QTest.keyClick(codes.serial, Qt.Key.Key_Return)
    assert view.answer.word.text() == "Genuine"
    assert entry.name in view.answer.accessibleDescription()


@pytest.mark.parametrize("stage", ["issued"])
def test_a_genuine_one_of_an_award_that_was_changed_is_no_plain_genuine(office):
    entry = read_register(office.db)[1]
    (line,) = [each for each in read_sheet(office.db, 1, 1).lines if each.participant_id == 2]
    ruling = Ruling(Outcome.FAIL, reason="Plagiarism found")
    chairs_action(office.db, 1, Subject(2), ruling, line.decision.id)
    view = office.turn_to("verify").verify
    QTest.keyClicks(view.codes.serial, f"{entry.serial} {entry.code}")
    QTest.keyClick(view.codes.serial, Qt.Key.Key_Return)
    assert view.answer.word.text() == "Genuine, but the award was changed since"
    (checked,) = view._all
    assert tone_of(checked) == "warning"
    assert office.column(view, "Answer") == ["Genuine, but changed"]
    assert checked.sentences[0].startswith("What it certifies was changed after")


def test_a_file_that_is_no_certificate_is_unknown(office):
    view = office.turn_to("verify").verify
    other = office.files / "Note.json"
    other.write_text(json.dumps({"hello": 1}))
    office.drop(view, other)
    assert view.answer.word.text() == "Unknown"
    assert not view.answer.entry.isVisible()


@pytest.mark.parametrize("stage", ["issued"])
def test_a_dropped_folder_stands_for_the_certificates_in_it(office):
    handed_in = office.files / "Handed in"
    handed_in.mkdir()
    view = office.turn_to("verify").verify
    office.drop(view, handed_in)
    assert view.answer.word.text() == "Unknown"
    assert "folder without certificates" in office.read(view.answer)
    for name, number in (("one.pdf", 0), ("two.pdf", 2)):
        (handed_in / name).write_bytes(pdf_of(office.db, office.ids[number]))
    (handed_in / "notes.txt").write_text("of no concern")
    office.drop(view, handed_in)
    assert office.column(view, "File") == ["one.pdf", "two.pdf"]
    assert office.column(view, "Answer") == ["Genuine", "Genuine"]


def test_a_passphrase_is_changed_by_who_knows_it(office):
    page = office.turn_to("keys")
    page.keys.change_asked.emit()
    form = page.key_form
    QTest.keyClicks(form.old, "not the passphrase")
    for field in (form.passphrase, form.again):
        QTest.keyClicks(field, "eight quiet hills")
    office.click(form.go)
    assert form.form._fields["old"].error.text()
    form.old.clear()
    QTest.keyClicks(form.old, "seven quiet hills")
    office.click(form.go)
    assert page.detail.isHidden()
    assert unlock(office.db, "eight quiet hills").key_id == key_in_use(office.db).id


def test_a_key_is_exported_replaced_and_retired(office):
    page, before = office.turn_to("keys"), key_in_use(office.db)
    path = office.answer("path_to_save", office.files / "Key.pem")
    page.keys.export_asked.emit(before.id)
    assert "BEGIN CERTIFICATE" in path.read_text()
    office.click(page.make_key)
    assert page.key_form.replaces.isVisible()
    for field in (page.key_form.passphrase, page.key_form.again):
        QTest.keyClicks(field, "nine quiet hills")
    office.click(page.key_form.go)
    after = key_in_use(office.db)
    assert after.id != before.id
    office.answer("confirm", answer=True)
    page.keys.retire_asked.emit(after.id)
    assert key_in_use(office.db) is None
    assert len(read_keys(office.db)) == 2


@pytest.mark.parametrize("stage", ["ratified"])
def test_a_short_passphrase_is_refused_beside_its_field(office):
    page = office.turn_to("keys")
    office.click(page.make_key)
    for field in (page.key_form.passphrase, page.key_form.again):
        QTest.keyClicks(field, "short")
    office.click(page.key_form.go)
    assert "at least 12 characters" in page.key_form.form._fields["passphrase"].error.text()
    assert key_in_use(office.db) is None


@pytest.mark.parametrize("stage", ["ratified"])
def test_a_key_made_elsewhere_is_imported(office):
    path = office.answer("path_to_open", office.files / "Office.p12")
    key = ec.generate_private_key(ec.SECP256R1())
    vouched = load_der_x509_certificate(self_signed(key, "Office", "Office", datetime.now(UTC)))
    sealed = BestAvailableEncryption(b"of the file")
    path.write_bytes(serialize_key_and_certificates(b"Office", key, vouched, None, sealed))
    page = office.turn_to("keys")
    office.click(page.import_key)
    form = page.key_form
    QTest.keyClicks(form.file, "of another file")
    for field in (form.passphrase, form.again):
        QTest.keyClicks(field, "seven quiet hills")
    office.click(form.go)
    assert form.form._fields["file"].error.text()
    form.file.clear()
    QTest.keyClicks(form.file, "of the file")
    office.click(form.go)
    assert unlock(office.db, "seven quiet hills").key_id == key_in_use(office.db).id
