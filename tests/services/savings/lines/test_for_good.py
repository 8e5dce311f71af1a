"""The news of a step says whether it is ever undone, as the guard of undo would answer."""

import pytest

from cohort_desk.db.tables import BenefitRow
from cohort_desk.domain.errors import CannotUndo
from cohort_desk.domain.savings.fields import BenefitEntry, CostInput, FigureInput
from cohort_desk.services import history
from cohort_desk.services.savings.benefits import (
    costs,
    entering,
    events,
    figures,
    officers,
    shares,
)
from cohort_desk.services.savings.claims import decisions
from cohort_desk.services.savings.snapshots import snapshots
from savings_office import LEEDS, OWNER, POLICE, TODAY, VALIDATOR, VETTING

COST = CostInput(year=2025, agency_id=POLICE, kind="one_off", pence=100_000)
ENTRY = BenefitEntry(project_id=1, title="Fewer letters", pence=100, first_year=2025, costs=(COST,))
FORECAST = FigureInput(pence=9_000_000, first_year=2025, reason="A new contract")


def validated(office):
    claim_id = office.claim()
    decisions.validate_claim(office.db, claim_id, VALIDATOR, 1, "sufficient", today=TODAY)


def settled(office):
    office.change(BenefitRow, VETTING, approximate=True)
    entering.settle(office.db, VETTING, 2, None, "net", "Finance")


STEPS = {
    "entry": (lambda office: entering.enter_benefits(office.db, [ENTRY]), False),
    "shares": (lambda office: shares.set_shares(office.db, VETTING, 1, {LEEDS: 10_000}), False),
    "officer left": (lambda office: officers.mark_left(office.db, OWNER, 1, TODAY, TODAY), False),
    "figure": (lambda office: figures.revise(office.db, VETTING, 1, "forecast", FORECAST), True),
    "cost": (lambda office: costs.record_cost(office.db, VETTING, COST), True),
    "update": (lambda office: events.write_update(office.db, VETTING, 1, "Going well"), True),
    "settlement": (settled, True),
    "claim": (lambda office: office.claim(), True),
    "decision": (validated, True),
    "report": (lambda office: snapshots.take(office.db, "portfolio", None), True),
}


@pytest.mark.parametrize("step", STEPS)
def test_undo_is_offered_of_what_can_be_undone(office, step):
    take, for_good = STEPS[step]
    heard = []
    office.db.listeners.append(heard.append)
    take(office)
    assert heard[-1].for_good == for_good
    if for_good:
        with pytest.raises(CannotUndo):
            history.undo_step(office.db, heard[-1].step_id)
    else:
        history.undo_step(office.db, heard[-1].step_id)
