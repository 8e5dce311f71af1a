"""Two tutors with work of two groups and of two people to mark, all anonymous but one essay."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.db.tables import (
    AgencyRow,
    AllotmentRow,
    AssessmentRow,
    BandRow,
    BankCommentRow,
    CandidateRow,
    CriterionRow,
    GroupRow,
    MarkingGuideRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    RoundRow,
    SittingRow,
    SubmissionFileRow,
    SubmissionRow,
    TutorConflictRow,
    TutorRow,
)
from cohort_desk.exchange.packs import packed, packed_return, read_pack, write_pack
from cohort_desk.services.marks.marking import finish, put_feedback, put_mark
from cohort_desk.services.marks.tasks import TaskKey, cells_of, need_task
from cohort_desk.services.packs import (
    MarkingWish,
    keep_pack,
    open_pack_away,
    prepare_marking_pack,
    prepare_return,
)
from cohort_desk.services.store import keep

NAMES = (
    "Aishatu Khandoker",
    "Benedikt Leeworth",
    "Chloemarie Mosswood",
    "Devendra Nairavan",
    "Ellamae Owenthorpe",
    "Finnegan Pricelow",
)
AGENCIES = ("Leeds City Council", "West Yorkshire Police")
PRIYA, TOM = 1, 2
PROJECT, ESSAY = 1, 2
ONE, TWO, AISHAS, BENS = 1, 2, 3, 4
IDEAS, EVIDENCE = 1, 2


@cache
def report(text, author):
    """Return a PDF of one page whose properties and notes name its author."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    canvas.setAuthor(author)
    canvas.setTitle(f"Report by {author}")
    canvas.drawString(72, 720, text)
    canvas.save()
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn.getvalue())))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.fixture
def desk(db):
    """Priya marks both groups' projects first and Aisha's essay; Tom marks second and Ben's."""
    return lay_out(db)


def lay_out(db):
    """Add people, groups, assessments, submissions and tutors to a fresh programme."""
    now = datetime.now(UTC).replace(microsecond=0)
    before = now - timedelta(days=2)
    with db.begin("sample") as work:
        add = work.session.add
        for number, name in enumerate(AGENCIES, start=1):
            add(AgencyRow(id=number, name=name, name_key=name, sector="police"))
        for number, name in enumerate(NAMES, start=1):
            given, family = name.split()
            email = f"{given.lower()}@example.org"
            agency = 1 + number % 2
            add(
                ParticipantRow(
                    id=number,
                    cohort_id=1,
                    given_name=given,
                    family_name=family,
                    email=email,
                    agency_id=agency,
                )
            )
            add(CandidateRow(participant_id=number, cohort_id=1, number=f"C100{number}"))
            add(MembershipRow(round_id=1, participant_id=number, group_id=1 + (number > 3)))
        add(RoundRow(id=1, cohort_id=1, name="Projects", position=0, recipe={}, created_at=now))
        for number in (1, 2):
            add(GroupRow(id=number, round_id=1, name=f"Group {number}", position=number))
        for number, name in ((PRIYA, "Priyanka Shahzad"), (TOM, "Tomasina Reidhall")):
            add(TutorRow(id=number, name=name, email=f"{name.split()[0].lower()}@uni.example"))
        _modules(add, before)
        _submissions(work, add, before)
    return db


def _modules(add, before):
    add(ModuleRow(id=1, cohort_id=1, code="INN", title="Innovation", credits=30, position=0))
    add(MarkingGuideRow(id=1, title="Project rubric", notes="Mark what is there."))
    for number, (title, weight) in enumerate([("Ideas", 60), ("Evidence", 40)], start=1):
        add(CriterionRow(id=number, guide_id=1, title=title, weight=weight, position=number))
        add(BandRow(criterion_id=number, label="Pass", low=5000, high=10000, position=0))
        add(BandRow(criterion_id=number, label="Fail", low=0, high=4999, position=1))
    add(BankCommentRow(guide_id=1, criterion_id=IDEAS, text="A clear idea.", position=0))
    add(
        AssessmentRow(
            id=PROJECT,
            module_id=1,
            title="Project report",
            done_by="group",
            round_id=1,
            weight=2,
            brief="Change something at work.",
            guide_id=1,
            markers=2,
            anonymous=True,
            position=0,
        )
    )
    add(AssessmentRow(id=ESSAY, module_id=1, title="Essay", weight=1, anonymous=True, position=1))
    for number in (PROJECT, ESSAY):
        add(SittingRow(assessment_id=number, number=1, deadline=before))


