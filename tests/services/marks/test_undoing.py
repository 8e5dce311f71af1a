"""Undo never does to marks what no move of their own may do."""

import pytest

from cohort_desk.db.database import Database
from cohort_desk.db.tables import SubmissionRow
from cohort_desk.domain.errors import CannotUndo
from cohort_desk.domain.marks.states import Visibility
from cohort_desk.services import history
from cohort_desk.services.marks.agreeing import read_agreements
from cohort_desk.services.marks.allotments import read_allotments
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.marking import finish, put_direct, put_mark
from cohort_desk.services.marks.moderating import draw_sample
from cohort_desk.services.marks.releasing import read_release, release
from cohort_desk.services.marks.reopening import reopen_mark
from cohort_desk.services.marks.tasks import TaskKey

ESSAYS = (2, 1)
WILL, XENA = 2, 3


def steps_back(db, name):
    """The id of the newest step whose name begins so."""
    with db.read() as work:
        found = history.stacks(work.session, db.actor).done
    return next(step.id for step in reversed(found) if step.name.startswith(name))


def undo(db, name):
    history.undo_step(db, steps_back(db, name))


def test_a_finish_is_undone_only_until_the_other_marker_finishes(office, report, give):
    give(report, WILL, 60)
    history.undo(office)
    assert open_desk(office, TaskKey(report, WILL)).final_at is None
    history.redo(office)
    will = steps_back(office, "finish")
    give(report, XENA, 62)
    with pytest.raises(CannotUndo, match="The other marker has finished meanwhile"):
        history.undo_step(office, will)
    assert read_agreements(office, 1).lines[1].agreed == 61


def test_a_mark_that_has_become_final_is_not_undone_under_it(office, report, give):
    give(report, WILL, 60)
    with pytest.raises(CannotUndo, match="is final now"):
        undo(office, "mark for Argument")
    assert open_desk(office, TaskKey(report, WILL)).mark == 60


def test_a_mark_is_not_made_final_again_when_a_criterion_has_lost_its_mark(office, report, give):
    give(report, WILL, 60)
    history.undo(office)
    elsewhere = Database(office.engine, "Bob")
    key = TaskKey(report, WILL)
    put_mark(elsewhere, key, 2, None, open_desk(office, key).criteria[1].version)
    with pytest.raises(CannotUndo, match="A criterion has lost its mark since"):
        history.redo(office)


def test_an_allotment_is_not_undone_once_its_marker_has_finished(office, report, give):
    give(report, WILL, 60)
    with pytest.raises(CannotUndo, match="The marker has finished meanwhile"):
        undo(office, "allotment of 1 submission to Will Marsh")
    undo(office, "allotment of 1 submission to Xena Hill")
    assert read_allotments(office, 1).missing == 5


def test_what_was_handed_in_is_not_undone_under_a_final_mark(office, report, give):
    with office.begin("finalising") as work:
        row = work.need(SubmissionRow, report)
        assert row.finalised_at is None
        row.finalised_at = row.submitted_at
    give(report, WILL, 60)
    with pytest.raises(CannotUndo, match="what was handed in stays as it was marked"):
        undo(office, "finalising")
    undo(office, "finish")
    undo(office, "finalising")


@pytest.fixture
def marked(office, essays, give_essay):
    for person, submission in essays.items():
        give_essay(submission, WILL, 50 + person)
    return essays


def test_what_is_with_the_moderator_is_not_undone(office, marked):
    draw_sample(office, ESSAYS, XENA, 7)
    with pytest.raises(CannotUndo, match="are with the moderator"):
        undo(office, "finish of Price")
    history.undo(office)
    undo(office, "finish of Price")


def test_what_participants_see_is_not_undone(office, marked):
    release(office, ESSAYS, Visibility.PROVISIONAL, read_release(office, *ESSAYS).version)
    with pytest.raises(CannotUndo, match="Participants can see the marks"):
        undo(office, "finish of Price")


def test_undoing_that_marks_are_hidden_shows_them_only_if_they_are_ready(office, marked):
    for visibility in (Visibility.PROVISIONAL, Visibility.HIDDEN):
        release(office, ESSAYS, visibility, read_release(office, *ESSAYS).version)
    hidden = steps_back(office, "hiding")
    history.undo(office)
    assert read_release(office, *ESSAYS).visibility is Visibility.PROVISIONAL
    history.redo(office)
    reopen_mark(office, TaskKey(marked[1], WILL), "A slip of the pen")
    with pytest.raises(CannotUndo, match="The marks cannot be shown any more"):
        history.undo_step(office, hidden)


def test_opening_a_mark_again_may_be_undone_until_it_is_changed(office, marked):
    key = TaskKey(marked[1], WILL)
    reopen_mark(office, key, "A slip of the pen")
    history.undo(office)
    assert open_desk(office, key).final_at is not None
    history.redo(office)
    put_direct(office, key, 70 * open_desk(office, key).mark / 51, open_desk(office, key).version)
    finish(office, key)
    with pytest.raises(CannotUndo):
        undo(office, "opening")
