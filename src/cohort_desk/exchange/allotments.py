"""Sheets of who marks what, in and out; the marker column of Moodle's worksheet is understood."""

from collections.abc import Sequence
from pathlib import Path

from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.mark_headings import read_table, signs_of, tells_whose
from cohort_desk.exchange.tables_out import TableOut, Value, write_table
from cohort_desk.services.marks.allotment_import import AllotmentEntry
from cohort_desk.services.marks.allotments import AllotmentLine, Allotments

_MARKERS = {
    "first": ("first marker", "marker", "allocated marker", "marker 1", "tutor"),
    "second": ("second marker", "marker 2"),
    "third": ("third marker", "marker 3"),
}
_DUE = ("due", "mark by", "to be marked by")


def read_allotments_sheet(path: Path, sheet: str | None = None) -> tuple[AllotmentEntry, ...]:
    """Read who marks what.

    Raises:
        UnreadableFile: it cannot be read, or has no column with markers.
    """
    known = {heading for headings in _MARKERS.values() for heading in headings}

    def wanted(row: Sequence[str]) -> bool:
        words = [normalised(heading) for heading in row]
        return tells_whose(words) and any(word in known for word in words)

    table = read_table(path, sheet, wanted)
    signs, due = signs_of(table), table.column(*_DUE)
    columns = {role: table.column(*headings) for role, headings in _MARKERS.items()}
    return tuple(
        AllotmentEntry(
            row=number,
            signs=signs(row),
            tutors={role: row[at] for role, at in columns.items() if at is not None},
            due="" if due is None else row[due],
        )
        for number, row in table.rows
    )


def write_allotments(allotments: Allotments, path: Path) -> None:
    """Write who marks what as .xlsx or .csv; `read_allotments_sheet` takes it back.

    Raises:
        CannotWrite: another ending, or the place cannot be written to.
    """
    roles = [f"{role.capitalize()} marker" for role in _MARKERS]
    headings = ("Code", "Name", *roles, "Due", "State")
    rows = [_row(line) for line in allotments.lines]
    write_table(TableOut(f"Markers of {allotments.name}", headings, rows, kept_in_view=2), path)


def _row(line: AllotmentLine) -> list[Value]:
    tutors = {marker.role: marker.tutor for marker in line.markers}
    due = next((marker.due_at for marker in line.markers if marker.due_at is not None), None)
    until = "" if due is None else written_in_london(due)
    return [
        line.code,
        line.name,
        *(tutors.get(role, "") for role in _MARKERS),
        until,
        line.state.value,
    ]
