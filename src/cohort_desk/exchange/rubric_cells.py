"""The cells of a rubric's sheet: what its headings mean, ranges of marks, and weights."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from cohort_desk.domain.modules.guides import MOST_CRITERION_WEIGHT, Criterion
from cohort_desk.domain.modules.starter import STANDARD_BANDS
from cohort_desk.domain.names import folded

_MEANINGS: Mapping[str, tuple[str, ...]] = {
    "criterion": ("criterion", "criteria", "assessment criterion", "criterion title", "title"),
    "weight": ("weight", "weighting", "share", "percentage", "weight %", "%"),
    "description": ("what it looks at", "description", "criterion description", "guidance"),
    "band": ("band", "band label", "grade", "class", "level", "level name"),
    "low": ("from", "low", "lowest", "min", "minimum", "lower", "from mark"),
    "high": ("to", "high", "highest", "max", "maximum", "upper", "to mark"),
    "range": ("range", "marks", "mark range", "band range"),
    "descriptor": ("descriptor", "definition", "level definition", "band descriptor", "text"),
    "points": ("points", "score", "level points", "level score"),
    "comment": ("comment", "comments", "bank comment", "feedback"),
}
_BY_WORD = {word: meaning for meaning, words in _MEANINGS.items() for word in words}
_NUMBERED = re.compile(r"(level|definition|points|score)\s*(\d+)(?:\s*(points|score|definition))?")
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%?"
_RANGE = re.compile(rf"{_NUMBER}\s*(?:-|–|—|to)\s*{_NUMBER}")
_FROM = re.compile(rf"{_NUMBER}\s*(?:\+|and above|or above|or more|and over)|(?:≥|>=)\s*{_NUMBER}")
_BELOW = re.compile(rf"(?:<|below|under|less than)\s*{_NUMBER}")
_STEP = Decimal("0.01")

Range = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and in which cell."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class BandHeading:
    """A column that is headed by a band: its label and, where it tells them, its marks."""

    column: int
    label: str
    marks: Range | None


@dataclass(frozen=True, slots=True)
class Headings:
    """What the columns are: by meaning, by band, and as numbered pairs of level and points."""

    only: Mapping[str, int]
    bands: tuple[BandHeading, ...]
    levels: Mapping[int, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the headings."""

    headings: Headings
    cells: tuple[str, ...]
    number: int

    def text(self, meaning: str) -> str:
        """Return what stands in the column of that meaning, "" where there is none."""
        column = self.headings.only.get(meaning)
        return "" if column is None else self.cells[column].strip()

    def problem(self, meaning: str, text: str) -> Problem:
        """Return a problem in the cell of that meaning."""
        return self.problem_at(self.headings.only.get(meaning, 0), text)

    def problem_at(self, column: int, text: str) -> Problem:
        """Return a problem in a cell, named as the spreadsheet names it."""
        return Problem(f"Cell {column_letters(column)}{self.number}", text)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the headings; the first of them is row `first` of the sheet."""

    name: str
    headings: Headings
    rows: tuple[tuple[str, ...], ...]
    first: int

    def each(self) -> Iterator[Row]:
        """Yield the rows that hold anything."""
        for number, cells in enumerate(self.rows, start=self.first):
            if any(cell.strip() for cell in cells):
                yield Row(self.headings, cells, number)


def headings_of(row: Sequence[str]) -> Headings:
    """Return what the headings of a row mean; those that mean nothing are left out."""
    only: dict[str, int] = {}
    bands: list[BandHeading] = []
    levels: dict[int, dict[str, int]] = {}
    for column, cell in enumerate(row):
        words = folded(cell).strip(" :*.")
        if numbered := _NUMBERED.fullmatch(words):
            what = numbered[3] or numbered[1]
            part = "points" if what in ("points", "score") else "level"
            levels.setdefault(int(numbered[2]), {})[part] = column
        elif (meaning := _BY_WORD.get(words)) is not None:
            only.setdefault(meaning, column)
        elif (band := _band_heading(cell)) is not None:
            bands.append(BandHeading(column, *band))
    return Headings(only, tuple(bands), levels)


def known_headings(headings: Headings) -> tuple[object, ...]:
    """Return everything in a row of headings that means something."""
    return (*headings.only, *headings.bands, *headings.levels)


def marks_in(text: str) -> Range | None:
    """Return the range that a text tells: "60–69", "70+", "below 40"."""
    if found := _RANGE.search(text):
        first, second = _decimal(found[1]), _decimal(found[2])
        return min(first, second), max(first, second)
    if found := _FROM.search(text):
        return _decimal(found[1] or found[2]), Decimal(100)
    if found := _BELOW.search(text):
        return Decimal(0), _decimal(found[1]) - _STEP
    return None


def number_in(text: str) -> Decimal | None:
    """Return the number that a cell holds, whether or not a percent sign stands behind it."""
    try:
        number = Decimal(text.strip().removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def weights_of(
    table: Table, criteria: Sequence[Criterion], notes: list[str], problems: list[Problem]
) -> Sequence[Criterion]:
    """Give each criterion its weight from the rows, in whole parts.

    Weights may be given as 20, as 20 % or as the 0.2 that a spreadsheet keeps for it.
    """
    found: dict[str, Decimal] = {}
    first_rows: dict[str, Row] = {}
    for title, row in titled(table):
        first_rows.setdefault(title.casefold(), row)
        text = row.text("weight")
        weight = number_in(text) if text else None
        if weight is not None and weight > 0:
            found.setdefault(title.casefold(), weight)
        elif text:
            problems.append(row.problem("weight", f"“{text}” is not a weight, such as 20."))
    if not found:
        if not any(row.text("weight") for row in first_rows.values()) and not any(
            criterion.weight > 1 for criterion in criteria
        ):
            notes.append("There are no weights: every criterion counts the same.")
        return criteria
    for key, row in first_rows.items():
        if key not in found:
            problems.append(row.problem("weight", "This criterion has no weight."))
    scaled = _whole(found)
    if max(scaled.values()) > MOST_CRITERION_WEIGHT:
        row = next(iter(first_rows.values()))
        problems.append(row.problem("weight", "These weights have too many decimal places."))
        return criteria
    return [replace(one, weight=scaled.get(one.title.casefold(), 1)) for one in criteria]


def titled(table: Table) -> Iterator[tuple[str, Row]]:
    """Yield the rows with their criterion; an empty cell means the criterion above."""
    title = ""
    for row in table.each():
        title = " ".join(row.text("criterion").split()) or title
        yield title, row


def column_letters(column: int) -> str:
    """Return how a spreadsheet names a column, counted from 0: A, B … Z, AA.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _band_heading(cell: str) -> tuple[str, Range | None] | None:
    marks = marks_in(folded(cell))
    usual = {band.label.casefold(): (band.low, band.high) for band in STANDARD_BANDS}
    if marks is None:
        label = " ".join(cell.split())
        return (label, usual[label.casefold()]) if label.casefold() in usual else None
    label = cell
    for pattern in (_RANGE, _FROM, _BELOW):
        label = pattern.sub("", label)
    label = label.strip(" \n\t()[]:;,–-%")
    return (" ".join(label.split()) or cell.strip(), marks)


def _whole(weights: Mapping[str, Decimal]) -> dict[str, int]:
    """Return the weights in whole parts: shares of 1 as hundredths, 12.5 as 125."""
    shared = sum(weights.values()) <= Decimal("1.001") and len(weights) > 1
    values = {key: weight * (100 if shared else 1) for key, weight in weights.items()}
    for scale in (1, 10, 100):
        scaled = {key: value * scale for key, value in values.items()}
        if all(value == int(value) for value in scaled.values()):
            return {key: int(value) for key, value in scaled.items()}
    return dict.fromkeys(weights, MOST_CRITERION_WEIGHT + 1)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
