"""Publishes a round's groups as numbered versions, shows those there are, and compares them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.progress import Progress
from cohort_desk.services import groups
from cohort_desk.services.groups.change_words import (
    corrections,
    group_sentences,
    sentences,
    summary,
)
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.services.groups import ChangeNote, Difference, Moved, PublishedVersion

AS_THEY_STAND = 0
"""Where versions are counted from 1, the groups as they stand."""
_FEW = 8


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A published version in words; `changes` are the first few, `more` how many others."""

    number: int
    title: str
    subtitle: str
    summary: str
    changes: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states compared.

    Attributes:
        states: what can be compared, as (number, words), the newest first.
        before: the number of the version that the other is compared with.
        after: the number of the other, or AS_THEY_STAND.
        summary: how much differs.
        moved: who moved.
        others: what else differs, a sentence each.
    """

    states: tuple[tuple[int, str], ...]
    before: int
    after: int
    summary: str
    moved: "tuple[Moved, ...]"
    others: tuple[str, ...]


class PublishedView(Protocol):
    """What the presenter needs of the published versions."""

    def show_versions(
        self, versions: Sequence[VersionLine], changes: VersionLine | None
    ) -> None: ...
    def show_comparison(self, comparison: Comparison | None) -> None: ...
    def show_nothing(self, *, can_publish: bool) -> None: ...
    def show_preview(self, content: bytes, title: str) -> None: ...
    def copy(self, text: str) -> None: ...


class PublishedPresenter:
    """Answers the published versions of a round."""

    def __init__(self, view: PublishedView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round_id = 0
        self._chosen: tuple[int, int] | None = None
        self._shown = (AS_THEY_STAND, AS_THEY_STAND)
        self._states: tuple[tuple[int, str], ...] = ()

    def show_round(self, round_id: int) -> None:
        if round_id != self._round_id:
            self._chosen = None
        self._round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        """Read the versions anew."""
        versions = groups.list_versions(self._desk.db, self._round_id)
        changes = groups.unpublished_changes(self._desk.db, self._round_id)
        if not versions:
            self._view.show_nothing(can_publish=bool(changes))
            return
        numbers = [version.number for version in versions]
        self._states = (
            (AS_THEY_STAND, "The groups as they stand"),
            *((number, f"Version {number}") for number in numbers),
        )
        pair = self._compared(numbers, pending=bool(changes))
        pending = (
            _pending(changes, numbers[0], told=pair == (numbers[0], AS_THEY_STAND))
            if changes
            else None
        )
        lines = [_line(version, first=version is versions[-1]) for version in versions]
        self._view.show_versions(lines, pending)
        self._view.show_comparison(self._comparison(*pair) if pair else None)

    def compare(self, before: int, after: int) -> None:
        """Compare a version with another, or with the groups as they stand."""
        self._chosen = before, after
        self._view.show_comparison(self._comparison(before, after))

    def version_asked(self, number: int) -> None:
        """Show all that changed from the version before, or since the newest one."""
        numbers = sorted(one for one, _ in self._states if one != AS_THEY_STAND)
        older = [one for one in numbers if number == AS_THEY_STAND or one < number]
        if older:
            self.compare(older[-1], number)

    def copy_note(self) -> None:
        """Put who moved on the clipboard, as text to send."""
        if note := self._note():
            self._view.copy(note.text)
            self._desk.say("Copied who moved. Paste it into a message.")

    def print_note(self) -> None:
        """Show who moved as it will be printed for participants."""
        if note := self._note():
            self._desk.runner.run(
                "Laying out who moved",
                lambda report: (note.round_name, _pdf(note, report)),
                done=self._preview,
                writes=False,
            )

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
        since = f" {summary(changes)} since version {versions[0].number}." if versions else ""
        broken = groups.read_board(db, round_id).score.broken
        warning = f" Broken just now: {broken[0].words}." if broken else ""
        if self._desk.dialogs.confirm(
            f"Publish {listing.round_name} as version {number}?",
            f"{listing.people:,} people in {len(listing.groups)} groups.{since}{warning} A version "
            "never changes; later changes make a new version with a list of who moved.",
            f"Publish version {number}",
        ):
            attempt(self._desk, lambda: groups.publish(db, round_id))

    def _compared(self, numbers: Sequence[int], *, pending: bool) -> tuple[int, int] | None:
        """Return what the user chose to compare, else what changed last; None if nothing has."""
        if self._chosen and not {AS_THEY_STAND, *numbers}.issuperset(self._chosen):
            self._chosen = None
        if self._chosen or pending:
            return self._chosen or (numbers[0], AS_THEY_STAND)
        return (numbers[1], numbers[0]) if len(numbers) > 1 else None

    def _comparison(self, before: int, after: int) -> Comparison:
        self._shown = before, after
        if before == after:
            return Comparison(self._states, before, after, "Choose two that differ", (), ())
        changes = self._read(before, after).difference
        others = (*group_sentences(changes), *corrections(changes))
        return Comparison(self._states, before, after, summary(changes), changes.moved, others)

    def _note(self) -> "ChangeNote | None":
        before, after = self._shown
        return None if before == after else self._read(before, after)

    def _read(self, before: int, after: int) -> "ChangeNote":
        if before == AS_THEY_STAND:
            before, after = after, before
        later = None if after == AS_THEY_STAND else after
        return groups.read_change_note(self._desk.db, self._round_id, before, later)

    def _preview(self, made: object) -> None:
        name, content = cast("tuple[str, bytes]", made)
        self._view.show_preview(content, f"{name}, who moved")


def _pdf(note: "ChangeNote", report: Progress) -> bytes:
    # Slow to import, and wanted only once something is printed.
    from cohort_desk.reports.change_note import write_change_note  # noqa: PLC0415

    with TemporaryDirectory(prefix="cohort-desk-") as folder:
        path = Path(folder) / "Who moved.pdf"
        write_change_note(note, path, report)
        return path.read_bytes()


def _line(version: "PublishedVersion", *, first: bool) -> VersionLine:
    when = written_moment(version.published_at)
    told = () if first else sentences(version.difference)
    return VersionLine(
        version.number,
        f"Version {version.number}",
        f"{when} by {version.published_by} · {version.people:,} people in {version.groups} groups",
        "The first version" if first else summary(version.difference),
        told[:_FEW],
        max(0, len(told) - _FEW),
    )


def _pending(changes: "Difference", newest: int, *, told: bool) -> VersionLine:
    return VersionLine(
        AS_THEY_STAND,
        "Unpublished changes",
        "The board differs from what was published last.",
        f"{summary(changes)} since version {newest}",
        (),
        0 if told else len(sentences(changes)),
    )
