"""The external examiner's comments and their answers, and what has changed since the snapshot."""

from collections.abc import Sequence
from typing import Protocol

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.services.boards import (
    Comment,
    Difference,
    add_comment,
    answer_comment,
    delete_comment,
    list_comments,
)
from cohort_desk.ui.boards.presenter.reading import Reading
from cohort_desk.ui.kit.desk import Desk, attempt


class CommentsView(Protocol):
    """What the presenter needs of the view of comments."""

    def show_comments(self, comments: Sequence[Comment], examiner: str) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def show_answer_problem(self, comment_id: int, sentence: str) -> None: ...
    def clear_new(self) -> None: ...


class CommentsPresenter:
    """Answers the view of the examiner's comments."""

    def __init__(self, view: CommentsView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._board_id = 0
        self._comments: tuple[Comment, ...] = ()

    def show(self, reading: Reading) -> None:
        self._board_id = reading.board.id
        self._comments = list_comments(self._desk.db, self._board_id)
        seated = [each.name for each in reading.board.members if each.role == "external"]
        self._view.show_comments(self._comments, seated[0] if seated else "")

    def add(self, examiner: str, text: str) -> None:
        try:
            add_comment(self._desk.db, self._board_id, examiner, text)
        except RuleBroken as error:
            self._view.show_problem(error.field, str(error))
        else:
            self._view.clear_new()

    def answer(self, comment_id: int, response: str, answer: str) -> None:
        comment = next(each for each in self._comments if each.id == comment_id)
        try:
            answer_comment(self._desk.db, comment.id, comment.version, response, answer)
        except RuleBroken as error:
            self._view.show_answer_problem(comment_id, str(error))

    def delete(self, comment_id: int) -> None:
        comment = next(each for each in self._comments if each.id == comment_id)
        attempt(self._desk, lambda: delete_comment(self._desk.db, comment.id, comment.version))


class ChangesView(Protocol):
    """What the presenter needs of the view of changes."""

    def show_changes(
        self, changes: Sequence[Difference], *, frozen: bool, locked: bool
    ) -> None: ...


class ChangesPresenter:
    """Shows what has changed since the marks were put before the board."""

    def __init__(self, view: ChangesView) -> None:
        self._view = view

    def show(self, reading: Reading) -> None:
        board = reading.board
        frozen, locked = board.frozen_at is not None, board.ratified_at is not None
        self._view.show_changes(reading.changes, frozen=frozen, locked=locked)
