"""A mark statement on paper: a participant's marks as shown to them, provisional or confirmed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.numbers import written_cut
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.reports.document import Imprint, write_document
from cohort_desk.reports.flowables import bullets, heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.parts import ROOM, dotted, one_after_another, section, title
from cohort_desk.reports.styles import GAP, MUTED, VERDICT
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.documents.statements import (
    MarkStatement,
    Standing,
    StatementMark,
    StatementModule,
)

TITLE = "Mark statement"
_MEANINGS = {
    Standing.CONFIRMED: "Confirmed: a board has ratified the mark.",
    Standing.PROVISIONAL: (
        "Provisional: the mark may still change. It is not confirmed until the board has met."
    ),
    Standing.NOT_SHOWN: "Not released yet: there is no mark to give out.",
}


def write_mark_statement(
    statement: MarkStatement, path: Path, report: Progress = unwatched
) -> None:
    """Write one participant's statement.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    write_mark_statements((statement,), path, report)


def write_mark_statements(
    statements: Sequence[MarkStatement], path: Path, report: Progress = unwatched
) -> None:
    """Write the statements of a cohort as one document, each on pages of its own.

    Raises:
        NotFound: there are none.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not statements:
        raise NotFound("There are no mark statements yet: no mark has been released.")
    check_printable((text for each in statements for text in _texts(each)), REGULAR)
    first = statements[0]
    title = f"{TITLE}: {first.holder.name}" if len(statements) == 1 else f"{TITLE}s"
    note = f"As released on {written_date(first.on)}. Not a transcript"
    imprint = Imprint(title, first.holder.programme, first.holder.cohort, note, first.on)
    story = one_after_another([(each.holder.name, _story(each)) for each in statements])
    write_document(path, imprint, story, report=report, pages=len(statements))


def _story(statement: MarkStatement) -> list[Flowable]:
    holder = statement.holder
    whose = dotted(holder.agency, holder.reference)
    return [
        *title(holder.name, f"{TITLE} · {holder.cohort}"),
        heading(_verdict(statement), VERDICT),
        *([paragraph(whose)] if whose else []),
        *bullets(words for each, words in _MEANINGS.items() if each in statement.standings),
        *(part for module in statement.modules for part in _module(module)),
        Spacer(1, GAP),
    ]


def _verdict(statement: MarkStatement) -> str:
    """Return how many marks there are, and how far they may be relied on."""
    if not statement.shown:
        return "No mark has been released yet"
    marks = counted(statement.shown, "mark", "marks")
    if Standing.PROVISIONAL not in statement.standings:
        return f"{marks}, confirmed"
    if Standing.CONFIRMED not in statement.standings:
        return f"{marks}, provisional"
    return f"{marks}, some of them provisional"


def _module(module: StatementModule) -> list[Flowable]:
    level = f"{counted(module.credits, 'credit', 'credits')} at level {module.level}"
    mark = "" if module.mark is None else f" · module mark {written_cut(module.mark)}, confirmed"
    columns = (
        Column("Assessment", NAME),
        Column("Part of the module", at_right=True),
        Column("Sitting", colour=MUTED, at_right=True),
        Column("Mark", NAME, at_right=True),
        Column("Standing"),
    )
    rows = [_line(each) for each in module.marks]
    widths = [ROOM * share for share in _SHARES]
    return [
        *section(f"{module.code} {module.title}"),
        paragraph(f"{level}{mark}"),
        grid_table(Grid(columns, rows, ROOM, widths=widths)),
    ]


_SHARES = (0.38, 0.18, 0.12, 0.1, 0.22)
"""How the columns share the room: alike in every module, so that marks stand in one line."""


def _line(each: StatementMark) -> tuple[str, ...]:
    mark = "–" if each.mark is None else written_cut(each.mark)
    of = f"{each.assessment} ({each.group})" if each.group else each.assessment
    sitting = str(each.sitting) if each.mark is not None else ""
    return of, f"{each.share} %", sitting, mark, each.standing.value


def _texts(statement: MarkStatement) -> Iterator[str]:
    holder = statement.holder
    yield from (holder.name, holder.agency, holder.reference)
    yield from (holder.programme, holder.cohort)
    for module in statement.modules:
        yield f"{module.code} {module.title}"
        yield from (f"{each.assessment} {each.group}" for each in module.marks)
