"""A project's summary on paper: one for those who did it, and one for the agency behind it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.platypus import Flowable

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.projects import OUTCOMES, STATUSES
from cohort_desk.domain.words import first_sentences, listed
from cohort_desk.reports.document import Imprint, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import MEDIUM, REGULAR
from cohort_desk.reports.parts import COVER, PROSE, ROOM, about, facts, section, title, with_more
from cohort_desk.reports.savings.summary import savings_in_short, texts_of_savings
from cohort_desk.reports.styles import BODY, LEAD, MUTED, TITLE, TextStyle
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable, size_to_fit
from cohort_desk.services.projects.shapes import GroupMember, Project
from cohort_desk.services.projects.summaries import HandedIn, OwnPart, ProjectSummary

_IN_SHORT = 420
"""Characters of a text that a sponsor reads: some five lines."""
_NARROW, _HALF = 0.22, 0.42
"""The shares of the room that a first column takes: of days and kinds, and of names."""
_OVER = frozenset({"reported", "stopped"})
"""The statuses of projects of which one speaks as of something past."""
_OWN = "Your part"
_OWN_LEAST = 44
"""Points for the heading and the first line of that section."""

NAMED = TextStyle(MEDIUM, LEAD, after=2)
"""Whose copy it is."""
KIND = TextStyle(MEDIUM, BODY, MUTED, after=0, level=3)
STATEMENT = TextStyle(MEDIUM, LEAD, after=4)
"""What a project brings, large enough to be remembered."""


def write_project_summary(
    summary: ProjectSummary, path: Path, report: Progress = unwatched
) -> None:
    """Write the summary for those who did the project; on a participant's copy with their part.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    _write(summary, path, _for_participants, report)


