"""How the Board page puts things: letters for decisions, the state of a board, its papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.words import counted
from cohort_desk.services.boards import Board, Sheet

ViewName = Literal["sheet", "charts", "meeting", "changes", "comments"]
VIEWS: Mapping[ViewName, str] = {
    "sheet": "Sheet",
    "charts": "Charts",
    "meeting": "Meeting",
    "changes": "Changes since",
    "comments": "External examiner",
}
LETTERS: Mapping[str, Outcome] = {
    "P": Outcome.PASSED,
    "M": Outcome.MERIT,
    "D": Outcome.DISTINCTION,
    "R": Outcome.REFERRED,
    "E": Outcome.DEFERRED,
    "F": Outcome.FAIL,
    "W": Outcome.WITHHELD,
    "N": Outcome.NOT_YET,
}
"""The keys that decide on an award."""
TAKE = "A"
"""The key that decides as the rules propose."""

PAPERS: Mapping[str, str] = {
    "sheet": "Board sheet",
    "sheet-names": "Board sheet with names",
    "minutes": "Minutes",
    "minutes-names": "Minutes with names",
}
"""What can be printed, and how the menu puts it."""

UNDECIDED = "undecided"
"""The filter for candidates without a decision."""


_TOLD = 3
"""How many attempts that cannot be opened are named before the rest are counted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a board stands, as the strip over its sheet says it.

    `next_step` is what the page's main button does: "put", "ratify", "open" or "" for nothing.
    """

    title: str
    sentence: str
    quorum: str
    reached: bool
    decided: str
    undecided: int
    changes: int
    locked: bool
    frozen: bool
    next_step: str


def standing_of(
    board: Board, sheet: Sheet, changes: int, to_open: int, refused: Sequence[str] = ()
) -> Standing:
    """Return where a board stands.

    Args:
        board: the board.
        sheet: its sheet.
        changes: how much has changed since the marks were put before it.
        to_open: how many attempts that it gave can still be opened.
        refused: in words, those that cannot.
    """
    frozen, locked = board.frozen_at is not None, board.ratified_at is not None
    decided = sum(1 for line in sheet.lines if line.decision)
    total = len(sheet.lines)
    said = f"Decided {decided:,} of {counted(total, 'candidate', 'candidates')}."
    return Standing(
        title=board.name,
        sentence=" ".join([_state(board), refused_words(refused)]).strip(),
        quorum=board.quorum.words,
        reached=board.quorum.reached,
        decided=said if frozen else "",
        undecided=total - decided if frozen and not locked else 0,
        changes=changes,
        locked=locked,
        frozen=frozen,
        next_step=_next_step(board, to_open),
    )


def refused_words(refused: Sequence[str]) -> str:
    """Return which attempts that a board gave cannot be opened, "" if all can."""
    if not refused:
        return ""
    attempts = counted(len(refused), "attempt", "attempts")
    more = len(refused) - _TOLD
    rest = [f"The same goes for {counted(more, 'other', 'others')}."] if more > 0 else []
    return " ".join([f"{attempts} cannot be opened.", *refused[:_TOLD], *rest])


def changes_words(count: int) -> str:
    """Return how much has changed since the marks were put before the board."""
    things = counted(count, "thing has", "things have")
    return f"{things} changed since the marks were put before the board."


def _state(board: Board) -> str:
    if board.ratified_at is not None:
        return (
            f"Ratified by {board.ratified_by}, {written_moment(board.ratified_at)}. Locked: only "
            "a chair’s action changes it."
        )
    if board.frozen_at is not None:
        return f"Before the board since {written_moment(board.frozen_at)}, by {board.regulations}."
    return f"Being prepared: the marks as they are now, by {board.regulations}."


def _next_step(board: Board, to_open: int) -> str:
    if board.ratified_at is not None:
        return "open" if to_open else ""
    return "ratify" if board.frozen_at is not None else "put"
