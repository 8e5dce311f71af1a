"""The register: looked up, exported, reissued."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.services.boards import Ruling, Subject, chairs_action, read_sheet
from cohort_desk.ui.kit.print_preview import PrintPreview


@pytest.fixture
def stage():
    return "issued"


@pytest.fixture
def register(office):
    office.turn_to("register")
    return office


def fail(db, person_id):
    """Have the chair fail somebody who was given an award."""
    lines = read_sheet(db, 1, 1).lines
    (decided,) = [each.decision for each in lines if each.participant_id == person_id]
    ruling = Ruling(Outcome.FAIL, reason="Plagiarism found")
    chairs_action(db, 1, Subject(person_id), ruling, decided.id)


def rename(db, person_id, given_name):
    with db.begin("a new name") as work:
        work.session.get_one(ParticipantRow, person_id).given_name = given_name


def test_a_change_of_name_is_flagged_and_reissued(register):
    rename(register.db, 1, "Adah")
    register.settle()
    view = register.page.register
    assert "Name" in register.column(view, "Changed since")
    panel = register.choose(register.ids[0])
    register.click(panel.reissue)
    assert "Ada Sample1 → Adah Sample1" in panel.form.about.text()
    assert panel.form.reason.currentText() == "The holder’s name has changed"
    QTest.keyClicks(panel.form.passphrase, "seven quiet hills")
    register.click(panel.form.go)
    rows = zip(*(register.column(view, each) for each in ("Name", "Status")), strict=True)
    assert list(rows)[:2] == [("Adah Sample1", "Valid"), ("Eve Sample5", "Valid")]
    assert register.column(view, "Status")[-1] == "Superseded"
    # Once unlocked, the key is not asked for again.
    register.click(register.choose(register.ids[1]).reissue)
    assert not panel.form.passphrase.isVisible()
    panel = register.choose(register.ids[-1])
    assert "in place of" in register.read(register.page.certificate)


def test_one_whose_award_a_chair_changed_stands_out_and_is_counted(register):
    fail(register.db, 2)
    register.settle()
    view = register.page.register
    texts = [chip.text() for chip in view.statuses.findChildren(QToolButton)]
    assert "Valid, but changed  1" in texts
    assert register.column(view, "Status").count("Valid, but changed") == 1
    assert register.column(view, "Changed since").count("Award") == 1
    register.page.open_record("fallen")
    register.settle()
    assert register.column(view, "Name") == ["Ben Sample2"]
    panel = register.choose(register.ids[1])
    assert panel.status.accessibleName() == "Valid, but changed"
    assert "decided “Fail”" in register.read(panel)


def test_it_is_searched_filtered_and_exported(register, qtbot):
    view = register.page.register
    QTest.keyClicks(view.search, "-0002")
    qtbot.waitUntil(lambda: len(register.column(view, "Serial")) == 1)
    view.table.widen_asked.emit()
    view.statuses.choose(("revoked",))
    assert register.column(view, "Serial") == []
    view.statuses.choose(())
    assert len(register.column(view, "Serial")) == 4
    path = register.answer("path_to_save", register.files / "Register.csv")
    view.table.export_asked.emit()
    register.settle()
    assert path.read_text("utf-8-sig").count("\nSCRLP-") == 4


def test_it_prints_as_it_is_listed(register, qtbot):
    register.click(register.page.print_register)
    qtbot.waitUntil(lambda: bool(register.page.findChildren(PrintPreview)))
    register.page.findChildren(PrintPreview)[0].close()


def test_pdf_and_credential_of_one_are_saved(register):
    panel = register.choose(register.ids[1])
    for made, name in ((panel.save, "One.pdf"), (panel.credential, "One.jwt")):
        register.answer("path_to_save", register.files / name)
        register.click(made)
    assert (register.files / "One.pdf").read_bytes().startswith(b"%PDF")
    assert (register.files / "One.jwt").read_text().count(".") == 2


def test_another_cohort_has_a_register_of_its_own(register):
    register.session.choose_cohort(2)
    register.settle()
    assert register.page.register.nothing.isVisible()
    register.page.open_record(register.ids[0])
    register.settle()
    assert register.page.register.every_cohort.isChecked()
    assert register.page.certificate.certificate_id == register.ids[0]
