"""The view of reports: made, listed, printed again and saved as they were."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from cohort_desk.services.savings.snapshots.snapshots import list_snapshots, take
from cohort_desk.ui.kit.print_preview import PrintPreview
from savings_office import LEEDS, VETTING
from savings_reports import FIRST

LEFT = Qt.MouseButton.LeftButton


def press(holder, words):
    """Click the button that is seen with these words."""
    (found,) = (
        each
        for each in holder.findChildren(QPushButton)
        if each.text() == words and each.isVisible()
    )
    QTest.mouseClick(found, LEFT)


def choose(box: QComboBox, words):
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def previews(view):
    return [each.windowTitle() for each in view.findChildren(PrintPreview)]


def test_a_report_is_made_previewed_and_then_stands_in_the_list(page, view, office, settle):
    press(view, "Make report…")
    settle()
    choose(view.make.kind, "Page for an agency")
    settle()
    choose(view.make.subject, "Leeds City Council")
    press(view.make, "Make and preview")
    settle()
    settle()
    (made,) = list_snapshots(office.db)
    assert (made.kind, made.about_id) == ("agency", LEEDS)
    assert view.model.ids() == [made.id]
    assert any(made.title in title for title in previews(view))
    assert not page.detail.isVisible()


def test_a_report_for_the_board_is_of_all_cohorts_unless_one_is_chosen(page, view, settle):
    press(view, "Make report…")
    settle()
    assert view.make.kind.currentText() == "Report for the board"
    assert view.make.subject.currentText() == "All cohorts"
    assert view.make.subject.count() > 1


def test_an_old_report_is_saved_as_it_was_made(page, view, office, settle, save_as):
    old = take(office.db, "project", VETTING, FIRST)
    settle()
    view.table.choose((old.id,))
    assert page.detail.title.text() == "Savings of One service"
    path = save_as("Old.pdf")
    press(view.report, "Save as PDF…")
    settle()
    assert path.read_bytes().startswith(b"%PDF")
    press(view.report, "Make again as of today")
    settle()
    settle()
    assert len(list_snapshots(office.db)) == 2
    assert view.model.rowCount() == 2


def test_what_is_looked_for_is_shown_and_the_rest_comes_back(page, view, office, settle):
    for kind, about in (("portfolio", None), ("agency", LEEDS), ("project", VETTING)):
        take(office.db, kind, about, FIRST)
    settle()
    assert view.table.count.text() == "3 reports"
    view.kinds.choose(("project",))
    assert [view.model.row_at(0).title, view.model.rowCount()] == ["Savings of One service", 1]
    view.kinds.choose(())
    QTest.keyClicks(view.search, "leeds")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    assert view.table.count.text() == "1 of 3 reports"
    QTest.keyClicks(view.search, " nowhere")
    QTest.keyClick(view.search, Qt.Key.Key_Return)
    press(view, "Show all")
    assert view.table.count.text() == "3 reports"


def test_where_there_is_nothing_to_report_the_panel_says_what_to_do(page, view, settle):
    page.scope.setCurrentIndex(0)
    page.show_cohort(99, "Empty intake")
    settle()
    press(view, "Make report…")
    settle()
    choose(view.make.kind, "Page of a project")
    settle()
    assert "No project has a benefit or an outcome yet" in view.make.none.text()
    assert not view.make.make.isEnabled()


def test_every_control_is_named_reachable_large_and_dark_enough(page, view, settle, accessibility):
    assert accessibility.problems(page) == []
    press(view, "Make report…")
    settle()
    assert accessibility.problems(page) == []
