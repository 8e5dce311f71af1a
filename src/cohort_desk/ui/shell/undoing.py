"""Edit › Undo and Redo: take back and do again the very step that the menu names."""

from collections import deque
from typing import TYPE_CHECKING, Literal

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services import history

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.ui.shell.window import MainWindow

_Kind = Literal["undo", "redo"]


class Undoing:
    """Names the next steps in the menu and replays them one after the other.

    Whoever presses Ctrl+Z twice means the step that the menu names once the first is undone; so
    each one waits for the one before. In a participant's or a tutor's view the steps that were
    taken before it was chosen are the administrator's: it offers those after alone.
    """

    def __init__(self, db: "Database", window: "MainWindow") -> None:
        self._db, self._window = db, window
        self._named = history.UndoState(None, None)
        self._asked: deque[_Kind] = deque()
        self._since = 0

    def name_steps(self) -> None:
        """Name in the menu what undo and redo would do now."""
        self._named = history.read_undo_state(self._db, self._since)
        self._window.show_undo(self._named.undo, self._named.redo)

    def offer_all(self) -> None:
        """Offer every step of this user."""
        self._since = 0
        self.name_steps()

    def offer_from_now(self) -> None:
        """Offer only the steps that are yet to be taken."""
        self._since = history.newest_step(self._db)
        self.name_steps()

    def undo(self) -> None:
        """Undo the step that the menu names."""
        self._ask("undo")

    def redo(self) -> None:
        """Redo the step that the menu names."""
        self._ask("redo")

    def undo_step(self, step_id: int) -> None:
        """Undo one step, whatever came after it."""
        self._window.runner.run(
            "Undoing",
            lambda report: history.undo_step(self._db, step_id, report),
            done=lambda _news: None,
            failed=self._failed,
            quiet=True,
        )

    def _ask(self, kind: _Kind) -> None:
        self._asked.append(kind)
        if len(self._asked) == 1:
            self._next()

    def _next(self) -> None:
        """Do it off the UI thread: an import of 10,000 people takes seconds to undo."""
        if self._asked[0] == "undo":
            title, replay, seen = "Undoing", history.undo, self._named.undo_id
        else:
            title, replay, seen = "Redoing", history.redo, self._named.redo_id
        if seen is None:
            self._asked.clear()
            return
        self._window.runner.run(
            title,
            lambda report: replay(self._db, report, seen),
            done=lambda _news: None,
            failed=self._failed,
            ended=self._ended,
            quiet=True,
        )

    def _failed(self, error: CohortDeskError) -> None:
        self._window.say_problem(str(error))
        self.name_steps()
        while len(self._asked) > 1:
            self._asked.pop()

    def _ended(self) -> None:
        self._asked.popleft()
        if self._asked:
            self.name_steps()
            self._next()
