"""How large the board's cards are: three densities, and their sizes in pixels."""

from dataclasses import dataclass, fields, replace
from enum import StrEnum

from cohort_desk.ui.kit.theme import Theme


class Density(StrEnum):
    """How much of the board a screen shows, the largest cards first."""

    COMFORTABLE = "comfortable"
    COMPACT = "compact"
    OVERVIEW = "overview"

    @property
    def words(self) -> str:
        """What the control and the screen reader call it."""
        return {
            Density.COMFORTABLE: "Comfortable cards",
            Density.COMPACT: "Compact cards",
            Density.OVERVIEW: "Overview",
        }[self]

    def closer(self) -> "Density":
        """Return the next with larger cards; the largest stays."""
        order = list(Density)
        return order[max(0, order.index(self) - 1)]

    def further(self) -> "Density":
        """Return the next with smaller cards; the smallest stays."""
        order = list(Density)
        return order[min(len(order) - 1, order.index(self) + 1)]


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in pixels, scaled to the text.

    Attributes:
        column: the least width of a group.
        widest: the most.
        tray: the width of the tray where it stands beside the groups.
        card: the height of a card.
        tallest: the height that cards may grow to where everything fits.
        head: the height of a group's head, and of the tray's beside the groups.
        line: of the tray's head above the groups.
        pad: between a group's edge and its cards.
        between: from one card to the next.
        foot: the free strip under the last card, to drop on.
        gap: between groups.
    """

    column: int
    widest: int
    tray: int
    card: int
    tallest: int
    head: int
    line: int
    pad: int
    between: int
    foot: int
    gap: int


_AT_100 = {
    Density.COMFORTABLE: Measures(188, 320, 190, 54, 54, 62, 32, 8, 6, 16, 12),
    Density.COMPACT: Measures(158, 240, 166, 26, 26, 54, 28, 5, 2, 10, 8),
    Density.OVERVIEW: Measures(106, 248, 126, 24, 34, 20, 22, 2, 0, 3, 4),
}
_UNSCALED = {"pad", "between", "foot", "gap"}


def measures(density: Density) -> Measures:
    """Return the sizes of cards and columns at the chosen text size."""
    base, px = _AT_100[density], Theme.current().px
    scaled = {
        each.name: px(getattr(base, each.name))
        for each in fields(base)
        if each.name not in _UNSCALED
    }
    return replace(base, **scaled)
