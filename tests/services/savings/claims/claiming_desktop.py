"""A desktop that does one thing with claims: run by test_two_desktops.py as a process.

Usage: claiming_desktop.py PROGRAMME claim BENEFIT PENCE | correct CLAIM PENCE
       | validate CLAIM OFFICER PENCE | lower PENCE

It prints "ready", waits for a line on standard input, does it, and says what came of it.
"""

import sys
from dataclasses import replace
from pathlib import Path

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services.programmes import is_url, open_programme
from cohort_desk.services.savings.claims.pots import PotFields, edit_pot, list_pots
from savings_office import VETTING, Office


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def lower(office, pence):
    """Lower the pot's baseline, at the version it has as the desktop starts."""
    (pot,) = list_pots(office.db)
    fields = PotFields(pot.name, pot.agency_id, pence, pot.baseline_on, pot.baseline_source)
    return lambda: edit_pot(office.db, pot.id, pot.version, replace(fields))


def task(office, what, *numbers):
    """Return what to do once the other desktop is ready too."""
    if what == "claim":
        benefit_id, pence = numbers
        return lambda: office.claim(benefit_id, pence)
    if what == "correct":
        claim_id, pence = numbers
        return lambda: office.claim(VETTING, pence, replaces=claim_id, reason="Counted anew")
    if what == "validate":
        claim_id, officer_id, pence = numbers
        return lambda: office.validate(claim_id, pence, officer=officer_id, seen=0)
    return lower(office, *numbers)


def main():
    programme, what, *numbers = sys.argv[1:]
    office = Office(open_programme(programme if is_url(programme) else Path(programme), actor="Bo"))
    do = task(office, what, *map(int, numbers))
    say("ready")
    sys.stdin.readline()
    try:
        do()
    except CohortDeskError as error:
        say(error)
    else:
        say("done")
    office.db.close()


if __name__ == "__main__":
    main()
