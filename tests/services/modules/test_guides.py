"""Marking guides: criteria, bands, the comment bank, and what is fixed once they are used."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cohort_desk.db.tables import CriterionMarkRow, MarkRow, SubmissionRow, TutorRow
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, RuleBroken
from cohort_desk.domain.modules.guides import Band, Guide, guide_problems
from cohort_desk.domain.modules.starter import STARTER_RUBRIC
from cohort_desk.services.history import read_undo_state, undo, undo_step
from cohort_desk.services.modules import (
    add_comment,
    add_criterion,
    add_guide,
    copy_guide,
    delete_comment,
    delete_criterion,
    delete_guide,
    edit_band,
    edit_comment,
    edit_criterion,
    edit_guide,
    list_guides,
    move_comment,
    move_criterion,
    put_bands,
    read_guide,
    read_use,
)
from cohort_desk.services.people import add_person


def without_ids(guide):
    return replace(
        guide,
        id=0,
        version=0,
        title="",
        comments=tuple(replace(one, id=0, version=0) for one in guide.comments),
        criteria=tuple(
            replace(
                criterion,
                id=0,
                version=0,
                bands=tuple(replace(band, id=0, version=0) for band in criterion.bands),
                comments=tuple(replace(one, id=0, version=0) for one in criterion.comments),
            )
            for criterion in guide.criteria
        ),
    )


@pytest.fixture
def guide(db):
    return read_guide(db, add_guide(db, STARTER_RUBRIC))


def test_a_guide_is_kept_whole_in_one_step_and_copied_so(db, guide):
    assert without_ids(guide) == replace(STARTER_RUBRIC, title="")
    copy = read_guide(db, copy_guide(db, guide.id))
    assert copy.title == "Starter rubric (2)"
    assert without_ids(copy) == without_ids(guide)
    undo(db)
    assert [line.title for line in list_guides(db)] == ["Starter rubric"]


def test_the_list_tells_what_is_ready(db, guide):
    add_guide(db, Guide("Another"))
    lines = [(line.title, line.criteria, line.ready) for line in list_guides(db)]
    assert lines == [("Another", 0, False), ("Starter rubric", 5, True)]


def test_a_broken_guide_leaves_nothing_behind(db):
    first, second = STARTER_RUBRIC.criteria[:2]
    broken = replace(STARTER_RUBRIC, criteria=(first, replace(second, weight=0)))
    with pytest.raises(RuleBroken, match="Weight is a whole number"):
        add_guide(db, broken)
    assert list_guides(db) == ()


def test_a_new_criterion_takes_the_bands_of_the_last(db, guide):
    made = add_criterion(db, guide.id, {"title": "Ethics", "weight": 5})
    now = read_guide(db, guide.id)
    assert now.criteria[-1].id == made
    assert [band.range for band in now.criteria[-1].bands] == [
        band.range for band in guide.criteria[-1].bands
    ]
    assert {band.descriptor for band in now.criteria[-1].bands} == {""}
    with pytest.raises(RuleBroken, match="called ethics already"):
        add_criterion(db, guide.id, {"title": "ethics"})


def test_criteria_are_changed_moved_and_deleted(db, guide):
    first, second = guide.criteria[:2]
    edit_criterion(db, first.id, first.version, {"title": "The problem", "weight": "35"})
    with pytest.raises(EditedMeanwhile):
        edit_criterion(db, first.id, first.version, {"weight": "10"})
    move_criterion(db, first.id, 1)
    now = read_guide(db, guide.id)
    assert [one.title for one in now.criteria[:2]] == [second.title, "The problem"]
    assert now.share(now.criteria[1]) == Decimal(35) / Decimal(115)
    delete_criterion(db, second.id, now.criteria[0].version)
    assert len(read_guide(db, guide.id).criteria) == 4
    undo(db)
    assert without_ids(read_guide(db, guide.id)) == without_ids(now)


def test_bands_change_for_all_criteria_and_keep_their_words(db, guide):
    three = (
        Band("Distinction", Decimal(70), Decimal(100)),
        Band("Good", Decimal(50), Decimal("69.99")),
        Band("Not yet", Decimal(0), Decimal("49.99")),
    )
    put_bands(db, guide.id, three)
    now = read_guide(db, guide.id)
    before, after = guide.criteria[0].bands, now.criteria[0].bands
    assert [(band.label, band.range) for band in after] == [
        ("Distinction", "70–100"),
        ("Good", "50–69.99"),
        ("Not yet", "0–49.99"),
    ]
    # The same name keeps its words; another name those of its place.
    kept = [before[place].descriptor for place in (0, 1, 2)]
    assert [band.descriptor for band in after] == kept
    assert guide_problems(now) == ()
    with pytest.raises(RuleBroken, match=r"No band covers 0–49\.99"):
        put_bands(db, guide.id, three[:2])
    undo(db)
    assert without_ids(read_guide(db, guide.id)) == without_ids(guide)


def test_a_band_keeps_its_ends_in_order(db, guide):
    band = guide.criteria[0].bands[0]
    edit_band(db, band.id, band.version, {"descriptor": "Outstanding"})
    now = read_guide(db, guide.id).criteria[0].bands[0]
    assert (now.descriptor, now.low) == ("Outstanding", Decimal(70))
    with pytest.raises(RuleBroken, match="lower mark"):
        edit_band(db, band.id, now.version, {"high": "60"})


def test_becoming_a_rubric_gives_bands_to_criteria_that_have_none(db):
    plain = Guide("Plain", "guide", criteria=(replace(STARTER_RUBRIC.criteria[0], bands=()),))
    guide = read_guide(db, add_guide(db, plain))
    edit_guide(db, guide.id, guide.version, {"kind": "rubric"})
    assert guide_problems(read_guide(db, guide.id)) == ()


def test_comments_are_kept_in_their_order(db, guide):
    criterion = guide.criteria[0]
    made = add_comment(db, guide.id, criterion.id, " Well put. ")
    move_comment(db, made, 0)
    now = read_guide(db, guide.id).criteria[0].comments
    assert [one.text for one in now] == ["Well put.", *(one.text for one in criterion.comments)]
    edit_comment(db, made, now[0].version, "Very well put.")
    for text in ("very WELL put.", " "):
        with pytest.raises(RuleBroken):
            add_comment(db, guide.id, criterion.id, text)
    delete_comment(db, made)
    undo(db)
    assert read_guide(db, guide.id).criteria[0].comments[0].text == "Very well put."


def test_once_marked_with_only_the_comments_change(db, marked):
    guide = marked
    criterion, band = guide.criteria[0], guide.criteria[0].bands[0]
    refused = [
        lambda: add_criterion(db, guide.id, {"title": "Ethics"}),
        lambda: edit_criterion(db, criterion.id, criterion.version, {"weight": "10"}),
        lambda: delete_criterion(db, criterion.id, criterion.version),
        lambda: edit_band(db, band.id, band.version, {"low": "75"}),
        lambda: put_bands(db, guide.id, STARTER_RUBRIC.criteria[0].bands),
        lambda: edit_guide(db, guide.id, guide.version, {"kind": "guide"}),
    ]
    for change in refused:
        with pytest.raises(RuleBroken, match="Copy the guide to change it"):
            change()
    with pytest.raises(RuleBroken, match="Choose another guide there first"):
        delete_guide(db, guide.id, guide.version)
    assert (read_use(db, guide.id).marked, list_guides(db)[0].marked) == (1, 1)
    add_comment(db, guide.id, criterion.id, "Well put.")
    move_criterion(db, criterion.id, 4)
    copy = read_guide(db, copy_guide(db, guide.id))
    edit_criterion(db, copy.criteria[0].id, copy.criteria[0].version, {"weight": "10"})


def test_an_unused_guide_is_deleted_with_all_that_is_in_it_and_comes_back(db, guide):
    delete_guide(db, guide.id, guide.version)
    assert list_guides(db) == ()
    undo(db)
    assert without_ids(read_guide(db, guide.id)) == without_ids(guide)


def test_undo_does_not_reach_under_marks_that_others_gave(db, standard, add):
    guide = read_guide(db, standard.assessments["Case study"].guide_id)
    criterion = guide.criteria[0]
    edit_criterion(db, criterion.id, criterion.version, {"weight": "60"})
    step = read_undo_state(db).undo_id
    person = add_person(db, 1, {"family_name": "Khan"})
    case = standard.assessments["Case study"].id
    add(SubmissionRow(assessment_id=case, participant_id=person, code="W1"))
    add(TutorRow(name="Tom Reed"))
    add(MarkRow(submission_id=1, tutor_id=1))
    add(CriterionMarkRow(mark_id=1, criterion_id=criterion.id, value=6200))
    with pytest.raises(CannotUndo, match="1 marking used this guide"):
        undo_step(db, step)
    assert read_guide(db, guide.id).criteria[0].weight == 60
