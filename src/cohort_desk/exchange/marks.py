"""Sheets of marks, in and out: the app's own, Moodle's grading worksheet and its gradebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.names import folded
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.mark_headings import (
    Graded,
    Table,
    graded_columns,
    read_table,
    signs_of,
    tells_whose,
)
from cohort_desk.exchange.tables_out import TableOut, Value, write_table
from cohort_desk.services.marks.given import GivenMark, MarkSheet
from cohort_desk.services.marks.mark_plans import FEEDBACK_AFTER, Entry

_MARK = ("mark", "grade", "marks", "final grade", "score")
_MOST = ("maximum grade", "max grade", "out of", "maximum mark")
_FEEDBACK = ("feedback comments", "feedback", "comments")


@dataclass(frozen=True, slots=True)
class MarksRead:
    """A sheet of marks as it was understood; `mark_column` is "" where only criteria are marked."""

    kind: str
    sheet: str
    header_row: int
    mark_column: str
    entries: tuple[Entry, ...]


def read_marks(
    path: Path, title: str, criteria: Sequence[str], sheet: str | None = None
) -> MarksRead:
    """Read a sheet of marks.

    Args:
        path: a .xlsx, .ods or .csv file.
        title: the assessment's, by which its columns are found in a gradebook.
        criteria: the titles of its criteria, each of which may have a column.
        sheet: the sheet to read, if not the first that has marks.

    Raises:
        UnreadableFile: it cannot be read, has no marks, or the gradebook's column is not plain.
    """
    known = {folded(criterion) for criterion in criteria}

    def wanted(row: Sequence[str]) -> bool:
        words = [normalised(heading) for heading in row]
        marks = any(word in _MARK for word in words) or any(folded(cell) in known for cell in row)
        graded = graded_columns(Table("", 0, tuple(row), ()))
        return tells_whose(words) and (marks or bool(graded))

    table = read_table(path, sheet, wanted)
    graded = graded_columns(table)
    own = table.column(*_MARK)
    if graded and own is None:
        chosen = _chosen(graded, title, path.name)
        return _read("Moodle gradebook", table, chosen.mark, None, chosen.feedback)
    most, feedback = table.column(*_MOST), table.column(*_FEEDBACK)
    is_moodle = most is not None and table.column("identifier") is not None
    kind = "Moodle grading worksheet" if is_moodle else "sheet of marks"
    return _read(kind, table, own, most, feedback)


def write_marks(sheet: MarkSheet, path: Path) -> None:
    """Write a sheet of marks as .xlsx or .csv; `read_marks` takes it back.

    Raises:
        CannotWrite: another ending, or the place cannot be written to.
    """
    names = () if sheet.anonymous else ("Name",)
    criteria = [
        heading for title in sheet.criteria for heading in (title, f"{title}{FEEDBACK_AFTER}")
    ]
    headings = ("Code", *names, "Role", "Marker", *criteria, *_LAST)
    rows = [_row(sheet, line) for line in sheet.lines]
    write_table(TableOut(sheet.name, headings, rows, kept_in_view=1 + len(names)), path)


_LAST = ("Mark", "Feedback", "Finished", "Agreed mark", "State")


def _row(sheet: MarkSheet, line: GivenMark) -> list[Value]:
    names = [] if sheet.anonymous else [line.identity]
    criteria: list[Value] = []
    for mark, feedback in line.criteria:
        criteria += [_number(mark), feedback]
    finished = "Yes" if line.final else "No"
    agreed = None if line.agreed is None else float(written_cut(line.agreed))
    last = [_number(line.mark), line.feedback, finished, agreed, line.state.value]
    return [line.code, *names, line.role.capitalize(), line.tutor, *criteria, *last]


def _number(mark: Decimal | None) -> Value:
    """Return a mark as a cell's number, to 2 decimal places."""
    return None if mark is None else float(written(mark))


def _chosen(graded: Sequence[Graded], title: str, name: str) -> Graded:
    marked = [each for each in graded if each.mark is not None]
    same = [each for each in marked if folded(each.title) == folded(title)]
    if len(same) == 1 or (len(marked) == 1 and not same):
        return (same or marked)[0]
    titles = ", ".join(f"“{each.title}”" for each in marked) or "nothing with marks"
    raise UnreadableFile(
        f"“{name}” is a gradebook without a column for “{title}”. It has: {titles}. Rename one of "
        "these in the sheet, then import it again."
    )


def _read(
    kind: str, table: Table, mark: int | None, most: int | None, feedback: int | None
) -> MarksRead:
    signs = signs_of(table)
    entries = tuple(
        Entry(
            row=number,
            signs=signs(row),
            mark=None if mark is None else row[mark],
            maximum="" if most is None else row[most],
            feedback=None if feedback is None else row[feedback],
            cells=dict(zip(table.headings, row, strict=True)),
        )
        for number, row in table.rows
    )
    column = "" if mark is None else table.headings[mark]
    return MarksRead(kind, table.sheet, table.header_row, column, entries)
