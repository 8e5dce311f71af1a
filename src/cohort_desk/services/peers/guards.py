"""What stands in the way of changing a peer round or what its groups said."""

from datetime import datetime

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    MembershipRow,
    ParticipantRow,
    PeerCriterionRow,
    PeerReturnRow,
    PeerRoundRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.names import full_name
from cohort_desk.services.evidence.locks import refuse_if_ratified, refuse_if_shown


def refuse_if_locked(work: UnitOfWork, row: PeerRoundRow, group_id: int | None = None) -> None:
    """Refuse what would alter a mark that a board has ratified or participants see.

    Args:
        work: the transaction.
        row: the ratings that the marks rest on.
        group_id: of which group; None means all.

    Raises:
        RuleBroken: a board has ratified such a mark, or participants see one.
    """
    query = select(SubmissionRow.id).where(
        SubmissionRow.assessment_id == row.assessment_id,
        SubmissionRow.sitting == row.sitting,
        SubmissionRow.group_id.is_not(None)
        if group_id is None
        else SubmissionRow.group_id == group_id,
    )
    ids = work.session.scalars(query).all()
    for submission_id in ids:
        refuse_if_ratified(work, submission_id)
    refuse_if_shown(work, ids)


def refuse_if_closed(row: PeerRoundRow) -> None:
    """Refuse ratings for a round that has been closed.

    Raises:
        RuleBroken: it has.
    """
    if row.closed_at is not None:
        raise RuleBroken(
            "round",
            f"These peer ratings were closed on {written_in_london(row.closed_at)}. "
            "Reopen them to take more.",
        )


def refuse_outside_window(row: PeerRoundRow, now: datetime) -> None:
    """Refuse what a member hands in at the desk too early or too late.

    Raises:
        RuleBroken: the window is not open yet, or no longer.
    """
    if row.opens_at is not None and now < row.opens_at:
        raise RuleBroken(
            "round", f"Ratings can be handed in from {written_in_london(row.opens_at)} on."
        )
    if row.closes_at is not None and now > row.closes_at:
        raise RuleBroken(
            "round",
            f"Ratings could be handed in until {written_in_london(row.closes_at)}. "
            "An administrator can set a later time.",
        )


def refuse_if_rated(work: UnitOfWork, row: PeerRoundRow, what: str) -> None:
    """Refuse to change what members have already rated by; `what` begins the sentence.

    Raises:
        RuleBroken: somebody has returned ratings.
    """
    query = (
        select(ParticipantRow.given_name, ParticipantRow.family_name)
        .join(PeerReturnRow, PeerReturnRow.rater_id == ParticipantRow.id)
        .where(PeerReturnRow.peer_round_id == row.id)
        .order_by(PeerReturnRow.returned_at, ParticipantRow.id)
    )
    first = work.session.execute(query).first()
    if first is not None:
        raise RuleBroken(
            "criteria",
            f"{what} can no longer be changed: {full_name(*first)} has rated by them already. "
            "Withdraw the ratings returned so far first.",
        )


def group_of(work: UnitOfWork, row: PeerRoundRow, participant_id: int) -> int:
    """Return the group in which somebody takes part in a peer round.

    Raises:
        NotFound: the person has been deleted meanwhile.
        RuleBroken: they sit in no group of the round, or have withdrawn.
    """
    group_id = seated_in(work, row, participant_id)
    if group_id is None:
        person = work.need(ParticipantRow, participant_id)
        name = full_name(person.given_name, person.family_name)
        title = work.need(AssessmentRow, row.assessment_id).title
        raise RuleBroken("rater", f"{name} is in no group that does {title}.")
    return group_id


def seated_in(work: UnitOfWork, row: PeerRoundRow, participant_id: int) -> int | None:
    """Return the group in which somebody takes part in a peer round, None without one.

    Raises:
        NotFound: the person has been deleted meanwhile.
    """
    person = work.need(ParticipantRow, participant_id)
    round_id = work.need(AssessmentRow, row.assessment_id).round_id
    seat = work.session.get(MembershipRow, (round_id, participant_id)) if round_id else None
    return None if seat is None or person.status == "withdrawn" else seat.group_id


def need_criterion(work: UnitOfWork, criterion_id: int, version: int | None) -> PeerCriterionRow:
    """Return a criterion that may still be changed.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: somebody has rated by it.
    """
    criterion = work.need(PeerCriterionRow, criterion_id, version)
    row = work.need(PeerRoundRow, criterion.peer_round_id)
    refuse_if_rated(work, row, "The criteria")
    return criterion
