"""Taking in a folder of reports: the plan is shown, changed by the user, and then carried out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.words import counted
from cohort_desk.services.submissions import (
    FolderPlan,
    FoundFile,
    Owner,
    plan_folder,
    take_folder,
)
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.projects.presenter.submissions import Choice


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file of the folder; `owner_name` is "" while it is nobody's."""

    id: int
    file: FoundFile
    owner_name: str
    taken: bool

    @property
    def why_not(self) -> str:
        """Why it is not taken, "" if it is."""
        return "" if self.taken else self.file.problem or "Left out by you."


class FolderView(Protocol):
    """What the presenter needs of its part of the page."""

    def show_plan(self, title: str, owners: Sequence[tuple[Owner, str]]) -> None: ...
    def show_files(self, files: Sequence[FileShown], summary: str, without: str) -> None: ...
    def close_plan(self) -> None: ...


class FolderPresenter:
    """Holds the plan and what the user has changed in it."""

    def __init__(self, view: FolderView, desk: Desk, chosen: Callable[[], Choice | None]) -> None:
        self._view, self._desk, self._chosen = view, desk, chosen
        self._plan: FolderPlan | None = None
        self._taken: dict[Path, Owner] = {}

    def ask(self) -> None:
        """Ask for a folder, and plan what is in it."""
        if self._chosen() is not None:
            folder = self._desk.dialogs.folder("Choose the folder of reports")
            if folder is not None:
                self.plan([folder])

    def plan(self, places: Sequence[Path]) -> None:
        """Look through folders or files, off the window's thread."""
        choice, db = self._chosen(), self._desk.db
        if choice is None or not places:
            return
        name = places[0].name if len(places) == 1 else f"{len(places):,} files"

        def planned(plan: object) -> None:
            if isinstance(plan, FolderPlan):
                self._plan = plan
                self._taken = {
                    each.path: each.owner
                    for each in plan.files
                    if each.owner is not None and not each.problem
                }
                self._view.show_plan(f"{name} for {choice.title}", plan.owners)
                self._show()

        self._desk.runner.run(
            f"Looking through {name}",
            lambda report: plan_folder(db, choice.key, places, report),
            done=planned,
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
            quiet=True,
        )

    def give(self, file_ids: Sequence[int], owner: Owner) -> None:
        """Say whose some files are, and so take them."""
        for file in self._files(file_ids):
            self._taken[file.path] = owner
        self._show()

    def leave_out(self, file_ids: Sequence[int]) -> None:
        """Have some files not taken."""
        for file in self._files(file_ids):
            self._taken.pop(file.path, None)
        self._show()

    def take(self) -> None:
        """Hand in all that the plan now takes, in one step."""
        plan, db, taken = self._plan, self._desk.db, dict(self._taken)
        if plan is None:
            return

        def failed(error: CohortDeskError) -> None:
            self._desk.warn(str(error))

        self._desk.runner.run(
            f"Taking in {counted(len(taken), 'file', 'files')}",
            lambda report: take_folder(db, plan, taken, report),
            done=lambda _: self.cancel(),
            failed=failed,
            quiet=True,
        )

    def cancel(self, *_: object) -> None:
        """Go back to the list; nothing that was not taken is."""
        self._plan, self._taken = None, {}
        self._view.close_plan()

    def _files(self, file_ids: Sequence[int]) -> list[FoundFile]:
        files = self._plan.files if self._plan else ()
        return [files[at] for at in file_ids]

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        names = dict(plan.owners)
        shown = [
            FileShown(
                at,
                file,
                names.get(self._taken.get(file.path) or file.owner or _NOBODY, ""),
                file.path in self._taken,
            )
            for at, file in enumerate(plan.files)
        ]
        of = counted(len(plan.files), "file", "files")
        summary = f"{len(self._taken):,} of {of} will be taken in"
        missing = plan.without(self._taken)
        without = f"Nothing for {_listed(missing)}." if missing else "Everybody has a file."
        self._view.show_files(shown, summary, without)


_NOBODY = Owner(participant_id=0)
_NAMED = 8


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    told = ", ".join(names[:_NAMED])
    return f"{told} and {more:,} more" if more > 0 else told
