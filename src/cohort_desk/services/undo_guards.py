"""What an undo or a redo may not reach, gathered from every noun that has something to keep."""

from collections.abc import Sequence

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.replay import Guard
from cohort_desk.services.certificates import undoing as certificates
from cohort_desk.services.evidence.undoing import refuse_ratified
from cohort_desk.services.marks import undoing as marks
from cohort_desk.services.modules import undoing as modules
from cohort_desk.services.peers import undoing as peers
from cohort_desk.services.savings import undoing as savings


def guard_of(kind: str) -> Guard:
    """Return what may refuse a replay: what was ratified, and what others have built on.

    Args:
        kind: "undo" or "redo".
    """

    def refuse(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
        certificates.refuse_replay(work, changes)
        refuse_ratified(work, changes)
        modules.refuse_replay(work, changes)
        peers.refuse_replay(work, changes)
        savings.refuse_replay(work, changes)
        marks.refuse_replay(work, changes, undoing=kind == "undo")

    return refuse
