"""Reads a marking guide from a spreadsheet, in whichever of the usual ways it is laid out.

- A row for each band: Criterion | Weight | Band | From | To | Descriptor, or a range in one column.
- A row for each criterion and a column for each band, headed "Distinction 70–100", or by a usual
  label alone.
- Levels with points, as a learning platform's rubric has them: Criterion | Level | Points, a row
  for each level, or Level 1 | Points 1 | Level 2 | Points 2 side by side.
- Criterion and weight alone: criteria that are marked without bands.

A workbook may hold a sheet of comments too: Criterion | Comment. Nothing is written here; a sheet
with problems gives no guide to keep.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.guides import (
    BankComment,
    Criterion,
    Guide,
    clean_comment,
    guide_problems,
)
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.rubric_cells import (
    Headings,
    Problem,
    Table,
    headings_of,
    known_headings,
    weights_of,
)
from cohort_desk.exchange.rubric_layouts import read_by_band, read_by_criterion, read_by_points
from cohort_desk.exchange.sheets import Sheet, read_workbook

_ROWS_SEARCHED = 40


@dataclass(frozen=True, slots=True)
class RubricRead:
    """What a sheet says: the guide, how it was understood, and what is wrong in which cell.

    `guide` is None where there are problems; `notes` are what was understood and may be looked at.
    """

    guide: Guide | None
    sheet: str
    layout: str
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_rubric(path: Path) -> RubricRead:
    """Read the first sheet that is known as a marking guide by its headings.

    Raises:
        UnreadableFile: it is no spreadsheet, or no sheet of it has a column of criteria.
    """
    book = read_workbook(path)
    shown = [sheet for sheet in book.sheets if not sheet.hidden and sheet.rows]
    tables = [table for sheet in shown if (table := _table(sheet)) is not None]
    criteria = next((table for table in tables if "comment" not in table.headings.only), None)
    if criteria is None:
        raise UnreadableFile(
            f"“{path.name}” has no sheet with a column headed “Criterion”. The template shows the "
            "columns that are understood."
        )
    read = _read(criteria, path.stem)
    comments = next((table for table in tables if "comment" in table.headings.only), None)
    return read if comments is None else _with_comments(read, comments)


def _table(sheet: Sheet) -> Table | None:
    """Return the sheet below the first row that has a heading for criteria."""
    for at, row in enumerate(sheet.rows[:_ROWS_SEARCHED]):
        headings = headings_of(row)
        if "criterion" in headings.only and len(known_headings(headings)) > 1:
            return Table(sheet.name, headings, sheet.rows[at + 1 :], at + 2)
    return None


def _read(table: Table, title: str) -> RubricRead:
    notes: list[str] = []
    problems: list[Problem] = []
    layout, criteria = _criteria(table, notes, problems)
    criteria = weights_of(table, criteria, notes, problems)
    kind = "rubric" if any(criterion.bands for criterion in criteria) else "guide"
    guide = Guide(title=title[:200], kind=kind, criteria=tuple(criteria))
    if not problems:
        problems += [Problem(f"Sheet “{table.name}”", text) for text in guide_problems(guide)]
    kept = None if problems else guide
    return RubricRead(kept, table.name, layout, tuple(notes), tuple(problems))


def _criteria(
    table: Table, notes: list[str], problems: list[Problem]
) -> tuple[str, Sequence[Criterion]]:
    headings: Headings = table.headings
    if headings.levels or "points" in headings.only:
        return "levels with points", read_by_points(table, notes, problems)
    if "band" in headings.only or "range" in headings.only or "low" in headings.only:
        return "a row for each band", read_by_band(table, notes, problems)
    if headings.bands:
        layout = "a row for each criterion, a column for each band"
        return layout, read_by_criterion(table, notes, problems)
    notes.append("There are no bands: each criterion is marked with a number from 0 to 100.")
    return "criteria without bands", read_by_criterion(table, notes, problems)


def _with_comments(read: RubricRead, table: Table) -> RubricRead:
    """Add the comments of a second sheet to the criteria that they name."""
    if read.guide is None:
        return read
    places: Mapping[str, int] = {
        criterion.title.casefold(): at for at, criterion in enumerate(read.guide.criteria)
    }
    criteria, whole = list(read.guide.criteria), list(read.guide.comments)
    problems = list(read.problems)
    for row in table.each():
        text = row.text("comment")
        if not text:
            continue
        name = row.text("criterion")
        at = places.get(name.casefold())
        try:
            comment = BankComment(clean_comment(text))
        except RuleBroken as error:
            problems.append(row.problem("comment", str(error)))
            continue
        if at is not None:
            criteria[at] = replace(criteria[at], comments=(*criteria[at].comments, comment))
        elif not name:
            whole.append(comment)
        else:
            problems.append(row.problem("criterion", f"There is no criterion called “{name}”."))
    guide = replace(read.guide, criteria=tuple(criteria), comments=tuple(whole))
    return replace(read, guide=None if problems else guide, problems=tuple(problems))
