"""Feedback sheets: what markers gave and wrote, once it is shown, and nobody's name too many."""

import pytest

from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    BandRow,
    CriterionMarkRow,
    CriterionRow,
    MarkingGuideRow,
    MarkRow,
    TutorRow,
)
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.services.documents.feedback import read_feedback, read_feedback_sheets

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


@pytest.fixture
def guided(marked):
    """The report marked by a rubric and two markers, who gave 74 and 72 for Evidence."""
    with marked.db.begin("a rubric") as work:
        add = work.session.add
        add(MarkingGuideRow(id=1, title="Rubric"))
        add(CriterionRow(id=1, guide_id=1, title="Evidence", weight=1, position=1))
        for number, (low, high, label) in enumerate(((7000, 10000, "High"), (0, 6999, "Low"))):
            band = {"low": low, "high": high, "label": label, "position": number}
            add(BandRow(id=number + 1, criterion_id=1, descriptor=f"{label} work", **band))
        part = work.session.get_one(AssessmentRow, 1)
        part.guide_id, part.markers, part.anonymous = 1, 2, True
        add(TutorRow(id=2, name="Tutor Second"))
        for person in range(1, 7):
            key = marked.submission(person, 1)
            add(AllotmentRow(id=key + 900, submission_id=key, tutor_id=2, role="second"))
            first = work.session.get_one(MarkRow, key)
            first.feedback, first.note, first.direct = "Well argued.", "Between us: late.", None
            second = {"submission_id": key, "tutor_id": 2, "final_at": first.final_at}
            add(MarkRow(id=key + 900, feedback="Well argued.", **second))
            add(CriterionMarkRow(mark_id=key, criterion_id=1, value=7400, feedback="Good sources."))
            add(CriterionMarkRow(mark_id=key + 900, criterion_id=1, value=7200, feedback=""))
    return marked


def test_bands_marks_and_words_stand_by_criterion(guided):
    sheet = read_feedback(guided.db, ADA, 1)
    (criterion,) = sheet.criteria
    assert criterion.marks == (("first marker", 74), ("second marker", 72))
    assert (criterion.mean, criterion.band.label, criterion.above) == (73, "High", None)
    assert [(each.who, each.text) for each in criterion.remarks] == [
        ("first marker", "Good sources.")
    ]
    assert [(each.who, each.text) for each in sheet.remarks] == [
        ("first marker and second marker", "Well argued.")
    ]


def test_the_band_above_is_what_better_work_is_like(guided):
    with guided.db.begin("a lower mark") as work:
        key = guided.submission(ADA, 1)
        work.session.get_one(CriterionMarkRow, (key, 1)).value = 6900
        work.session.get_one(CriterionMarkRow, (key + 900, 1)).value = 6800
    (criterion,) = read_feedback(guided.db, ADA, 1).criteria
    assert (criterion.band.label, criterion.above.descriptor) == ("Low", "High work")


def test_markers_of_anonymous_work_go_by_their_roles_and_their_notes_are_never_told(guided):
    told = repr(read_feedback(guided.db, ADA, 1))
    assert "Tutor" not in told
    assert "Between us" not in told
    with guided.db.begin("not anonymous") as work:
        work.session.get_one(AssessmentRow, 1).anonymous = False
    assert "Tutor Second" in repr(read_feedback(guided.db, ADA, 1))


def test_there_is_none_before_the_mark_is_shown(marked, hold):
    hold(ADA, 1)
    with pytest.raises(NotFound, match="not released"):
        read_feedback(marked.db, ADA, 1)
    assert [sheet.holder.id for sheet in read_feedback_sheets(marked.db, 1)] == [2, 3, 4, 5, 6]
    marked.hide()
    with pytest.raises(RuleBroken, match="Show the marks"):
        read_feedback_sheets(marked.db, 1)
