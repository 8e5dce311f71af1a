"""A board's sheet as a workbook: one sheet of candidates, one of everybody near a boundary."""

from decimal import Decimal
from pathlib import Path

from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.tables_out import TableOut, Value, write_workbook
from cohort_desk.services.boards import Flag, Sheet, SheetLine


def write_board_workbook(
    sheet: Sheet, path: Path, report: Progress = unwatched, *, names: bool = False
) -> None:
    """Write the sheet; `names` says whether they stand beside the candidate numbers.

    Raises:
        CannotWrite: the ending is not .xlsx, or the place cannot be written to; a file that
            was there before stays as it was.
    """
    write_workbook([_candidates(sheet, names=names), _near(sheet)], path, report)


def _candidates(sheet: Sheet, *, names: bool) -> TableOut:
    headings = ["Candidate", *(["Name"] if names else [])]
    for module in sheet.modules:
        headings += [f"{module.code} {title}" for title in module.assessments]
        headings += [f"{module.code} mark", f"{module.code} outcome"]
    headings += ["Mean", "Credits", *(flag.value for flag in Flag)]
    headings += ["Proposed", "Decision", "Reason"]
    rows = [_row(line, names=names) for line in sheet.lines]
    return TableOut("Candidates", headings, rows, kept_in_view=2 if names else 1)


def _row(line: SheetLine, *, names: bool) -> list[Value]:
    row: list[Value] = [line.candidate, *([line.name] if names else [])]
    for module in line.modules:
        row += [_number(mark.mark) for mark in module.marks]
        row += [_number(module.mark), module.outcome]
    row += [_number(line.mean), line.credits]
    row += ["Yes" if flag in line.flags else "" for flag in Flag]
    row += [NAMES[line.proposed]]
    row += [line.decision.words, line.decision.reason] if line.decision else ["", ""]
    return row


def _near(sheet: Sheet) -> TableOut:
    rows = [
        (line.candidate, _number(near.number), _number(near.boundary), near.text)
        for line in sheet.near
        for near in line.near
    ]
    headings = ("Candidate", "Number", "Boundary", "What the rule does")
    return TableOut("Near a boundary", headings, rows, kept_in_view=1)


def _number(mark: Decimal | None) -> Value:
    return None if mark is None else float(mark)
