"""“Why this mark?” on paper: every rung of the ladder, its rule, clause and numbers."""

from collections.abc import Iterator
from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.marks.ladder import Rung, RungKind
from cohort_desk.domain.marks.ladder_words import change_words, numbers_words, result_words
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.styles import GAP, INTRODUCTION, MUTED, NOTE, PAGE_TITLE, SECTION, VERDICT
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.marks.why import WhyMark

_ROOM = frame_size(PORTRAIT)[0]
_SIZE = 9
_LEAST_ON_PAGE = 90
"""Points that a section needs on a page to begin there."""


def write_why_mark(why: WhyMark, path: Path, report: Progress = unwatched) -> None:
    """Write one person's ladder for one assessment.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_printable(_texts(why), REGULAR)
    mark = why.mark
    about = " · ".join(part for part in (mark.name, mark.candidate, mark.group) if part)
    final = result_words(mark.ladder)
    verdict = f"Mark: {final}" if mark.ladder.final is not None else f"No mark yet. {final}"
    story: list[Flowable] = [
        heading("Why this mark?", PAGE_TITLE),
        paragraph(f"{why.module} · {why.assessment}", INTRODUCTION),
        heading(verdict, VERDICT),
        paragraph(about),
        paragraph(_standing(why), NOTE),
        Spacer(1, GAP),
    ]
    if mark.ladder.rungs:
        story.append(_rungs(mark.ladder.rungs))
    if why.clauses:
        story += [
            Spacer(1, GAP),
            CondPageBreak(_LEAST_ON_PAGE),
            heading(f"The clauses: {why.regulations}", SECTION),
        ]
        story += [
            paragraph(f"{clause.number} {clause.title}. {clause.text}") for clause in why.clauses
        ]
    note = f"Computed {written_moment(why.at)}"
    imprint = Imprint("Why this mark?", why.programme, why.cohort, note, why.at.date())
    write_document(path, imprint, story, report=report, pages=1)


def _standing(why: WhyMark) -> str:
    parts = [f"Sitting {why.mark.sitting}"]
    parts.append("ratified by the board" if why.mark.ratified else "not ratified yet")
    if why.mark.held:
        parts.append(f"on hold: {why.mark.held}")
    return ", ".join(parts) + ". A mark is computed from what was recorded, rung by rung."


def _rungs(rungs: tuple[Rung, ...]) -> Flowable:
    columns = (
        Column("Rung", NAME),
        Column("Mark", at_right=True),
        Column("Rule and numbers", colour=MUTED, lines=True),
        Column("Clause"),
    )
    rows = [(rung.title, change_words(rung), _ruled(rung), rung.clause) for rung in rungs]
    return grid_table(Grid(columns, rows, _ROOM, size=_SIZE))


def _ruled(rung: Rung) -> str:
    """Return the rule, and under it the numbers it went by; criteria one under another."""
    numbers = [f"{name}: {number}" for name, number in rung.numbers]
    if rung.kind is not RungKind.CRITERIA:
        numbers = [numbers_words(rung)] if numbers else []
    return "\n".join((rung.rule, *(words[:1].upper() + words[1:] for words in numbers)))


def _texts(why: WhyMark) -> Iterator[str]:
    yield from (why.programme, why.cohort, why.module, why.assessment, why.regulations)
    yield from (why.mark.name, why.mark.group, why.mark.held, why.mark.ladder.waiting)
    for rung in why.mark.ladder.rungs:
        yield f"{rung.title} {rung.rule} {numbers_words(rung)}"
    for clause in why.clauses:
        yield f"{clause.title} {clause.text}"
