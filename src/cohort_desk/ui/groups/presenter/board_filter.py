"""What the board can be searched for, and which cards that finds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cohort_desk.domain.sectors import SECTORS

if TYPE_CHECKING:
    from cohort_desk.services.groups import Board, BoardGroup, Card

MARKS: Mapping[str, str] = {
    "broken": "Broken rules",
    "locked": "Locked",
    "unplaced": "No group",
    "withdrawn": "Withdrawn",
}
"""What a card can be marked with, and the words of its chip."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: every word of the text, any of the marks, agencies and sectors.

    Marks are keys of MARKS, agencies ids and sectors stored keys, as filter chips hold them.
    """

    text: str = ""
    marks: tuple[object, ...] = ()
    agencies: tuple[object, ...] = ()
    sectors: tuple[object, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip() or self.marks or self.agencies or self.sectors)

    def finds(self, card: "Card", group: "BoardGroup | None") -> bool:
        """Whether a card is among what is looked for."""
        if self.marks and not any(mark in self.marks for mark in marks_of(card, group)):
            return False
        if self.agencies and card.agency_id not in self.agencies:
            return False
        if self.sectors and card.sector not in self.sectors:
            return False
        words = self.text.casefold().split()
        if not words:
            return True
        within = f"{card.name} {card.agency} {card.agency_short_name}".casefold()
        return all(word in within for word in words)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a board offers to look for.

    Attributes:
        marks: how many cards bear each mark; marks that none bears are left out.
        agencies: id and name of each agency on the board, in the order of names.
        sectors: stored key and name of each sector on the board.
    """

    marks: tuple[tuple[str, int], ...]
    agencies: tuple[tuple[int, str], ...]
    sectors: tuple[tuple[str, str], ...]


def marks_of(card: "Card", group: "BoardGroup | None") -> Iterator[str]:
    """Yield the marks that a card bears."""
    if card.broken:
        yield "broken"
    if card.locked or (group is not None and group.locked):
        yield "locked"
    if group is None:
        yield "unplaced"
    if card.withdrawn:
        yield "withdrawn"


def choices_of(board: "Board") -> Choices:
    """Return what a board offers to look for."""
    count: dict[str, int] = dict.fromkeys(MARKS, 0)
    agencies: dict[int, str] = {}
    sectors: set[str] = set()
    for group, card in _cards(board):
        for mark in marks_of(card, group):
            count[mark] += 1
        sectors.add(card.sector)
        if card.agency_id is not None:
            agencies[card.agency_id] = card.agency
    return Choices(
        marks=tuple((mark, count[mark]) for mark in MARKS if count[mark]),
        agencies=tuple(sorted(agencies.items(), key=lambda each: each[1].casefold())),
        sectors=tuple((each.key, each.label) for each in SECTORS if each.key in sectors),
    )


def _cards(board: "Board") -> "Iterator[tuple[BoardGroup | None, Card]]":
    for card in board.tray:
        yield None, card
    for group in board.groups:
        for card in group.cards:
            yield group, card
