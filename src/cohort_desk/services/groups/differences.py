"""What differs between two states of a round's groups: who moved, and what is told of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cohort_desk.domain.people import FIELD_LABELS
from cohort_desk.domain.sectors import sector_label

Snapshot = Sequence[Mapping[str, Any]]
"""Groups as plain values: `id`, `name`, and `members` with the fields of ListedMember and `id`."""

_LABELS = {
    "name": "Name",
    "agency": FIELD_LABELS["agency_id"],
    "agency_short": "Agency’s short name",
    "sector": "Sector",
    "job_title": FIELD_LABELS["job_title"],
    "email": FIELD_LABELS["email"],
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A person whose group differs; `before` or `after` is "" of one without a group then."""

    person_id: int
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Something printed of a person, such as "E-mail", before and after; "" if absent."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A person of whom something else is printed now; `name` as it is written now."""

    person_id: int
    name: str
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two states of the groups.

    Attributes:
        moved: who changed groups, got one or lost theirs.
        renamed: groups that are called otherwise, as (before, after).
        corrected: whose details changed, whether they moved or not.
        added: the names of groups that are new.
        removed: the names of groups that are gone.
    """

    moved: tuple[Moved, ...]
    renamed: tuple[tuple[str, str], ...]
    corrected: tuple[Corrected, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moved or self.renamed or self.corrected or self.added or self.removed)


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """Compare everything that is printed; by group, not by its name: renaming moves nobody."""
    old_names = {group["id"]: group["name"] for group in before}
    new_names = {group["id"]: group["name"] for group in after}
    return Difference(
        moved=_moved(before, after),
        renamed=tuple(
            (name, new_names[group_id])
            for group_id, name in old_names.items()
            if new_names.get(group_id, name) != name
        ),
        corrected=_corrected(before, after),
        added=tuple(name for group_id, name in new_names.items() if group_id not in old_names),
        removed=tuple(name for group_id, name in old_names.items() if group_id not in new_names),
    )


def _moved(before: Snapshot, after: Snapshot) -> tuple[Moved, ...]:
    old, new = _whereabouts(before), _whereabouts(after)
    nowhere = (0, "", "")
    moved = [
        Moved(
            person,
            (new.get(person) or old[person])[2],
            old.get(person, nowhere)[1],
            new.get(person, nowhere)[1],
        )
        for person in {**old, **new}
        if old.get(person, nowhere)[0] != new.get(person, nowhere)[0]
    ]
    return tuple(sorted(moved, key=lambda one: one.name))


def _whereabouts(groups: Snapshot) -> dict[int, tuple[int, str, str]]:
    """Return for each person the group's id and name, and their own name."""
    return {
        member["id"]: (group["id"], group["name"], member["name"])
        for group in groups
        for member in group["members"]
    }


def _corrected(before: Snapshot, after: Snapshot) -> tuple[Corrected, ...]:
    old = {member["id"]: member for group in before for member in group["members"]}
    both = [member for group in after for member in group["members"] if member["id"] in old]
    told = [Corrected(one["id"], one["name"], _details(old[one["id"]], one)) for one in both]
    return tuple(sorted((one for one in told if one.details), key=lambda one: one.name))


def _details(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Detail, ...]:
    return tuple(
        Detail(label, _as_read(field, old[field]), _as_read(field, new[field]))
        for field, label in _LABELS.items()
        if old[field] != new[field]
    )


def _as_read(field: str, value: str) -> str:
    return sector_label(value) if field == "sector" and value else value
