"""Lists, short and very long, worked by mouse and keyboard."""

from array import array
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton

from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.grid import CELL_INSET
from cohort_desk.ui.kit.paged_table import PAGE, PagedModel
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.table_model import TableModel


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    grade: int = 1


COLUMNS = (
    Column[Person]("Name", lambda row: row.name, key="name", width=160),
    Column[Person]("Grade", lambda row: str(row.grade), key="grade", width=80, right=True),
    Column[Person]("Status", lambda row: "Active", key="status", chip=lambda row: Chip("Active")),
    Column[Person]("Notes", lambda row: "", key="notes", hidden=True),
)
PEOPLE = tuple(Person(n, f"Person {n:03}", 12 - n) for n in range(1, 11))


class Source:
    """Numbered people, counting how often a page was read."""

    def __init__(self):
        self.pages = []
        self.gone = set()

    def fetch(self, ids):
        self.pages.append(tuple(ids))
        return {n: Person(n, f"Person {n:06}") for n in ids if n not in self.gone}


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def paged(source):
    model = PagedModel(COLUMNS, source.fetch)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


@pytest.fixture
def settings(tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def table(qtbot, settings):
    model = TableModel(COLUMNS, identity=lambda row: row.id)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show_rows(PEOPLE)
    return shown(qtbot, DataTable(model, "People", ("person", "people"), memory=settings))


def shown(qtbot, table):
    table.resize(700, 300)
    qtbot.addWidget(table)
    table.show()
    table.start()
    return table


def names(table):
    return [table.model.index(row, 0).data() for row in range(table.model.rowCount())]


def test_a_hundred_thousand_rows_cost_only_the_pages_seen(qtbot, source):
    paged = PagedModel(COLUMNS, source.fetch)
    table = shown(qtbot, DataTable(paged, "People", ("person", "people")))
    paged.show_ids(array("q", range(100_000)))
    table.grid.grab()
    assert table.count.text() == "100,000 people"
    assert source.pages[0] == tuple(range(PAGE))
    table.grid.scrollToBottom()
    table.grid.grab()
    assert source.pages[-1][-1] == 99_999
    assert len(source.pages) <= 4


def test_a_row_deleted_elsewhere_shows_as_blank_until_the_list_is_made_anew(paged, source):
    source.gone = {3}
    paged.show_ids(array("q", [1, 3]))
    assert paged.index(0, 0).data() == "Person 000001"
    assert paged.index(1, 0).data() is None
    assert paged.index(1, 1).data() is None
    assert len(source.pages) == 1


def test_sorting_a_long_list_is_asked_of_its_maker(qtbot, paged):
    table = shown(qtbot, DataTable(paged, "People", ("person", "people")))
    paged.show_ids(array("q", [1, 2]))
    header = table.grid.horizontalHeader()
    with qtbot.waitSignal(paged.sort_asked) as asked:
        spot = header.sectionViewportPosition(1) + 10
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot, 10))
    assert asked.args == ["grade", False]


def test_selection_and_place_follow_the_people_not_the_lines(qtbot, paged):
    table = shown(qtbot, DataTable(paged, "People", ("person", "people")))
    paged.show_ids(array("q", range(1, 200)))
    table.choose((20, 22))
    with qtbot.assertNotEmitted(table.current_changed):
        paged.show_ids(array("q", range(199, 0, -1)))
    assert sorted(table.chosen()) == [20, 22]
    assert table.current() == 20


def test_a_person_who_leaves_the_list_leaves_the_selection(qtbot, paged):
    table = shown(qtbot, DataTable(paged, "People", ("person", "people")))
    paged.show_ids(array("q", [1, 2, 3]))
    table.choose((2,))
    with qtbot.waitSignal(table.current_changed) as told:
        paged.show_ids(array("q", [1, 3]))
    assert told.args == [None]
    assert table.chosen() == ()


def test_numbers_sort_by_size_and_the_selection_stays(qtbot, table):
    table.choose((3,))
    table.grid.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert [table.model.index(row, 1).data() for row in range(3)] == ["2", "3", "4"]
    assert table.chosen() == (3,)
    table.grid.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert names(table)[0] == "Person 001"


def test_new_values_of_the_same_rows_keep_the_selection(table):
    table.choose((2, 4))
    table.model.show_rows([replace(row, name=row.name.upper()) for row in PEOPLE])
    assert names(table)[0] == "PERSON 001"
    assert table.chosen() == (2, 4)


def test_keys_open_edit_and_delete(qtbot, table):
    table.take_focus()
    qtbot.keyClick(table.grid, Qt.Key.Key_Down)
    for key, signal, expected in (
        (Qt.Key.Key_Return, table.opened, 2),
        (Qt.Key.Key_F2, table.edit_asked, 2),
        (Qt.Key.Key_Delete, table.delete_asked, (2,)),
    ):
        with qtbot.waitSignal(signal) as told:
            qtbot.keyClick(table.grid, key)
        assert told.args == [expected]


