"""What members are rated by; it can be changed until somebody has rated."""

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import PeerCriterionRow, PeerRoundRow
from cohort_desk.domain.peers.criteria import check_criterion
from cohort_desk.domain.unseen import many_lines, one_line
from cohort_desk.services.peers.guards import need_criterion, refuse_if_rated
from cohort_desk.services.peers.rated_groups import criteria_of


def add_criterion(db: Database, peer_round_id: int, title: str, description: str = "") -> int:
    """Add a criterion at the end and return its id.

    Raises:
        NotFound: the round has been deleted meanwhile.
        RuleBroken: somebody has rated already, or the title is missing, too long or taken.
    """
    chosen, words = one_line(title), many_lines(description)
    with db.begin(f"addition of the criterion {chosen}", f"Added {chosen}") as work:
        row = work.need(PeerRoundRow, peer_round_id)
        refuse_if_rated(work, row, "The criteria")
        others = criteria_of(work, peer_round_id)
        check_criterion(chosen, words, {other.title.casefold() for other in others})
        criterion = PeerCriterionRow(
            peer_round_id=peer_round_id,
            title=chosen,
            description=words,
            position=others[-1].position + 1 if others else 0,
        )
        work.session.add(criterion)
        work.session.flush()
        return criterion.id


def edit_criterion(
    db: Database, criterion_id: int, version: int, title: str, description: str
) -> None:
    """Change the title and description of a criterion.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: somebody has rated by it, or the title is missing, too long or taken.
    """
    chosen, words = one_line(title), many_lines(description)
    with db.begin(f"change of the criterion {chosen}", f"Changed {chosen}") as work:
        criterion = need_criterion(work, criterion_id, version)
        others = criteria_of(work, criterion.peer_round_id)
        taken = {other.title.casefold() for other in others if other is not criterion}
        check_criterion(chosen, words, taken)
        if criterion.title != chosen:
            criterion.title = chosen
        if criterion.description != words:
            criterion.description = words


def move_criterion(db: Database, criterion_id: int, version: int, place: int) -> None:
    """Put a criterion at a place among the others, counted from 0.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: somebody has rated by it.
    """
    title = _title(db, criterion_id)
    with db.begin(f"move of the criterion {title}", f"Moved {title}") as work:
        criterion = need_criterion(work, criterion_id, version)
        order = [one for one in criteria_of(work, criterion.peer_round_id) if one is not criterion]
        order.insert(place, criterion)
        _number(order)


def delete_criterion(db: Database, criterion_id: int, version: int) -> None:
    """Delete a criterion.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: somebody has rated by it.
    """
    title = _title(db, criterion_id)
    with db.begin(f"deletion of the criterion {title}", f"Deleted {title}") as work:
        work.session.delete(need_criterion(work, criterion_id, version))


def titles_of(work: UnitOfWork, peer_round_id: int) -> dict[int, str]:
    """Return the titles of a round's criteria by id, in their order."""
    return {row.id: row.title for row in criteria_of(work, peer_round_id)}


def _title(db: Database, criterion_id: int) -> str:
    with db.read() as work:
        return work.need(PeerCriterionRow, criterion_id).title


def _number(order: list[PeerCriterionRow]) -> None:
    for position, criterion in enumerate(order):
        if criterion.position != position:
            criterion.position = position
