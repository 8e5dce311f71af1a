"""The panel of one person: saving, refusing, and two people at one record."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from cohort_desk.db.database import Watcher
from cohort_desk.db.tables import ParticipantRow
from cohort_desk.services.history import undo
from cohort_desk.services.people import edit_person, read_person
from cohort_desk.services.programmes import file_of, open_programme


@pytest.fixture
def other_window(db):
    """Another window on the same file; `poll` lets the first one notice what it did."""
    watcher, other = Watcher(db), open_programme(file_of(db), actor="Bob")
    other.seen_by_first = watcher.poll
    yield other
    watcher.close()
    other.engine.dispose()


@pytest.fixture
def aisha(page, people):
    page.open_record(people[0])
    return people[0]


def type_into(page, field, text):
    editor = page.person.form.editor(field)
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


def leave(page):
    page.search.setFocus()


def shown(widget):
    return [box.text() for box in widget.findChildren(QLabel) if box.isVisible()]


def test_a_field_is_saved_as_it_is_left_and_undo_shows_the_old_value(qtbot, page, db, aisha):
    editor = type_into(page, "grade", "Band 9")
    leave(page)
    assert read_person(db, aisha).grade == "Band 9"
    undo(db)
    qtbot.waitUntil(lambda: editor.text() == "Band 7")


def test_a_bad_value_is_explained_not_saved_and_waits_for_the_users_return(page, db, people, aisha):
    type_into(page, "email", "not an address")
    leave(page)
    sentence = "“not an address” is not an e-mail address, such as name@example.org."
    assert sentence in shown(page.person.form)
    page.open_record(people[1])
    assert page.person.form.editor("email").text() == "b.lee@example.org"
    page.open_record(aisha)
    assert page.person.form.editor("email").text() == "not an address"
    assert sentence in shown(page.person.form)
    assert read_person(db, aisha).email == "a.khan@example.org"


def test_another_persons_email_is_refused_beside_the_field(page, db, aisha):
    type_into(page, "email", "b.lee@example.org")
    leave(page)
    problem = "Ben Lee already has this e-mail in this cohort; each is for one person."
    assert problem in shown(page.person.form)
    assert read_person(db, aisha).email == "a.khan@example.org"


def test_an_agency_is_chosen_by_abbreviation_and_shown_by_name(page, db, people):
    page.open_record(people[3])
    editor = type_into(page, "agency_id", "BMBC")
    leave(page)
    assert read_person(db, people[3]).agency_id == 2
    assert editor.text() == "Barnsley Metropolitan Borough Council"
    assert "Local government" in [
        tag.accessibleName() for tag in page.person.children() if tag.isWidgetType()
    ]


def test_edits_of_different_fields_in_two_windows_are_both_kept(page, db, aisha, other_window):
    type_into(page, "grade", "Band 9")
    edit_person(other_window, aisha, 1, {"team": "Red"})
    leave(page)
    person = read_person(db, aisha)
    assert (person.grade, person.team) == ("Band 9", "Red")
    assert page.person.form.editor("team").text() == "Red"


@pytest.fixture(params=["noticed while typing", "noticed on leaving"])
def clash(request, qtbot, page, aisha, other_window):
    """Both windows have changed Aisha's grade: this one to Band 9, the other to Band 6."""
    type_into(page, "grade", "Band 9")
    edit_person(other_window, aisha, 1, {"grade": "Band 6"})
    if request.param == "noticed while typing":
        other_window.seen_by_first()
        qtbot.waitUntil(page.person.clash.isVisible)
    leave(page)
    return page.person.clash


@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_edits_of_one_field_in_two_windows_show_both_values(page, db, aisha, clash, answer):
    kept = {"mine": "Band 9", "theirs": "Band 6"}[answer]
    editor = page.person.form.editor("grade")
    assert "“Band 6” while you typed “Band 9”" in clash.sentence.text()
    assert editor.text() == "Band 9"
    assert read_person(db, aisha).grade == "Band 6"
    getattr(clash, answer).click()
    assert read_person(db, aisha).grade == kept
    assert editor.text() == kept
    assert clash.isHidden()


def test_a_record_that_vanished_closes_the_panel_with_a_sentence(qtbot, page, session, db, people):
    page.open_record(people[3])
    undo(db)
    qtbot.waitUntil(page.detail.isHidden)
    assert "no longer here" in session.heard.said[0]


def test_the_history_shows_who_changed_what_and_stays_current(qtbot, page, db, aisha):
    page.person.history_button.click()
    assert page.detail.title.text() == "History of Aisha Khan"
    edit_person(db, aisha, 1, {"grade": "Band 8"})
    qtbot.waitUntil(lambda: "Grade: Band 7 → Band 8" in shown(page.panels.history))
    page.panels.history.back.click()
    assert page.detail.title.text() == "Aisha Khan"
    assert page.person.form.editor("grade").text() == "Band 8"


def test_every_clash_is_kept_and_asked_where_it_is_seen(qtbot, page, db, aisha, other_window):
    page.resize(1280, 700)
    for version, field in enumerate(("grade", "notes"), start=1):
        type_into(page, field, f"My {field}")
        edit_person(other_window, aisha, version, {field: f"Their {field}"})
        leave(page)
    clash = page.person.clash
    assert "“Their notes” while you typed “My notes”" in clash.sentence.text()
    qtbot.waitUntil(lambda: clash.visibleRegion().boundingRect().height() == clash.height())
    clash.mine.click()
    assert "“Their grade” while you typed “My grade”" in clash.sentence.text()
    clash.mine.click()
    person = read_person(db, aisha)
    assert (person.grade, person.notes) == ("My grade", "My notes")


def test_escape_drops_what_was_typed_then_closes_and_a_click_reopens(qtbot, page, aisha):
    editor = type_into(page, "email", "not an address")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == "a.khan@example.org"
    assert page.detail.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert page.detail.isHidden()
    grid = page.table.grid
    place = grid.visualRect(grid.currentIndex()).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.detail.title.text() == "Aisha Khan"


def test_typing_in_a_record_that_vanished_elsewhere_is_told(page, session, people, other_window):
    page.open_record(people[3])
    type_into(page, "grade", "Band 9")
    with other_window.begin("deletion of Dev Nair") as work:
        work.session.delete(work.need(ParticipantRow, people[3]))
    leave(page)
    assert page.detail.isHidden()
    assert "Not saved: Grade: Band 9." in session.heard.said[0]
