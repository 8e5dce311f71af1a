"""What each way of the savings command takes."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from cohort_desk.cli.programmes import add_cohort_argument
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import typed_pence
from cohort_desk.domain.savings.words import EVIDENCE, TYPES


def add_show(parser: ArgumentParser) -> None:
    """Add of what to show the savings."""
    _add_cohort(parser)
    parser.add_argument("--benefit", type=int, metavar="ID", help="one benefit with all it has")
    parser.add_argument("--agency", metavar="A", help="only what an agency has a share in")


def add_import(parser: ArgumentParser) -> None:
    """Add the spreadsheet, how to read it, and what holds where it says nothing."""
    parser.description = (
        "Take benefits from a spreadsheet. The exit code is 0 as soon as one row is new, updated "
        "or known already, and 1 if every row is refused."
    )
    parser.add_argument("table", type=Path, metavar="TABLE", help="a .xlsx, .ods or .csv sheet")
    add_cohort_argument(parser)
    parser.add_argument("--sheet", metavar="S", help="the sheet with the benefits, if not plain")
    parser.add_argument(
        "--map",
        action="append",
        type=_pair,
        default=[],
        metavar="FIELD=COLUMN",
        help="what a column holds, where that is not plain; may be repeated",
    )
    parser.add_argument("--project", metavar="P", help="the project of rows that name none")
    parser.add_argument("--type", choices=[*TYPES], help="the type of rows that name none")
    parser.add_argument(
        "--first-year", type=_year, metavar="Y", help="of rows that name none, such as 2026/27"
    )
    parser.add_argument("--years", type=int, metavar="N", help="for how many years, if not said")
    parser.add_argument(
        "--accept-likely",
        action="store_true",
        help="take an unsure name for the likeliest record; the row is refused otherwise",
    )
    parser.add_argument("--dry-run", action="store_true", help="plan only, write nothing")
    parser.add_argument(
        "--refused", type=Path, metavar="SHEET", help="save the refused rows as .xlsx or .csv"
    )


def add_export(parser: ArgumentParser) -> None:
    """Add where to write, and as what."""
    _add_cohort(parser)
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="a folder; here if left out"
    )
    parser.add_argument(
        "--format",
        choices=("xlsx", "csv"),
        default="xlsx",
        help="one workbook, or a CSV file for each of its sheets",
    )


def add_validate(parser: ArgumentParser) -> None:
    """Add the claim and what was decided on it, or a list of both."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--claim", type=int, metavar="ID", help="the claim")
    which.add_argument(
        "--list",
        type=Path,
        metavar="LIST",
        help="a sheet with columns Claim, Decision, Amount, Grade, Reason (By, Date)",
    )
    parser.add_argument("--by", metavar="OFFICER", help="who decided: a name, e-mail or number")
    parser.add_argument(
        "--agency", metavar="A", help="the officer’s agency, if the name is not one"
    )
    parser.add_argument(
        "--amount", type=_pence, metavar="£", help="what is confirmed; all if left out"
    )
    parser.add_argument(
        "--grade", choices=[*EVIDENCE], help="of the evidence; as claimed if left out"
    )
    parser.add_argument("--reason", default="", help="why; needed to reject or withdraw")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--reject", action="store_true", help="reject it instead")
    how.add_argument("--withdraw", action="store_true", help="withdraw it instead")


def _add_cohort(parser: ArgumentParser) -> None:
    parser.add_argument("--cohort", metavar="NAME", help="all cohorts if left out")


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not (field.strip() and equals and column.strip()):
        raise ArgumentTypeError(f"“{text}” should read field=column, such as amount=Saving.")
    return field.strip(), column.strip()


def _year(text: str) -> int:
    try:
        return years.parse(text)
    except RuleBroken as broken:
        raise ArgumentTypeError(str(broken)) from broken


def _pence(text: str) -> int:
    try:
        return typed_pence(text)
    except RuleBroken as broken:
        raise ArgumentTypeError(str(broken)) from broken
