"""The pages of a file inside the app: real PDFs, real keys."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.ui.kit.file_view import FileToShow, FileView
from cohort_desk.ui.kit.pdf_view import PdfView

PAGES = 6


def a_report(pages=PAGES, *, turn=0):
    """A PDF with a sentence of its own on every page, the last one landscape."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number in range(1, pages + 1):
        if number == pages:
            canvas.setPageSize(landscape(A4))
        canvas.setFont("Helvetica", 14)
        canvas.drawString(72, 500, f"Chapter {number}: falling waiting")
        canvas.drawString(72, 480, "times in the north")
        canvas.showPage()
    canvas.save()
    if not turn:
        return buffer.getvalue()
    turned = pypdf.PdfWriter(clone_from=buffer)
    for page in turned.pages:
        page.rotate(turn)
    out = BytesIO()
    turned.write(out)
    return out.getvalue()


@pytest.fixture
def view(qtbot):
    made = PdfView("Report")
    qtbot.addWidget(made)
    made.resize(700, 800)
    made.show()
    return made


@pytest.fixture
def report(qtbot, view):
    with qtbot.waitSignal(view.opened):
        view.open("Report.pdf", a_report())
    view.take_focus()
    return view


def ink(view):
    """The share of dark pixels in sight."""
    image = view.canvas.viewport().grab().toImage().convertToFormat(view.grab().toImage().format())
    pixels = memoryview(image.constBits()).cast("I")
    return sum((pixel & 0xFF) < 90 for pixel in pixels) / len(pixels)


def pressed(qtbot, view, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(view.canvas, key, modifiers)


def test_pages_are_drawn_and_fit_the_width(qtbot, report):
    qtbot.waitUntil(lambda: ink(report) > 0.0005)
    assert report.page_count == PAGES
    room = report.canvas.viewport().width()
    assert room - 24 < report.canvas._layout.box(0).width() < room
    assert report.of.text() == "of 6"


def test_only_pages_near_what_is_seen_are_drawn(qtbot, view):
    with qtbot.waitSignal(view.opened):
        view.open("Long.pdf", a_report(60))
    qtbot.waitUntil(lambda: ink(view) > 0.0005)
    assert {tile.page for tile in view.canvas.images.tiles()} <= {0, 1, 2, 3}


def test_keys_turn_zoom_and_go_to_a_page(qtbot, report):
    control = Qt.KeyboardModifier.ControlModifier
    pressed(qtbot, report, Qt.Key.Key_PageDown, control)
    assert report.where.text() == "2"
    pressed(qtbot, report, Qt.Key.Key_End)
    assert report.where.text() == str(PAGES)
    pressed(qtbot, report, Qt.Key.Key_PageUp, control)
    assert report.where.text() == str(PAGES - 1)
    before = report.canvas.zoom
    pressed(qtbot, report, Qt.Key.Key_Plus, control)
    assert report.canvas.zoom == pytest.approx(before * 1.2)
    assert report.where.text() == str(PAGES - 1)
    pressed(qtbot, report, Qt.Key.Key_9, control)
    assert report.whole.isChecked()
    report.where.setFocus()
    report.where.selectAll()
    qtbot.keyClicks(report.where, "3")
    qtbot.keyClick(report.where, Qt.Key.Key_Return)
    assert report.canvas.page == 2
    assert report.canvas.hasFocus()


def test_a_large_zoom_draws_only_the_parts_in_sight_and_stays_sharp(qtbot, report):
    report.canvas.set_zoom(6)
    qtbot.waitUntil(lambda: any(tile.scale > 7 for tile in report.canvas.images.tiles()))
    large = [tile for tile in report.canvas.images.tiles() if tile.scale > 7]
    assert max(max(tile.width, tile.height) for tile in large) <= 1024
    assert all(report.canvas.images.image(tile).size() == tile.rect.size() for tile in large)


def test_search_runs_over_lines_and_goes_round(qtbot, report):
    qtbot.keyClick(report.canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = report.finder.field
    assert field.hasFocus()
    qtbot.keyClicks(field, "WAITING times")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: report.finder.count.text() == f"1 of {PAGES}")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert report.finder.count.text() == f"2 of {PAGES}"
    assert report.canvas.page == 1
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert report.finder.count.text() == f"{PAGES} of {PAGES}"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert report.finder.count.text() == ""


def test_what_is_not_there_is_said(qtbot, report):
    report.start_search()
    qtbot.keyClicks(report.finder.field, "unicorn")
    qtbot.keyClick(report.finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: report.finder.count.text() == "Not found")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_found_words_are_marked_where_they_are_drawn(qtbot, view, turn):
    with qtbot.waitSignal(view.opened):
        view.open("Turned.pdf", a_report(1, turn=turn))
    qtbot.waitUntil(lambda: 0 in view.canvas.texts)
    text = view.canvas.texts[0]
    (start, end), *_ = text.find("Chapter 1")
    width, height = (side * 100 / 72 for side in view.canvas._layout.sizes[0])
    boxes = text.lines(start, end)
    whole = boxes[0]
    for box in boxes:
        whole = whole.united(box)
    assert 0 < whole.left() < whole.right() < width
    assert 0 < whole.top() < whole.bottom() < height
    long, short = max(whole.width(), whole.height()), min(whole.width(), whole.height())
    assert 50 < long < 80
    assert 10 < short < 25
    assert (whole.width() > whole.height()) == (turn in (0, 180))


def test_text_is_read_aloud_and_copied(qtbot, report):
    qtbot.waitUntil(lambda: "Chapter 1" in report.canvas.accessibleDescription())
    assert report.canvas.accessibleName() == "Page 1 of 6"
    text = report.canvas.texts[0]
    box, scale = text.box(0), report.canvas._layout.per_point
    corner = report.canvas._layout.box(0).topLeft() - report.canvas._offset()
    start = corner + QPoint(round(box.left() * scale) + 1, round(box.center().y() * scale))
    surface = report.canvas.viewport()
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    end = text.box(8)
    to = corner + QPoint(round(end.center().x() * scale), round(end.center().y() * scale))
    qtbot.mouseMove(surface, to)
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=to)
    pressed(qtbot, report, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Chapter 1"


def locked():
    writer = pypdf.PdfWriter(clone_from=BytesIO(a_report(1)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\nnothing of a PDF follows", "damaged"),
        (a_report()[:600], "damaged"),
        (b"plain words", "not a PDF"),
        (locked(), "locked by a password"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_sentence(qtbot, view, content, says):
    with qtbot.waitSignal(view.refused) as why:
        view.open("Report.pdf", content)
    assert says in why.args[0]
    assert "Report.pdf" in why.args[0]
    with qtbot.waitSignal(view.opened):
        view.open("Report.pdf", a_report(1))


def test_a_picture_is_a_page(qtbot, view):
    buffer = BytesIO()
    Image.new("RGB", (400, 300), "black").save(buffer, "PNG")
    with qtbot.waitSignal(view.opened):
        view.open("Chart.png", buffer.getvalue())
    qtbot.waitUntil(lambda: ink(view) > 0.2)


def test_other_files_open_in_their_own_program_as_a_copy(qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    view = FileView("Report")
    qtbot.addWidget(view)
    view.show()
    view.show_files([FileToShow("Figures.xlsx", lambda: b"cells")])
    view.open_outside()
    path = opened[0].toLocalFile()
    assert Path(path).read_bytes() == b"cells"
    assert path.endswith("Figures.xlsx")
    view.close_copies()
    assert not Path(path).exists()
