"""A spreadsheet that somebody has opened to import it; free of Qt."""

from dataclasses import dataclass

from cohort_desk.exchange.layout import Layout
from cohort_desk.exchange.sheets import Sheet, Workbook


@dataclass(frozen=True, slots=True)
class OpenFile:
    """The file as read, the sheet chosen in it, and the list found in the sheet."""

    workbook: Workbook
    sheet: Sheet
    layout: Layout
