"""Toasts, the history of a record, and what stands in for content."""

from datetime import UTC, datetime

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from cohort_desk.domain.dates import written_moment
from cohort_desk.services.history import FieldChange, HistoryEntry
from cohort_desk.ui.kit import toasts
from cohort_desk.ui.kit.filters import FilterMenu, SearchField
from cohort_desk.ui.kit.history import HistoryList
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.states import EmptyState, ErrorState, LoadingState
from cohort_desk.ui.kit.toasts import ToastHost
from cohort_desk.ui.kit.widgets import label

WHEN = datetime(2026, 11, 14, 9, 5, tzinfo=UTC)


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(900, 240)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


@pytest.fixture
def host(window):
    return ToastHost(window)


def texts(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.text()]


def test_a_message_offers_the_way_back(qtbot, host):
    undone = []
    host.say("Moved Aisha to Group 3", action="Undo", run=lambda: undone.append(1))
    (toast,) = host.toasts()
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert host.toasts() == ()
    assert not host.isVisible()


def test_it_is_reached_and_left_by_keys(qtbot, host):
    host.say("Moved Aisha to Group 3", action="Undo", run=lambda: None)
    host.take_focus()
    (toast,) = host.toasts()
    assert toast.action.hasFocus()
    qtbot.keyClick(toast.action, Qt.Key.Key_Escape)
    assert host.toasts() == ()


@pytest.mark.parametrize("way", ["clicked", "reached by keys"])
def test_the_way_back_leaves_the_focus_where_it_was(qtbot, host, window, way):
    field, other = QLineEdit(window), QLineEdit(window)
    for each in (field, other):
        each.show()
    field.setFocus()
    host.say("Moved Aisha to Group 3", action="Undo", run=lambda: None)
    (toast,) = host.toasts()
    if way == "clicked":
        qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    else:
        host.take_focus()
        assert toast.action.hasFocus()
        qtbot.keyClick(toast.action, Qt.Key.Key_Space)
    assert field.hasFocus()


def test_it_goes_by_itself_but_not_from_under_the_focus(qtbot, host, monkeypatch):
    monkeypatch.setattr(toasts, "STAY_WITH_ACTION_MS", 30)
    host.say("First", action="Undo", run=lambda: None)
    host.take_focus()
    # Its time is up after that of the first.
    host.say("Second", action="Undo", run=lambda: None)
    qtbot.waitUntil(lambda: [toast.text for toast in host.toasts()] == ["First"])
    host.toasts()[0].action.clearFocus()
    qtbot.waitUntil(lambda: host.toasts() == ())


def test_three_stand_at_once_inside_the_window(host, window):
    for number in range(5):
        host.say(f"Message {number}")
    assert [toast.text for toast in host.toasts()] == ["Message 2", "Message 3", "Message 4"]
    assert window.rect().contains(host.geometry())


def test_a_message_goes_when_its_step_is_undone_elsewhere(host, window):
    host.say("Imported 3 people", action="Undo", run=lambda: None, key=4)
    host.say("Moved Aisha to Group 3", action="Undo", run=lambda: None, key=5)
    host.dismiss(4)
    assert [toast.text for toast in host.toasts()] == ["Moved Aisha to Group 3"]
    assert host.geometry().right() < 2 * window.width() / 3


def test_a_presenter_hears_no_more_once_its_page_is_gone(qtbot):
    class Teller(QObject):
        told = Signal()

    class Presenter:
        def __init__(self, page):
            self.page, self.heard = page, heard

        def listen(self):
            self.heard.append(1)

    heard, teller, page = [], Teller(), Page("People")
    presenter = Presenter(page)
    page.keep(presenter)
    teller.told.connect(presenter.listen)
    del presenter
    teller.told.emit()
    shiboken6.delete(page)
    teller.told.emit()
    assert heard == [1]


def test_history_tells_who_what_when_and_from_what_to_what(qtbot):
    changes = (FieldChange("Group", "Group 1", "Group 3"), FieldChange("Notes", "", "Hello"))
    history = HistoryList()
    qtbot.addWidget(history)
    history.show_entries([HistoryEntry(1, WHEN, "Ann", "move of Aisha Khan", changes)])
    assert texts(history) == [
        "Move of Aisha Khan",
        f"Ann · {written_moment(WHEN)}",
        "Group: Group 1 → Group 3",
        "Notes: Hello",
    ]
    history.show_entries([])
    assert "Nothing has changed." in texts(history)


