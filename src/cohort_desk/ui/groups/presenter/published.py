"""Shows the published versions of a round's groups, and compares them.

Of many people they are read off the window's thread, while what was read before stays in sight.
"""

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
from cohort_desk.ui.kit.elsewhere import READ_AT_ONCE, LatestReading

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
    def show_reading(self) -> None: ...
    def show_nothing(self, *, can_publish: bool) -> None: ...
    def show_preview(self, content: bytes, title: str) -> None: ...
    def copy(self, text: str) -> None: ...


class PublishedPresenter:
    """Answers the published versions of a round."""

    def __init__(self, view: PublishedView, desk: Desk, read_at_once: int = READ_AT_ONCE) -> None:
        self._view, self._desk, self._read_at_once = view, desk, read_at_once
        self._versions = LatestReading("Reading the published versions", desk)
        self._differing = LatestReading("Comparing versions", desk)
        self._round_id, self._at_once = 0, True
        self._chosen: tuple[int, int] | None = None
        self._states: tuple[tuple[int, str], ...] = ()
        self._note: ChangeNote | None = None

    def show_round(self, round_id: int) -> None:
        """Show the versions of a round.

        Raises:
            NotFound: the round has been deleted.
        """
        self._at_once = groups.board_size(self._desk.db, round_id) <= self._read_at_once
        if round_id != self._round_id:
            self._round_id, self._chosen, self._note, self._states = round_id, None, None, ()
            self._differing.drop()
            if not self._at_once:
                self._view.show_reading()
        self.refresh()

    def refresh(self) -> None:
        """Read the versions anew; of many people not on the window's thread."""
        db, round_id = self._desk.db, self._round_id
        self._versions.ask(
            lambda _report: (
                groups.list_versions(db, round_id),
                groups.unpublished_changes(db, round_id),
            ),
            self._show,
            at_once=self._at_once,
        )

    def compare(self, before: int, after: int) -> None:
        """Compare a version with another, or with the groups as they stand."""
        self._chosen = before, after
        attempt(self._desk, lambda: self._compare(before, after))

    def version_asked(self, number: int) -> None:
        """Show all that changed from the version before, or since the newest one."""
        numbers = sorted(one for one, _ in self._states if one != AS_THEY_STAND)
        older = [one for one in numbers if number == AS_THEY_STAND or one < number]
        if older:
            self.compare(older[-1], number)

    def copy_note(self) -> None:
        """Put who moved on the clipboard, as text to send."""
        if self._note:
            self._view.copy(self._note.text)
            self._desk.say("Copied who moved. Paste it into a message.")

    def print_note(self) -> None:
        """Show who moved as it will be printed for participants."""
        if note := self._note:
            self._desk.runner.run(
                "Laying out who moved",
                lambda report: (note.round_name, _pdf(note, report)),
                done=self._preview,
                writes=False,
            )

    def _show(self, read: "tuple[tuple[PublishedVersion, ...], Difference]") -> None:
        versions, changes = read
        if not versions:
            self._note = None
            self._differing.drop()
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
        if pair:
            self._compare(*pair)
        else:
            self._show_comparison(None)

    def _compared(self, numbers: Sequence[int], *, pending: bool) -> tuple[int, int] | None:
        """Return what the user chose to compare, else what changed last; None if nothing has."""
        if self._chosen and not {AS_THEY_STAND, *numbers}.issuperset(self._chosen):
            self._chosen = None
        if self._chosen or pending:
            return self._chosen or (numbers[0], AS_THEY_STAND)
        return (numbers[1], numbers[0]) if len(numbers) > 1 else None

    def _compare(self, before: int, after: int) -> None:
        if before == after:
            self._differing.drop()
            nothing = Comparison(self._states, before, after, "Choose two that differ", (), ())
            self._show_comparison(nothing)
            return

        db, round_id = self._desk.db, self._round_id
        older, newer = (after, before) if before == AS_THEY_STAND else (before, after)
        later = None if newer == AS_THEY_STAND else newer

        def show(note: "ChangeNote") -> None:
            changes = note.difference
            others = (*group_sentences(changes), *corrections(changes))
            told = summary(changes)
            shown = Comparison(self._states, before, after, told, changes.moved, others)
            self._show_comparison(shown, note)

        self._differing.ask(
            lambda _report: groups.read_change_note(db, round_id, older, later),
            show,
            at_once=self._at_once,
        )

    def _show_comparison(
        self, comparison: Comparison | None, note: "ChangeNote | None" = None
    ) -> None:
        self._note = note
        self._view.show_comparison(comparison)

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
