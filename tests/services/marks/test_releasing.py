"""Showing marks to participants, and what a board's ratification locks."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cohort_desk.db.tables import HoldRow, PeerRoundRow, SittingRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.marks.states import State, Visibility
from cohort_desk.services.evidence.locks import refuse_if_ratified
from cohort_desk.services.marks.agreeing import Settlement, settle
from cohort_desk.services.marks.allotting import Duty, allot
from cohort_desk.services.marks.batches import read_states
from cohort_desk.services.marks.marking import put_mark
from cohort_desk.services.marks.moderating import draw_sample, send_back
from cohort_desk.services.marks.releasing import read_release, release
from cohort_desk.services.marks.reopening import reopen_mark
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.submissions.making import Owner

REPORT, ESSAYS = (1, 1), (2, 1)
VERA, WILL, XENA = 1, 2, 3
NOW = datetime.now(UTC)


@pytest.fixture
def marked(office, essays, give_essay):
    for person, submission in essays.items():
        give_essay(submission, WILL, 50 + person)
    return essays


def show(db, occasion=ESSAYS, visibility=Visibility.PROVISIONAL):
    release(db, occasion, visibility, read_release(db, *occasion).version)


def add(db, *rows):
    with db.begin("facts") as work:
        for row in rows:
            work.session.add(row)


def test_marks_are_shown_and_hidden_again(office, marked):
    version = read_release(office, *ESSAYS).version
    assert read_release(office, *ESSAYS).ready
    show(office)
    assert set(read_states(office, 2).values()) == {State.PROVISIONAL}
    with pytest.raises(EditedMeanwhile):
        release(office, ESSAYS, Visibility.HIDDEN, version)
    with pytest.raises(RuleBroken, match="Participants can see these marks"):
        reopen_mark(office, TaskKey(marked[1], WILL), "why")
    show(office, visibility=Visibility.HIDDEN)
    assert set(read_states(office, 2).values()) == {State.AGREED}


def test_ratified_marks_are_not_hidden_again(office, marked, before_board):
    show(office)
    before_board(marked[1], 1, ratified=True)
    with pytest.raises(RuleBroken, match="Ratified marks stay visible: “Summer board”"):
        show(office, visibility=Visibility.HIDDEN)
    assert read_release(office, *ESSAYS).visibility is Visibility.PROVISIONAL


def test_a_hold_keeps_the_marks_back(office, marked):
    hold = {"kind": "investigation", "reason": "similarity", "placed_at": NOW, "placed_by": "Ann"}
    add(office, HoldRow(submission_id=marked[2], **hold))
    with pytest.raises(RuleBroken) as caught:
        show(office)
    assert str(caught.value) == (
        "The marks cannot be shown yet. Lee: Held: under investigation (similarity)."
    )
    with office.begin("clearing") as work:
        row = work.need(HoldRow, 1)
        assert row.cleared_at is None
        row.cleared_at = NOW
    show(office)


def test_a_missing_mark_keeps_the_marks_back(office, essays, give_essay):
    give_essay(essays[1], WILL, 60)
    with pytest.raises(RuleBroken, match=r"Lee: There is no mark yet.* same goes for 2 others"):
        show(office)


def test_work_that_can_still_come_keeps_the_marks_back_and_work_that_never_came_does_not(
    office, essays, give_essay
):
    office_essays = read_release(office, *ESSAYS)
    assert all(line.expected for line in office_essays.lines)
    assert not any(line.expected for line in read_release(office, *REPORT).lines)
    with pytest.raises(RuleBroken, match="There are no marks of Report to show"):
        show(office, REPORT)
    with office.begin("later deadline") as work:
        row = work.need(SittingRow, REPORT)
        assert row.deadline < NOW
        row.deadline = NOW + timedelta(days=1)
    with pytest.raises(RuleBroken, match="Group 1: It can still be handed in"):
        show(office, REPORT)


def test_markers_who_differ_keep_the_marks_back(office, report, give):
    give(report, WILL, 50)
    give(report, XENA, 58)
    lines = {line.name: line.against for line in read_release(office, *REPORT).lines}
    assert lines["Group 2"] == ("The markers have not agreed.",)
    assert lines["Group 1"] == ("There is no mark yet.",)


def test_an_open_peer_round_keeps_a_groups_marks_back(office, report, give):
    give(report, WILL, 60)
    give(report, XENA, 62)
    add(office, PeerRoundRow(id=1, assessment_id=1))
    assert read_release(office, *REPORT).lines[1].against == ("The peer round is still open.",)
    with office.begin("closing") as work:
        row = work.need(PeerRoundRow, 1)
        assert row.closed_at is None
        row.closed_at = NOW
    assert read_release(office, *REPORT).lines[1].against == ()


def test_an_open_moderation_keeps_the_marks_back(office, marked):
    drawn = draw_sample(office, ESSAYS, XENA, 7)
    with pytest.raises(RuleBroken, match="Khan: The moderation is still open"):
        show(office)
    send_back(office, drawn, 1, "Too harsh")
    with pytest.raises(RuleBroken, match="The moderator sent it back"):
        show(office)


def test_marks_are_confirmed_only_once_a_board_has_ratified_them(office, marked, before_board):
    with pytest.raises(RuleBroken, match="Not yet: Khan, Lee, Moss and 3 others"):
        show(office, visibility=Visibility.CONFIRMED)
    for person, submission in marked.items():
        if person == 1:
            before_board(submission, person)
            assert read_states(office, 2)[Owner(participant_id=1)] is State.BEFORE_BOARD


def test_a_ratified_mark_is_locked(office, marked, before_board):
    before_board(marked[1], 1, ratified=True)
    assert read_states(office, 2)[Owner(participant_id=1)] is State.RATIFIED
    sentence = "was ratified by the board “Summer board”. It can be changed only by chair’s action"
    with office.read() as work, pytest.raises(RuleBroken, match=sentence):
        refuse_if_ratified(work, marked[1])
    with pytest.raises(RuleBroken, match="can be changed only by chair’s action"):
        reopen_mark(office, TaskKey(marked[1], WILL), "why")
    with pytest.raises(RuleBroken, match="ratified by the board"):
        settle(office, marked[1], Settlement(Decimal(60), "why", "Will"))
    with pytest.raises(RuleBroken, match="ratified by the board"):
        allot(office, ESSAYS, [Owner(participant_id=1)], Duty("second", XENA))
    with office.read() as work:
        refuse_if_ratified(work, marked[2])


def test_a_ratified_draft_is_locked_cell_by_cell(office, report, give, before_board):
    give(report, WILL, 60, final=False)
    before_board(report, 3, ratified=True)
    with pytest.raises(RuleBroken, match="ratified by the board"):
        put_mark(office, TaskKey(report, WILL), 1, Decimal(70), None)
