"""The inbox of claims: what waits for whom and how long, with all that a validator needs."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    BenefitRow,
    ClaimRow,
    CohortRow,
    OfficerRow,
    PotRow,
    ProjectRow,
    ShareRow,
)
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.services.savings.claims.doubts import doubts_of
from cohort_desk.services.savings.claims.pots import claimed_on
from cohort_desk.services.savings.claims.records import claims_of, is_counted, is_live
from cohort_desk.services.savings.shapes import Claim, ClaimState
from cohort_desk.services.savings.today import today_or
from cohort_desk.services.store import content

WAITING = frozenset({ClaimState.WAITING})
EVERY_STATE = frozenset(ClaimState)


@dataclass(frozen=True, slots=True)
class PotRoom:
    """How full a claim's pot is in the claim's financial year, in pence.

    `others` is what other claims have taken; this one counts in `claimed` where it still does.
    """

    id: int
    name: str
    baseline: int
    others: int
    claimed: int

    @property
    def left(self) -> int:
        """What can still be claimed."""
        return self.baseline - self.claimed


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim in the inbox, with its benefit as a validator needs to see it.

    `days` is how long it has waited, up to its newest decision where there is one. `earlier` are
    the benefit's other claims, oldest first. `validator_left` is when the validator left the post.
    `doubts` are sentences to read before it is confirmed.
    """

    claim: Claim
    benefit: str
    type: str
    recurrent: bool
    project_id: int
    project: str
    cohort_id: int
    cohort: str
    agencies: tuple[str, ...]
    owner: str
    claimant_agency: str
    validator_agency: str
    validator_left: date | None
    quote: str
    page: str
    measure: str
    baseline_value: str
    unit: str
    baseline_on: date | None
    baseline_source: str
    pot: PotRoom | None
    earlier: tuple[Claim, ...]
    days: int
    doubts: tuple[str, ...] = ()


def read_inbox(
    db: Database,
    cohort_id: int | None = None,
    validator_id: int | None = None,
    today: date | None = None,
    states: Collection[ClaimState] = WAITING,
) -> tuple[Waiting, ...]:
    """Return claims in some states, the one that has waited longest first.

    Args:
        db: the programme.
        cohort_id: of whose projects; None for all cohorts.
        validator_id: only claims that wait for this officer.
        today: the day up to which a claim has waited.
        states: those of the claims that are asked for.
    """
    with db.read() as work:
        found = inbox_of(work, cohort_id, today_or(today), states)
    return tuple(
        each for each in found if validator_id is None or each.claim.validator_id == validator_id
    )


def inbox_of(
    work: UnitOfWork,
    cohort_id: int | None,
    today: date,
    states: Collection[ClaimState] = WAITING,
) -> tuple[Waiting, ...]:
    """Return the same as a part of another reading."""
    query = (
        select(BenefitRow, ProjectRow.title, CohortRow.id, CohortRow.name)
        .join(ProjectRow, ProjectRow.id == BenefitRow.project_id)
        .join(CohortRow, CohortRow.id == ProjectRow.cohort_id)
    )
    if cohort_id is not None:
        query = query.where(ProjectRow.cohort_id == cohort_id)
    known = _Known(work)
    found = [
        _entry(known, _Place(row, project, cohort_key, cohort), claim, today)
        for row, project, cohort_key, cohort in work.session.execute(query)
        for claim in known.claims.get(row.id, ())
        if claim.state in states
    ]
    return tuple(sorted(found, key=lambda each: (-each.days, each.claim.id)))


def read_evidence(db: Database, sha256: str) -> bytes:
    """Return a file of evidence, checked against its digest; raises as `store.content`."""
    return content(db, sha256)


class _Known:
    """What the programme knows beside benefits, read once for many claims."""

    def __init__(self, work: UnitOfWork) -> None:
        self.agencies = dict(work.session.execute(select(AgencyRow.id, AgencyRow.name)).all())
        self.officers = {row.id: row for row in work.session.scalars(select(OfficerRow))}
        self.pots = {row.id: row for row in work.session.scalars(select(PotRow))}
        self.claimed = claimed_on(work)
        self.claims = claims_of(work)
        counting = select(ClaimRow.id).where(is_live(), is_counted())
        self.doubts = doubts_of(work)
        self.counting = frozenset(work.session.scalars(counting))
        self.shares: defaultdict[int, list[str]] = defaultdict(list)
        shares = select(ShareRow).order_by(ShareRow.basis_points.desc(), ShareRow.id)
        for share in work.session.scalars(shares):
            self.shares[share.benefit_id].append(self.agencies[share.agency_id])

    def agency_of(self, officer_id: int) -> str:
        """Return the agency of an officer."""
        return self.agencies[self.officers[officer_id].agency_id]

    def room(self, claim: Claim) -> PotRoom | None:
        """Return how full a claim's pot is in the claim's year."""
        if claim.pot_id is None:
            return None
        row = self.pots[claim.pot_id]
        claimed = sum(self.claimed.get(row.id, {}).get(claim.year, {}).values())
        own = claim.pence if claim.id in self.counting else 0
        return PotRoom(row.id, row.name, row.baseline_pence, claimed - own, claimed)


@dataclass(frozen=True, slots=True)
class _Place:
    benefit: BenefitRow
    project: str
    cohort_id: int
    cohort: str


def _entry(known: _Known, place: _Place, claim: Claim, today: date) -> Waiting:
    row = place.benefit
    return Waiting(
        claim=claim,
        benefit=row.title,
        type=row.type,
        recurrent=row.recurrent,
        project_id=row.project_id,
        project=place.project,
        cohort_id=place.cohort_id,
        cohort=place.cohort,
        agencies=tuple(known.shares[row.id]),
        owner="" if row.owner_id is None else known.officers[row.owner_id].name,
        claimant_agency=claim.claimant_agency,
        validator_agency=known.agency_of(claim.validator_id),
        validator_left=known.officers[claim.validator_id].left_on,
        quote=row.quote,
        page=row.page,
        measure=row.measure,
        baseline_value=row.baseline_value,
        unit=row.unit,
        baseline_on=row.baseline_on,
        baseline_source=row.baseline_source,
        pot=known.room(claim),
        earlier=tuple(one for one in known.claims[row.id] if one.id != claim.id),
        days=_days(claim, today),
        doubts=known.doubts.get(claim.id, ()),
    )


def _days(claim: Claim, today: date) -> int:
    ended = claim.decisions[-1].recorded_at.astimezone(LONDON).date() if claim.decisions else today
    return max((ended - claim.recorded_at.astimezone(LONDON).date()).days, 0)
