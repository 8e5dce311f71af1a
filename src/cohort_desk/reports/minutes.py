"""The minutes of a board as a PDF: who was there, what was decided and amended, to be signed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path

from reportlab.platypus import Flowable, KeepTogether, Spacer

from cohort_desk.domain.boards import RESPONSES, ROLES
from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.reports.document import PORTRAIT, Imprint, frame_size, write_document
from cohort_desk.reports.flowables import bullets, heading, height_of, paragraph, rule
from cohort_desk.reports.fonts import REGULAR
from cohort_desk.reports.styles import (
    BODY_TEXT,
    GAP,
    INTRODUCTION,
    MUTED,
    NOTE,
    PAGE_TITLE,
    SECTION,
)
from cohort_desk.reports.tables import NAME, Column, Grid, beside, grid_table
from cohort_desk.reports.text import check_printable
from cohort_desk.services.boards import Board, Decision, Minutes, SheetLine

_ROOM = frame_size(PORTRAIT)[0]
_ROWS_A_PAGE = 30
_BETWEEN, _TO_SIGN = 18.0, 40.0
_DIGEST_PART = 8
_REMARKS = "Modules not simply passed, and reasons"
_FEW = 1 / 3
"""The share of candidates up to which these are told under the table, not in a column of it."""
_LAST = 2
"""The last paragraph and the space under it."""
_WHOLE = 240.0
"""Points up to which the whole of the last section stands on the page that is signed."""


def write_minutes(
    minutes: Minutes, path: Path, on: date, report: Progress = unwatched, *, names: bool = False
) -> None:
    """Write the minutes; before the board has ratified they say that they are a draft.

    Args:
        minutes: what is printed.
        path: the file to write.
        on: the day that they are printed.
        report: called after each page.
        names: whether names stand beside the candidate numbers.

    Raises:
        Unprintable: a character is in no font of ours.
        CannotWrite: the folder, the file or the disk refuses.
        Cancelled: `report` asked to stop; nothing was written.
    """
    check_printable(_texts(minutes, names=names), REGULAR)
    board = minutes.board
    title: list[Flowable] = [
        heading(f"Minutes of the {board.name}", PAGE_TITLE),
        paragraph(_where(board), INTRODUCTION),
    ]
    sections = [
        _section("Present", [paragraph(board.quorum.words), _present(board)]),
        _section("Before the board", _before(minutes)),
        _section("Decisions", _decisions(minutes, report, names=names)),
        _section("Marks amended by the board", _amended(minutes)),
        _section("Chair’s actions", _actions(minutes)),
        _section("External examiner", _examiner(minutes)),
        _section("Notes", [paragraph(line) for line in board.notes.splitlines() if line.strip()]),
    ]
    *before, last = [each for each in sections if each]
    # Nobody is to sign a page that has little else on it.
    with_last = 0 if height_of(last, _ROOM) <= _WHOLE else len(last) - _LAST
    kept = KeepTogether([*last[with_last:], *_signatures(board)])
    story = [*title, *(part for each in before for part in each), *last[:with_last], kept]
    note = "Minutes" if board.ratified_at else "Draft: the board has not ratified"
    name = f"Minutes: {board.name}"
    imprint = Imprint(name, minutes.sheet.programme, minutes.sheet.cohort, note, on)
    pages = len(minutes.sheet.lines) // _ROWS_A_PAGE + 1
    write_document(path, imprint, story, report=report, pages=pages, contents=True)


def _section(title: str, content: list[Flowable]) -> list[Flowable]:
    return [heading(title, SECTION), *content, Spacer(1, GAP)] if content else []


def _where(board: Board) -> str:
    parts = [written_date(board.held_on)] if board.held_on else []
    parts += [board.place] if board.place else []
    held = ", ".join(parts) or "Day and place are not recorded"
    if board.ratified_at is None:
        return f"{held}. Draft: the board has not ratified."
    return f"{held}. Ratified by {board.ratified_by}, {written_moment(board.ratified_at)}."


def _present(board: Board) -> Flowable:
    columns = (Column("Name", NAME), Column("Role"), Column("Present"))
    rows = [
        (member.name, ROLES[member.role], "Present" if member.present else "Apologies")
        for member in board.members
    ]
    return grid_table(Grid(columns, rows or [("Nobody is named", "", "")], _ROOM))


def _before(minutes: Minutes) -> list[Flowable]:
    board = minutes.board
    if board.frozen_at is None:
        return [paragraph("Nothing was before the board.")]
    groups = [
        board.digest[start : start + _DIGEST_PART]
        for start in range(0, len(board.digest), _DIGEST_PART)
    ]
    return [
        paragraph(
            f"The marks of {counted(board.candidates, 'candidate', 'candidates')}, as they stood "
            f"on {written_moment(board.frozen_at)}, by {board.regulations}."
        ),
        paragraph(f"Fingerprint of the marks (SHA-256): {' '.join(groups)}", NOTE),
    ]


def _decisions(minutes: Minutes, report: Progress, *, names: bool) -> list[Flowable]:
    lines = [line for line in minutes.meeting.lines if line.decision]
    if not lines:
        return [paragraph("None yet.")]
    remarks = [_remarks(line) for line in lines]
    columns = (
        Column("Candidate", NAME),
        *((Column("Name"),) if names else ()),
        Column("Mean", at_right=True),
        Column("Award", NAME),
    )
    rows = [
        (
            line.candidate,
            *((line.name,) if names else ()),
            "–" if line.mean is None else written(line.mean),
            line.decision.words if line.decision else "",
        )
        for line in lines
    ]
    if sum(map(bool, remarks)) > _FEW * len(lines):
        columns = (*columns, Column(_REMARKS, colour=MUTED))
        rows = [(*row, remark) for row, remark in zip(rows, remarks, strict=True)]
        return [paragraph(_tally(lines)), grid_table(Grid(columns, rows, _ROOM), report)]
    parts: list[Flowable] = [
        paragraph(_tally(lines)),
        grid_table(_side_by_side(columns, rows), report),
    ]
    if any(remarks):
        parts += [Spacer(1, GAP / 2), paragraph(f"{_REMARKS}:")]
        told = zip(lines, remarks, strict=True)
        parts += bullets(f"{line.candidate}: {remark}" for line, remark in told if remark)
    return parts


def _side_by_side(columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]) -> Grid:
    """Return a narrow table as two, the second half beside the first."""
    half = (len(rows) + 1) // 2
    nobody = ("",) * len(columns)
    pairs = zip_longest(rows[:half], rows[half:], fillvalue=nobody)
    rows = [(*left, *right) for left, right in pairs]
    return Grid((*columns, *columns), rows, _ROOM, row_heads=(0, len(columns)))


def _tally(lines: Sequence[SheetLine]) -> str:
    counts = Counter(line.decision.words for line in lines if line.decision)
    what = ", ".join(f"{words.lower()} {count}" for words, count in counts.most_common())
    return f"{counted(len(lines), 'candidate', 'candidates')}: {what}."


def _remarks(line: SheetLine) -> str:
    said = [
        f"{module.code} {module.decision.words.lower()}"
        for module in line.modules
        if module.decision
    ]
    reason = [line.decision.reason] if line.decision and line.decision.reason else []
    return ". ".join([*said, *reason])


def _amended(minutes: Minutes) -> list[Flowable]:
    return bullets(
        f"{line.candidate}, {assessment_name(module.code, mark.title)}: "
        f"{mark.decision.words.lower()}. {mark.decision.reason}"
        for line in minutes.meeting.lines
        for module in line.modules
        for mark in module.marks
        if mark.decision
    )


def _chain(decision: Decision | None) -> tuple[Decision, ...]:
    """Return a decision and those before it, the oldest first."""
    return () if decision is None else (*reversed(decision.earlier), decision)


def _actions(minutes: Minutes) -> list[Flowable]:
    said: list[str] = []
    for line in minutes.sheet.lines:
        said += _acts(line.candidate, "award", line.decision)
        for module in line.modules:
            said += _acts(line.candidate, module.code, module.decision)
            for mark in module.marks:
                said += _acts(
                    line.candidate, assessment_name(module.code, mark.title), mark.decision
                )
    return bullets(said)


def _acts(candidate: str, what: str, decision: Decision | None) -> Iterator[str]:
    chain = _chain(decision)
    for old, new in zip((None, *chain), chain, strict=False):
        if new.chairs_action:
            was = f"{old.words} → " if old else ""
            when = written_moment(new.decided_at)
            yield f"{candidate}, {what}: {was}{new.words}. {new.reason} ({new.decided_by}, {when})"


def _examiner(minutes: Minutes) -> list[Flowable]:
    consulted = "was consulted" if minutes.board.external_consulted else "was not consulted"
    parts: list[Flowable] = [paragraph(f"The external examiner {consulted}.")]
    for comment in minutes.comments:
        parts.append(paragraph(f"{comment.examiner}, on {comment.about}: {comment.text}"))
        answer = f"{RESPONSES[comment.response]}. {comment.answer}".strip()
        parts.append(paragraph(answer, NOTE))
    return parts


def _signatures(board: Board) -> list[Flowable]:
    wanted = [role for role in ("chair", "external", "secretary") if _named(board, role)]
    roles = wanted or ["chair"]
    room = (_ROOM + _BETWEEN) / len(roles) - _BETWEEN
    cells: list[list[Flowable]] = []
    for role in roles:
        names = ", ".join(_named(board, role))
        said = f"{ROLES[role]}{f': {names}' if names else ''}"
        line = rule(room, thickness=0.7, after=2)
        cells.append([line, paragraph(said, BODY_TEXT), paragraph("Date", NOTE)])
    width = (_ROOM + _BETWEEN) / len(cells)
    lines = beside(cells, [width] * len(cells))
    return [heading("Signed", SECTION), Spacer(1, _TO_SIGN), lines]


def _named(board: Board, role: str) -> list[str]:
    return [member.name for member in board.members if member.role == role and member.present]


def _texts(minutes: Minutes, *, names: bool) -> Iterator[str]:
    """Yield what is printed, and nothing else: a refusal must not name whom the minutes hide."""
    board = minutes.board
    yield from (minutes.sheet.programme, minutes.sheet.cohort, board.name, board.place)
    yield from (board.notes, board.regulations, board.ratified_by)
    yield from (member.name for member in board.members)
    for comment in minutes.comments:
        yield from (comment.examiner, comment.text, comment.answer, comment.about)
    for line in minutes.sheet.lines:
        if names and line.decision:
            yield line.name
        for each in _chain(line.decision):
            yield from (each.reason, each.decided_by)
