"""Reads marking guides, and says what stands on them."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BandRow,
    BankCommentRow,
    CriterionMarkRow,
    CriterionRow,
    MarkingGuideRow,
    MarkRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import from_hundredths
from cohort_desk.domain.modules.guides import Band, BankComment, Criterion, Guide, guide_problems
from cohort_desk.domain.words import counted


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A guide in the list of them.

    `ready` is whether it can be marked with; `used_by` counts the assessments of all cohorts that
    it marks, and `marked` the submissions' markings that have used it.
    """

    id: int
    version: int
    title: str
    kind: str
    criteria: int
    ready: bool
    used_by: int
    marked: int


@dataclass(frozen=True, slots=True)
class GuideUse:
    """What stands on a guide: the assessments that it marks, and how often it has been used."""

    assessments: tuple[str, ...]
    marked: int

    @property
    def locked(self) -> str:
        """Why its criteria, weights and bands are fixed, in a sentence; "" while they are not."""
        if not self.marked:
            return ""
        count = counted(self.marked, "marking", "markings")
        return (
            f"{count} used this guide, so its criteria, weights and bands are fixed; the comment "
            "bank is not. Copy the guide to change it."
        )


def list_guides(db: Database) -> tuple[GuideLine, ...]:
    """Return every marking guide in the order of their titles."""
    with db.read() as work:
        rows = select(MarkingGuideRow).order_by(func.lower(MarkingGuideRow.title))
        used = dict(
            work.session.execute(
                select(AssessmentRow.guide_id, func.count()).group_by(AssessmentRow.guide_id)
            ).all()
        )
        marked = dict(
            work.session.execute(
                select(CriterionRow.guide_id, func.count(CriterionMarkRow.mark_id.distinct()))
                .join(CriterionMarkRow, CriterionMarkRow.criterion_id == CriterionRow.id)
                .group_by(CriterionRow.guide_id)
            ).all()
        )
        guides = [guide_of(work, row.id) for row in work.session.scalars(rows).all()]
        return tuple(
            GuideLine(
                id=guide.id,
                version=guide.version,
                title=guide.title,
                kind=guide.kind,
                criteria=len(guide.criteria),
                ready=not guide_problems(guide),
                used_by=used.get(guide.id, 0),
                marked=marked.get(guide.id, 0),
            )
            for guide in guides
        )


def read_guide(db: Database, guide_id: int) -> Guide:
    """Return one guide with its criteria, bands and comments in their order.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        return guide_of(work, guide_id)


def read_use(db: Database, guide_id: int) -> GuideUse:
    """Return what stands on a guide."""
    with db.read() as work:
        titles = select(AssessmentRow.title).where(AssessmentRow.guide_id == guide_id)
        ordered = titles.order_by(func.lower(AssessmentRow.title))
        return GuideUse(tuple(work.session.scalars(ordered)), _marked(work, guide_id))


def guide_of(work: UnitOfWork, guide_id: int) -> Guide:
    """Return what `read_guide` does, within a transaction.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    row = work.need(MarkingGuideRow, guide_id)
    bands: defaultdict[int, list[Band]] = defaultdict(list)
    ids = select(CriterionRow.id).where(CriterionRow.guide_id == guide_id)
    of_these = select(BandRow).where(BandRow.criterion_id.in_(ids))
    for band in work.session.scalars(of_these.order_by(BandRow.position, BandRow.id)):
        bands[band.criterion_id].append(as_band(band))
    comments: defaultdict[int | None, list[BankComment]] = defaultdict(list)
    of_guide = select(BankCommentRow).where(BankCommentRow.guide_id == guide_id)
    for one in work.session.scalars(of_guide.order_by(BankCommentRow.position, BankCommentRow.id)):
        comments[one.criterion_id].append(BankComment(one.text, one.id, one.version))
    criteria = tuple(
        Criterion(
            title=criterion.title,
            weight=criterion.weight,
            description=criterion.description,
            bands=tuple(bands[criterion.id]),
            comments=tuple(comments[criterion.id]),
            id=criterion.id,
            version=criterion.version,
        )
        for criterion in criterion_rows(work, guide_id)
    )
    return Guide(
        row.title, row.kind, row.notes, criteria, tuple(comments[None]), row.id, row.version
    )


def criterion_rows(work: UnitOfWork, guide_id: int) -> list[CriterionRow]:
    """Return the rows of a guide's criteria in their order."""
    of_guide = select(CriterionRow).where(CriterionRow.guide_id == guide_id)
    ordered = of_guide.order_by(CriterionRow.position, CriterionRow.id)
    return list(work.session.scalars(ordered))


def as_band(row: BandRow) -> Band:
    """Return the row as the value that the rules of guides work on."""
    low, high = from_hundredths(row.low), from_hundredths(row.high)
    return Band(row.label, low, high, row.descriptor, row.id, row.version)


def refuse_if_used(work: UnitOfWork, guide_id: int, field: str = "guide") -> None:
    """Refuse to change what marks were given by.

    Raises:
        RuleBroken: the guide has been marked with.
    """
    use = GuideUse((), _marked(work, guide_id))
    if use.locked:
        raise RuleBroken(field, use.locked)


def _marked(work: UnitOfWork, guide_id: int) -> int:
    query = (
        select(func.count(MarkRow.id.distinct()))
        .join(CriterionMarkRow, CriterionMarkRow.mark_id == MarkRow.id)
        .join(CriterionRow, CriterionRow.id == CriterionMarkRow.criterion_id)
        .where(CriterionRow.guide_id == guide_id)
    )
    return work.session.scalar(query) or 0
