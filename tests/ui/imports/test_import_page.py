"""The import, driven as an administrator drives it."""

from pathlib import Path

import PySide6
import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from cohort_desk.domain.imports import ImportField
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.agencies import add_agency
from cohort_desk.services.imports import LeaveBlank, NewAgency, UseAgency
from cohort_desk.services.people import add_person
from cohort_desk.services.programmes import count_people
from cohort_desk.ui.imports.steps import Step
from cohort_desk.ui.imports.wiring import open_import_page

DATA = Path(__file__).parents[2] / "data" / "imports"
LIST = (
    ("Nominations for the autumn",),
    (),
    ("Name", "E-mail", "Organisation", "Grade", "Set"),
    ("KHAN, Aisha", "AISHA.KHAN@example.org", "Vale Council", "7", "A"),
    ("Dr Lewis Mason", "lewis.mason@example.org", "The Acme Works", "6", "B"),
    ("Freya Cox", "not known", "Vale Council", "6", "B"),
    (),
    ("Total: 3",),
)


@pytest.fixture
def page(qtbot, session):
    page = open_import_page(session)
    qtbot.addWidget(page)
    page.resize(1080, 720)
    page.show()
    page.session = session
    return page


@pytest.fixture
def vale(db):
    return add_agency(db, {"name": "Vale Council", "sector": "local_government"})


@pytest.fixture
def nominees(tmp_path, vale):
    path = tmp_path / "nominees.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Help").write(0, 0, "Fill in the other sheet.")
        sheet = book.add_worksheet("Nominees")
        for number, row in enumerate(LIST):
            sheet.write_row(number, 0, row)
    return path


