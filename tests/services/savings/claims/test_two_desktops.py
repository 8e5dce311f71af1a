"""Two desktops at once never claim more than a pot holds, nor decide over one another.

Real processes, on one programme file and on PostgreSQL. Either may come first, so what is
asserted holds for both orders.
"""

import os
import subprocess
import sys
from pathlib import Path

import cohort_desk
from cohort_desk.services.programmes import check
from cohort_desk.services.savings.claims.pots import list_pots
from cohort_desk.services.savings.shapes import ClaimState
from savings_office import FLEET, POLICE_VALIDATOR, VALIDATOR, VETTING


def both(office, *tasks):
    """Have two desktops do something at the same moment; return what each says, sorted."""
    folder = Path(__file__).parent
    paths = [Path(cohort_desk.__file__).parents[1], folder.parents[2] / "support"]
    url = office.db.engine.url.render_as_string(hide_password=False)
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                folder / "claiming_desktop.py",
                str(office.db.place or url),
                *map(str, task),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "PYTHONUTF8": "1"},
        )
        for task in tasks
    ]
    try:
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            print(file=process.stdin, flush=True)
        said = [process.stdout.read().strip() for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    assert all(finding.in_order for finding in check(office.db))
    return sorted(said, key=lambda words: words != "done")


def test_of_two_claims_that_together_exceed_a_pot_one_is_kept(office_anywhere):
    office = office_anywhere
    done, refused = both(office, ("claim", VETTING, 10_000_000), ("claim", FLEET, 10_000_000))
    assert done == "done"
    (kept,) = office.claims()
    first = "One service" if kept.benefit_id == VETTING else "Blue lights"
    assert refused == (
        "The pot “Vetting budget” was £150,000 in 2025/26, and £100,000 of it is claimed "
        f"already: £100,000 by {first}. £100,000 more would exceed it: £50,000 is left. Claim "
        "£50,000 at most, or correct another claim first."
    )
    assert office.claimed() == 10_000_000


def test_two_claims_that_fit_a_pot_together_are_both_kept(office_anywhere):
    office = office_anywhere
    said = both(office, ("claim", VETTING, 10_000_000), ("claim", FLEET, 5_000_000))
    assert said == ["done", "done"]
    assert office.claimed() == 15_000_000


def test_of_two_validators_one_decides_and_the_other_is_told(office_anywhere):
    office = office_anywhere
    made = office.claim(pence=5_000_000)
    done, refused = both(
        office,
        ("validate", made, VALIDATOR, 4_000_000),
        ("validate", made, POLICE_VALIDATOR, 3_000_000),
    )
    assert done == "done"
    claim = office.read(made)
    (decision,) = claim.decisions
    assert refused == (
        f"This claim on “Shared vetting” was validated by {decision.officer} meanwhile. Nothing "
        "was recorded: look at that decision, then make yours if it still holds."
    )
    assert claim.validated_pence == (4_000_000 if decision.officer == "Val Finance" else 3_000_000)


def test_of_two_corrections_of_a_claim_one_is_kept(office_anywhere):
    office = office_anywhere
    made = office.claim(pence=5_000_000)
    done, refused = both(office, ("correct", made, 4_000_000), ("correct", made, 3_000_000))
    assert done == "done"
    assert refused == (
        "This claim on “Shared vetting” was corrected by a newer one meanwhile. Correct that one."
    )
    assert [claim.state for claim in office.claims()] == [
        ClaimState.REPLACED,
        ClaimState.WAITING,
    ]


def test_a_pot_is_not_lowered_under_a_claim_made_at_the_same_moment(office_anywhere):
    office = office_anywhere
    done, refused = both(office, ("claim", VETTING, 10_000_000), ("lower", 9_000_000))
    assert done == "done"
    (pot,) = list_pots(office.db)
    if office.claims():
        assert "Its baseline cannot be £90,000. Correct the claims first." in refused
        assert (pot.baseline_pence, office.claimed()) == (15_000_000, 10_000_000)
    else:
        assert "£100,000 cannot come out of it. Claim £90,000 at most." in refused
        assert (pot.baseline_pence, office.claimed()) == (9_000_000, 0)
