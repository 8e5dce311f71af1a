"""Samples for a moderator, and what becomes of the marks: confirmed or sent back."""

from decimal import Decimal

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.marks.sampling import BY_LOT
from cohort_desk.domain.marks.states import State
from cohort_desk.domain.regulations.rules import ModerationRules
from cohort_desk.services import history
from cohort_desk.services.marks.agreeing import How, Settlement, read_agreements, settle
from cohort_desk.services.marks.batches import read_states
from cohort_desk.services.marks.conflicts import With, declare_conflict
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.moderating import (
    ViewKey,
    confirm,
    draw_sample,
    fresh_seed,
    preview_sample,
    put_view,
    send_back,
)
from cohort_desk.services.marks.moderations import list_moderations, read_moderation
from cohort_desk.services.marks.queues import read_queue
from cohort_desk.services.marks.reopening import reopen_mark
from cohort_desk.services.marks.tasks import TaskKey

ESSAYS = (2, 1)
VERA, WILL, XENA = 1, 2, 3
NONE_BY_LOT = ModerationRules(at_least=0, share=Decimal(0), square_root=False)


@pytest.fixture
def marked(office, essays, give_essay):
    """The essays, marked 40, 49, 55, 63, 68 and 75."""
    for person, mark in zip(range(1, 7), (40, 49, 55, 63, 68, 75), strict=True):
        give_essay(essays[person], WILL, mark)
    return essays


@pytest.fixture
def drawn(office, marked):
    return draw_sample(office, ESSAYS, XENA, 7)


def view_all(db, moderation_id, view="supported", note=""):
    for line in read_moderation(db, moderation_id).lines:
        put_view(db, ViewKey(moderation_id, line.submission_id), view, note, line.version)


def states(db):
    return set(read_states(db, 2).values())


def test_a_preview_shows_the_sample_before_it_is_drawn(office, marked):
    preview = preview_sample(office, ESSAYS, 7, NONE_BY_LOT)
    told = {line.identity: line.reasons for line in preview.lines}
    assert told == {
        "Khan": ("below 50",),
        "Lee": ("below 50", "within 2 of 50"),
        "Moss": ("one from band 50 to 59.99",),
        "Owen": ("within 2 of 70",),
        "Price": ("one from band 70 to 100",),
    }
    assert {each.what: (each.in_sample, each.in_all) for each in preview.coverage} == {
        "all marked": (5, 6),
        "below 50": (2, 2),
        "within 2 of 50": (1, 1),
        "within 2 of 60": (0, 0),
        "within 2 of 70": (1, 1),
        "band 70 to 100": (1, 1),
        "band 60 to 69.99": (1, 2),
        "band 50 to 59.99": (1, 1),
        "band 40 to 49.99": (2, 2),
        "band 0 to 39.99": (0, 0),
    }
    assert list_moderations(office, 2) == ()
    assert 0 <= fresh_seed() < 2**31


def test_a_drawn_sample_keeps_its_seed_its_policy_and_its_reasons(office, drawn):
    found = read_moderation(office, drawn)
    assert (found.seed, found.moderator, found.outcome) == (7, "Xena Hill", "open")
    assert len(found.lines) == 6, "at least ten, so all of six"
    assert all(BY_LOT in line.reasons for line in found.lines)
    assert found.coverage == preview_sample(office, ESSAYS, 7).coverage
    task = read_queue(office, XENA, 1).moderations[0]
    assert (task.moderation_id, task.sampled, task.viewed) == (drawn, 6, 0)


def test_the_moderator_must_not_have_marked_it(office, marked):
    with pytest.raises(RuleBroken) as caught:
        draw_sample(office, ESSAYS, WILL, 7)
    assert str(caught.value) == (
        "The moderator marked Khan. Somebody who did not mark it must moderate it."
    )
    declare_conflict(office, XENA, With(participant_id=1))
    with pytest.raises(RuleBroken, match="Xena Hill has declared a conflict of interest"):
        draw_sample(office, ESSAYS, XENA, 7)


