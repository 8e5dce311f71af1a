"""The documents of a person in their panel, and those of everybody from the Print menu."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from cohort_desk.db.tables import GroupRow, MembershipRow, RoundRow
from cohort_desk.services.projects import add_projects
from cohort_desk.ui.kit.print_preview import PrintPreview


def preview_of(qtbot, page):
    qtbot.waitUntil(lambda: bool(page.findChildren(PrintPreview)))
    return page.findChildren(PrintPreview)[-1]


def buttons(page):
    found = page.person.documents.findChildren(QPushButton)
    return [button for button in found if button.isVisible()]


def told(page):
    labels = page.person.documents.findChildren(QLabel)
    return [label.text() for label in labels if not label.isHidden()]


def test_a_document_is_printed_from_the_panel_as_soon_as_it_is_there(qtbot, page, people, session):
    page.open_record(people[0])
    assert "Not there yet. The group has no project yet." in told(page)
    with session.db.begin("a group") as work:
        made = {"recipe": {}, "created_at": datetime.now(UTC)}
        work.session.add(RoundRow(id=1, cohort_id=1, name="Projects", position=0, **made))
        work.session.add(GroupRow(id=1, round_id=1, name="Group 1", position=1))
        work.session.add(MembershipRow(round_id=1, participant_id=people[0], group_id=1))
    add_projects(session.db, [1])
    qtbot.waitUntil(lambda: "Ready · Project of Group 1" in told(page))
    qtbot.waitUntil(lambda: len(buttons(page)) == 1)
    (go,) = buttons(page)
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    preview = preview_of(qtbot, page)
    assert preview.windowTitle() == "Project summary"
    preview.close()


def test_the_print_menu_has_labels_and_papers_of_everybody(qtbot, page, session):
    (labels,) = (a for a in page.print_button.menu().actions() if "L7160" in a.text())
    labels.trigger()
    preview = preview_of(qtbot, page)
    assert preview.page_count == 1
    preview.close()
    (transcripts,) = (a for a in page.print_button.menu().actions() if "Transcr" in a.text())
    with qtbot.waitSignal(session.runner.problem) as refused:
        transcripts.trigger()
    assert "no board has ratified any marks" in refused.args[0]