def test_a_page_shows_its_state_in_place_of_its_content(qtbot, accessibility):
    page, content = Page("People"), label("The list")
    search = page.add_filter(SearchField("Search people"), stretch=1)
    page.set_content(content)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    empty = EmptyState("users", "No one is in this cohort yet.", "Import a spreadsheet…")
    page.show_state(empty)
    assert not content.isVisible()
    assert not search.isVisible()
    assert accessibility.problems(page) == []
    with qtbot.waitSignal(empty.asked):
        qtbot.mouseClick(empty.action, Qt.MouseButton.LeftButton)
    for state in (LoadingState("Reading 10,000 people…"), ErrorState("The file is in use.")):
        page.show_state(state)
        assert search.isVisible()
        assert accessibility.problems(page) == []
    page.show_content()
    assert content.isVisible()
    page.start_search()
    assert search.hasFocus()


def test_an_icon_keeps_its_height_over_a_sentence_of_two_lines(qtbot):
    page = Page("Board")
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    said = "Nothing has changed since the marks were put before the board."
    empty = EmptyState("circle-check", said, note="Every mark is the one before the board.")
    page.show_state(empty)
    icon = next(each for each in empty.findChildren(QLabel) if not each.text())
    qtbot.waitUntil(lambda: icon.height() >= icon.pixmap().deviceIndependentSize().height())
    lines = empty.sentence.heightForWidth(empty.sentence.width())
    assert empty.sentence.height() >= lines > empty.sentence.fontMetrics().height() * 1.5


def test_the_panel_at_the_right_closes_by_button_and_by_escape(qtbot):
    page = Page("People")
    page.set_content(label("The list"))
    qtbot.addWidget(page)
    page.show()
    assert not page.detail.isVisible()
    for close in (
        lambda: qtbot.mouseClick(page.detail.close_button, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(page.detail, Qt.Key.Key_Escape),
    ):
        page.detail.show_widget("Aisha Khan", label("Police"))
        assert page.detail.isVisible()
        with qtbot.waitSignal(page.detail.closed):
            close()
        assert not page.detail.isVisible()


def test_the_main_action_stands_at_the_far_right(qtbot):
    page = Page("People")
    qtbot.addWidget(page)
    main = page.set_primary("Add person", "plus")
    second = page.add_action("Import…", "upload")
    page.show()
    assert main.parentWidget() is second.parentWidget()
    assert main.x() > second.x()


def test_filters_go_on_in_a_second_row_where_the_first_is_full(qtbot, theme):
    page = Page("People")
    qtbot.addWidget(page)
    page.resize(900, 500)
    search = page.add_filter(SearchField("Search people"), stretch=1)
    chips = [page.add_filter(FilterMenu(f"Filter number {n}")) for n in range(4)]
    page.set_content(label("The list"))
    page.show()
    assert all(chip.y() < search.height() for chip in chips)
    assert chips[-1].geometry().right() == search.parentWidget().width() - 1
    theme.set_scale(150)
    qtbot.waitUntil(lambda: chips[-1].y() > chips[0].geometry().bottom())
    assert all(chip.width() >= chip.sizeHint().width() for chip in chips)
    assert page.rect().contains(search.parentWidget().geometry())


@pytest.mark.parametrize("length", [40, 70, 95, 200, 420])
def test_a_message_is_shown_whole_whatever_its_length(qtbot, host, length):
    host.say(
        ("Undo is refused: a benefit was deleted meanwhile. " * 9)[:length], action="Undo", run=list
    )
    (toast,) = host.toasts()
    qtbot.waitExposed(toast)
    (words,) = [each for each in toast.findChildren(QLabel) if each.text()]
    shown = words.fontMetrics().boundingRect(
        words.contentsRect(), Qt.TextFlag.TextWordWrap.value, words.text()
    )
    assert shown.height() <= words.height()
    assert shown.width() <= words.width()
    assert toast.height() <= host.height()
