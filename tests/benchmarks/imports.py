"""How long an import of 10,000 rows takes; prints milliseconds, asserts nothing.

    python tests/benchmarks/imports.py

Run from the top of the project. The people are made up, and the file goes when the run ends.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from cohort_desk.domain.imports import NomineeList
from cohort_desk.exchange.layout import find_sheet
from cohort_desk.exchange.nominees import read_nominees
from cohort_desk.exchange.people import read_list, used_layout
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.agencies import read_register
from cohort_desk.services.history import undo
from cohort_desk.services.imports import apply_import, plan_import
from cohort_desk.services.programmes import create_programme

ROWS = 10_000
HEADINGS = (
    "Payroll no",
    "Name",
    "E-mail",
    "Organisation",
    "Job title",
    "Grade",
    "Team",
    "Location",
)
_Result = TypeVar("_Result")


def timed(what: str, work: Callable[[], _Result]) -> _Result:
    """Print how long the work took, and return what it gave."""
    start = time.perf_counter()
    result = work()
    print(f"{what:<12} {1000 * (time.perf_counter() - start):7.0f} ms")
    return result


def main() -> None:
    """Write a sheet of made-up people, import it, and take the import back."""
    bodies = read_register()
    rows = [
        (
            100_000 + n,
            f"KHAN{chr(97 + n % 26)}, Aisha",
            f"P{n}@Example.ORG",
            bodies[n % 150].name,
            "Planner",
            f"Band {n % 9}",
            f"Team {n % 40}",
            "Sheffield",
        )
        for n in range(ROWS)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "nominees.xlsx"
        timed("write", lambda: write_table(TableOut("People", HEADINGS, rows), path))
        book = timed("read", lambda: read_workbook(path))
        layout, proposal = timed("find list", lambda: read_list(find_sheet(book), {}))
        db = create_programme(Path(folder) / "b.cohort", "Benchmark", "2026 intake")
        listed = NomineeList(path.name, read_nominees(layout, proposal.mapping))
        plan = timed("plan", lambda: plan_import(db, 1, listed))
        timed("import", lambda: apply_import(db, plan, used_layout(layout, proposal.mapping)))
        timed("plan again", lambda: plan_import(db, 1, listed))
        timed("undo", lambda: undo(db))
        db.engine.dispose()


if __name__ == "__main__":
    main()
