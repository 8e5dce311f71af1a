"""`cohort-desk marks show|import|export FILE`: marks in the terminal, from sheets and into them."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.assessments import assessment_named, list_assessments, tutor_named
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.words import counted
from cohort_desk.exchange.marks import read_marks, write_marks
from cohort_desk.exchange.tables_out import check_place
from cohort_desk.services.marks.given import GivenMark, read_mark_sheet
from cohort_desk.services.marks.importing import apply_marks, plan_marks
from cohort_desk.services.marks.mark_plans import ImportWish, MarkPlan, Outcome, PlannedRow
from cohort_desk.services.modules import Assessment, read_guide

SHAPE = {
    "cohort": "the cohort",
    "assessments": "show: a list of objects: assessment, marks (code, name, role, tutor, mark, "
    "final, agreed, state); a mark is null while it is not given or not to be seen",
    "kind": "import: what the sheet was taken for; otherwise null",
    "dry_run": "import: true if nothing was to be written; otherwise null",
    "rows": "import: a list of objects: row, who, outcome, reason, cells (what, old, new)",
    "imported": "import: how many rows were written; otherwise null",
    "written": "export: the file; otherwise null",
}
_NEITHER: dict[str, Any] = {
    "cohort": None,
    "assessments": [],
    "kind": None,
    "dry_run": None,
    "rows": [],
    "imported": None,
    "written": None,
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add what to do, the programme, and what each of the three takes."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="show|import|export")
    show = ways.add_parser("show", help="show marks, as far as their markers have finished")
    take = ways.add_parser("import", help="take a tutor's marks from a sheet, as drafts")
    give = ways.add_parser("export", help="write marks as .xlsx or .csv")
    for each in (show, take, give):
        add_programme_argument(each)
    take.add_argument("sheet", type=Path, metavar="SHEET", help="a .xlsx, .ods or .csv file")
    for each in (show, take, give):
        add_cohort_argument(each)
        each.add_argument(
            "--assessment", metavar="A", required=each is not show, help="the assessment’s title"
        )
        each.add_argument(
            "--sitting", type=int, default=1, metavar="N", help="the first if left out"
        )
        each.add_argument(
            "--tutor", metavar="T", required=each is take, help="the marker’s name or e-mail"
        )
        each.add_argument(
            "--json", action="store_true", default=SUPPRESS, help="answer with one JSON object"
        )
    take.add_argument("--finish", action="store_true", help="make complete marks final")
    take.add_argument("--dry-run", action="store_true", help="say what would be taken")
    give.add_argument("--out", type=Path, required=True, metavar="OUT", help=".xlsx or .csv")


def run(options: Namespace, _line: ProgressLine) -> Answer:
    """Show, take or write marks.

    Raises:
        CohortDeskError: the programme or the sheet cannot be read, or somebody is not found.
    """
    with opened(options) as db:
        return {"show": _show, "import": _import, "export": _export}[options.way](db, options)


def _show(db: Database, options: Namespace) -> Answer:
    cohort = cohort_of(db, options)
    parts = list_assessments(db, cohort.id)
    if options.assessment is not None:
        parts = (assessment_named(db, cohort.id, options.assessment),)
    tutor_id = tutor_named(db, options.tutor).id if options.tutor else None
    shown: list[dict[str, object]] = []
    lines: list[str] = []
    for part in parts:
        if options.sitting not in {sitting.number for sitting in part.sittings}:
            continue
        sheet = read_mark_sheet(db, (part.id, options.sitting), tutor_id)
        lines.append(
            f"{part.module_code} {sheet.name}: {counted(len(sheet.lines), 'task', 'tasks')}"
        )
        lines += [f"  {_told(line)}" for line in sheet.lines]
        shown.append({"assessment": part.title, "marks": [_mark(line) for line in sheet.lines]})
    return Answer(
        lines=tuple(lines) or (f"{cohort.name} has no assessments yet.",),
        data={**_NEITHER, "cohort": cohort.name, "assessments": shown},
    )


def _import(db: Database, options: Namespace) -> Answer:
    cohort = cohort_of(db, options)
    part = assessment_named(db, cohort.id, options.assessment)
    tutor = tutor_named(db, options.tutor)
    read = read_marks(options.sheet, part.title, _criteria(db, part))
    wish = ImportWish((part.id, options.sitting), tutor.id, options.finish)
    plan = plan_marks(db, wish, read.entries)
    wanted = plan.count(Outcome.NEW) + plan.count(Outcome.CHANGED)
    imported = None if options.dry_run else apply_marks(db, plan) if wanted else 0
    verb = "Would import" if options.dry_run else "Imported"
    counts = ", ".join(f"{plan.count(each):,} {each.value.lower()}" for each in Outcome)
    return Answer(
        lines=(
            f"{verb} from a {read.kind}: {counts}",
            *(_said(row) for row in plan.rows if row.outcome is not Outcome.SAME),
        ),
        data={
            **_NEITHER,
            "cohort": cohort.name,
            "kind": read.kind,
            "dry_run": options.dry_run,
            "rows": _rows(plan),
            "imported": imported,
        },
    )


def _export(db: Database, options: Namespace) -> Answer:
    check_place(options.out, Path(options.file))
    cohort = cohort_of(db, options)
    part = assessment_named(db, cohort.id, options.assessment)
    tutor_id = tutor_named(db, options.tutor).id if options.tutor else None
    sheet = read_mark_sheet(db, (part.id, options.sitting), tutor_id)
    write_marks(sheet, options.out)
    hidden = sum(not line.shown for line in sheet.lines)
    lines = [f"Wrote {options.out}: {counted(len(sheet.lines), 'task', 'tasks')}"]
    if hidden:
        marks = counted(hidden, "mark is", "marks are")
        lines.append(f"{marks} left out, as not all markers of that work have finished")
    return Answer(
        lines=tuple(lines),
        data={**_NEITHER, "cohort": cohort.name, "written": str(options.out)},
    )


def _criteria(db: Database, part: Assessment) -> tuple[str, ...]:
    if part.guide_id is None:
        return ()
    return tuple(criterion.title for criterion in read_guide(db, part.guide_id).criteria)


def _told(line: GivenMark) -> str:
    given = _text(line.mark) if line.shown else "marked blind"
    agreed = f", agreed {written_cut(line.agreed)}" if line.agreed is not None else ""
    return f"{line.identity}, {line.role} marker {line.tutor}: {given}{agreed} ({line.state.value})"


def _mark(line: GivenMark) -> dict[str, object]:
    return {
        "code": line.code,
        "name": None if line.identity == line.code else line.identity,
        "role": line.role,
        "tutor": line.tutor,
        "mark": None if line.mark is None else written(line.mark),
        "final": line.final,
        "agreed": None if line.agreed is None else written_cut(line.agreed),
        "state": line.state.value,
    }


def _rows(plan: MarkPlan) -> list[dict[str, object]]:
    return [
        {
            "row": row.row,
            "who": row.who,
            "outcome": row.outcome.value,
            "reason": row.reason,
            "cells": [{"what": c.what, "old": c.old, "new": c.new} for c in row.cells],
        }
        for row in plan.rows
    ]


def _said(row: PlannedRow) -> str:
    cells = ", ".join(
        f"{cell.what} {cell.old} → {cell.new}" if cell.old else f"{cell.what} {cell.new}"
        for cell in row.cells
    )
    told = " ".join(part for part in (cells, row.reason) if part)
    return f"Row {row.row}, {row.who or 'nobody'}: {row.outcome.value.lower()}. {told}"


def _text(mark: Decimal | None) -> str:
    return "no mark yet" if mark is None else written(mark)
