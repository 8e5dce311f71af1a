"""A cohort of six from two agencies, in two groups of one round."""

from datetime import UTC, datetime

import pytest

from cohort_desk.db.tables import (
    AgencyRow,
    GroupRow,
    MembershipRow,
    ParticipantRow,
    RoundRow,
)
from cohort_desk.domain.agencies import agency_key

NAMES = ("Aisha Khan", "Ben Lee", "Chloe Moss", "Dev Nair", "Ella Owen", "Finn Price")
AGENCIES = (("Leeds City Council", "local_government"), ("West Yorkshire Police", "police"))


@pytest.fixture
def desk(db):
    """Groups 1 (Aisha, Ben, Chloe) and 2 (Dev, Ella, Finn)."""
    with db.begin("sample") as work:
        add, now = work.session.add, datetime.now(UTC)
        for number, (name, sector) in enumerate(AGENCIES, start=1):
            add(AgencyRow(id=number, name=name, name_key=agency_key(name), sector=sector))
        add(RoundRow(id=1, cohort_id=1, name="Projects", position=0, recipe={}, created_at=now))
        for number in (1, 2):
            add(GroupRow(id=number, round_id=1, name=f"Group {number}", position=number))
        for number, name in enumerate(NAMES, start=1):
            given, family = name.split()
            agency_id = 1 + number % 2
            person = ParticipantRow(
                id=number,
                cohort_id=1,
                given_name=given,
                family_name=family,
                agency_id=agency_id,
            )
            add(person)
            add(MembershipRow(round_id=1, participant_id=number, group_id=1 + (number > 3)))
    return db
