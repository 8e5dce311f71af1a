"""People in and out: the whole import of a spreadsheet in one call, and the rows it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.imports import ImportField, NomineeList
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.headers import fingerprint, normalised
from cohort_desk.exchange.layout import Layout, find_row_of_headings, find_sheet, read_layout
from cohort_desk.exchange.mapping import (
    ColumnMapping,
    MappingProposal,
    Twin,
    find_twins,
    headings_of,
    mapping_from_text,
    propose_mapping,
)
from cohort_desk.exchange.nominees import read_nominees
from cohort_desk.exchange.refused import write_refused_of
from cohort_desk.exchange.sheets import Sheet, Workbook, read_workbook
from cohort_desk.services.imports import (
    AgencyChoice,
    AgencyQuestion,
    Decisions,
    ImportPlan,
    ImportSummary,
    LeaveBlank,
    NewAgency,
    RowKind,
    UsedLayout,
    apply_import,
    plan_import,
    remembered_mappings,
)

NAME_FIELDS = (ImportField.FAMILY_NAME, ImportField.FULL_NAME, ImportField.GIVEN_NAME)


@dataclass(frozen=True, slots=True)
class HeadlessImport:
    """What an unattended import did, or with `dry_run` would do: `summary` is None then."""

    layout: Layout
    mapping: Mapping[str, str]
    plan: ImportPlan
    summary: ImportSummary | None
    twins: tuple[Twin, ...] = ()


def import_people(  # noqa: PLR0913 - most have a default
    db: Database,
    cohort_id: int,
    path: Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    accept_likely: bool = False,
    dry_run: bool = False,
    report: Progress = unwatched,
) -> HeadlessImport:
    """Import a spreadsheet of nominees without asking anybody.

    A spelling that may mean a known agency, but not surely, leaves the agency blank
    (`plan.questions` tells which); one that is like none is a new agency.

    Args:
        db: the programme.
        cohort_id: the cohort they join.
        path: the spreadsheet.
        sheet: the sheet's name; the one with the people is found if left out.
        mapping: field → column heading or letter, on top of what is found.
        accept_likely: take an unsure spelling for the agency that the wizard would suggest.
        dry_run: plan only.
        report: hears of rows done; may raise Cancelled.

    Raises:
        CohortDeskError: a sentence for the user; nothing was written.
    """
    workbook = read_workbook(path)
    chosen = sheet_named(workbook, sheet) if sheet else find_sheet(workbook)
    layout, proposal = read_list(chosen, remembered_mappings(db), mapping or {})
    columns = proposal.mapping | mapping_from_text(layout, mapping or {})
    check_mapping(layout, columns)
    listed = NomineeList(path.name, read_nominees(layout, columns))
    plan = plan_import(db, cohort_id, listed, report=report)
    if plan.questions:
        answers = {q.key: _answer(q, accept_likely=accept_likely) for q in plan.questions}
        plan = plan_import(db, cohort_id, listed, Decisions(answers), report)
    used = used_layout(layout, columns)
    summary = None if dry_run else apply_import(db, plan, used, report)
    return HeadlessImport(layout, used.mapping, plan, summary, find_twins(layout, columns))


def _answer(question: AgencyQuestion, *, accept_likely: bool) -> AgencyChoice:
    """Answer for somebody who is not there: what is only likely is no fact."""
    suggested = question.suggested
    if suggested and (accept_likely or isinstance(suggested, NewAgency)):
        return suggested
    return LeaveBlank()


def read_list(
    sheet: Sheet,
    remembered: Mapping[str, Mapping[str, str]],
    named: Mapping[str, str] | None = None,
) -> tuple[Layout, MappingProposal]:
    """Return the list in a sheet and what its columns seem to hold.

    Headings that were mapped before, or that `named` (field → heading) names, are found even
    where they look like none.
    """
    row = find_row_of_headings(sheet, lambda headings: fingerprint(headings) in remembered)
    if row is None and named:
        wanted = {normalised(column) for column in named.values()}
        row = find_row_of_headings(sheet, lambda headings: wanted <= set(map(normalised, headings)))
    layout = read_layout(sheet, row)
    return layout, proposal_for(layout, remembered)


def proposal_for(layout: Layout, remembered: Mapping[str, Mapping[str, str]]) -> MappingProposal:
    """Return what a list's columns seem to hold, as remembered where its headings are known."""
    known = remembered.get(fingerprint(layout.headings)) if layout.header_row else None
    return propose_mapping(layout, known)


def sheet_named(workbook: Workbook, name: str) -> Sheet:
    """Return the sheet of that name, whatever its case.

    Raises:
        RuleBroken: there is none; the text lists those there are.
    """
    for sheet in workbook.sheets:
        if sheet.name.casefold() == name.casefold():
            return sheet
    names = ", ".join(f"“{sheet.name}”" for sheet in workbook.sheets)
    raise RuleBroken("sheet", f"“{workbook.path.name}” has no sheet “{name}”; it has {names}.")


def check_mapping(layout: Layout, mapping: ColumnMapping) -> None:
    """Raise RuleBroken unless the list has rows and some column holds names."""
    if not layout.rows:
        raise RuleBroken(
            "sheet",
            f"Sheet “{layout.sheet}” has no people below its headings. Choose another sheet or "
            "header row.",
        )
    if not any(field in mapping for field in NAME_FIELDS):
        raise RuleBroken(
            "map",
            f"No column of “{layout.sheet}” looks like names. Say which column holds the family "
            "name or the whole name.",
        )


def used_layout(layout: Layout, mapping: ColumnMapping) -> UsedLayout:
    """Return what to remember of a layout that was imported."""
    return UsedLayout(fingerprint(layout.headings), headings_of(layout, mapping))


def write_refused_rows(
    layout: Layout, plan: ImportPlan, path: Path, report: Progress = unwatched
) -> int:
    """Save the refused rows with their own columns, number and reason; return how many.

    Raises:
        CannotWrite: the place cannot be written to.
    """
    reasons = {row.row: row.reason for row in plan.rows if row.kind is RowKind.REFUSED}
    return write_refused_of(layout, reasons, path, report)
