"""What the columns of a list show; the same for short and for very long lists.

COLUMNS = (
    Column("Name", lambda row: row.name, key="name", width=200),
    Column("Sector", lambda row: row.sector_label, chip=lambda row: sector_chip(row.sector)),
    Column("Status", lambda row: row.status, chip=lambda row: Chip(row.status, "success")),
    Column("Grade", lambda row: str(row.grade), right=True, width=64, hidden=True),
)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt

from cohort_desk.domain.colours import Swatch, agency_colour, sector_colour
from cohort_desk.domain.sectors import sector_label
from cohort_desk.ui.kit.tokens import ToneName

Row = TypeVar("Row")

# Plain integers, looked up once: Qt's enum costs ten microseconds, and a repaint asks 750 times.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
EDIT = int(Qt.ItemDataRole.EditRole)
TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
ACCESSIBLE_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)
CHIP = int(Qt.ItemDataRole.UserRole)
HORIZONTAL = Qt.Orientation.Horizontal
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_TEXT_ROLES = frozenset((DISPLAY, EDIT, ACCESSIBLE_TEXT))


@dataclass(frozen=True, slots=True)
class Chip:
    """A pill in a cell: a word on a soft colour, with a dot of a stable colour if it has one."""

    text: str
    tone: ToneName = "neutral"
    dot: Swatch | None = None


def sector_chip(sector: str) -> Chip:
    """Return the chip of a sector by its stored key."""
    return Chip(sector_label(sector), "neutral", sector_colour(sector))


def agency_chip(agency_id: int, text: str) -> Chip:
    """Return the chip of an agency, with its name or abbreviation."""
    return Chip(text, "neutral", agency_colour(agency_id))


@dataclass(frozen=True)  # with slots, Column[Row](…) is an error before Python 3.12
class Column(Generic[Row]):
    """One column.

    `key` names it to the settings and to who sorts (the heading where it is empty); `width` is in
    pixels at 100 %; a `hidden` one is shown only once chosen; an `editable` one may be typed in;
    those that `grow` share the room that a wide window leaves, and one that is `whole` is never
    narrower than its longest text or chip. `sort_by` is what a TableModel
    sorts by where that is not the text, such as a moment.
    """

    heading: str
    text: Callable[[Row], str]
    key: str = ""
    width: int = 140
    right: bool = False
    chip: Callable[[Row], Chip | None] | None = None
    hidden: bool = False
    sortable: bool = True
    editable: bool = False
    grows: bool = False
    whole: bool = False
    tip: str = ""
    sort_by: Callable[[Row], Any] | None = None

    @property
    def name(self) -> str:
        return self.key or self.heading


def cell(column: Column[Any], row: Any, role: int) -> Any:
    """Return what a cell answers for a role; None for those it has nothing to say to."""
    if role in _TEXT_ROLES:
        return column.text(row)
    if role == ALIGNMENT:
        return RIGHT if column.right else LEFT
    if role == CHIP and column.chip:
        return column.chip(row)
    return None


def heading(column: Column[Any], role: int) -> Any:
    """Return what a column's head answers for a role."""
    if role == DISPLAY:
        return column.heading
    if role == ALIGNMENT:
        return RIGHT if column.right else LEFT
    if role == TOOL_TIP:
        return column.tip or None
    return None
