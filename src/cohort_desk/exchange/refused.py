"""Writes the rows of a list that an import refused, to be put right and sent again."""

from collections.abc import Mapping
from pathlib import Path

from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.layout import Layout
from cohort_desk.exchange.tables_out import TableOut, write_table


def write_refused_of(
    layout: Layout, reasons: Mapping[int, str], path: Path, report: Progress = unwatched
) -> int:
    """Save rows with their own columns, number and reason; return how many.

    Args:
        layout: the list.
        reasons: why each row was refused, by its number.
        path: where to; a .csv or .xlsx file.
        report: hears of rows done.

    Raises:
        CannotWrite: the place cannot be written to.
    """
    rows = [
        (*row.cells, row.number, reasons[row.number])
        for row in layout.rows
        if row.number in reasons
    ]
    headings = (*layout.headings, "Row", "Why it was refused")
    write_table(TableOut("Refused rows", headings, rows), path, report)
    return len(rows)
