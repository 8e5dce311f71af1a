"""What the Board page reads of a board at one moment, and what makes that out of date."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cohort_desk.services.boards import (
    Board,
    Difference,
    Sheet,
    attempts_to_open,
    differences,
    read_sheet,
)

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

SHOWN_OF = frozenset(
    {
        "agreement",
        "allotment",
        "assessment",
        "attendance",
        "board",
        "board_member",
        "candidate",
        "circumstances",
        "cohort_regulations",
        "criterion",
        "criterion_mark",
        "decision",
        "examiner_comment",
        "extension",
        "hold",
        "mark",
        "membership",
        "moderation",
        "module",
        "participant",
        "peer_override",
        "peer_rating",
        "peer_return",
        "peer_round",
        "sampled",
        "sitting",
        "submission",
        "taught_session",
    }
)
"""The kinds of record that a board looks at."""
CHANGES_NO_MARK = frozenset({"decision", "board_member", "examiner_comment"})
"""What never makes a mark other than it was when it was put before the board."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A board with its sheet, what has changed since, and the attempts it gave still to be opened.

    `to_open` is how many can be opened, `refused` is in words those that cannot.
    """

    board: Board
    sheet: Sheet
    changes: tuple[Difference, ...]
    to_open: int
    refused: tuple[str, ...]


def look(db: "Database", board: Board, known: tuple[Difference, ...] | None) -> Reading:
    """Read a board; `known` is what has changed since the snapshot, None if it is not known.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    sheet = read_sheet(db, board.cohort_id, board.id)
    given = attempts_to_open(db, board.id)
    refused = tuple(each.words for each in given if each.refused)
    changes = differences(db, board.id) if known is None else known
    return Reading(sheet.board or board, sheet, changes, len(given) - len(refused), refused)
