"""From an empty programme to a certificate that is verified, driven as an office drives it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.services.certificates.register import pdf_of, read_register
from cohort_desk.services.programmes.identity import read_identity, set_code
from cohort_desk.services.signing import key_in_use

LEFT = Qt.MouseButton.LeftButton


def test_the_whole_way(ratified, session, open_page, turn_to, settled, drop, told, tmp_path):
    page = open_page()
    assert "1. Give the programme a code" in told(page.ready)
    assert not page.issue_button.isEnabled() or page.ready.design_id() == 0
    set_code(ratified, read_identity(ratified).version, "SCRLP")
    make_a_key(page, turn_to, settled)
    assert key_in_use(ratified) is not None
    make_a_design(page, turn_to, settled)
    turn_to(page, "ready")
    assert not page.ready.steps.isVisible()
    issue_all(page, settled)
    entries = read_register(ratified)
    assert [entry.serial for entry in entries] == [f"SCRLP-2026-000{n}" for n in (1, 2, 3, 4)]
    assert [entry.name for entry in entries] == [
        "Ada Sample1",
        "Ben Sample2",
        "Cy Sample3",
        "Eve Sample5",
    ]
    revoke_second(page, settled)
    assert [entry.status for entry in read_register(ratified)] == [
        *("valid", "revoked", "valid", "valid")
    ]
    verify_all(page, turn_to, settled, drop, ratified, tmp_path)


def make_a_key(page, turn_to, settled):
    turn_to(page, "keys")
    QTest.mouseClick(page.make_key, LEFT)
    form = page.key_form
    QTest.keyClicks(form.passphrase, "seven quiet hills")
    QTest.keyClicks(form.again, "seven quiet hill")
    QTest.mouseClick(form.go, LEFT)
    assert "The two differ" in form.form._fields["again"].error.text()
    QTest.keyClicks(form.again, "s")
    QTest.keyClick(form.again, Qt.Key.Key_Return)
    settled()
    assert page.detail.isHidden()
    assert form.passphrase.text() == ""


def make_a_design(page, turn_to, settled):
    turn_to(page, "designs")
    menu = page.new_design.menu()
    menu.actions()[0].menu().actions()[0].trigger()
    settled()
    assert page.is_designing
    assert page.designer.preview.is_shown
    QTest.mouseClick(page.designer.back, LEFT)
    settled()
    assert page.designs.list.count() == 1


def issue_all(page, settled):
    assert page.issue_button.text() == "Issue 4 certificates"
    QTest.mouseClick(page.issue_button, LEFT)
    QTest.keyClicks(page.issue.passphrase, "seven quiet hollows")
    QTest.mouseClick(page.issue.go, LEFT)
    settled()
    assert "passphrase" in page.issue.form._fields["passphrase"].error.text()
    page.issue.passphrase.clear()
    QTest.keyClicks(page.issue.passphrase, "seven quiet hills")
    QTest.keyClick(page.issue.passphrase, Qt.Key.Key_Return)
    settled()
    assert page.issue.told.text() == "Issued 4 certificates, SCRLP-2026-0001 to SCRLP-2026-0004."
    assert page.issue.passphrase.text() == ""


def revoke_second(page, settled):
    QTest.mouseClick(page.issue.register, LEFT)
    settled()
    assert page.detail.title.text() == "SCRLP-2026-0001"
    table = page.register.table
    at = table.model.ids()
    table.choose((next(key for key in at if serial_of(page, key).endswith("0002")),))
    panel = page.certificate
    QTest.mouseClick(panel.revoke, LEFT)
    QTest.mouseClick(panel.form.go, LEFT)
    assert "Say why" in panel.form.form._fields["reason"].error.text()
    QTest.keyClicks(panel.form.reason, "Issued in error")
    QTest.mouseClick(panel.form.go, LEFT)
    settled()
    assert panel.status.accessibleName() == "Revoked"
    assert panel.revoke.isHidden()
    assert panel.reissue.isHidden()


def serial_of(page, certificate_id):
    model = page.register.model
    return model.row_at(list(model.ids()).index(certificate_id)).serial


def verify_all(page, turn_to, settled, drop, db, tmp_path):
    entries = read_register(db)
    files = [tmp_path / name for name in ("good.pdf", "revoked.pdf", "altered.pdf")]
    contents = [pdf_of(db, entry.id) for entry in entries[:3]]
    spoilt = bytearray(contents[2])
    spoilt[len(spoilt) // 2] ^= 1
    for path, content in zip(files, (contents[0], contents[1], bytes(spoilt)), strict=True):
        path.write_bytes(content)
    turn_to(page, "verify")
    drop(page.verify, files[0])
    settled()
    assert page.verify.answer.word.text() == "Genuine"
    drop(page.verify, *files)
    settled()
    answers = [one.answer for one in page.verify._all]
    assert answers == ["Genuine", "Revoked", "Altered"]
    page.verify.table.take_focus()
    QTest.keyClick(page.verify.table.grid, Qt.Key.Key_Down)
    assert page.verify.answer.word.text() == "Revoked"
    assert "Issued in error" in page.verify.answer.accessibleDescription()
    QTest.mouseClick(page.verify.answer.entry, LEFT)
    settled()
    assert page.view == "register"
    assert page.detail.title.text() == "SCRLP-2026-0002"
