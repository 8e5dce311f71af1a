"""Opens peer ratings for a group assessment, changes their terms, closes and deletes them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    ModuleRow,
    PeerCriterionRow,
    PeerOverrideRow,
    PeerRatingRow,
    PeerReturnRow,
    PeerRoundRow,
    SittingRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import hundredths
from cohort_desk.domain.peers.criteria import USUAL
from cohort_desk.domain.peers.webpa import PeerSettings, settings_of
from cohort_desk.domain.regulations.rules import PenaltyKind
from cohort_desk.services.peers.guards import refuse_if_locked, refuse_if_rated
from cohort_desk.services.peers.rated_groups import criteria_of, settings_of_row
from cohort_desk.services.peers.shares import find_round
from cohort_desk.services.regulations import regulations_of


@dataclass(frozen=True, slots=True)
class Terms:
    """How members rate each other and how it counts; moments are aware, None sets no bound."""

    settings: PeerSettings
    justify: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise RuleBroken("closes_at", "Ratings must close after they open.")


def open_round(
    db: Database, assessment_id: int, sitting: int = 1, terms: Terms | None = None
) -> int:
    """Open peer ratings for a sitting of a group assessment and return their id.

    The terms are those of the cohort's regulations unless given. The criteria are those of the
    cohort's newest peer ratings, or the usual ones for the first.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
        RuleBroken: it is done by single people or has peer ratings already, or a board has
            ratified its marks, or participants see them.
    """
    with db.read() as work:
        title = work.need(AssessmentRow, assessment_id).title
    step = f"opening of peer ratings for {title}"
    with db.begin(step, f"Opened peer ratings for {title}") as work:
        assessment = work.need(AssessmentRow, assessment_id)
        work.need(SittingRow, (assessment_id, sitting))
        cohort_id = work.need(ModuleRow, assessment.module_id).cohort_id
        _check_may_open(work, assessment, sitting)
        if terms is None:
            rules = regulations_of(work, cohort_id).peers
            terms = Terms(settings_of(rules), rules.justify)
        row = PeerRoundRow(assessment_id=assessment_id, sitting=sitting, **_columns(terms))
        refuse_if_locked(work, row)
        usual = _usual_criteria(work, cohort_id)
        work.session.add(row)
        work.session.flush()
        for position, (name, description) in enumerate(usual):
            work.session.add(
                PeerCriterionRow(
                    peer_round_id=row.id, title=name, description=description, position=position
                )
            )
        return row.id


def edit_round(db: Database, peer_round_id: int, version: int, terms: Terms) -> None:
    """Change the terms of a peer round; marks follow at once.

    Raises:
        NotFound: the round has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: somebody has rated and the change is to who is rated, or a board has ratified
            a mark that would alter, or participants see it.
    """
    title = title_of(db, peer_round_id)
    step = f"change of peer ratings for {title}"
    with db.begin(step, f"Changed peer ratings for {title}") as work:
        row = work.need(PeerRoundRow, peer_round_id, version)
        before = settings_of_row(row)
        if terms.settings != before:
            refuse_if_locked(work, row)
        if terms.settings.mode != before.mode:
            refuse_if_rated(work, row, "Who is rated")
        for column, value in _columns(terms).items():
            if getattr(row, column) != value:
                setattr(row, column, value)


def close_round(
    db: Database, peer_round_id: int, version: int, *, now: datetime | None = None
) -> None:
    """Close peer ratings: no more are taken, and whoever has not rated stays silent.

    Raises:
        NotFound: the round has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
    """
    title = title_of(db, peer_round_id)
    step = f"closing of peer ratings for {title}"
    with db.begin(step, f"Closed peer ratings for {title}") as work:
        row = work.need(PeerRoundRow, peer_round_id, version)
        if row.closed_at is None:
            row.closed_at = now or datetime.now(UTC)


def reopen_round(db: Database, peer_round_id: int, version: int) -> None:
    """Take ratings again; a window that is over must be made longer besides.

    Raises:
        NotFound: the round has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: a board has ratified a mark that rests on the ratings, or participants see
            one.
    """
    title = title_of(db, peer_round_id)
    step = f"reopening of peer ratings for {title}"
    with db.begin(step, f"Reopened peer ratings for {title}") as work:
        row = work.need(PeerRoundRow, peer_round_id, version)
        refuse_if_locked(work, row)
        row.closed_at = None


def delete_round(db: Database, peer_round_id: int, version: int) -> None:
    """Delete peer ratings with their criteria, returns and overrides, in one step.

    Raises:
        NotFound: the round has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: a board has ratified a mark that rests on the ratings, or participants see
            one.
    """
    title = title_of(db, peer_round_id)
    step = f"deletion of peer ratings for {title}"
    with db.begin(step, f"Deleted peer ratings for {title}") as work:
        row = work.need(PeerRoundRow, peer_round_id, version)
        refuse_if_locked(work, row)
        criteria = criteria_of(work, row.id)
        ids = [criterion.id for criterion in criteria]
        for query in (
            select(PeerRatingRow).where(PeerRatingRow.criterion_id.in_(ids)),
            select(PeerReturnRow).where(PeerReturnRow.peer_round_id == row.id),
            select(PeerOverrideRow).where(PeerOverrideRow.peer_round_id == row.id),
        ):
            for found in work.session.scalars(query).all():
                work.session.delete(found)
        for criterion in criteria:
            work.session.delete(criterion)
        work.session.delete(row)


def title_of(db: Database, peer_round_id: int) -> str:
    """Return the title of the assessment that a peer round belongs to.

    Raises:
        NotFound: the round has been deleted meanwhile.
    """
    with db.read() as work:
        row = work.need(PeerRoundRow, peer_round_id)
        return work.need(AssessmentRow, row.assessment_id).title


def _columns(terms: Terms) -> dict[str, object]:
    settings = terms.settings
    percent = settings.penalty_kind is PenaltyKind.PERCENT
    return {
        "mode": settings.mode.value,
        "silence": settings.silence.value,
        "weighting": hundredths(settings.weighting * 100),
        "penalty_kind": settings.penalty_kind.value,
        "penalty": hundredths(settings.penalty * 100 if percent else settings.penalty),
        "justify": terms.justify,
        "opens_at": terms.opens_at,
        "closes_at": terms.closes_at,
    }


def _check_may_open(work: UnitOfWork, assessment: AssessmentRow, sitting: int) -> None:
    if assessment.done_by != "group":
        raise RuleBroken(
            "assessment",
            f"{assessment.title} is done by single people; only members of a group rate each "
            "other.",
        )
    if find_round(work, assessment.id, sitting) is not None:
        raise RuleBroken("assessment", f"{assessment.title} has peer ratings already.")


def _usual_criteria(work: UnitOfWork, cohort_id: int) -> tuple[tuple[str, str], ...]:
    newest = work.session.scalar(
        select(PeerRoundRow.id)
        .join(AssessmentRow, AssessmentRow.id == PeerRoundRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ModuleRow.cohort_id == cohort_id)
        .order_by(PeerRoundRow.id.desc())
        .limit(1)
    )
    rows = () if newest is None else criteria_of(work, newest)
    return tuple((row.title, row.description) for row in rows) or USUAL
