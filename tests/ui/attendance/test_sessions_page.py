"""The page of sessions, driven as an administrator drives it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.attendance import Attendance, SessionFacts
from cohort_desk.domain.regulations.rules import AttendanceRules, Regulations
from cohort_desk.services.attendance import (
    add_session,
    list_sessions,
    read_register,
    read_session,
    record,
)
from cohort_desk.services.regulations import follow, save_set
from cohort_desk.ui.attendance.wiring import open_sessions_page

BEGUN = datetime(2026, 10, 5, 8, 30, tzinfo=UTC)
DAY = SessionFacts("Day 1", BEGUN, BEGUN + timedelta(hours=7), place="Sheffield")
PRESENT, LATE, EXCUSED, ABSENT = Attendance
NAMES = ("Aisha Khan", "Ben Lee", "Chloe Moss")


@pytest.fixture
def people(db):
    with db.begin("sample") as work:
        for number, name in enumerate(NAMES, start=1):
            given, family = name.split()
            work.session.add(
                ParticipantRow(id=number, cohort_id=1, given_name=given, family_name=family)
            )
    return db


@pytest.fixture
def day(people):
    return add_session(people, 1, DAY)


@pytest.fixture
def open_page(qtbot, session):
    def shown():
        page = open_sessions_page(session)
        qtbot.addWidget(page)
        page.resize(1100, 760)
        page.show()
        qtbot.waitExposed(page)
        return page

    return shown


def texts(model, column):
    return [model.index(row, column).data() for row in range(model.rowCount())]


def status_of(db, session_id):
    return [entry.status for entry in read_register(db, session_id).entries]


def test_the_first_session_is_added_and_opens_with_its_title_to_be_typed(qtbot, people, open_page):
    page = open_page()
    page._state.action.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert not page.detail.isHidden()
    title = page.session.form.editor("title")
    title.setText("Kick-off")
    title.editingFinished.emit()
    QTest.keyClick(title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(page.model, 2) == ["Kick-off"])


def test_a_session_is_moved_with_its_length_and_a_wrong_time_is_said(qtbot, people, day, open_page):
    page = open_page()
    page.open_record(day)
    page.session.field_left.emit("starts_at", "6 October 2026, 10:00")
    qtbot.waitUntil(lambda: texts(page.model, 1) == ["10:00 to 17:00"])
    page.session.field_left.emit("ends_at", "4 pm")
    qtbot.waitUntil(lambda: texts(page.model, 1) == ["10:00 to 16:00"])
    page.session.field_left.emit("ends_at", "09:00")
    said = [each.text() for each in page.session.findChildren(type(page.title)) if each.isVisible()]
    assert "A session must end after it begins." in said
    assert read_session(people, day).ends_at.hour == 15


def test_the_register_is_kept_by_keys_alone(qtbot, people, day, open_page):
    page = open_page()
    page.table.take_focus()
    QTest.keyClick(page.table.grid, Qt.Key.Key_Return)
    grid = page.register.grid
    qtbot.waitUntil(grid.hasFocus)
    QTest.keyClicks(grid, "ple")
    qtbot.waitUntil(lambda: texts(page.register.model, 2) == ["Present", "Late", "Excused"])
    assert status_of(people, day) == [PRESENT, LATE, EXCUSED]
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: status_of(people, day) == [PRESENT, LATE, None])
    qtbot.waitUntil(lambda: "1 not recorded" in page.register.counts.text())


def test_a_note_is_typed_in_place_while_others_record_too(qtbot, people, day, open_page):
    record(people, day, 1, EXCUSED)
    page = open_page()
    page.open_register(day)
    grid = page.register.grid
    grid.setCurrentIndex(page.register.model.index(0, 0))
    QTest.keyClick(grid, Qt.Key.Key_F2)
    editor = grid.findChild(QLineEdit)
    QTest.keyClicks(editor, "In court")
    record(people, day, 2, LATE)
    QTest.qWait(0)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(page.register.model, 3)[0] == "In court")
    qtbot.waitUntil(lambda: texts(page.register.model, 2) == ["Excused", "Late", ""])


def test_everybody_else_is_present_at_once(qtbot, people, day, open_page):
    record(people, day, 2, ABSENT)
    page = open_page()
    page.show_view("register")
    page.register.rest.click()
    qtbot.waitUntil(lambda: status_of(people, day) == [PRESENT, ABSENT, PRESENT])
    qtbot.waitUntil(lambda: not page.register.rest.isEnabled())


def test_before_it_begins_people_can_only_be_excused(qtbot, session, people, open_page):
    heard = []
    session.warned.connect(heard.append)
    ahead = datetime.now(UTC) + timedelta(days=1)
    later = add_session(
        people, 1, replace(DAY, starts_at=ahead, ends_at=ahead + timedelta(hours=1))
    )
    page = open_page()
    page.open_register(later)
    QTest.keyClicks(page.register.grid, "pe")
    qtbot.waitUntil(lambda: status_of(people, later) == [None, EXCUSED, None])
    assert heard == ["The session has not begun yet. Until it has, people can only be excused."]


def test_sessions_are_copied_weekly_searched_and_deleted(qtbot, session, people, day, open_page):
    page = open_page()
    session.dialogs.ready["ask_text"] = "2"
    page.copy_asked.emit((day,))
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.model.sort(0)
    assert texts(page.model, 0) == ["5 October 2026", "12 October 2026", "19 October 2026"]
    page.search.setText("12 october")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert texts(page.model, 0) == ["12 October 2026"]
    page.widened.emit()
    record(people, day, 1, PRESENT)
    qtbot.waitUntil(lambda: texts(page.model, 5)[0] == "1")
    page.delete_asked.emit((day,))
    assert ("confirm", "Delete 1 session") in session.dialogs.asked
    assert len(list_sessions(people, 1)) == 3
    session.dialogs.ready["confirm"] = True
    page.delete_asked.emit((day,))
    assert len(list_sessions(people, 1)) == 2


@pytest.fixture
def strict(people):
    """The same cohort, whose award asks for 80 %."""
    rules = Regulations(attendance=AttendanceRules(least=Decimal("0.8")))
    follow(people, 1, save_set(people, "Ours", rules), None)
    return people


def test_who_is_below_the_rule_is_found_and_exported(qtbot, session, strict, day, open_page):
    for person, status in ((1, PRESENT), (2, LATE), (3, EXCUSED)):
        record(strict, day, person, status)
    page = open_page()
    page.show_view("attendance")
    model = page.attendance.model
    assert texts(model, 2) == ["100 %", "50 %", "–"]
    assert "2 people are below 80 %" in page.attendance.rule.text()
    page.attendance.only.choose(("below",))
    assert texts(model, 0) == ["Ben Lee", "Chloe Moss"]
    path = strict.place.with_name("out.csv")
    session.dialogs.ready["path_to_save"] = path
    page.attendance.export_asked.emit()
    qtbot.waitUntil(path.exists)
    assert "Ben Lee,,50 %,No,0,1,0,0,0" in path.read_text("utf-8-sig")


@pytest.mark.parametrize("view", ["sessions", "register", "attendance"])
def test_every_control_has_a_name_and_can_be_reached(people, day, open_page, accessibility, view):
    page = open_page()
    page.show_view(view)
    assert accessibility.problems(page) == []


def test_the_register_keeps_its_fields_apart_with_large_text(qtbot, people, day, open_page, theme):
    theme.set_scale(150)
    page = open_page()
    page.resize(930, 700)
    page.show_view("register")
    view = page.register
    qtbot.waitUntil(lambda: view.rest.width() >= view.rest.sizeHint().width())
    assert not view.search.geometry().intersects(view.sessions.geometry())
    assert not view.search.geometry().intersects(view.rest.geometry())
    assert view.rest.geometry().right() < view.width()
