"""Two groups that did a report; the first has an agreed mark of 60, the second none yet."""

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
from cohort_desk.services.peers import PeerReturn, list_rounds, open_round, rate, read_round

NAMES = ("Aisha Khan", "Ben Lee", "Chloe Moss", "Dev Nair", "Ella Owen", "Finn Price")
NOW = datetime(2026, 11, 14, 9, tzinfo=UTC)
REPORT, ESSAY = 1, 2


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
        for number, title, done_by in (
            (REPORT, "Project report", "group"),
            (ESSAY, "Essay", "person"),
        ):
            add(
                AssessmentRow(
                    id=number,
                    module_id=1,
                    title=title,
                    done_by=done_by,
                    round_id=1 if done_by == "group" else None,
                    weight=1,
                    position=number,
                )
            )
            add(SittingRow(assessment_id=number, number=1))
        add(TutorRow(id=1, name="Rosa Webb"))
        add(SubmissionRow(id=1, assessment_id=REPORT, group_id=1, code="W1", submitted_at=NOW))
        add(AllotmentRow(id=1, submission_id=1, tutor_id=1, role="first"))
        add(MarkRow(id=1, submission_id=1, tutor_id=1, direct=6000, final_at=NOW))
    return db


@pytest.fixture
def opened(desk):
    """The same with peer ratings open, by the default regulations."""
    open_round(desk, REPORT)
    return desk


@pytest.fixture
def peer_round(opened):
    """Their id."""
    return list_rounds(opened, 1).rounds[0].id


@pytest.fixture
def give(opened, peer_round):
    """Hand in a member's ratings: the same score for all criteria, by who is rated."""

    def hand_in(rater, scores, version=None, why="As I saw it."):
        criteria = [one.id for one in read_round(opened, peer_round).criteria]
        whole = {rated: dict.fromkeys(criteria, score) for rated, score in scores.items()}
        rate(opened, PeerReturn(peer_round, rater, whole, why), version)

    return hand_in
