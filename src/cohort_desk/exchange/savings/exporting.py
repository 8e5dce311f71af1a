"""All savings as sheets: lines, which an import takes back, claims, years and agencies."""

from pathlib import Path

from cohort_desk.domain.errors import CannotWrite
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.exchange.savings.claim_sheet import claims_sheet
from cohort_desk.exchange.savings.line_sheet import lines_sheet
from cohort_desk.exchange.savings.sum_sheets import agencies_sheet, years_sheet
from cohort_desk.exchange.tables_out import TableOut, write_table, write_workbook
from cohort_desk.services.savings.exporting import SavingsOut

WORKBOOK = "savings.xlsx"
FORMATS = ("xlsx", "csv")


def savings_sheets(savings: SavingsOut) -> tuple[TableOut, ...]:
    """Return the sheets: benefits, claims, by year and by agency."""
    return (
        lines_sheet(savings.benefits, savings.starts_month),
        claims_sheet(savings.benefits, savings.starts_month),
        years_sheet(savings.portfolio),
        agencies_sheet(savings.portfolio),
    )


def write_savings_workbook(savings: SavingsOut, path: Path, report: Progress = unwatched) -> None:
    """Write all sheets into one workbook; its first sheet can be imported again.

    Raises:
        CannotWrite: the ending is not .xlsx, or the place cannot be written to; a file that was
            there before stays as it was.
        Cancelled: the user asked to stop; nothing was written.
    """
    write_workbook(savings_sheets(savings), path, report)


def write_savings_tables(
    savings: SavingsOut, folder: Path, report: Progress = unwatched
) -> tuple[Path, ...]:
    """Write each sheet as a CSV file of its own into a folder, and return the files.

    Raises:
        CannotWrite: the folder cannot be made or written to.
        Cancelled: the user asked to stop; files written before stay.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(
            f"The folder “{folder}” cannot be made ({error.strerror or error}). Nothing was "
            "written: choose another folder."
        ) from error
    sheets = savings_sheets(savings)
    paths = [folder / f"savings-{sheet.name.casefold().replace(' ', '-')}.csv" for sheet in sheets]
    for sheet, path in zip(sheets, paths, strict=True):
        write_table(sheet, path, report)
    return tuple(paths)
