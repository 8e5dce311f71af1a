"""The list of regulation sets: which cohort follows which, history, comparison, files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.names import folded
from cohort_desk.domain.regulations.clauses import Clause, clauses
from cohort_desk.domain.regulations.differences import Difference, differences
from cohort_desk.domain.regulations.presets import DEFAULT_NAME, Template, templates
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.words import counted
from cohort_desk.exchange.regulations import SetFile, read_set_file, write_set_file
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.regulations import (
    CohortRegulations,
    RegulationSet,
    follow,
    list_followers,
    list_sets,
)
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt

SET_FILES = "Regulation sets (*.toml *.json)"
SET_FILES_OUT = "TOML to read and edit (*.toml);;JSON (*.json)"
_SHOWN_OF = frozenset({"regulation_set", "cohort_regulations", "cohort", "board"})
DEFAULT_ID = 0
"""Stands for the default rules, which nobody has saved."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a set in the list; `newest` of its name."""

    id: int
    name: str
    version: str
    saved: str
    by: str
    note: str
    followed_by: str
    newest: bool


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version in the panel, beside another that it is compared with.

    `others` are what it can be compared with; `follow` says what comes of using it for the
    cohort, '' where the cohort follows it already.
    """

    id: int
    title: str
    facts: tuple[tuple[str, str], ...]
    follow: str
    others: tuple[tuple[int, str], ...]
    compared_with: int | None
    differences: tuple[Difference, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What the editor is opened with: a name, the rules as they were, and those to begin with."""

    name: str
    base_title: str
    base: Regulations
    rules: Regulations
    note: str = ""


class VersionsView(Protocol):
    """What the presenter needs of its widget."""

    def show_versions(
        self, lines: Sequence[VersionLine], total: int, follows: str, note: str
    ) -> None: ...
    def show_version(self, shown: VersionShown) -> None: ...
    def close_version(self) -> None: ...
    def choose(self, set_id: int) -> None: ...


