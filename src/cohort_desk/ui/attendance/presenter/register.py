"""The register of one session, recorded person by person."""

from collections.abc import Sequence
from typing import Protocol

from cohort_desk.domain.attendance import Attendance
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.names import folded
from cohort_desk.services.attendance import (
    Entry,
    Register,
    SessionLine,
    note_attendance,
    read_register,
    record,
    record_rest,
)
from cohort_desk.ui.kit.desk import Desk, attempt

SHOWN_OF = frozenset({"taught_session", "attendance", "module", "participant", "agency"})


class RegisterView(Protocol):
    """What the presenter needs of its view."""

    def offer_sessions(self, sessions: Sequence[SessionLine], chosen: int) -> None: ...
    def show_register(self, register: Register, shown: Sequence[Entry]) -> None: ...
    def show_no_register(self) -> None: ...


class RegisterPresenter:
    """Answers the register; the session shown is the last that has begun until one is chosen."""

    def __init__(self, view: RegisterView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._sessions: tuple[SessionLine, ...] = ()
        self._chosen = 0
        self._register: Register | None = None
        self._text = ""

    @property
    def session_id(self) -> int:
        """The session that is shown, 0 for none."""
        return self._chosen

    def offer(self, sessions: Sequence[SessionLine], latest: int) -> None:
        """Offer these sessions; `latest` is the one to begin with."""
        self._sessions = tuple(sessions)
        if self._chosen not in {line.id for line in sessions}:
            self._chosen = latest
        self._view.offer_sessions(self._sessions, self._chosen)
        self.refresh()

    def refresh(self) -> None:
        """Read the register again."""
        self._register = None
        if self._chosen:
            try:
                self._register = read_register(self._db, self._chosen)
            except CohortDeskError as error:
                self._desk.warn(str(error))
        self._show()

    def choose(self, session_id: int) -> None:
        """Show the register of another session."""
        if session_id != self._chosen:
            self._chosen = session_id
            self._view.offer_sessions(self._sessions, session_id)
            self.refresh()

    def search(self, text: str) -> None:
        self._text = text
        self._show()

    def mark(self, participant_id: int, status: Attendance | None) -> None:
        """Record how somebody attended, or take the record out."""
        entry = self._entry(participant_id)
        if entry is not None and entry.status is not status:
            attempt(
                self._desk,
                lambda: record(self._db, self._chosen, participant_id, status, entry.version),
            )

    def note(self, participant_id: int, text: str) -> None:
        """Keep a remark on somebody's record."""
        entry = self._entry(participant_id)
        if entry is None or text.strip() == entry.note:
            return
        kept = attempt(
            self._desk,
            lambda: note_attendance(self._db, self._chosen, participant_id, entry.version, text),
        )
        if not kept:
            self._show()

    def mark_rest(self) -> None:
        """Record everybody of whom nothing is recorded yet as present."""
        if self._chosen:
            attempt(self._desk, lambda: record_rest(self._db, self._chosen))

    def _entry(self, participant_id: int) -> Entry | None:
        entries = self._register.entries if self._register else ()
        return next((one for one in entries if one.participant_id == participant_id), None)

    def _show(self) -> None:
        if self._register is None:
            self._view.show_no_register()
            return
        words = folded(self._text).split()
        shown = tuple(
            entry
            for entry in self._register.entries
            if all(word in folded(f"{entry.name} {entry.agency}") for word in words)
        )
        self._view.show_register(self._register, shown)
