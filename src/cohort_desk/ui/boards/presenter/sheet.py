"""The sheet: which candidates are listed, what is decided on them, and its papers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.progress import Progress
from cohort_desk.services.boards import (
    Decision,
    Flag,
    Ruling,
    SheetColumn,
    SheetLine,
    Subject,
    chairs_action,
    clear_decision,
    decide,
    read_minutes,
    take_proposals,
)
from cohort_desk.ui.boards.presenter.reading import Reading
from cohort_desk.ui.boards.presenter.words import LETTERS, PAPERS, TAKE, UNDECIDED
from cohort_desk.ui.kit.desk import Desk, attempt

WritePaper = Callable[[Path, Progress], object]
_WORKBOOK = "Excel workbook (*.xlsx)"


class SheetView(Protocol):
    """What the presenter needs of the sheet's view."""

    def show_lines(
        self, lines: Sequence[SheetLine], modules: Sequence[SheetColumn], total: int, *, names: bool
    ) -> None: ...
    def show_counts(self, counts: Mapping[object, int]) -> None: ...
    def show_candidate(
        self, line: SheetLine, *, names: bool, locked: bool, open_: bool
    ) -> None: ...
    def ask_reason(self, subject: Subject, ruling: Ruling, sentence: str) -> None: ...
    def show_ruling_problem(self, field: str, sentence: str) -> None: ...
    def close_ruling(self) -> None: ...
    def close_candidate(self) -> None: ...
    def go_on(self) -> None: ...
    def show_paper(self, title: str, write: WritePaper) -> None: ...