class VersionsPresenter:
    """Answers the list of versions and its panel."""

    def __init__(self, view: VersionsView, desk: Desk, edit: Callable[[Draft], None]) -> None:
        self._view, self._desk, self._edit = view, desk, edit
        self._sets: tuple[RegulationSet, ...] = ()
        self._cohorts: tuple[CohortRegulations, ...] = ()
        self._lines: tuple[VersionLine, ...] = ()
        self._text, self._filters = "", frozenset[object]()
        self._open: int | None = None
        self._compared: int | None = None

    def refresh(self) -> None:
        """Read the sets and show them."""
        self._sets = list_sets(self._desk.db)
        self._cohorts = list_followers(self._desk.db)
        self._show_list()
        if self._open is not None:
            self._show_panel()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Read again if anything that is shown has changed."""
        if kinds & _SHOWN_OF:
            self.refresh()

    def search(self, text: str) -> None:
        self._text = text
        self._show_list()

    def narrow(self, keys: tuple[object, ...]) -> None:
        self._filters = frozenset(keys)
        self._show_list()

    def open(self, set_id: int) -> None:
        """Show a version in the panel, compared with the one before it."""
        if set_id != self._open:
            self._open, self._compared = set_id, self._one_before(set_id)
        self._show_panel()

    def close(self) -> None:
        self._open = None

    def compare(self, other_id: int) -> None:
        """Compare the open version with another."""
        self._compared = other_id
        self._show_panel()

    def change(self, set_id: int) -> None:
        """Open the editor on a version."""
        found = self._set(set_id)
        self._edit(Draft(found.name, _title(found), found.rules, found.rules))

    def change_mine(self) -> None:
        """Open the editor on what the cohort follows."""
        self.change(self._mine().id or DEFAULT_ID)

    def begin_with(self, template: Template) -> None:
        """Open the editor on a whole set to start from, beside what the cohort follows."""
        mine = self._mine()
        self._edit(Draft(template.title, mine.title, mine.rules, template.rules))

    def bring_in(self) -> None:
        """Open the editor on a set from a file, beside the newest of that name."""
        path = self._desk.dialogs.path_to_open("Open a regulation set", SET_FILES)
        if path is None:
            return

        def read() -> None:
            found = read_set_file(path)
            same = [one for one in self._sets if folded(one.name) == folded(found.name)]
            mine = self._mine()
            title, base = (_title(same[0]), same[0].rules) if same else (mine.title, mine.rules)
            self._edit(Draft(found.name, title, base, found.rules, found.note))

        attempt(self._desk, read)

    def send_out(self, set_id: int) -> None:
        """Save a version as a file."""
        found = self._set(set_id)
        path = self._desk.dialogs.path_to_save(
            f"Export {_title(found)}", f"{found.name} {found.number or 1}.toml", SET_FILES_OUT
        )
        if path is not None:
            out = SetFile(found.name, found.note, found.rules)
            if attempt(self._desk, lambda: write_set_file(out, path)):
                self._desk.say(f"Saved {path.name}.")

    def have_cohort_follow(self, set_id: int) -> None:
        """Have the window's cohort follow a version."""
        mine = self._mine()

        def run() -> None:
            stays = follow(self._desk.db, mine.cohort_id, set_id, mine.version)
            if stays:
                self._desk.say(stays)

        if not attempt(self._desk, run):
            self.refresh()

    def export(self) -> None:
        """Save the list as it is shown."""
        path = self._desk.dialogs.path_to_save(
            "Export the list of regulation sets", "Regulation sets.xlsx", SHEETS_OUT
        )
        if path is None:
            return
        heads = ("Name", "Version", "Saved", "By", "Note", "Followed by")
        rows = [
            (one.name, one.version, one.saved, one.by, one.note, one.followed_by)
            for one in self._lines
        ]
        table = TableOut("Regulation sets", heads, rows)
        if attempt(self._desk, lambda: write_table(table, path)):
            self._desk.say(f"Saved {path.name}.")

    def _show_list(self) -> None:
        every = [self._line(one) for one in self._every()]
        words = folded(self._text)
        self._lines = tuple(
            line
            for line in every
            if words in folded(f"{line.name} {line.note} {line.by} {line.followed_by}")
            and ("newest" not in self._filters or line.newest)
            and ("used" not in self._filters or line.followed_by)
        )
        mine = self._mine()
        note = ""
        if mine.id is None:
            note = "Nobody has chosen a set for it yet: these are the rules the app comes with."
        elif mine.ratified:
            note = f"{counted(mine.ratified, 'ratified mark', 'ratified marks')} never change."
        self._view.show_versions(
            self._lines, len(every), f"{mine.cohort} follows {mine.title}.", note
        )

    def _show_panel(self) -> None:
        known = {one.id: one for one in self._every()}
        found = known.get(self._open) if self._open is not None else None
        if found is None:
            self._open = None
            self._view.close_version()
            return
        other = known.get(self._compared) if self._compared is not None else None
        mine = self._mine()
        can_follow = found.id not in {DEFAULT_ID, mine.id}
        line = self._line(found)
        saved = f"{line.saved}, by {line.by}" if line.saved else ""
        facts = (("Followed by", line.followed_by), ("Saved", saved))
        self._view.show_version(
            VersionShown(
                found.id,
                _title(found),
                tuple(fact for fact in (*facts, ("Note", found.note)) if fact[1]),
                f"{mine.cohort} will follow {_title(found)}." if can_follow else "",
                tuple((one.id, _title(one)) for one in known.values() if one.id != found.id),
                None if other is None else other.id,
                () if other is None else differences(other.rules, found.rules),
                clauses(found.rules),
            )
        )

    def _every(self) -> tuple[RegulationSet, ...]:
        """Return the sets, and the default as long as a cohort goes by it."""
        by_default = [one for one in self._cohorts if one.id is None]
        if not by_default and self._sets:
            return self._sets
        names = tuple(each.cohort for each in by_default)
        return (*self._sets, _unsaved(DEFAULT_NAME, names))

    def _line(self, one: RegulationSet) -> VersionLine:
        same = [each.number for each in self._sets if each.name == one.name]
        unsaved = one.id == DEFAULT_ID
        return VersionLine(
            one.id,
            one.name,
            "default" if unsaved else str(one.number),
            "" if unsaved else written_moment(one.made_at),
            one.made_by,
            one.note,
            ", ".join(one.followed_by),
            newest=unsaved or one.number == max(same),
        )

    def _mine(self) -> CohortRegulations:
        return next(one for one in self._cohorts if one.cohort_id == self._desk.cohort_id)

    def _set(self, set_id: int) -> RegulationSet:
        return next(one for one in self._every() if one.id == set_id)

    def _one_before(self, set_id: int) -> int | None:
        """Return the version before, or else another set there is."""
        found = self._set(set_id)
        older = [
            one.id for one in self._sets if one.name == found.name and one.number < found.number
        ]
        others = [one.id for one in self._every() if one.id != set_id]
        return next(iter((*older, *others)), None)


def _title(one: RegulationSet) -> str:
    return f"{one.name} (default)" if one.id == DEFAULT_ID else one.title


def _unsaved(name: str, followed_by: tuple[str, ...]) -> RegulationSet:
    """Return the default rules as a line of the list."""
    never = datetime.fromtimestamp(0, UTC)
    return RegulationSet(DEFAULT_ID, name, 0, Regulations(), "", never, "", followed_by)


def choices() -> tuple[Template, ...]:
    """Return the whole sets that a new one can start from."""
    return templates()
