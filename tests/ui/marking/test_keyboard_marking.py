"""A tutor marks a queue of ten reports without touching the mouse."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.queues import read_queue
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.ui.kit.session import Viewpoint

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(qtbot, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press a key where the focus is, as a keyboard does."""
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def write(qtbot, text):
    qtbot.keyClicks(QApplication.focusWidget(), text)


def test_ten_reports_are_marked_from_the_keyboard_alone(qtbot, session, allotted, open_page):
    session.take_view(Viewpoint("tutor", allotted.first))
    page = open_page(session)
    assert page.queue.progress.text() == "0 of 10 marked"
    page.start_search()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    canvas = page.desk.report.pdf.canvas
    for number in range(10):
        assert page.shows_desk
        qtbot.waitUntil(lambda: "The report, page 1" in canvas.accessibleDescription())
        canvas.setAccessibleDescription("")
        write(qtbot, str(number % 4 + 1))
        write(qtbot, "+")
        press(qtbot, Qt.Key.Key_Return)
        write(qtbot, "m")
        write(qtbot, "61.5")
        press(qtbot, Qt.Key.Key_Tab)
        write(qtbot, "Clear.")
        press(qtbot, Qt.Key.Key_Return, CONTROL)
        write(qtbot, "2-")
        press(qtbot, Qt.Key.Key_Return)
        write(qtbot, f"Work {number} as a whole.")
        press(qtbot, Qt.Key.Key_Return, CONTROL | SHIFT)
    assert not page.shows_desk
    qtbot.waitUntil(lambda: page.queue.progress.text() == "10 of 10 marked")
    queue = read_queue(allotted.db, allotted.first, 1)
    assert queue.finished == 10
    desks = [open_desk(allotted.db, TaskKey(work, allotted.first)) for work in allotted.works]
    assert {desk.feedback for desk in desks} == {f"Work {n} as a whole." for n in range(10)}
    middles = {Decimal(86), Decimal(66), Decimal(56), Decimal(46)}
    for desk in desks:
        problem, evidence, value = desk.criteria
        assert problem.value in middles
        assert (evidence.value, evidence.feedback) == (Decimal("61.5"), "Clear.")
        assert value.value == 64


def test_the_keys_go_between_report_and_rubric(qtbot, page, allotted):
    page.open_record(TaskKey(allotted.works[0], allotted.first))
    view = page.desk.report.pdf
    qtbot.waitUntil(lambda: view.page_count == 2)
    press(qtbot, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert view.where.text() == "2"
    press(qtbot, Qt.Key.Key_F6)
    assert view.canvas.hasFocus()
    press(qtbot, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is page.desk.rubric.cards_of("Problem").bands


def test_tab_and_shift_tab_walk_the_criteria(qtbot, page, allotted):
    page.open_record(TaskKey(allotted.works[0], allotted.first))
    rubric = page.desk.rubric
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Tab)
    assert rubric.cards_of("Evidence").bands.hasFocus()
    press(qtbot, Qt.Key.Key_Backtab, SHIFT)
    assert rubric.cards_of("Problem").bands.hasFocus()


def test_the_comment_bank_is_found_by_typing(qtbot, page, allotted):
    key = TaskKey(allotted.works[0], allotted.first)
    page.open_record(key)
    press(qtbot, Qt.Key.Key_Return)
    write(qtbot, "f")
    write(qtbot, "Good. numb")
    words = page.desk.rubric.cards_of("Evidence").words
    popup = words.popup
    assert popup.isVisible()
    assert popup.model().rowCount() == 1
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert words.toPlainText() == "Good. Say where the numbers come from."
    qtbot.keyClick(words, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(
        lambda: (
            open_desk(allotted.db, key).criteria[1].feedback
            == "Good. Say where the numbers come from."
        )
    )
