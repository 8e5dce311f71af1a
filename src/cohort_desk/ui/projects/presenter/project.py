"""One project's page: its fields, what belongs to it, and what its group has to hand in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.errors import CohortDeskError, NotFound, RuleBroken
from cohort_desk.domain.marks.states import State
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.projects import FIELD_LABELS, STATUSES
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.reports.project_summary import write_project_summary, write_sponsor_summary
from cohort_desk.services.agencies import list_agency_names
from cohort_desk.services.history import history_of
from cohort_desk.services.marks.batches import read_states
from cohort_desk.services.modules import list_modules
from cohort_desk.services.projects import (
    Milestone,
    Project,
    ProjectLine,
    add_milestone,
    add_outcome,
    add_partner,
    add_project_files,
    edit_milestone,
    edit_outcome,
    edit_project,
    read_project,
    remove_milestone,
    remove_outcome,
    remove_partner,
    remove_project_file,
    set_done,
)
from cohort_desk.services.projects.summaries import read_summary
from cohort_desk.services.savings.benefits.lists import project_benefits
from cohort_desk.services.savings.shapes import BenefitLine
from cohort_desk.services.store import read_upload
from cohort_desk.services.submissions import Owner, SubmissionLine, list_submissions
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.record_editor import RecordKind
from cohort_desk.ui.projects.presenter.projects import SHOWN_OF
from cohort_desk.ui.projects.presenter.words import read_day

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

ALSO_SHOWN_OF = frozenset(
    {
        *("hold", "circumstances", "benefit", "benefit_figure", "benefit_event", "benefit_claim"),
        "claim_decision",
    }
)
_REMOVERS = {
    "partner": remove_partner,
    "outcome": remove_outcome,
    "milestone": remove_milestone,
    "file": remove_project_file,
}
EDITED = ("title", "problem", "sponsor_agency_id", "sponsor_person", "status", "summary")
"""The fields that the project's page edits, in their order."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the group has, or has not, handed in for one sitting."""

    title: str
    line: SubmissionLine
    state: State


class ProjectView(Protocol):
    """What the presenter needs of the project's page."""

    def show_project(self, line: ProjectLine, works: Sequence[Work]) -> None: ...
    def show_savings(self, lines: Sequence[BenefitLine]) -> None: ...
    def offer_agencies(self, names: Sequence[str]) -> None: ...
    def show_part_problem(self, part: str, sentence: str) -> None: ...
    def close_project(self) -> None: ...


