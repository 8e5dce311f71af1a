"""The import of benefits, driven as an office drives it."""

import csv

import PySide6
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from cohort_desk.domain.savings.fields import OfficerFields
from cohort_desk.domain.savings.sheets import SheetField
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.officers import add_officer
from cohort_desk.ui.savings.wiring import open_savings_page
from savings_office import furnish

TRACKER = (
    ("Savings tracker 2026/27",),
    (),
    ("Scheme", "Description of saving", "Worth", "Lead officer", "Organisation", "WYP %", "Actual"),
    ("One servise", "Single CRB service", "c £150K annually", "New Person", "Leeds City Council",
     "100", "£9,000"),
    ("One servise", "Less paper", "£1,234.50", "Olu Owner", "", "", ""),
    ("One service", "Bad", "(5)", "", "", "", ""),
    ("Total", "", "£151,234.50", "", "", "", ""),
)  # fmt: skip


@pytest.fixture
def page(qtbot, session):
    session.office = furnish(session.db)
    made = open_savings_page(session, "benefits")
    qtbot.addWidget(made)
    made.resize(1240, 760)
    made.show()
    made.session = session
    yield made
    settled(qtbot, made)


@pytest.fixture
def tracker(tmp_path):
    path = tmp_path / "Tracker.csv"
    with path.open("w", newline="", encoding="cp1252") as file:
        csv.writer(file).writerows(TRACKER)
    return path


def settled(qtbot, page):
    qtbot.waitUntil(lambda: not page.session.runner.tasks())


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


def click(qtbot, page, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    settled(qtbot, page)


def wizard(page):
    return page.views["import"].wizard


def choose(box, value):
    """Choose as the user does with the keys."""
    box.setFocus()
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def column(page, at):
    model = wizard(page).rows.model
    return [model.index(row, at).data() for row in range(model.rowCount())]


def lines(page):
    return {line.title: line for line in list_benefits(page.session.db)}


def to_the_rows(qtbot, page, path):
    """Go through the first steps, and say what the sheet does not."""
    drop(page, path)
    settled(qtbot, page)
    made = wizard(page)
    click(qtbot, page, made.next)
    choose(made.columns.otherwise.type, "cashable_spend")
    choose(made.columns.otherwise.first_year, 2026)
    amount = next(line for line in made.columns.lines if line.heading == "Worth")
    choose(amount.meaning, SheetField.AMOUNT)
    click(qtbot, page, made.next)
    return made


def test_from_a_dropped_tracker_to_benefits_and_back(qtbot, page, tracker, tmp_path):
    drop(page, tracker)
    settled(qtbot, page)
    made = wizard(page)
    assert page.view == "import"
    assert page.bar.tabs.tabText(page.bar.tabs.currentIndex()) == "Benefits"
    assert made.file.found.text().startswith("3 benefits found below the headings in row 3.")

    click(qtbot, page, made.next)
    meanings = [line.meaning.currentText() for line in made.columns.lines]
    assert meanings == [
        "Project",
        "Benefit",
        "Leave out",
        "Owner",
        "Owner’s agency",
        "Share of the agency in the heading",
        "Validated (not taken)",
    ]
    choose(made.columns.otherwise.type, "cashable_spend")
    choose(made.columns.otherwise.first_year, 2026)
    choose(made.columns.lines[2].meaning, SheetField.AMOUNT)

    click(qtbot, page, made.next)
    (card,) = made.names.cards
    assert (card.question.spelling, card.picker.currentText()) == ("One servise", "One service")

    click(qtbot, page, made.next)
    assert column(page, 1) == ["New", "New", "Refused"]
    assert made.next.text() == "Import 2 benefits"
    assert "1 officer is new here" in made.rows.summary.text()
    assert "only its validator confirms it" in made.rows.note.text()
    assert len(lines(page)) == 2

    click(qtbot, page, made.next)
    assert made.done.sentence.text() == "2 benefits imported from Tracker.csv."
    assert lines(page)["Single CRB service"].approximate
    assert lines(page)["Less paper"].projected == 123_450

    page.session.dialogs.ready["path_to_save"] = tmp_path / "Refused.xlsx"
    click(qtbot, page, made.done.save_refused)
    assert "below nothing" in read_workbook(tmp_path / "Refused.xlsx").sheets[0].rows[1][-1]

    click(qtbot, page, made.done.undo)
    assert made.done.sentence.text() == "The import was taken back."
    assert len(lines(page)) == 2
    click(qtbot, page, made.next)
    assert page.view == "benefits"


def test_rows_are_filtered_searched_and_opened(qtbot, page, tracker):
    made = to_the_rows(qtbot, page, tracker)
    click(qtbot, page, made.next)
    refused = next(chip for chip in made.rows.kinds.findChildren(type(made.next).__mro__[1])
                   if chip.text().startswith("Refused"))  # fmt: skip
    click(qtbot, page, refused)
    assert column(page, 3) == ["Bad"]
    made.rows.table.grid.selectRow(0)
    told = " ".join(each.text() for each in page.detail.findChildren(type(made.rows.note)))
    assert "belongs in a column of costs" in told
    click(qtbot, page, refused)
    qtbot.keyClicks(made.rows.search, "paper")
    qtbot.keyPress(made.rows.search, Qt.Key.Key_Return)
    assert column(page, 3) == ["Less paper"]


def test_what_is_not_said_refuses_the_rows_until_it_is(qtbot, page, tracker):
    drop(page, tracker)
    settled(qtbot, page)
    made = wizard(page)
    for _ in range(3):
        click(qtbot, page, made.next)
    assert set(column(page, 1)) == {"Refused"}
    assert not made.next.isEnabled()
    assert "It has no type" in column(page, 5)[0]
    click(qtbot, page, made.back)
    click(qtbot, page, made.back)
    assert made.columns.isVisible()


def test_a_name_that_means_nothing_here_refuses_its_rows(qtbot, page, tracker):
    made = to_the_rows(qtbot, page, tracker)
    choose(made.names.cards[0].picker, None)
    click(qtbot, page, made.next)
    assert column(page, 1) == ["Refused"] * 3


def test_the_rows_are_checked_again_when_something_changes(qtbot, page, tracker):
    made = to_the_rows(qtbot, page, tracker)
    click(qtbot, page, made.next)
    assert "New Person" not in column(page, 5)[1]
    add_officer(page.session.db, OfficerFields(name="New Person", agency_id=1))
    qtbot.waitUntil(lambda: "officer" not in made.rows.summary.text())


def test_a_file_that_cannot_be_read_is_a_sentence_and_the_wizard_can_be_left(qtbot, page, tmp_path):
    path = tmp_path / "Broken.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")
    drop(page, path)
    settled(qtbot, page)
    assert "Broken.xlsx" in wizard(page).problem.text()
    click(qtbot, page, wizard(page).leave_button)
    assert page.view == "benefits"


