"""Who is ready, issuing to them, and what is done with a batch."""

import zipfile
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cohort_desk.domain.certificates.design import Signatory
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.services.certificates import carrying_out
from cohort_desk.services.certificates.batches import list_batches
from cohort_desk.services.certificates.designs import edit_design, list_designs
from cohort_desk.services.certificates.register import read_register
from cohort_desk.ui.certificates.presenter.views import VIEWS
from cohort_desk.ui.certificates.wiring import open_certificates_page
from cohort_desk.ui.kit.print_preview import PrintPreview


def pick(box, text):
    box.setCurrentIndex(next(at for at in range(box.count()) if text in box.itemText(at)))
    box.activated.emit(box.currentIndex())


def test_who_is_not_ready_is_told_why(office):
    view = office.page.ready
    why = dict(zip(office.column(view, "Name"), office.column(view, "Why"), strict=True))
    assert "Referred" in why["Dee Sample4"]
    assert why["Ada Sample1"] == ""
    view.states.choose(("Not ready",))
    assert set(office.column(view, "Name")) == {"Dee Sample4", "Fay Sample6"}
    assert not office.page.issue_button.isEnabled()


def test_what_can_be_chosen_is_offered_before_everybody_is_read(qtbot, office):
    page = open_certificates_page(office.session)
    qtbot.addWidget(page)
    offered = [page.subjects.itemText(at) for at in range(page.subjects.count())]
    assert offered == [
        "Award",
        "LE Module LE",
        "SY Module SY",
        "IN Module IN",
        "Attendance",
    ]
    assert page.ready.design.count() == 1
    assert not page.issue_button.isEnabled()
    office.settle()
    assert page.subjects.currentText() == "Award (4 ready)"
    assert page.issue_button.isEnabled()


def test_only_those_chosen_are_issued_in_the_order_of_the_list(office):
    view = office.page.ready
    view.model.sort(0, Qt.SortOrder.DescendingOrder)
    pick(view.order, "As sorted")
    names, ids = office.column(view, "Name"), view.model.ids()
    view.table.choose(tuple(ids[names.index(name)] for name in ("Ben Sample2", "Ada Sample1")))
    assert office.page.issue_button.text() == "Issue 2 certificates"
    office.issue()
    assert [entry.name for entry in read_register(office.db)] == ["Ben Sample2", "Ada Sample1"]


def test_modules_have_certificates_of_their_own(office):
    pick(office.page.subjects, "Module LE")
    office.settle()
    view = office.page.ready
    states = dict(zip(office.column(view, "Name"), office.column(view, "Status"), strict=True))
    assert states["Ada Sample1"] == "Ready"
    assert states["Dee Sample4"] == "Not ready"
    assert view.design_id() == 0
    assert "3. Design the certificate" in office.read(view.steps)


@pytest.mark.parametrize("stage", ["ratified"])
def test_steps_lead_to_where_they_are_done(office):
    steps = office.page.ready.steps
    assert "Ratify the marks" in office.read(steps)
    steps.taken.emit("settings", "code")
    assert office.gone[-1].page == "settings"
    office.page.open_record("make key")
    assert office.page.view == "keys"
    assert office.page.key_form.isVisible()


def test_a_stopped_batch_leaves_serials_accounted_for(office, qtbot):
    page = office.page
    office.click(page.issue_button)
    page.issue.passphrase.setText("seven quiet hills")
    QTest.mouseClick(page.issue.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.issue.stop.isVisible)
    office.click(page.issue.stop)
    # Stopping comes at the next report: of so few either all or none are written by then.
    issued = len(read_register(office.db))
    assert issued in {0, 4}
    assert page.issue_button.isEnabled() == (issued == 0)
    assert all(batch.finished for batch in list_batches(office.db))


def test_a_batch_stopped_half_way_is_gone_on_with(office, monkeypatch):
    write = carrying_out.write_chunk
    written = []

    def write_two_then_stop(*args):
        written.append(write(*args))
        if len(written) == 2:
            for task in office.session.runner.writing():
                task.cancel()
        return written[-1]

    monkeypatch.setattr(carrying_out, "AT_ONCE", 1)
    monkeypatch.setattr(carrying_out, "write_chunk", write_two_then_stop)
    office.issue()
    page = office.page
    assert "2 are still to be issued" in page.issue.told.text()
    assert len(office.ids) == 2
    assert "was stopped after 2" in page.ready.unfinished.words.text()
    office.click(page.ready.unfinished.go)
    assert not page.issue.passphrase.isVisible()
    office.click(page.issue.go)
    assert [entry.name for entry in read_register(office.db)][2:] == ["Cy Sample3", "Eve Sample5"]
    assert page.ready.unfinished.isHidden()


def test_a_batch_is_previewed_and_saved(office, qtbot):
    office.issue()
    panel = office.page.issue
    prints = office.answer("path_to_save", office.files / "Batch.pdf")
    office.click(panel.save_pdf)
    assert prints.read_bytes().startswith(b"%PDF")
    files = office.answer("path_to_save", office.files / "Batch.zip")
    office.click(panel.save_zip)
    assert len(zipfile.ZipFile(files).namelist()) >= 4
    office.click(panel.print_batch)
    qtbot.waitUntil(lambda: bool(office.page.findChildren(PrintPreview)))
    office.page.findChildren(PrintPreview)[0].close()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("stage", ["issued"])
def test_every_view_is_named_reachable_large_and_dark_enough(office, accessibility, view):
    office.page.detail.close_panel()
    office.turn_to(view)
    assert accessibility.problems(office.page) == []


def test_the_designer_is_too(office, accessibility):
    page = office.turn_to("designs")
    office.click(page.designs.buttons["Open"])
    assert accessibility.problems(page) == []


def test_what_a_design_lacks_is_told_before_anything_is_issued(office):
    page = office.page
    office.click(page.issue_button)
    assert "Nobody signs it" in page.issue.caution.text()
    assert page.issue.go.isEnabled()
    kept = list_designs(office.db, Kind.AWARD)[0]
    who = Signatory("Name of who signs", "Programme director")
    edit_design(office.db, kept.id, kept.version, replace(kept.design, signatories=(who,)))
    office.settle()
    assert page.ready.design.currentText().endswith("(not finished)")
    office.click(page.issue_button)
    assert (
        "The name of who signs as Programme director is still missing" in page.issue.problem.text()
    )
    QTest.keyClicks(page.issue.passphrase, "seven quiet hills")
    QTest.keyClick(page.issue.passphrase, Qt.Key.Key_Return)
    office.settle()
    assert not page.issue.go.isEnabled()
    assert len(read_register(office.db)) == 0
