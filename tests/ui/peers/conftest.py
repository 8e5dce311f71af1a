"""Two groups that did a report, with peer ratings open; the first group's mark is 60."""

from datetime import UTC, datetime

import pytest

from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    GroupRow,
    MarkRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    RoundRow,
    SittingRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.services.peers import PeerReturn, open_round, rate, read_round

NAMES = ("Aisha Khan", "Ben Lee", "Chloe Moss", "Dev Nair", "Ella Owen", "Finn Price")
NOW = datetime(2026, 11, 14, 9, tzinfo=UTC)


@pytest.fixture
def desk(db):
    """Group 1 has Aisha (1) to Dev (4), Group 2 has Ella (5) and Finn (6)."""
    with db.begin("sample") as work:
        add = work.session.add
        add(RoundRow(id=1, cohort_id=1, name="Projects", position=0, recipe={}, created_at=NOW))
        for number in (1, 2):
            add(GroupRow(id=number, round_id=1, name=f"Group {number}", position=number))
        for number, name in enumerate(NAMES, start=1):
            given, family = name.split()
            add(ParticipantRow(id=number, cohort_id=1, given_name=given, family_name=family))
            add(MembershipRow(round_id=1, participant_id=number, group_id=1 if number < 5 else 2))
        add(ModuleRow(id=1, cohort_id=1, code="INN", title="Innovation", credits=30, position=0))
        add(
            AssessmentRow(
                id=1,
                module_id=1,
                title="Project report",
                done_by="group",
                round_id=1,
                weight=1,
                position=0,
            )
        )
        add(SittingRow(assessment_id=1, number=1))
        add(TutorRow(id=1, name="Rosa Webb"))
        add(SubmissionRow(id=1, assessment_id=1, group_id=1, code="W1", submitted_at=NOW))
        add(AllotmentRow(id=1, submission_id=1, tutor_id=1, role="first"))
        add(MarkRow(id=1, submission_id=1, tutor_id=1, direct=6000, final_at=NOW))
    return db


@pytest.fixture
def peer_round(desk):
    """Open peer ratings, by the default regulations."""
    return open_round(desk, 1)


@pytest.fixture
def three_rated(desk, peer_round):
    """Aisha, Ben and Chloe have rated all alike; Dev has not."""
    criteria = [one.id for one in read_round(desk, peer_round).criteria]
    for rater in (1, 2, 3):
        scores = {one: dict.fromkeys(criteria, 3) for one in (1, 2, 3, 4) if one != rater}
        rate(desk, PeerReturn(peer_round, rater, scores, "As I saw it."))
    return desk