def test_rows_are_copied_as_a_spreadsheet_takes_them(qtbot, table):
    table.choose((1, 2))
    qtbot.keyClick(table.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Person 001\t11\tActive\nPerson 002\t10\tActive"


def test_bulk_actions_appear_for_several_and_get_their_ids(qtbot, table):
    moved = []
    table.add_bulk_action("Move to group…", "arrow-right", moved.append)
    table.grid.selectRow(0)
    assert table.count.isVisible()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    table.grid.selectionModel().select(table.model.index(4, 0), flags)
    assert table.chosen_count.text() == "2 chosen"
    assert not table.count.isVisible()
    move = next(each for each in table.findChildren(QPushButton) if each.text() == "Move to group…")
    qtbot.mouseClick(move, Qt.MouseButton.LeftButton)
    assert moved == [(1, 5)]


def test_columns_are_remembered(qtbot, table, settings):
    header = table.grid.horizontalHeader()
    header.resizeSection(0, 222)
    header.moveSection(1, 0)
    table.grid.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    notes = table._columns.menu().actions()[3]
    assert not notes.isChecked()
    notes.trigger()
    table.hide()
    model = TableModel(COLUMNS, identity=lambda row: row.id)
    model.show_rows(PEOPLE)
    again = shown(qtbot, DataTable(model, "People", ("person", "people"), memory=settings))
    assert again.grid.columnWidth(0) == 222
    assert again.grid.horizontalHeader().logicalIndex(0) == 1
    assert not again.grid.isColumnHidden(3)
    assert again.model.index(0, 1).data() == "11"


def test_a_column_that_is_new_since_stands_where_it_belongs(qtbot, settings):
    def laid_out(columns):
        model = TableModel(columns, identity=lambda row: row.id)
        table = shown(qtbot, DataTable(model, "People", ("person", "people"), memory=settings))
        header = table.grid.horizontalHeader()
        return table, [header.logicalIndex(place) for place in range(len(columns))]

    table, _places = laid_out((COLUMNS[0], *COLUMNS[2:]))
    table.grid.horizontalHeader().moveSection(2, 1)
    table.hide()
    _table, places = laid_out(COLUMNS)
    assert places == [0, 1, 3, 2]


def test_the_last_column_cannot_be_hidden(table):
    for column in (1, 2):
        table._columns.menu().actions()[column].trigger()
    assert not table._columns.menu().actions()[0].isEnabled()


def test_an_empty_result_says_so_and_offers_everything(qtbot, table):
    table.set_total(10)
    table.model.show_rows([])
    assert table.count.text() == "0 of 10 people"
    assert table.nothing.sentence.text() == "No people match."
    with qtbot.waitSignal(table.widen_asked):
        qtbot.mouseClick(table.nothing.action, Qt.MouseButton.LeftButton)


def test_rows_follow_text_size_and_density(table, theme):
    assert table.grid.rowHeight(0) == 36
    theme.set_compact(True)
    assert table.grid.rowHeight(0) == 28
    theme.set_scale(150)
    assert table.grid.rowHeight(0) == 42


def test_what_must_be_whole_is_never_cut_short(qtbot, settings, theme):
    serial = Column[Person]("Serial", lambda row: row.name, key="serial", width=60, whole=True)
    model = TableModel((serial, *COLUMNS[1:]), identity=lambda row: row.id)
    table = shown(qtbot, DataTable(model, "Serials", ("one", "all"), memory=settings))
    model.show_rows([Person(1, "SAMPLE-2026-0090"), Person(2, "SCRLP-2026-1")])

    def room():
        return table.grid.columnWidth(0) - 2 * CELL_INSET

    def needed():
        return table.grid.fontMetrics().horizontalAdvance("SAMPLE-2026-0090")

    assert room() >= needed()
    theme.set_scale(150)
    assert room() >= needed()
    table.grid.setColumnWidth(0, 40)
    assert room() >= needed()


def test_it_reads_aloud_and_is_worked_by_keys(table, accessibility):
    table.offer_export()
    assert accessibility.problems(table) == []


def test_what_is_typed_in_a_cell_is_passed_on(qtbot):
    model = TableModel([Column[Person]("Name", lambda row: row.name, editable=True)])
    model.show_rows(PEOPLE)
    with qtbot.waitSignal(model.edited) as typed:
        model.setData(model.index(1, 0), "Zoë")
    assert typed.args == [1, 0, "Zoë"]
    assert model.index(1, 0).data() == "Person 002"
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 10
