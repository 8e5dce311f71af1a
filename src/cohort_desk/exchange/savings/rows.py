"""Reads the rows of a list of savings into benefits; what cannot be read is said row by row."""

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
    for done, row in enumerate(layout.rows):
        if done % _REPORT_EVERY == 0:
            report(done, len(layout.rows))
        made.append(_Row(layout, mapping, row, starts_month).benefit())
    report(len(layout.rows), len(layout.rows))
    return tuple(made)


class _Row:
    """One row: its cells by field, and what was wrong with them."""

    def __init__(
        self, layout: Layout, mapping: ColumnMapping, row: SheetRow, starts_month: int
    ) -> None:
        self._number, self._month = row.number, starts_month
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
        pence = self._read(_F.AMOUNT, _plain_or_words)
        by_year: dict[int, int] = {}
        for heading, text in self._by_heading.get(_F.YEAR_AMOUNT, {}).items():
            year = year_in(heading)
            found = self._try(_F.YEAR_AMOUNT, lambda text=text: _plain(text))
            if found is None or year is None:
                continue
            if year in by_year:
                self._wrong.append(f"Two columns hold the amount of the year in “{heading}”.")
            by_year[year] = found
        return pence, tuple(sorted(by_year.items()))

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
            ("recurrent", found.recurrent),
            ("basis", found.basis),
            ("page", found.page),
        ):
            if value not in ("", "unknown"):
                self._fields.setdefault(name, value)
        if _F.QUOTE not in self._cells and any(map(str.isalpha, text.strip("£kKmM"))):
            self._fields["quote"] = text
        often = "a year" if found.recurrent else "once"
        amount = about(found.pence, approximate=found.approximate)
        self._remarks.append(f"“{cells.cut(text)}” is read as {amount} {often}.")
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
            pence = self._read(field, _plain)
            if pence:
                plain.append(SheetCost(kind, pence, agency=payer))
        return (*listed, *plain)

    def _told(self) -> Mapping[SheetField, int]:
        """Return the amounts that are never taken; what is none of money is passed over."""
        told: dict[SheetField, int] = {}
        for field in TOLD:
            for text in self._by_heading.get(field, {}).values():
                try:
                    told[field] = told.get(field, 0) + _plain(text)
                except RuleBroken:
                    continue
        return {field: pence for field, pence in told.items() if pence}


def _plain(text: str) -> int:
    """Return the pence of a cell that has to hold an amount."""
    found = cells.money(text)
    return typed_pence(text) if found is None else found


def _plain_or_words(text: str) -> int | None:
    """Return the pence of a cell with an amount and nothing else, None of one with words."""
    found = cells.money(text)
    if found is not None:
        return found
    try:
        return typed_pence(text)
    except RuleBroken:
        return None


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
