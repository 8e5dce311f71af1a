"""The sheets that packs hold: to mark, to rate or to comment in without the app.

Only cells to be filled in can be changed, and they say what they take. The first column, which is
hidden, names the row's cells in the pack; a hidden sheet names the pack.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]

from cohort_desk.domain.marks.numbers import from_hundredths, written
from cohort_desk.domain.packs.cells import (
    ABOUT,
    FEEDBACK,
    FINAL,
    JUSTIFICATION,
    MARK,
    SCORE,
    TEXT,
    CellName,
)
from cohort_desk.domain.packs.contents import (
    KIND_WORDS,
    ExaminerContent,
    MarkingContent,
    PackedBand,
    PackedWork,
    PackKind,
    PeerContent,
    SavingsContent,
    SentPack,
)
from cohort_desk.domain.packs.merging import Value
from cohort_desk.exchange.packs.claim_sheets import lay_claims
from cohort_desk.exchange.tables_out import guarded

SHEET_NAMES = {
    PackKind.MARKING: "Marks.xlsx",
    PackKind.PEERS: "Ratings.xlsx",
    PackKind.EXAMINER: "Comments.xlsx",
    PackKind.SAVINGS: "Claims.xlsx",
}
PACK_SHEET, PACK_MARK = "Pack", "Cohort Desk pack"
YES, NO = "Yes", "No"
WHOLE = "The whole programme"
COMMENT_ROWS = 40
TOO_LONG = "Too long for a sheet: it stays as it is."
LONGEST = 32_000
"""Of the characters that a cell of a sheet takes, those that are sure to come back."""

_TIP_LENGTH = 250
_DECIMAL = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 100,
    "error_title": "No mark",
    "error_message": "A mark is a number from 0 to 100.",
}
_RATING = {
    "validate": "integer",
    "criteria": "between",
    "minimum": 0,
    "maximum": 5,
    "error_title": "No rating",
    "error_message": "A rating is a whole number from 0 to 5.",
}


def sheet_of(pack: SentPack) -> bytes:
    """Return the sheet of a pack as an .xlsx file's content; the same pack gives the same bytes."""
    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = xlsxwriter.Workbook(stream, {**options, "in_memory": True})
    title = f"{KIND_WORDS[pack.head.kind]}: {pack.head.reader}"
    book.set_properties({"title": title, "created": pack.head.made_at.replace(tzinfo=None)})
    writer = _Writer(book, pack)
    match pack.content:
        case MarkingContent() as content:
            writer.marking(content)
        case PeerContent() as content:
            writer.peers(content)
        case ExaminerContent() as content:
            writer.examiner(content)
        case SavingsContent() as content:
            lay_claims(book, pack, content)
    writer.name_pack()
    book.close()
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A cell to fill in: what it holds and what it takes."""

    value: str | float | int | None
    takes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Formula:
    """A cell that the sheet works out for whoever fills it in."""

    text: str


class _Writer:
    """Lays one pack out in a workbook."""

    def __init__(self, book: Any, pack: SentPack) -> None:
        self._book, self._cells = book, pack.cells
        self._head = pack.head
        top = {"valign": "top", "text_wrap": True}
        self._heading = book.add_format({"bold": True, "bg_color": "#E8ECF4", "bottom": 1, **top})
        self._fixed = book.add_format({"font_color": "#4A5568", **top})
        self._entry = book.add_format({"locked": False, "bg_color": "#FFFBE6", "border": 1, **top})
        self._row = 0

    def marking(self, content: MarkingContent) -> None:
        """Lay one row for each work and criterion, and one for the work as a whole."""
        sheet = self._sheet(
            "Marks",
            {
                "Submission": 14,
                "Assessment": 24,
                "Criterion": 30,
                "Weight": 8,
                "Mark": 9,
                "Feedback": 70,
                "Finished": 10,
            },
        )
        for work in content.works:
            self._work(sheet, content, work)
        rubric = self._sheet(
            "Rubric",
            {"Assessment": 24, "Criterion": 30, "From": 8, "To": 8, "Band": 16, "Descriptor": 80},
            keyed=False,
        )
        for row in _rubric_rows(content):
            self._line(rubric, row)

    def peers(self, content: PeerContent) -> None:
        """Lay one row for each member to be rated and criterion, and one for the reasons."""
        widths = {"Member": 28, "Criterion": 36, "Rating (0 to 5)": 16}
        sheet = self._sheet("Ratings", widths)
        for member in content.rated:
            for criterion in content.criteria:
                name = CellName(member.key, criterion.key, SCORE)
                takes = {**_RATING, **_tip(criterion.title, criterion.description)}
                entry = self._cell(name, takes)
                self._line(sheet, [str(name), member.name, criterion.title, entry])
        reasons = CellName("", "", JUSTIFICATION)
        why = "needed" if content.justify else "if you like"
        entry = self._cell(reasons, {"validate": "any"})
        self._line(sheet, [str(reasons), "Your reasons", why, entry], height=120)
        sheet.set_column(3, 3, 50)

    def examiner(self, content: ExaminerContent) -> None:
        """Lay empty rows for comments, and the sample to look at."""
        sheet = self._sheet("Comments", {"About": 24, "Comment": 100})
        about = [WHOLE, *(work.shown for work in content.works)]
        listed = about if sum(map(len, about)) + len(about) < _TIP_LENGTH else []
        takes = {"validate": "list", "source": listed} if listed else {"validate": "any"}
        for number in range(1, COMMENT_ROWS + 1):
            work = f"comment-{number}"
            cells = (
                self._cell(CellName(work, "", ABOUT), takes),
                self._cell(CellName(work, "", TEXT), {"validate": "any"}),
            )
            self._line(sheet, [work, *cells])
        sample = self._sheet(
            "Sample",
            {"Code": 12, "Assessment": 24, "Sampled because": 30, "Candidate": 12, "Mark": 10}
            | {"How it came about": 90},
            keyed=False,
        )
        for row in _sample_rows(content):
            self._line(sample, row)

    def name_pack(self) -> None:
        """Add the hidden sheet by which the pack is known again."""
        sheet = self._book.add_worksheet(PACK_SHEET)
        sheet.write_row(0, 0, [PACK_MARK, self._head.key, guarded(self._head.reader)])
        sheet.protect()
        sheet.hide()

    def _work(self, sheet: Any, content: MarkingContent, work: PackedWork) -> None:
        assessment = content.assessment_of(work)
        guide, first = assessment.guide, self._row + 1
        for criterion in guide.criteria if guide else ():
            mark = CellName(work.key, criterion.key, MARK)
            takes = {**_DECIMAL, **_tip(criterion.title, _bands_in_words(criterion.bands))}
            feedback = self._cell(CellName(work.key, criterion.key, FEEDBACK), {"validate": "any"})
            row: list[Any] = [f"{work.key}/{criterion.key}", work.shown, assessment.title]
            row += [criterion.title, criterion.weight, self._cell(mark, takes), feedback]
            self._line(sheet, row)
        overall: Any = self._cell(CellName(work.key, "", MARK), _DECIMAL)
        if guide:
            overall = _weighted(first, self._row)
        yes_no = {"validate": "list", "source": [YES, NO]}
        self._line(
            sheet,
            [
                work.key,
                work.shown,
                assessment.title,
                "Overall" if guide else "Mark as a whole",
                None,
                overall,
                self._cell(CellName(work.key, "", FEEDBACK), {"validate": "any"}),
                self._cell(CellName(work.key, "", FINAL), yes_no),
            ],
        )

    def _cell(self, name: CellName, takes: dict[str, Any]) -> "_Entry | str":
        """Return a cell to fill in; a text that a sheet would cut short stays locked."""
        value = self._cells.get(str(name))
        if isinstance(value, str) and len(value) > LONGEST:
            return TOO_LONG
        return _Entry(_shown(name, value), takes)

    def _sheet(self, name: str, columns: dict[str, int], *, keyed: bool = True) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        sheet.freeze_panes(1, 2 if keyed else 0)
        start = 1 if keyed else 0
        if keyed:
            sheet.write(0, 0, "Key", self._heading)
            sheet.set_column(0, 0, 8, None, {"hidden": True})
        for at, (heading, width) in enumerate(columns.items(), start=start):
            sheet.write(0, at, heading, self._heading)
            sheet.set_column(at, at, width)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        self._row = 0
        return sheet

    def _line(self, sheet: Any, values: list[Any], height: int | None = None) -> None:
        self._row += 1
        if height:
            sheet.set_row(self._row, height)
        for at, value in enumerate(values):
            if isinstance(value, _Entry):
                sheet.write(self._row, at, guarded(value.value), self._entry)
                if value.takes.get("validate") != "any":
                    sheet.data_validation(self._row, at, self._row, at, value.takes)
            elif isinstance(value, _Formula):
                sheet.write_formula(self._row, at, value.text, self._fixed, "")
            else:
                sheet.write(self._row, at, guarded(value), self._fixed)


def _shown(name: CellName, value: Value) -> str | float | int | None:
    """Return a cell's value as a sheet has it: marks as numbers, yes and no as words."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int) and name.what == MARK:
        return float(from_hundredths(value))
    return value


