"""“Why this mark?” on paper: every rung of the ladder, its rule, clause and numbers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.ladder import Rung, RungKind
from cohort_desk.domain.marks.ladder_words import change_words, numbers_words, result_words
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.reports.document import Imprint, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.parts import ROOM, dotted, one_after_another, section, title
from cohort_desk.reports.styles import GAP, MUTED, NOTE, VERDICT
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.marks.why import WhyMark

TITLE = "Why this mark?"
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
    _write((why,), path, report)


def write_why_marks(whys: Sequence[WhyMark], path: Path, report: Progress = unwatched) -> None:
    """Write the ladders of several people as one document, each on pages of its own.

    Raises:
        NotFound: there are none.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not whys:
        raise NotFound("There are no marks yet, so there is nothing to explain.")
    _write(whys, path, report)


def _write(whys: Sequence[WhyMark], path: Path, report: Progress) -> None:
    check_printable((text for each in whys for text in _texts(each)), REGULAR)
    first = whys[0]
    note = f"Computed {written_moment(first.at)}"
    imprint = Imprint(TITLE, first.programme, first.cohort, note, first.at.date())
    story = one_after_another([(each.mark.name, _story(each, whys)) for each in whys])
    write_document(path, imprint, story, report=report, pages=len(whys))


def _story(why: WhyMark, whys: Sequence[WhyMark]) -> list[Flowable]:
    mark = why.mark
    # By its name each of several is found among the bookmarks.
    called = TITLE if len(whys) == 1 else f"{TITLE} {mark.name}"
    whose = dotted(mark.name, mark.candidate, mark.group)
    final = result_words(mark.ladder)
    verdict = f"Mark: {final}" if mark.ladder.final is not None else f"No mark yet. {final}"
    return [
        *title(called, f"{why.module} · {why.assessment}"),
        heading(verdict, VERDICT),
        paragraph(whose),
        paragraph(_standing(why), NOTE),
        Spacer(1, GAP),
        *([_rungs(mark.ladder.rungs)] if mark.ladder.rungs else []),
        *_clauses(why),
    ]


def _clauses(why: WhyMark) -> list[Flowable]:
    if not why.clauses:
        return []
    cited = (f"{each.number} {each.title}. {each.text}" for each in why.clauses)
    title = f"The clauses: {why.regulations}"
    return [*section(title, least=_LEAST_ON_PAGE), *(paragraph(words) for words in cited)]


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
    return grid_table(Grid(columns, rows, ROOM, size=_SIZE))


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
