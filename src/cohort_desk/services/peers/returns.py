"""Takes what members say of each other: a whole set of ratings at once, from desk or file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    ParticipantRow,
    PeerCriterionRow,
    PeerRatingRow,
    PeerReturnRow,
    PeerRoundRow,
)
from cohort_desk.domain.errors import CohortDeskError, EditedMeanwhile
from cohort_desk.domain.names import full_name
from cohort_desk.domain.peers.entry import Asked, Given, check_return
from cohort_desk.domain.peers.webpa import rated_by
from cohort_desk.domain.unseen import many_lines
from cohort_desk.services.peers.criteria import titles_of
from cohort_desk.services.peers.guards import (
    group_of,
    refuse_if_closed,
    refuse_if_locked,
    refuse_outside_window,
    seated_in,
)
from cohort_desk.services.peers.rated_groups import RatedGroup, rated_groups, settings_of_row

CameBy = Literal["desk", "file"]
Outcome = Literal["new", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True)
class PeerReturn:
    """One member's whole set of ratings: by who is rated, by criterion, 0 to 5."""

    peer_round_id: int
    rater_id: int
    scores: Mapping[int, Mapping[int, int]] = field(default_factory=dict[int, Mapping[int, int]])
    justification: str = ""


@dataclass(frozen=True, slots=True)
class PlannedReturn:
    """What taking a return from a file would do; `reason` says why it is refused."""

    given: PeerReturn
    rater: str
    outcome: Outcome
    reason: str = ""


def rate(
    db: Database, given: PeerReturn, version: int | None = None, *, now: datetime | None = None
) -> None:
    """Hand in a member's ratings at this desk; an earlier set of theirs is replaced.

    `version` is that of the earlier return as the member saw it, None where there was none.

    Raises:
        NotFound: the round or the member has been deleted meanwhile.
        EditedMeanwhile: the member's return was changed since that version.
        RuleBroken: the round is closed or outside its window, the rater is not a member, a rating
            is missing or out of range, all are zero, or reasons are missing.
    """
    moment = now or datetime.now(UTC)
    with db.begin("peer ratings") as work:
        row = work.need(PeerRoundRow, given.peer_round_id)
        rater, title = _name(work, given.rater_id), _title(work, row)
        work.call(f"peer ratings of {rater} for {title}", f"Took the ratings of {rater}")
        refuse_outside_window(row, moment)
        before = work.session.get(PeerReturnRow, (row.id, given.rater_id))
        if (before.version if before else None) != version:
            raise EditedMeanwhile(
                f"The ratings of {rater} were changed meanwhile. Nothing was overwritten: "
                "look at the form again."
            )
        _take(work, row, given, "desk", moment)


def take_returns(
    work: UnitOfWork, returns: Sequence[PeerReturn], *, now: datetime | None = None
) -> int:
    """Take returns that came in files, as a part of the caller's step; say how many changed.

    The window does not count for a file, which may have travelled; a closed round does.

    Raises:
        NotFound: a round or a member has been deleted meanwhile.
        RuleBroken: as `rate` does.
    """
    moment = now or datetime.now(UTC)
    changed = 0
    for given in returns:
        row = work.need(PeerRoundRow, given.peer_round_id)
        if outcome_of(work, given) != "same":
            _take(work, row, given, "file", moment)
            changed += 1
    return changed


def plan_returns(db: Database, returns: Sequence[PeerReturn]) -> tuple[PlannedReturn, ...]:
    """Say what taking each return from a file would do, and why it would be refused."""
    with db.read() as work:
        return tuple(planned_return(work, given) for given in returns)


def withdraw_return(db: Database, peer_round_id: int, rater_id: int, version: int) -> None:
    """Take a member's ratings out, so that they can rate anew or count as silent.

    Raises:
        NotFound: the return has been withdrawn meanwhile.
        EditedMeanwhile: the member has rated again since that version.
        RuleBroken: the round is closed, or a board has ratified a mark that would alter.
    """
    with db.begin("withdrawal of ratings") as work:
        row = work.need(PeerRoundRow, peer_round_id)
        rater = _name(work, rater_id)
        work.call(f"withdrawal of the ratings of {rater}", f"Withdrew the ratings of {rater}")
        found = work.need(PeerReturnRow, (peer_round_id, rater_id), version)
        refuse_if_closed(row)
        refuse_if_locked(work, row, seated_in(work, row, rater_id))
        for rating in _ratings(work, row.id, rater_id):
            work.session.delete(rating)
        work.session.delete(found)


