"""Paper before it is printed."""

import shutil
import tempfile

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.print_preview import PrintPreview, _drawn
from cohort_desk.ui.kit.printing import show_paper


@pytest.fixture
def pdf(tmp_path):
    """Two upright pages and one that lies, each with a black square at its middle."""
    path = tmp_path / "three.pdf"
    canvas = Canvas(str(path))
    for size in (A4, A4, landscape(A4)):
        canvas.setPageSize(size)
        canvas.rect(size[0] / 2 - 50, size[1] / 2 - 50, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def preview(qtbot, pdf, answers, tmp_path):
    made = PrintPreview(
        pdf.read_bytes(), "Group lists", None, answers(path_to_save=tmp_path / "saved.pdf")
    )
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_page_keys_turn_the_pages_and_stop_at_the_ends(qtbot, preview):
    assert preview.where.text() == "Page 1 of 3"
    for _ in range(4):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.where.text() == "Page 3 of 3"
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.where.text() == "Page 2 of 3"


def test_saving_writes_the_pdf_as_it_was_shown(qtbot, preview, pdf, tmp_path):
    qtbot.keyClick(preview, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "saved.pdf").read_bytes() == pdf.read_bytes()
    assert not preview.isVisible()


def test_a_pdf_that_cannot_be_saved_says_why_and_stays_shown(qtbot, preview, tmp_path):
    (tmp_path / "saved.pdf").mkdir()
    qtbot.keyClick(preview, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (_, (kind, said)) = preview._dialogs.asked
    assert kind == "tell"
    assert "“saved.pdf” is a folder" in said
    assert preview.isVisible()
    assert {path.name for path in tmp_path.iterdir()} == {"three.pdf", "saved.pdf"}


def test_every_page_is_printed_right_side_up_on_the_first_pages_paper(preview, tmp_path):
    printer = preview._printer
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview._paint(printer)
    printed = pypdf.PdfReader(tmp_path / "printed.pdf")
    sizes = [(round(p.mediabox.width), round(p.mediabox.height)) for p in printed.pages]
    assert sizes == [(595, 842)] * 3


def test_a_page_is_drawn_as_the_pdf_has_it(preview):
    image = _drawn(preview._pages, 0, 72)
    middle, corner = image.pixelColor(297, 421).lightness(), image.pixelColor(20, 20).lightness()
    assert (middle, corner) == (0, 255)


def test_a_report_is_written_shown_and_leaves_no_file(qtbot, pdf, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    window, runner = QWidget(), TaskRunner()
    qtbot.addWidget(window)
    show_paper(runner, window, "Group lists", lambda path, _report: shutil.copy(pdf, path))
    qtbot.waitUntil(lambda: window.findChild(PrintPreview) is not None)
    preview = window.findChild(PrintPreview)
    assert preview.page_count == 3
    assert set(tmp_path.iterdir()) == before
    preview.close()


def test_it_can_be_worked_by_ear_and_keyboard(preview, accessibility):
    assert accessibility.problems(preview) == []