class SheetPresenter:
    """Answers the sheet: its filters, its keys and the candidate's panel."""

    def __init__(self, view: SheetView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._reading: Reading | None = None
        self._text, self._flags = "", tuple[object, ...]()
        self._names = False
        self._open: int | None = None

    def show(self, reading: Reading) -> None:
        """Show what was read, and the candidate whose panel is open as they are now."""
        if self._reading is None or self._reading.board.id != reading.board.id:
            self._open = None
        self._reading = reading
        self._show_lines()
        if self._open is not None:
            self.open(self._open)

    def search(self, text: str) -> None:
        self._text = folded(text)
        self._show_lines()

    def filter(self, flags: tuple[object, ...]) -> None:
        self._flags = flags
        self._show_lines()

    def show_names(self, *, shown: bool) -> None:
        """Show names beside the candidate numbers, or hide them again."""
        self._names = shown
        self._show_lines()
        if self._open is not None:
            self.open(self._open)

    def open(self, participant_id: int) -> None:
        """Open a candidate's panel."""
        line = self._line(participant_id)
        if line is None:
            self.close()
            self._view.close_candidate()
            return
        self._open = participant_id
        board = self._need().board
        self._view.show_candidate(
            line,
            names=self._with_names(),
            locked=board.ratified_at is not None,
            open_=board.frozen_at is not None and board.ratified_at is None,
        )

    def close(self) -> None:
        """Remember that no candidate's panel is open."""
        self._open = None

    def press(self, letter: str, ids: Sequence[int]) -> None:
        """Decide by a letter on the candidates that are chosen."""
        if not ids:
            return
        if letter == TAKE:
            if attempt(self._desk, lambda: take_proposals(self._desk.db, self._board_id, ids)):
                self._view.go_on()
        elif len(ids) > 1:
            self._desk.warn(
                "Choose one candidate to decide by a letter, or press A to decide as the rules "
                "propose on all that are chosen."
            )
        else:
            self.rule(Subject(ids[0]), Ruling(LETTERS[letter]), by_key=True)

    def take_all(self) -> None:
        """Decide as the rules propose on everybody without a decision."""
        attempt(self._desk, lambda: take_proposals(self._desk.db, self._board_id))

    def rule(self, subject: Subject, ruling: Ruling, *, by_key: bool = False) -> None:
        """Decide on a candidate, or amend what was ratified by chair's action."""
        old = self._decision(subject)
        locked = self._need().board.ratified_at is not None
        db, board_id = self._desk.db, self._board_id
        try:
            if locked:
                chairs_action(db, board_id, subject, ruling, old.id if old else None)
            else:
                decide(db, board_id, subject, ruling, old.version if old else None)
        except EditedMeanwhile as error:
            self._desk.warn(str(error))
        except RuleBroken as error:
            self._refused(subject, ruling, error, by_key=by_key)
        else:
            self._view.close_ruling()
            if by_key:
                self._view.go_on()

    def clear(self, ids: Sequence[int]) -> None:
        """Take back the decisions on the awards of candidates."""
        for participant_id in ids:
            decision = self._decision(Subject(participant_id))
            if decision is not None:
                self._clear(decision)

    def clear_one(self, subject: Subject) -> None:
        """Take back the decision on a module or a mark."""
        decision = self._decision(subject)
        if decision is not None:
            self._clear(decision)

    def print(self, paper: str) -> None:
        """Show the preview of a paper."""
        reading, db = self._need(), self._desk.db
        today = datetime.now(UTC).astimezone().date()
        names = paper.endswith("-names") or not reading.sheet.anonymous

        def write(path: Path, report: Progress) -> None:
            from cohort_desk.reports.board_sheet import write_board_sheet  # noqa: PLC0415 - slow
            from cohort_desk.reports.minutes import write_minutes  # noqa: PLC0415

            if paper.startswith("sheet"):
                write_board_sheet(reading.sheet, path, today, report, names=names)
            else:
                minutes = read_minutes(db, reading.board.id)
                write_minutes(minutes, path, today, report, names=names)

        self._view.show_paper(PAPERS[paper], write)

    def export(self) -> None:
        """Save the sheet as a workbook; names go with it where they are shown."""
        reading = self._need()
        path = self._desk.dialogs.path_to_save(
            "Export the board sheet", f"{reading.board.name}.xlsx", _WORKBOOK
        )
        if path is None:
            return
        names = self._with_names()

        def write(report: Progress) -> Path:
            from cohort_desk.exchange.board_sheet import write_board_workbook  # noqa: PLC0415

            write_board_workbook(reading.sheet, path, report, names=names)
            return path

        self._desk.runner.run(
            "Exporting the board sheet",
            write,
            done=lambda _path: self._desk.say(f"Wrote {path.name}"),
            writes=False,
            quiet=True,
        )

    @property
    def _board_id(self) -> int:
        return self._need().board.id

    def _refused(
        self, subject: Subject, ruling: Ruling, error: RuleBroken, *, by_key: bool
    ) -> None:
        if by_key and error.field == "reason":
            self.open(subject.participant_id)
            self._view.ask_reason(subject, ruling, str(error))
        elif not by_key and error.field in {"reason", "mark", "outcome"}:
            self._view.show_ruling_problem(error.field, str(error))
        else:
            self._desk.warn(str(error))

    def _clear(self, decision: Decision) -> None:
        attempt(self._desk, lambda: clear_decision(self._desk.db, decision.id, decision.version))

    def _decision(self, subject: Subject) -> Decision | None:
        line = self._line(subject.participant_id)
        if line is None:
            return None
        if subject.module_id is None and subject.assessment_id is None:
            return line.decision
        for module in line.modules:
            if module.module_id == subject.module_id:
                return module.decision
            for mark in module.marks:
                if mark.assessment_id == subject.assessment_id:
                    return mark.decision
        return None

    def _line(self, participant_id: int) -> SheetLine | None:
        lines = self._reading.sheet.lines if self._reading else ()
        return next((line for line in lines if line.participant_id == participant_id), None)

    def _show_lines(self) -> None:
        if self._reading is None:
            return
        sheet = self._reading.sheet
        counts: dict[object, int] = {
            flag: sum(1 for line in sheet.lines if flag in line.flags) for flag in Flag
        }
        counts[UNDECIDED] = sum(1 for line in sheet.lines if line.decision is None)
        self._view.show_counts(counts)
        shown = [line for line in sheet.lines if self._passes(line)]
        self._view.show_lines(shown, sheet.modules, len(sheet.lines), names=self._with_names())

    def _passes(self, line: SheetLine) -> bool:
        words = [line.candidate, line.outcome, *([line.name] if self._with_names() else [])]
        if self._text and not any(self._text in folded(word) for word in words):
            return False
        if not self._flags:
            return True
        undecided = UNDECIDED in self._flags and line.decision is None
        return undecided or any(flag in line.flags for flag in self._flags)

    def _with_names(self) -> bool:
        return self._names or not self._need().sheet.anonymous

    def _need(self) -> Reading:
        if self._reading is None:
            raise RuntimeError("the page offers this only for a board")
        return self._reading
