"""The list of projects, and what is done to several at once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.names import folded
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.reports.listing import write_listing
from cohort_desk.services.marks.batches import read_states
from cohort_desk.services.modules import list_modules
from cohort_desk.services.projects import (
    ProjectLine,
    add_projects,
    delete_projects,
    list_projects,
    set_status,
)
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt
from cohort_desk.ui.projects.presenter.words import (
    NO_PROJECT,
    PROJECT_HEADINGS,
    ProjectShown,
    as_listing,
    as_table,
)

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

SHOWN_OF = frozenset(
    {
        "project",
        "project_partner",
        "project_outcome",
        "milestone",
        "project_file",
        "round",
        "round_group",
        "membership",
        "participant",
        "agency",
        "assessment",
        "sitting",
        "submission",
        "submission_file",
        "extension",
        "allotment",
        "mark",
        "criterion_mark",
        "agreement",
        "moderation",
        "board",
        "snapshot_mark",
    }
)
Write = Callable[[Path, Progress], object]
"""Writes a paper to a path."""


class ProjectsView(Protocol):
    """What the presenter needs of its page."""

    def show_projects(self, shown: Sequence[ProjectShown], total: int, context: str) -> None: ...
    def show_no_groups(self) -> None: ...
    def show_none_registered(self, groups: str) -> None: ...
    def open_project(self, project_id: int) -> None: ...
    def print_listing(self, title: str, write: Write) -> None: ...


class ProjectsPresenter:
    """Answers the list, and keeps it current as records change."""

    def __init__(self, view: ProjectsView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._all: tuple[ProjectShown, ...] = ()
        self._shown: tuple[ProjectShown, ...] = ()
        self._text = ""
        self._statuses: tuple[object, ...] = ()
        self._outcomes: tuple[object, ...] = ()
        self._overdue = False
        self._asked = 0

    def refresh(self) -> None:
        """Read the groups that do projects off the window's thread, and show them."""
        self._asked += 1
        asked, db, cohort_id = self._asked, self._desk.db, self._desk.cohort_id

        def arrived(found: object) -> None:
            if asked == self._asked and isinstance(found, tuple):
                self._all = found
                self._show_list()

        self._desk.runner.run(
            "Reading projects",
            lambda _report: _read(db, cohort_id),
            done=arrived,
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
            quiet=True,
        )

    def show_cohort(self, _cohort_id: int) -> None:
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything in the list is among the records that changed."""
        if kinds & SHOWN_OF:
            self.refresh()

    def search(self, text: str) -> None:
        self._text = text
        self._show_list()

    def filter_statuses(self, statuses: tuple[object, ...]) -> None:
        self._statuses = statuses
        self._show_list()

    def filter_outcomes(self, outcomes: tuple[object, ...]) -> None:
        self._outcomes = outcomes
        self._show_list()

    def filter_overdue(self, chosen: tuple[object, ...]) -> None:
        self._overdue = bool(chosen)
        self._show_list()

    def widen(self) -> None:
        """Show every project again."""
        self._text, self._statuses, self._outcomes, self._overdue = "", (), (), False
        self._show_list()

    def register_all(self) -> None:
        """Register a project for every group that has none."""
        self.register([each.id for each in self._all if each.line.project is None])

    def register(self, group_ids: Sequence[int]) -> None:
        """Register a project for each of these groups, and open it where it is one."""
        made: list[int] = []
        if attempt(self._desk, lambda: made.extend(add_projects(self._desk.db, group_ids))):
            self.refresh()
            if len(made) == 1:
                self._view.open_project(made[0])

    def open(self, group_id: int) -> None:
        """Open a group's project; where it has none, ask whether to register one."""
        line = self._line(group_id)
        if line is None:
            return
        if line.project is not None:
            self._view.open_project(line.project.id)
        elif self._desk.dialogs.confirm(
            f"{line.group} has no project yet",
            "Register one now; its title, problem and sponsor can be filled in as they are known.",
            "Register project",
        ):
            self.register([group_id])

    def set_status(self, group_ids: Sequence[int], status: str) -> None:
        """Give several projects the same status."""
        ids = self._projects(group_ids)
        if not ids:
            self._desk.warn("None of these groups has a project yet. Register projects first.")
            return
        attempt(self._desk, lambda: set_status(self._desk.db, ids, status))

    def delete(self, group_ids: Sequence[int]) -> None:
        """Delete projects, once the user has said so."""
        ids = self._projects(group_ids)
        if not ids:
            self._desk.warn("None of these groups has a project, so there is none to delete.")
            return
        what = counted(len(ids), "project", "projects")
        if self._desk.dialogs.confirm(
            f"Delete {what}?",
            "Partners, outcomes, milestones and files go too. What the groups have handed in "
            "stays. Edit › Undo brings all of it back.",
            f"Delete {what}",
            danger=True,
        ):
            attempt(self._desk, lambda: delete_projects(self._desk.db, ids))

    def export(self) -> None:
        """Save the projects shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export projects", "Projects.xlsx", SHEETS_OUT)
        if path is None:
            return
        table = as_table("Projects", PROJECT_HEADINGS, [each.cells() for each in self._shown])
        self._desk.runner.run(
            "Exporting projects",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} rows in {path.name}."),
            writes=False,
        )

    def print_list(self) -> None:
        """Print the projects shown."""
        table = as_table("Projects", PROJECT_HEADINGS, [each.cells() for each in self._shown])
        today = datetime.now(LONDON).date()
        listing = as_listing(self._desk.db, self._desk.cohort_id, table, _context(self._all), today)
        self._view.print_listing(
            "Projects", lambda path, report: write_listing(listing, path, report)
        )

    def _line(self, group_id: int) -> ProjectLine | None:
        return next((each.line for each in self._all if each.id == group_id), None)

    def _projects(self, group_ids: Sequence[int]) -> list[int]:
        lines = [self._line(group_id) for group_id in group_ids]
        return [line.project.id for line in lines if line and line.project]

    def _show_list(self) -> None:
        if not self._all:
            self._view.show_no_groups()
            return
        if not any(each.line.project for each in self._all):
            count = counted(len(self._all), "group", "groups")
            rounds = " and ".join(dict.fromkeys(each.line.round for each in self._all))
            self._view.show_none_registered(f"{count} of {rounds}")
            return
        words = folded(self._text).split()
        self._shown = tuple(each for each in self._all if each.has(words) and self._passes(each))
        self._view.show_projects(self._shown, len(self._all), _context(self._all))

    def _passes(self, each: ProjectShown) -> bool:
        project = each.line.project
        status = project.status if project else NO_PROJECT
        kinds = {outcome.kind for outcome in project.outcomes} if project else set[str]()
        return (
            (not self._statuses or status in self._statuses)
            and (not self._outcomes or bool(kinds.intersection(map(str, self._outcomes))))
            and (not self._overdue or each.overdue)
        )


def _read(db: "Database", cohort_id: int) -> tuple[ProjectShown, ...]:
    today = datetime.now(LONDON).date()
    lines = [line for line in list_projects(db, cohort_id) if line.in_play]
    states = _states(db, cohort_id)
    return tuple(ProjectShown(line, states.get(line.group_id, ""), today) for line in lines)


def _states(db: "Database", cohort_id: int) -> dict[int, str]:
    """Return in words where each group's work for the first sittings stands."""
    found: dict[int, list[str]] = {}
    modules = list_modules(db, cohort_id)
    works = [each for module in modules for each in module.assessments if each.round_id is not None]
    for assessment in works:
        for owner, state in read_states(db, assessment.id).items():
            if owner.group_id is not None:
                several = f"{assessment.title}: " if len(works) > 1 else ""
                found.setdefault(owner.group_id, []).append(f"{several}{state.value}")
    return {group_id: "; ".join(states) for group_id, states in found.items()}


def _context(rows: Sequence[ProjectShown]) -> str:
    having = sum(each.line.project is not None for each in rows)
    overdue = sum(each.overdue for each in rows)
    line = f"{counted(having, 'project', 'projects')} of {counted(len(rows), 'group', 'groups')}"
    return f"{line} · {overdue:,} with an overdue milestone" if overdue else line
