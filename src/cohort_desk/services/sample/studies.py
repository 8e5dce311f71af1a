"""What the sample's cohorts study and do: modules, projects, reports, sessions."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cohort_desk.db.database import Database
from cohort_desk.domain.attendance import Attendance, SessionFacts
from cohort_desk.domain.modules.fields import Moments
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.paths import resource
from cohort_desk.services.attendance.register import read_register, record, record_rest
from cohort_desk.services.attendance.sessions import add_session
from cohort_desk.services.modules import (
    Assessment,
    edit_assessment,
    list_modules,
    put_sitting,
    set_up_standard,
)
from cohort_desk.services.projects import (
    ProjectLine,
    add_milestone,
    add_outcome,
    add_partner,
    add_projects,
    edit_project,
    list_projects,
    read_project,
    set_done,
    set_status,
)
from cohort_desk.services.regulations import follow, list_sets, read_regulations, save_set
from cohort_desk.services.submissions import Due, Owner, draw_candidates, hand_in

REGULATIONS = "Postgraduate certificate"
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Studies:
    """A cohort's assessments: the groups' report, and what each person does alone."""

    report: Assessment
    alone: tuple[Assessment, ...]


def set_up_studies(
    db: Database, cohort_id: int, round_id: int, due: datetime, apart: timedelta
) -> Studies:
    """Give a cohort the standard modules; the report is due at `due`, the rest one by one after."""
    set_up_standard(db, cohort_id)
    known = read_regulations(db, cohort_id)
    sets = list_sets(db)
    set_id = sets[0].id if sets else save_set(db, REGULATIONS, known.rules, "As first agreed")
    follow(db, cohort_id, set_id, known.version)
    for number, part in enumerate(_assessments(db, cohort_id)):
        own = {"round_id": round_id} if part.done_by == "group" else {"guide_id": None}
        edit_assessment(db, part.id, part.version, own)
        sitting = part.sittings[0]
        moments = Moments(due - 8 * _WEEK, due + number * apart, due + number * apart + 4 * _WEEK)
        put_sitting(db, part.id, 1, sitting.version, moments)
    draw_candidates(db, cohort_id)
    parts = _assessments(db, cohort_id)
    (report,) = (part for part in parts if part.done_by == "group")
    return Studies(report, tuple(part for part in parts if part.done_by == "person"))


def register_projects(db: Database, cohort_id: int, first: int, due: datetime) -> list[ProjectLine]:
    """Give each group in play a project of the sample's list, from a place in it on."""
    lines = [line for line in list_projects(db, cohort_id) if line.in_play]
    plans = _plans()[first:]
    ids = add_projects(db, [line.group_id for line in lines])
    for project_id, plan in zip(ids, plans, strict=False):
        _fill_in(db, project_id, plan, due)
    set_status(db, ids, "under_way")
    return [read_project(db, project_id) for project_id in ids]


def _fill_in(db: Database, project_id: int, plan: dict[str, Any], due: datetime) -> None:
    line = read_project(db, project_id)
    if line.project is None:
        return
    employers = [member.agency.name for member in line.members if member.agency]
    fields = {key: plan[key] for key in ("title", "problem", "summary")}
    edit_project(
        db, project_id, line.project.version, {**fields, "sponsor_agency_id": employers[0]}
    )
    for name, role in plan["partners"]:
        add_partner(db, project_id, name, role)
    for kind, text in plan["outcomes"]:
        add_outcome(db, project_id, kind, text)
    agreed = (due - 6 * _WEEK).date()
    add_milestone(db, project_id, "Problem agreed with the sponsor", agreed)
    add_milestone(db, project_id, "Report handed in", due.date())
    first = read_project(db, project_id).project
    if first is not None:
        set_done(db, first.milestones[0].id, first.milestones[0].version, agreed)


def report_projects(db: Database, projects: Sequence[ProjectLine]) -> None:
    """Mark projects as reported."""
    set_status(db, [line.project.id for line in projects if line.project], "reported")


def hand_in_report(
    db: Database, studies: Studies, line: ProjectLine, place: int, at: datetime
) -> int:
    """Hand in the report of the project at a place of the list; return the submission's id."""
    plan = _plans()[place]
    content = resource(f"sample/reports/{plan['key']}.pdf").read_bytes()
    due = Due(studies.report.id, 1, Owner(group_id=line.group_id))
    if line.project is not None:
        last = line.project.milestones[-1]
        set_done(db, last.id, last.version, at.date())
    return hand_in(db, due, [Upload("Project report.pdf", content)], by=line.group, received_at=at)


def hand_in_alone(db: Database, part: Assessment, participant_id: int, at: datetime) -> int:
    """Hand in a person's own work; return the submission's id."""
    content = resource("sample/reports/reflection.pdf").read_bytes()
    due = Due(part.id, 1, Owner(participant_id=participant_id))
    return hand_in(db, due, [Upload(f"{part.title}.pdf", content)], by="Sample", received_at=at)


def hold_sessions(db: Database, cohort_id: int, first: datetime, count: int) -> None:
    """Hold sessions every fortnight, with an absence, a delay and an excuse at each."""
    for number in range(count):
        starts = first + 2 * number * _WEEK
        facts = SessionFacts(
            f"Study day {number + 1}",
            starts,
            starts + timedelta(hours=6),
            place="Sample City University",
        )
        session_id = add_session(db, cohort_id, facts)
        people = [entry.participant_id for entry in read_register(db, session_id).entries]
        statuses = (Attendance.ABSENT, Attendance.LATE, Attendance.EXCUSED)
        for place, status in enumerate(statuses):
            record(db, session_id, people[(7 * number + 5 * place) % len(people)], status)
        record_rest(db, session_id)


def _assessments(db: Database, cohort_id: int) -> list[Assessment]:
    return [part for module in list_modules(db, cohort_id) for part in module.assessments]


def _plans() -> list[dict[str, Any]]:
    return tomllib.loads(resource("sample/projects.toml").read_text("utf-8"))["project"]
