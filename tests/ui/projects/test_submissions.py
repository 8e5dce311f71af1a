"""The view of submissions, its panel and its forms, and a folder of reports."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services.history import undo
from cohort_desk.services.submissions import Due, Owner, hand_in, list_submissions, read_due

ENTER, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton
REPORT = Due(1, 1, Owner(group_id=1))
PDF = b"%PDF-1.7 report"


@pytest.fixture
def case(page, settle):
    """The page with the panel of Group 1's report open."""
    page.open_record("submissions")
    settle()
    page.submissions.table.choose((1,))
    settle()
    return page


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(PDF)
    return path


def line(session):
    return read_due(session.db, REPORT)


def states(page):
    model = page.submissions.model
    return [model.row_at(at).state.value for at in range(model.rowCount())]


def fill(qtbot, page, **values):
    """Type into the fields of the open form, and press Enter in the last."""
    for field, text in values.items():
        editor = page.case.form.form.editor(field)
        editor.clear()
        qtbot.keyClicks(editor, text)
    qtbot.mouseClick(page.case.form.save, LEFT)


def button(widget, name, kind=QPushButton):
    return next(each for each in widget.findChildren(kind) if each.accessibleName() == name)


def test_every_expected_owner_is_listed(case):
    assert states(case) == ["Draft", "Draft"]
    assert case.detail.title.text() == "Group 1"
    assert case.context.text().startswith("0 of 2 groups handed in · due ")


def test_files_are_handed_in_by_the_button_and_by_dropping(drop, case, session, settle, report):
    session.dialogs.ready["paths_to_open"] = [report]
    case.case.hand_in.click()
    settle()
    assert states(case) == ["Submitted", "Draft"]
    report.write_bytes(PDF + b" again")
    drop(case.case, report)
    settle()
    assert [file.number for file in line(session).files] == [2]
    drop(case.case, report)
    settle()
    assert "handed in already" in case.case.problem.text()
    undo(session.db)
    settle()
    assert [file.number for file in line(session).files] == [1]


def test_what_cannot_be_taken_is_explained(case, drop, session, settle, tmp_path):
    for name, data, said in (
        ("empty.pdf", b"", "0 bytes"),
        ("notes.txt", b"Hello", "of a kind that is not taken"),
        ("report.pdf", b"Hello", "cannot be read as a PDF file"),
    ):
        (tmp_path / name).write_bytes(data)
        drop(case.case, tmp_path / name)
        settle()
        assert said in case.case.problem.text()
    drop(case.case, tmp_path)
    settle()
    assert "is a folder" in case.case.problem.text()
    assert line(session).files == ()


def test_a_refusal_goes_with_another_row_or_action(qtbot, case, drop, settle, tmp_path):
    (tmp_path / "empty.pdf").write_bytes(b"")
    drop(case.case, tmp_path / "empty.pdf")
    settle()
    assert case.case.problem.isVisible()
    case.open_case(Due(1, 1, Owner(group_id=2)))
    settle()
    assert case.case.problem.isHidden()
    drop(case.case, tmp_path / "empty.pdf")
    settle()
    assert case.case.problem.isVisible()
    qtbot.mouseClick(case.case.extension, LEFT)
    assert case.case.problem.isHidden()


def test_on_behalf_with_the_time_it_was_received(qtbot, case, session, settle, report):
    session.dialogs.ready["paths_to_open"] = [report]
    qtbot.mouseClick(case.case.on_behalf, LEFT)
    fill(qtbot, case, received_at="soon", by="Aisha Khan")
    settle()
    assert line(session).files == ()
    received = line(session).deadline - timedelta(days=11)
    fill(qtbot, case, received_at=written_in_london(received))
    settle()
    found = line(session)
    assert (found.submitted_by, found.files[0].name) == ("Aisha Khan", "report.pdf")
    assert found.submitted_at.replace(second=0) == received.replace(second=0)


def test_final_and_open_again_with_a_reason(qtbot, case, session, settle):
    hand_in(session.db, REPORT, [Upload("report.pdf", PDF)])
    settle()
    qtbot.mouseClick(case.case.finalise, LEFT)
    settle()
    assert states(case)[0] == "Finalised"
    assert case.case.hand_in.isHidden()
    qtbot.mouseClick(case.case.reopen, LEFT)
    fill(qtbot, case, reason="")
    assert line(session).closed_at is not None
    fill(qtbot, case, reason="The annex is missing")
    settle()
    assert line(session).reopened_why == "The annex is missing"
    assert case.case.form.isHidden()


