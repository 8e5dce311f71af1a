"""Saves all savings as sheets: a workbook, or a folder with a table for each of its sheets."""

from pathlib import Path

from cohort_desk.domain.progress import Progress
from cohort_desk.exchange.savings.exporting import (
    WORKBOOK,
    write_savings_tables,
    write_savings_workbook,
)
from cohort_desk.services.savings.exporting import read_savings_out
from cohort_desk.ui.kit.desk import Desk

KINDS = "Excel workbook (*.xlsx);;Comma-separated values, a folder of files (*.csv)"


def export_savings(desk: Desk, cohort_id: int | None) -> None:
    """Ask where to, and write benefits, claims and sums of a cohort, or of all, off the window."""
    path = desk.dialogs.path_to_save("Export all savings", WORKBOOK.capitalize(), KINDS)
    if path is None:
        return
    db = desk.db

    def write(report: Progress) -> tuple[Path, ...]:
        savings = read_savings_out(db, cohort_id)
        if path.suffix.casefold() == ".csv":
            return write_savings_tables(savings, path.with_suffix(""), report)
        write_savings_workbook(savings, path, report)
        return (path,)

    folder = path.with_suffix("").name if path.suffix.casefold() == ".csv" else ""
    desk.runner.run(
        f"Exporting to {path.name}",
        write,
        done=lambda _: desk.say(
            f"Saved in the folder “{folder}”." if folder else f"Saved {path.name}."
        ),
        failed=lambda error: desk.warn(str(error)),
        writes=False,
    )
