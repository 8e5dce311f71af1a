"""Published versions: none, one and several, any two compared, who moved printed and copied."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from cohort_desk.services.groups import publish, read_board, rename_group, swap_people


@pytest.fixture
def swap(db, grouped):
    """Swap the people whom two groups had at one place to begin with; their names."""
    start = read_board(db, grouped).groups

    def change(one, other, at=0):
        pair = start[one].cards[at], start[other].cards[at]
        now = {card.id: card for group in read_board(db, grouped).groups for card in group.cards}
        seen = {card.id: now[card.id].seat_version for card in pair}
        swap_people(db, grouped, pair[0].id, pair[1].id, seen)
        return tuple(card.name for card in pair)

    return change


@pytest.fixture
def panel(grouped, open_page, show_view):
    """The published view of the opened page."""

    def open_now():
        page = open_page()
        show_view(page, "Published")
        return page.published

    return open_now


def words(widget):
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def rows(card):
    model = card.model
    return [
        tuple(model.index(row, column).data() for column in range(3))
        for row in range(model.rowCount())
    ]


def choose(box, text):
    """Choose an entry as the user does."""
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_nothing_published_says_what_publishing_is(panel):
    shown = panel()
    assert shown.empty.isVisible()
    assert not shown.comparison.isVisible()


def test_one_version_has_nothing_to_compare_until_the_board_changes(
    qtbot, db, grouped, panel, swap
):
    publish(db, grouped)
    shown = panel()
    assert not shown.comparison.isVisible()
    one, other = swap(0, 1)
    qtbot.waitUntil(shown.comparison.isVisible)
    assert shown.comparison.summary.accessibleName() == "2 people have moved"
    assert set(rows(shown.comparison)) == {
        (one, "Group 1", "Group 2"),
        (other, "Group 2", "Group 1"),
    }
    qtbot.waitUntil(lambda: "Unpublished changes" in words(shown))


def test_any_two_of_three_versions_can_be_compared(db, grouped, panel, swap):
    publish(db, grouped)
    first = swap(0, 1)
    group = read_board(db, grouped).groups[3]
    rename_group(db, group.id, group.version, "North")
    publish(db, grouped)
    second = swap(1, 2, at=3)
    publish(db, grouped)
    card = panel().comparison
    assert (card.before.currentText(), card.after.currentText()) == ("Version 2", "Version 3")
    assert {row[0] for row in rows(card)} == set(second)
    choose(card.before, "Version 1")
    assert {row[0] for row in rows(card)} == {*first, *second}
    assert card.others.text() == "Group 4 is now North"
    choose(card.after, "Version 2")
    assert {row[0] for row in rows(card)} == set(first)
    choose(card.before, "Version 2")
    assert card.summary.accessibleName() == "Choose two that differ"
    assert not card.printing.isEnabled()
    choose(card.after, "The groups as they stand")
    assert {row[0] for row in rows(card)} == set(second)


def test_a_version_with_many_moves_shows_the_first_and_leads_to_all(db, grouped, panel, swap):
    publish(db, grouped)
    for at in range(5):
        swap(0, 1, at)
        swap(2, 3, at)
    publish(db, grouped)
    swap(0, 2, at=5)
    shown = panel()
    everything = next(
        each for each in shown.findChildren(QPushButton) if each.text() == "Show all 20"
    )
    everything.click()
    card = shown.comparison
    assert (card.before.currentText(), card.after.currentText()) == ("Version 1", "Version 2")
    assert len(rows(card)) == 20
    assert shown.window().focusWidget() is card.grid


def test_who_moved_is_copied_as_text(db, grouped, panel, swap, heard):
    publish(db, grouped)
    one, _ = swap(0, 1)
    panel().comparison.copying.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Induction: who moved")
    assert f"{one}, from Group 1 to Group 2" in text
    assert heard.said[-1] == "Copied who moved. Paste it into a message."


@pytest.fixture
def compared(db, grouped, panel, swap):
    """The published view once two people have moved since version 1."""
    publish(db, grouped)
    swap(0, 1)
    return panel()


def test_who_moved_is_printed(qtbot, compared, monkeypatch):
    shown, printed = compared, []
    monkeypatch.setattr(
        shown, "show_preview", lambda content, title: printed.append((content, title))
    )
    shown.comparison.printing.click()
    qtbot.waitUntil(lambda: bool(printed))
    content, title = printed[0]
    assert title == "Induction, who moved"
    assert content.startswith(b"%PDF")


def test_the_view_can_be_worked_by_tab_and_read_aloud(compared, accessibility):
    assert accessibility.problems(compared.window()) == []
