"""A project's summary on paper: what it is about, who did it, and what it brings."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.projects import OUTCOMES, STATUSES
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.styles import GAP, INTRODUCTION, MUTED, PAGE_TITLE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.projects.shapes import Project, ProjectLine
from cohort_desk.services.projects.summaries import ProjectSummary

_ROOM = frame_size(PORTRAIT)[0]
_LEAST_ON_PAGE = 70
"""Points that a section needs on a page to begin there."""


def write_project_summary(
    summary: ProjectSummary, path: Path, report: Progress = unwatched
) -> None:
    """Write the summary of one project.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    line, project = summary.line, summary.line.project
    if project is None:
        return
    check_printable(_texts(summary, project), REGULAR)
    story: list[Flowable] = [
        heading(project.title, PAGE_TITLE),
        paragraph(f"{line.group} · {summary.cohort}", INTRODUCTION),
        *_about("The problem", project.problem),
        *_about("Summary", project.summary),
        *_outcomes(project),
        *_section("The group"),
        _members(line),
        *_behind(project),
    ]
    note = f"{STATUSES[project.status]}, as of {written_date(summary.on)}"
    imprint = Imprint(project.title, summary.programme, summary.cohort, note, summary.on)
    write_document(path, imprint, story, report=report, pages=1)


def _section(title: str) -> list[Flowable]:
    return [Spacer(1, GAP), CondPageBreak(_LEAST_ON_PAGE), heading(title, SECTION)]


def _about(title: str, text: str) -> list[Flowable]:
    if not text.strip():
        return []
    parts = [part for part in text.splitlines() if part.strip()]
    return [*_section(title), *(paragraph(part) for part in parts)]


def _outcomes(project: Project) -> list[Flowable]:
    if not project.outcomes:
        return []
    columns = (Column("Outcome", NAME), Column("What it brings", colour=MUTED))
    rows = [(OUTCOMES[each.kind], each.description) for each in project.outcomes]
    return [*_section("Outcomes"), grid_table(Grid(columns, rows, _ROOM))]


def _members(line: ProjectLine) -> Flowable:
    columns = (Column("Name", NAME), Column("Agency", colour=MUTED))
    rows = [(one.name, one.agency.name if one.agency else "") for one in line.members]
    return grid_table(Grid(columns, rows, _ROOM))


def _behind(project: Project) -> list[Flowable]:
    rows: list[tuple[str, str]] = []
    if project.sponsor:
        rows.append(("Sponsor", _with(project.sponsor.name, project.sponsor_person)))
    rows += [
        ("Partner", _with(one.agency.name if one.agency else one.name, one.role))
        for one in project.partners
    ]
    if not rows:
        return []
    columns = (Column("Part", NAME), Column("Who", colour=MUTED))
    return [*_section("Sponsor and partners"), grid_table(Grid(columns, rows, _ROOM))]


def _with(name: str, more: str) -> str:
    return f"{name}, {more}" if more else name


def _texts(summary: ProjectSummary, project: Project) -> Iterator[str]:
    yield from (summary.programme, summary.cohort, summary.line.group, project.title)
    yield from (project.problem, project.summary, project.sponsor_person)
    for member in summary.line.members:
        yield f"{member.name} {member.agency.name if member.agency else ''}"
    for outcome in project.outcomes:
        yield outcome.description
    for partner in project.partners:
        yield f"{partner.name} {partner.role}"