def test_an_extension_for_one_member_is_granted_and_withdrawn(qtbot, case, session, settle):
    qtbot.mouseClick(case.case.extension, LEFT)
    whom = case.case.form.form.editor("whom")
    whom.setFocus()
    qtbot.keyClicks(whom, "Aisha")
    fill(qtbot, case, until="yesterday", reason="Jury service")
    assert not any(member.extension for member in line(session).members)
    until = line(session).deadline + timedelta(days=3)
    fill(qtbot, case, until=written_in_london(until))
    settle()
    assert [member.name for member in line(session).members if member.extension] == ["Aisha Khan"]
    case.submissions.kinds.choose(("extended",))
    assert case.submissions.model.rowCount() == 1
    qtbot.mouseClick(button(case.case, "Withdraw the extension for Aisha Khan"), LEFT)
    settle()
    assert not any(member.extension for member in line(session).members)


def test_circumstances_are_claimed_and_decided(qtbot, case, session, settle):
    qtbot.mouseClick(case.case.claim, LEFT)
    fill(qtbot, case, claim="In hospital", evidence="Letter")
    settle()
    qtbot.mouseClick(button(case.case, "Decide on the claim of Aisha Khan"), LEFT)
    outcome = case.case.form.form.editor("outcome")
    outcome.setFocus()
    qtbot.keyClicks(outcome, "Deferred")
    fill(qtbot, case, reason="Letter seen")
    settle()
    assert line(session).members[0].deferred
    assert [each.basis for each in list_submissions(session.db, 1, 2)] == ["deferral"]
    assert case.submissions.sitting.count() == 2


def test_a_hold_is_placed_and_cleared(qtbot, case, session, settle):
    qtbot.mouseClick(case.case.hold, LEFT)
    fill(qtbot, case, reason="Two reports alike")
    settle()
    assert line(session).holds[0].kind == "investigation"
    qtbot.mouseClick(button(case.case, "Clear the hold on Group 1"), LEFT)
    fill(qtbot, case, reason="No case to answer")
    settle()
    assert line(session).holds == ()
    qtbot.mouseClick(
        next(b for b in case.case.findChildren(QPushButton) if b.text() == "Show the history"), LEFT
    )
    assert case.detail.title.text() == "History of Group 1"


def test_a_file_is_withdrawn(qtbot, case, session, settle):
    hand_in(session.db, REPORT, [Upload("report.pdf", PDF)])
    settle()
    qtbot.mouseClick(button(case.case, "Withdraw report.pdf", QToolButton), LEFT)
    settle()
    assert line(session).files == ()
    assert states(case)[0] == "Draft"


def test_search_filters_and_export(qtbot, case, session, settle, tmp_path):
    hand_in(session.db, REPORT, [Upload("report.pdf", PDF)])
    settle()
    case.submissions.kinds.choose(("missing",))
    assert [case.submissions.model.row_at(0).line.name] == ["Group 2"]
    case.submissions.widen()
    qtbot.keyClicks(case.submissions.search, "chloe")
    qtbot.keyClick(case.submissions.search, ENTER)
    assert case.submissions.model.rowCount() == 1
    session.dialogs.ready["path_to_save"] = tmp_path / "out.csv"
    case.submissions.export_asked.emit()
    settle()
    assert "Group 2" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_a_folder_is_previewed_changed_and_taken_in_one_step(
    qtbot, case, session, settle, tmp_path
):
    folder = tmp_path / "Reports"
    folder.mkdir()
    (folder / "Group 1.pdf").write_bytes(PDF)
    (folder / "final.pdf").write_bytes(PDF)
    session.dialogs.ready["folder"] = folder
    qtbot.mouseClick(case.folder_button, LEFT)
    settle()
    preview = case.folder
    assert preview.take.text() == "Take in 1 file"
    assert preview.without.text() == "Nothing for Group 2."
    assert line(session).files == ()
    preview.table.choose((1,))
    qtbot.keyClick(preview.table.grid, ENTER)
    assert QApplication.focusWidget() is preview.owner
    qtbot.keyClicks(preview.owner, "Group 2")
    qtbot.mouseClick(preview.give, LEFT)
    assert preview.without.text() == "Everybody has a file."
    qtbot.mouseClick(preview.take, LEFT)
    settle()
    assert states(case) == ["Submitted", "Submitted"]
    undo(session.db)
    settle()
    assert states(case) == ["Draft", "Draft"]


def test_a_folder_that_holds_nothing_is_told(drop, case, session, settle, tmp_path):
    empty = tmp_path / "Empty"
    empty.mkdir()
    drop(case.submissions, empty)
    settle()
    assert case.warned == ["There are no files in that folder."]


def test_controls_have_names_and_are_reached_by_tab(case, accessibility):
    case.case.ask("extension")
    assert accessibility.problems(case) == []
