"""What somebody who makes or corrects a claim needs to see: the benefit, its people, its room."""

from dataclasses import dataclass
from datetime import date

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BenefitRow, ClaimRow, PotRow, ProjectRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.savings.claims import stands_against
from cohort_desk.services.savings.benefits.officers import officers_of
from cohort_desk.services.savings.claims.facts import costs_to_take_off, line_of, live_claims
from cohort_desk.services.savings.claims.pots import claimed_on
from cohort_desk.services.savings.claims.records import claims_of
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import Claim, Officer


@dataclass(frozen=True, slots=True)
class Room:
    """A benefit's pot, and what others have claimed on it, in pence by financial year."""

    pot: str
    baseline: int
    claimed: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ClaimGround:
    """What a claim on a benefit stands on.

    `lacks` are the sentences that stand against any claim; `claims` are those that count, without
    the one that is corrected; `to_take_off` is pence of cost by year that no other claim has
    taken off: moved cost and, as `basis` is gross, running cost.
    """

    benefit_id: int
    benefit: str
    project: str
    agencies: tuple[tuple[int, str], ...]
    owner_id: int | None
    validator_id: int | None
    basis: str
    first_year: int | None
    baseline_on: date | None
    baseline: str
    unit: str
    quote: str
    officers: tuple[Officer, ...]
    room: Room | None
    to_take_off: tuple[tuple[int, int], ...]
    claims: tuple[Claim, ...]
    corrected: Claim | None
    lacks: tuple[str, ...]
    year_starts_month: int


def read_ground(db: Database, benefit_id: int) -> ClaimGround:
    """Return what a new claim on a benefit stands on.

    Raises:
        NotFound: the benefit has been deleted meanwhile.
    """
    with db.read() as work:
        return _ground(work, benefit_id, None)


def read_ground_to_correct(db: Database, claim_id: int) -> ClaimGround:
    """Return what a claim stands on that takes the place of another.

    Raises:
        NotFound: there is no such claim.
    """
    with db.read() as work:
        benefit_id = work.need(ClaimRow, claim_id).benefit_id
        for claim in claims_of(work, [benefit_id])[benefit_id]:
            if claim.id == claim_id:
                return _ground(work, benefit_id, claim)
    raise NotFound("That claim is no longer here.")


def _ground(work: UnitOfWork, benefit_id: int, corrected: Claim | None) -> ClaimGround:
    row, line = work.need(BenefitRow, benefit_id), line_of(work, benefit_id)
    claims = live_claims(work, benefit_id, corrected.id if corrected else None)
    return ClaimGround(
        benefit_id=benefit_id,
        benefit=row.title,
        project=work.need(ProjectRow, row.project_id).title,
        agencies=line.agencies,
        owner_id=row.owner_id,
        validator_id=row.validator_id,
        basis=row.basis,
        first_year=line.first_year,
        baseline_on=row.baseline_on,
        baseline=row.baseline_value,
        unit=row.unit,
        quote=row.quote,
        officers=tuple(sorted(officers_of(work).values(), key=lambda one: (one.name, one.id))),
        room=_room(work, row, corrected),
        to_take_off=_to_take_off(work, row, claims),
        claims=claims,
        corrected=corrected,
        lacks=stands_against(line),
        year_starts_month=settings_of(work).year_starts_month,
    )


def _room(work: UnitOfWork, row: BenefitRow, corrected: Claim | None) -> Room | None:
    if row.pot_id is None:
        return None
    pot = work.need(PotRow, row.pot_id)
    claimed = claimed_on(work, pot.id, corrected.id if corrected else None).get(pot.id, {})
    by_year = tuple((year, sum(by.values())) for year, by in sorted(claimed.items()))
    return Room(pot.name, pot.baseline_pence, by_year)


def _to_take_off(
    work: UnitOfWork, row: BenefitRow, claims: tuple[Claim, ...]
) -> tuple[tuple[int, int], ...]:
    found: dict[int, int] = {}
    for year, pence in costs_to_take_off(work, row.id).items():
        taken = sum(claim.moved_pence for claim in claims if claim.year == year)
        if pence > taken:
            found[year] = pence - taken
    return tuple(sorted(found.items()))
