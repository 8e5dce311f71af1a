"""Times what marks are made of: a mark that is saved, everybody's results, a board's sheet.

    python tests/benchmarks/marks.py [--people 60 500]

Each cohort has three modules with one assessment each, marked by one tutor by five criteria; the
figures are medians of a few runs on a fresh file.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.db.tables import (
    AllotmentRow,
    CriterionMarkRow,
    MarkRow,
    ParticipantRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.modules.fields import Moments
from cohort_desk.domain.modules.starter import STARTER_RUBRIC
from cohort_desk.services.boards import BoardDetails, add_board, put_before, read_board, read_sheet
from cohort_desk.services.marks.marking import put_mark
from cohort_desk.services.marks.results import read_results
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.modules import (
    add_assessment,
    add_guide,
    add_module,
    list_modules,
    put_sitting,
    read_guide,
)
from cohort_desk.services.programmes import create_programme
from cohort_desk.services.submissions import draw_candidates

DUE = datetime(2026, 5, 12, 11, tzinfo=UTC)
RUNS = 5


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[60, 500])
    print(f"{'people':>8} {'save a mark':>12} {'results':>10} {'sheet':>10} {'before board':>13}")
    for people in parser.parse_args().people:
        with tempfile.TemporaryDirectory() as folder:
            db = create_programme(Path(folder) / "a.cohort", "Benchmark", "Cohort")
            key, criterion = fill(db, people)
            figures = (
                timed(partial(change_mark, db, key, criterion)),
                timed(partial(read_results, db, 1)),
                *of_board(db),
            )
            print(f"{people:>8} " + " ".join(f"{figure * 1000:>9.1f} ms" for figure in figures))
            db.close()


def timed(run: Callable[[], object]) -> float:
    """Return the median of a few runs, in seconds."""
    taken: list[float] = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def fill(db: Database, people: int) -> tuple[TaskKey, int]:
    """Mark everybody in everything but one criterion; return what is left to mark."""
    guide = read_guide(db, add_guide(db, STARTER_RUBRIC))
    for number in range(1, 4):
        module = add_module(db, 1, {"code": f"M{number}", "title": f"M{number}", "credits": 20})
        add_assessment(db, module, {"title": f"Report {number}", "guide_id": guide.id, "weight": 1})
    parts = [part for module in list_modules(db, 1) for part in module.assessments]
    for part in parts:
        put_sitting(db, part.id, 1, part.sittings[0].version, Moments(deadline=DUE))
    criteria = [criterion.id for criterion in guide.criteria]
    with db.begin("marking") as work:
        tutor = TutorRow(name="Tutor")
        work.session.add(tutor)
        work.session.add_all(
            ParticipantRow(cohort_id=1, family_name=f"Person {number}") for number in range(people)
        )
        work.session.flush()
        for part in parts:
            for person in range(1, people + 1):
                row = SubmissionRow(
                    assessment_id=part.id,
                    sitting=1,
                    participant_id=person,
                    code=f"W{part.id}-{person}",
                    submitted_at=DUE + timedelta(hours=person % 7 - 5),
                    finalised_at=DUE + timedelta(days=1),
                )
                work.session.add(row)
                work.session.flush()
                mark(work.session, row.id, tutor.id, criteria, person)
        tutor_id = tutor.id
        open_mark = work.session.get(MarkRow, 1)
        if open_mark is not None:
            open_mark.final_at = None
    draw_candidates(db, 1)
    return TaskKey(1, tutor_id), criteria[0]


def mark(session, submission_id, tutor_id, criteria, number) -> None:
    """Give one submission its marks, finished."""
    session.add(AllotmentRow(submission_id=submission_id, tutor_id=tutor_id, role="first"))
    row = MarkRow(submission_id=submission_id, tutor_id=tutor_id, final_at=DUE)
    session.add(row)
    session.flush()
    for criterion in criteria:
        value = 4500 + (number * 37 + criterion * 11) % 3000
        session.add(CriterionMarkRow(mark_id=row.id, criterion_id=criterion, value=value))


def change_mark(db: Database, key: TaskKey, criterion: int) -> None:
    """Save one mark, as the desk does at each key."""
    with db.read() as work:
        version = work.need(CriterionMarkRow, (1, criterion)).version
        value = work.need(CriterionMarkRow, (1, criterion)).value or 0
    put_mark(db, key, criterion, Decimal(value % 9000 + 100) / 100, version)


def of_board(db: Database) -> tuple[float, float]:
    """Return how long a board's sheet takes to read, and a snapshot to take, in seconds."""
    board_id = add_board(db, 1, BoardDetails("Board"))
    begun = time.perf_counter()
    put_before(db, board_id, read_board(db, board_id).version)
    frozen = time.perf_counter() - begun
    return timed(partial(read_sheet, db, 1, board_id)), frozen


if __name__ == "__main__":
    main()
