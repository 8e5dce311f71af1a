"""A cohort with the standard modules, and what stands on them once it is marked and ratified."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from cohort_desk.db.tables import (
    BoardRow,
    CriterionMarkRow,
    MarkRow,
    SnapshotMarkRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.services.modules import list_modules, read_guide, set_up_standard
from cohort_desk.services.people import add_person

NOW = datetime(2027, 3, 12, 12, tzinfo=UTC)


def found(db):
    """Return the standard modules of cohort 1 and their assessments by their titles."""
    modules = list_modules(db, 1)
    return SimpleNamespace(
        modules={module.title: module for module in modules},
        assessments={one.title: one for module in modules for one in module.assessments},
    )


@pytest.fixture
def standard(db):
    set_up_standard(db, 1)
    return found(db)


@pytest.fixture
def add(db):
    """Put rows straight into the database, for what other services would have made."""

    def put(*rows):
        with db.begin("test data") as work:
            for row in rows:
                work.session.add(row)
                work.session.flush()
            return [getattr(row, "id", None) for row in rows]

    return put


@pytest.fixture
def submitted(db, standard, add):
    """A submission of the case study; returns its id."""
    person = add_person(db, 1, {"family_name": "Khan"})
    case = standard.assessments["Case study"]
    return add(SubmissionRow(assessment_id=case.id, participant_id=person, code="W1"))[0]


@pytest.fixture
def marked(db, standard, submitted, add):
    """The submission with one draft criterion mark by the starter rubric."""
    guide = read_guide(db, standard.assessments["Case study"].guide_id)
    (tutor,) = add(TutorRow(name="Tom Reed"))
    (mark,) = add(MarkRow(submission_id=submitted, tutor_id=tutor))
    add(CriterionMarkRow(mark_id=mark, criterion_id=guide.criteria[0].id, value=6200))
    return guide


@pytest.fixture
def ratified(db, standard, submitted, add):
    """A board that has ratified the case study's mark."""
    with db.read() as work:
        person = work.need(SubmissionRow, submitted).participant_id
    (board,) = add(BoardRow(cohort_id=1, name="June board", ratified_at=NOW, frozen_at=NOW))
    case = standard.assessments["Case study"]
    add(
        SnapshotMarkRow(
            board_id=board,
            participant_id=person,
            assessment_id=case.id,
            submission_id=submitted,
            value=6200,
            ladder={},
        )
    )
