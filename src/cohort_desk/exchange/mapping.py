"""Proposes which column of a list holds what, and says why."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.names import folded
from cohort_desk.exchange.headers import KnownLayout, known_layout, normalised, recognise
from cohort_desk.exchange.layout import EMAIL, Layout, column_letters

_SAMPLES = 3
_ROWS_JUDGED = 50
_MOST = 0.6
_PHONE = re.compile(r"\+?[\d ()-]{9,18}")
_NAME_WITH_COMMA = re.compile(r"[^\W\d]['’\w -]+, ?[^\W\d][\w .'’()-]+")
_AGENCY_WORDS = re.compile(
    r"\b(council|police|constabulary|nhs|fire|hospitals?|university|college|borough|trust|"
    r"authority|housing|mbc|mdc|frs)\b"
)
_SEVERAL_WORDS = re.compile(r"\S+(?: +\S+)+")
_NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:[ '’.-]+[^\W\d_'’.-]+){0,3}\.?")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "cllr", "rev", "sir"})

_FIELDS = {field.value: field for field in ImportField}

ColumnMapping = Mapping[ImportField, int]
"""Which column (from 0) holds each field."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field found in a column; `on` is false where the user must ask for it."""

    field: ImportField
    column: int
    why: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list as the user sees it while mapping."""

    index: int
    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """A column left out that holds what another column was taken for.

    `only_here` is in how many rows it has a value and the column taken has none.
    """

    column: int
    field: ImportField
    only_here: int


@dataclass(frozen=True, slots=True)
class MappingProposal:
    """What every column seems to hold; `source` names the program if its layout is known."""

    columns: tuple[Column, ...]
    suggestions: tuple[Suggestion, ...]
    source: str = ""

    @property
    def mapping(self) -> dict[ImportField, int]:
        """The suggestions that are on."""
        return {s.field: s.column for s in self.suggestions if s.on}


def propose_mapping(layout: Layout, remembered: Mapping[str, str] | None = None) -> MappingProposal:
    """Return the fields found in a list's columns.

    Args:
        layout: the list.
        remembered: the mapping used last time for these headings, field → heading; it wins.
    """
    columns = tuple(
        Column(index, heading, _samples(layout, index))
        for index, heading in enumerate(layout.headings)
    )
    if remembered:
        suggestions = _from_memory(columns, remembered)
        if suggestions:
            return MappingProposal(columns, suggestions)
    known = known_layout(layout.headings)
    found = _from_known(columns, known) if known else _from_headings(layout, columns)
    found += _from_contents(layout, columns, found)
    if not layout.header_row:
        found += _names_by_position(layout, columns, found)
    if {ImportField.GIVEN_NAME, ImportField.FAMILY_NAME} <= {s.field for s in found}:
        found = [s for s in found if s.field is not ImportField.FULL_NAME]
    return MappingProposal(columns, tuple(found), known.name if known else "")


def find_twins(layout: Layout, mapping: ColumnMapping) -> tuple[Twin, ...]:
    """Return the columns left out that seem to hold what is taken from another column."""
    taken = set(mapping.values())
    twins: list[Twin] = []
    for column, heading in enumerate(layout.headings):
        field = None if column in taken else _meant(layout, column, heading)
        if field and field in mapping:
            cells = [(row.cells[column], row.cells[mapping[field]]) for row in layout.rows]
            if any(here for here, _ in cells):
                twins.append(Twin(column, field, sum(bool(h) and not t for h, t in cells)))
    return tuple(twins)


def mapping_from_text(layout: Layout, pairs: Mapping[str, str]) -> dict[ImportField, int]:
    """Return the mapping that "field=column" pairs name; a column by heading or letters.

    Raises:
        RuleBroken: there is no such field or column; the text lists those there are.
    """
    mapping: dict[ImportField, int] = {}
    by_heading = {normalised(heading): i for i, heading in reversed([*enumerate(layout.headings)])}
    by_letters = {column_letters(i): i for i in range(len(layout.headings))}
    for name, column in pairs.items():
        if name not in _FIELDS:
            fields = ", ".join(_FIELDS)
            raise RuleBroken("map", f"There is no field “{name}”. The fields are: {fields}.")
        index = by_heading.get(normalised(column), by_letters.get(column.upper()))
        if index is None:
            headings = ", ".join(layout.headings)
            raise RuleBroken(
                "map", f"The list has no column “{column}”. Its columns are: {headings}."
            )
        mapping[_FIELDS[name]] = index
    return mapping


def headings_of(layout: Layout, mapping: ColumnMapping) -> dict[str, str]:
    """Return a mapping as it is remembered: field → heading."""
    return {field.value: layout.headings[column] for field, column in mapping.items()}


def _samples(layout: Layout, column: int) -> tuple[str, ...]:
    """Return a few different values, in the order of the list."""
    values = dict.fromkeys(row.cells[column] for row in layout.rows[:_ROWS_JUDGED])
    return tuple([value for value in values if value][:_SAMPLES])


def _from_memory(
    columns: Sequence[Column], remembered: Mapping[str, str]
) -> tuple[Suggestion, ...]:
    index = {column.heading: column.index for column in columns}
    return tuple(
        Suggestion(_FIELDS[field], index[heading], "As last time with these headings")
        for field, heading in remembered.items()
        if field in _FIELDS and heading in index
    )


def _from_known(columns: Sequence[Column], known: KnownLayout) -> list[Suggestion]:
    return [
        Suggestion(field, column.index, f"{known.name} calls it so", field is not ImportField.GROUP)
        for column in columns
        if (field := known.meaning.get(normalised(column.heading)))
    ]


def _from_headings(layout: Layout, columns: Sequence[Column]) -> list[Suggestion]:
    """Give each field the column whose heading means it most surely, the first of equals."""
    best: dict[ImportField, tuple[int, Column]] = {}
    for column in columns if layout.header_row else ():
        known = recognise(column.heading)
        if known is None or _is_title_of_address(column):
            continue
        if known.surety > best.get(known.field, (0, column))[0]:
            best[known.field] = known.surety, column
    reasons = {3: "The heading says so", 2: "The heading nearly says so", 1: "The heading has it"}
    return [
        Suggestion(field, column.index, reasons[surety], field is not ImportField.GROUP)
        for field, (surety, column) in best.items()
    ]


def _from_contents(
    layout: Layout, columns: Sequence[Column], found: Sequence[Suggestion]
) -> list[Suggestion]:
    """Suggest fields not found by heading, from what the values of free columns look like."""
    fields = {suggestion.field for suggestion in found}
    taken = {suggestion.column for suggestion in found}
    suggestions: list[Suggestion] = []
    for column in columns:
        if column.index in taken:
            continue
        field = _look(layout, column.index)
        if field and field not in fields and not (_has_names(fields) and _is_name(field)):
            fields.add(field)
            suggestions.append(Suggestion(field, column.index, "The values look like it"))
    return suggestions


def _names_by_position(
    layout: Layout, columns: Sequence[Column], found: Sequence[Suggestion]
) -> list[Suggestion]:
    """Take the first columns of a list without headings for names where they look like some.

    One column whose values have several words is the whole name; two of single words beside
    each other are the given and the family name.
    """
    taken = {suggestion.column for suggestion in found}
    if _has_names({suggestion.field for suggestion in found}):
        return []
    named = [c.index for c in columns if c.index not in taken and _mostly(layout, c.index, _NAME)]
    if not named:
        return []
    first, why = named[0], "The values look like names"
    if _mostly(layout, first, _SEVERAL_WORDS) or first + 1 not in named:
        return [Suggestion(ImportField.FULL_NAME, first, why)]
    return [
        Suggestion(ImportField.GIVEN_NAME, first, why),
        Suggestion(ImportField.FAMILY_NAME, first + 1, why),
    ]


def _mostly(layout: Layout, column: int, pattern: re.Pattern[str]) -> bool:
    values = _values(layout, column)
    fitting = sum(pattern.fullmatch(value) is not None for value in values)
    return bool(values) and fitting >= _MOST * len(values)


def _values(layout: Layout, column: int) -> list[str]:
    return [text for row in layout.rows[:_ROWS_JUDGED] if (text := row.cells[column])]


def _meant(layout: Layout, column: int, heading: str) -> ImportField | None:
    """Return what a column surely holds: its heading says so, and its values where it may not."""
    known = recognise(heading) if layout.header_row else None
    if known and known.surety > 1:
        return known.field
    look = _look(layout, column)
    return look if known is None or known.field is look else None


def _look(layout: Layout, column: int) -> ImportField | None:
    values = _values(layout, column)
    looks: tuple[tuple[ImportField, Callable[[str], object]], ...] = (
        (ImportField.EMAIL, EMAIL.fullmatch),
        (ImportField.FULL_NAME, _NAME_WITH_COMMA.fullmatch),
        (ImportField.PHONE, _PHONE.fullmatch),
        (ImportField.AGENCY, lambda value: _AGENCY_WORDS.search(folded(value))),
    )
    for field, look in looks:
        if values and sum(bool(look(value)) for value in values) >= _MOST * len(values):
            return field
    return None


def _has_names(fields: set[ImportField]) -> bool:
    return bool(fields & {ImportField.FULL_NAME, ImportField.FAMILY_NAME})


def _is_name(field: ImportField) -> bool:
    return field is ImportField.FULL_NAME


def _is_title_of_address(column: Column) -> bool:
    """Tell a "Title" column of Mr and Dr from one of job titles."""
    return bool(column.samples) and all(
        folded(sample).rstrip(".") in _TITLES for sample in column.samples
    )
