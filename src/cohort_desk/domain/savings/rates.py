"""Tables of yearly discount rates: dated data, so that the next one is one more row.

The one that the app brings along is HM Treasury's: "The Green Book: appraisal and evaluation in
central government", annex on discounting, the declining long-term discount rate. It has been
unchanged since 2003, also by the edition of February 2026.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from cohort_desk.domain.errors import RecordDamaged, RuleBroken
from cohort_desk.domain.unseen import one_line

NAME_LENGTH, SOURCE_LENGTH = 200, 300


@dataclass(frozen=True, slots=True)
class Band:
    """The yearly rate from a year of an appraisal to another; without a last one, for ever."""

    first: int
    last: int | None
    rate: Decimal


@dataclass(frozen=True, slots=True)
class RateTable:
    """Discount rates by year of an appraisal, in force from a day until the next table is."""

    name: str
    in_force_on: date
    source: str
    bands: tuple[Band, ...]

    def rate(self, year: int) -> Decimal:
        """Return the rate by which year `year` (from 1) is discounted against the one before.

        r(t) of the band that holds the year. Source: HM Treasury, The Green Book, annex on
        discounting, table of declining long-term rates.

        Raises:
            ValueError: the table has no such year.
        """
        for band in self.bands:
            if band.first <= year and (band.last is None or year <= band.last):
                return band.rate
        raise ValueError(f"a table of discount rates has no year {year}")


STANDARD = RateTable(
    "HM Treasury standard (Green Book)",
    date(2003, 4, 1),
    "HM Treasury, The Green Book (2026; unchanged since 2003), annex on discounting",
    (
        Band(0, 30, Decimal("0.035")),
        Band(31, 75, Decimal("0.030")),
        Band(76, 125, Decimal("0.025")),
        Band(126, 200, Decimal("0.020")),
        Band(201, 300, Decimal("0.015")),
        Band(301, None, Decimal("0.010")),
    ),
)
"""HM Treasury's social time preference rate, which holds where the programme has no table."""


def checked(table: RateTable) -> RateTable:
    """Return a table as it is kept.

    Raises:
        RuleBroken: its `field` is "name" or "bands"; the name is missing or too long, or the bands
            leave a year out, overlap, end, or have a rate that cannot be.
    """
    name, source = one_line(table.name), one_line(table.source)
    if not name:
        raise RuleBroken("name", "Give the table a name, such as that of its publication.")
    if len(name) > NAME_LENGTH:
        raise RuleBroken("name", f"A name has at most {NAME_LENGTH} characters. Shorten it.")
    if len(source) > SOURCE_LENGTH:
        raise RuleBroken("source", f"A source has at most {SOURCE_LENGTH} characters. Shorten it.")
    check_bands(table.bands)
    return RateTable(name, table.in_force_on, source, table.bands)


def check_bands(bands: Sequence[Band]) -> None:
    """Refuse bands that do not give every year exactly one rate that can be.

    Raises:
        RuleBroken: of "bands"; says which year is left out or has two rates.
    """
    if not bands:
        raise RuleBroken("bands", "Give at least one rate, such as 3.5% for all years.")
    if bands[0].first > 1 or bands[0].first < 0:
        raise RuleBroken("bands", f"The first rate has to begin with year 1, not {bands[0].first}.")
    following = bands[0].first
    for band in bands:
        if following is None:
            raise RuleBroken(
                "bands", f"Year {band.first} has two rates: the band before has no end."
            )
        if band.first > following:
            raise RuleBroken("bands", f"{_years(following, band.first - 1)} no rate.")
        if band.first < following:
            raise RuleBroken("bands", f"Year {band.first} has two rates.")
        if band.last is not None and band.last < band.first:
            raise RuleBroken("bands", f"Years {band.first} to {band.last} run backwards.")
        _check_rate(band)
        following = None if band.last is None else band.last + 1
    if following is not None:
        raise RuleBroken(
            "bands", f"The last rate has to go on: from year {following} there is none."
        )


