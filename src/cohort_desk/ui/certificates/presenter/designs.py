"""The designs of certificates: listed with a picture of each, copied, exported, deleted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.certificates.design import BORDER_WORDS, ORIENTATION_WORDS, Design
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.starting import Look, Need
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.names import folded
from cohort_desk.domain.progress import Progress
from cohort_desk.exchange.designs import ENDING, export_design, import_design
from cohort_desk.services.certificates.designs import (
    KeptDesign,
    add_starting_design,
    add_starting_set,
    copy_design,
    delete_design,
    list_designs,
    pictures_of,
)
from cohort_desk.ui.certificates.presenter.drawing import Artist, Drawn
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.elsewhere import LatestReading

DESIGN_FILES = f"Designs of Cohort Desk (*{ENDING})"
_THUMBNAIL = 480


@dataclass(frozen=True, slots=True)
class DesignLine:
    """A design as it stands in the list."""

    id: int
    name: str
    kind: Kind
    words: str


class DesignsView(Protocol):
    """What the presenter needs of its view."""

    def show_designs(self, shown: Sequence[DesignLine], total: int) -> None: ...
    def show_thumbnails(self, drawn: Mapping[int, Drawn]) -> None: ...


class DesignsPresenter:
    """Answers the list of designs."""

    def __init__(
        self, view: DesignsView, desk: Desk, artist: Artist, opened: Callable[[int], None]
    ) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._artist, self._opened = artist, opened
        self._all: tuple[KeptDesign, ...] = ()
        self._drawn: dict[tuple[int, int], Drawn] = {}
        self._drawing = LatestReading("Drawing the designs", desk)
        self._text, self._kinds = "", tuple[object, ...]()

    def show(self) -> None:
        """Show the designs, and draw those that are new or changed."""
        self._all = list_designs(self._db)
        self._narrow()
        todo = [each for each in self._all if (each.id, each.version) not in self._drawn]
        if todo:
            self._drawing.ask(lambda report: self._draw(todo, report), self._take, at_once=False)

    def search(self, text: str) -> None:
        self._text = text
        self._narrow()

    def filter_kinds(self, kinds: tuple[object, ...]) -> None:
        self._kinds = kinds
        self._narrow()

    def add(self, need: Need, look: Look) -> None:
        """Add a design to start from, and open it."""
        attempt(self._desk, lambda: self._opened(add_starting_design(self._db, need, look)))

    def add_all(self) -> None:
        """Add a design for every kind of certificate."""
        attempt(self._desk, lambda: add_starting_set(self._db))

    def copy(self, design_id: int) -> None:
        attempt(self._desk, lambda: copy_design(self._db, design_id))

    def delete(self, design_id: int) -> None:
        """Delete a design; the toast offers to take that back."""
        found = next((each for each in self._all if each.id == design_id), None)
        if found:
            attempt(self._desk, lambda: delete_design(self._db, found.id, found.version))

    def export(self, design_id: int) -> None:
        """Save a design with its pictures as a file for other programmes."""
        found = next((each for each in list_designs(self._db) if each.id == design_id), None)
        if found is None:
            return
        path = self._desk.dialogs.path_to_save(
            "Export the design", f"{found.name}{ENDING}", DESIGN_FILES
        )
        if path and attempt(self._desk, lambda: export_design(self._db, design_id, path)):
            self._desk.say(f"Saved the design as “{path.name}”.")

    def bring_in(self) -> None:
        """Ask for files with designs, and take them over."""
        self.take(self._desk.dialogs.paths_to_open("Import designs", DESIGN_FILES))

    def take(self, paths: Sequence[Path]) -> None:
        """Take over the designs that files hold; each that cannot be is said."""
        for path in paths:
            attempt(self._desk, lambda path=path: import_design(self._db, path))

    def _narrow(self) -> None:
        words = folded(self._text).split()
        shown = [
            _line(each)
            for each in self._all
            if (not self._kinds or each.kind in self._kinds)
            and all(word in folded(each.name) for word in words)
        ]
        self._view.show_designs(shown, len(self._all))
        self._view.show_thumbnails({design: drawn for (design, _), drawn in self._drawn.items()})

    def _draw(self, todo: Sequence[KeptDesign], report: Progress) -> dict[tuple[int, int], Drawn]:
        drawn: dict[tuple[int, int], Drawn] = {}
        for done, each in enumerate(todo):
            report(done, len(todo))
            found = self._drawn_one(each.design)
            if found:
                drawn[each.id, each.version] = found
        return drawn

    def _drawn_one(self, design: Design) -> Drawn | None:
        # One that cannot be drawn has no picture; the designer says why.
        try:
            return self._artist.draw(design, pictures_of(self._db, design), _THUMBNAIL)
        except CohortDeskError:
            return None

    def _take(self, drawn: dict[tuple[int, int], Drawn]) -> None:
        self._drawn.update(drawn)
        current = {(each.id, each.version) for each in self._all}
        self._drawn = {key: each for key, each in self._drawn.items() if key in current}
        self._view.show_thumbnails({design: each for (design, _), each in self._drawn.items()})


def _line(kept: KeptDesign) -> DesignLine:
    design = kept.design
    words = (
        KIND_WORDS[design.kind],
        ORIENTATION_WORDS[design.orientation].lower(),
        BORDER_WORDS[design.border].lower(),
    )
    return DesignLine(kept.id, kept.name, kept.kind, " · ".join(words))