def _weighted(first: int, last: int) -> _Formula:
    """Return the formula of the weighted mean; the app reckons it anew, from the marks alone."""
    marks, weights = f"F{first + 1}:F{last + 1}", f"E{first + 1}:E{last + 1}"
    count = last - first + 1
    mean = f"ROUND(SUMPRODUCT({weights},{marks})/SUM({weights}),2)"
    return _Formula(f'=IF(COUNT({marks})<{count},"",{mean})')


def _rubric_rows(content: MarkingContent) -> Iterator[list[Any]]:
    for assessment in content.assessments:
        for criterion in assessment.guide.criteria if assessment.guide else ():
            head: list[Any] = [assessment.title, criterion.title]
            if not criterion.bands:
                yield [*head, None, None, None, criterion.description]
            for band in criterion.bands:
                low, high = float(band.low) / 100, float(band.high) / 100
                yield [*head, low, high, band.label, band.descriptor]


def _sample_rows(content: ExaminerContent) -> Iterator[list[Any]]:
    for work in content.works:
        head = [work.shown, work.assessment, "; ".join(work.reasons)]
        yield [*head, "", "", "\n".join(work.marks)]
        for candidate in work.candidates:
            ladder = "\n".join(candidate.ladder)
            yield [work.shown, work.assessment, "", candidate.candidate, candidate.mark, ladder]


def _bands_in_words(bands: tuple[PackedBand, ...]) -> str:
    return ", ".join(
        f"{written(from_hundredths(band.low))}–{written(from_hundredths(band.high))} {band.label}"
        for band in bands
    )


def _tip(title: str, text: str) -> dict[str, str]:
    """Return the note that a cell shows while it is chosen, as long as a sheet allows."""
    if not text:
        return {}
    cut = text if len(text) <= _TIP_LENGTH else f"{text[: _TIP_LENGTH - 1]}…"
    return {"input_title": title[:32], "input_message": cut}
