"""An open programme whose two groups have one assessment to hand in, and its projects page."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from cohort_desk.db.tables import (
    AgencyRow,
    AssessmentRow,
    GroupRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    RoundRow,
    SittingRow,
)
from cohort_desk.domain.agencies import agency_key
from cohort_desk.ui.projects.wiring import open_projects_page

NAMES = ("Aisha Khan", "Ben Lee", "Chloe Moss", "Dev Nair")
AGENCIES = (("Leeds City Council", "local_government"), ("West Yorkshire Police", "police"))


def fill(db):
    """Groups 1 (Aisha, Ben) and 2 (Chloe, Dev), and a project report due in ten days."""
    now = datetime.now(UTC).replace(microsecond=0)
    with db.begin("sample") as work:
        add = work.session.add
        for number, (name, sector) in enumerate(AGENCIES, start=1):
            add(AgencyRow(id=number, name=name, name_key=agency_key(name), sector=sector))
        add(RoundRow(id=1, cohort_id=1, name="Projects", position=0, recipe={}, created_at=now))
        for number in (1, 2):
            add(GroupRow(id=number, round_id=1, name=f"Group {number}", position=number))
        for number, name in enumerate(NAMES, start=1):
            given, family = name.split()
            person = ParticipantRow(id=number, cohort_id=1, given_name=given, family_name=family)
            person.agency_id = 1 + number % 2
            add(person)
            add(MembershipRow(round_id=1, participant_id=number, group_id=1 + (number > 2)))
        add(ModuleRow(id=1, cohort_id=1, code="INN", title="Innovation", credits=30, position=0))
        report = AssessmentRow(id=1, module_id=1, title="Report", weight=1, position=0)
        report.done_by, report.round_id = "group", 1
        add(report)
        add(SittingRow(assessment_id=1, number=1, deadline=now + timedelta(days=10)))


@pytest.fixture
def settle(qtbot, session):
    """Waits until everything that runs elsewhere has ended and was heard of."""

    def wait():
        QCoreApplication.processEvents()
        qtbot.waitUntil(lambda: not session.runner.tasks())
        QCoreApplication.processEvents()

    return wait


@pytest.fixture
def page(qtbot, session, settle):
    """The page, shown and at rest."""
    fill(session.db)
    page = open_projects_page(session)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.warned = []
    session.warned.connect(page.warned.append)
    settle()
    return page


@pytest.fixture
def drop():
    """Drops files or folders on a widget, as from a file manager."""

    def drop_on(widget, *paths):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
        enter = QDragEnterEvent(QPointF(4, 4).toPoint(), *args)
        QApplication.sendEvent(widget, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(widget, QDropEvent(QPointF(4, 4), *args))

    return drop_on
