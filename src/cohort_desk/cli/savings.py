"""`cohort-desk savings show|import|export|validate FILE`: savings, in and out, and confirmed."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cohort_desk.cli import savings_arguments as arguments
from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import add_programme_argument, cohort_of, opened
from cohort_desk.cli.savings_choices import agency_named, decisions_asked, otherwise_of
from cohort_desk.cli.savings_words import (
    agency_plain,
    benefit_lines,
    benefit_plain,
    claim_line,
    claim_plain,
    line_plain,
    list_lines,
    planned_lines,
    planned_plain,
    portfolio_lines,
    sums_plain,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import CannotWrite, NotFound
from cohort_desk.domain.words import counted
from cohort_desk.exchange.savings.exporting import (
    WORKBOOK,
    write_savings_tables,
    write_savings_workbook,
)
from cohort_desk.exchange.savings.importing import import_benefits, write_refused
from cohort_desk.exchange.tables_out import check_place
from cohort_desk.services.imports import RowKind
from cohort_desk.services.savings.benefits.lists import list_benefits
from cohort_desk.services.savings.benefits.records import read_benefit
from cohort_desk.services.savings.claims.decisions import decide_many
from cohort_desk.services.savings.claims.inbox import read_inbox
from cohort_desk.services.savings.exporting import read_savings_out
from cohort_desk.services.savings.portfolio.portfolio import read_portfolio
from cohort_desk.services.savings.reckoning.appraising import appraise_benefit
from cohort_desk.services.savings.reckoning.settings import read_settings
from cohort_desk.services.savings.shapes import ClaimState

SHAPE = {
    "cohort": "the cohort, null of all cohorts; money is in whole pence everywhere",
    "headline_pence": "show: validated and cash-releasing only; otherwise null",
    "sums": "show: an object: cash, non_cashable, third_party, each with what is projected, "
    "forecast, claimed, validated and invested",
    "benefits": "show: a list of objects, one for each line",
    "benefit": "show --benefit: an object with figures, costs, shares, claims, events and worth",
    "agency": "show --agency: an object: agency, benefits, sums; otherwise null",
    "sheet": "import: the sheet that was read; otherwise null",
    "mapping": "import: an object: each column and what was taken from it",
    "dry_run": "import: true if nothing was to be written; otherwise null",
    "rows": "import: a list of objects: row, outcome, project, benefit, amount, reason, remark, "
    "changes (what, old, new)",
    "imported": "import: how many rows were written; otherwise null",
    "officers_added": "import: the officers who are new here",
    "decided": "validate: a list of objects, the claims as they now are",
    "written": "export: the files; import --refused: the sheet with the refused rows",
}
_NEITHER: dict[str, Any] = {
    "cohort": None,
    "headline_pence": None,
    "sums": None,
    "benefits": [],
    "benefit": None,
    "agency": None,
    "sheet": None,
    "mapping": {},
    "dry_run": None,
    "rows": [],
    "imported": None,
    "officers_added": [],
    "decided": [],
    "written": [],
}

_ALL_REFUSED = (
    "Every row was refused, so nothing was imported. Put the rows right as their reasons say, and "
    "import the sheet again."
)


def add_arguments(parser: ArgumentParser) -> None:
    """Add what to do, the programme, and what each of the four takes."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="|".join(_WAYS))
    for name, (what, add, _) in _WAYS.items():
        way = ways.add_parser(name, help=what)
        add_programme_argument(way)
        add(way)
        way.add_argument(
            "--json", action="store_true", default=SUPPRESS, help="answer with one JSON object"
        )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Show, take, write or confirm savings.

    Raises:
        CohortDeskError: a sentence; nothing was written.
    """
    with opened(options) as db:
        return _WAYS[options.way][2](db, options, line)


def _show(db: Database, options: Namespace, _line: ProgressLine) -> Answer:
    cohort_id, cohort = _scope(db, options)
    if options.benefit is not None:
        if not any(each.id == options.benefit for each in list_benefits(db, None)):
            raise NotFound(
                f"There is no benefit {options.benefit}. “cohort-desk savings show” lists the "
                "benefits with their numbers."
            )
        found = read_benefit(db, options.benefit)
        worth = appraise_benefit(db, options.benefit).appraisal
        month = read_settings(db).year_starts_month
        return _answer(
            benefit_lines(found, worth, month),
            cohort=cohort,
            benefit=benefit_plain(found, worth, month),
        )
    portfolio, lines = read_portfolio(db, cohort_id), list_benefits(db, cohort_id)
    agency = None
    if options.agency is not None:
        agency = agency_named(portfolio, options.agency)
        lines = tuple(each for each in lines if agency.agency in each.agencies)
    said = portfolio_lines(portfolio, cohort, agency)
    return _answer(
        (*said, *list_lines(lines)),
        cohort=cohort,
        headline_pence=portfolio.headline,
        sums=sums_plain(portfolio.total),
        benefits=[line_plain(each) for each in lines],
        agency=agency_plain(agency) if agency else None,
    )


def _import(db: Database, options: Namespace, line: ProgressLine) -> Answer:
    if options.refused:
        check_place(options.refused, options.table)
    cohort = cohort_of(db, options)
    done = import_benefits(
        db,
        cohort.id,
        options.table,
        sheet=options.sheet,
        pairs=options.map,
        otherwise=otherwise_of(db, cohort.id, options),
        accept_likely=options.accept_likely,
        dry_run=options.dry_run,
        report=line.steps("Reading rows"),
    )
    written: list[str] = []
    if options.refused and done.plan.count(RowKind.REFUSED):
        write_refused(done.layout, done.plan, options.refused)
        written.append(str(options.refused))
    headings = done.layout.headings
    rows = done.plan.rows
    refused = bool(rows) and done.plan.count(RowKind.REFUSED) == len(rows)
    return _answer(
        planned_lines(done, cohort.name, written),
        cohort=cohort.name,
        sheet=done.layout.sheet,
        mapping={headings[at]: field.value for at, field in sorted(done.mapping.items())},
        dry_run=options.dry_run,
        rows=[planned_plain(row) for row in done.plan.rows],
        imported=None if done.done is None else done.done.new + done.done.updated,
        officers_added=list(done.plan.new_officers),
        written=written,
        complaint=_ALL_REFUSED if refused else "",
    )


def _export(db: Database, options: Namespace, line: ProgressLine) -> Answer:
    cohort_id, cohort = _scope(db, options)
    savings = read_savings_out(db, cohort_id)
    report = line.steps("Writing rows")
    if options.format == "csv":
        paths = write_savings_tables(savings, options.out, report)
    else:
        paths = (_workbook_place(options.out),)
        write_savings_workbook(savings, paths[0], report)
    number = counted(len(savings.benefits), "benefit", "benefits")
    return _answer(
        [f"Wrote {path}" for path in paths] + [number],
        cohort=cohort,
        written=[str(path) for path in paths],
    )


def _validate(db: Database, options: Namespace, _line: ProgressLine) -> Answer:
    asked = decisions_asked(db, options)
    decide_many(db, asked)
    ids = {each.claim_id for each in asked}
    claims = [each for each in read_inbox(db, states=tuple(ClaimState)) if each.claim.id in ids]
    month = read_settings(db).year_starts_month
    return _answer(
        [claim_line(each.benefit, each.claim, month) for each in claims],
        decided=[claim_plain(each.claim) for each in claims],
    )


def _scope(db: Database, options: Namespace) -> tuple[int | None, str | None]:
    """Return the cohort asked for; savings outlive theirs, so without one it is all of them."""
    if options.cohort is None:
        return None, None
    cohort = cohort_of(db, options)
    return cohort.id, cohort.name


def _workbook_place(out: Path) -> Path:
    """Return where the workbook goes: into a folder under its own name, else to the file named."""
    if out.suffix.casefold() == ".xlsx":
        return out
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            f"The folder “{out}” cannot be made ({error.strerror or error}). Nothing was written: "
            "choose another folder."
        ) from error
    return out / WORKBOOK


def _answer(lines: Sequence[str], complaint: str = "", **data: Any) -> Answer:
    return Answer(tuple(lines), {**_NEITHER, **data}, complaint)


_Run = Callable[[Database, Namespace, ProgressLine], Answer]
_WAYS: Mapping[str, tuple[str, Callable[[ArgumentParser], None], _Run]] = {
    "show": ("show what is projected, claimed and confirmed", arguments.add_show, _show),
    "import": ("take benefits from a spreadsheet", arguments.add_import, _import),
    "export": ("write benefits, claims and sums as sheets", arguments.add_export, _export),
    "validate": ("record what a finance officer decided", arguments.add_validate, _validate),
}
