"""The long work of an import of benefits, done off the window's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings.sheets import SheetField
from cohort_desk.exchange.savings.headings import find_list, find_sheet
from cohort_desk.exchange.savings.importing import columns_of, read_list
from cohort_desk.exchange.savings.mapping import Column
from cohort_desk.exchange.savings.rows import read_benefits
from cohort_desk.exchange.sheets import Sheet, Workbook, read_workbook
from cohort_desk.services.imports import remembered_mappings
from cohort_desk.services.projects import find_projects
from cohort_desk.services.savings.imports.planning import plan_benefits
from cohort_desk.services.savings.imports.plans import Answers, BenefitPlan, BenefitSheet
from cohort_desk.services.savings.reckoning.settings import read_settings
from cohort_desk.ui.kit.open_file import OpenFile

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A list that was found in a sheet, what its columns seem to hold, and what can be chosen.

    `projects` are those of the cohort; `starts_month` is in which financial years begin.
    """

    opened: OpenFile
    columns: tuple[Column, ...]
    projects: tuple[tuple[int, str], ...]
    starts_month: int


def read_file(
    db: "Database",
    cohort_id: int,
    path: Path,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Reading:
    """Read a file and find the list in it.

    Raises:
        UnreadableFile: why it cannot be read, and what to do.
    """
    book = read_workbook(path, encoding=encoding, delimiter=delimiter)
    return read_sheet(db, cohort_id, book, find_sheet(book))


def read_sheet(db: "Database", cohort_id: int, workbook: Workbook, sheet: Sheet) -> Reading:
    """Find the list in a sheet, and what its columns seem to hold."""
    layout, columns = read_list(sheet, remembered_mappings(db))
    return _reading(db, cohort_id, OpenFile(workbook, sheet, layout), columns)


def read_below(db: "Database", cohort_id: int, opened: OpenFile, header_row: int) -> Reading:
    """Find the list in the same sheet again, below another row of headings."""
    layout = find_list(opened.sheet, header_row)
    columns = columns_of(layout, remembered_mappings(db))
    return _reading(db, cohort_id, OpenFile(opened.workbook, opened.sheet, layout), columns)


def plan_rows(  # noqa: PLR0913, PLR0917 - all that a plan is made of
    db: "Database",
    cohort_id: int,
    reading: Reading,
    mapping: Mapping[int, SheetField],
    answers: Answers,
    report: Progress,
) -> BenefitPlan:
    """Plan what becomes of every row."""
    rows = read_benefits(reading.opened.layout, mapping, reading.starts_month)
    sheet = BenefitSheet(reading.opened.workbook.path.name, rows)
    return plan_benefits(db, cohort_id, sheet, answers, report)


def _reading(
    db: "Database", cohort_id: int, opened: OpenFile, columns: tuple[Column, ...]
) -> Reading:
    found = find_projects(db, cohort_id, "", _EVERY)
    projects = tuple((each.id, each.title) for each in found)
    return Reading(opened, columns, projects, read_settings(db).year_starts_month)
