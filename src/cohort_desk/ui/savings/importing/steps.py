"""The steps of an import of benefits."""

from enum import IntEnum


class Step(IntEnum):
    """Where the user is; the number is the one shown."""

    FILE = 1
    COLUMNS = 2
    NAMES = 3
    ROWS = 4
    DONE = 5

    @property
    def title(self) -> str:
        return _TITLES[self]


_TITLES = {
    Step.FILE: "File and sheet",
    Step.COLUMNS: "Columns",
    Step.NAMES: "Names",
    Step.ROWS: "Rows",
    Step.DONE: "Done",
}
