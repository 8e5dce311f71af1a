"""The print queue in the window: its count, its sheet, and closing over what waits."""

import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.ui.kit.print_job import Paper, PrintChoices, State
from cohort_desk.ui.kit.print_queue import PrintQueue
from cohort_desk.ui.shell.print_sheet import PrintSheet


@pytest.fixture
def prints(session, tmp_path):
    """The session's queue, with a printer that prints to files."""

    def printer(choices):
        made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(tmp_path / f"{choices.copies}.pdf"))
        return made

    queue = PrintQueue(session.runner, printer)
    yield queue
    queue.close()


@pytest.fixture
def paper():
    kept = io.BytesIO()
    canvas = Canvas(kept)
    for _ in range(2):
        canvas.rect(100, 100, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return lambda title: Paper(title, kept.getvalue())


@pytest.fixture
def sheet(qtbot, prints, paper):
    for copies, title in enumerate(("First", "Second", "Third"), 1):
        prints.add(paper(title), PrintChoices(copies=copies))
    made = PrintSheet(prints, None)
    qtbot.addWidget(made)
    made.show()
    return made


def _titles(prints):
    return [job.paper.title for job in prints.jobs]


def test_documents_are_put_in_order_and_printed_in_it(qtbot, sheet, prints, tmp_path):
    sheet.grid.selectRow(2)
    qtbot.mouseClick(sheet.sooner, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sheet.sooner, Qt.MouseButton.LeftButton)
    assert _titles(prints) == ["Third", "First", "Second"]
    assert sheet.chosen()[0].paper.title == "Third"
    assert sheet.print_all.text() == "Print 3 documents"
    qtbot.mouseClick(sheet.print_all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all(job.state is State.PRINTED for job in prints.jobs))
    assert {path.name for path in tmp_path.glob("*.pdf")} == {"1.pdf", "2.pdf", "3.pdf"}
    qtbot.waitUntil(lambda: not prints.runner.tasks())
    qtbot.mouseClick(sheet.clear, Qt.MouseButton.LeftButton)
    assert prints.jobs == ()


def test_what_is_chosen_of_a_document_is_what_it_is_printed_with(qtbot, sheet, prints):
    sheet.grid.selectRow(1)
    pages = sheet.form.editor("pages")
    pages.setFocus()
    qtbot.keyClicks(pages, "2")
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    assert prints.jobs[1].choices == PrintChoices(pages="2", copies=2)
    pages = sheet.form.editor("pages")
    pages.setText("5")
    qtbot.keyClick(pages, Qt.Key.Key_Return)
    assert prints.jobs[1].choices.pages == "2"


def test_delete_takes_a_document_out(qtbot, sheet, prints):
    sheet.grid.selectRow(0)
    qtbot.keyClick(sheet.grid, Qt.Key.Key_Delete)
    assert _titles(prints) == ["Second", "Third"]


def test_an_empty_queue_says_how_documents_get_there(qtbot, sheet, prints, accessibility):
    assert accessibility.problems(sheet) == []
    for job in prints.jobs:
        prints.remove(job)
    shown = sheet._body.currentWidget()
    assert shown.sentence.text() == "Nothing waits for the printer."


def test_a_long_title_has_the_room_that_the_list_has(sheet, prints, paper):
    title = "Feedback sheets of the project report, M1, first sitting"
    prints.add(paper(title), PrintChoices())
    assert sheet.grid.columnWidth(0) > sheet.fontMetrics().horizontalAdvance(title)
    assert sheet.grid.horizontalScrollBar().maximum() == 0