def drop(page, path):
    """Drag a file from the desktop onto the page."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    left, no_keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at, copy = QPointF(300, 300), Qt.DropAction.CopyAction
    # PySide6 6.11, for Python 3.11, takes only whole points here; 6.12 warns of them.
    entry = at if PySide6.__version_info__ >= (6, 12) else at.toPoint()
    QApplication.sendEvent(page, QDragEnterEvent(entry, copy, mime, left, no_keys))
    QApplication.sendEvent(page, QDropEvent(at, copy, mime, left, no_keys))


def settled(qtbot, page):
    qtbot.waitUntil(lambda: not page.session.runner.tasks())


def next_step(qtbot, page):
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    settled(qtbot, page)


def shown_step(page):
    return next(step for step, widget in page._steps.items() if widget.isVisible())


def meanings(page):
    return [line.meaning.currentText() for line in page.columns.lines]


def cells(page, column):
    model = page.rows.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def people(page):
    return count_people(page.session.db).get(1, 0)


def test_from_a_dropped_file_to_people_and_back(qtbot, page, nominees, tmp_path):
    drop(page, nominees)
    settled(qtbot, page)
    assert page.file.sheet.currentText() == "Nominees"
    assert page.file.header_row.value() == 3
    assert page.file.found.text().startswith(
        "3 people found below the headings in row 3. "
        "1 blank row and 1 total or repeated heading (row 8) left out."
    )

    next_step(qtbot, page)
    assert meanings(page) == ["Whole name", "E-mail", "Agency", "Grade", "Leave out"]

    next_step(qtbot, page)
    assert [card.question.spelling for card in page.agencies.cards] == ["The Acme Works"]
    assert page.agencies.cards[0].picker.currentText() == "New agency: The Acme Works"

    next_step(qtbot, page)
    assert cells(page, 1) == ["New", "New", "Refused"]
    assert cells(page, 2) == ["Aisha Khan", "Lewis Mason", "Freya Cox"]
    assert page.next.text() == "Import 2 people"
    assert people(page) == 0

    next_step(qtbot, page)
    assert page.done.sentence.text() == "2 people imported from nominees.xlsx."
    assert people(page) == 2

    page.session.dialogs.ready["path_to_save"] = tmp_path / "refused.xlsx"
    qtbot.mouseClick(page.done.save_refused, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    heading, row = read_workbook(tmp_path / "refused.xlsx").sheets[0].rows
    assert heading == (*LIST[2], "Row", "Why it was refused")
    assert row[:6] == (*LIST[5], "6")
    assert "“not known” is not an e-mail address" in row[6]

    qtbot.mouseClick(page.done.undo, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert page.done.sentence.text() == "The import was taken back."
    assert people(page) == 0

    page.session.show("import")
    assert shown_step(page) is Step.FILE
    page.session.show("import", nominees)
    settled(qtbot, page)
    assert page.file.name.text() == "nominees.xlsx"


def test_the_keyboard_alone_imports(qtbot, page, nominees):
    def press(key, text=""):
        widget = QApplication.focusWidget()
        if text:
            qtbot.keyClicks(widget, text)
        qtbot.keyClick(widget, key)
        settled(qtbot, page)

    page.activateWindow()
    page.session.dialogs.ready["path_to_open"] = nominees
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.next
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.columns.lines[0].meaning
    page.next.setFocus()
    press(Qt.Key.Key_Space)
    picker = page.agencies.cards[0].picker
    assert QApplication.focusWidget() is picker
    picker.lineEdit().selectAll()
    press(Qt.Key.Key_Return, "vale council")
    assert picker.currentText() == "Vale Council"
    page.next.setFocus()
    press(Qt.Key.Key_Space)
    assert QApplication.focusWidget() is page.next
    press(Qt.Key.Key_Space)
    assert people(page) == 2


def test_the_row_of_headings_is_chosen_in_the_preview(qtbot, page, nominees):
    drop(page, nominees)
    settled(qtbot, page)
    page.file.preview.setCurrentIndex(page.file.preview.model().index(3, 0))
    qtbot.keyClick(page.file.preview, Qt.Key.Key_Return)
    assert page.file.header_row.value() == 4
    assert page.file.found.text().startswith("2 people found below the headings in row 4.")
    page.file.header_row.setValue(0)
    assert page.file.header_row.text() == "No headings"
    assert "in a list without headings" in page.file.found.text()


def test_a_text_file_is_read_anew_as_the_user_says(qtbot, page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("Name;Town\nŁukasz Nowak;Łódź\n".encode("cp1250"))
    drop(page, path)
    settled(qtbot, page)
    assert page.file.encoding.currentData() == "cp1252"
    page.file.delimiter.setCurrentIndex(page.file.delimiter.findData(","))
    page.file.delimiter.activated.emit(0)
    settled(qtbot, page)
    assert page.file.preview.model().columnCount() == 1


def test_a_field_moves_from_one_column_to_another(qtbot, page, nominees):
    drop(page, nominees)
    settled(qtbot, page)
    next_step(qtbot, page)
    last = page.columns.lines[4].meaning
    last.setFocus()
    last.setCurrentIndex(last.findData(ImportField.GRADE))
    last.activated.emit(last.currentIndex())
    assert meanings(page) == ["Whole name", "E-mail", "Agency", "Leave out", "Grade"]
    assert page.columns.lines[4].why.text() == "Your choice"
    for _ in range(3):
        next_step(qtbot, page)
    assert people(page) == 2


def test_a_second_column_of_emails_is_not_left_out_in_silence(qtbot, page, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Email,Email\nAnn,ann@w.org,\nBo,,bo@w.org\n", encoding="utf-8")
    drop(page, path)
    settled(qtbot, page)
    next_step(qtbot, page)
    assert page.columns.lines[2].why.text() == (
        "Not imported: E-mail is taken from another column. 1 row has a value only in this one."
    )


def test_a_list_without_names_goes_no_further(qtbot, page, nominees):
    drop(page, nominees)
    settled(qtbot, page)
    next_step(qtbot, page)
    page.columns.mapped.emit(0, None)
    next_step(qtbot, page)
    assert shown_step(page) is Step.COLUMNS
    assert "Say which column holds the family name" in page.problem.text()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("scan.xlsx", b"%PDF-1.7"), "“scan.xlsx” is a PDF, not a spreadsheet."),
        (("empty.csv", b""), "“empty.csv” is empty."),
        (("half.xlsx", b"PK\x03\x04 and no more"), "“half.xlsx” is damaged"),
        (("binary.txt", bytes(range(256)) * 4), "is not a spreadsheet, nor a text"),
    ],
)
def test_a_file_that_is_none_is_explained_and_nothing_is_written(
    qtbot, page, tmp_path, file, sentence
):
    name, content = file
    path = tmp_path / name
    path.write_bytes(content)
    drop(page, path)
    settled(qtbot, page)
    assert sentence in page.problem.text()
    assert page.problem.isVisible()
    assert not page.next.isEnabled()
    assert people(page) == 0


def test_an_unsure_agency_must_be_answered(qtbot, page, db, tmp_path):
    hospital = add_agency(
        db, {"name": "Barnsley Hospital NHS Foundation Trust", "sector": "health"}
    )
    path = tmp_path / "list.csv"
    path.write_text("Name,Agency\nAisha Khan,Barnsley\n", encoding="utf-8")
    drop(page, path)
    settled(qtbot, page)
    next_step(qtbot, page)
    next_step(qtbot, page)
    (card,) = page.agencies.cards
    next_step(qtbot, page)
    assert shown_step(page) is Step.AGENCIES
    assert page.problem.text() == "Say which agency “Barnsley” is, or choose “Leave blank”."
    with qtbot.waitSignal(page.agencies.chosen) as told:
        qtbot.keyClick(card.line, Qt.Key.Key_Down)
        qtbot.keyClick(card.line, Qt.Key.Key_Return)
    assert told.args[1] == UseAgency(hospital, "Barnsley Hospital NHS Foundation Trust")


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("leave blank", LeaveBlank()),
        ("Moorside Homes", NewAgency("Moorside Homes", "housing")),
        ("vale council", UseAgency(1, "Vale Council")),
    ],
)
def test_an_agency_is_typed(qtbot, page, nominees, typed, choice):
    drop(page, nominees)
    settled(qtbot, page)
    next_step(qtbot, page)
    next_step(qtbot, page)
    line = page.agencies.cards[0].line
    line.setFocus()
    line.selectAll()
    with qtbot.waitSignal(page.agencies.chosen) as told:
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert told.args == ["acme works|", choice]


def test_rows_are_filtered_and_a_doubt_is_answered(qtbot, page, db, vale, tmp_path):
    add_person(db, 1, {"given_name": "Aisha", "family_name": "Khan", "agency_id": vale})
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Agency,Grade\nAisha Khan,Vale Council,7\nFreya Cox,Vale Council,6\n", encoding="utf-8"
    )
    drop(page, path)
    settled(qtbot, page)
    next_step(qtbot, page)
    next_step(qtbot, page)
    assert cells(page, 1) == ["Updated", "New"]
    page.rows.kinds.choose(("to check",))
    assert cells(page, 2) == ["Aisha Khan"]
    page.rows.table.take_focus()
    panel = page.detail._shown
    assert page.detail.isVisible()
    assert panel.other.text() == "Someone else"
    qtbot.mouseClick(panel.other, Qt.MouseButton.LeftButton)
    settled(qtbot, page)
    assert page.rows.summary.text() == "2 people will be added and 0 updated."


def test_what_others_change_meanwhile_is_seen_before_importing(qtbot, page, db, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,E-mail\nAisha Khan,a.khan@example.org\n", encoding="utf-8")
    drop(page, path)
    settled(qtbot, page)
    next_step(qtbot, page)
    next_step(qtbot, page)
    assert cells(page, 1) == ["New"]
    add_person(db, 1, {"given_name": "Aisha", "family_name": "Khan", "email": "a.khan@example.org"})
    qtbot.waitUntil(lambda: cells(page, 1) == ["Duplicate"])
    assert not page.next.isEnabled()


def test_an_import_is_stopped_and_nothing_is_written(qtbot, page, tmp_path):
    path = tmp_path / "large.csv"
    rows = "".join(f"Aisha Khan{n},p{n}@example.org\n" for n in range(4000))
    path.write_text(f"Name,E-mail\n{rows}", encoding="utf-8")
    drop(page, path)
    settled(qtbot, page)
    next_step(qtbot, page)
    next_step(qtbot, page)
    page.busy.bar.valueChanged.connect(lambda value: page.busy.stop.click() if value else None)
    next_step(qtbot, page)
    assert shown_step(page) is Step.ROWS
    assert page.next.isEnabled()
    assert people(page) == 0


def test_every_step_can_be_read_aloud_and_reached(qtbot, page, nominees, accessibility):
    assert accessibility.problems(page) == []
    drop(page, nominees)
    settled(qtbot, page)
    for _ in range(4):
        assert accessibility.problems(page) == []
        next_step(qtbot, page)
    assert accessibility.problems(page) == []


def test_the_preview_keeps_qts_contract(qtbot, page, nominees):
    model = page.file.preview.preview_model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    drop(page, nominees)
    settled(qtbot, page)
    page.file.header_row.setValue(2)
    assert tester.model() is model
