"""A cohort with marks: three people, one module, one essay each, the second a day late."""

from datetime import UTC, datetime, timedelta

import pytest

from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    BoardRow,
    DecisionRow,
    MarkRow,
    ModuleRow,
    ParticipantRow,
    SittingRow,
    SnapshotMarkRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.marks.ladder_plain import ladder_to_plain
from cohort_desk.services.marks.ladders import ladders_of_cohort
from cohort_desk.services.regulations import set_of_cohort

DUE = datetime(2026, 6, 8, 11, 0, tzinfo=UTC)
PEOPLE = (("Aisha", "Khan", 6950, 0), ("Ben", "Cole", 5200, 1), ("Chi", "Okoro", 6200, 0))


@pytest.fixture
def marked(db):
    """The cohort's database; its marks are 69.5, 52 (a day late) and 62."""
    with db.begin("marks") as work:
        put = work.session.add
        put(ModuleRow(id=1, cohort_id=1, code="PG701", title="Project", credits=60, position=1))
        put(AssessmentRow(id=1, module_id=1, title="Report", weight=1, position=1))
        put(TutorRow(id=1, name="Dr Marsh"))
        work.session.flush()
        put(SittingRow(assessment_id=1, number=1, deadline=DUE))
        for number, (given, family, mark, days_late) in enumerate(PEOPLE, start=1):
            person = ParticipantRow(id=number, cohort_id=1, given_name=given, family_name=family)
            put(person)
            work.session.flush()
            handed_in = DUE + timedelta(days=days_late, minutes=-1)
            put(_submission(number, handed_in))
            work.session.flush()
            put(AllotmentRow(submission_id=number, tutor_id=1, role="first"))
            put(MarkRow(submission_id=number, tutor_id=1, direct=mark, final_at=DUE))
    return db


def _submission(number, handed_in):
    return SubmissionRow(
        id=number,
        assessment_id=1,
        participant_id=number,
        code=f"W{number}",
        submitted_at=handed_in,
        finalised_at=handed_in,
    )


@pytest.fixture
def ratified(marked):
    """The same once a board has ratified Aisha Khan's mark, module and award."""
    with marked.begin("board") as work:
        set_id = set_of_cohort(work, 1, "Ann")
        (ladder,) = (each for each in ladders_of_cohort(work, 1)[1] if each.participant_id == 1)
        board = BoardRow(id=1, cohort_id=1, name="June board", regulation_set_id=set_id)
        board.frozen_at = board.ratified_at = DUE
        work.session.add(board)
        work.session.flush()
        work.session.add(
            SnapshotMarkRow(
                board_id=1,
                participant_id=1,
                assessment_id=1,
                submission_id=1,
                value=7000,
                ladder=ladder_to_plain(ladder.ladder),
            )
        )
        work.session.add(_decision(module_id=1, outcome="pass"))
        work.session.add(_decision(outcome="distinction"))
    return marked


def _decision(**values):
    return DecisionRow(board_id=1, participant_id=1, decided_at=DUE, decided_by="Chair", **values)
