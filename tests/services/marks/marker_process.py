"""A marker's own computer: run by test_two_computers.py as a process of its own.

Usage: marker_process.py PROGRAMME SUBMISSION TUTOR. Of each line on standard input, "see" reads
the desk anew and answers "seen"; "put CRITERION VALUE" enters a mark on what was last seen, and
answers "kept" or "clash", what was typed and what was found.
"""

import sys
from decimal import Decimal
from pathlib import Path

from cohort_desk.domain.marks.clashes import CellClash
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.marking import put_mark
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.programmes import is_url, open_programme


def answers(db, key):
    """Yield an answer to each line of input."""
    seen = {}
    for line in sys.stdin:
        match line.split():
            case ["see"]:
                seen = {each.criterion.id: each.version for each in open_desk(db, key).criteria}
                yield "seen"
            case ["put", criterion, value]:
                try:
                    put_mark(db, key, int(criterion), Decimal(value), seen[int(criterion)])
                    yield "kept"
                except CellClash as clash:
                    yield f"clash {clash.typed} {clash.found}"


def main():
    programme, submission, tutor = sys.argv[1:]
    db = open_programme(programme if is_url(programme) else Path(programme), actor=tutor)
    for answer in answers(db, TaskKey(int(submission), int(tutor))):
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()
    db.close()


if __name__ == "__main__":
    main()
