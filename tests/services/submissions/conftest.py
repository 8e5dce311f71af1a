"""A cohort of six in two groups, with one group assessment and one that each does alone."""

from datetime import UTC, datetime, timedelta

import pytest

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
from cohort_desk.services.submissions import Owner

NAMES = ("Aisha Khan", "Ben Lee", "Chloe Moss", "Dev Nair", "Ella Owen", "Finn Price")
PROJECT, ESSAY = 1, 2
ONE, TWO = Owner(group_id=1), Owner(group_id=2)
AISHA, BEN = Owner(participant_id=1), Owner(participant_id=2)


@pytest.fixture
def now():
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def desk(db, now):
    """A programme file with the cohort."""
    return fill(db, now)


@pytest.fixture(params=["db", "pg_db"])
def any_desk(request, now):
    """The same on either database."""
    return fill(request.getfixturevalue(request.param), now)


def fill(db, now):
    """Groups 1 (Aisha, Ben, Chloe) and 2 (Dev, Ella, Finn); both assessments due in ten days."""
    with db.begin("sample") as work:
        add = work.session.add
        add(AgencyRow(id=1, name="Leeds City Council", name_key="lcc", sector="local_government"))
        add(RoundRow(id=1, cohort_id=1, name="Projects", position=0, recipe={}, created_at=now))
        for number in (1, 2):
            add(GroupRow(id=number, round_id=1, name=f"Group {number}", position=number))
        for number, name in enumerate(NAMES, start=1):
            given, family = name.split()
            person = ParticipantRow(id=number, cohort_id=1, given_name=given, family_name=family)
            add(person)
            add(MembershipRow(round_id=1, participant_id=number, group_id=1 + (number > 3)))
        add(ModuleRow(id=1, cohort_id=1, code="INN", title="Innovation", credits=30, position=0))
        for number, (title, done_by) in enumerate(
            [("Project report", "group"), ("Essay", "person")], start=1
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
            due = now + timedelta(days=10)
            closes = now + timedelta(days=20)
            add(
                SittingRow(
                    assessment_id=number,
                    number=1,
                    opens_at=now - timedelta(days=10),
                    deadline=due,
                    closes_at=closes,
                )
            )
    return db
