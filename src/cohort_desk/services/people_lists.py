"""The people of a cohort as a list with chosen columns, for paper and spreadsheets."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A table of text: a heading for each column, and a row for each person."""

    programme: str
    cohort: str
    title: str
    made_on: date
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
