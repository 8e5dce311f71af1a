"""The charts of marking: what an administrator and what a marker sees of them, and printing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cohort_desk.ui.kit.print_preview import PrintPreview
from cohort_desk.ui.kit.session import Viewpoint


def _charts(qtbot, page):
    page.view_chosen.emit("charts")
    views = page.charts.board.views
    qtbot.waitUntil(lambda: views and all(view.chart for view in views))
    return [view.chart for view in views]


def _names(chart):
    return [row[0] for row in chart.rows]


def test_nothing_is_drawn_before_both_markers_of_a_work_have_finished(page, mark, allotted):
    mark(allotted.first, 0, 58)
    page.view_chosen.emit("charts")
    assert page.charts.board.views == []
    said = [each.text() for each in page.charts.board._nothing.findChildren(QLabel)]
    assert any("no marker sees another’s before" in words for words in said)


def test_marks_markers_and_their_differences_are_drawn(qtbot, page, mark, allotted):
    for number, (one, other) in enumerate(((61, 63), (62, 64), (71, 66))):
        mark(allotted.first, number, one)
        mark(allotted.second, number, other)
    spread, markers, pairs = _charts(qtbot, page)
    assert spread.summary.startswith("2 marks, mean 62.5")
    assert _names(markers) == ["Ann Stone", "Will Marsh"]
    assert [row[1] for row in pairs.rows] == ["3"]
    page.charts.names.setFocus()
    qtbot.keyClick(page.charts.names, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _names(page.charts.board.views[1].chart) == ["Marker A", "Marker B"])


def test_a_marker_sees_own_marks_and_letters(qtbot, session, mark, allotted, open_page):
    mark(allotted.first, 0, 58)
    mark(allotted.second, 0, 62)
    mark(allotted.first, 1, 71)
    session.take_view(Viewpoint("tutor", allotted.first))
    page = open_page(session)
    _spread, markers, _pairs = _charts(qtbot, page)
    assert {row[0]: row[1] for row in markers.rows} == {"Ann Stone": "2", "Marker A": "1"}
    assert not page.charts.report.isVisible()


def test_the_report_is_printed_for_the_board_and_for_others(qtbot, page, mark, allotted):
    for number in range(3):
        mark(allotted.first, number, 61)
        mark(allotted.second, number, 63)
    _charts(qtbot, page)
    for made in (page.charts.report, page.charts.for_others):
        made.setFocus()
        qtbot.keyClick(made, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: page.findChild(PrintPreview) is not None)
        preview = page.findChild(PrintPreview)
        preview.close()
        preview.setParent(None)
