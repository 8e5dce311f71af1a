"""`cohort-desk board sheet FILE`: the sheet of a board, on screen, as JSON or as documents."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.numbers import written
from cohort_desk.exchange.board_sheet import write_board_workbook
from cohort_desk.files import make_folder
from cohort_desk.reports.board_sheet import in_short, module_text, state_of, write_board_sheet
from cohort_desk.reports.minutes import write_minutes
from cohort_desk.services.boards import (
    Board,
    Flag,
    Sheet,
    SheetLine,
    list_boards,
    read_minutes,
    read_sheet,
)
from cohort_desk.services.programmes import Cohort

SHAPE = {
    "cohort": "the cohort",
    "board": "the board, null if the cohort has none",
    "state": "whether the sheet is ratified, before the board, or shows marks as they are now",
    "digest": "the SHA-256 of what is before the board, null without",
    "candidates": (
        "a list of objects: candidate, name (null if anonymous), modules (code, mark, outcome, "
        "assessments), mean, credits, flags, proposed, decision, reasons, near"
    ),
    "written": "a list of files, empty without --out",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add what is asked for, the programme, the board and where documents go."""
    parser.add_argument("what", choices=["sheet"], help="the board's sheet")
    add_programme_argument(parser)
    add_cohort_argument(parser)
    parser.add_argument("--board", metavar="NAME", help="the newest board if left out")
    parser.add_argument(
        "--names", action="store_true", help="names too, where the board sees candidate numbers"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="folder for the sheet and the minutes; or a .pdf or .xlsx file for the sheet alone",
    )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Show the sheet, and write its documents if a folder is given.

    Raises:
        CohortDeskError: there is no such board, or the folder cannot be written to.
    """
    with opened(options) as db:
        cohort = cohort_of(db, options)
        board = _board(db, cohort, options.board)
        sheet = read_sheet(db, cohort.id, board.id if board else None)
        names = options.names or not sheet.anonymous
        files = _write(db, sheet, options.out, line, names=names) if options.out else []
    return Answer(
        lines=(*_lines(sheet, names=names), *(f"Wrote {file}" for file in files)),
        data={
            "cohort": cohort.name,
            "board": board.name if board else None,
            "state": state_of(sheet),
            "digest": (board.digest or None) if board else None,
            "candidates": [_candidate(each, names=names) for each in sheet.lines],
            "written": [str(file) for file in files],
        },
    )


def _board(db: Database, cohort: Cohort, name: str | None) -> Board | None:
    boards = list_boards(db, cohort.id)
    if name is None:
        return boards[0] if boards else None
    for board in boards:
        if board.name.casefold() == name.casefold():
            return board
    names = ", ".join(f"“{board.name}”" for board in boards) or "none yet"
    raise NotFound(f"{cohort.name} has no board “{name}”. Its boards are: {names}.")


def _write(db: Database, sheet: Sheet, out: Path, line: ProgressLine, *, names: bool) -> list[Path]:
    today = datetime.now(UTC).astimezone().date()
    if out.suffix.lower() == ".pdf":
        write_board_sheet(sheet, out, today, line.steps("Writing the sheet"), names=names)
        return [out]
    if out.suffix.lower() == ".xlsx":
        write_board_workbook(sheet, out, line.steps("Writing the sheet"), names=names)
        return [out]
    make_folder(out)
    files = [out / "board-sheet.pdf", out / "board-sheet.xlsx"]
    write_board_sheet(sheet, files[0], today, line.steps("Writing the sheet"), names=names)
    write_board_workbook(sheet, files[1], line.steps("Writing the sheet"), names=names)
    if sheet.board:
        files.append(out / "minutes.pdf")
        minutes = read_minutes(db, sheet.board.id)
        write_minutes(minutes, files[2], today, line.steps("Writing the minutes"), names=names)
    return files


def _lines(sheet: Sheet, *, names: bool) -> list[str]:
    title = sheet.board.name if sheet.board else f"Marks of {sheet.cohort}"
    heads = ["Candidate", *(["Name"] if names else []), *(m.code for m in sheet.modules)]
    heads += ["Mean", "Proposed", "Decision", "Flags"]
    rows = [heads, *(_row(line, names=names) for line in sheet.lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    table = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    near = [f"{line.candidate}: {each.text}" for line in sheet.near for each in line.near]
    return [f"{title}. {state_of(sheet)}", in_short(sheet), *table, *near]


def _row(line: SheetLine, *, names: bool) -> list[str]:
    return [
        line.candidate or "–",
        *([line.name] if names else []),
        *(module_text(module) for module in line.modules),
        "–" if line.mean is None else written(line.mean),
        NAMES[line.proposed],
        line.decision.words if line.decision else "–",
        ", ".join(flag.value for flag in Flag if flag in line.flags),
    ]


def _candidate(line: SheetLine, *, names: bool) -> dict[str, Any]:
    return {
        "candidate": line.candidate,
        "name": line.name if names else None,
        "modules": [
            {
                "code": module.code,
                "mark": None if module.mark is None else written(module.mark),
                "outcome": module.outcome,
                "assessments": {
                    mark.title: None if mark.mark is None else mark.written for mark in module.marks
                },
            }
            for module in line.modules
        ],
        "mean": None if line.mean is None else written(line.mean),
        "credits": line.credits,
        "flags": [flag.value for flag in Flag if flag in line.flags],
        "proposed": NAMES[line.proposed],
        "decision": line.decision.words if line.decision else None,
        "reasons": list(line.reasons),
        "near": [near.text for near in line.near],
    }
