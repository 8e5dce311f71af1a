"""Marking: what each marker sees and may do, from the first draft mark to the final one."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.db.tables import SubmissionRow
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.marks.clashes import CellClash
from cohort_desk.domain.marks.states import State
from cohort_desk.services import history
from cohort_desk.services.marks.allotting import Duty, allot
from cohort_desk.services.marks.batches import read_states
from cohort_desk.services.marks.conflicts import With, declare_conflict, withdraw_conflict
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.marking import (
    finish,
    put_direct,
    put_feedback,
    put_mark,
    put_note,
)
from cohort_desk.services.marks.queues import Standing, read_queue
from cohort_desk.services.marks.reopening import reopen_mark
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.marks.tutors import read_tutor
from cohort_desk.services.submissions.making import Owner

REPORT, ESSAY = 1, 2
VERA, WILL, XENA, YUSUF = 1, 2, 3, 4


def state(db, assessment_id=REPORT, **owner):
    return read_states(db, assessment_id)[Owner(**owner)]


def test_a_marker_goes_from_the_first_mark_to_the_final_one(office, report):
    key = TaskKey(report, WILL)
    assert state(office, group_id=2) is State.FINALISED
    desk = open_desk(office, key)
    assert (desk.missing, desk.mark, desk.locked) == (("Analysis", "Argument", "Style"), None, "")
    put_mark(office, key, 1, Decimal("62.5"), None)
    assert state(office, group_id=2) is State.IN_MARKING
    put_mark(office, key, 2, Decimal(70), None)
    with pytest.raises(RuleBroken, match="1 criterion has no mark yet: Style"):
        finish(office, key)
    put_mark(office, key, 3, Decimal(60), None)
    put_feedback(office, key, 3, "Clear.", open_desk(office, key).criteria[2].version)
    version = put_feedback(office, key, None, "Well done.", None)
    put_note(office, key, "Check the sources.", version)
    finish(office, key)
    desk = open_desk(office, key)
    assert desk.mark == Decimal("63.75"), "(2 × 62.5 + 70 + 60) / 4"
    assert (desk.criteria[2].feedback, desk.feedback) == ("Clear.", "Well done.")
    assert desk.note == "Check the sources."
    assert desk.locked.startswith("This mark is final.")
    assert state(office, group_id=2) is State.IN_MARKING, "Xena has not finished"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("100.01", "A mark is from 0 to 100; 100.01 is not."),
        ("-1", "A mark is from 0 to 100; -1 is not."),
        ("NaN", "A mark is from 0 to 100; NaN is not."),
        ("61.125", "A mark has at most 2 decimal places."),
    ],
)
def test_what_is_no_mark_is_refused(office, report, value, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        put_mark(office, TaskKey(report, WILL), 1, Decimal(value), None)


def test_only_allotted_markers_mark_and_only_what_is_finalised(office, report, reports):
    with pytest.raises(RuleBroken, match="not allotted to this marker"):
        put_mark(office, TaskKey(report, YUSUF), 1, Decimal(60), None)
    with pytest.raises(NotFound, match="no longer yours"):
        open_desk(office, TaskKey(report, YUSUF))
    with office.begin("opening a submission again") as work:
        row = work.need(SubmissionRow, report)
        assert row.reopened_at is None
        row.reopened_at = datetime.now(UTC)
    with pytest.raises(RuleBroken, match="It can be marked once it is finalised"):
        put_mark(office, TaskKey(report, WILL), 1, Decimal(60), None)
    assert "still open" in open_desk(office, TaskKey(report, WILL)).locked


def test_who_declares_a_conflict_marks_no_more_and_learns_no_name(office, report, give):
    give(report, XENA, 60, final=False)
    declared = declare_conflict(office, XENA, With(participant_id=3), "A cousin")
    with pytest.raises(RuleBroken) as caught:
        put_mark(office, TaskKey(report, XENA), 1, Decimal(61), None)
    assert str(caught.value) == (
        "This marker has declared a conflict of interest with somebody whose work this is."
    )
    with pytest.raises(RuleBroken, match="declared that conflict already"):
        declare_conflict(office, XENA, With(participant_id=3))
    withdraw_conflict(office, declared, read_tutor(office, XENA).conflicts[0].version)
    put_mark(office, TaskKey(report, XENA), 2, None, open_version(office, report, XENA, 2))


def open_version(db, submission_id, tutor_id, criterion_id):
    desk = open_desk(db, TaskKey(submission_id, tutor_id))
    return next(c.version for c in desk.criteria if c.criterion.id == criterion_id)


def test_each_marker_is_blind_to_the_other_until_both_are_final(office, report, give):
    give(report, WILL, 61)
    put_feedback(office, TaskKey(report, XENA), None, "Xena’s own words", None)
    give(report, XENA, 64, final=False)
    for tutor, other in ((WILL, "Xena"), (XENA, "Will")):
        desk = open_desk(office, TaskKey(report, tutor))
        assert (desk.others, desk.agreed, desk.waiting) == ((), None, "")
        assert other not in str(asdict(desk))
    own = open_desk(office, TaskKey(report, XENA))
    assert [each.value for each in own.criteria] == [64, 64, 64]
    finish(office, TaskKey(report, XENA))
    for tutor, other, mark in ((WILL, "Xena Hill", 64), (XENA, "Will Marsh", 61)):
        desk = open_desk(office, TaskKey(report, tutor))
        assert [(each.tutor, each.mark) for each in desk.others] == [(other, mark)]
        assert desk.agreed == Decimal("62.5")
    reopen_mark(office, TaskKey(report, XENA), "A slip in Style")
    assert open_desk(office, TaskKey(report, XENA)).others == ()
    assert open_desk(office, TaskKey(report, WILL)).others == ()


def test_anonymous_work_shows_no_name_at_all(office, report):
    with office.read() as work:
        code = work.need(SubmissionRow, report).code
    desk = open_desk(office, TaskKey(report, WILL))
    item = read_queue(office, WILL, 1).items[0]
    assert desk.identity == item.identity == code
    assert [file.name for file in desk.files] == [f"{code}.pdf"]
    shown = str(asdict(desk)) + str(asdict(item))
    for name in ("Khan", "Lee", "Moss", "Nair", "Owen", "Price", "Aisha", "Group 2", "Agency"):
        assert name not in shown
    put_mark(office, TaskKey(report, WILL), 1, Decimal(60), None)
    assert history.read_undo_state(office).undo == f"mark for Analysis of {code}"


def test_work_that_is_not_anonymous_names_its_owner(office, essays):
    desk = open_desk(office, TaskKey(essays[1], WILL))
    assert (desk.identity, desk.files[0].name) == ("Khan", "Aisha Khan report.pdf")
    assert desk.guide is None


def test_without_a_guide_one_number_is_the_mark(office, essays, report):
    key = TaskKey(essays[1], WILL)
    with pytest.raises(RuleBroken, match="There is no mark yet"):
        finish(office, key)
    version = put_direct(office, key, Decimal(55), None)
    assert put_direct(office, key, Decimal(55), version) == version
    put_direct(office, key, Decimal(56), version)
    finish(office, key)
    assert open_desk(office, key).mark == 56
    assert state(office, ESSAY, participant_id=1) is State.AGREED
    with pytest.raises(RuleBroken, match="marked by its guide"):
        put_direct(office, TaskKey(report, WILL), Decimal(55), None)


def test_a_cell_that_was_changed_elsewhere_is_not_overwritten(office, report):
    key = TaskKey(report, WILL)
    seen = put_mark(office, key, 1, Decimal(60), None)
    theirs = put_mark(office, key, 1, Decimal(64), seen)
    with pytest.raises(CellClash) as caught:
        put_mark(office, key, 1, Decimal(58), seen)
    clash = caught.value
    assert (clash.typed, clash.found, clash.version) == ("58", "64", theirs)
    assert str(clash) == (
        "Analysis was changed meanwhile on another computer. It is now 64; you entered 58. "
        "Nothing was overwritten: choose which one stands."
    )
    assert put_mark(office, key, 1, Decimal(64), seen) == theirs, "the same value is no clash"
    put_mark(office, key, 1, Decimal(58), clash.version)
    assert open_desk(office, key).criteria[0].value == 58


def test_other_cells_and_other_markers_never_meet(office, report):
    first, second = TaskKey(report, WILL), TaskKey(report, XENA)
    put_mark(office, first, 1, Decimal(60), None)
    put_mark(office, first, 2, Decimal(60), None)
    put_mark(office, second, 1, Decimal(70), None)
    put_feedback(office, first, None, "Good.", None)
    with pytest.raises(CellClash):
        put_feedback(office, first, None, "Bad.", None)
    put_note(office, first, "To myself", None)
    assert [c.value for c in open_desk(office, first).criteria] == [60, 60, None]


def test_a_mark_may_be_taken_back_and_put_again(office, report):
    key = TaskKey(report, WILL)
    put_mark(office, key, 1, None, None)
    assert history.read_undo_state(office).undo.startswith("allotment"), "nothing was to write"
    version = put_mark(office, key, 1, Decimal(60), None)
    put_mark(office, key, 1, None, version)
    assert open_desk(office, key).missing == ("Analysis", "Argument", "Style")
    history.undo(office)
    assert open_desk(office, key).criteria[0].value == 60


def test_a_final_mark_is_opened_again_only_with_a_reason(office, report, give):
    give(report, WILL, 61)
    key = TaskKey(report, WILL)
    with pytest.raises(RuleBroken, match="This mark is final"):
        put_mark(office, key, 1, Decimal(62), open_version(office, report, WILL, 1))
    with pytest.raises(RuleBroken, match="Say why the mark is opened again"):
        reopen_mark(office, key, " ")
    put_mark(office, TaskKey(report, XENA), 1, Decimal(50), None)
    with pytest.raises(RuleBroken, match="not final, so it is open already"):
        reopen_mark(office, TaskKey(report, XENA), "why")
    reopen_mark(office, key, "A slip in Style")
    assert history.read_undo_state(office).undo.endswith("again: A slip in Style")
    put_mark(office, key, 3, Decimal(65), open_version(office, report, WILL, 3))


def test_the_queue_says_what_is_due_and_how_far_it_is(office, reports, give):
    late, soon = datetime.now(UTC) - timedelta(days=1), datetime.now(UTC) + timedelta(days=1)
    allot(office, (REPORT, 1), [Owner(group_id=2)], Duty("first", WILL, soon))
    allot(office, (REPORT, 1), [Owner(group_id=3)], Duty("first", WILL, late))
    allot(office, (ESSAY, 1), [Owner(participant_id=1)], Duty("first", WILL))
    queue = read_queue(office, WILL, 1)
    assert [item.standing for item in queue.items] == [
        Standing.TO_MARK,
        Standing.TO_MARK,
        Standing.WAITING,
    ]
    assert [item.overdue for item in queue.items] == [True, False, False]
    assert queue.next.key.submission_id == reports[3]
    give(reports[3], WILL, 60)
    put_mark(office, TaskKey(reports[2], WILL), 1, Decimal(60), None)
    queue = read_queue(office, WILL, 1)
    assert [item.standing for item in queue.items] == [
        Standing.BEGUN,
        Standing.WAITING,
        Standing.FINISHED,
    ]
    assert (queue.finished, queue.overdue, len(queue.items)) == (1, 0, 3)
    assert read_queue(office, XENA, 1).items == ()


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.permutations([1, 2, 3]),
    marks=st.lists(st.decimals(0, 100, places=2), min_size=3, max_size=3),
)
def test_the_order_of_entry_never_changes_a_mark(office, report, order, marks):
    key = TaskKey(report, WILL)
    for criterion_id in order:
        seen = open_version(office, report, WILL, criterion_id)
        put_mark(office, key, criterion_id, marks[criterion_id - 1], seen)
    expected = (2 * marks[0] + marks[1] + marks[2]) / 4
    assert open_desk(office, key).mark == expected
