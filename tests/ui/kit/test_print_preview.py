"""Paper before it is printed, and on its way to the printer."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.print_job import Paper, PrintChoices, Sides, State
from cohort_desk.ui.kit.print_painting import print_job
from cohort_desk.ui.kit.print_preview import PrintPreview
from cohort_desk.ui.kit.print_queue import PrintQueue
from cohort_desk.ui.kit.printing import show_paper

_PAGES = (("One", A4), ("Two", A4), ("Three lies", landscape(A4)))


@pytest.fixture
def pdf(tmp_path):
    """Two upright pages and one that lies, each with a black square at its middle and a word."""
    path = tmp_path / "three.pdf"
    canvas = Canvas(str(path), initialFontName="Helvetica")
    for word, size in _PAGES:
        canvas.setPageSize(size)
        canvas.drawString(50, 50, word)
        canvas.rect(size[0] / 2 - 50, size[1] / 2 - 50, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return path


class _Printer(QPrinter):
    """Prints to a file; it remembers the sides asked for, which a file has not."""

    sides = None

    def setDuplex(self, mode):
        self.sides = mode


class Printers:
    """A printer that keeps on paper (as PDFs) what is sent to it, and how it was set up."""

    def __init__(self, folder):
        self.folder, self.set_up = folder, []

    def __call__(self, choices):
        printer = _Printer(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / f"printed-{len(self.set_up)}.pdf"))
        self.set_up.append(printer)
        return printer

    def pages(self, number=0):
        read = pypdf.PdfReader(self.folder / f"printed-{number}.pdf")
        return [(round(page.mediabox.width), round(page.mediabox.height)) for page in read.pages]


@pytest.fixture
def printer(tmp_path):
    return Printers(tmp_path)


@pytest.fixture
def prints(qapp, printer):
    queue = PrintQueue(TaskRunner(), printer)
    yield queue
    assert queue.runner.stop_all()
    queue.close()


@pytest.fixture
def preview(qtbot, pdf, prints, answers, tmp_path):
    made = PrintPreview(
        Paper("Group lists", pdf.read_bytes()),
        prints,
        None,
        answers(path_to_save=tmp_path / "saved.pdf"),
    )
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.pages.opened):
        made.show()
    qtbot.waitUntil(lambda: made.pages.of.width() >= made.pages.of.sizeHint().width())
    return made


def _wait_for(qtbot, prints, *states):
    qtbot.waitUntil(lambda: [job.state for job in prints.jobs] == list(states))
    qtbot.waitUntil(lambda: not prints.runner.tasks())


def test_page_keys_turn_the_pages_and_stop_at_the_ends(qtbot, preview):
    preview.pages.zoom("page")
    assert (preview.pages.where.text(), preview.pages.of.text()) == ("1", "of 3")
    for _ in range(4):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.pages.where.text() == "3"
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.pages.where.text() == "2"


def test_words_are_found_in_the_pages(qtbot, preview):
    qtbot.keyClick(preview.pages, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(preview.pages.finder.field, "three")
    qtbot.waitUntil(lambda: preview.pages.finder.count.text() == "1 of 1")
    qtbot.waitUntil(lambda: preview.pages.where.text() == "3")


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


def test_a_copy_opens_in_the_systems_viewer_and_goes_with_the_programme(
    qtbot, preview, prints, pdf, monkeypatch
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    qtbot.mouseClick(preview.outside, Qt.MouseButton.LeftButton)
    (url,) = opened
    copy = Path(QUrl(url).toLocalFile())
    assert copy.read_bytes() == pdf.read_bytes()
    prints.close()
    assert not copy.exists()


def test_without_a_printer_it_says_what_to_do_instead(preview):
    assert not preview.form.has_printer
    assert not preview.print_button.isEnabled()
    assert preview.save.isEnabled()


def test_the_chosen_pages_copies_and_sides_reach_the_printer(
    qtbot, preview, prints, printer, tmp_path
):
    preview.form.offer(["Office"])
    preview.print_button.setEnabled(True)  # as it is where the computer has a printer
    qtbot.keyClicks(preview.form.editor("pages"), "1, 3-")
    preview.form.editor("copies").setValue(2)
    preview.form.sides.setCurrentIndex(1)
    qtbot.mouseClick(preview.print_button, Qt.MouseButton.LeftButton)
    _wait_for(qtbot, prints, State.PRINTED)
    (job,) = prints.jobs
    assert job.choices == PrintChoices("Office", "1, 3-", 2, Sides.LONG_EDGE)
    assert printer.set_up[0].sides == QPrinter.DuplexMode.DuplexLongSide
    # To a file there is no printer that would make the copies, so that each is drawn.
    assert printer.pages() == [(595, 842)] * 4
    assert not preview.isVisible()


def test_pages_that_the_document_has_not_are_refused_beside_the_field(qtbot, preview, prints):
    preview.form.offer(["Office"])
    preview.form.editor("pages").setText("2-7")
    preview.print_pages()
    assert prints.jobs == ()
    assert preview.isVisible()
    shown = preview.form.editor("pages").accessibleDescription()
    assert shown == "“2-7” is outside the document, which has pages 1 to 3."


def test_pages_that_lie_are_turned_onto_the_first_pages_paper(pdf, printer, tmp_path):
    choices = PrintChoices(grey=True)
    prints = PrintQueue(TaskRunner())
    job = prints.add(Paper("Group lists", pdf.read_bytes()), choices)
    print_job(job, printer, lambda _done, _total: None)
    assert printer.pages() == [(595, 842)] * 3
    only_third = prints.add(Paper("Group lists", pdf.read_bytes()), PrintChoices(pages="3"))
    print_job(only_third, printer, lambda _done, _total: None)
    assert printer.pages(1) == [(842, 595)]


def test_what_is_printed_is_what_the_pdf_has(pdf, printer, tmp_path):
    job = PrintQueue(TaskRunner()).add(Paper("Group lists", pdf.read_bytes()), PrintChoices())
    print_job(job, printer, lambda _done, _total: None)
    picture = tmp_path / "page"
    printed = tmp_path / "printed-0.pdf"
    subprocess.run(["pdftoppm", "-png", "-r", "72", printed, picture], check=True)
    image = QImage(f"{picture}-1.png")
    middle = image.pixelColor(image.width() // 2, image.height() // 2).lightness()
    corner = image.pixelColor(20, 20).lightness()
    assert (middle, corner) == (0, 255)


def test_what_waits_is_printed_in_the_order_of_the_queue(qtbot, prints, pdf, printer):
    papers = [Paper(name, pdf.read_bytes()) for name in ("A", "B", "C")]
    a, b, c = (prints.add(paper, PrintChoices(pages="1")) for paper in papers)
    assert (prints.waiting, printer.set_up) == (3, [])
    prints.move(c, -2)
    prints.remove(b)
    prints.start()
    _wait_for(qtbot, prints, State.PRINTED, State.PRINTED)
    assert [made.docName() for made in printer.set_up] == ["C", "A"]
    prints.again(a)
    prints.clear_printed()
    assert prints.jobs == (a,)


def test_a_failure_stands_beside_its_document_and_the_rest_is_printed(qtbot, prints, pdf):
    bad = prints.add(Paper("A", pdf.read_bytes()), PrintChoices(pages="9"))
    good = prints.add(Paper("B", pdf.read_bytes()), PrintChoices())
    with qtbot.waitSignal(prints.failed) as told:
        prints.start()
    _wait_for(qtbot, prints, State.FAILED, State.PRINTED)
    assert told.args == [bad.problem]
    assert bad.problem == "“9” is outside the document, which has pages 1 to 3."
    assert good.problem == ""


def test_a_report_is_written_shown_and_leaves_no_file(qtbot, pdf, prints, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    window = QWidget()
    qtbot.addWidget(window)
    show_paper(prints, window, "Group lists", lambda path, _report: shutil.copy(pdf, path))
    qtbot.waitUntil(lambda: window.findChild(PrintPreview) is not None)
    preview = window.findChild(PrintPreview)
    assert preview.page_count == 3
    assert set(tmp_path.iterdir()) == before
    preview.close()


def test_it_can_be_worked_by_ear_and_keyboard(preview, accessibility):
    assert accessibility.problems(preview) == []
