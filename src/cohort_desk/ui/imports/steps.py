"""The steps of the import, and what the page shows of the file."""

from dataclasses import dataclass
from enum import IntEnum

from cohort_desk.exchange.layout import Layout
from cohort_desk.exchange.sheets import Sheet, Workbook


class Step(IntEnum):
    """Where the user is; the number is the one shown."""

    FILE = 1
    COLUMNS = 2
    AGENCIES = 3
    ROWS = 4
    DONE = 5

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES = {
    Step.FILE: "File and sheet",
    Step.COLUMNS: "Columns",
    Step.AGENCIES: "Agencies",
    Step.ROWS: "Rows",
    Step.DONE: "Done",
}


@dataclass(frozen=True, slots=True)
class OpenFile:
    """The file as read, the sheet chosen in it, and the list found in the sheet."""

    workbook: Workbook
    sheet: Sheet
    layout: Layout