def write_sponsor_summary(
    summary: ProjectSummary, path: Path, report: Progress = unwatched
) -> None:
    """Write the summary for the agency behind the project: what it was for and what changed.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    _write(summary, path, _for_sponsor, report)


def _write(
    summary: ProjectSummary,
    path: Path,
    story: Callable[[ProjectSummary], list[Flowable]],
    report: Progress,
) -> None:
    check_printable(_texts(summary), REGULAR)
    project = summary.project
    note = f"{STATUSES[project.status]}, as of {written_date(summary.on)}"
    imprint = Imprint(project.title, summary.programme, summary.cohort, note, summary.on)
    write_document(path, imprint, story(summary), report=report, pages=1)


def _for_participants(summary: ProjectSummary) -> list[Flowable]:
    project, own = summary.project, summary.own
    return [
        *title(
            project.title,
            f"A project of {summary.line.group} · {summary.cohort}",
            _cover(project.title),
        ),
        *([paragraph(_who(own), NAMED)] if own else []),
        *about("The problem", project.problem),
        *about("What the project is", project.summary),
        *_reached(project),
        *_outcomes("What it brings", project),
        *_savings(summary),
        *section("The group"),
        *_members(summary.line.members),
        *_behind(project),
        *(_own_part(summary, own) if own else []),
    ]


def _for_sponsor(summary: ProjectSummary) -> list[Flowable]:
    project, line = summary.project, summary.line
    over = project.status in _OVER
    whose = project.sponsor.name if project.sponsor else "the agencies of its members"
    members = listed(one.name for one in line.members)
    agencies = dict.fromkeys(one.agency.name for one in line.members if one.agency)
    state = (
        ("Status", STATUSES[project.status]),
        ("Sponsor", _sponsor(project)),
        ("Agencies", listed(agencies)),
        ("Programme", f"{summary.programme}, {summary.cohort}"),
        ("Contact", summary.organisation or "The office of the programme"),
    )
    return [
        *title(project.title, f"A project for {whose}, in short", _cover(project.title)),
        *about("The problem", first_sentences(project.problem, _IN_SHORT)),
        *about(
            "What was done" if over else "What is being done",
            first_sentences(project.summary, _IN_SHORT),
        ),
        *_outcomes("What changed" if over else "What it is to change", project),
        *_savings(summary),
        *section("At a glance"),
        facts(state, ("Item", "Detail")),
        *_partners(project),
        *section("Who did it"),
        paragraph(f"{line.group}: {members}." if members else f"{line.group}.", PROSE),
    ]


def _reached(project: Project) -> list[Flowable]:
    """Return the milestones that the group has reached, in the order of their days."""
    reached = sorted((each.done_on, each.title) for each in project.milestones if each.done_on)
    if not reached:
        return []
    rows = [(written_date(on), title) for on, title in reached]
    columns = (Column("When", colour=MUTED), Column("Milestone", NAME))
    return [*section("What the group did"), _table(columns, rows, _NARROW)]


def _outcomes(title: str, project: Project) -> list[Flowable]:
    """Return what the project brings, each with its kind: what a reader is to remember of it."""
    if not project.outcomes:
        return []
    story = section(title)
    for each in project.outcomes:
        kind = OUTCOMES[each.kind]
        if each.description:
            story += [heading(kind, KIND), paragraph(each.description, STATEMENT)]
        else:
            story.append(paragraph(kind, STATEMENT))
    return story


def _savings(summary: ProjectSummary) -> list[Flowable]:
    return savings_in_short(summary.savings) if summary.savings else []


def _members(members: Sequence[GroupMember]) -> list[Flowable]:
    if not members:
        return [paragraph("Nobody is in the group any more.")]
    rows = [(one.name, one.agency.name if one.agency else "") for one in members]
    return [_table((Column("Name", NAME), Column("Agency", colour=MUTED)), rows, _HALF)]


def _behind(project: Project) -> list[Flowable]:
    """Return who stood behind the project: its sponsor first, then its partners."""
    rows = [("Sponsor", _sponsor(project))] if project.sponsor else []
    rows += [("Partner", with_more(one.name, one.role)) for one in project.partners]
    if not rows:
        return []
    columns = (Column("Part", colour=MUTED), Column("Who", NAME))
    return [*section("Sponsor and partners"), _table(columns, rows, _NARROW)]


def _partners(project: Project) -> list[Flowable]:
    if not project.partners:
        return []
    rows = [(one.name, one.role) for one in project.partners]
    columns = (Column("Partner", NAME), Column("Part", colour=MUTED))
    return [*section("Partners"), _table(columns, rows, _HALF)]


def _own_part(summary: ProjectSummary, own: OwnPart) -> list[Flowable]:
    """Return what the holder of this copy did, with their group and by themselves."""
    group = summary.line.group
    told = [f"{own.name} is a member of {group}."]
    if summary.handed_in:
        told.append(f"Handed in with {group}: {_works(summary.handed_in)}.")
    if own.work:
        told.append(f"Handed in alone: {_works(own.work)}.")
    return [*section(_OWN, least=_OWN_LEAST), paragraph(" ".join(told), PROSE)]


def _works(works: Sequence[HandedIn]) -> str:
    return listed(f"{each.assessment} on {written_date(each.on)}" for each in works)


def _cover(text: str) -> TextStyle:
    """Return the look of a title: somewhat smaller where that keeps it on one line."""
    fitting = size_to_fit(text, COVER.face, COVER.size, ROOM * 0.99)
    return replace(COVER, size=fitting) if fitting >= TITLE else COVER


def _who(own: OwnPart) -> str:
    return ", ".join(part for part in (own.name, own.job_title, own.agency) if part)


def _table(
    columns: tuple[Column, Column], rows: Sequence[tuple[str, str]], first: float
) -> Flowable:
    """Return a table of two columns, of which the first takes that share of the room."""
    widths = (ROOM * first, ROOM * (1 - first))
    return grid_table(Grid(columns, rows, ROOM, widths=widths))


def _sponsor(project: Project) -> str:
    return with_more(project.sponsor.name, project.sponsor_person) if project.sponsor else ""


def _texts(summary: ProjectSummary) -> Iterator[str]:
    project, own = summary.project, summary.own
    yield from (summary.programme, summary.organisation, summary.cohort, summary.line.group)
    yield from (project.title, project.problem, project.summary, _sponsor(project))
    for member in summary.line.members:
        yield f"{member.name} {member.agency.name if member.agency else ''}"
    yield from (outcome.description for outcome in project.outcomes)
    yield from (with_more(partner.name, partner.role) for partner in project.partners)
    yield from (milestone.title for milestone in project.milestones)
    if own:
        yield f"{own.name} {own.job_title} {own.agency}"
    if summary.savings:
        yield from texts_of_savings(summary.savings)
