"""Publishes a round's groups as numbered versions, and shows those there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.dates import written_moment
from cohort_desk.services import groups
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.services.groups import Corrected, Difference, Moved, PublishedVersion

_FEW = 8


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A published version in words; `moved` has a sentence for each who moved, `more` the rest."""

    number: int
    title: str
    subtitle: str
    summary: str
    moved: tuple[str, ...]
    more: int


class PublishedView(Protocol):
    """What the presenter needs of the published versions."""

    def show_versions(
        self, versions: Sequence[VersionLine], changes: VersionLine | None
    ) -> None: ...
    def show_nothing(self, *, can_publish: bool) -> None: ...


class PublishedPresenter:
    """Answers the published versions of a round."""

    def __init__(self, view: PublishedView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round_id = 0

    def show_round(self, round_id: int) -> None:
        self._round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        """Read the versions anew."""
        versions = groups.list_versions(self._desk.db, self._round_id)
        changes = groups.unpublished_changes(self._desk.db, self._round_id)
        if not versions:
            self._view.show_nothing(can_publish=bool(changes))
            return
        pending = _pending(changes, versions[0].number) if changes else None
        self._view.show_versions([_line(version) for version in versions], pending)

    def publish(self, round_id: int) -> None:
        """Freeze the groups as they stand, once the user has seen what that means.

        Published need not be in sight: the board publishes too.
        """
        db = self._desk.db
        listing = groups.read_group_list(db, round_id)
        versions = groups.list_versions(db, round_id)
        changes = groups.unpublished_changes(db, round_id)
        if versions and not changes:
            since = versions[0].number
            self._desk.say(f"Nothing has changed since version {since} was published.")
            return
        number = groups.next_version(db, round_id)
        since = f" {_summary(changes)} since version {versions[0].number}." if versions else ""
        broken = groups.read_board(db, round_id).score.broken
        warning = f" Broken just now: {broken[0].words}." if broken else ""
        if self._desk.dialogs.confirm(
            f"Publish {listing.round_name} as version {number}?",
            f"{listing.people:,} people in {len(listing.groups)} groups.{since}{warning} A version "
            "never changes; later changes make a new version with a list of who moved.",
            f"Publish version {number}",
        ):
            attempt(self._desk, lambda: groups.publish(db, round_id))


def _line(version: "PublishedVersion") -> VersionLine:
    sentences = tuple(_sentences(version.difference)) if version.number > 1 else ()
    when = written_moment(version.published_at)
    return VersionLine(
        version.number,
        f"Version {version.number}",
        f"{when} by {version.published_by} · {version.people:,} people in {version.groups} groups",
        _summary(version.difference) if version.number > 1 else "The first version",
        sentences[:_FEW],
        max(0, len(sentences) - _FEW),
    )


def _pending(changes: "Difference", newest: int) -> VersionLine:
    sentences = tuple(_sentences(changes))
    return VersionLine(
        0,
        "Unpublished changes",
        "The board differs from what was published last.",
        f"{_summary(changes)} since version {newest}",
        sentences[:_FEW],
        max(0, len(sentences) - _FEW),
    )


def _summary(changes: "Difference") -> str:
    """Return how much has changed: "3 people have moved, 1 group is renamed"."""
    counts = (
        (len(changes.moved), "1 person has moved", "people have moved"),
        (len(changes.renamed), "1 group is renamed", "groups are renamed"),
        (len(changes.corrected), "1 person’s details are corrected", "people’s details corrected"),
        (len(changes.added), "1 group is new", "groups are new"),
        (len(changes.removed), "1 group is gone", "groups are gone"),
    )
    parts = [one if n == 1 else f"{n:,} {many}" for n, one, many in counts if n]
    return ", ".join(parts) or "Nothing has changed"


def _sentences(changes: "Difference") -> list[str]:
    return [
        *(_moved(one) for one in changes.moved),
        *(f"{before} is now {after}" for before, after in changes.renamed),
        *(_corrected(one) for one in changes.corrected),
        *(f"{name} is new" for name in changes.added),
        *(f"{name} is gone" for name in changes.removed),
    ]


def _corrected(one: "Corrected") -> str:
    """Return what is printed otherwise: "Aisha Khan: e-mail corrected"."""
    what = " and ".join(detail.label.lower() for detail in one.details)
    return f"{one.name}: {what} corrected"


def _moved(one: "Moved") -> str:
    """Return where somebody went: "Aisha Khan, from Group 1 to Group 3"."""
    if not one.before:
        return f"{one.name}, new in {one.after}"
    if not one.after:
        return f"{one.name}, no longer in {one.before}"
    return f"{one.name}, from {one.before} to {one.after}"
