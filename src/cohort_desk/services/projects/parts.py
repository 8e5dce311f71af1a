"""What belongs to a project: partners, outcomes, milestones and files; each change is one step."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    MilestoneRow,
    OutcomeEvidenceRow,
    ProjectFileRow,
    ProjectOutcomeRow,
    ProjectPartnerRow,
    ProjectRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.projects import OUTCOMES, check_done_on, check_outcome, short_text
from cohort_desk.domain.savings.outcomes import Outcome, check_kept
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.domain.unseen import many_lines
from cohort_desk.domain.words import counted
from cohort_desk.services.agencies.records import agency_meant
from cohort_desk.services.store import keep

_Part = ProjectPartnerRow | ProjectOutcomeRow | MilestoneRow | ProjectFileRow


def add_partner(db: Database, project_id: int, name: str, role: str = "") -> int:
    """Add a partner, an agency of the list if the name means one, and return its id.

    Raises:
        NotFound: the project has been deleted meanwhile.
        RuleBroken: the name is missing or too long, or is a partner already.
    """
    clean, part = (
        short_text("name", "partner", name),
        short_text("role", "role", role, needed=False),
    )
    title = _title(db, project_id)
    step, said = f"addition of partner {clean} to {title}", f"{clean} is a partner of {title}"
    with db.begin(step, said) as work:
        work.need(ProjectRow, project_id)
        agency_id = agency_meant(work, clean)
        _refuse_twice(work, project_id, agency_id, clean)
        row = ProjectPartnerRow(
            project_id=project_id,
            agency_id=agency_id,
            name="" if agency_id else clean,
            role=part,
        )
        return _added(work, row)


def add_outcome(db: Database, project_id: int, kind: str, description: str = "") -> int:
    """Add an outcome of a kind and return its id; a project may have several of a kind.

    Raises:
        NotFound: the project has been deleted meanwhile.
        RuleBroken: the kind is unknown.
    """
    check_outcome(kind)
    title, what = _title(db, project_id), OUTCOMES[kind].lower()
    with db.begin(f"addition of outcome {what} to {title}", f"{title} brings: {what}") as work:
        work.need(ProjectRow, project_id)
        row = ProjectOutcomeRow(
            project_id=project_id, kind=kind, description=many_lines(description)
        )
        return _added(work, row)


def edit_outcome(db: Database, outcome_id: int, version: int, description: str) -> None:
    """Say anew what an outcome is.

    Raises:
        NotFound: it has been removed meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it is confirmed as it stands.
    """
    with db.read() as work:
        title = _title_of(work, work.need(ProjectOutcomeRow, outcome_id).project_id)
    with db.begin(f"change of an outcome of {title}", f"Changed an outcome of {title}") as work:
        row = work.need(ProjectOutcomeRow, outcome_id, version)
        if row.description != many_lines(description):
            _refuse_if_confirmed(row)
            row.description = many_lines(description)


def add_milestone(db: Database, project_id: int, title: str, due_on: date | None = None) -> int:
    """Add a milestone and return its id.

    Raises:
        NotFound: the project has been deleted meanwhile.
        RuleBroken: its title is missing or too long.
    """
    clean, project = short_text("title", "milestone", title), _title(db, project_id)
    with db.begin(f"addition of milestone {clean} to {project}", f"Added {clean}") as work:
        work.need(ProjectRow, project_id)
        return _added(work, MilestoneRow(project_id=project_id, title=clean, due_on=due_on))


def edit_milestone(
    db: Database, milestone_id: int, version: int, title: str, due_on: date | None
) -> None:
    """Rename a milestone or move the day it is due.

    Raises:
        NotFound: it has been removed meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: its title is missing or too long.
    """
    clean = short_text("title", "milestone", title)
    with db.begin(f"change of milestone {clean}", f"Changed {clean}") as work:
        row = work.need(MilestoneRow, milestone_id, version)
        if row.title != clean:
            row.title = clean
        if row.due_on != due_on:
            row.due_on = due_on


def set_done(db: Database, milestone_id: int, version: int, done_on: date | None) -> None:
    """Say on which day a milestone was done, or with None that it is not.

    Raises:
        NotFound: it has been removed meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: the day is still to come.
    """
    check_done_on(done_on, datetime.now(LONDON).date())
    with db.read() as work:
        title = work.need(MilestoneRow, milestone_id).title
    state = "not done" if done_on is None else "done"
    with db.begin(f"milestone {title} {state}", f"{title}: {state}") as work:
        row = work.need(MilestoneRow, milestone_id, version)
        if row.done_on != done_on:
            row.done_on = done_on


def add_project_files(db: Database, project_id: int, files: Sequence[Upload]) -> None:
    """Keep files with a project, in one step; of any kind, as they are not handed in.

    Raises:
        NotFound: the project has been deleted meanwhile.
        RuleBroken: a file is empty or too large, or there are none.
    """
    if not files:
        raise RuleBroken("files", "Choose at least one file.")
    title = _title(db, project_id)
    what = files[0].name if len(files) == 1 else counted(len(files), "file", "files")
    with db.begin(f"addition of {what} to {title}", f"Added {what} to {title}") as work:
        work.need(ProjectRow, project_id)
        for upload in files:
            digest = keep(work, upload.name, upload.data)
            work.session.add(ProjectFileRow(project_id=project_id, sha256=digest, name=upload.name))


def remove_partner(db: Database, partner_id: int, version: int) -> None:
    """Remove a partner from a project; raises NotFound or EditedMeanwhile."""
    _remove(db, ProjectPartnerRow, partner_id, version)


def remove_outcome(db: Database, outcome_id: int, version: int) -> None:
    """Remove an outcome from a project, with its evidence; raises NotFound or EditedMeanwhile.

    Raises:
        RuleBroken: it is confirmed.
    """
    _remove(db, ProjectOutcomeRow, outcome_id, version)


def remove_milestone(db: Database, milestone_id: int, version: int) -> None:
    """Remove a milestone from a project; raises NotFound or EditedMeanwhile."""
    _remove(db, MilestoneRow, milestone_id, version)


def remove_project_file(db: Database, file_id: int, version: int) -> None:
    """Remove a file from a project; raises NotFound or EditedMeanwhile."""
    _remove(db, ProjectFileRow, file_id, version)


def _remove(db: Database, table: type[_Part], key: int, version: int) -> None:
    with db.read() as work:
        row = work.need(table, key)
        what, title = f"{row.noun} {_named(work, row)}".strip(), _title_of(work, row.project_id)
    with db.begin(f"removal of {what} from {title}", f"Removed {what} from {title}") as work:
        row = work.need(table, key, version)
        delete_part(work, row)


def delete_part(work: UnitOfWork, row: _Part) -> None:
    """Delete a part with what belongs to it, within another step.

    Raises:
        RuleBroken: it is an outcome that was confirmed.
    """
    if isinstance(row, ProjectOutcomeRow):
        _refuse_if_confirmed(row)
        files = select(OutcomeEvidenceRow).where(OutcomeEvidenceRow.outcome_id == row.id)
        for file in work.session.scalars(files).all():
            work.session.delete(file)
    work.session.delete(row)


def _refuse_if_confirmed(row: ProjectOutcomeRow) -> None:
    check_kept(Outcome(row.description or OUTCOMES[row.kind], row.status), ("outcome",))


def _named(work: UnitOfWork, row: _Part) -> str:
    if isinstance(row, ProjectPartnerRow):
        agency = None if row.agency_id is None else work.need(AgencyRow, row.agency_id)
        return agency.name if agency else row.name
    if isinstance(row, ProjectOutcomeRow):
        return OUTCOMES[row.kind].lower()
    return row.title if isinstance(row, MilestoneRow) else row.name


def _added(work: UnitOfWork, row: _Part) -> int:
    work.session.add(row)
    work.session.flush()
    return row.id


def _refuse_twice(work: UnitOfWork, project_id: int, agency_id: int | None, name: str) -> None:
    mine = select(ProjectPartnerRow).where(ProjectPartnerRow.project_id == project_id)
    for other in work.session.scalars(mine):
        same = (
            other.agency_id == agency_id if agency_id else other.name.casefold() == name.casefold()
        )
        if same:
            raise RuleBroken("name", f"{name} is a partner of this project already.")


def _title(db: Database, project_id: int) -> str:
    with db.read() as work:
        return _title_of(work, project_id)


def _title_of(work: UnitOfWork, project_id: int) -> str:
    return work.need(ProjectRow, project_id).title
