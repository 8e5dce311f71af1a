"""The list of people, driven as an administrator drives it."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cohort_desk.services.agencies import list_agencies
from cohort_desk.services.history import undo
from cohort_desk.services.people import PeopleFilter, find_people, read_people, read_person
from cohort_desk.ui.kit.print_preview import PrintPreview
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.people.wiring import open_people_page

ENTER, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Delete


def names(page):
    return [page.model.row_at(row).given_name for row in range(page.model.rowCount())]


def choose_rows(page, first, last):
    grid = page.table.grid
    grid.setFocus()
    grid.selectRow(first)
    for _ in range(last - first):
        QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)


def test_typing_narrows_the_list(qtbot, page):
    assert page.context.text() == "4 people from 2 agencies"
    QTest.keyClicks(page.search, "police mas")
    qtbot.waitUntil(lambda: names(page) == ["Cara"])
    assert page.table.count.text() == "1 of 4 people"
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert names(page) == ["Aisha", "Ben", "Cara", "Dev"]


def test_filters_narrow_together_and_show_all_clears_them(page):
    page.menus["grades"].choose(("Band 8",))
    page.menus["agencies"].choose((1,))
    assert names(page) == ["Cara"]
    page.statuses.choose(("withdrawn",))
    assert names(page) == []
    page.table.nothing.action.click()
    assert names(page) == ["Aisha", "Ben", "Cara", "Dev"]
    assert page.menus["grades"].chosen() == page.statuses.chosen() == ()


def test_a_column_sorts_and_is_remembered(qtbot, page, session):
    heads = page.table.grid.horizontalHeader()
    sector = next(at for at, column in enumerate(page.model.columns) if column.name == "sector")
    heads.setSortIndicator(sector, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["Ben", "Aisha", "Cara", "Dev"]
    again = open_people_page(session)
    qtbot.addWidget(again)
    assert names(again) == ["Ben", "Aisha", "Cara", "Dev"]


def test_the_agencies_names_take_the_room_that_a_wide_window_leaves(qtbot, page):
    heads = page.table.grid.horizontalHeader()
    agency = next(at for at, column in enumerate(page.model.columns) if column.name == "agency")
    page.resize(2200, 900)
    assert heads.length() == page.table.grid.viewport().width()
    wide = heads.sectionSize(agency)
    page.resize(640, 900)
    assert heads.sectionSize(agency) == page.model.columns[agency].width < wide


def test_on_a_small_screen_an_open_panel_leaves_all_but_the_status_in_sight(qtbot, page, people):
    page.resize(1072, 720)
    page.open_record(people[0])
    grid = page.table.grid
    group = next(at for at, column in enumerate(page.model.columns) if column.name == "group")
    qtbot.waitUntil(
        lambda: (
            0
            < grid.columnViewportPosition(group) + grid.columnWidth(group)
            <= grid.viewport().width()
        )
    )


def test_delete_withdraws_and_undo_takes_it_back(qtbot, page, db, people):
    choose_rows(page, 0, 1)
    QTest.keyClick(page.table.grid, DELETE)
    assert {read_person(db, each).status for each in people[:2]} == {"withdrawn"}
    qtbot.waitUntil(lambda: page.statuses._chips["withdrawn"].text().endswith("2"))
    undo(db)
    assert read_person(db, people[0]).status == "enrolled"


def test_many_people_get_an_agency_from_the_register_in_the_panel(page, db, people):
    choose_rows(page, 1, 3)
    page.start_bulk(page.table.chosen())
    assert page.panels.bulk.apply.text() == "Change 3 people"
    page.panels.bulk.editor("agency_id").setText("Sheffield CC")
    page.panels.bulk.apply.click()
    agencies = [person.agency for person in read_people(db, people).values()]
    assert agencies == ["South Yorkshire Police"] + ["Sheffield City Council"] * 3
    assert page.detail.isHidden()


def test_an_agency_that_nobody_knows_is_refused_in_a_sentence(page, db, people):
    page.start_bulk((people[0],))
    page.panels.bulk.editor("agency_id").setText("Nowhere Council")
    page.panels.bulk.apply.click()
    assert "no agency “Nowhere Council” yet" in page.panels.bulk.problem.text()
    assert len(list_agencies(db, 1)) == 2


def test_a_person_is_added_by_keyboard(qtbot, page, db):
    page.add_button.click()
    form = page.panels.add.form
    page.panels.add.submit()
    shown = [box.text() for box in form.findChildren(type(page.title)) if box.isVisible()]
    assert "Family name is needed; put a single name here." in shown
    QTest.keyClicks(form.editor("family_name"), "Okafor")
    QTest.keyClicks(form.editor("email"), "A.KHAN@example.org")
    page.panels.add.submit()
    shown = [box.text() for box in form.findChildren(type(page.title)) if box.isVisible()]
    assert any("Aisha Khan already has this e-mail" in text for text in shown)
    form.editor("email").clear()
    QTest.keyClicks(form.editor("agency_id"), "SYP")
    page.panels.add.submit()
    added = read_person(db, max(find_people(db, 1)))
    assert (added.name, added.agency) == ("Okafor", "South Yorkshire Police")
    assert page.detail.title.text() == "Okafor"
    assert page.table.current() == added.id


def test_what_is_shown_is_exported_with_the_columns_shown(qtbot, page, session, tmp_path):
    path = tmp_path / "out.csv"
    session.dialogs.ready["path_to_save"] = path
    page.menus["grades"].choose(("Band 8",))
    page.table.export_asked.emit()
    qtbot.waitUntil(lambda: session.heard.said == ["Saved 2 people in out.csv."])
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == "Given name,Family name,Agency,Sector,Grade,Location,Group,Status"
    assert lines[1].startswith("Ben,Lee,Barnsley Metropolitan Borough Council,Local government")


def test_what_is_shown_is_laid_out_for_printing(qtbot, page):
    page.menus["grades"].choose(("Band 8",))
    QTest.keyClick(page.table.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
    preview = page.findChild(PrintPreview)
    assert preview.page_count == 1
    with pypdfium2.PdfDocument(preview._paper.content) as pages:
        text = pages[0].get_textpage().get_text_bounded()
    assert "Lee, Ben" in text
    assert "Khan" not in text
    preview.close()


def test_a_cohort_without_people_leads_to_the_import(qtbot, session):
    page = open_people_page(session)
    qtbot.addWidget(page)
    page.show()
    empty = page.findChild(EmptyState)
    assert "Nobody is in this cohort yet" in empty.sentence.text()
    page.findChildren(EmptyState)[-1].asked.emit()
    assert session.heard.shown[0].page == "import"


def test_another_page_opens_a_person_or_a_filtered_list(page, people):
    page.open_record(PeopleFilter(agencies=(None,)))
    assert names(page) == ["Dev"]
    assert page.menus["agencies"].chosen() == (None,)
    page.open_record(people[1])
    assert page.detail.title.text() == "Ben Lee"
    assert page.table.current() == people[1]
    assert len(names(page)) == 4


def test_down_from_the_search_and_f2_reach_the_fields(page):
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    QTest.keyClick(page.table.grid, Qt.Key.Key_F2)
    editor = page.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "Aisha"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_control_is_named_reached_and_legible(page, theme, accessibility, mode, people):
    theme.set_mode(mode)
    page.open_record(people[0])
    assert accessibility.problems(page) == []
    page.start_adding()
    assert accessibility.problems(page) == []
    choose_rows(page, 0, 1)
    page.start_bulk(page.table.chosen())
    assert accessibility.problems(page) == []
