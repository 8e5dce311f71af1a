"""What peers' ratings make of a group's agreed mark, for the ladder of each member."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import PeerRoundRow, SubmissionRow
from cohort_desk.domain.marks.ladder import PeerInput
from cohort_desk.domain.peers.webpa import PeerSettings, Share, as_decimal, contributions
from cohort_desk.services.peers.rated_groups import Override, rated_groups, settings_of_row


def shares_of(
    work: UnitOfWork, submission_id: int, agreed: Decimal
) -> Mapping[int, PeerInput] | None:
    """Return by participant what ratings make of a group's agreed mark.

    None of a person's own work, and of an assessment without a peer round for that sitting. While
    the round is open, whoever has not rated yet counts as one who rates nobody.

    Raises:
        NotFound: the submission has been deleted meanwhile.
        RuleBroken: the mark is not within 0 to 100.
    """
    submission = work.need(SubmissionRow, submission_id)
    if submission.group_id is None:
        return None
    row = find_round(work, submission.assessment_id, submission.sitting)
    if row is None:
        return None
    settings = settings_of_row(row)
    shares: dict[int, PeerInput] = {}
    for group in rated_groups(work, row, submission.group_id):
        result = contributions(settings, group.ids, group.sums, agreed)
        for member, share in result.shares.items():
            shares[member] = _input(settings, share, group.overrides.get(member))
    return shares


def find_round(work: UnitOfWork, assessment_id: int, sitting: int) -> PeerRoundRow | None:
    """Return the peer round of one sitting of an assessment, None where it has none."""
    return work.session.scalar(
        select(PeerRoundRow).where(
            PeerRoundRow.assessment_id == assessment_id, PeerRoundRow.sitting == sitting
        )
    )


def _input(settings: PeerSettings, share: Share, override: Override | None) -> PeerInput:
    return PeerInput(
        mode=settings.mode,
        weighting=settings.weighting,
        factor=as_decimal(share.factor),
        preliminary=share.preliminary,
        penalised=share.penalised,
        rated=share.rated,
        penalty_kind=settings.penalty_kind,
        penalty=settings.penalty,
        override=None if override is None else override.value,
        reason="" if override is None else override.reason,
    )
