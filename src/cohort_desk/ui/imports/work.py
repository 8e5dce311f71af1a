"""The import's long work, done off the window's thread."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cohort_desk.domain.imports import ImportField, NomineeList
from cohort_desk.domain.progress import Progress
from cohort_desk.exchange.layout import find_sheet
from cohort_desk.exchange.mapping import MappingProposal
from cohort_desk.exchange.nominees import read_nominees
from cohort_desk.exchange.people import read_list
from cohort_desk.exchange.sheets import Sheet, Workbook, read_workbook
from cohort_desk.services.imports import Decisions, ImportPlan, plan_import, remembered_mappings
from cohort_desk.ui.kit.open_file import OpenFile

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

Reading = tuple[OpenFile, MappingProposal]


def read_file(
    db: "Database", path: Path, encoding: str | None = None, delimiter: str | None = None
) -> Reading:
    """Read a file and find the list in it.

    Raises:
        UnreadableFile: why it cannot be read, and what to do.
    """
    book = read_workbook(path, encoding=encoding, delimiter=delimiter)
    return read_sheet(db, book, find_sheet(book))


def read_sheet(db: "Database", workbook: Workbook, sheet: Sheet) -> Reading:
    """Find the list in a sheet, and what its columns seem to hold."""
    layout, proposal = read_list(sheet, remembered_mappings(db))
    return OpenFile(workbook, sheet, layout), proposal


def plan_rows(  # noqa: PLR0913, PLR0917 - all that a plan is made of
    db: "Database",
    cohort_id: int,
    opened: OpenFile,
    mapping: Mapping[ImportField, int],
    decisions: Decisions,
    report: Progress,
) -> ImportPlan:
    """Plan what becomes of every row."""
    nominees = read_nominees(opened.layout, mapping)
    listed = NomineeList(opened.workbook.path.name, nominees)
    return plan_import(db, cohort_id, listed, decisions, report)
