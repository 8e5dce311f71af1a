"""Turns the rows of a mapped list into nominees, with the spelling put right."""

import datetime as dt
import re
from collections.abc import Sequence

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.imports import ImportField, Nominee
from cohort_desk.domain.person_names import proper_name, split_name
from cohort_desk.domain.unseen import is_clean, many_lines, one_line
from cohort_desk.exchange.dates import uk_date, whole_years
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.layout import Layout
from cohort_desk.exchange.mapping import ColumnMapping

_F = ImportField
_EMAIL_IN_BRACKETS = re.compile(r"<([^<>]+@[^<>]+)>")
_YEARS = re.compile(r"(\d{1,2})(?:\.\d+)?\+?\s*(?:years?|yrs?|y)?\.?", re.IGNORECASE)
_DENIES = re.compile(r"(cannot|can ?t|not|no|un(available|able)|except)\b")
_KEEP_LINES = frozenset({_F.NOTES, _F.AVAILABILITY})
_NOT_SAID = frozenset({"-", "–", "n/a", "na", "none", "nil", "tbc", "#n/a", "#ref!", "null", "?"})


def read_nominees(
    layout: Layout, mapping: ColumnMapping, today: dt.date | None = None
) -> tuple[Nominee, ...]:
    """Return a nominee for every row of the list, the values cleaned.

    Whole names are parted, names in capitals and e-mails put in their usual spelling, dates
    read day first, a date of joining turned into years of service as of today. Values that
    cannot be understood stay as they are, for the plan of the import to refuse them by row.
    """
    day = today or dt.datetime.now(tz=dt.UTC).date()
    at = mapping.get(_F.AVAILABILITY)
    denies = at is not None and _DENIES.match(normalised(layout.headings[at])) is not None
    finish = _denied if denies else dict[ImportField, str]
    return tuple(
        Nominee(row.number, finish(_values(row.cells, mapping, day)), _cleaned(row.cells, mapping))
        for row in layout.rows
    )


def _cleaned(cells: Sequence[str], mapping: ColumnMapping) -> tuple[ImportField, ...]:
    return tuple(field for field, column in mapping.items() if not is_clean(cells[column]))


def _denied(values: dict[ImportField, str]) -> dict[ImportField, str]:
    """Say "Not Fridays" where the heading is "Cannot attend" and the cell "Fridays"."""
    text = values.get(_F.AVAILABILITY, "")
    if not text or _DENIES.match(normalised(text)):
        return values
    listed = re.sub(r"[;|\n]+ *", ", ", text)
    return values | {_F.AVAILABILITY: f"Not {listed}"}


def _values(cells: Sequence[str], mapping: ColumnMapping, today: dt.date) -> dict[ImportField, str]:
    values = {field: _clean(field, cells[column], today) for field, column in mapping.items()}
    whole = values.pop(_F.FULL_NAME, "")
    given, family = values.get(_F.GIVEN_NAME, ""), values.get(_F.FAMILY_NAME, "")
    if whole and not family:
        given, family = split_name(whole)
    elif given and not family and _F.FAMILY_NAME not in mapping:
        given, family = split_name(given)
    values[_F.GIVEN_NAME], values[_F.FAMILY_NAME] = proper_name(given, family)
    return {field: value for field, value in values.items() if value}


def _clean(field: ImportField, text: str, today: dt.date) -> str:
    text = many_lines(text) if field in _KEEP_LINES else one_line(text)
    if text.lower() in _NOT_SAID and field not in (_F.NOTES, _F.FAMILY_NAME, _F.GIVEN_NAME):
        return ""
    match field:
        case _F.EMAIL:
            return _clean_email(text)
        case _F.YEARS_OF_SERVICE:
            return _clean_years(text, today)
        case _F.AVAILABILITY | _F.NOTES | _F.MODULE_OPTION:
            day = uk_date(text)
            return written_date(day) if day else text
        case _:
            return text


def _clean_email(text: str) -> str:
    bracketed = _EMAIL_IN_BRACKETS.search(text)
    bare = (bracketed[1] if bracketed else text).lower().removeprefix("mailto:")
    return bare.strip(" ;,.<>")


def _clean_years(text: str, today: dt.date) -> str:
    if found := _YEARS.fullmatch(text):
        return found[1]
    if text.lower().startswith(("<1", "< 1", "less than 1", "less than one", "under 1")):
        return "0"
    joined = uk_date(text)
    return str(whole_years(joined, today)) if joined and joined <= today else text
