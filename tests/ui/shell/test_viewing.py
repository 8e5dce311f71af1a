"""Whose view is shown: chosen, remembered, and said to be no lock."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel

from cohort_desk.db.tables import ParticipantRow, Table, TutorRow
from cohort_desk.services import programmes
from cohort_desk.services.people import PeopleFilter, find_people
from cohort_desk.ui.kit.session import Viewpoint
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.shell.documents import Documents
from cohort_desk.ui.shell.features import page_specs
from cohort_desk.ui.shell.view_sheet import ViewSheet
from cohort_desk.ui.shell.window import MainWindow


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "Leaders.cohort"
    db = programmes.create_programme(path, "Leaders", "2026 intake")
    with db.begin("people") as work:
        work.session.add(TutorRow(name="Tutor Ash"))
        work.session.add(TutorRow(name="Tutor Birch"))
        work.session.add(ParticipantRow(cohort_id=1, given_name="Ana", family_name="Sample"))
    db.close()
    return path


@pytest.fixture
def opened(qtbot, tmp_path, answers, place):
    made = []

    def open_window():
        settings = SettingsStore(tmp_path / "settings.json")
        window = MainWindow(settings)
        qtbot.addWidget(window)
        documents = Documents(window, settings, answers(), tmp_path / "samples")
        documents.window = window
        window.show()
        documents.open(str(place))
        made.append(documents)
        return documents

    yield open_window
    for documents in made:
        documents.window.close()


def pages(window):
    shown = window.navigation.list
    names = [shown.item(row) for row in range(shown.count())]
    return [item.text() for item in names if item.flags() & Qt.ItemFlag.ItemIsEnabled]


def choose(qtbot, window, role, name=""):
    qtbot.mouseClick(window.top.view_button, Qt.MouseButton.LeftButton)
    sheet = window.findChild(ViewSheet)
    roles = {button.text(): button for button in sheet.roles.buttons()}
    qtbot.mouseClick(roles[role], Qt.MouseButton.LeftButton)
    if name:
        qtbot.keyClicks(sheet.search, name)
    qtbot.mouseClick(sheet.show_view, Qt.MouseButton.LeftButton)


def test_a_tutors_view_has_the_queue_and_is_remembered(qtbot, opened):
    window = opened().window
    assert window.top.view_button.text() == "Administrator"
    assert "People" in pages(window)
    choose(qtbot, window, "Tutor", "birch")
    assert window.top.view_button.text() == "Tutor: Tutor Birch"
    assert not {"People", "Packs"} & set(pages(window))
    assert window.stack.currentWidget().accessibleName() == "Your marking"
    window.close()
    again = opened().window
    assert again.top.view_button.text() == "Tutor: Tutor Birch"
    choose(qtbot, again, "Administrator")
    assert {"People", "Packs"} <= set(pages(again))


def test_a_participants_view_shows_their_own_alone(qtbot, opened):
    window = opened().window
    choose(qtbot, window, "Participant", "ana")
    assert window.top.view_button.text() == "Participant: Ana Sample"
    assert set(pages(window)) <= {"Home", "Peer ratings", "Settings"}
    shown = [each.text() for each in window.stack.currentWidget().findChildren(QLabel)]
    assert "Your group has no project yet." in shown
    assert "No mark has been released yet." in shown


@pytest.mark.parametrize("view", [Viewpoint("tutor", 1), Viewpoint("participant", 1)])
def test_nobody_is_found_by_name_in_a_view_without_their_page(opened, view):
    documents = opened()
    window, session = documents.window, documents.open_programme.session
    assert [each.name for each in window.commands.find_records("ana")["People"]] == ["Ana Sample"]
    session.take_view(view)
    assert not any(window.commands.find_records("ana").values())


def test_a_participants_view_is_of_their_own_cohort(qtbot, opened, place):
    db = programmes.open_programme(place)
    other = programmes.add_cohort(db, "2025 intake")
    with db.begin("arrival") as work:
        one = ParticipantRow(id=2, cohort_id=other, given_name="Bo", family_name="Sample")
        work.session.add(one)
    db.close()
    documents = opened()
    top, session = documents.window.top, documents.open_programme.session
    session.choose_cohort(1)
    session.take_view(Viewpoint("participant", 2))
    assert session.cohort_id == other
    assert not top.cohorts.isVisible()
    documents.window.close()
    again = opened()
    top, session = again.window.top, again.open_programme.session
    assert top.view_button.text() == "Participant: Bo Sample"
    assert session.cohort_id == other
    assert not top.cohorts.isVisible()
    choose(qtbot, again.window, "Administrator")
    assert top.cohorts.isVisible()
    assert top.cohorts.currentText() == "2025 intake"
    assert top.cohorts.currentData() == session.cohort_id


def test_the_sheet_says_that_a_view_is_no_lock(qtbot):
    sheet = ViewSheet(None, Viewpoint(), lambda _role, _text: ())
    qtbot.addWidget(sheet)
    sheet.show()
    said = " ".join(each.text() for each in sheet.findChildren(QLabel))
    assert "It is a view, not a lock" in said
    tutor = sheet.roles.button(1)
    qtbot.mouseClick(tutor, Qt.MouseButton.LeftButton)
    assert not sheet.show_view.isEnabled()
    assert "There are no tutors yet." in sheet.nobody.text()


def test_pages_of_a_view_that_was_left_hear_no_more(qtbot, opened):
    """A slot that outlives its page would fill in what is deleted: Qt raises, and the test fails.

    The collector is off, for it would hide presenters that only a cycle keeps.
    """
    documents = opened()
    window, session = documents.window, documents.open_programme.session
    later = programmes.add_cohort(session.db, "2027 intake")
    views = (Viewpoint(), Viewpoint("tutor", 1), Viewpoint("participant", 1))
    gc.disable()
    try:
        for view in views * 2:
            session.take_view(view)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            for spec in page_specs(session):
                assert window.go(spec.key).isVisible()
            session.news.changed.emit(frozenset(Table.metadata.tables))
            for cohort in (later, 1):
                session.choose_cohort(cohort)
            qtbot.waitUntil(lambda: not window.runner.tasks())
    finally:
        gc.enable()


def test_a_view_does_not_undo_what_was_done_before_it_was_taken(qtbot, opened):
    documents = opened()
    window, session = documents.window, documents.open_programme.session
    undo, redo = (window.commands.action(key) for key in ("undo", "redo"))
    with session.db.begin("arrival of Bo Sample") as work:
        work.session.add(ParticipantRow(cohort_id=1, given_name="Bo", family_name="Sample"))
    qtbot.waitUntil(lambda: undo.text() == "Undo arrival of Bo Sample")
    assert window.toasts.toasts()
    choose(qtbot, window, "Participant", "ana")
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    assert not window.toasts.toasts()
    window.undo_asked.emit()
    qtbot.waitUntil(lambda: not window.runner.tasks())
    assert len(find_people(session.db, 1, PeopleFilter(text="Bo"))) == 1
    with session.db.begin("change of a telephone number") as work:
        work.need(ParticipantRow, 1).phone = "0114 496 0000"
    qtbot.waitUntil(lambda: undo.text() == "Undo change of a telephone number")
    undo.trigger()
    qtbot.waitUntil(redo.isEnabled)
    assert redo.text() == "Redo change of a telephone number"
    assert not undo.isEnabled()
    choose(qtbot, window, "Administrator")
    assert undo.text() == "Undo arrival of Bo Sample"
    assert redo.text() == "Redo change of a telephone number"
