"""Marks and allotments from a sheet: every row is shown before anything is written."""

import csv

from cohort_desk.services.history import undo
from cohort_desk.services.marks.allotments import read_allotments
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.tasks import TaskKey


def write_csv(path, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def outcomes(page):
    model = page.importing.list.model
    return [model.row_at(at).outcome for at in range(model.rowCount())]


def test_marks_are_shown_row_by_row_imported_and_undone(session, allotted, tmp_path, open_page):
    rows = [
        ("Code", "Problem", "Evidence", "Value", "Feedback"),
        (allotted.codes[0], 65, 66, 67, "Good work."),
        (allotted.codes[1], 65, 101, 67, ""),
        ("C0000", 65, 66, 67, ""),
    ]
    session.dialogs.ready["path_to_open"] = write_csv(tmp_path / "Marks.csv", rows)
    page = open_page(session)
    page.queue.tutor_chosen.emit(allotted.first)
    page.act("Import marks…")
    assert outcomes(page) == ["New", "Refused", "Refused"]
    assert page.importing.apply.text() == "Import 1 row"
    key = TaskKey(allotted.works[0], allotted.first)
    assert open_desk(allotted.db, key).mark is None
    page.importing.apply.click()
    assert open_desk(allotted.db, key).mark == 66
    assert page.tabs.isVisible()
    undo(allotted.db)
    assert open_desk(allotted.db, key).mark is None


def test_a_preview_can_be_left_without_a_trace(session, allotted, tmp_path, open_page):
    rows = [("Code", "Problem"), (allotted.codes[0], 65)]
    session.dialogs.ready["path_to_open"] = write_csv(tmp_path / "Marks.csv", rows)
    page = open_page(session)
    page.act("Import marks…")
    page.importing.cancel.click()
    assert page.tabs.isVisible()
    key = TaskKey(allotted.works[0], allotted.first)
    assert open_desk(allotted.db, key).criteria[0].value is None


def test_who_marks_what_comes_from_a_sheet(session, office, tmp_path, open_page):
    rows = [
        ("Code", "First marker", "Second marker"),
        (office.codes[0], "Ann Stone", "Will Marsh"),
        (office.codes[1], "Nobody Known", ""),
    ]
    session.dialogs.ready["path_to_open"] = write_csv(tmp_path / "Markers.csv", rows)
    page = open_page(session)
    page.view_chosen.emit("allotment")
    page.allotment.bring_in.click()
    assert outcomes(page) == ["New", "Refused"]
    page.importing.apply.click()
    assert read_allotments(office.db, office.assessment).missing == 18


def test_the_sheet_that_is_saved_can_be_read_again(qtbot, session, allotted, tmp_path, open_page):
    path = tmp_path / "Sheet.xlsx"
    session.dialogs.ready["path_to_save"] = session.dialogs.ready["path_to_open"] = path
    page = open_page(session)
    page.view_chosen.emit("marks")
    page.marks.sheet.click()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not session.runner.tasks())
    page.queue.tutor_chosen.emit(allotted.second)
    page.marks.bring_in.click()
    assert len(outcomes(page)) == 20
    assert not page.importing.apply.isEnabled()
