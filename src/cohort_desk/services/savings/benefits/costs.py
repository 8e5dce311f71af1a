"""Records what benefits cost agencies; a correction is a cost that takes another's place."""

from dataclasses import asdict, dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, BenefitRow, CostRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.fields import CostInput, clean_cost, need_reason
from cohort_desk.domain.savings.ladder import check_new_cost
from cohort_desk.domain.savings.money import pounds
from cohort_desk.services.savings.claims.facts import costs_to_take_off, live_claims
from cohort_desk.services.savings.opening import climbing, need_open
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.stamps import Stamp, stamp_of


@dataclass(frozen=True, slots=True)
class Correction:
    """Which cost is corrected, and why."""

    cost_id: int
    reason: str


def record_cost(  # noqa: PLR0913 - a cost, as it was seen, and what it corrects
    db: Database,
    benefit_id: int,
    entered: CostInput,
    replaces: int | None = None,
    reason: str = "",
    *,
    version: int | None = None,
) -> int:
    """Record what a benefit costs an agency in a financial year, and return the cost's id.

    Args:
        db: the programme.
        benefit_id: what it is paid for.
        entered: the cost.
        replaces: the cost that this one corrects; it counts no more.
        reason: why it is corrected; needed for a correction.
        version: the benefit's as the user saw it; None where it does not matter.

    Raises:
        NotFound: the benefit, the agency or the cost to correct has been deleted meanwhile.
        EditedMeanwhile: someone has changed the benefit, or recorded more of it, since.
        RuleBroken: a field breaks a rule, the benefit is closed, the cost was corrected already,
            or claims of its year have not taken off what moved.
    """
    with db.begin("cost") as work:
        row = need_open(work, benefit_id, version)
        correction = None if replaces is None else Correction(replaces, reason)
        made = put_cost(work, row, entered, stamp_of(db), correction)
        agency = work.need(AgencyRow, made.agency_id).name
        what = f"cost of {pounds(made.pence)} to {agency} for {row.title}"
        if correction is None:
            work.call(what, f"Recorded {pounds(made.pence)} that {row.title} costs {agency}")
        else:
            work.call(f"correction to a {what}", f"Corrected a cost of {row.title}")
        return made.id


def put_cost(
    work: UnitOfWork,
    row: BenefitRow,
    entered: CostInput,
    stamp: Stamp,
    correction: Correction | None = None,
) -> CostRow:
    """Record a cost of an open benefit as a part of another step; raises as `record_cost`."""
    clean = clean_cost(entered)
    work.need(AgencyRow, clean.agency_id)
    why = ""
    if correction is not None:
        why = need_reason(correction.reason, "Say why the cost is corrected.")
        _counting(work, row, correction.cost_id)
    made = CostRow(
        benefit_id=row.id,
        **asdict(clean),
        replaces_id=correction.cost_id if correction else None,
        reason=why,
        **stamp.columns,
    )
    work.session.add(made)
    work.session.flush()
    _check_taken_off(work, row, made.year)
    return made


def withdraw_cost(db: Database, cost_id: int, reason: str, version: int | None = None) -> None:
    """Take a cost out of count; it stays in the history with the reason.

    Raises:
        NotFound: there is no such cost.
        EditedMeanwhile: its benefit was changed since that version, or more recorded of it.
        RuleBroken: there is no reason, it counts no more already, or the benefit is closed.
    """
    with db.begin("withdrawal of a cost") as work:
        cost = work.need(CostRow, cost_id)
        row = need_open(work, cost.benefit_id, version)
        _counting(work, row, cost_id)
        why = need_reason(reason, "Say why the cost is withdrawn.")
        work.session.add(
            CostRow(
                benefit_id=row.id,
                year=cost.year,
                agency_id=cost.agency_id,
                kind=cost.kind,
                moved=cost.moved,
                pence=0,
                replaces_id=cost_id,
                reason=why,
                **stamp_of(db).columns,
            )
        )
        what = f"a cost of {pounds(cost.pence)} of {row.title}"
        work.call(f"withdrawal of {what}", f"Withdrew {what}")


def _counting(work: UnitOfWork, row: BenefitRow, cost_id: int) -> None:
    """Refuse to correct a cost of another benefit, or one that counts no more."""
    cost = work.need(CostRow, cost_id)
    newer = select(CostRow.id).where(CostRow.replaces_id == cost_id)
    if cost.benefit_id != row.id or cost.pence == 0 or work.session.scalar(newer) is not None:
        raise RuleBroken(
            "replaces",
            f"That cost of “{row.title}” was corrected or withdrawn already. Nothing was changed. "
            "Correct the newer one.",
        )


def _check_taken_off(work: UnitOfWork, row: BenefitRow, year: int) -> None:
    """Refuse a cost that claims of its year should have taken off."""
    claims = [claim for claim in live_claims(work, row.id) if claim.year == year]
    if claims:
        words = years.words(year, settings_of(work).year_starts_month)
        taken_off = sum(claim.moved_pence for claim in claims)
        costs = costs_to_take_off(work, row.id).get(year, 0)
        check_new_cost(climbing(work, row), words, costs, taken_off)
