"""Reads the rows of a list of savings into benefits; what cannot be read is said row by row."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.money import about, pounds, typed_pence
from cohort_desk.domain.savings.reading import Proposed, read_text
from cohort_desk.domain.savings.sheets import TOLD, FieldValue, SheetBenefit, SheetCost, SheetField
from cohort_desk.domain.words import first_sentences
from cohort_desk.exchange.layout import Layout, SheetRow
from cohort_desk.exchange.savings import cells
from cohort_desk.exchange.savings.headings import year_in
from cohort_desk.exchange.savings.mapping import ColumnMapping, share_heading
from cohort_desk.exchange.savings.units import Unit, comes_every_year, units_of

_F = SheetField
_T = TypeVar("_T")
_REPORT_EVERY = 200
_MOST_YEARS = 60
_LONGEST_TITLE = 120
_TEXTS = {
    _F.TITLE: "title",
    _F.QUOTE: "quote",
    _F.PAGE: "page",
    _F.MEASURE: "measure",
    _F.UNIT: "unit",
    _F.BASELINE_VALUE: "baseline_value",
    _F.BASELINE_SOURCE: "baseline_source",
    _F.TARGET: "target",
}
_RATES = (_F.DEADWEIGHT, _F.DISPLACEMENT, _F.LEAKAGE, _F.SUBSTITUTION)
_OWN_UNIT = re.compile(r"\d ?(?:k|thousand|mn?|million|bn|billion)\b", re.IGNORECASE)
_NAMES = (_F.OWNER, _F.OWNER_AGENCY, _F.VALIDATOR, _F.VALIDATOR_AGENCY, _F.POT)


def read_benefits(
    layout: Layout, mapping: ColumnMapping, starts_month: int = 4, report: Progress = unwatched
) -> tuple[SheetBenefit, ...]:
    """Return every row as a benefit.

    Args:
        layout: the list.
        mapping: what its columns hold.
        starts_month: in which financial years begin.
        report: hears of rows done; may raise Cancelled.
    """
    made: list[SheetBenefit] = []
    units = units_of(layout)
    for done, row in enumerate(layout.rows):
        if done % _REPORT_EVERY == 0:
            report(done, len(layout.rows))
        made.append(_Row(layout, mapping, row, starts_month, units).benefit())
    report(len(layout.rows), len(layout.rows))
    return tuple(made)


class _Row:
    """One row: its cells by field, and what was wrong with them."""

    def __init__(
        self,
        layout: Layout,
        mapping: ColumnMapping,
        row: SheetRow,
        starts_month: int,
        units: Mapping[str, Unit],
    ) -> None:
        self._number, self._month, self._units = row.number, starts_month, units
        self._cells: dict[SheetField, str] = {}
        self._by_heading: dict[SheetField, dict[str, str]] = {}
        for index, field in sorted(mapping.items()):
            if text := row.cells[index]:
                self._cells[field] = text
                self._by_heading.setdefault(field, {})[layout.headings[index]] = text
        self._fields: dict[str, FieldValue] = {}
        self._wrong: list[str] = []
        self._remarks: list[str] = []

    def benefit(self) -> SheetBenefit:
        """Return the row as a benefit, with everything that is wrong in it."""
        self._read_texts()
        self._read_choices()
        pence, by_year = self._amount()
        line = self._read(_F.LINE, lambda text: cells.whole(text, "The line number", 1, 10**9))
        years = self._read(_F.YEARS, lambda text: cells.whole(text, "The years", 1, _MOST_YEARS))
        first = self._read(_F.FIRST_YEAR, self._year)
        proposed = self._from_words(pence, by_year)
        if proposed:
            pence, by_year = proposed.pence, self._years_in_turn(proposed, first)
            first, years = first or proposed.first_year, years or proposed.years
        self._recur_as_headed()
        if not (self._fields.get("title") or line):
            self._wrong.append("It has no benefit: say in a few words what is saved.")
        return SheetBenefit(
            row=self._number,
            project=self._cells.get(_F.PROJECT, ""),
            line_id=line,
            fields=self._fields,
            names={field: self._cells[field] for field in _NAMES if field in self._cells},
            pence=pence,
            first_year=first,
            years=years,
            by_year=by_year,
            shares=self._shares(),
            costs=self._costs(),
            told=self._told(),
            wrong=tuple(self._wrong),
            remarks=tuple(self._remarks),
        )

    def _read(self, field: SheetField, read: Callable[[str], _T]) -> _T | None:
        text = self._cells.get(field)
        return None if text is None else self._try(field, lambda: read(text))

    def _try(self, field: SheetField, read: Callable[[], _T]) -> _T | None:
        """Read a cell; what is wrong with it is kept with the name of its column."""
        try:
            return read()
        except RuleBroken as broken:
            self._wrong.append(f"{field.label}: {broken}")
            return None

    def _year(self, text: str) -> int:
        return cells.year(text, self._month)

    def _keep(self, name: str, field: SheetField, read: Callable[[str], FieldValue]) -> None:
        value = self._read(field, read)
        if value is not None:
            self._fields[name] = value

    def _read_texts(self) -> None:
        for field, name in _TEXTS.items():
            if field in self._cells:
                self._fields[name] = self._cells[field]
        quote = self._cells.get(_F.QUOTE)
        if quote and _F.TITLE not in self._cells and _F.LINE not in self._cells:
            self._fields["title"] = first_sentences(quote, _LONGEST_TITLE)

    def _read_choices(self) -> None:
        self._keep("type", _F.TYPE, cells.type_of)
        self._keep("recurrent", _F.RECURRENT, cells.recurrent)
        self._keep("basis", _F.BASIS, cells.basis)
        self._keep("approximate", _F.APPROXIMATE, lambda text: cells.yes(text, "Approximate"))
        self._keep("baseline_on", _F.BASELINE_ON, lambda text: cells.day(text, "The date"))
        self._keep("grade", _F.GRADE, lambda text: cells.whole(text, "The grade", 1, 6))
        self._keep("price_year", _F.PRICE_YEAR, self._year)
        for field in _RATES:
            self._keep(field.value, field, cells.percent)

    def _amount(self) -> tuple[int | None, tuple[tuple[int, int], ...]]:
        """Return the amount of a plain cell, and those of single years."""
        pence = self._amount_cell()
        by_year: dict[int, int] = {}
        for heading, text in self._by_heading.get(_F.YEAR_AMOUNT, {}).items():
            year = year_in(heading)
            found = self._money(_F.YEAR_AMOUNT, heading, text)
            if found is None or year is None:
                continue
            if year in by_year:
                self._wrong.append(f"Two columns hold the amount of the year in “{heading}”.")
            by_year[year] = found
        return pence, tuple(sorted(by_year.items()))

    def _amount_cell(self) -> int | None:
        """Return the pence of the amount where its cell has nothing else.

        A cell that names a unit of its own, as "150k", is not multiplied by its heading's.
        """
        for heading, text in self._by_heading.get(_F.AMOUNT, {}).items():
            unit = self._units[heading]
            if not unit.problem and _is_words(text):
                if unit.size != 1 and not _OWN_UNIT.search(text):
                    self._wrong.append(
                        f"{_F.AMOUNT.label}: “{cells.cut(text)}” stands in a column that is in "
                        f"{unit.words}. Write the plain number, or the unit beside it, as £150k."
                    )
                return None
            return self._money(_F.AMOUNT, heading, text)
        return None

    def _recur_as_headed(self) -> None:
        """Take how often an amount comes from its heading, where the row says nothing."""
        heading = next(iter(self._by_heading.get(_F.AMOUNT, ())), "")
        every_year = comes_every_year(heading)
        if every_year is not None and "recurrent" not in self._fields:
            self._fields["recurrent"] = every_year
            often = "every year" if every_year else "once"
            self._remarks.append(f"Its heading, “{heading}”, says that it comes {often}.")

    def _money(self, field: SheetField, heading: str, text: str) -> int | None:
        """Return the pence of a cell in the unit of its column; a unit is told."""
        unit = self._units[heading]
        if unit.problem:
            self._wrong.append(f"{field.label}: {unit.problem}")
            return None
        found = self._try(field, lambda: _plain(text, unit))
        if found is not None and unit.size != 1:
            own = "its own unit" if _OWN_UNIT.search(text) else f"“{unit.source}”: {unit.words}"
            self._remarks.append(f"“{text}” is {pounds(found)} ({own}).")
        return found

    def _from_words(
        self, pence: int | None, by_year: tuple[tuple[int, int], ...]
    ) -> Proposed | None:
        """Read an amount told in words, such as "c £150K annually"; what it tells is filled in."""
        if pence is not None or by_year:
            return None
        text = self._cells.get(_F.AMOUNT) or self._cells.get(_F.QUOTE, "")
        if not text or any(wrong.startswith(_F.AMOUNT.label) for wrong in self._wrong):
            return None
        reading = read_text(text, self._month)
        if len(reading.lines) != 1:
            if _F.AMOUNT in self._cells:
                self._wrong.append(_unread(text, len(reading.lines)))
            return None
        found = reading.lines[0]
        if found.doubt and _F.AMOUNT not in self._cells:
            self._wrong.append(f"Quoted sentence: {found.doubt} Give the amount in a column.")
            return None
        self._fill_in(text, found)
        return found

    def _fill_in(self, text: str, found: Proposed) -> None:
        for name, value in (
            ("approximate", found.approximate),
            ("recurrent", found.recurrent if found.says_how_often else ""),
            ("basis", found.basis),
            ("page", found.page),
        ):
            if value not in ("", "unknown"):
                self._fields.setdefault(name, value)
        if _F.QUOTE not in self._cells and any(map(str.isalpha, text.strip("£kKmM"))):
            self._fields["quote"] = text
        often = " a year" if found.recurrent else " once" if found.says_how_often else ""
        amount = about(found.pence, approximate=found.approximate)
        self._remarks.append(f"“{cells.cut(text)}” is read as {amount}{often}.")
        self._remarks.extend(found.notes)

    def _years_in_turn(self, found: Proposed, first: int | None) -> tuple[tuple[int, int], ...]:
        start = first or found.first_year
        if not found.by_year or start is None:
            return ()
        return tuple((start + at, pence) for at, pence in enumerate(found.by_year))

    def _shares(self) -> tuple[tuple[str, int], ...]:
        columns = self._by_heading.get(_F.SHARE, {})
        named = {share_heading(heading): text for heading, text in columns.items()}
        listed = self._read(_F.SHARES, cells.shares) or ()
        beside = self._try(_F.SHARE, lambda: cells.proportions(named)) or ()
        shares = (*listed, *beside)
        total = sum(points for _, points in shares)
        if shares and total != cells.WHOLE:
            self._wrong.append(
                f"The shares add up to {cells.written_percent(total)}, not to 100%. Put them right "
                "in the sheet."
            )
        return shares

    def _costs(self) -> tuple[SheetCost, ...]:
        payer = self._cells.get(_F.COST_AGENCY, "")
        listed = self._read(_F.COSTS, cells.costs) or ()
        plain: list[SheetCost] = []
        for field, kind in ((_F.ONE_OFF_COST, "one_off"), (_F.RUNNING_COST, "running")):
            for heading, text in self._by_heading.get(field, {}).items():
                if pence := self._money(field, heading, text):
                    plain.append(SheetCost(kind, pence, agency=payer))
        return (*listed, *plain)

    def _told(self) -> Mapping[SheetField, int]:
        """Return the amounts that are never taken; what is none of money is passed over."""
        told: dict[SheetField, int] = {}
        for field in TOLD:
            for heading, text in self._by_heading.get(field, {}).items():
                try:
                    told[field] = told.get(field, 0) + _plain(text, self._units[heading])
                except RuleBroken:
                    continue
        return {field: pence for field, pence in told.items() if pence}


def _plain(text: str, unit: Unit) -> int:
    """Return the pence of a cell that has to hold an amount, in the unit of its column."""
    found = cells.money(text, unit.size)
    return typed_pence(text) if found is None else found


def _is_words(text: str) -> bool:
    """Tell whether a cell has more than an amount and nothing else."""
    if cells.is_amount(text):
        return False
    try:
        typed_pence(text)
    except RuleBroken:
        return True
    return False


def _unread(text: str, amounts: int) -> str:
    if amounts:
        return (
            f"{_F.AMOUNT.label}: “{cells.cut(text)}” names {amounts} amounts. Give each a "
            "row of its own."
        )
    return (
        f"{_F.AMOUNT.label}: “{cells.cut(text)}” is no amount of money. Write it as "
        f"{pounds(15_000_000)} or “about £150K a year”."
    )
