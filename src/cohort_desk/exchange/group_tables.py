"""A table of people in, the same table with a Group column out; no programme file needed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import Member
from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.names import folded
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.layout import Layout, LeftOut, find_sheet, read_layout
from cohort_desk.exchange.mapping import propose_mapping
from cohort_desk.exchange.nominees import read_nominees
from cohort_desk.exchange.sheets import read_workbook
from cohort_desk.exchange.tables_out import TableOut, write_table

EARLIER = ImportField.GROUP.value
"""The value column with the group that the table itself names: an earlier round's."""

_NEW_HEADINGS = ("Group", "New group", "Group (new)")


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """A table read as people, in the order of its rows.

    Attributes:
        layout: the table as it stands, the rows that are no people left out.
        members: a member for each row; its id is the row's place from 0. Values are named by
            what the column holds ("agency"), or by its heading ("shift_pattern").
        columns: the heading behind each name of a value.
    """

    layout: Layout
    members: tuple[Member, ...]
    columns: Mapping[str, str]

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows that are no people, and why."""
        return self.layout.left_out

    @property
    def earlier(self) -> tuple[str, ...]:
        """The value columns that hold groups of earlier rounds."""
        return (EARLIER,) if EARLIER in self.columns else ()


def read_people_table(path: Path) -> PeopleTable:
    """Read a spreadsheet of people as the import does: headings by their usual synonyms.

    Raises:
        CohortDeskError: the file cannot be read, or holds no people.
    """
    layout = read_layout(find_sheet(read_workbook(path)))
    if not layout.rows:
        raise RuleBroken(
            "sheet",
            f"“{path.name}” has no people below its headings. Give one row to each person.",
        )
    mapping = propose_mapping(layout).mapping
    others = {
        _column_name(heading): at
        for at, heading in enumerate(layout.headings)
        if at not in mapping.values()
    }
    nominees = read_nominees(layout, mapping)
    spell = {name: _Spelling() for name in (*(field.value for field in mapping), *others)}
    members = tuple(
        Member(
            place,
            nominee.name or f"Row {nominee.row}",
            {
                **{field.value: spell[field.value](text) for field, text in _said(nominee.values)},
                **{name: spell[name](row.cells[at]) for name, at in others.items()},
            },
        )
        for place, (nominee, row) in enumerate(zip(nominees, layout.rows, strict=True))
    )
    headings = {field.value: layout.headings[at] for field, at in mapping.items()}
    headings.update({name: layout.headings[at] for name, at in others.items()})
    return PeopleTable(layout, members, headings)


def write_grouped_table(
    table: PeopleTable,
    group_of: Mapping[int, str],
    path: Path,
    report: Progress = unwatched,
) -> str:
    """Write the table with a further column that names everybody's group; return its heading.

    Raises:
        CannotWrite: the place cannot be written to, or the ending is neither .csv nor .xlsx.
    """
    taken = {heading.casefold() for heading in table.layout.headings}
    heading = next(name for name in _NEW_HEADINGS if name.casefold() not in taken)
    rows: Sequence[Sequence[str]] = [
        (*row.cells, group_of[place]) for place, row in enumerate(table.layout.rows)
    ]
    write_table(TableOut("Groups", (*table.layout.headings, heading), rows), path, report)
    return heading


class _Spelling:
    """Gives every value the spelling first met, so that "Police" and "POLICE " are one."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        plain = " ".join(text.split())
        return self._first.setdefault(folded(plain), plain)


def _said(values: Mapping[ImportField, str]) -> list[tuple[ImportField, str]]:
    names = (ImportField.GIVEN_NAME, ImportField.FAMILY_NAME)
    return [(field, text) for field, text in values.items() if field not in names]


def _column_name(heading: str) -> str:
    return folded(heading).replace(" ", "_")
