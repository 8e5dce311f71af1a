"""`cohort-desk import FILE PEOPLE.xlsx`: people from a spreadsheet of nominees."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.domain.words import counted
from cohort_desk.exchange.mapping import Twin
from cohort_desk.exchange.people import HeadlessImport, import_people, write_refused_rows
from cohort_desk.exchange.tables_out import check_place
from cohort_desk.services.imports import AgencyChoice, AgencyQuestion, NewAgency, RowKind

SHAPE = {
    "cohort": "the cohort that the people joined",
    "sheet": "the sheet that was read",
    "header_row": "the row of the headings, 0 where the list has none",
    "mapping": "an object: what is known of people, and the column it was taken from",
    "left_out_columns": "a list of objects: column, like, only_here (rows with a value only there)",
    "dry_run": "true if nothing was to be written",
    "new": "how many people are new",
    "updated": "how many were here and are changed",
    "duplicate": "how many were here as they are, or stand twice in the sheet",
    "refused": "a list of objects: row (as the spreadsheet counts), name, reason",
    "to_check": "a list of objects: row, name, why it should be looked at",
    "agencies_added": "the names of agencies that are new here",
    "unsure_agencies": (
        'a list of objects: spelling, people, likely ("" if nothing is), taken_for ("" if blank)'
    ),
    "refused_rows": 'the sheet with the refused rows, "" if none was asked for or needed',
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme, the spreadsheet and how to read it."""
    add_programme_argument(parser)
    parser.add_argument("people", type=Path, metavar="PEOPLE", help="a .xlsx, .ods or .csv sheet")
    add_cohort_argument(parser)
    parser.add_argument("--sheet", metavar="S", help="the sheet with the people, if not plain")
    parser.add_argument(
        "--map",
        action="append",
        type=_pair,
        default=[],
        metavar="FIELD=COLUMN",
        help="what a column holds, where that is not plain; may be repeated",
    )
    parser.add_argument(
        "--accept-likely",
        action="store_true",
        help="take an unsure spelling of an agency for the likeliest; it is left blank otherwise",
    )
    parser.add_argument("--dry-run", action="store_true", help="plan only, write nothing")
    parser.add_argument(
        "--refused", type=Path, metavar="SHEET", help="save the refused rows as .xlsx or .csv"
    )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Import the sheet, or say what an import would do.

    Raises:
        CohortDeskError: a sentence; nothing was written.
    """
    if options.refused:
        check_place(options.refused, options.people)
    with opened(options) as db:
        cohort = cohort_of(db, options)
        done = import_people(
            db,
            cohort.id,
            options.people,
            sheet=options.sheet,
            mapping=dict(options.map),
            accept_likely=options.accept_likely,
            dry_run=options.dry_run,
            report=line.steps("Reading rows"),
        )
    saved = ""
    if options.refused and done.plan.count(RowKind.REFUSED):
        write_refused_rows(done.layout, done.plan, options.refused)
        saved = str(options.refused)
    data = {
        "cohort": cohort.name,
        "sheet": done.layout.sheet,
        "header_row": done.layout.header_row,
        "mapping": dict(done.mapping),
        "left_out_columns": [
            {
                "column": done.layout.headings[twin.column],
                "like": twin.field.value,
                "only_here": twin.only_here,
            }
            for twin in done.twins
        ],
        "dry_run": options.dry_run,
        **_outcome(done),
        "refused_rows": saved,
    }
    return Answer(lines=_lines(done, cohort.name, saved), data=data)


def _outcome(done: HeadlessImport) -> dict[str, object]:
    plan = done.plan
    return {
        "new": plan.count(RowKind.NEW),
        "updated": plan.count(RowKind.UPDATED),
        "duplicate": plan.count(RowKind.DUPLICATE),
        "refused": [
            {"row": row.row, "name": row.name, "reason": row.reason}
            for row in plan.rows
            if row.kind is RowKind.REFUSED
        ],
        "to_check": [
            {"row": row.row, "name": row.name, "why": row.to_check}
            for row in plan.rows
            if row.to_check
        ],
        "agencies_added": list(plan.added_agencies),
        "unsure_agencies": [
            {
                "spelling": q.spelling,
                "people": q.people,
                "likely": q.suggested.name if q.suggested else "",
                "taken_for": plan.agencies[q.key].name,
            }
            for q in plan.questions
        ],
    }


def _lines(done: HeadlessImport, cohort: str, saved: str) -> tuple[str, ...]:
    plan = done.plan
    counts = ", ".join(f"{plan.count(kind):,} {kind.lower()}" for kind in RowKind)
    verb = "Imported into" if done.summary else "Would import into"
    lines = [f"{verb} {cohort}: {counts}"]
    if not done.layout.header_row:
        taken = ", ".join(f"{column} as {field}" for field, column in done.mapping.items())
        lines.append(f"The list has no headings; by what they hold, took {taken}")
    lines += [_left_out(twin, done) for twin in done.twins]
    lines += [f"Row {row.row}: {row.reason}" for row in plan.rows if row.kind is RowKind.REFUSED]
    lines += [f"Row {row.row}, to check: {row.to_check}" for row in plan.rows if row.to_check]
    lines += [_unsure(question, plan.agencies[question.key]) for question in plan.questions]
    if saved:
        lines.append(f"Saved the refused rows in {saved}")
    return tuple(lines)


def _left_out(twin: Twin, done: HeadlessImport) -> str:
    only = counted(twin.only_here, "row has", "rows have")
    tail = f"; {only} it only here" if twin.only_here else ""
    return (
        f"Column “{done.layout.headings[twin.column]}” was left out: {twin.field.label} was taken "
        f"from “{done.mapping[twin.field.value]}”{tail}"
    )


def _unsure(question: AgencyQuestion, taken_for: AgencyChoice) -> str:
    people = counted(question.people, "person", "people")
    if isinstance(taken_for, NewAgency):
        return f"No agency is known like “{question.spelling}” ({people}): a new one"
    start = f"Not sure what agency “{question.spelling}” is ({people}): "
    if taken_for.name:
        return f"{start}taken for {taken_for.name}"
    likely = f", perhaps {question.suggested.name}" if question.suggested else ""
    return f"{start}left blank{likely}"


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not (field.strip() and equals and column.strip()):
        raise ArgumentTypeError(f"“{text}” should read field=column, such as email=Contact.")
    return field.strip(), column.strip()
