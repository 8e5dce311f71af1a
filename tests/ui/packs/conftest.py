"""Two essays that Ann marks and one that Bo marks, and the Packs page in a window."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    CandidateRow,
    ModuleRow,
    ParticipantRow,
    SittingRow,
    SubmissionFileRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.exchange.packs import post, read_sent, save_return
from cohort_desk.services.marks.marking import put_direct
from cohort_desk.services.marks.tasks import TaskKey, need_task
from cohort_desk.services.packs import MarkingWish, open_pack_away, prepare_marking_pack
from cohort_desk.services.store import keep
from cohort_desk.ui.packs.wiring import open_packs_page

ANN, BO = 1, 2


@pytest.fixture
def office(db):
    before = datetime.now(UTC) - timedelta(days=1)
    with db.begin("sample") as work:
        add = work.session.add
        add(ModuleRow(id=1, cohort_id=1, code="INN", title="Innovation", credits=30, position=0))
        add(AssessmentRow(id=1, module_id=1, title="Essay", weight=1, anonymous=True, position=0))
        add(SittingRow(assessment_id=1, number=1, deadline=before))
        for number, name in ((ANN, "Ann Able"), (BO, "Bo Best")):
            add(TutorRow(id=number, name=name))
        for number, (name, tutor) in enumerate([("Khan", ANN), ("Lee", ANN), ("Moss", BO)], 1):
            add(ParticipantRow(id=number, cohort_id=1, given_name="", family_name=name))
            add(CandidateRow(participant_id=number, cohort_id=1, number=f"C700{number}"))
            add(
                SubmissionRow(
                    id=number,
                    assessment_id=1,
                    participant_id=number,
                    code=f"W700{number}",
                    submitted_at=before,
                )
            )
            add(
                SubmissionFileRow(
                    submission_id=number,
                    sha256=keep(work, "Essay.txt", b"An essay"),
                    name="Essay.txt",
                    number=1,
                    added_at=before,
                    added_by=name,
                )
            )
            add(AllotmentRow(submission_id=number, tutor_id=tutor, role="first"))
    return db


@pytest.fixture
def give():
    """Gives a work one mark, whatever it had."""

    def run(db, submission_id, tutor_id, mark):
        key = TaskKey(submission_id, tutor_id)
        with db.read() as work:
            row = need_task(work, key).mark
            version = row.version if row else None
        put_direct(db, key, Decimal(mark), version)

    return run


@pytest.fixture
def mark_of(office):
    """Returns the mark of a work at the office, in hundredths."""

    def run(submission_id, tutor_id=ANN):
        with office.read() as work:
            row = need_task(work, TaskKey(submission_id, tutor_id)).mark
            return row.direct if row else None

    return run


@pytest.fixture
def sent(office, tmp_path):
    """The path of Ann's pack."""
    return post(office, prepare_marking_pack(office, MarkingWish(1, ANN)), tmp_path / "Ann").path


@pytest.fixture
def come_back(sent, tmp_path, give):
    """Marks Ann's works away and returns the path of the returned pack."""

    def run(*marks, passphrase=""):
        db = open_pack_away(read_sent(sent), tmp_path / "away.cohort")
        for number, mark in enumerate(marks, start=1):
            give(db, number, 1, mark)
        path = save_return(db, tmp_path / "Returned.cohortpack", passphrase)
        db.close()
        return path

    return run


@pytest.fixture
def page(qtbot, office, session):
    made = open_packs_page(session)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    assert session.db is office
    qtbot.waitActive(made)
    yield made
    qtbot.waitUntil(lambda: not session.runner.tasks())


@pytest.fixture
def settled(qtbot, session):
    """Waits until nothing is being worked on."""
    return lambda: qtbot.waitUntil(lambda: not session.runner.tasks())
