"""What the view of marking guides does: lists them, and changes the one that is open."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.modules.guides import Band, Guide, guide_problems
from cohort_desk.domain.modules.starter import STARTER_RUBRIC
from cohort_desk.domain.names import folded, numbered_names
from cohort_desk.domain.words import counted
from cohort_desk.exchange.rubrics import RubricRead, read_rubric
from cohort_desk.exchange.rubrics_out import write_rubric, write_template
from cohort_desk.services import modules
from cohort_desk.services.modules import GuideLine, GuideUse
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt

SHEETS_IN = "Spreadsheets and tables (*.xlsx *.ods *.xls *.csv *.tsv *.txt)"
SHOWN_OF = frozenset(
    {
        "marking_guide",
        "criterion",
        "criterion_band",
        "bank_comment",
        "assessment",
        "criterion_mark",
    }
)
"""The kinds of record that a guide shows."""


class GuidesView(Protocol):
    """What the presenter needs of the view."""

    def show_guides(self, guides: Sequence[GuideLine], chosen: int, context: str) -> None: ...
    def show_none(self) -> None: ...
    def open_guide(self, guide_id: int) -> None: ...
    def show_state(self, guide: Guide, use: GuideUse, problems: Sequence[str]) -> None: ...
    def show_import(self, read: RubricRead) -> None: ...
    def close_import(self) -> None: ...
    def show_bands_problem(self, sentence: str) -> None: ...
    def close_bands(self) -> None: ...


class GuidesPresenter:
    """Answers the view of marking guides, and keeps it current as records change."""

    def __init__(self, view: GuidesView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._all: tuple[GuideLine, ...] = ()
        self._chosen = 0
        self._is_shown = False
        self._text = ""
        self._read: RubricRead | None = None

    @property
    def chosen(self) -> int:
        """The guide that is open, 0 while there is none."""
        return self._chosen

    def view_shown(self, view: str) -> None:
        """Read the guides when their view is first gone to."""
        if view == "guides" and not self._is_shown:
            self._is_shown = True
            self.refresh()

    def refresh(self) -> None:
        """Read the guides anew; the one that was open stays open."""
        self._all = modules.list_guides(self._db)
        ids = [guide.id for guide in self._all]
        if not ids:
            self._chosen = 0
            self._view.show_none()
            return
        if self._chosen not in ids:
            self._chosen = ids[0]
            self._view.open_guide(self._chosen)
        self._show_list()
        self._show_state()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything in the view is among the records that changed."""
        if self._is_shown and kinds & SHOWN_OF:
            self.refresh()

    def search(self, text: str) -> None:
        self._text = text
        self._show_list()

    def choose(self, guide_id: int) -> None:
        """Open a guide."""
        self._chosen = guide_id
        self.refresh()
        if self._chosen == guide_id:
            self._view.open_guide(guide_id)

    def add_starter(self) -> None:
        """Add the rubric in general words."""
        self._add(STARTER_RUBRIC)

    def add_empty(self) -> None:
        """Add a rubric without criteria."""
        taken = {guide.title.casefold() for guide in self._all}
        self._add(Guide(next(numbered_names("Marking guide", taken, len(taken) + 1))))

    def copy(self) -> None:
        """Copy the open guide, and open the copy."""
        made: list[int] = []
        if attempt(self._desk, lambda: made.append(modules.copy_guide(self._db, self._chosen))):
            self.choose(made[0])

    def delete(self) -> None:
        """Delete the open guide."""
        line = next((one for one in self._all if one.id == self._chosen), None)
        if line is not None:
            attempt(self._desk, lambda: modules.delete_guide(self._db, line.id, line.version))

    def add_criterion(self) -> None:
        """Add a criterion under a name to be changed."""
        guide = modules.read_guide(self._db, self._chosen)
        taken = {criterion.title.casefold() for criterion in guide.criteria}
        title = next(numbered_names("Criterion", taken, len(taken) + 1))
        weight = guide.criteria[-1].weight if guide.criteria else 1
        values = {"title": title, "weight": weight}
        attempt(self._desk, lambda: modules.add_criterion(self._db, guide.id, values))

    def move_criterion(self, criterion_id: int, by: int) -> None:
        """Move a criterion up (-1) or down (1)."""
        ids = [one.id for one in modules.read_guide(self._db, self._chosen).criteria]
        if criterion_id in ids and 0 <= ids.index(criterion_id) + by < len(ids):
            place = ids.index(criterion_id) + by
            attempt(self._desk, lambda: modules.move_criterion(self._db, criterion_id, place))

    def delete_criterion(self, criterion_id: int) -> None:
        guide = modules.read_guide(self._db, self._chosen)
        found = next((one for one in guide.criteria if one.id == criterion_id), None)
        if found is not None:
            attempt(self._desk, lambda: modules.delete_criterion(self._db, found.id, found.version))

    def put_bands(self, bands: Sequence[Band]) -> None:
        """Give all criteria these bands, if they cover every mark once."""
        try:
            modules.put_bands(self._db, self._chosen, bands)
        except CohortDeskError as error:
            self._view.show_bands_problem(str(error))
        else:
            self._view.close_bands()

    def add_comment(self, criterion_id: int, text: str) -> None:
        """Add a comment, of a criterion or (0) of the whole work."""
        attempt(
            self._desk,
            lambda: modules.add_comment(self._db, self._chosen, criterion_id or None, text),
        )

    def edit_comment(self, comment_id: int, version: int, text: str) -> None:
        attempt(self._desk, lambda: modules.edit_comment(self._db, comment_id, version, text))

    def move_comment(self, comment_id: int, place: int) -> None:
        attempt(self._desk, lambda: modules.move_comment(self._db, comment_id, place))

    def delete_comment(self, comment_id: int) -> None:
        attempt(self._desk, lambda: modules.delete_comment(self._db, comment_id))

    def open_file(self) -> None:
        """Read a spreadsheet, and show what it says before anything is kept."""
        path = self._desk.dialogs.path_to_open("Import a marking guide", SHEETS_IN)
        if path is None:
            return

        def show(read: object) -> None:
            if isinstance(read, RubricRead):
                self._read = read
                self._view.show_import(read)

        self._desk.runner.run(
            f"Reading {path.name}",
            lambda _report: read_rubric(path),
            done=show,
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def take_import(self) -> None:
        """Keep the guide that was read, in one step."""
        if self._read and self._read.guide and self._add(self._read.guide):
            self.leave_import()

    def leave_import(self) -> None:
        self._read = None
        self._view.close_import()

    def export(self) -> None:
        """Save the open guide as a spreadsheet."""
        guide = modules.read_guide(self._db, self._chosen)
        self._save("Export the guide", f"{guide.title}.xlsx", lambda p: write_rubric(guide, p))

    def save_template(self) -> None:
        """Save an empty rubric to fill in."""
        self._save("Save a template", "Rubric template.xlsx", write_template)

    def _save(self, title: str, suggestion: str, write: Callable[[Path], object]) -> None:
        path = self._desk.dialogs.path_to_save(title, suggestion.replace("/", "-"), SHEETS_OUT)
        if path is None:
            return
        self._desk.runner.run(
            title,
            lambda _report: write(path),
            done=lambda _: self._desk.say(f"Saved {path.name}."),
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def _add(self, guide: Guide) -> bool:
        made: list[int] = []
        held = attempt(self._desk, lambda: made.append(modules.add_guide(self._db, guide)))
        if held:
            self.choose(made[0])
        return held

    def _show_list(self) -> None:
        words = folded(self._text).split()
        shown = [one for one in self._all if all(word in folded(one.title) for word in words)]
        all_of_them = counted(len(self._all), "marking guide", "marking guides")
        found = f"{len(shown):,} of " if len(shown) < len(self._all) else ""
        self._view.show_guides(shown, self._chosen, f"{found}{all_of_them}")

    def _show_state(self) -> None:
        guide = modules.read_guide(self._db, self._chosen)
        use = modules.read_use(self._db, self._chosen)
        self._view.show_state(guide, use, guide_problems(guide))


def guide_note(line: GuideLine) -> str:
    """Return what a guide holds and what it marks, for the list."""
    criteria = counted(line.criteria, "criterion", "criteria")
    used = counted(line.used_by, "assessment", "assessments") if line.used_by else "none"
    state = "" if line.ready else " · to be completed"
    return f"{criteria} · marks {used}{state}"
