"""Makes marking guides whole (the starter's, one read in, a copy) and deletes them."""

from collections.abc import Sequence

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BandRow,
    BankCommentRow,
    CriterionRow,
    MarkingGuideRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import hundredths
from cohort_desk.domain.modules.guides import (
    Band,
    BankComment,
    Criterion,
    Guide,
    clean_band,
    clean_comment,
    clean_criterion,
    clean_guide,
)
from cohort_desk.domain.names import free_name
from cohort_desk.services.modules.guides import (
    guide_of,
    refuse_if_used,
)


def add_guide(db: Database, guide: Guide) -> int:
    """Keep a guide with all that is in it, in one step, and return its id.

    Where its title is taken it is called "Title (2)" and so on.

    Raises:
        RuleBroken: a field of it breaks a rule; nothing was kept.
    """
    with db.read() as work:
        title = free_title(work, guide.title)
    with db.begin(f"addition of marking guide {title}", f"Added marking guide {title}") as work:
        return insert_guide(work, guide).id


def copy_guide(db: Database, guide_id: int) -> int:
    """Copy a guide with its bands and comments, for a new version of it; return the copy's id.

    Raises:
        NotFound: the guide has been deleted meanwhile.
    """
    with db.read() as work:
        guide = guide_of(work, guide_id)
    with db.begin(f"copy of {guide.title}", f"Copied {guide.title}") as work:
        return insert_guide(work, guide).id


def delete_guide(db: Database, guide_id: int, version: int) -> None:
    """Delete a guide with its criteria, bands and comments.

    Raises:
        RuleBroken: an assessment is marked with it, or has been.
        NotFound: the guide has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    with db.read() as work:
        title = work.need(MarkingGuideRow, guide_id).title
    with db.begin(f"deletion of marking guide {title}", f"Deleted marking guide {title}") as work:
        row = work.need(MarkingGuideRow, guide_id, version)
        used = select(AssessmentRow.title).where(AssessmentRow.guide_id == guide_id)
        assessments = work.session.scalars(used.order_by(AssessmentRow.title)).all()
        if assessments:
            raise RuleBroken(
                "guide",
                f"{title} marks {' and '.join(assessments)}. Choose another guide there first.",
            )
        refuse_if_used(work, guide_id)
        remove_criteria(work, guide_id)
        comments = select(BankCommentRow).where(BankCommentRow.guide_id == guide_id)
        for comment in work.session.scalars(comments):
            work.session.delete(comment)
        work.session.delete(row)


def insert_guide(work: UnitOfWork, guide: Guide) -> MarkingGuideRow:
    """Keep a guide as a part of another step, under the next free title."""
    title = free_title(work, guide.title)
    row = MarkingGuideRow(**clean_guide({"title": title, "kind": guide.kind, "notes": guide.notes}))
    work.session.add(row)
    work.session.flush()
    for place, criterion in enumerate(guide.criteria):
        insert_criterion(work, row.id, place, criterion)
    _insert_comments(work, row.id, None, guide.comments)
    return row


def insert_criterion(
    work: UnitOfWork, guide_id: int, place: int, criterion: Criterion
) -> CriterionRow:
    """Keep a criterion with its bands and comments as a part of another step."""
    plain = {
        "title": criterion.title,
        "description": criterion.description,
        "weight": criterion.weight,
    }
    row = CriterionRow(guide_id=guide_id, position=place, **clean_criterion(plain))
    work.session.add(row)
    work.session.flush()
    insert_bands(work, row.id, criterion.bands)
    _insert_comments(work, guide_id, row.id, criterion.comments)
    return row


def insert_bands(work: UnitOfWork, criterion_id: int, bands: Sequence[Band]) -> None:
    """Keep bands as a part of another step, in their order."""
    for place, band in enumerate(bands):
        work.session.add(BandRow(criterion_id=criterion_id, position=place, **kept_band(band)))
    work.session.flush()


def kept_band(band: Band) -> dict[str, object]:
    """Return a band's fields as its row has them, its marks in hundredths.

    Raises:
        RuleBroken: a field breaks a rule, or it runs from a higher mark to a lower.
    """
    clean = clean_band(
        {"label": band.label, "low": band.low, "high": band.high, "descriptor": band.descriptor}
    )
    if band.low > band.high:
        raise RuleBroken("high", f"{band.label} ends at a lower mark than it begins with.")
    return {**clean, "low": hundredths(band.low), "high": hundredths(band.high)}


def remove_criteria(
    work: UnitOfWork, guide_id: int, criteria: Sequence[CriterionRow] | None = None
) -> None:
    """Delete criteria (all of a guide's) with their bands and comments, unused as they must be."""
    if criteria is None:
        of_guide = select(CriterionRow).where(CriterionRow.guide_id == guide_id)
        criteria = work.session.scalars(of_guide).all()
    ids = [row.id for row in criteria]
    for table in (BandRow, BankCommentRow):
        for row in work.session.scalars(select(table).where(table.criterion_id.in_(ids))):
            work.session.delete(row)
    for row in criteria:
        work.session.delete(row)


def free_title(work: UnitOfWork, title: str) -> str:
    """Return the title, or where a guide bears it already "Title (2)" and so on."""
    wanted = str(clean_guide({"title": title})["title"])
    taken = {one.casefold() for one in work.session.scalars(select(MarkingGuideRow.title))}
    return free_name(wanted, taken)


def _insert_comments(
    work: UnitOfWork, guide_id: int, criterion_id: int | None, comments: Sequence[BankComment]
) -> None:
    for place, comment in enumerate(comments):
        text = clean_comment(comment.text)
        work.session.add(
            BankCommentRow(guide_id=guide_id, criterion_id=criterion_id, text=text, position=place)
        )
    work.session.flush()
