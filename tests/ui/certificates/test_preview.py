"""The preview of a design: zoomed by click, key and wheel, with the fields beside it or hidden."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def designer(office):
    page = office.turn_to("designs")
    page.resize(1072, 700)
    office.click(page.designs.buttons["Open"])
    return page.designer


def wide(designer):
    return designer.preview.width()


def test_it_is_seen_whole_at_first(designer):
    stage = designer.stage
    assert designer.zoom.fits["page"].isChecked()
    assert stage.horizontalScrollBar().maximum() == stage.verticalScrollBar().maximum() == 0
    assert 40 < int(designer.zoom.percent.text().rstrip("%")) < 70


def test_it_is_as_large_as_on_paper_if_asked(office, designer):
    office.click(designer.zoom.fits["actual"])
    assert designer.zoom.percent.text() == "100%"
    assert wide(designer) == pytest.approx(297 / 25.4 * 96, abs=10)
    assert designer.stage.horizontalScrollBar().maximum() > 0
    office.click(designer.zoom.fits["width"])
    assert designer.stage.horizontalScrollBar().maximum() == 0


def test_it_is_zoomed_by_keys_which_leave_the_text_of_the_window(designer):
    stage = designer.stage
    stage.setFocus()
    fitted = wide(designer)
    QTest.keyClick(stage, Qt.Key.Key_Plus, CTRL)
    assert wide(designer) > fitted
    QTest.keyClick(stage, Qt.Key.Key_Minus, CTRL)
    QTest.keyClick(stage, Qt.Key.Key_Minus, CTRL)
    assert wide(designer) < fitted
    QTest.keyClick(stage, Qt.Key.Key_1, CTRL)
    assert designer.zoom.percent.text() == "100%"
    QTest.keyClick(stage, Qt.Key.Key_9, CTRL)
    assert wide(designer) == fitted


def test_it_is_zoomed_by_the_wheel(designer):
    fitted, at = wide(designer), QPointF(50, 50)
    turn = QPoint(0, 120)
    phase = Qt.ScrollPhase.NoScrollPhase
    still = False
    up = QWheelEvent(at, at, turn, turn, Qt.MouseButton.NoButton, CTRL, phase, still)
    QApplication.sendEvent(designer.stage.viewport(), up)
    assert wide(designer) > fitted


def test_it_keeps_its_size_and_place_while_words_are_typed(office, designer):
    office.click(designer.zoom.fits["actual"])
    bar = designer.stage.verticalScrollBar()
    bar.setValue(bar.maximum())
    size = designer.preview.size()
    designer.drafted.emit(designer.design())
    office.settle()
    assert designer.preview.size() == size
    assert bar.value() == bar.maximum() > 0


def test_it_has_all_the_room_once_the_fields_are_hidden(office, designer):
    office.click(designer.zoom.fits["width"])
    before = wide(designer)
    office.click(designer.only_page)
    assert designer.only_page.text() == "Show the fields"
    assert not designer.fields.isVisible()
    assert wide(designer) > before + 300
    office.click(designer.only_page)
    assert designer.fields.isVisible()
