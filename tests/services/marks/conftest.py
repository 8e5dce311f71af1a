"""A cohort of six in three groups, a module with a group report and an essay, and four tutors."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest

from cohort_desk.db.tables import (
    AgencyRow,
    AssessmentRow,
    BoardRow,
    CriterionRow,
    GroupRow,
    MarkingGuideRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    RoundRow,
    SittingRow,
    SnapshotMarkRow,
    StoredFileRow,
    SubmissionFileRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.marks.ladder import Ladder, Rung, RungKind
from cohort_desk.domain.marks.ladder_plain import ladder_to_plain
from cohort_desk.services.marks.allotting import Duty, allot
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.marking import finish, put_direct, put_mark
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.regulations import set_of_cohort
from cohort_desk.services.submissions.making import Owner, submission_of

NOW = datetime.now(UTC)
DIGEST = sha256(b"PDF").hexdigest()
REPORT, ESSAY = 1, 2
CRITERIA = (("Analysis", 2), ("Argument", 1), ("Style", 1))
PEOPLE = ("Khan", "Lee", "Moss", "Nair", "Owen", "Price")
TUTORS = ("Vera Stone", "Will Marsh", "Xena Hill", "Yusuf Dale")
VERA, WILL, XENA, YUSUF = 1, 2, 3, 4
"""Vera works at the agency of the first two people, who are Group 1."""


def lay_out(db):
    """Add the cohort, its module and its tutors to a fresh database."""
    with db.begin("sample") as work:
        add = work.session.add
        for number in (1, 2, 3):
            name = f"Agency {number}"
            add(AgencyRow(id=number, name=name, name_key=name, sector="police"))
        for number, family in enumerate(PEOPLE, start=1):
            agency_id = (number + 1) // 2
            add(ParticipantRow(id=number, cohort_id=1, family_name=family, agency_id=agency_id))
        add(RoundRow(id=1, cohort_id=1, name="Projects", position=1, recipe={}, created_at=NOW))
        for number in (1, 2, 3):
            add(GroupRow(id=number, round_id=1, name=f"Group {number}", position=number))
        for number in range(1, 7):
            group_id = (number + 1) // 2
            add(MembershipRow(round_id=1, participant_id=number, group_id=group_id))
        add(ModuleRow(id=1, cohort_id=1, code="M1", title="Leading", credits=60, position=1))
        add(MarkingGuideRow(id=1, title="Report"))
        for number, (title, weight) in enumerate(CRITERIA, start=1):
            add(CriterionRow(id=number, guide_id=1, title=title, weight=weight, position=number))
        add(
            AssessmentRow(
                id=REPORT,
                module_id=1,
                title="Report",
                done_by="group",
                round_id=1,
                weight=1,
                guide_id=1,
                markers=2,
                anonymous=True,
                position=1,
            )
        )
        add(AssessmentRow(id=ESSAY, module_id=1, title="Essay", weight=1, position=2))
        for assessment_id in (REPORT, ESSAY):
            deadline = NOW - timedelta(days=2)
            add(SittingRow(assessment_id=assessment_id, number=1, deadline=deadline))
        for number, name in enumerate(TUTORS, start=1):
            add(TutorRow(id=number, name=name, agency_id=1 if number == VERA else None))
        add(StoredFileRow(sha256=DIGEST, size=3, stored_at=NOW, content=b"PDF"))


def _hand_in(db, assessment_id, owner, name="Aisha Khan report.pdf"):
    """Hand a file in, in time; the deadline has closed it since. Return the submission's id."""
    with db.begin("handing in") as work:
        row = submission_of(work, assessment_id, 1, owner)
        work.session.refresh(row)
        row.submitted_at, row.submitted_by = NOW - timedelta(days=3), "Aisha Khan"
        work.session.add(
            SubmissionFileRow(
                submission_id=row.id,
                sha256=DIGEST,
                name=name,
                number=1,
                added_at=NOW,
                added_by="Aisha Khan",
            )
        )
        return row.id


@pytest.fixture
def give(office):
    """Has a tutor give every criterion of a report the same mark, and finish."""

    def give_marks(submission_id, tutor_id, mark, *, final=True):
        key = TaskKey(submission_id, tutor_id)
        seen = {each.criterion.id: each.version for each in open_desk(office, key).criteria}
        for criterion_id, version in seen.items():
            put_mark(office, key, criterion_id, Decimal(mark), version)
        if final:
            finish(office, key)

    return give_marks


@pytest.fixture
def give_essay(office):
    """Has a tutor mark an essay with one number, and finish."""

    def give_mark(submission_id, tutor_id, mark):
        key = TaskKey(submission_id, tutor_id)
        put_direct(office, key, Decimal(mark), open_desk(office, key).version)
        finish(office, key)

    return give_mark


@pytest.fixture
def office(db):
    lay_out(db)
    return db


@pytest.fixture
def any_office(any_db):
    """`office` on a file and on PostgreSQL in turn."""
    lay_out(any_db)
    return any_db


@pytest.fixture
def hand_in():
    """Hands a file in, in time; returns the submission's id."""
    return _hand_in


@pytest.fixture
def reports(office):
    """The reports of the three groups, handed in; by group."""
    return {group: _hand_in(office, REPORT, Owner(group_id=group)) for group in (1, 2, 3)}


@pytest.fixture
def report(office, reports):
    """Group 2's report, for Will and Xena to mark."""
    allot_both(office, 2)
    return reports[2]


def allot_both(db, group):
    """Allot a group's report to Will and to Xena."""
    owner = [Owner(group_id=group)]
    allot(db, (REPORT, 1), owner, Duty("first", WILL))
    allot(db, (REPORT, 1), owner, Duty("second", XENA))


@pytest.fixture
def essays(office):
    """Everybody's essay, handed in and allotted to Will; by person."""
    found = {
        person: _hand_in(office, ESSAY, Owner(participant_id=person)) for person in range(1, 7)
    }
    owners = [Owner(participant_id=person) for person in found]
    allot(office, (ESSAY, 1), owners, Duty("first", WILL))
    return found


@pytest.fixture
def before_board(office):
    """Puts a mark before a board and, if asked, has the board ratify it."""

    def put(submission_id, participant_id, *, ratified=False):
        with office.begin("board") as work:
            set_id = set_of_cohort(work, 1, "Ann")
            board = BoardRow(
                cohort_id=1,
                name="Summer board",
                frozen_at=NOW,
                regulation_set_id=set_id,
                ratified_at=NOW if ratified else None,
            )
            work.session.add(board)
            work.session.flush()
            row = work.need(SubmissionRow, submission_id)
            rung = Rung(RungKind.ROUNDING, "Rounding", Decimal(60), Decimal(60), "As it is.", "1")
            work.session.add(
                SnapshotMarkRow(
                    board_id=board.id,
                    participant_id=participant_id,
                    assessment_id=row.assessment_id,
                    submission_id=submission_id,
                    value=6000,
                    ladder=ladder_to_plain(Ladder((rung,))),
                )
            )

    return put
