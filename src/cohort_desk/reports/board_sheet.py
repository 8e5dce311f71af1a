"""A board's sheet as a PDF: marks, proposals and decisions by candidate number, and who is near."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reportlab.platypus import Flowable, PageBreak, Spacer

from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.reports.charts.flowables import chart_beside
from cohort_desk.reports.charts.histogram import mark_distribution
from cohort_desk.reports.document import LANDSCAPE, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import heading, paragraph
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.printable import NothingToPrint
from cohort_desk.reports.styles import GAP, INTRODUCTION, MUTED, NOTE, PAGE_TITLE, SECTION
from cohort_desk.reports.tables import NAME, Column, Grid, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.boards import Flag, Sheet, SheetLine, SheetModule
from cohort_desk.services.boards.distribution import distributions_of

_ROOM = frame_size(LANDSCAPE)[0]
_ROWS_A_PAGE = 24
_SIGNS = {Flag.LATE: "L", Flag.MODERATED: "M", Flag.HELD: "H", Flag.NEAR: "N", Flag.FAIL: "F"}
_KEY = (
    "In brackets the marks of a module’s assessments; * a mark that the board amended. "
    "N near a boundary, F failed or to be done again, M moderated, L late, H on hold."
)


def write_board_sheet(
    sheet: Sheet, path: Path, on: date, report: Progress = unwatched, *, names: bool = False
) -> None:
    """Write the sheet, and under it everybody whose class or pass a rounding rule decides.

    Args:
        sheet: what is printed.
        path: the file to write.
        on: the day that it is printed.
        report: called after each page.
        names: whether names stand beside the candidate numbers.

    Raises:
        NothingToPrint: there are no candidates.
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    if not sheet.lines:
        raise NothingToPrint(f"{sheet.cohort} has no candidates yet, so there is no sheet.")
    check_printable(_texts(sheet, names=names), REGULAR)
    title = sheet.board.name if sheet.board else f"Marks of {sheet.cohort}"
    story: list[Flowable] = [
        heading(title, PAGE_TITLE),
        paragraph(in_short(sheet), INTRODUCTION),
        paragraph(_KEY, NOTE),
        Spacer(1, GAP / 2),
        _marks(sheet, report, names=names),
        Spacer(1, GAP),
        heading("Near a boundary", SECTION),
        *_near(sheet),
        *_spread(sheet),
    ]
    imprint = Imprint(f"Board sheet: {title}", sheet.programme, sheet.cohort, state_of(sheet), on)
    pages = len(sheet.lines) // _ROWS_A_PAGE + 1
    write_document(path, imprint, story, page_size=LANDSCAPE, report=report, pages=pages)


def state_of(sheet: Sheet) -> str:
    """Return whether the sheet was ratified, is before a board, or shows marks as they are."""
    board = sheet.board
    if board is None or board.frozen_at is None:
        return "Not before a board; marks as they are now"
    if board.ratified_at is not None:
        return f"Ratified {written_date(board.ratified_at)}"
    return f"Before the board since {written_moment(board.frozen_at)}"


def in_short(sheet: Sheet) -> str:
    """Return how many candidates there are, with what, and by which regulations, in sentences."""
    counts = dict.fromkeys(NAMES.values(), 0)
    for line in sheet.lines:
        counts[line.outcome] += 1
    what = ", ".join(f"{name.lower()} {count}" for name, count in counts.items() if count)
    candidates = counted(len(sheet.lines), "candidate", "candidates")
    rules = f" By {sheet.board.regulations}." if sheet.board else ""
    return f"{candidates}: {what}.{rules}"


def module_text(module: SheetModule) -> str:
    """Return a module's mark with those of its assessments: "62 (60, 64)"."""
    own = "–" if module.mark is None else written(module.mark)
    parts = [f"{mark.written}{'*' if mark.decision else ''}" for mark in module.marks]
    if len(parts) == 1:
        return f"{own}{'*' if module.marks[0].decision else ''}"
    return f"{own} ({', '.join(parts)})"


def flags_of(line: SheetLine) -> str:
    """Return a candidate's flags as single letters."""
    return " ".join(sign for flag, sign in _SIGNS.items() if flag in line.flags)


def _marks(sheet: Sheet, report: Progress, *, names: bool) -> Flowable:
    columns = [
        Column("Candidate", NAME),
        *([Column("Name")] if names else []),
        *(Column(f"{module.code} ({module.credits})") for module in sheet.modules),
        Column("Mean", NAME, at_right=True),
        Column("Credits", colour=MUTED, at_right=True),
        Column("Flags"),
        Column("Proposed"),
        Column("Decision", NAME),
    ]
    rows = [
        (
            line.candidate or "–",
            *([line.name] if names else []),
            *(module_text(module) for module in line.modules),
            "–" if line.mean is None else written(line.mean),
            str(line.credits),
            flags_of(line),
            NAMES[line.proposed],
            line.decision.words if line.decision else "",
        )
        for line in sheet.lines
    ]
    return grid_table(Grid(tuple(columns), rows, _ROOM, size=8.5, air=0.9), report)


def _near(sheet: Sheet) -> list[Flowable]:
    if not sheet.near:
        return [paragraph("Nobody: no rounding rule decides a class or a pass.")]
    columns = (
        Column("Candidate", NAME),
        Column("Number", at_right=True),
        Column("Boundary", at_right=True),
        Column("What the rule does"),
        Column("Proposed"),
    )
    rows = [
        (
            line.candidate or "–",
            written(near.number),
            written(near.boundary),
            near.text,
            NAMES[line.proposed],
        )
        for line in sheet.near
        for near in line.near
    ]
    return [grid_table(Grid(columns, rows, _ROOM, size=8.5))]


def _spread(sheet: Sheet) -> list[Flowable]:
    """Return an appendix that draws how the marks are spread, module by module."""
    found = distributions_of(sheet)
    drawn = [each for each in (found.means, *(m.whole for m in found.modules)) if each.count]
    if not drawn:
        return []
    parts = [part for each in drawn for part in chart_beside(mark_distribution(each), _ROOM)]
    return [PageBreak(), heading("How the marks are spread", SECTION), *parts]


def _texts(sheet: Sheet, *, names: bool) -> Iterator[str]:
    """Yield what is printed, and nothing else: a refusal must not name whom the sheet hides."""
    yield from (sheet.programme, sheet.cohort)
    yield from (text for module in sheet.modules for text in (module.code, module.title))
    for line in sheet.lines:
        if names:
            yield line.name
        yield from (near.text for near in line.near)
    if sheet.board:
        yield from (sheet.board.name, sheet.board.regulations)
