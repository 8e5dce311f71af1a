"""Who marks what: by hand, and dealt out evenly by a plan that is seen first."""

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.regulations.rules import MarkingRules, Regulations
from cohort_desk.services import history
from cohort_desk.services.marks.allotments import read_allotments
from cohort_desk.services.marks.allotting import Duty, allot, reallot, remove_allotments
from cohort_desk.services.marks.balancing import Wish, apply_allotment, plan_allotment
from cohort_desk.services.marks.conflicts import With, declare_conflict
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.marks.tutors import (
    add_tutor,
    delete_tutor,
    edit_tutor,
    list_tutors,
    read_tutor,
    set_active,
)
from cohort_desk.services.regulations import follow, save_set
from cohort_desk.services.submissions.making import Owner

REPORT, ESSAY = (1, 1), (2, 1)
VERA, WILL, XENA, YUSUF = 1, 2, 3, 4
GROUPS = [Owner(group_id=group) for group in (1, 2, 3)]


def markers(db, assessment=1):
    lines = read_allotments(db, assessment).lines
    return [[(marker.role, marker.tutor_id) for marker in line.markers] for line in lines]


def test_work_is_allotted_before_it_is_handed_in(office):
    assert allot(office, REPORT, GROUPS[1:], Duty("first", WILL)) == 2
    assert allot(office, REPORT, GROUPS[1:], Duty("first", WILL)) == 0
    assert markers(office) == [[], [("first", WILL)], [("first", WILL)]]
    assert read_allotments(office, 1).missing == 4
    history.undo(office)
    assert markers(office) == [[], [], []]


@pytest.mark.parametrize(
    ("owner", "duty", "sentence"),
    [
        (GROUPS[1], Duty("first", XENA), "Will Marsh is the first marker of W"),
        (GROUPS[1], Duty("second", WILL), "Will Marsh is the first marker of W"),
        (GROUPS[0], Duty("first", VERA), "work by people of the tutor’s own agency"),
        (GROUPS[1], Duty("third", YUSUF), "Third markers are called where two marks"),
        (Owner(participant_id=1), Duty("first", WILL), "Nothing is expected of that owner"),
    ],
)
def test_an_allotment_against_the_rules_is_refused(office, owner, duty, sentence):
    allot(office, REPORT, [GROUPS[1]], Duty("first", WILL))
    before = markers(office)
    with pytest.raises(RuleBroken, match=sentence):
        allot(office, REPORT, [GROUPS[2], owner], duty)
    assert markers(office) == before, "not even the one that could be"


def test_an_essay_with_one_marker_has_no_second_one(office):
    with pytest.raises(RuleBroken, match="Essay has one marker, so there is no second one"):
        allot(office, ESSAY, [Owner(participant_id=1)], Duty("second", WILL))


@pytest.mark.parametrize(
    "declared", [With(participant_id=3), With(group_id=2), With(agency_id=2)], ids=str
)
def test_a_declared_conflict_bars_a_tutor_from_the_work_it_touches(office, declared):
    declare_conflict(office, WILL, declared)
    with pytest.raises(RuleBroken, match=r"must not mark .* A conflict of interest is declared"):
        allot(office, REPORT, [GROUPS[1]], Duty("first", WILL))
    allot(office, REPORT, [GROUPS[2]], Duty("first", WILL))


def test_the_regulations_may_let_tutors_mark_their_own_agency(office):
    rules = Regulations(marking=MarkingRules(own_agency=True))
    follow(office, 1, save_set(office, "Own agency", rules), None)
    allot(office, REPORT, [GROUPS[0]], Duty("first", VERA))
    history.undo(office)
    declare_conflict(office, VERA, With(agency_id=1))
    with pytest.raises(RuleBroken, match="conflict of interest"):
        allot(office, REPORT, [GROUPS[0]], Duty("first", VERA))


def test_a_task_passes_to_another_tutor_until_it_is_finished(office, report, give):
    give(report, WILL, 60, final=False)
    task = read_allotments(office, 1).lines[1].markers[0]
    with pytest.raises(RuleBroken, match="Xena Hill is the second marker"):
        reallot(office, task.allotment_id, task.version, XENA)
    reallot(office, task.allotment_id, task.version, YUSUF)
    with pytest.raises(NotFound):
        open_desk(office, TaskKey(report, WILL))
    with pytest.raises(EditedMeanwhile):
        reallot(office, task.allotment_id, task.version, WILL)
    history.undo(office)
    assert open_desk(office, TaskKey(report, WILL)).mark == 60, "the draft was kept"
    give(report, WILL, 61)
    with pytest.raises(RuleBroken, match="Will Marsh has finished marking this"):
        remove_allotments(office, [task.allotment_id])


