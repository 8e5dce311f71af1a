"""The whole import of a spreadsheet of benefits in one call, and the parts that a wizard takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.sheets import SheetField
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.layout import Layout, find_row_of_headings
from cohort_desk.exchange.people import sheet_named
from cohort_desk.exchange.refused import write_refused_of
from cohort_desk.exchange.savings.headings import find_list, find_sheet
from cohort_desk.exchange.savings.mapping import (
    Column,
    ColumnMapping,
    check_mapping,
    fingerprint,
    mapping_from_text,
    mapping_of,
    propose,
    remembered_headings,
    taken,
)
from cohort_desk.exchange.savings.rows import read_benefits
from cohort_desk.exchange.sheets import Sheet, read_workbook
from cohort_desk.services.imports import RowKind, UsedLayout, remembered_mappings
from cohort_desk.services.savings.imports.planning import plan_benefits
from cohort_desk.services.savings.imports.plans import (
    Answers,
    BenefitImport,
    BenefitPlan,
    BenefitSheet,
    Otherwise,
)
from cohort_desk.services.savings.imports.writing import apply_benefits
from cohort_desk.services.savings.reckoning.settings import read_settings

Pairs = Sequence[tuple[str, str]]
"""Fields with the columns that hold them, as a command names them."""

_NO_OTHERWISE = Otherwise()


@dataclass(frozen=True, slots=True)
class UnattendedImport:
    """What an unattended import did, or with `dry_run` would do: `done` is None then."""

    layout: Layout
    mapping: Mapping[int, SheetField]
    plan: BenefitPlan
    done: BenefitImport | None


def import_benefits(  # noqa: PLR0913 - most have a default
    db: Database,
    cohort_id: int | None,
    path: Path,
    *,
    sheet: str | None = None,
    pairs: Pairs = (),
    otherwise: Otherwise = _NO_OTHERWISE,
    accept_likely: bool = False,
    dry_run: bool = False,
    report: Progress = unwatched,
) -> UnattendedImport:
    """Import a spreadsheet of benefits without asking anybody.

    A row with a name that is not surely one record is refused; it says which may be meant.

    Args:
        db: the programme.
        cohort_id: whose projects are meant where two cohorts have one of the same title.
        path: the spreadsheet.
        sheet: the sheet's name; the one with the benefits is found if left out.
        pairs: fields with their columns, on top of what is found.
        otherwise: what holds where the sheet says nothing.
        accept_likely: take an unsure name for the record that the wizard would suggest.
        dry_run: plan only.
        report: hears of rows done; may raise Cancelled.

    Raises:
        CohortDeskError: a sentence for the user; nothing was written.
    """
    workbook = read_workbook(path)
    chosen = sheet_named(workbook, sheet) if sheet else find_sheet(workbook)
    layout, columns = read_list(chosen, remembered_mappings(db), pairs)
    mapping = mapping_of(columns)
    for index, field in mapping_from_text(layout, pairs).items():
        mapping = taken(mapping, index, field)
    check_mapping(layout, mapping)
    month = read_settings(db).year_starts_month
    rows = BenefitSheet(path.name, read_benefits(layout, mapping, month))
    plan = plan_benefits(db, cohort_id, rows, Answers(otherwise=otherwise), report)
    likely = {each.key: each.suggested for each in plan.questions if each.suggested is not None}
    if accept_likely and likely:
        plan = plan_benefits(db, cohort_id, rows, Answers(likely, otherwise), report)
    done = None if dry_run else apply_benefits(db, plan, used_layout(layout, mapping), report)
    return UnattendedImport(layout, mapping, plan, done)


def read_list(
    sheet: Sheet, remembered: Mapping[str, Mapping[str, str]], pairs: Pairs = ()
) -> tuple[Layout, tuple[Column, ...]]:
    """Return the list in a sheet and what its columns seem to hold.

    Headings that were mapped before, or that `pairs` names, are found even where they look like
    none.
    """
    row = find_row_of_headings(sheet, lambda headings: fingerprint(headings) in remembered)
    if row is None and pairs:
        wanted = {normalised(column) for _, column in pairs}
        row = find_row_of_headings(sheet, lambda headings: wanted <= set(map(normalised, headings)))
    layout = find_list(sheet, row)
    return layout, columns_of(layout, remembered)


def columns_of(layout: Layout, remembered: Mapping[str, Mapping[str, str]]) -> tuple[Column, ...]:
    """Return what a list's columns seem to hold, as remembered where its headings are known."""
    known = remembered.get(fingerprint(layout.headings)) if layout.header_row else None
    return propose(layout, known)


def used_layout(layout: Layout, mapping: ColumnMapping) -> UsedLayout:
    """Return what to remember of a layout that was imported."""
    return UsedLayout(fingerprint(layout.headings), remembered_headings(layout, mapping))


def write_refused(
    layout: Layout, plan: BenefitPlan, path: Path, report: Progress = unwatched
) -> int:
    """Save the refused rows with their own columns, number and reason; return how many.

    Raises:
        CannotWrite: the place cannot be written to.
    """
    reasons = {row.row: row.reason for row in plan.rows if row.kind is RowKind.REFUSED}
    return write_refused_of(layout, reasons, path, report)
