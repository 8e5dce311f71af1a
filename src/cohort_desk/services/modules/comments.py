"""Keeps the comment bank of a marking guide; it may change at any time."""

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BankCommentRow, CriterionRow, MarkingGuideRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.guides import clean_comment
from cohort_desk.services.modules.ordering import move_to, number


def add_comment(db: Database, guide_id: int, criterion_id: int | None, text: str) -> int:
    """Add a comment to the bank, of a criterion or (None) of the whole work; return its id.

    Raises:
        RuleBroken: it is empty, too long or there already.
        NotFound: the guide or the criterion has been deleted meanwhile.
    """
    text = clean_comment(text)
    with db.read() as work:
        title = work.need(MarkingGuideRow, guide_id).title
    with db.begin(f"new comment in {title}", f"Added a comment to {title}") as work:
        work.need(MarkingGuideRow, guide_id)
        if criterion_id is not None and work.need(CriterionRow, criterion_id).guide_id != guide_id:
            raise RuleBroken("criterion", "That criterion is of another guide.")
        others = _comments(work, guide_id, criterion_id)
        _refuse_same(text, others)
        row = BankCommentRow(
            guide_id=guide_id, criterion_id=criterion_id, text=text, position=len(others)
        )
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_comment(db: Database, comment_id: int, version: int, text: str) -> None:
    """Change the text of a comment; what markers chose from the bank before stays as it was.

    Raises:
        RuleBroken: it is empty, too long or there already.
        NotFound: the comment has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    text = clean_comment(text)
    title = _guide_of(db, comment_id)
    with db.begin(f"change of a comment of {title}", f"Changed a comment of {title}") as work:
        row = work.need(BankCommentRow, comment_id, version)
        others = _comments(work, row.guide_id, row.criterion_id)
        _refuse_same(text, [one for one in others if one is not row])
        if row.text != text:
            row.text = text


def move_comment(db: Database, comment_id: int, place: int) -> None:
    """Put a comment at another place of its list, counted from 0.

    Raises:
        NotFound: the comment has been deleted meanwhile.
    """
    title = _guide_of(db, comment_id)
    with db.begin(f"move of a comment of {title}", f"Moved a comment of {title}") as work:
        row = work.need(BankCommentRow, comment_id)
        move_to(_comments(work, row.guide_id, row.criterion_id), row, place)


def delete_comment(db: Database, comment_id: int) -> None:
    """Take a comment out of the bank; what markers chose from it before stays.

    Raises:
        NotFound: the comment has been deleted meanwhile.
    """
    title = _guide_of(db, comment_id)
    with db.begin(f"deletion of a comment of {title}", f"Deleted a comment of {title}") as work:
        row = work.need(BankCommentRow, comment_id)
        others = _comments(work, row.guide_id, row.criterion_id)
        work.session.delete(row)
        number([one for one in others if one is not row])


def _comments(work: UnitOfWork, guide_id: int, criterion_id: int | None) -> list[BankCommentRow]:
    same_list = select(BankCommentRow).where(
        BankCommentRow.guide_id == guide_id,
        BankCommentRow.criterion_id.is_(None)
        if criterion_id is None
        else BankCommentRow.criterion_id == criterion_id,
    )
    ordered = same_list.order_by(BankCommentRow.position, BankCommentRow.id)
    return list(work.session.scalars(ordered))


def _refuse_same(text: str, others: list[BankCommentRow]) -> None:
    if any(one.text.casefold() == text.casefold() for one in others):
        raise RuleBroken("text", "That comment is in the bank already.")


def _guide_of(db: Database, comment_id: int) -> str:
    with db.read() as work:
        row = work.need(BankCommentRow, comment_id)
        return work.need(MarkingGuideRow, row.guide_id).title
