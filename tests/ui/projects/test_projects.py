"""The list of projects and one project's page, with real keys and clicks."""

import pypdf
import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QToolButton

from cohort_desk.domain.progress import unwatched
from cohort_desk.domain.savings.fields import BenefitEntry
from cohort_desk.services.history import undo
from cohort_desk.services.projects import add_projects, list_projects, read_project
from cohort_desk.services.savings.benefits.entering import enter_benefits
from cohort_desk.services.savings.outcomes.outcomes import move_outcome
from cohort_desk.ui.kit.session import Destination
from cohort_desk.ui.kit.widgets import Tag

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def opened(qtbot, page, session, settle):
    """The page at the project of Group 1, whose id is 1."""
    add_projects(session.db, [1])
    settle()
    page.open_project(1)
    settle()
    return page


def project(session):
    return read_project(session.db, 1).project


def named(widget, kind, name):
    return next(w for w in widget.findChildren(kind) if w.accessibleName() == name)


def shown(page):
    model = page.projects.model
    return [model.row_at(at).title for at in range(model.rowCount())]


def test_an_empty_list_offers_to_register_for_all_groups(qtbot, page, session, settle):
    empty = page._projects_shell.currentWidget()
    assert empty.sentence.text() == "Register projects for the 2 groups of Projects."
    qtbot.mouseClick(empty.action, Qt.MouseButton.LeftButton)
    settle()
    assert shown(page) == ["Project of Group 1", "Project of Group 2"]
    undo(session.db)
    settle()
    assert "Register projects" in page._projects_shell.currentWidget().sentence.text()


def test_enter_opens_a_project_and_a_group_without_one_is_asked_about(qtbot, page, session, settle):
    add_projects(session.db, [1])
    settle()
    session.dialogs.ready["confirm"] = True
    page.projects.table.choose((2,))
    qtbot.keyClick(page.projects.table.grid, ENTER)
    settle()
    assert session.dialogs.asked[-1] == ("confirm", "Group 2 has no project yet")
    assert page.title.text() == "Project of Group 2"
    qtbot.mouseClick(page.project.back, Qt.MouseButton.LeftButton)
    assert page.title.text() == "Projects"


def test_fields_are_kept_as_they_are_left(qtbot, opened, session, settle):
    title = opened.project.panel.form.editor("title")
    title.selectAll()
    qtbot.keyClicks(title, "One records check")
    qtbot.keyClick(title, TAB)
    settle()
    assert project(session).title == opened.title.text() == "One records check"
    sponsor = opened.project.panel.form.editor("sponsor_agency_id")
    sponsor.setFocus()
    qtbot.keyClicks(sponsor, "Nowhere")
    qtbot.keyClick(sponsor, TAB)
    settle()
    assert "There is no agency “Nowhere” yet" in _errors(opened.project.panel)
    assert sponsor.text() == "Nowhere"
    sponsor.setFocus()
    sponsor.selectAll()
    qtbot.keyClicks(sponsor, "leeds city council")
    qtbot.keyClick(sponsor.completer().popup(), Qt.Key.Key_Escape)
    qtbot.keyClick(sponsor, ENTER)
    settle()
    assert project(session).sponsor.name == "Leeds City Council"


def _errors(panel):
    return " ".join(
        label.text() for label in panel.findChildren(QObject) if label.property("look") == "error"
    )


def test_outcomes_partners_and_milestones_by_keyboard(qtbot, opened, session, settle):
    view = opened.project
    qtbot.keyClicks(view.outcomes.description, "about £150,000 a year")
    qtbot.keyClick(view.outcomes.description, ENTER)
    qtbot.keyClicks(view.partners.name_field, "Friends of the Park")
    qtbot.keyClick(view.partners.name_field, ENTER)
    qtbot.keyClicks(view.milestones.title, "Survey")
    qtbot.keyClicks(view.milestones.due, "32 March")
    qtbot.keyClick(view.milestones.due, ENTER)
    assert "is not a day, such as 1 March 2027" in view.milestones.problem.text()
    view.milestones.due.clear()
    qtbot.keyClicks(view.milestones.due, "1 March 2027")
    qtbot.keyClick(view.milestones.due, ENTER)
    settle()
    now = project(session)
    assert (now.outcomes[0].kind, now.partners[0].name) == ("money", "Friends of the Park")
    assert now.milestones[0].due_on.isoformat() == "2027-03-01"
    assert view.milestones.problem.isHidden()
    tick = named(view.milestones, QCheckBox, "Survey done")
    name = tick.objectName()
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    settle()
    assert project(session).milestones[0].done_on is not None
    assert QApplication.focusWidget().objectName() == name


