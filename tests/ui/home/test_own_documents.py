"""A participant's own page, worked with the mouse: their documents, marks and feedback on paper."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cohort_desk.db.tables import GroupRow, MembershipRow, RoundRow
from cohort_desk.services.projects import add_projects, edit_project, read_project
from cohort_desk.ui.home.wiring import open_home_page
from cohort_desk.ui.kit.print_preview import PrintPreview
from cohort_desk.ui.kit.session import Viewpoint

ADA = 1


@pytest.fixture
def own(qtbot, session, marked):
    """Ada's page; her group has a project, and all her marks are provisional."""
    with marked.db.begin("a group") as work:
        add = work.session.add
        add(
            RoundRow(
                id=1, cohort_id=1, name="Projects", position=0, recipe={}, created_at=marked.DUE
            )
        )
        add(GroupRow(id=1, round_id=1, name="Group 1", position=1))
        add(MembershipRow(round_id=1, participant_id=ADA, group_id=1))
    (key,) = add_projects(marked.db, [1])
    version = read_project(marked.db, key).project.version
    edit_project(marked.db, key, version, {"title": "One check for three"})
    session.take_view(Viewpoint("participant", ADA))
    page = open_home_page(session)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    qtbot.waitExposed(page)
    return page


def click(qtbot, parent, text):
    """Click on the button of a parent that says so, as a hand with a mouse does."""

    def seen():
        says = parent.findChildren(QPushButton)
        return [b for b in says if b.isVisible() and text in {b.text(), b.accessibleName()}]

    # The page lays itself out anew as news of the last change come in.
    qtbot.waitUntil(lambda: len(seen()) == 1)
    (found,) = seen()
    assert found.isEnabled()
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def preview_of(qtbot, page):
    qtbot.waitUntil(lambda: bool(page.findChildren(PrintPreview)))
    (preview,) = page.findChildren(PrintPreview)
    qtbot.waitExposed(preview)
    return preview


def words(preview, tmp_path):
    path = tmp_path / "shown.pdf"
    path.write_bytes(preview._paper.content)
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Print my summary", "One check for three"),
        ("Print project summary", "One check for three"),
        ("Print mark statement", "4 marks, provisional"),
        ("Print feedback: LE · Report: 72 (provisional)", "Feedback on Report"),
        ("Why this mark?: LE · Report: 72 (provisional)", "Why this mark?"),
    ],
)
def test_one_click_shows_a_document_and_the_next_saves_it(qtbot, own, tmp_path, asked, told):
    click(qtbot, own, asked)
    preview = preview_of(qtbot, own)
    assert told in words(preview, tmp_path)
    kept = tmp_path / "kept.pdf"
    preview._dialogs = Saves(kept)
    click(qtbot, preview, "Save as PDF…")
    assert PdfReader(kept).pages
    assert not preview.isVisible()


def test_two_clicks_print_where_there_is_a_printer(qtbot, own, session, monkeypatch):
    sent = []
    click(qtbot, own, "Print my summary")
    preview = preview_of(qtbot, own)
    preview.form.offer(["Office"])
    preview.print_button.setEnabled(True)
    monkeypatch.setattr(
        session.prints, "print_now", lambda paper, _choices: sent.append(paper.title)
    )
    click(qtbot, preview, "Print")
    assert sent == ["Project summary"]


def test_what_is_not_there_says_why_and_comes_by_itself(qtbot, own, marked):
    waits = "Not there yet. It tells confirmed marks only: a board has to ratify them first."
    qtbot.waitUntil(lambda: waits in told_by(own))
    marked.hide()
    qtbot.waitUntil(lambda: "Not there yet. No mark has been released yet." in told_by(own))
    assert not [b for b in own.findChildren(QPushButton) if b.text() == "Print mark statement"]


def told_by(page):
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def test_everything_is_reached_by_keyboard_and_named(qtbot, own, accessibility):
    qtbot.waitUntil(lambda: "Your documents" in told_by(own))
    assert accessibility.problems(own) == []


class Saves:
    """Answers where to save."""

    def __init__(self, path):
        self._path = path

    def path_to_save(self, _title, _suggestion, _kinds=""):
        return self._path
