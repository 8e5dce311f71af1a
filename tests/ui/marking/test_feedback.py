"""Feedback that is given out: offered once marks are shown, printed, and saved a file each."""

import pytest
from PySide6.QtCore import Qt

from cohort_desk.db.tables import SittingRow
from cohort_desk.ui.kit.print_preview import PrintPreview


@pytest.fixture
def given(session, allotted, mark, open_page):
    """The release of a sitting with two marks, which participants do not see yet."""
    for number in range(2):
        mark(allotted.first, number, 64)
        mark(allotted.second, number, 66)
    page = open_page(session)
    page.view_chosen.emit("release")
    page.release.record_opened.emit(0)
    return page


def show_marks(qtbot, page, db, assessment):
    with db.begin("marks shown, past what is against it") as work:
        work.session.get_one(SittingRow, (assessment, 1)).visibility = "provisional"
    qtbot.waitUntil(lambda: not page.release.panel.print_feedback.isHidden())


def test_feedback_is_offered_once_marks_are_shown(qtbot, given, allotted):
    assert not given.release.panel.print_feedback.isVisible()
    show_marks(qtbot, given, allotted.db, allotted.assessment)
    qtbot.mouseClick(given.release.panel.print_feedback, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(given.findChildren(PrintPreview)))
    (preview,) = given.findChildren(PrintPreview)
    assert preview.page_count == 2
    preview.close()


def test_each_participants_is_saved_in_a_file_of_its_own(qtbot, given, session, allotted, tmp_path):
    show_marks(qtbot, given, allotted.db, allotted.assessment)
    session.dialogs.ready["folder"] = tmp_path / "Feedback"
    said = []
    session.said.connect(said.append)
    qtbot.mouseClick(given.release.panel.save_feedback, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said == ["Saved 2 files in Feedback."])
    names = sorted(path.name for path in (tmp_path / "Feedback").iterdir())
    assert names == ["M1 Report Zoltan Adams.pdf", "M1 Report Zoltan Begum.pdf"]