def test_a_click_on_the_marked_tab_leads_back_and_the_import_waits(qtbot, page, tracker):
    drop(page, tracker)
    settled(qtbot, page)
    tabs = page.bar.tabs
    at = tabs.tabRect(tabs.currentIndex()).center()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=at)
    settled(qtbot, page)
    assert page.view == "benefits"
    benefits = page.views["benefits"].stack
    click(qtbot, page, benefits.import_button)
    assert wizard(page).file.name.text() == "Tracker.csv"


@pytest.mark.parametrize("name", ["All.xlsx", "All.csv"])
def test_everything_is_exported_and_comes_back_as_duplicates(qtbot, page, tmp_path, name):
    page.turn_to("benefits")
    page.session.dialogs.ready["path_to_save"] = tmp_path / name
    click(qtbot, page, page.views["benefits"].stack.export_button)
    place = tmp_path / name if name.endswith("xlsx") else tmp_path / "All" / "savings-benefits.csv"
    drop(page, place)
    settled(qtbot, page)
    for _ in range(2):
        click(qtbot, page, wizard(page).next)
    assert column(page, 1) == ["Duplicate"] * 2


@pytest.fixture(params=["light", "dark"])
def either_theme(request, theme):
    theme.set_mode(request.param)


@pytest.mark.usefixtures("either_theme")
def test_every_step_is_named_reachable_large_and_dark_enough(qtbot, page, tracker, accessibility):
    made = to_the_rows(qtbot, page, tracker)
    assert accessibility.problems(page) == []
    click(qtbot, page, made.next)
    assert accessibility.problems(page) == []
    click(qtbot, page, made.back)
    click(qtbot, page, made.back)
    assert accessibility.problems(page) == []
