"""The groups of a round as lists, badges and spreadsheets show them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A member as printed; `sector` is the stored key; text that is absent is empty.

    `id` is the person's, by which photos are found.
    """

    name: str
    agency: str = ""
    agency_short: str = ""
    sector: str = ""
    job_title: str = ""
    email: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """A group with its members in the order of their names."""

    name: str
    members: tuple[ListedMember, ...]


@dataclass(frozen=True, slots=True)
class GroupList:
    """All groups of a round as they stood on a day.

    `version` is the number of the published version, None for groups not yet published.
    """

    programme: str
    cohort: str
    round_name: str
    version: int | None
    stood_on: date
    groups: tuple[ListedGroup, ...]

    @property
    def people(self) -> int:
        """How many people are in the groups."""
        return sum(len(group.members) for group in self.groups)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the people in the groups."""
        return tuple(member.id for group in self.groups for member in group.members)
