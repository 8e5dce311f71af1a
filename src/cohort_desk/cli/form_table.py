"""`cohort-desk form-table PEOPLE.csv OUT.csv`: groups from a table, without a programme file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.forming_options import (
    FORMING_SHAPE,
    add_forming_arguments,
    forming_data,
    quality_lines,
    recipe_of,
    unread_lines,
    watch_on,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.request import FormingRequest, default_recipe
from cohort_desk.domain.forming.sizes import describe_split
from cohort_desk.domain.words import counted
from cohort_desk.exchange.group_tables import read_people_table, write_grouped_table
from cohort_desk.exchange.tables_out import check_place

SHAPE = {
    "out": "the table written",
    "column": "the heading of its new column",
    **FORMING_SHAPE,
    "columns": "an object: what was found in the table, and the heading it was found under",
    "left_out": "a list of objects: row (as the spreadsheet counts), why",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the two tables and how to form."""
    parser.add_argument("people", type=Path, metavar="PEOPLE", help="a .csv, .xlsx or .ods table")
    parser.add_argument("out", type=Path, metavar="OUT", help="the .csv or .xlsx to write")
    add_forming_arguments(parser)


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Form groups of the people in the table and write it with their groups.

    Raises:
        CohortDeskError: the table cannot be read or written, or the groups cannot be formed.
    """
    check_place(options.out, options.people)
    table = read_people_table(options.people)
    recipe = recipe_of(options, default_recipe(), table.members)
    request = FormingRequest(table.members, recipe, earlier=table.earlier)
    outcome = form(request, seed=options.seed, seconds=options.seconds, watch=watch_on(line))
    names = [request.group_name(group) for group in range(len(outcome.groups))]
    group_of = {
        member: name
        for name, members in zip(names, outcome.groups, strict=True)
        for member in members
    }
    column = write_grouped_table(table, group_of, options.out, line.steps("Writing rows"))
    sizes = tuple(sorted(map(len, outcome.groups), reverse=True))
    return Answer(
        lines=(
            f"{counted(len(table.members), 'person', 'people')} in {describe_split(sizes)}",
            *quality_lines(outcome.score, table.columns),
            *unread_lines(table.members),
            f"Wrote {options.out}, column “{column}”",
        ),
        data={
            "out": str(options.out),
            "column": column,
            **forming_data(outcome, names, table.members),
            "columns": dict(table.columns),
            "left_out": [{"row": row.number, "why": row.why} for row in table.left_out],
        },
    )
