"""A cohort of ten whose reports are handed in, a rubric of three criteria, and three tutors."""

import shutil
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from cohort_desk.domain.modules.fields import Moments
from cohort_desk.domain.modules.guides import BankComment, Criterion, Guide
from cohort_desk.domain.modules.starter import STANDARD_BANDS
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services.marks.allotting import Duty, allot
from cohort_desk.services.marks.marking import finish, put_feedback, put_mark
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.marks.tutors import add_tutor
from cohort_desk.services.modules import (
    add_assessment,
    add_guide,
    add_module,
    put_sitting,
    read_assessment,
    read_guide,
)
from cohort_desk.services.people import add_person
from cohort_desk.services.programmes import create_programme, open_programme
from cohort_desk.services.submissions import Due, hand_in, list_submissions
from cohort_desk.ui.marking.wiring import open_marking_page

PEOPLE = (
    "Adams",
    "Begum",
    "Clarke",
    "Davies",
    "Evans",
    "Farah",
    "Green",
    "Hussain",
    "Iqbal",
    "Jones",
)
GUIDE = Guide(
    "Report",
    criteria=(
        Criterion("Problem", 1, bands=STANDARD_BANDS, comments=(BankComment("Sharply defined."),)),
        Criterion(
            "Evidence",
            2,
            "Whether sources are weighed.",
            bands=STANDARD_BANDS,
            comments=(
                BankComment("Sources are chosen well."),
                BankComment("Say where the numbers come from."),
            ),
        ),
        Criterion("Value", 1, bands=STANDARD_BANDS),
    ),
    comments=(BankComment("A report to be proud of."),),
)


def a_pdf(words, pages=2):
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number in range(1, pages + 1):
        canvas.drawString(72, 700, f"{words}, page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def build(db):
    """Fill a fresh programme, and return what the tests need to know of it."""
    for name in PEOPLE:
        add_person(db, 1, {"given_name": "Zoltan", "family_name": name})
    module = add_module(db, 1, {"code": "M1", "title": "Innovation", "credits": 20, "level": 7})
    guide = add_guide(db, GUIDE)
    assessment = add_assessment(
        db,
        module,
        {"title": "Report", "weight": 1, "guide_id": guide, "markers": 2, "anonymous": True},
    )
    now = datetime.now(UTC)
    version = read_assessment(db, assessment).sittings[0].version
    moments = Moments(now - timedelta(days=30), now - timedelta(days=2), None)
    put_sitting(db, assessment, 1, version, moments)
    for line in list_submissions(db, assessment):
        file = Upload("Report.pdf", a_pdf("The report"))
        hand_in(db, Due(assessment, 1, line.owner), [file], received_at=now - timedelta(days=3))
    lines = list_submissions(db, assessment)
    tutors = [add_tutor(db, {"name": name}) for name in ("Ann Stone", "Will Marsh", "Xenia Hill")]
    return {
        "assessment": assessment,
        "criteria": [criterion.id for criterion in read_guide(db, guide).criteria],
        "first": tutors[0],
        "second": tutors[1],
        "third": tutors[2],
        "works": [line.id for line in lines],
        "owners": [line.owner for line in lines],
        "codes": [line.code for line in lines],
    }


@pytest.fixture(scope="session")
def _built(tmp_path_factory):
    """The programme as a file, and the same once all is allotted; each test copies one."""
    folder = tmp_path_factory.mktemp("marking")
    db = create_programme(folder / "Marking.cohort", "Test programme", "2026 intake", actor="Ann")
    found = build(db)
    db.close()
    shutil.copy(folder / "Marking.cohort", folder / "Allotted.cohort")
    db = open_programme(folder / "Allotted.cohort")
    for role in ("first", "second"):
        allot(db, (found["assessment"], 1), found["owners"], Duty(role, found[role]))
    db.close()
    return folder, found


@pytest.fixture
def db(request, tmp_path, _built):
    """A copy of either, by what the test asks for."""
    whole = "allotted" in request.fixturenames
    source = _built[0] / ("Allotted.cohort" if whole else "Marking.cohort")
    database = open_programme(Path(shutil.copy(source, tmp_path / "Test.cohort")))
    yield database
    database.close()


@pytest.fixture
def office(db, _built):
    """The programme with the ids of what is in it; nothing is allotted."""
    return SimpleNamespace(db=db, **_built[1])


@pytest.fixture
def allotted(db, _built):
    """The same; all ten are Ann's to mark first and Will's to mark second."""
    return SimpleNamespace(db=db, **_built[1])


@pytest.fixture
def mark(allotted):
    """Marks a work whole and finishes it: call it with a tutor, a number and marks."""

    def marked(tutor, number, *values, words="", final=True):
        key = TaskKey(allotted.works[number], tutor)
        values = values if len(values) > 1 else values * len(allotted.criteria)
        for criterion, value in zip(allotted.criteria, values, strict=True):
            version = put_mark(allotted.db, key, criterion, Decimal(value), None)
            if words:
                put_feedback(allotted.db, key, criterion, words, version)
        if final:
            finish(allotted.db, key)
        return key

    return marked


@pytest.fixture
def page(qtbot, session, allotted):
    """The page of a programme where everything is allotted and nothing marked."""
    return shown(qtbot, session)


@pytest.fixture
def open_page(qtbot):
    """Opens a page for the session that it is given."""
    return lambda session: shown(qtbot, session)


def shown(qtbot, session):
    page = open_marking_page(session)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page
