"""What peers' ratings make of a group's agreed mark, for the ladder of each member."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import PeerRoundRow, SubmissionRow
from cohort_desk.domain.marks.ladder import PeerInput
from cohort_desk.domain.peers.webpa import PeerSettings, Share, as_decimal, contributions
from cohort_desk.services.peers.rated_groups import (
    Override,
    RatedGroup,
    rated_groups,
    settings_of_row,
)


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
    return SharesReader(work).of(work.need(SubmissionRow, submission_id), agreed)


class SharesReader:
    """Tells what `shares_of` does of many groups, and reads each peer round once for all of them.

    Args:
        work: the transaction.
        whole: whether many of a round's groups are going to be asked for.
    """

    def __init__(self, work: UnitOfWork, *, whole: bool = False) -> None:
        self._work, self._whole = work, whole
        self._rounds: dict[tuple[int, int], PeerRoundRow | None] = {}
        self._groups: dict[int, dict[int, RatedGroup]] = {}

    def of(self, submission: SubmissionRow, agreed: Decimal) -> Mapping[int, PeerInput] | None:
        """Return by participant what ratings make of a group's agreed mark; else as `shares_of`."""
        key = submission.assessment_id, submission.sitting
        if submission.group_id is None:
            return None
        if key not in self._rounds:
            self._rounds[key] = find_round(self._work, *key)
        row = self._rounds[key]
        if row is None:
            return None
        group = self._group(row, submission.group_id)
        if group is None:
            return {}
        settings = settings_of_row(row)
        result = contributions(settings, group.ids, group.sums, agreed)
        return {
            member: _input(settings, share, group.overrides.get(member))
            for member, share in result.shares.items()
        }

    def _group(self, row: PeerRoundRow, group_id: int) -> RatedGroup | None:
        known = self._groups.setdefault(row.id, {})
        if group_id not in known:
            read = rated_groups(self._work, row, None if self._whole else group_id)
            known.update((group.id, group) for group in read)
        return known.get(group_id)


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
