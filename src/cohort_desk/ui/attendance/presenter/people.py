"""How much everybody attended, and who is below the rule."""

from collections.abc import Sequence
from typing import Protocol

from cohort_desk.domain.attendance import Attendance
from cohort_desk.domain.names import folded
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.attendance import CohortAttendance, PersonAttendance, read_attendance
from cohort_desk.ui.attendance.presenter.words import rule_words, written_share
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk

SHOWN_OF = frozenset(
    {"taught_session", "attendance", "participant", "agency", "cohort_regulations"}
)
BELOW = "below"
_MEETS = {True: "Yes", False: "No", None: ""}


class PeopleView(Protocol):
    """What the presenter needs of its view."""

    def show_people(
        self, found: CohortAttendance, shown: Sequence[PersonAttendance], words: str
    ) -> None: ...


class AttendancePresenter:
    """Answers the list of everybody's attendance."""

    def __init__(self, view: PeopleView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._found: CohortAttendance | None = None
        self._shown: tuple[PersonAttendance, ...] = ()
        self._text = ""
        self._only: tuple[object, ...] = ()

    def refresh(self) -> None:
        """Read everybody's attendance."""
        self._found = read_attendance(self._desk.db, self._desk.cohort_id)
        self._show()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Read again if anything that counts is among the records that changed."""
        if kinds & SHOWN_OF:
            self.refresh()

    def search(self, text: str) -> None:
        self._text = text
        self._show()

    def filter(self, only: tuple[object, ...]) -> None:
        self._only = only
        self._show()

    def widen(self) -> None:
        """Show everybody again."""
        self._text, self._only = "", ()
        self._show()

    def export(self) -> None:
        """Save the people shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export attendance", "Attendance.xlsx", SHEETS_OUT)
        if path is None:
            return
        table = attendance_table(self._shown)
        self._desk.runner.run(
            "Exporting attendance",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} people in {path.name}."),
            writes=False,
        )

    def _show(self) -> None:
        if self._found is None:
            return
        words = folded(self._text).split()
        self._shown = tuple(
            one
            for one in self._found.people
            if (BELOW not in self._only or one.meets is False)
            and all(word in folded(f"{one.name} {one.agency}") for word in words)
        )
        self._view.show_people(self._found, self._shown, rule_words(self._found))


def attendance_table(people: Sequence[PersonAttendance]) -> TableOut:
    """Return everybody's attendance as a sheet."""
    return TableOut(
        "Attendance",
        (
            "Name",
            "Agency",
            "Attended",
            "Meets the rule",
            "Present",
            "Late",
            "Excused",
            "Absent",
            "Not recorded",
        ),
        [
            (
                one.name,
                one.agency,
                written_share(one.share) if one.share is not None else "",
                _MEETS[one.meets],
                *(one.counts.get(status, 0) for status in Attendance),
                one.unrecorded,
            )
            for one in people
        ],
    )
