"""A board's meeting: its day and place, who sits on it, and who is there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.boards import (
    Board,
    BoardDetails,
    BoardMember,
    add_member,
    edit_board,
    edit_member,
    remove_member,
    set_present,
)
from cohort_desk.ui.boards.presenter.reading import Reading
from cohort_desk.ui.kit.desk import Desk, attempt


class MeetingView(Protocol):
    """What the presenter needs of the view."""

    def show_board(self, board: Board) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def show_member_problem(self, sentence: str) -> None: ...


class MeetingPresenter:
    """Answers the view of the meeting."""

    def __init__(self, view: MeetingView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._board: Board | None = None

    def show(self, reading: Reading) -> None:
        self._board = reading.board
        self._view.show_board(reading.board)

    def edit(self, field: str, value: object) -> None:
        """Save one field of the board."""
        board = self._need()
        details = BoardDetails(
            board.name, board.held_on, board.place, board.notes, board.external_consulted
        )
        changed = replace(details, **{field: value})
        self._try(lambda: edit_board(self._desk.db, board.id, board.version, changed), field)

    def add_member(self, name: str, role: str) -> None:
        board_id = self._need().id
        try:
            add_member(self._desk.db, board_id, name, role)
        except RuleBroken as error:
            self._view.show_member_problem(str(error))
        else:
            self._view.show_member_problem("")

    def set_present(self, member_id: int, *, present: bool) -> None:
        member = self._member(member_id)
        self._attempt(
            lambda: set_present(self._desk.db, member.id, member.version, present=present)
        )

    def set_role(self, member_id: int, role: str) -> None:
        member = self._member(member_id)
        self._attempt(
            lambda: edit_member(self._desk.db, member.id, member.version, member.name, role)
        )

    def remove_member(self, member_id: int) -> None:
        member = self._member(member_id)
        self._attempt(lambda: remove_member(self._desk.db, member.id, member.version))

    def _try(self, action: Callable[[], object], field: str) -> None:
        try:
            action()
        except RuleBroken as error:
            self._view.show_problem(error.field if error.field != "board" else field, str(error))

    def _attempt(self, action: Callable[[], object]) -> None:
        if not attempt(self._desk, action):
            self._view.show_board(self._need())

    def _member(self, member_id: int) -> BoardMember:
        return next(each for each in self._need().members if each.id == member_id)

    def _need(self) -> Board:
        if self._board is None:
            raise RuntimeError("the page offers this only for a board")
        return self._board
