"""Puts rows of a list into another order."""

from collections.abc import Sequence
from typing import TypeVar

from cohort_desk.db.tables import (
    AssessmentRow,
    BandRow,
    BankCommentRow,
    CriterionRow,
    ModuleRow,
)

_Row = TypeVar("_Row", ModuleRow, AssessmentRow, CriterionRow, BandRow, BankCommentRow)


def move_to(rows: Sequence[_Row], row: _Row, place: int) -> None:
    """Put one of the rows at a place, counted from 0; beyond the ends means at them."""
    others = [one for one in rows if one is not row]
    place = max(0, min(place, len(others)))
    number([*others[:place], row, *others[place:]])


def number(rows: Sequence[_Row]) -> None:
    """Give the rows their places as they come, leaving alone those that stay."""
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place
