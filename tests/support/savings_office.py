"""Two projects of two cohorts at two agencies, whose benefits come out of one pot of £150,000."""

from dataclasses import replace
from datetime import UTC, date, datetime

from cohort_desk.db.tables import (
    AgencyRow,
    BenefitRow,
    CohortRow,
    CostRow,
    FigureRow,
    FigureYearRow,
    GroupRow,
    OfficerRow,
    PotRow,
    ProjectRow,
    RoundRow,
    ShareRow,
)
from cohort_desk.domain.agencies import agency_key
from cohort_desk.domain.names import folded
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services.savings.claims.claiming import ClaimInput, make_claim
from cohort_desk.services.savings.claims.decisions import validate_claim
from cohort_desk.services.savings.claims.pots import list_pots
from cohort_desk.services.savings.claims.records import claims_of

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
INVOICE = Upload("Invoice 2025.pdf", b"%PDF-1.7 what was paid")
LEEDS, POLICE = 1, 2
OWNER, CLAIMANT, VALIDATOR, POLICE_CLAIMANT, POLICE_VALIDATOR = 1, 2, 3, 4, 5
VETTING, FLEET = 1, 2
"""Benefits: "Shared vetting" of project "One service", and "Shared fleet" of "Blue lights"."""
_OFFICERS = (
    (OWNER, "Olu Owner", LEEDS),
    (CLAIMANT, "Cleo Claimant", LEEDS),
    (VALIDATOR, "Val Finance", LEEDS),
    (POLICE_CLAIMANT, "Pat Police", POLICE),
    (POLICE_VALIDATOR, "Viv Police", POLICE),
)


class Office:
    """What an office does with claims in these tests."""

    def __init__(self, db):
        self.db = db

    def input(self, benefit_id=VETTING, pence=5_000_000, **changes):
        """Return a claim that breaks no rule, with some of it changed."""
        police = benefit_id == FLEET
        plain = ClaimInput(
            benefit_id=benefit_id,
            agency_id=POLICE if police else LEEDS,
            from_on=date(2025, 4, 1),
            to_on=date(2025, 9, 30),
            gross_pence=pence,
            moved_pence=0,
            maturity="final",
            grade="sufficient",
            effect="same",
            note="",
            claimant_id=POLICE_CLAIMANT if police else CLAIMANT,
            validator_id=POLICE_VALIDATOR if police else VALIDATOR,
            evidence=(INVOICE,),
        )
        return replace(plain, **changes)

    def claim(self, benefit_id=VETTING, pence=5_000_000, *, replaces=None, reason="", **changes):
        """Make such a claim and return its id."""
        given = self.input(benefit_id, pence, **changes)
        return make_claim(self.db, given, replaces, reason, TODAY)

    def validate(self, claim_id, pence=5_000_000, officer=VALIDATOR, grade="sufficient", **how):
        """Confirm a claim, on the day the tests live on."""
        return validate_claim(
            self.db, claim_id, officer, pence, grade, today=TODAY, **{"decided_on": TODAY, **how}
        )

    def read(self, claim_id):
        """Return a claim as it now is."""
        return next(claim for claim in self.claims() if claim.id == claim_id)

    def claims(self, *benefit_ids):
        """Return the claims of some benefits, or of all."""
        with self.db.read() as work:
            found = claims_of(work, benefit_ids or None)
        return [claim for benefit_id in sorted(found) for claim in found[benefit_id]]

    def claimed(self, year=2025):
        """Return the pence claimed on the pot in a financial year."""
        (pot,) = list_pots(self.db)
        return pot.baseline_pence - pot.left(year)

    def change(self, table, key, **values):
        """Change columns of a row, as a step."""
        with self.db.begin("a change") as work:
            row = work.session.get_one(table, key)
            for name, value in values.items():
                setattr(row, name, value)

    def move_cost(self, pence, benefit_id=VETTING, year=2025):
        """Record a cost that another agency has taken over."""
        with self.db.begin("a cost") as work:
            of = {"benefit_id": benefit_id, "year": year, "agency_id": POLICE, "kind": "running"}
            work.session.add(
                CostRow(**of, moved=True, pence=pence, recorded_at=NOW, recorded_by="Ann")
            )


def furnish(db):
    """Enter what claims rest on."""
    with db.begin("two projects") as work:
        add = work.session.add
        for key, name, sector in (
            (LEEDS, "Leeds City Council", "local_government"),
            (POLICE, "West Yorkshire Police", "police"),
        ):
            add(AgencyRow(id=key, name=name, name_key=agency_key(name), sector=sector))
        for key, name, agency_id in _OFFICERS:
            add(OfficerRow(id=key, name=name, name_key=folded(name), agency_id=agency_id))
        baseline = {"baseline_pence": 15_000_000, "baseline_on": date(2025, 3, 31)}
        add(
            PotRow(
                id=1,
                name="Vetting budget",
                name_key="vetting budget",
                baseline_source="Accounts 2024/25",
                **baseline,
            )
        )
        add(CohortRow(id=2, name="2027 intake"))
        for key, project, title in (
            (VETTING, "One service", "Shared vetting"),
            (FLEET, "Blue lights", "Shared fleet"),
        ):
            _add_benefit(add, key, project, title)
        for benefit_id, agency_id, part in (
            (VETTING, LEEDS, 7_000),
            (VETTING, POLICE, 3_000),
            (FLEET, POLICE, 10_000),
        ):
            add(ShareRow(benefit_id=benefit_id, agency_id=agency_id, basis_points=part))
    return Office(db)


def _add_benefit(add, key, project, title):
    add(RoundRow(id=key, cohort_id=key, name="Projects", position=0, recipe={}, created_at=NOW))
    add(GroupRow(id=key, round_id=key, name=f"Group {key}", position=1))
    add(ProjectRow(id=key, cohort_id=key, group_id=key, title=project))
    add(
        BenefitRow(
            id=key,
            project_id=key,
            title=title,
            type="cashable_spend",
            recurrent=True,
            basis="net",
            quote="projected to save c £150K annually",
            page="12",
            measure="Spend on vetting",
            unit="£ a year",
            baseline_value="400000",
            baseline_on=date(2025, 3, 31),
            baseline_source="Accounts 2024/25",
            owner_id=OWNER,
            validator_id=VALIDATOR,
            pot_id=1,
        )
    )
    for number, kind in enumerate(("projected", "forecast"), start=1):
        figure = {"number": 1, "pence": 15_000_000, "first_year": 2025, "years": 1}
        add(
            FigureRow(
                id=10 * key + number,
                benefit_id=key,
                kind=kind,
                dated_on=NOW.date(),
                recorded_at=NOW,
                recorded_by="Ann",
                **figure,
            )
        )
        add(FigureYearRow(figure_id=10 * key + number, year=2025, pence=15_000_000))
