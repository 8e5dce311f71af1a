"""Which board is shown, how far it is, and what moves it on."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar, cast

from cohort_desk.domain.errors import CohortDeskError, NotFound
from cohort_desk.services.boards import (
    Board,
    BoardDetails,
    Difference,
    Opened,
    Readiness,
    add_board,
    delete_board,
    list_boards,
    open_attempts,
    put_before,
    ratify,
    readiness,
    take_back,
    warnings_before,
)
from cohort_desk.services.programmes import count_people
from cohort_desk.ui.boards.presenter.reading import CHANGES_NO_MARK, SHOWN_OF, Reading, look
from cohort_desk.ui.boards.presenter.words import (
    VIEWS,
    Standing,
    ViewName,
    refused_words,
    standing_of,
)
from cohort_desk.ui.kit.desk import Desk, attempt

_Answer = TypeVar("_Answer")
READ_AT_ONCE = 120
"""Cohorts of up to so many people are read in an instant, and therefore without a detour."""


class BoardView(Protocol):
    """What the presenter needs of the page."""

    def show_none(self) -> None: ...
    def show_boards(self, boards: Sequence[tuple[int, str]], chosen: int) -> None: ...
    def show_standing(self, standing: Standing) -> None: ...
    def show_view(self, view: ViewName) -> None: ...
    def show_readiness(self, answer: Readiness, chairs: Sequence[str]) -> None: ...
    def close_panel(self) -> None: ...


class Part(Protocol):
    """One of the views; it is given what was read."""

    def show(self, reading: Reading) -> None: ...


class BoardPresenter:
    """Keeps the page on one board; the views get what is read of it."""

    def __init__(self, view: BoardView, desk: Desk, parts: Mapping[ViewName, Part]) -> None:
        self._view, self._desk, self._parts = view, desk, parts
        self._cohort_id = desk.cohort_id
        self._board_id: int | None = None
        self._reading: Reading | None = None
        self._asked, self._changes_due = 0, True
        self._stop: Callable[[], None] = lambda: None

    @property
    def reading(self) -> Reading | None:
        """What was read last; None without a board."""
        return self._reading

    def refresh(self) -> None:
        """Read the boards, and the chosen one with all its views."""
        self._changes_due = True
        self._read_boards()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Read again if anything that a board looks at is among what changed."""
        if not kinds & SHOWN_OF:
            return
        if not kinds <= CHANGES_NO_MARK:
            self._changes_due = True
        self._read_boards()

    def show_cohort(self, cohort_id: int) -> None:
        self._cohort_id, self._board_id = cohort_id, None
        self._view.close_panel()
        self.refresh()

    def choose(self, board_id: int) -> None:
        """Show another board of the cohort."""
        self._board_id = board_id
        self._view.close_panel()
        self.refresh()

    def add(self) -> None:
        """Ask for a name, add a board and go to who sits on it."""
        asks = self._desk.dialogs
        name = asks.ask_text("New board", "Name", "Board of ")
        if name is None:
            return

        def make() -> None:
            self._board_id = add_board(self._desk.db, self._cohort_id, BoardDetails(name))

        if attempt(self._desk, make):
            self.refresh()
            self._view.show_view("meeting")

    def delete(self) -> None:
        """Delete the board, once the user has agreed."""
        board = self._need().board
        text = "Its members, decisions and comments go with it. Undo brings all of it back."
        if self._desk.dialogs.confirm(f"Delete {board.name}?", text, "Delete", danger=True):
            attempt(self._desk, lambda: delete_board(self._desk.db, board.id, board.version))

    def move_on(self) -> None:
        """Take the board's next step: put before it, ratify, or open the attempts it gave."""
        reading = self._need()
        step = self._standing(reading).next_step
        if step == "put":
            self.put_before()
        elif step == "ratify":
            self.ask_ratify()
        elif step == "open":
            self._open_attempts(reading.board.id)

    def put_before(self) -> None:
        """Put the marks before the board, or put them before it again."""
        board, db = self._need().board, self._desk.db

        def ask(warnings: tuple[str, ...]) -> None:
            title = f"Put the marks before {board.name}?"
            keeps = "Everybody’s marks are frozen as they are now, with how they came about."
            text = "\n\n".join([keeps, *warnings])
            if not warnings or self._desk.dialogs.confirm(title, text, "Put before the board"):
                self._carry_out(
                    "Putting the marks before the board",
                    lambda: put_before(db, board.id, board.version),
                    lambda _digest: None,
                )

        self._carry_out(
            "Looking at the marks", lambda: warnings_before(db, board.id), ask, writes=False
        )

    def take_back(self) -> None:
        """Take the marks back; decisions are kept."""
        board = self._need().board
        attempt(self._desk, lambda: take_back(self._desk.db, board.id, board.version))

    def ask_ratify(self) -> None:
        """Show what would be ratified, and what stands in the way."""
        board, db = self._need().board, self._desk.db
        chairs = [each.name for each in board.members if each.role == "chair" and each.present]
        self._carry_out(
            "Looking at what is to be ratified",
            lambda: readiness(db, board.id),
            lambda answer: self._view.show_readiness(answer, chairs),
            writes=False,
        )

    def ratify(self, chair: str) -> None:
        """Ratify what is before the board."""
        board, db = self._need().board, self._desk.db
        self._carry_out(
            "Ratifying",
            lambda: ratify(db, board.id, board.version, chair),
            lambda _nothing: self._view.close_panel(),
        )

    def open_record(self, record: object) -> None:
        """Show a view by its name, or a board by its id."""
        for view in VIEWS:
            if record == view:
                self._view.show_view(view)
        if isinstance(record, int):
            self.choose(record)

    def _open_attempts(self, board_id: int) -> None:
        opened: list[Opened] = []
        if attempt(self._desk, lambda: opened.append(open_attempts(self._desk.db, board_id))):
            refused = [each.words for each in opened[0].refused]
            if refused:
                self._desk.warn(refused_words(refused))

    def _read_boards(self) -> None:
        boards = list_boards(self._desk.db, self._cohort_id)
        chosen = next((board for board in boards if board.id == self._board_id), None)
        if not boards:
            self._board_id, self._reading = None, None
            self._drop()
            self._view.show_none()
            return
        board = chosen or boards[0]
        if board.id != self._board_id:
            self._view.close_panel()
        self._board_id = board.id
        self._view.show_boards([(each.id, each.name) for each in boards], board.id)
        self._read(board)

    def _carry_out(
        self,
        title: str,
        action: Callable[[], _Answer],
        done: Callable[[_Answer], None],
        *,
        writes: bool = True,
    ) -> None:
        """Do what looks at every mark, elsewhere for many people; then hand on its answer."""
        if self._is_small():
            try:
                answer = action()
            except CohortDeskError as error:
                self._desk.warn(str(error))
            else:
                done(answer)
            return
        self._desk.runner.run(
            title,
            lambda _report: action(),
            done=lambda answer: done(cast("_Answer", answer)),
            failed=lambda error: self._desk.warn(str(error)),
            writes=writes,
            quiet=True,
        )

    def _read(self, board: Board) -> None:
        self._drop()
        known = self._known_changes(board)
        if self._is_small():
            try:
                self._show(look(self._desk.db, board, known))
            except NotFound:
                self.refresh()
            return
        asked = self._asked

        def arrived(answer: object) -> None:
            if asked == self._asked:
                self._show(cast("Reading", answer))

        def failed(error: CohortDeskError) -> None:
            if asked == self._asked:
                self._desk.warn(str(error))

        self._stop = self._desk.runner.run(
            "Reading the board",
            lambda _report: look(self._desk.db, board, known),
            done=arrived,
            failed=failed,
            writes=False,
            quiet=True,
        )

    def _known_changes(self, board: Board) -> tuple[Difference, ...] | None:
        """Return what had changed by the last reading, where nothing can have changed since."""
        reading = self._reading
        if reading is None or self._changes_due or reading.board.id != board.id:
            return None
        same = (reading.board.digest, reading.board.ratified_at)
        return reading.changes if same == (board.digest, board.ratified_at) else None

    def _show(self, reading: Reading) -> None:
        self._reading, self._changes_due = reading, False
        self._view.show_standing(self._standing(reading))
        for part in self._parts.values():
            part.show(reading)

    def _standing(self, reading: Reading) -> Standing:
        changes, to_open = len(reading.changes), reading.to_open
        return standing_of(reading.board, reading.sheet, changes, to_open, reading.refused)

    def _drop(self) -> None:
        self._asked += 1
        self._stop()
        self._stop = lambda: None

    def _is_small(self) -> bool:
        return count_people(self._desk.db).get(self._cohort_id, 0) <= READ_AT_ONCE

    def _need(self) -> Reading:
        if self._reading is None:
            raise RuntimeError("the page offers this only for a board")
        return self._reading
