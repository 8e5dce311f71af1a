"""What an administrator does around marking: allot, agree, moderate, release, explain."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from cohort_desk.domain.marks.states import Visibility
from cohort_desk.services.marks.agreeing import read_agreements
from cohort_desk.services.marks.allotments import read_allotments
from cohort_desk.services.marks.moderations import list_moderations
from cohort_desk.services.marks.releasing import read_release
from cohort_desk.services.marks.tutors import delete_tutor, list_tutors
from cohort_desk.services.programmes import add_cohort
from cohort_desk.services.submissions import Due, place_hold
from cohort_desk.ui.kit.session import Viewpoint
from cohort_desk.ui.marking.presenter import reading

VIEWS = (
    "queue",
    "allotment",
    "agreement",
    "moderation",
    "release",
    "marks",
    "charts",
    "tutors",
)


def texts(listing):
    return [
        tuple(column.text(listing.model.row_at(at)) for column in listing.model.columns)
        for at in range(listing.model.rowCount())
    ]


def test_a_tutor_sees_the_own_queue_moderation_and_charts_only(session, office, open_page):
    session.take_view(Viewpoint("tutor", office.second))
    page = open_page(session)
    assert [page.tabs.tabText(at) for at in range(page.tabs.count())] == [
        "Queue",
        "Moderation",
        "Charts",
    ]
    assert page.queue.tutor.isHidden()


def test_the_queue_is_searched_and_filtered(qtbot, page, allotted, mark):
    mark(allotted.first, 0, 65)
    mark(allotted.first, 1, 65, final=False)
    page.queue.tutor_chosen.emit(allotted.first)
    page.queue.kinds.choose(("draft",))
    assert [row[0] for row in texts(page.queue.list)] == [allotted.codes[1]]
    page.queue.list.widen()
    page.queue.kinds.choose(())
    qtbot.keyClicks(page.queue.search, allotted.codes[0])
    qtbot.keyClick(page.queue.search, Qt.Key.Key_Return)
    assert [row[0] for row in texts(page.queue.list)] == [allotted.codes[0]]
    assert page.queue.progress.text() == "1 of 10 marked"


def test_without_tutors_the_way_to_begin_is_shown(session, office, open_page):
    for tutor in list_tutors(office.db):
        delete_tutor(office.db, tutor.id, tutor.version)
    page = open_page(session)
    page.queue.list._state.action.click()
    page.tutors.list._state.action.click()
    adding = page.tutors.adding.form
    adding.editor("name").setText("Ann Stone")
    adding.submitted.emit()
    assert [tutor.name for tutor in list_tutors(session.db)] == ["Ann Stone"]
    assert page.detail.title.text() == "Ann Stone"


def test_a_balanced_allotment_is_shown_before_it_is_made(session, office, open_page):
    page = open_page(session)
    page.view_chosen.emit("allotment")
    assert page.allotment.summary.text() == "10 submissions; 20 markers are still to be found"
    page.allotment.open_balance()
    assert page.allotment.balancing.apply.text() == "Allot 20 tasks"
    assert read_allotments(office.db, office.assessment).missing == 20
    page.allotment.balancing.apply.click()
    assert read_allotments(office.db, office.assessment).missing == 0
    loads = [tutor.allotted for tutor in list_tutors(office.db)]
    assert max(loads) - min(loads) <= 1


def test_work_is_allotted_and_taken_back_by_hand(qtbot, session, office, open_page):
    page = open_page(session)
    page.view_chosen.emit("allotment")
    table = page.allotment.list.table
    table.take_focus()
    qtbot.keyClick(table.grid, Qt.Key.Key_Return)
    panel = page.allotment.by_hand
    panel.due.setText("tomorrow")
    panel.give.click()
    assert "not a day and a time" in panel.form._fields["due"].error.text()
    panel.due.setText("14 December 2026, 12:00")
    panel.give.click()
    row = texts(page.allotment.list)[0]
    qtbot.waitUntil(lambda: texts(page.allotment.list)[0][2] == "Ann Stone")
    assert row[0] == "Zoltan Adams"
    qtbot.keyClick(table.grid, Qt.Key.Key_Return)
    page.allotment.by_hand.take.click()
    assert read_allotments(office.db, office.assessment).missing == 20


def test_what_the_rule_leaves_open_is_settled_with_a_reason(session, allotted, mark, open_page):
    for number, (one, other) in enumerate(((64, 66), (58, 66))):
        mark(allotted.first, number, one)
        mark(allotted.second, number, other)
    page = open_page(session)
    page.view_chosen.emit("agreement")
    page.agreement.kinds.choose(("settle",))
    line = texts(page.agreement.list)[0]
    assert line[:2] == (allotted.codes[1], "58")
    assert "different bands" in line[-1]
    page.agreement.record_opened.emit(allotted.works[1])
    page.agreement.panel.form.set_values({"mark": "62", "by": "Both markers"})
    page.agreement.panel.settle.click()
    assert "Say why" in page.agreement.panel.form._fields["reason"].error.text()
    page.agreement.panel.form.set_values({"reason": "Agreed after talking it over"})
    page.agreement.panel.settle.click()
    lines = {line.submission_id: line for line in read_agreements(allotted.db, 1).lines}
    assert lines[allotted.works[1]].agreed == 62


def test_a_third_marker_is_called_from_among_those_who_have_not_marked(
    session, allotted, mark, open_page
):
    mark(allotted.first, 0, 58)
    mark(allotted.second, 0, 66)
    page = open_page(session)
    page.view_chosen.emit("agreement")
    page.agreement.record_opened.emit(allotted.works[0])
    panel = page.agreement.panel
    assert [panel.third.itemText(at) for at in range(panel.third.count())] == ["Xenia Hill"]
    panel.call.click()
    assert read_agreements(allotted.db, 1).to_settle == 0


def test_where_every_tutor_marked_it_is_said_that_none_may_moderate(
    session, allotted, mark, open_page
):
    mark(allotted.first, 0, 58)
    mark(allotted.second, 0, 58)
    other = next(each for each in list_tutors(allotted.db) if each.name == "Xenia Hill")
    delete_tutor(allotted.db, other.id, other.version)
    page = open_page(session)
    page.view_chosen.emit("moderation")
    page.moderation.list._state.action.click()
    said = [each.text() for each in page.moderation.drawing.findChildren(QLabel)]
    assert any("Every tutor marked one of them" in text for text in said)


def test_a_sample_is_drawn_looked_at_and_confirmed(qtbot, session, allotted, mark, open_page):
    for number in range(3):
        mark(allotted.first, number, 48 + 10 * number)
        mark(allotted.second, number, 48 + 10 * number)
    page = open_page(session)
    page.view_chosen.emit("moderation")
    panel = page.moderation
    panel.list._state.action.click()
    assert panel.drawing.moderator.hasFocus()
    assert panel.drawing.moderator.currentText() == "Xenia Hill"
    panel.drawing.moderator.setCurrentIndex(1)
    panel.drawing.draw.click()
    assert "marked" in panel.drawing.problem.text()
    panel.drawing.moderator.setCurrentIndex(0)
    panel.drawing.draw.click()
    qtbot.waitUntil(lambda: panel.list.model.rowCount() == 3)
    assert panel.coverage.isVisible()
    page.moderation.record_opened.emit(allotted.works[0])
    panel.looking.query.click()
    assert panel.looking.problem.text() == "Say what you query."
    for _ in range(3):
        panel.looking.support.click()
    session.dialogs.ready["ask_text"] = ""
    panel.confirm.click()
    assert list_moderations(allotted.db, allotted.assessment)[0].outcome == "confirmed"


def test_release_says_of_what_kinds_the_obstacles_are(session, allotted, mark, open_page):
    for tutor in (allotted.first, allotted.second):
        mark(tutor, 0, 55 if tutor == allotted.first else 75)
    place_hold(allotted.db, Due(allotted.assessment, 1, allotted.owners[1]), "investigation", "x")
    page = open_page(session)
    page.view_chosen.emit("release")
    assert texts(page.release.list)[0][-1] == "9 not marked, 1 not agreed, 1 held"
    assert page.release.steps[Visibility.PROVISIONAL].isVisible()
    assert not page.release.steps[Visibility.HIDDEN].isEnabled()


def test_release_says_what_is_in_the_way(session, allotted, open_page):
    page = open_page(session)
    page.view_chosen.emit("release")
    page.release.record_opened.emit(0)
    assert texts(page.release.list)[0] == ("M1 · Report", "10", "Hidden", "10 not marked")
    page.release.steps[Visibility.PROVISIONAL].click()
    assert "The marks cannot be shown yet." in page.release.panel.problem.text()
    assert read_release(allotted.db, allotted.assessment).visibility is Visibility.HIDDEN


def test_a_late_or_held_mark_is_still_counted_as_a_mark(session, allotted, mark, open_page):
    for number in range(3):
        mark(allotted.first, number, 64)
        mark(allotted.second, number, 66)
    place_hold(allotted.db, Due(allotted.assessment, 1, allotted.owners[1]), "investigation", "x")
    page = open_page(session)
    page.view_chosen.emit("marks")
    panel = page.marks
    states = {chip: panel.kinds._chips[chip].text() for chip in ("mark", "waiting")}
    assert states == {"mark": "With a mark  3", "waiting": "Waiting  7"}
    assert panel.tags._chips["held"].text() == "Held  1"
    panel.kinds.choose(("mark",))
    panel.tags.choose(("held",))
    assert [row[1] for row in texts(panel.list)] == ["Zoltan Begum"]
    panel.list.table.widen_asked.emit()
    assert panel.list.model.rowCount() == 10


def test_a_mark_is_explained_rung_by_rung(session, allotted, mark, open_page):
    mark(allotted.first, 0, 64)
    mark(allotted.second, 0, 66)
    page = open_page(session)
    page.view_chosen.emit("marks")
    first = texts(page.marks.list)[0]
    assert first[:2] == (allotted.codes[0], "Zoltan Adams")
    assert first[3:5] == ("64 · 66", "65")
    page.marks.record_opened.emit(page.marks.list.model.ids()[0])
    cards = [
        card.accessibleName() for card in page.marks.why.findChildren(type(page.detail).__base__)
    ]
    assert any(name.startswith("Agreed mark. 65. The two marks are close") for name in cards)


@pytest.mark.parametrize("view", ["allotment", "agreement", "marks"])
def test_lists_of_many_people_are_read_elsewhere(qtbot, page, monkeypatch, view):
    monkeypatch.setattr(reading, "READ_AT_ONCE", 9)
    page.view_chosen.emit(view)
    listing = getattr(page, view).list
    assert listing.model.rowCount() == 0
    qtbot.waitUntil(lambda: listing.model.rowCount() == 10)


def test_tutors_are_counted_in_the_chosen_cohort(session, allotted, open_page):
    page = open_page(session)
    page.view_chosen.emit("tutors")
    assert [row[3] for row in texts(page.tutors.list)] == ["0 of 10", "0 of 10", ""]
    session.choose_cohort(add_cohort(allotted.db, "2027 intake"))
    assert [row[3] for row in texts(page.tutors.list)] == ["", "", ""]


def test_a_conflict_of_interest_is_noted_and_shown_with_the_work(session, allotted, open_page):
    page = open_page(session)
    page.view_chosen.emit("tutors")
    page.tutors._open(allotted.first)
    panel = page.tutors.tutor
    panel.whom.setText("Nobody Known")
    panel.declare.click()
    assert "no person, group or agency" in panel.problem.text()
    panel.whom.setText("Zoltan Adams")
    panel.declare.click()
    page.view_chosen.emit("allotment")
    page.allotment.kinds.choose(("conflict",))
    assert [row[0] for row in texts(page.allotment.list)] == ["Zoltan Adams"]


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_named_reachable_and_dark_enough(page, mark, allotted, accessibility, view):
    mark(allotted.first, 0, 58)
    mark(allotted.second, 0, 66)
    page.view_chosen.emit(view)
    assert accessibility.problems(page) == []
