"""Charts on screen: the same picture as on paper, by keyboard, by ear and in every theme."""

import io
from decimal import Decimal
from itertools import combinations

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QGuiApplication
from reportlab.pdfgen.canvas import Canvas

import chart_data as data
from cohort_desk.domain.colours import contrast, sector_colour
from cohort_desk.domain.sectors import SECTORS
from cohort_desk.reports.charts.histogram import mark_distribution
from cohort_desk.reports.charts.look import PAPER
from cohort_desk.reports.charts.mix import sector_mix
from cohort_desk.reports.charts.paper import draw_on
from cohort_desk.reports.charts.strips import marker_strips, pair_strips
from cohort_desk.reports.charts.track import progress_track
from cohort_desk.services.home.track import Step
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_board import ChartBoard
from cohort_desk.ui.kit.chart_painting import drawing_image, look_of
from cohort_desk.ui.kit.chart_view import ChartView

MARKS = [Decimal(mark) for mark in (44, 52, 55, 58, 61, 61, 63, 66, 68, 71, 74, 79)]
FOUND = data.consistency(
    {"Tutor Alder": MARKS[:6], "Tutor Birch": MARKS[6:]},
    {("Tutor Alder", "Tutor Birch"): [Decimal(-6), Decimal(1), Decimal(3)]},
)
CHARTS = {
    "mix": sector_mix(data.mixes(["Group 1", "Group 2"], [[3, 1, 1, 1], [1, 1, 2, 1, 1]])),
    "distribution": mark_distribution(data.marks(MARKS)),
    "markers": marker_strips(FOUND),
    "pairs": pair_strips(FOUND),
    "track": progress_track([Step("Grouped", 40, 60, "60 people")], "2026 intake"),
}
SCALE, ROOM = 2, 480
LOOKS = {
    "paper": PAPER,
    "light": look_of(tokens.LIGHT),
    "dark": look_of(tokens.DARK),
}


