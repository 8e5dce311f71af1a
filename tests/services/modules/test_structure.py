"""Modules, assessments and sittings: adding, changing, ordering, copying, and what stays fixed."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.modules.fields import Moments
from cohort_desk.services.groups import add_round
from cohort_desk.services.history import history_of, read_undo_state, undo, undo_step
from cohort_desk.services.modules import (
    add_assessment,
    add_module,
    add_sitting,
    copy_structure,
    delete_assessment,
    delete_module,
    delete_sitting,
    edit_assessment,
    edit_module,
    list_modules,
    move_assessment,
    move_module,
    put_sitting,
    read_assessment,
    set_up_standard,
)
from cohort_desk.services.programmes import add_cohort

DUE = Moments(None, datetime(2027, 3, 12, 12, tzinfo=UTC), datetime(2027, 3, 19, 12, tzinfo=UTC))


def titles(db, cohort=1):
    return [
        (module.code, [one.title for one in module.assessments])
        for module in list_modules(db, cohort)
    ]


def test_the_standard_programme_is_one_step(db, standard):
    innovation = standard.modules["Innovation"]
    assert (innovation.credits, innovation.level, innovation.core) == (20, 7, True)
    report = standard.assessments["Project report"]
    assert (report.done_by, report.markers, report.share) == ("group", 2, Decimal("0.7"))
    assert report.unsettled == ("Choose whose groups do it.", "Set a deadline.")
    with pytest.raises(RuleBroken, match="has modules already"):
        set_up_standard(db, 1)
    undo(db)
    assert list_modules(db, 1) == ()


def test_shares_follow_the_weights_that_there_are(db, standard):
    module = standard.modules["Innovation"]
    add_assessment(db, module.id, {"title": "Poster", "weight": 100})
    shares = [one.share for one in list_modules(db, 1)[0].assessments]
    assert shares == [Decimal("0.35"), Decimal("0.15"), Decimal("0.5")]


def test_an_assessment_has_a_first_sitting_from_the_start(db, standard):
    case = standard.assessments["Case study"]
    put_sitting(db, case.id, 1, case.sittings[0].version, DUE)
    assert add_sitting(db, case.id) == 2
    now = read_assessment(db, case.id)
    assert (now.deadline, [one.number for one in now.sittings]) == (DUE.deadline, [1, 2])
    with pytest.raises(EditedMeanwhile):
        put_sitting(db, case.id, 1, case.sittings[0].version, Moments())
    with pytest.raises(RuleBroken, match="cannot close before its deadline"):
        put_sitting(db, case.id, 1, 0, replace(DUE, closes_at=DUE.deadline.replace(day=1)))
    with pytest.raises(RuleBroken, match="keeps its first sitting"):
        delete_sitting(db, case.id, 1, now.sittings[0].version)
    delete_sitting(db, case.id, 2, now.sittings[1].version)
    assert len(read_assessment(db, case.id).sittings) == 1


def test_groups_of_a_round_do_an_assessment_until_each_person_does(db, standard):
    report = standard.assessments["Project report"]
    round_id = add_round(db, 1, "Projects")
    edit_assessment(db, report.id, report.version, {"round_id": round_id})
    report = read_assessment(db, report.id)
    assert (report.round_name, report.unsettled) == ("Projects", ("Set a deadline.",))
    elsewhere = add_round(db, add_cohort(db, "2027"), "Others")
    with pytest.raises(RuleBroken, match="another cohort"):
        edit_assessment(db, report.id, report.version, {"round_id": elsewhere})
    edit_assessment(db, report.id, report.version, {"done_by": "person"})
    assert read_assessment(db, report.id).round_id is None


def test_an_assessment_can_go_to_another_module(db, standard):
    case, change = standard.assessments["Case study"], standard.modules["Leading change"]
    edit_assessment(db, case.id, case.version, {"module_id": change.id})
    assert titles(db)[1:] == [("M2", []), ("M3", ["Change plan", "Case study"])]


def test_order_is_kept_by_hand(db, standard):
    move_module(db, standard.modules["Leading change"].id, 0)
    move_assessment(db, standard.assessments["Individual reflection"].id, 0)
    assert titles(db) == [
        ("M3", ["Change plan"]),
        ("M1", ["Individual reflection", "Project report"]),
        ("M2", ["Case study"]),
    ]
    undo(db)
    undo(db)
    assert [code for code, _ in titles(db)] == ["M1", "M2", "M3"]


def test_names_that_are_taken_are_refused(db, standard):
    with pytest.raises(RuleBroken, match="Innovation already has the code M1"):
        add_module(db, 1, {"code": "m1", "title": "Another"})
    with pytest.raises(RuleBroken, match="already has an assessment called"):
        add_assessment(db, standard.modules["Innovation"].id, {"title": "project report"})


def test_a_stale_edit_overwrites_nothing(db, standard):
    module = standard.modules["Innovation"]
    edit_module(db, module.id, module.version, {"credits": "30"})
    with pytest.raises(EditedMeanwhile):
        edit_module(db, module.id, module.version, {"credits": "10"})
    assert list_modules(db, 1)[0].credits == 30


def test_a_module_goes_with_its_assessments_and_comes_back_with_them(db, standard):
    module = standard.modules["Innovation"]
    before = list_modules(db, 1)
    delete_module(db, module.id, module.version)
    assert [code for code, _ in titles(db)] == ["M2", "M3"]
    with pytest.raises(NotFound):
        read_assessment(db, standard.assessments["Project report"].id)
    undo(db)
    assert titles(db) == [(one.code, [each.title for each in one.assessments]) for one in before]


def test_another_cohort_takes_over_the_structure_without_its_dates(db, standard):
    report = standard.assessments["Project report"]
    put_sitting(db, report.id, 1, report.sittings[0].version, DUE)
    round_id = add_round(db, 1, "Projects")
    edit_assessment(db, report.id, report.version, {"round_id": round_id, "minimum": "40"})
    other = add_cohort(db, "2027 intake")
    assert copy_structure(db, 1, other) == 3
    assert titles(db, other) == titles(db, 1)
    copy = list_modules(db, other)[0].assessments[0]
    assert (copy.round_id, copy.deadline, copy.guide_id) == (None, None, report.guide_id)
    assert (copy.minimum, copy.brief) == (Decimal(40), report.brief)
    with pytest.raises(RuleBroken, match="no module that this cohort has not"):
        copy_structure(db, 1, other)
    delete_module(db, copy.module_id, list_modules(db, other)[0].version)
    assert copy_structure(db, 1, other) == 1
    assert [code for code, _ in titles(db, other)] == ["M2", "M3", "M1"]
    for _ in range(3):
        undo(db)
    assert list_modules(db, other) == ()


@pytest.mark.usefixtures("submitted")
def test_what_submissions_stand_on_is_not_deleted(db, standard):
    case, module = standard.assessments["Case study"], standard.modules["Leading across agencies"]
    for delete, row in ((delete_assessment, case), (delete_module, module)):
        with pytest.raises(RuleBroken, match="1 submission"):
            delete(db, row.id, row.version)
    with pytest.raises(RuleBroken, match="has 1 submission already"):
        edit_assessment(db, case.id, case.version, {"done_by": "group"})
    edit_assessment(db, case.id, case.version, {"title": "Case report", "weight": 40})
    assert read_assessment(db, case.id).weight == 40


@pytest.mark.usefixtures("marked")
def test_the_guide_of_marked_work_stays(db, standard):
    case = standard.assessments["Case study"]
    with pytest.raises(RuleBroken, match=r"Marking of Case study has begun \(1 marking\)"):
        edit_assessment(db, case.id, case.version, {"guide_id": ""})


@pytest.mark.usefixtures("ratified")
def test_what_ratified_marks_rest_on_stays_and_words_do_not(db, standard):
    case, module = standard.assessments["Case study"], standard.modules["Leading across agencies"]
    refused = [
        lambda: edit_assessment(db, case.id, case.version, {"weight": 40}),
        lambda: edit_assessment(db, case.id, case.version, {"markers": 2}),
        lambda: edit_module(db, module.id, module.version, {"credits": 30}),
        lambda: add_assessment(db, module.id, {"title": "Poster"}),
        lambda: put_sitting(db, case.id, 1, case.sittings[0].version, DUE),
    ]
    for change in refused:
        with pytest.raises(RuleBroken, match="ratified by June board"):
            change()
    edit_assessment(db, case.id, case.version, {"title": "Case report", "brief": "Anew"})
    edit_module(db, module.id, module.version, {"title": "Leading together"})
    reflection = standard.assessments["Individual reflection"]
    edit_assessment(db, reflection.id, reflection.version, {"weight": 50})


def test_history_reads_as_people_do(db, standard):
    report = standard.assessments["Project report"]
    round_id = add_round(db, 1, "Projects")
    put_sitting(db, report.id, 1, report.sittings[0].version, replace(DUE, closes_at=None))
    edit_assessment(db, report.id, report.version, {"round_id": round_id, "minimum": "40"})
    told = [
        (change.field, change.old, change.new)
        for entry in history_of(db, "assessment", report.id)[:2]
        for change in entry.changes
    ]
    assert sorted(told) == [
        ("Deadline", "", "12 March 2027, 12:00"),
        ("Least mark", "", "40"),
        ("Round", "", "Projects"),
    ]


def test_undo_does_not_reach_under_ratified_marks(db, standard, request):
    case, module = standard.assessments["Case study"], standard.modules["Leading across agencies"]
    steps = []
    for change in (
        lambda: edit_assessment(db, case.id, case.version, {"weight": 40}),
        lambda: edit_module(db, module.id, module.version, {"credits": 30}),
        lambda: edit_module(db, module.id, module.version + 1, {"title": "Leading together"}),
    ):
        change()
        steps.append(read_undo_state(db).undo_id)
    request.getfixturevalue("ratified")
    for step in steps[:2]:
        with pytest.raises(CannotUndo, match="ratified by June board"):
            undo_step(db, step)
    undo_step(db, steps[2])
    assert list_modules(db, 1)[1].title == "Leading across agencies"
