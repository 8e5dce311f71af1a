"""What the external examiner says, and what is answered to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    ExaminerCommentRow,
    ModuleRow,
    SubmissionRow,
)
from cohort_desk.domain.boards import RESPONSES, check_text
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.unseen import many_lines
from cohort_desk.domain.words import counted

_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Incoming:
    """A comment that came in a file; `key` finds it again, `submission_id` says on what."""

    key: str
    text: str
    submission_id: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """How many comments of a file were new, said otherwise than before, and the same."""

    new: int
    changed: int
    same: int

    @property
    def words(self) -> str:
        """The outcome in words."""
        new = counted(self.new, "new comment", "new comments")
        return f"{new}, {self.changed} changed, {self.same} the same"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment at one version; `about` is the work's code and assessment, or "the board"."""

    id: int
    version: int
    examiner: str
    about: str
    submission_id: int | None
    text: str
    received_at: datetime
    response: str
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def answered(self) -> bool:
        """Whether it has been answered."""
        return self.response != "none"


def list_comments(db: Database, board_id: int) -> tuple[Comment, ...]:
    """Return the comments on what is before a board, those without an answer first."""
    with db.read() as work:
        return comments_of(work, board_id)


def comments_of(work: UnitOfWork, board_id: int) -> tuple[Comment, ...]:
    """Return what `list_comments` does, within a transaction."""
    query = (
        select(ExaminerCommentRow, SubmissionRow.code, ModuleRow.code, AssessmentRow.title)
        .outerjoin(SubmissionRow, SubmissionRow.id == ExaminerCommentRow.submission_id)
        .outerjoin(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .outerjoin(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ExaminerCommentRow.board_id == board_id)
        .order_by(ExaminerCommentRow.id)
    )
    comments = [
        _comment(row, f"{code}, {module} {title}" if code else "The board")
        for row, code, module, title in work.session.execute(query)
    ]
    return tuple(sorted(comments, key=lambda comment: comment.answered))


def add_comment(
    db: Database, board_id: int, examiner: str, text: str, submission_id: int | None = None
) -> int:
    """Write down what the external examiner said, and return the comment's id.

    Raises:
        RuleBroken: the examiner's name or the comment is missing or too long.
        NotFound: the board or the submission has been deleted meanwhile.
    """
    name = check_text("examiner", examiner, 200, "Type the examiner’s name.")
    said = _checked(text, "text", "Type what the examiner said.")
    with db.begin("external examiner’s comment", f"Added a comment of {name}") as work:
        work.need(BoardRow, board_id)
        if submission_id is not None:
            work.need(SubmissionRow, submission_id)
        row = _new(board_id, name, Incoming("", said, submission_id))
        work.session.add(row)
        work.session.flush()
        return row.id


def take_comments(
    work: UnitOfWork, board_id: int, examiner: str, incoming: Sequence[Incoming]
) -> Taken:
    """Take comments from a file as a part of a step; the same file again changes nothing.

    A comment that reads otherwise than before is open again.

    Raises:
        NotFound: the board has been deleted meanwhile.
    """
    work.need(BoardRow, board_id)
    query = select(ExaminerCommentRow).where(ExaminerCommentRow.board_id == board_id)
    known = {row.key: row for row in work.session.scalars(query) if row.key}
    new = changed = same = 0
    for comment in incoming:
        row = known.get(comment.key)
        text = many_lines(comment.text)
        if row is None:
            work.session.add(_new(board_id, examiner, comment))
            new += 1
        elif row.text == text:
            same += 1
        else:
            row.text, row.received_at = text, datetime.now(UTC)
            row.response, row.answer, row.answered_by, row.answered_at = "none", "", "", None
            changed += 1
    return Taken(new, changed, same)


def answer_comment(db: Database, comment_id: int, version: int, response: str, answer: str) -> None:
    """Answer a comment; `response` is a key of `RESPONSES`, "none" opens it again.

    Raises:
        RuleBroken: the response is not known, or there is no word of why nothing was done.
        EditedMeanwhile: someone else has answered it since that version.
    """
    if response not in RESPONSES:
        raise RuleBroken("response", "Choose an answer.")
    if response in {"not_actioned", "disagree"} and not many_lines(answer):
        raise RuleBroken("answer", "Say why, so that the examiner can follow it.")
    with db.begin("answer to the external examiner") as work:
        row = work.need(ExaminerCommentRow, comment_id, version)
        said = RESPONSES[response].lower()
        work.call(f"answer to {row.examiner}", f"Answered {row.examiner}: {said}")
        row.response, row.answer = response, many_lines(answer)
        answered = response != "none"
        row.answered_by = db.actor if answered else ""
        row.answered_at = datetime.now(UTC) if answered else None


def delete_comment(db: Database, comment_id: int, version: int) -> None:
    """Delete a comment.

    Raises:
        EditedMeanwhile: someone else has changed it since that version.
    """
    with db.begin("deletion of a comment", "Deleted the comment") as work:
        work.session.delete(work.need(ExaminerCommentRow, comment_id, version))


def _checked(text: str, field: str, missing: str) -> str:
    if not many_lines(text):
        raise RuleBroken(field, missing)
    if len(text) > _LONGEST:
        raise RuleBroken(field, f"That is longer than {_LONGEST:,} characters. Shorten it.")
    return many_lines(text)


def _new(board_id: int, examiner: str, comment: Incoming) -> ExaminerCommentRow:
    return ExaminerCommentRow(
        board_id=board_id,
        submission_id=comment.submission_id,
        examiner=examiner,
        key=comment.key,
        text=many_lines(comment.text),
        received_at=datetime.now(UTC),
    )


def _comment(row: ExaminerCommentRow, about: str) -> Comment:
    return Comment(
        id=row.id,
        version=row.version,
        examiner=row.examiner,
        about=about,
        submission_id=row.submission_id,
        text=row.text,
        received_at=row.received_at,
        response=row.response,
        answer=row.answer,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
    )
