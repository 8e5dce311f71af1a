"""Proposes which column of a list of savings holds what, and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.sheets import MONEY, SEVERAL, SheetField
from cohort_desk.domain.words import listed
from cohort_desk.exchange import headers
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.layout import Layout, column_letters
from cohort_desk.exchange.savings.cells import holds_money
from cohort_desk.exchange.savings.headings import agency_in, recognise, year_in
from cohort_desk.exchange.savings.units import units_of

_SAMPLES, _ROWS_JUDGED = 3, 50
_BY_VALUES = 0.5
_REASONS = {
    3: "The heading says so",
    2: "The heading nearly says so",
    1: "The heading has it",
    _BY_VALUES: "Its values are amounts",
}
_REMEMBERED = "As last time with these headings"
_FIELDS = {field.value: field for field in SheetField}

ColumnMapping = Mapping[int, SheetField]
"""What each column (from 0) holds; a column that is left out is not there."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list as the user sees it while mapping, and what it seems to hold."""

    index: int
    heading: str
    samples: tuple[str, ...]
    field: SheetField | None
    why: str


def propose(layout: Layout, remembered: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Return what every column seems to hold.

    Args:
        layout: the list.
        remembered: what was taken last time for these headings, heading → field; it wins.
    """
    if remembered is not None:
        found = {
            index: (_FIELDS[field], _REMEMBERED)
            for index, heading in enumerate(layout.headings)
            if (field := remembered.get(heading, "")) in _FIELDS
        }
    else:
        found = _from_headings(layout)
    units = units_of(layout)
    made: list[Column] = []
    for index, heading in enumerate(layout.headings):
        field, why = found.get(index, (None, ""))
        unit = units[heading].words if field in MONEY else ""
        why = f"{why}, in {unit}" if unit else why
        made.append(Column(index, heading, _samples(layout, index), field, why))
    return tuple(made)


def mapping_of(columns: Sequence[Column]) -> dict[int, SheetField]:
    """Return what the columns are taken for."""
    return {column.index: column.field for column in columns if column.field}


def mapping_from_text(layout: Layout, pairs: Sequence[tuple[str, str]]) -> dict[int, SheetField]:
    """Return the mapping that pairs of field and column name; a column by heading or letters.

    Raises:
        RuleBroken: there is no such field or column; the text lists those there are.
    """
    by_heading = {normalised(heading): i for i, heading in reversed([*enumerate(layout.headings)])}
    by_letters = {column_letters(i): i for i in range(len(layout.headings))}
    mapping: dict[int, SheetField] = {}
    for name, column in pairs:
        if name not in _FIELDS:
            raise RuleBroken(
                "map", f"There is no field “{name}”. The fields are: {', '.join(_FIELDS)}."
            )
        index = by_heading.get(normalised(column), by_letters.get(column.upper()))
        if index is None:
            headings = ", ".join(layout.headings)
            raise RuleBroken(
                "map", f"The list has no column “{column}”. Its columns are: {headings}."
            )
        mapping[index] = _FIELDS[name]
    return mapping


def taken(mapping: ColumnMapping, column: int, field: SheetField | None) -> dict[int, SheetField]:
    """Return a mapping in which a column holds this; what one column alone may hold moves there."""
    kept = {
        index: held
        for index, held in mapping.items()
        if index != column and (held is not field or field in SEVERAL)
    }
    return {**kept, column: field} if field else kept


def check_mapping(layout: Layout, mapping: ColumnMapping) -> None:
    """Raise RuleBroken unless the list has rows, names its benefits, and the headings fit."""
    if not layout.rows:
        raise RuleBroken(
            "sheet",
            f"Sheet “{layout.sheet}” has no rows below its headings. Choose another sheet or "
            "header row.",
        )
    if not {SheetField.TITLE, SheetField.QUOTE, SheetField.LINE} & set(mapping.values()):
        raise RuleBroken(
            "map",
            f"No column of “{layout.sheet}” names the benefits. Say which column holds the benefit "
            "or the quoted sentence.",
        )
    for index, field in mapping.items():
        heading = layout.headings[index]
        if field is SheetField.YEAR_AMOUNT and year_in(heading) is None:
            raise RuleBroken(
                "map",
                f"The heading “{heading}” names no financial year, such as 2026/27. Choose another "
                "meaning for that column, or name the year in the sheet.",
            )
        if field is SheetField.SHARE and not share_heading(heading):
            raise RuleBroken(
                "map", f"The heading “{heading}” names no agency. Choose another meaning for it."
            )


def share_heading(heading: str) -> str:
    """Return the agency that a column of shares is about: named as a share, or by itself."""
    return agency_in(heading) or heading.strip(" %")


def fingerprint(headings: Sequence[str]) -> str:
    """Return what tells one layout of benefits from another, and from any list of people."""
    return headers.fingerprint(("list of benefits", *headings))


def remembered_headings(layout: Layout, mapping: ColumnMapping) -> dict[str, str]:
    """Return a mapping as it is remembered: heading → field."""
    return {layout.headings[index]: field.value for index, field in sorted(mapping.items())}


def left_out(layout: Layout, mapping: ColumnMapping) -> str:
    """Say which columns with headings, and which rows of totals, are left out, "" for none."""
    names = [
        f"“{heading}”"
        for index, heading in enumerate(layout.headings)
        if index not in mapping and heading != f"Column {column_letters(index)}"
    ]
    totals = [f"row {each.number}, a total" for each in layout.left_out if each.why == "total"]
    return f"Left out: {listed([*names, *totals])}." if names or totals else ""


def _from_headings(layout: Layout) -> dict[int, tuple[SheetField, str]]:
    """Give each field the column whose heading means it most surely, the first of equals."""
    best: dict[SheetField, tuple[float, int]] = {}
    found: dict[int, tuple[SheetField, str]] = {}
    for index, heading in enumerate(layout.headings if layout.header_row else ()):
        known = recognise(heading)
        if known is None:
            continue
        field, surety = known
        if field is SheetField.TITLE and holds_money(_values(layout, index)):
            field, surety = SheetField.AMOUNT, _BY_VALUES
        if field in SEVERAL:
            found[index] = field, _REASONS[surety]
        elif surety > best.get(field, (0, 0))[0]:
            best[field] = surety, index
    found |= {index: (field, _REASONS[surety]) for field, (surety, index) in best.items()}
    return found


def _samples(layout: Layout, column: int) -> tuple[str, ...]:
    """Return a few different values, in the order of the list."""
    return tuple(dict.fromkeys(_values(layout, column)))[:_SAMPLES]


def _values(layout: Layout, column: int) -> tuple[str, ...]:
    """Return the filled cells at the top of a column."""
    return tuple(row.cells[column] for row in layout.rows[:_ROWS_JUDGED] if row.cells[column])