def test_an_outcome_without_money_shows_its_state_and_leads_to_its_evidence(
    qtbot, opened, session, settle
):
    view, shown = opened.project, []
    session.shown.connect(shown.append)
    view.outcomes.added.emit("strategy", "Cohesion strategy")
    view.outcomes.added.emit("money", "About £150,000 a year")
    settle()
    outcome = project(session).outcomes[0]
    move_outcome(session.db, outcome.id, outcome.version, "under_way")
    settle()
    tags = [each.accessibleName() for each in view.outcomes.findChildren(Tag)]
    assert "Under way" in tags
    assert "Promised" not in tags
    follow = named(view.outcomes, QToolButton, "Evidence and confirmation of Strategy change")
    qtbot.mouseClick(follow, Qt.MouseButton.LeftButton)
    assert shown == [Destination("savings", ("outcomes", outcome.id))]


def test_savings_stand_on_the_project_and_lead_to_theirs(qtbot, opened, session, settle):
    card, shown = opened.project.savings, []
    session.shown.connect(shown.append)
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    entry = BenefitEntry(
        project_id=1, title="One records check", pence=15_000_000, first_year=2026, years=5,
        approximate=True,
    )  # fmt: skip
    (benefit_id,) = enter_benefits(session.db, [entry])
    settle()
    assert "about £750,000" in [label.text() for label in card.findChildren(QLabel)]
    qtbot.mouseClick(
        card.findChild(QPushButton, f"benefit-{benefit_id}"), Qt.MouseButton.LeftButton
    )
    assert shown == [
        Destination("savings", ("benefits", ("add", 1))),
        Destination("savings", benefit_id),
    ]


def test_an_outcome_is_changed_and_a_milestone_edited_and_removed(qtbot, opened, session, settle):
    view = opened.project
    view.outcomes.added.emit("strategy", "")
    view.milestones.added.emit("Survey", "")
    settle()
    text = named(view.outcomes, QLineEdit, "Strategy change: what it is")
    text.setFocus()
    qtbot.keyClicks(text, "Cohesion strategy")
    qtbot.keyClick(text, TAB)
    settle()
    assert project(session).outcomes[0].description == "Cohesion strategy"
    edit = named(view.milestones, QToolButton, "Change Survey")
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    view.milestones.title.selectAll()
    qtbot.keyClicks(view.milestones.title, "Survey of users")
    qtbot.keyClick(view.milestones.title, ENTER)
    settle()
    assert project(session).milestones[0].title == "Survey of users"
    remove = named(view.milestones, QToolButton, "Remove Survey of users")
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    settle()
    assert project(session).milestones == ()


def test_files_are_dropped_on_a_project_and_bad_ones_explained(
    drop, opened, session, settle, tmp_path
):
    (tmp_path / "notes.txt").write_bytes(b"Hello")
    (tmp_path / "empty.txt").write_bytes(b"")
    drop(opened.project.files, tmp_path / "notes.txt")
    settle()
    assert [file.name for file in project(session).files] == ["notes.txt"]
    problem = opened.project.files.card.problem
    for path, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "empty.txt", "0 bytes"),
        (tmp_path / "gone.txt", "could not be read"),
    ):
        drop(opened.project.files, path)
        settle()
        assert said in problem.text()
    assert len(project(session).files) == 1