def _submissions(work, add, before):
    owners = (
        (
            ONE,
            PROJECT,
            {"group_id": 1},
            "W5001",
            "Group 1 Aishatu Khandoker.pdf",
            "Aishatu Khandoker",
        ),
        (TWO, PROJECT, {"group_id": 2}, "W5002", "report.pdf", "Devendra Nairavan"),
        (AISHAS, ESSAY, {"participant_id": 1}, "W5003", "Essay AK.pdf", "Aishatu Khandoker"),
        (BENS, ESSAY, {"participant_id": 2}, "W5004", "Essay BL.pdf", "Benedikt Leeworth"),
    )
    for number, assessment, owner, code, name, author in owners:
        add(
            SubmissionRow(
                id=number,
                assessment_id=assessment,
                code=code,
                submitted_at=before,
                submitted_by=author,
                **owner,
            )
        )
        sha256 = keep(work, name, report(f"The text of {code}", author))
        add(
            SubmissionFileRow(
                submission_id=number,
                sha256=sha256,
                name=name,
                number=1,
                added_at=before,
                added_by=author,
            )
        )
    tasks = (
        (ONE, PRIYA, "first"),
        (TWO, PRIYA, "first"),
        (AISHAS, PRIYA, "first"),
        (ONE, TOM, "second"),
        (TWO, TOM, "second"),
        (BENS, TOM, "first"),
    )
    for submission, tutor, role in tasks:
        add(AllotmentRow(submission_id=submission, tutor_id=tutor, role=role))


@pytest.fixture
def server_desk(pg_db):
    """The same as `desk`, in an office's database."""
    return lay_out(pg_db)


@pytest.fixture
def declare(desk):
    """Has a tutor declare a conflict of interest with an agency."""

    def run(tutor_id, agency_id):
        with desk.begin("conflict") as work:
            work.session.add(TutorConflictRow(tutor_id=tutor_id, agency_id=agency_id))

    return run


@pytest.fixture
def send(desk, tmp_path):
    """Makes, writes and keeps a tutor's pack, and returns its path."""

    def run(tutor_id=PRIYA, *assessments, passphrase=""):
        prepared = prepare_marking_pack(desk, MarkingWish(1, tutor_id, assessments))
        path = tmp_path / f"pack {prepared.sent.head.key}.cohortpack"
        write_pack(packed(prepared.sent, prepared.key, passphrase), path)
        keep_pack(desk, prepared)
        return path

    return run


@pytest.fixture
def away(tmp_path):
    """Opens packs as programmes, which are closed at the end."""
    opened = []

    def run(path, passphrase=""):
        sent = read_pack(path, passphrase).sent
        opened.append(open_pack_away(sent, tmp_path / f"away {len(opened)}.cohort"))
        return opened[-1]

    yield run
    for db in opened:
        db.close()


@pytest.fixture
def send_back(tmp_path):
    """Writes the returned pack of an away file, and returns what the office reads of it."""

    def run(db, name="back.cohortpack", passphrase=""):
        back = prepare_return(db)
        content = packed_return(
            back.head, back.cells, back.returned_at, back.secret, passphrase=passphrase
        )
        return read_pack(write_pack(content, tmp_path / name), passphrase).returned

    return run


@pytest.fixture
def mark():
    """Gives marks by criterion, feedback on the whole, and finishes if asked."""

    def run(db, submission_id, tutor_id, values, **more):
        key = TaskKey(submission_id, tutor_id)
        for criterion_id, value in values.items():
            put_mark(db, key, criterion_id, Decimal(value), seen(db, key, criterion_id))
        if "feedback" in more:
            put_feedback(db, key, None, more["feedback"], whole_seen(db, key))
        if more.get("done"):
            finish(db, key)

    return run


def seen(db, key, criterion_id):
    """Return the version of a cell, None where nobody has written to it."""
    with db.read() as work:
        cell = cells_of(work, need_task(work, key).mark).get(criterion_id)
        return cell.version if cell else None


def whole_seen(db, key):
    """Return the version of the marking itself, None before it is begun."""
    with db.read() as work:
        row = need_task(work, key).mark
        return row.version if row else None