def asked_of(work: UnitOfWork, row: PeerRoundRow, group: RatedGroup, rater_id: int) -> Asked:
    """Return what a member of a group is asked for."""
    to_rate = set(rated_by(settings_of_row(row), group.ids, rater_id))
    return Asked(
        rater=group.name_of(rater_id),
        rater_id=rater_id,
        people={one.id: one.name for one in group.members if one.id in to_rate},
        criteria=titles_of(work, row.id),
        with_self=rater_id in to_rate,
        justify=row.justify,
    )


def outcome_of(work: UnitOfWork, given: PeerReturn) -> Outcome:
    """Say whether a return is new, changes an earlier one, or says the same again."""
    before = work.session.get(PeerReturnRow, (given.peer_round_id, given.rater_id))
    if before is None:
        return "new"
    scores: dict[int, dict[int, int]] = {}
    for rating in _ratings(work, given.peer_round_id, given.rater_id):
        scores.setdefault(rating.ratee_id, {})[rating.criterion_id] = rating.score
    same = scores == given.scores and before.justification == many_lines(given.justification)
    return "same" if same else "changed"


def planned_return(work: UnitOfWork, given: PeerReturn) -> PlannedReturn:
    """Return what `plan_returns` does for one return, within a transaction."""
    rater = ""
    try:
        row = work.need(PeerRoundRow, given.peer_round_id)
        rater = _name(work, given.rater_id)
        outcome = outcome_of(work, given)
        if outcome != "same":
            _check(work, row, given)
    except CohortDeskError as error:
        return PlannedReturn(given, rater, "refused", str(error))
    return PlannedReturn(given, rater, outcome)


def _check(work: UnitOfWork, row: PeerRoundRow, given: PeerReturn) -> None:
    refuse_if_closed(row)
    group_id = group_of(work, row, given.rater_id)
    refuse_if_locked(work, row, group_id)
    (group,) = rated_groups(work, row, group_id)
    check_return(asked_of(work, row, group, given.rater_id), given.scores, given.justification)


def _take(
    work: UnitOfWork, row: PeerRoundRow, given: PeerReturn, came_by: CameBy, moment: datetime
) -> None:
    _check(work, row, given)
    _write_scores(work, row.id, given.rater_id, given.scores)
    reasons = many_lines(given.justification)
    found = work.session.get(PeerReturnRow, (row.id, given.rater_id))
    if found is None:
        found = PeerReturnRow(peer_round_id=row.id, rater_id=given.rater_id)
        work.session.add(found)
    found.justification, found.came_by, found.returned_at = reasons, came_by, moment


def _write_scores(work: UnitOfWork, peer_round_id: int, rater_id: int, scores: Given) -> None:
    before = {
        (rating.ratee_id, rating.criterion_id): rating
        for rating in _ratings(work, peer_round_id, rater_id)
    }
    wanted = {
        (rated, criterion): score
        for rated, by_criterion in scores.items()
        for criterion, score in by_criterion.items()
    }
    for key, rating in before.items():
        if key not in wanted:
            work.session.delete(rating)
    for (rated, criterion), score in wanted.items():
        rating = before.get((rated, criterion))
        if rating is None:
            work.session.add(
                PeerRatingRow(
                    criterion_id=criterion, rater_id=rater_id, ratee_id=rated, score=score
                )
            )
        elif rating.score != score:
            rating.score = score


def _ratings(work: UnitOfWork, peer_round_id: int, rater_id: int) -> Sequence[PeerRatingRow]:
    query = (
        select(PeerRatingRow)
        .join(PeerCriterionRow, PeerCriterionRow.id == PeerRatingRow.criterion_id)
        .where(PeerCriterionRow.peer_round_id == peer_round_id, PeerRatingRow.rater_id == rater_id)
    )
    return work.session.scalars(query).all()


def _name(work: UnitOfWork, participant_id: int) -> str:
    person = work.need(ParticipantRow, participant_id)
    return full_name(person.given_name, person.family_name)


def _title(work: UnitOfWork, row: PeerRoundRow) -> str:
    return work.need(AssessmentRow, row.assessment_id).title
