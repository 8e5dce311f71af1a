"""An office whose savings stand on every rung, beside outcomes without money, to be reported."""

from datetime import UTC, date, datetime

from cohort_desk.db.tables import BenefitRow, CostRow, OfficerRow, ProjectOutcomeRow, ProjectRow
from savings_office import FLEET, LEEDS, NOW, POLICE, VETTING, furnish

POSTS = (
    "Head of Shared Services",
    "business partner",
    "Finance officer",
    "Inspector",
    "Chief finance officer",
)
FIRST = datetime(2026, 6, 2, 10, tzinfo=UTC)
LATER = datetime(2026, 6, 2, 16, tzinfo=UTC)
NEXT_DAY = datetime(2026, 6, 3, 9, tzinfo=UTC)


def furnish_reports(db):
    """Enter them: £50,000 validated and £20,000 waiting at Leeds, £30,000.50 with the police."""
    office = furnish(db)
    with db.begin("posts, outcomes and a cost") as work:
        add = work.session.add
        for key, post in enumerate(POSTS, 1):
            officer = work.session.get_one(OfficerRow, key)
            officer.post, officer.email = post, f"officer{key}@example.org"
        for project_id, kind, told, status in (
            (VETTING, "strategy", "The vetting strategy names one service", "confirmed"),
            (VETTING, "network", "Vetting leads meet every quarter", "under_way"),
            (FLEET, "service", "One workshop for all vehicles", "achieved"),
        ):
            row = {"project_id": project_id, "kind": kind, "description": told, "status": status}
            done = status == "confirmed"
            add(
                ProjectOutcomeRow(
                    **row,
                    measure="Strategy adopted" if done else "",
                    evidence="Cabinet minute 14" if done else "",
                    confirmed_by_id=3 if done else None,
                    confirmed_on=date(2026, 5, 3) if done else None,
                )
            )
        work.session.get_one(ProjectRow, VETTING).sponsor_agency_id = LEEDS
        work.session.get_one(BenefitRow, FLEET).approximate = True
        cost = {"benefit_id": VETTING, "year": 2024, "agency_id": LEEDS, "kind": "one_off"}
        add(CostRow(**cost, pence=6_000_000, recorded_at=NOW, recorded_by="Ann"))
    office.validate(office.claim())
    office.claim(pence=2_000_000, from_on=date(2025, 10, 1), to_on=date(2026, 3, 31))
    office.claim(FLEET, pence=3_000_050, agency_id=POLICE)
    return office