def _on_paper(drawing, height):
    """Return the page as a picture, the drawing at its top; `height` is in pixels."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(drawing.width, height / SCALE))
    canvas.translate(0, height / SCALE - drawing.height)
    draw_on(canvas, drawing)
    canvas.save()
    with pypdfium2.PdfDocument(target.getvalue()) as document:
        return document[0].render(scale=SCALE).to_pil().convert("RGB")


def _on_screen(drawing):
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    drawing_image(drawing, SCALE, PAPER.ground).save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGB")


@pytest.mark.parametrize("name", CHARTS)
def test_screen_and_paper_show_the_same_picture(name):
    drawing = CHARTS[name].drawing(ROOM, PAPER)
    screen = _on_screen(drawing)
    paper = _on_paper(drawing, screen.height)
    between = ImageChops.difference(paper, screen).convert("L")
    assert ImageStat.Stat(between).mean[0] < 4
    coarse = between.resize((between.width // 8, between.height // 8), Image.Resampling.BOX)
    assert coarse.getextrema()[1] < 100, "something is missing or elsewhere"
    assert ImageStat.Stat(screen.convert("L")).stddev[0] > 10, "the picture is empty"


def _linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


_SEEN = {
    # Machado, Oliveira and Fernandes (2009), severity 1.
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _lab(colour, eye):
    """Return a colour in CIELAB as an eye sees it."""
    rgb = [_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    seen = [
        min(1.0, max(0.0, sum(part * channel for part, channel in zip(row, rgb, strict=True))))
        for row in _SEEN[eye]
    ]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    sums = (sum(a * b for a, b in zip(row, seen, strict=True)) for row in rows)
    x, y, z = (each / top for each, top in zip(sums, white, strict=True))
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def _apart(one, other, eye):
    pairs = zip(_lab(one, eye), _lab(other, eye), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("eye", _SEEN)
def test_sectors_are_told_apart_by_every_eye(eye):
    fills = [sector_colour(sector.key).fill for sector in SECTORS]
    closest = min((_apart(*pair, eye), pair) for pair in combinations(fills, 2))
    assert closest[0] > 10, closest


@pytest.mark.parametrize("name", LOOKS)
def test_marks_and_text_stand_out_from_their_ground(name):
    look = LOOKS[name]
    for text in (look.ink, look.muted, look.second):
        assert contrast(text, look.ground) >= 4.5
        assert contrast(text, look.soft) >= 4.5
    assert contrast(look.on_mark, look.mark) >= 4.5
    for shape in (look.mark, look.edge):
        assert contrast(shape, look.ground) >= 3
    for eye in _SEEN:
        assert _apart(look.mark, look.second, eye) > 20


@pytest.fixture
def view(qtbot):
    view = ChartView("Marks")
    qtbot.addWidget(view)
    view.resize(700, 400)
    return view


def _show(qtbot, view, chart):
    view.show_chart(lambda: chart)
    view.show()
    qtbot.waitUntil(lambda: view.chart is chart)


def test_nothing_is_made_before_it_is_shown(qtbot, view):
    made = []
    view.show_chart(lambda: made.append(1) or CHARTS["track"])
    assert made == []
    view.show()
    qtbot.waitUntil(lambda: made == [1])


def test_space_puts_the_data_in_the_place_of_the_picture(qtbot, view):
    chart = CHARTS["distribution"]
    _show(qtbot, view, chart)
    view.as_table.setFocus()
    qtbot.keyClick(view.as_table, Qt.Key.Key_Space)
    assert view.table.isVisible()
    assert not view.picture.isVisible()
    model = view.table.model()
    shown = [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    assert tuple(shown) == chart.rows
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert tuple(heads) == chart.columns
    qtbot.keyClick(view.as_table, Qt.Key.Key_Space)
    assert view.picture.isVisible()


def test_a_reader_hears_the_title_and_the_finding(qtbot, view, accessibility):
    chart = CHARTS["mix"]
    _show(qtbot, view, chart)
    assert view.picture.accessibleName() == chart.title
    assert view.picture.accessibleDescription() == chart.summary
    assert accessibility.problems(view) == []
    view.as_table.click()
    assert accessibility.problems(view) == []


def test_it_grows_with_the_window_and_follows_the_theme(qtbot, view, theme):
    chart = CHARTS["mix"]
    _show(qtbot, view, chart)
    before = view.picture.drawing
    view.resize(1000, 400)
    qtbot.waitUntil(lambda: view.picture.drawing.width > before.width)
    wide = view.picture.drawing
    theme.set_mode("dark")
    assert view.picture.drawing is not wide
    assert view.picture.drawing.width == wide.width
    assert view.picture.height() >= round(wide.height)


def test_copy_takes_the_picture_and_the_numbers(qtbot, view):
    chart = CHARTS["track"]
    _show(qtbot, view, chart)
    view.copy.setFocus()
    qtbot.keyClick(view.copy, Qt.Key.Key_Space)
    content = QGuiApplication.clipboard().mimeData()
    assert content.text().splitlines()[1].split("\t") == list(chart.rows[0])
    assert content.imageData().width() > 500


def test_a_board_shows_charts_beside_each_other_where_there_is_room(qtbot):
    board = ChartBoard("Charts")
    qtbot.addWidget(board)
    board.resize(700, 600)
    board.show()
    board.show_charts([(name, lambda name=name: CHARTS[name]) for name in ("mix", "track")])
    qtbot.waitUntil(lambda: all(view.chart for view in board.views))
    one, other = board.views
    assert one.x() == other.x()
    board.resize(1500, 600)
    qtbot.waitUntil(lambda: one.y() == other.y())
    one.as_table.click()
    board.show_charts([("mix", lambda: CHARTS["mix"]), ("markers", lambda: CHARTS["markers"])])
    assert one.as_table.isChecked()
    assert other.title.text() == CHARTS["markers"].title
    board.show_nothing("There is nothing to draw yet.", "Marks come later.")
    assert board.views == []