def plan(db, occasion=REPORT, tutors=(VERA, WILL, XENA), roles=("first", "second"), seed=1):
    return plan_allotment(db, Wish(occasion, tuple(tutors), tuple(roles), seed))


def test_a_plan_deals_everything_evenly_and_is_one_step(office):
    made = plan(office)
    assert markers(office) == [[], [], []], "a plan writes nothing"
    assert [(load.tutor_id, load.after) for load in made.loads] == [(VERA, 2), (WILL, 2), (XENA, 2)]
    assert made.unplaced == ()
    assert made == plan(office)
    apply_allotment(office, made)
    found = markers(office)
    assert all({role for role, _ in line} == {"first", "second"} for line in found)
    assert all(len({tutor for _, tutor in line}) == 2 for line in found)
    assert VERA not in {tutor for _, tutor in found[0]}, "her own agency"
    assert plan(office).tasks == ()
    history.undo(office)
    assert markers(office) == [[], [], []]


def test_a_plan_counts_what_each_tutor_has_already(office):
    people = [Owner(participant_id=person) for person in range(1, 5)]
    allot(office, ESSAY, people, Duty("first", WILL))
    made = plan(office, tutors=(WILL, XENA, YUSUF))
    assert {load.tutor_id: load.after for load in made.loads} == {WILL: 4, XENA: 3, YUSUF: 3}


def test_a_plan_says_why_work_could_not_be_allotted(office):
    declare_conflict(office, WILL, With(group_id=1))
    allot(office, REPORT, [GROUPS[1]], Duty("first", WILL))
    made = plan(office, tutors=(VERA, WILL))
    told = {(one.name, one.role): one.reason for one in made.unplaced}
    assert told[("Group 1", "first")] == (
        "Vera Stone: It is work by people of the tutor’s own agency. "
        "Will Marsh: A conflict of interest is declared."
    )
    assert len(told) == 2, "Group 2's second place is Vera's, Group 3 has both"
    assert ("Group 2", "second", VERA) in {(t.name, t.role, t.tutor_id) for t in made.tasks}


def test_a_plan_that_is_out_of_date_allots_nothing(office):
    made = plan(office)
    allot(office, REPORT, [GROUPS[1]], Duty("first", YUSUF))
    with pytest.raises(EditedMeanwhile, match="make the plan again"):
        apply_allotment(office, made)
    assert markers(office) == [[], [("first", YUSUF)], []]


def test_a_tutor_at_rest_gets_no_more_work(office, essays):
    set_active(office, WILL, read_tutor(office, WILL).version, active=False)
    with pytest.raises(RuleBroken, match="Will Marsh is given no more work"):
        allot(office, REPORT, [GROUPS[1]], Duty("first", WILL))
    with pytest.raises(RuleBroken, match="Will Marsh is given no more work"):
        plan(office)
    assert WILL not in {tutor.id for tutor in list_tutors(office, active_only=True)}
    assert read_tutor(office, WILL).allotted == 6


def test_tutors_are_added_changed_and_deleted(office, essays):
    tutor_id = add_tutor(office, {"name": " Zoe  Ash ", "email": "Zoe@Example.org"})
    tutor = read_tutor(office, tutor_id)
    assert (tutor.name, tutor.email, tutor.active) == ("Zoe Ash", "zoe@example.org", True)
    with pytest.raises(RuleBroken, match="Zoe Ash already has this e-mail"):
        edit_tutor(office, WILL, read_tutor(office, WILL).version, {"email": "zoe@example.org"})
    with pytest.raises(RuleBroken, match="A tutor needs a name"):
        add_tutor(office, {"name": "  "})
    edit_tutor(office, tutor_id, tutor.version, {"agency_id": 2})
    with pytest.raises(EditedMeanwhile):
        delete_tutor(office, tutor_id, tutor.version)
    declare_conflict(office, tutor_id, With(agency_id=3))
    delete_tutor(office, tutor_id, tutor.version + 1)
    assert tutor_id not in {each.id for each in list_tutors(office)}
    history.undo(office)
    assert read_tutor(office, tutor_id).conflicts[0].name == "Agency 3"
    with pytest.raises(RuleBroken, match="Will Marsh cannot be deleted: 6 submissions to mark"):
        delete_tutor(office, WILL, read_tutor(office, WILL).version)
