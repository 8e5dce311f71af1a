"""How each group is mixed: how many of its people are of which sector and agency."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cohort_desk.domain.sectors import SECTORS
from cohort_desk.services.groups.board import Board
from cohort_desk.services.groups.proposed import Mix, ProposedGroup

_ORDER = {sector.key: at for at, sector in enumerate(SECTORS)}


@dataclass(frozen=True, slots=True)
class AgencyShare:
    """An agency's people in a group: its name and short name, its sector's key, and how many."""

    name: str
    short_name: str
    sector: str
    people: int

    @property
    def texts(self) -> tuple[str, str]:
        """What of it is printed."""
        return (self.name, self.short_name)


@dataclass(frozen=True, slots=True)
class GroupMix:
    """A group by sector and by agency, both in the order of the sectors.

    `sectors` counts people by stored key, "" for those without an agency; `agencies` is empty
    where only sectors are known.
    """

    name: str
    sectors: Mix
    agencies: tuple[AgencyShare, ...] = ()

    @property
    def people(self) -> int:
        """How many people are in the group."""
        return sum(count for _key, count in self.sectors)


def mixes_of_board(board: Board) -> tuple[GroupMix, ...]:
    """Return how the groups of a board are mixed; who has withdrawn counts for nothing."""
    return tuple(
        _mix(
            group.name,
            (
                (card.agency, card.agency_short_name, card.sector)
                for card in group.cards
                if not card.withdrawn
            ),
        )
        for group in board.groups
    )


def mixes_of_proposed(groups: Iterable[ProposedGroup]) -> tuple[GroupMix, ...]:
    """Return how proposed groups are mixed, by sector alone."""
    return tuple(GroupMix(group.name, group.sectors) for group in groups)


def _mix(name: str, people: Iterable[tuple[str, str, str]]) -> GroupMix:
    counts = Counter(people)
    shares = sorted(
        (
            AgencyShare(agency, short or agency, sector, count)
            for (agency, short, sector), count in counts.items()
        ),
        key=lambda share: (_ORDER.get(share.sector, len(_ORDER)), share.name),
    )
    sectors = Counter[str]()
    for share in shares:
        sectors[share.sector] += share.people
    return GroupMix(name, tuple(sectors.items()), tuple(shares))
