"""A desktop that issues certificates of attendance: run by test_two_desktops.py as a process.

Usage: issuing_desktop.py PROGRAMME AT_ONCE DESIGN PERSON… It prints "ready", waits for a line on
standard input, and issues to the people in chunks of AT_ONCE, saying how many it has begun on and
what came of it.
"""

import sys
from pathlib import Path

from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.reports.certificates.issuing import issue_certificates
from cohort_desk.services.certificates import carrying_out
from cohort_desk.services.certificates.requests import Request
from cohort_desk.services.programmes import is_url, open_programme
from cohort_desk.services.signing import unlock


def say(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> None:
    programme, at_once, design, *people = sys.argv[1:]
    carrying_out.AT_ONCE = int(at_once)
    db = open_programme(programme if is_url(programme) else Path(programme), actor="Desk")
    signer = unlock(db, "correct horse battery")
    ids = tuple(map(int, people))
    request = Request(1, Kind.ATTENDANCE, ids, int(design), f"Desk of {ids[0]}")
    say("ready")
    sys.stdin.readline()
    try:
        issued = issue_certificates(db, request, signer, lambda done, _total: say(done))
    except CohortDeskError as error:
        say(error)
    else:
        say(f"issued {len(issued.certificate_ids)}")
    db.close()


if __name__ == "__main__":
    main()