class ProjectPresenter:
    """Answers one project's page, and keeps it current."""

    def __init__(self, view: ProjectView, desk: Desk) -> None:
        self._view, self._desk, self._id = view, desk, 0

    @property
    def _db(self) -> "Database":
        return self._desk.db

    def open(self, project_id: int) -> None:
        self._id = project_id
        self.refresh()

    def forget(self, *_: object) -> None:
        self._id = 0

    def refresh(self) -> None:
        """Show the project as it is now."""
        if not self._id:
            return
        try:
            line = read_project(self._db, self._id)
        except NotFound:
            self.forget()
            self._view.close_project()
            return
        self._view.offer_agencies([name for _, name in list_agency_names(self._db)])
        self._view.show_project(line, self._works(line))
        self._view.show_savings(project_benefits(self._db, self._id))

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & (SHOWN_OF | ALSO_SHOWN_OF):
            self.refresh()

    def add_partner(self, name: str, role: str) -> None:
        self._try("partner", lambda: add_partner(self._db, self._id, name, role))

    def add_outcome(self, kind: str, description: str) -> None:
        self._try("outcome", lambda: add_outcome(self._db, self._id, kind, description))

    def edit_outcome(self, outcome_id: int, version: int, description: str) -> None:
        self._try("outcome", lambda: edit_outcome(self._db, outcome_id, version, description))

    def add_milestone(self, title: str, due: str) -> None:
        self._try("milestone", lambda: add_milestone(self._db, self._id, title, read_day(due)))

    def edit_milestone(self, milestone: Milestone, title: str, due: str) -> None:
        def save() -> None:
            edit_milestone(self._db, milestone.id, milestone.version, title, read_day(due))

        self._try("milestone", save)

    def set_done(self, milestone: Milestone, done: bool) -> None:  # noqa: FBT001 - a slot
        today = datetime.now(LONDON).date() if done else None
        self._try("milestone", lambda: set_done(self._db, milestone.id, milestone.version, today))

    def remove(self, part: str, part_id: int, version: int) -> None:
        """Remove a "partner", "outcome", "milestone" or "file"."""
        attempt(self._desk, lambda: _REMOVERS[part](self._db, part_id, version))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep files of this computer with the project."""
        if not paths:
            return
        db, project_id = self._db, self._id

        def save(report: Progress) -> None:
            uploads: list[Upload] = []
            for done, path in enumerate(paths, start=1):
                uploads.append(Upload(path.name, read_upload(path)))
                report(done, len(paths))
            add_project_files(db, project_id, uploads)

        self._desk.runner.run(
            "Adding files",
            save,
            done=lambda _: self._view.show_part_problem("file", ""),
            failed=lambda error: self._view.show_part_problem("file", str(error)),
        )

    def write_summary(self, path: Path, report: Progress) -> None:
        """Write the project's summary, off the window's thread.

        Raises:
            CohortDeskError: the project is gone, or the file cannot be written.
        """
        summary = read_summary(self._db, self._id, datetime.now(LONDON).date())
        write_project_summary(summary, path, report)

    def write_sponsor_summary(self, path: Path, report: Progress) -> None:
        """Write the summary for the agency behind the project, off the window's thread.

        Raises:
            CohortDeskError: the project is gone, or the file cannot be written.
        """
        summary = read_summary(self._db, self._id, datetime.now(LONDON).date())
        write_sponsor_summary(summary, path, report)

    def _try(self, part: str, action: Callable[[], object]) -> None:
        try:
            action()
        except RuleBroken as error:
            self._view.show_part_problem(part, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))
            self.refresh()
        else:
            self._view.show_part_problem(part, "")

    def _works(self, line: ProjectLine) -> list[Work]:
        """Return what the group does of the assessments of its round, at each sitting."""
        found: list[Work] = []
        owner = Owner(group_id=line.group_id)
        for module in list_modules(self._db, self._desk.cohort_id):
            for each in module.assessments:
                if each.round_id != line.round_id:
                    continue
                for sitting in each.sittings:
                    states = read_states(self._db, each.id, sitting.number)
                    again = f", sitting {sitting.number}" if sitting.number > 1 else ""
                    found += [
                        Work(f"{each.title}{again}", one, states.get(one.owner, State.DRAFT))
                        for one in list_submissions(self._db, each.id, sitting.number)
                        if one.owner == owner
                    ]
        return found


def project_kind(db: "Database") -> RecordKind[Project]:
    """Return how a project's own fields are read and saved."""

    def read(project_id: int) -> Project:
        project = read_project(db, project_id).project
        if project is None:
            raise NotFound("That project is no longer here: it has been deleted meanwhile.")
        return project

    def save(project: Project, field: str, typed: str) -> None:
        edit_project(db, project.id, project.version, {field: typed})

    def words(field: str, typed: str) -> str:
        return STATUSES[typed] if field == "status" else typed

    return RecordKind(
        FIELD_LABELS,
        frozenset({"project", "agency"}),
        read=read,
        save=save,
        typed=typed_value,
        history=lambda project_id: history_of(db, "project", project_id),
        words=words,
    )


def typed_value(project: Project, field: str) -> str:
    """Return what the form shows of a project's field."""
    if field == "sponsor_agency_id":
        return project.sponsor.name if project.sponsor else ""
    return str(getattr(project, field))
