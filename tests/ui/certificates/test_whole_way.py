"""From an empty programme to a certificate that is verified, driven as an office drives it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.services.certificates.register import pdf_of, read_register
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import key_in_use


@pytest.mark.parametrize("stage", ["ratified"])
def test_the_whole_way(office):
    assert "1. Give the programme a code" in office.read(office.page.ready)
    assert office.page.ready.design_id() == 0
    set_code(office.db, read_identity(office.db).version, "SCRLP")
    make_a_key(office)
    make_a_design(office)
    office.turn_to("ready")
    assert not office.page.ready.steps.isVisible()
    issue_all(office)
    revoke_second(office)
    verify_some(office)


def make_a_key(office):
    page = office.turn_to("keys")
    office.click(page.make_key)
    form = page.key_form
    QTest.keyClicks(form.passphrase, "seven quiet hills")
    QTest.keyClicks(form.again, "seven quiet hill")
    office.click(form.go)
    assert "The two differ" in form.form._fields["again"].error.text()
    QTest.keyClicks(form.again, "s")
    QTest.keyClick(form.again, Qt.Key.Key_Return)
    office.settle()
    assert key_in_use(office.db) is not None
    assert page.detail.isHidden()
    assert form.passphrase.text() == ""


def make_a_design(office):
    page = office.turn_to("designs")
    page.new_design.menu().actions()[0].menu().actions()[0].trigger()
    office.settle()
    assert page.is_designing
    assert "Certificate" in page.designer.preview.accessibleDescription()
    office.click(page.designer.back)
    assert page.designs.list.count() == 1


def issue_all(office):
    page = office.page
    assert page.issue_button.text() == "Issue 4 certificates"
    office.click(page.issue_button)
    QTest.keyClicks(page.issue.passphrase, "seven quiet hollows")
    office.click(page.issue.go)
    assert "passphrase" in page.issue.form._fields["passphrase"].error.text()
    page.issue.passphrase.clear()
    QTest.keyClicks(page.issue.passphrase, "seven quiet hills")
    QTest.keyClick(page.issue.passphrase, Qt.Key.Key_Return)
    office.settle()
    entries = read_register(office.db)
    year = entries[0].issued_on.year
    assert [entry.serial for entry in entries] == [f"SCRLP-{year}-000{n}" for n in (1, 2, 3, 4)]
    names = ["Ada Sample1", "Ben Sample2", "Cy Sample3", "Eve Sample5"]
    assert [entry.name for entry in entries] == names
    first, last = entries[0].serial, entries[-1].serial
    assert page.issue.told.text() == f"Issued 4 certificates, {first} to {last}."
    assert page.issue.passphrase.text() == ""


def revoke_second(office):
    page, entries = office.page, read_register(office.db)
    office.click(page.issue.register)
    assert page.detail.title.text() == entries[0].serial
    panel = office.choose(entries[1].id)
    office.click(panel.revoke)
    office.click(panel.form.go)
    assert "Say why" in panel.form.form._fields["reason"].error.text()
    QTest.keyClicks(panel.form.reason, "Issued in error")
    QTest.keyClicks(panel.form.note, "Sent to a namesake")
    office.click(panel.form.go)
    assert panel.status.accessibleName() == "Revoked"
    assert panel.revoke.isHidden()
    assert panel.reissue.isHidden()
    assert "Private note: Sent to a namesake" in office.read(panel)
    statuses = [entry.status for entry in read_register(office.db)]
    assert statuses == ["valid", "revoked", "valid", "valid"]


def verify_some(office):
    entries = read_register(office.db)[:3]
    files = [office.files / name for name in ("good.pdf", "revoked.pdf", "altered.pdf")]
    contents = [pdf_of(office.db, entry.id) for entry in entries]
    spoilt = bytearray(contents[2])
    spoilt[len(spoilt) // 2] ^= 1
    for path, content in zip(files, (contents[0], contents[1], bytes(spoilt)), strict=True):
        path.write_bytes(content)
    view = office.turn_to("verify").verify
    office.drop(view, files[0])
    assert view.answer.word.text() == "Genuine"
    office.drop(view, *files)
    assert office.column(view, "Answer") == ["Genuine", "Revoked", "Altered"]
    view.table.take_focus()
    QTest.keyClick(view.table.grid, Qt.Key.Key_Down)
    assert view.answer.word.text() == "Revoked"
    assert "Issued in error" in view.answer.accessibleDescription()
    office.click(view.answer.entry)
    assert office.page.view == "register"
    assert office.page.detail.title.text() == entries[1].serial