class Opener(QObject):
    """Stands for the programs of the desktop, which are asked to open files."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def take(self, url):
        self.opened.append(url.toLocalFile())


def test_a_file_is_opened_as_a_copy_and_saved(qtbot, opened, session, settle, tmp_path):
    (tmp_path / "notes.txt").write_bytes(b"Hello")
    session.dialogs.ready["paths_to_open"] = [tmp_path / "notes.txt"]
    qtbot.mouseClick(opened.project.files.add, Qt.MouseButton.LeftButton)
    settle()
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "take")
    qtbot.mouseClick(
        named(opened.project.files, QPushButton, "Open notes.txt"), Qt.MouseButton.LeftButton
    )
    settle()
    QDesktopServices.unsetUrlHandler("file")
    (copy,) = opener.opened
    with open(copy, "rb") as file:  # noqa: PTH123 - a path as Qt writes it
        assert file.read() == b"Hello"
    session.dialogs.ready["path_to_save"] = tmp_path / "copy.txt"
    save = named(opened.project.files, QToolButton, "Save a copy of notes.txt")
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    settle()
    assert (tmp_path / "copy.txt").read_bytes() == b"Hello"


def test_search_and_filters_narrow_the_list(qtbot, page, session, settle):
    add_projects(session.db, [1])
    settle()
    qtbot.keyClicks(page.projects.search, "aisha")
    qtbot.keyClick(page.projects.search, ENTER)
    assert shown(page) == ["Project of Group 1"]
    page.projects.widen()
    page.projects.statuses.choose(("none",))
    assert shown(page) == ["No project yet"]
    page.projects.statuses.choose(())
    page.projects.overdue.choose(("overdue",))
    assert shown(page) == []


def test_several_are_set_and_deleted_at_once(page, session, settle):
    page.projects.register_asked.emit((1, 2))
    settle()
    page.projects.status_chosen.emit((1, 2), "approved")
    settle()
    assert {line.project.status for line in list_projects(session.db, 1)} == {"approved"}
    page.projects.table.choose((1, 2))
    QTest.keyClick(page.projects.table.grid, Qt.Key.Key_Delete)
    settle()
    assert session.dialogs.asked[-1] == ("confirm", "Delete 2 projects?")
    assert len([line for line in list_projects(session.db, 1) if line.project]) == 2
    session.dialogs.ready["confirm"] = True
    QTest.keyClick(page.projects.table.grid, Qt.Key.Key_Delete)
    settle()
    assert not [line for line in list_projects(session.db, 1) if line.project]


def test_the_list_is_exported_and_printed(page, session, settle, tmp_path):
    add_projects(session.db, [1, 2])
    settle()
    session.dialogs.ready["path_to_save"] = tmp_path / "Projects.csv"
    page.projects.export_asked.emit()
    settle()
    assert "Project of Group 2" in (tmp_path / "Projects.csv").read_text("utf-8-sig")
    papers = []
    page.listing_made.disconnect()
    page.listing_made.connect(lambda title, write: papers.append((title, write)))
    page.print_button.click()
    ((title, write),) = papers
    write(tmp_path / "out.pdf", unwatched)
    text = pypdf.PdfReader(tmp_path / "out.pdf").pages[0].extract_text()
    assert title == "Projects"
    assert "Project of Group 2" in text


@pytest.mark.parametrize(
    ("button", "called", "told"),
    [
        ("print_button", "Project summary", "A project of Group 1"),
        ("sponsor_button", "Summary for the sponsor", "A project for the agencies of its members"),
    ],
)
def test_the_summary_of_a_project_is_printed(opened, tmp_path, button, called, told):
    papers = []
    opened.listing_made.disconnect()
    opened.listing_made.connect(lambda title, write: papers.append((title, write)))
    getattr(opened, button).click()
    ((title, write),) = papers
    write(tmp_path / "out.pdf", unwatched)
    text = pypdf.PdfReader(tmp_path / "out.pdf").pages[0].extract_text()
    assert title == called
    assert "Project of Group 1" in text
    assert told in text


def test_a_project_deleted_elsewhere_closes_its_page(opened, session, settle):
    undo(session.db)
    settle()
    assert opened.title.text() == "Projects"


def test_the_history_of_a_project_tells_who_changed_it(qtbot, opened, settle):
    qtbot.mouseClick(opened.project.panel.history_button, Qt.MouseButton.LeftButton)
    settle()
    assert opened.detail.title.text() == "History of Project of Group 1"


def test_a_page_out_of_sight_is_read_when_it_comes_back(page, session, settle):
    page.hide()
    add_projects(session.db, [1])
    settle()
    assert shown(page) == []
    page.show()
    settle()
    assert shown(page) == ["Project of Group 1", "No project yet"]


def test_every_control_of_a_project_is_named_and_reached(opened, settle, accessibility):
    opened.project.outcomes.added.emit("money", "")
    opened.project.partners.added.emit("Leeds City Council", "")
    opened.project.milestones.added.emit("Survey", "1 March 2020")
    settle()
    assert accessibility.problems(opened) == []
