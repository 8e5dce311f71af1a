"""What undo and redo must leave alone in peer ratings: criteria that somebody has rated by."""

from collections.abc import Sequence

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import PeerCriterionRow, PeerRoundRow
from cohort_desk.domain.errors import CannotUndo, RuleBroken
from cohort_desk.services.peers.guards import refuse_if_rated


def refuse_replay(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Refuse an undo or a redo that would change what members have rated by.

    A step that takes the ratings away too, or brings them back, may.

    Raises:
        CannotUndo: somebody has rated by what the step changed.
    """
    if any(change.table == "peer_return" for change in changes):
        return
    for change in changes:
        values = {**(change.before or {}), **(change.after or {})}
        round_id = values.get("peer_round_id")
        if change.table == "peer_round" and "mode" in values:
            round_id = change.key[0]
        elif change.table == "peer_criterion" and round_id is None:
            criterion = work.session.get(PeerCriterionRow, change.key[0])
            round_id = criterion.peer_round_id if criterion else None
        elif change.table != "peer_criterion":
            continue
        row = work.session.get(PeerRoundRow, round_id) if round_id is not None else None
        if row is not None:
            _refuse(work, row)


def _refuse(work: UnitOfWork, row: PeerRoundRow) -> None:
    try:
        refuse_if_rated(work, row, "What members rate by")
    except RuleBroken as error:
        raise CannotUndo(f"{error} Nothing was changed.") from error
