"""What the columns of sheets of marks and allotments mean, Moodle's among them.

Moodle has two such sheets. The offline grading worksheet of an assignment has "Identifier"
("Participant 123"), and unless identities are hidden "Full name" and "Email address", then
"Grade", "Maximum Grade" and "Feedback comments"; of group work also "Group". The gradebook's
export has "First name", "Last name", "ID number", "Email address" and two or more columns for each
graded thing: "Assignment: Report (Real)", "(Percentage)", "(Letter)" and "(Feedback)".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cohort_desk.domain.names import folded
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.sheets import Sheet, read_workbook
from cohort_desk.services.marks.matching import Signs

_ROWS_SEARCHED = 40
_SIGNS: dict[str, tuple[str, ...]] = {
    "code": ("code", "submission", "submission code", "candidate", "candidate number"),
    "identifier": ("identifier",),
    "email": ("email address", "email", "e mail", "mail"),
    "reference": ("id number", "reference", "student id", "student number", "idnumber"),
    "group": ("group", "group name", "groups"),
    "name": ("full name", "name", "whose work", "student", "participant", "student name"),
    "first": ("first name", "given name", "forename", "firstname"),
    "last": ("last name", "surname", "family name", "lastname"),
}
_MEANING = {heading: sign for sign, headings in _SIGNS.items() for heading in headings}
_GRADED = re.compile(r"(?:[\w ]+: ?)?(.+?)\s*\((real|percentage|feedback)\)", re.IGNORECASE)
_TOTALS = ("course total", "category total")


@dataclass(frozen=True, slots=True)
class Table:
    """The list in a sheet: its headings and, by number as the spreadsheet counts, its rows."""

    sheet: str
    header_row: int
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, *meanings: str) -> int | None:
        """Return the first column that has one of the headings, None if none has."""
        words = [normalised(heading) for heading in self.headings]
        return next((words.index(meaning) for meaning in meanings if meaning in words), None)


@dataclass(frozen=True, slots=True)
class Graded:
    """The columns of one graded thing in Moodle's gradebook; None of what there is not."""

    title: str
    mark: int | None
    feedback: int | None


def read_table(path: Path, sheet: str | None, wanted: Callable[[Sequence[str]], bool]) -> Table:
    """Return the list whose headings are the wanted ones, given as `normalised` has them.

    Raises:
        UnreadableFile: the file cannot be read, or no sheet has such a list.
    """
    workbook = read_workbook(path)
    sheets = [one for one in workbook.sheets if sheet is None or one.name == sheet]
    if not sheets:
        names = ", ".join(f"“{one.name}”" for one in workbook.sheets)
        raise UnreadableFile(f"“{path.name}” has no sheet “{sheet}”. It has: {names}.")
    for one in sheets:
        number = _header_row(one, wanted)
        if number is not None:
            return _table(one, number)
    raise UnreadableFile(
        f"“{path.name}” has no list that could be read. It needs a row of headings: one that "
        "tells whose work it is (code, e-mail or name), and one for what is to be taken."
    )


def tells_whose(words: Sequence[str]) -> bool:
    """Whether headings, normalised, say whose work a row is about."""
    return any(word in _MEANING for word in words)


def signs_of(table: Table) -> Callable[[Sequence[str]], Signs]:
    """Return what reads from a row whose work it is about."""
    columns: dict[str, int] = {}
    for number, heading in enumerate(table.headings):
        meaning = _MEANING.get(normalised(heading))
        if meaning is not None:
            columns.setdefault(meaning, number)

    def read(row: Sequence[str]) -> Signs:
        cells = {meaning: row[number] for meaning, number in columns.items()}
        whole = f"{cells.get('first', '')} {cells.get('last', '')}".strip()
        return Signs(
            code=cells.get("code", ""),
            email=cells.get("email", ""),
            reference=cells.get("reference", ""),
            group=cells.get("group", ""),
            name=cells.get("name", "") or whole,
            identifier=cells.get("identifier", ""),
        )

    return read


def graded_columns(table: Table) -> tuple[Graded, ...]:
    """Return what Moodle's gradebook has columns for, totals apart."""
    marks: dict[str, dict[str, int]] = {}
    for number, heading in enumerate(table.headings):
        found = _GRADED.fullmatch(heading.strip())
        if found and folded(found[1]) not in _TOTALS:
            marks.setdefault(found[1], {}).setdefault(found[2].casefold(), number)
    return tuple(
        Graded(title, kinds.get("real", kinds.get("percentage")), kinds.get("feedback"))
        for title, kinds in marks.items()
    )


def _header_row(sheet: Sheet, wanted: Callable[[Sequence[str]], bool]) -> int | None:
    first = enumerate(sheet.rows[:_ROWS_SEARCHED], start=1)
    return next((number for number, row in first if wanted(row)), None)


def _table(sheet: Sheet, header_row: int) -> Table:
    rows = enumerate(sheet.rows[header_row:], start=header_row + 1)
    return Table(
        sheet.name,
        header_row,
        sheet.rows[header_row - 1],
        tuple((number, row) for number, row in rows if any(row)),
    )