def test_there_is_one_open_sample_at_a_time_and_only_of_agreed_marks(office, essays, give_essay):
    with pytest.raises(RuleBroken, match="No mark is agreed yet"):
        draw_sample(office, ESSAYS, XENA, 7)
    give_essay(essays[1], WILL, 60)
    assert preview_sample(office, ESSAYS, 7).not_agreed == 5
    draw_sample(office, ESSAYS, XENA, 7)
    with pytest.raises(RuleBroken, match="with a moderator already"):
        draw_sample(office, ESSAYS, VERA, 7)


def test_confirmed_once_everything_was_looked_at(office, drawn, marked):
    with pytest.raises(RuleBroken, match="6 of 6 have not been looked at yet"):
        confirm(office, drawn, 1)
    view_all(office, drawn)
    assert states(office) == {State.AGREED}
    confirm(office, drawn, 1)
    assert states(office) == {State.MODERATED}
    with pytest.raises(EditedMeanwhile):
        confirm(office, drawn, 1)
    with pytest.raises(EditedMeanwhile, match="has been decided meanwhile"):
        send_back(office, drawn, 2, "why")
    reopen_mark(office, TaskKey(marked[1], WILL), "A slip of the pen")
    assert states(office) == {State.MODERATED, State.IN_MARKING}


def test_what_is_marked_anew_after_the_draw_is_not_moderated_by_it(
    office, drawn, marked, give_essay
):
    view_all(office, drawn)
    confirm(office, drawn, 1)
    reopen_mark(office, TaskKey(marked[1], WILL), "A slip of the pen")
    give_essay(marked[1], WILL, 48)
    assert states(office) == {State.MODERATED, State.AGREED}


def test_a_query_says_something_and_stands_in_the_way(office, drawn, marked):
    line = read_moderation(office, drawn).lines[0]
    key = ViewKey(drawn, line.submission_id)
    with pytest.raises(RuleBroken, match="Say what you query"):
        put_view(office, key, "queried", "", line.version)
    view_all(office, drawn, "queried", "Too generous")
    with pytest.raises(EditedMeanwhile):
        put_view(office, key, "supported", "", line.version)
    with pytest.raises(RuleBroken, match="Say why the marks stand all the same"):
        confirm(office, drawn, 1)
    confirm(office, drawn, 1, "Discussed with Will; the scale is the same.")
    assert read_moderation(office, drawn).reason.startswith("Discussed")
    with pytest.raises(EditedMeanwhile):
        put_view(office, key, "supported", "", read_moderation(office, drawn).lines[0].version)


def test_while_the_moderator_has_them_marks_stay_as_they_are(office, drawn, marked):
    with pytest.raises(RuleBroken, match="These marks are with the moderator"):
        reopen_mark(office, TaskKey(marked[1], WILL), "why")


def test_sent_back_every_final_mark_of_the_batch_is_a_draft_again(
    office, drawn, marked, give_essay
):
    with pytest.raises(RuleBroken, match="Say why the marks are sent back"):
        send_back(office, drawn, 1, "  ")
    assert send_back(office, drawn, 1, "The fails are too harsh.") == 6
    assert states(office) == {State.IN_MARKING}
    desk = open_desk(office, TaskKey(marked[1], WILL))
    assert (desk.sent_back, desk.locked, desk.mark) == ("The fails are too harsh.", "", 40)
    found = read_moderation(office, drawn)
    assert (found.outcome, found.reason, found.coverage) == (
        "sent_back",
        "The fails are too harsh.",
        (),
    )
    history.undo(office)
    assert states(office) == {State.AGREED}
    history.redo(office)
    for person, submission in marked.items():
        give_essay(submission, WILL, 50 + person)
    again = draw_sample(office, ESSAYS, XENA, 8)
    view_all(office, again)
    confirm(office, again, 1)
    assert states(office) == {State.MODERATED}
    assert [each.outcome for each in list_moderations(office, 2)] == ["confirmed", "sent_back"]


def test_sending_back_takes_back_what_was_settled(office, report, give):
    give(report, WILL, 50)
    give(report, XENA, 58)
    settle(office, report, Settlement(Decimal(54), "Both read it again", "Will and Xena"))
    drawn = draw_sample(office, (1, 1), 4, 7)
    with pytest.raises(RuleBroken, match="These marks are with the moderator"):
        settle(office, report, Settlement(Decimal(55), "why", "Will"), 1)
    assert send_back(office, drawn, 1, "Read it together.") == 2
    assert read_agreements(office, 1).lines[1].how is How.WAITING