def _years(first: int, last: int) -> str:
    return f"Year {first} has" if first == last else f"Years {first} to {last} have"


def _check_rate(band: Band) -> None:
    """A rate of −100 % or less would divide by nothing, one of 100 % is a forgotten point."""
    if not (band.rate.is_finite() and -1 < band.rate < 1):
        raise RuleBroken(
            "bands",
            f"A rate lies between −100% and 100%; from year {band.first} it is "
            f"{percent(band.rate)}.",
        )


def percent(rate: Decimal) -> str:
    """Return a rate in percent as it is written, without zeros at its end.

    >>> percent(Decimal("0.035")), percent(Decimal("-0.10"))
    ('3.5%', '−10%')
    """
    if not rate.is_finite():
        return "no number"
    written = f"{abs(rate) * 100:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return f"{'−' if rate < 0 else ''}{written}%"


def written(bands: Sequence[Band]) -> str:
    """Return bands in one line, as a person types them.

    >>> written(STANDARD.bands[:1] + STANDARD.bands[-1:])
    '3.5% years 1–30, 1% after'
    """
    parts: list[str] = []
    for band in bands:
        if band.last is None:
            parts.append(f"{percent(band.rate)} {'after' if parts else 'all years'}")
        else:
            years = "" if parts else "years "
            parts.append(f"{percent(band.rate)} {years}{max(band.first, 1)}–{band.last}")
    return ", ".join(parts)


_TYPED = re.compile(
    r"(?P<rate>[-−]?\d+(?:\.\d+)?)\s*%\s*(?:(?:for\s+)?(?:the\s+)?years?\s+)?"
    r"(?:(?P<first>\d+)\s*(?:[-–—]|to)\s*(?P<last>\d+)|(?P<from>\d+)\s*(?:\+|on|onwards|and over)"
    r"|(?P<rest>(?:there)?after|all\s+years))"
)


def typed_bands(text: str) -> tuple[Band, ...]:
    """Return the bands that someone typed in one line, such as "3.5% years 1–30, 1% after".

    Raises:
        RuleBroken: of "bands"; a part cannot be read, or the bands are not whole.

    >>> written(typed_bands("3 % years 1 to 30; 2.57% 31-75; 2.14 % thereafter"))
    '3% years 1–30, 2.57% 31–75, 2.14% after'
    """
    bands: list[Band] = []
    for part in (each.strip().casefold() for each in re.split(r"[,;\n]+", text)):
        if not part:
            continue
        found = _TYPED.fullmatch(part)
        if found is None:
            raise RuleBroken(
                "bands",
                f"“{part}” cannot be read. Type rates as 3.5% years 1–30, 3% 31–75, 1% after.",
            )
        bands.append(_band(found, bands))
    check_bands(bands)
    return tuple(bands)


def _band(found: re.Match[str], before: Sequence[Band]) -> Band:
    rate = Decimal(found["rate"].replace("−", "-")) / 100
    if found["first"]:
        return Band(int(found["first"]), int(found["last"]), rate)
    if found["from"]:
        return Band(int(found["from"]), None, rate)
    last = before[-1].last if before else 0
    return Band(1 if last is None else last + 1, None, rate)


def to_plain(table: RateTable) -> list[list[Any]]:
    """Return a table's bands as they are kept: [first year, last year or null, rate as text]."""
    return [[band.first, band.last, str(band.rate)] for band in table.bands]


def from_plain(name: str, in_force_on: date, source: str, bands: Sequence[Any]) -> RateTable:
    """Return a table from what is kept of it.

    Raises:
        RecordDamaged: its bands are not what `to_plain` wrote.
    """
    try:
        read = tuple(
            Band(int(first), None if last is None else int(last), Decimal(rate))
            for first, last, rate in bands
        )
        check_bands(read)
    except (RuleBroken, TypeError, ValueError, InvalidOperation) as error:
        raise RecordDamaged(
            f"The discount rates of “{name}” are not what this app wrote ({error}). Nothing was "
            "changed. Edit the table under Savings, Settings."
        ) from error
    return RateTable(name, in_force_on, source, read)
