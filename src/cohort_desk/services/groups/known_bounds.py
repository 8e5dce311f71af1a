"""What searches of a round have proven, for as long as the round asks for the same."""

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import ProposalRow
from cohort_desk.domain.optimiser.exact.settling import MOST_PEOPLE
from cohort_desk.services.groups.material import Material
from cohort_desk.services.groups.since import what_changed


def proven_bound(work: UnitOfWork, material: Material) -> int:
    """Return what so many groups about equal cannot cost less than, as a search has proven it.

    0 where nothing was proven beyond what any score card says: only of few people does a search
    leave nothing out. Where groups are locked, what was proven is of the others alone.
    """
    locked = any(group.locked for group in material.groups)
    if locked or len(material.members) > MOST_PEOPLE:
        return 0
    of_round = select(ProposalRow).where(ProposalRow.round_id == material.round.id)
    bounds = [0]
    for row in work.session.scalars(of_round):
        planned = (i for group in row.outcome["groups"] for i in group["members"])
        basis = row.outcome.get("basis")
        as_many = len(row.outcome["groups"]) == len(material.groups)
        if basis and as_many and not what_changed(basis, planned, material):
            bounds.append(row.outcome["score"]["bound"])
    return max(bounds)
