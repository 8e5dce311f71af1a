"""Says which agencies a benefit is for."""

from collections.abc import Mapping

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgencyRow, BenefitRow, ShareRow
from cohort_desk.domain.errors import EditedMeanwhile
from cohort_desk.domain.savings.fields import check_shares
from cohort_desk.domain.savings.ladder import check_shares_free
from cohort_desk.services.savings.opening import climbing, need_open


def set_shares(
    db: Database,
    benefit_id: int,
    version: int,
    shares: Mapping[int, int],
    seen: Mapping[int, int] | None = None,
) -> None:
    """Share a benefit among agencies, in hundredths of a percent by agency; {} for nobody yet.

    Args:
        db: the programme.
        benefit_id: the benefit.
        version: as the user saw it.
        shares: what each agency is to have.
        seen: the shares as the user saw them; None to write over whatever there is.

    Raises:
        NotFound: the benefit or an agency has been deleted meanwhile.
        EditedMeanwhile: someone has changed the benefit or its shares since.
        RuleBroken: the shares do not total 100 %, or claims are split by the present ones.
    """
    wanted = check_shares(shares)
    with db.begin("shares") as work:
        row = need_open(work, benefit_id, version)
        work.call(f"shares of {row.title}", f"Shared {row.title}")
        before = {share.agency_id: share.basis_points for share in _shares(work, benefit_id)}
        if seen is not None and dict(seen) != before:
            raise EditedMeanwhile(
                f"Someone else changed the shares of “{row.title}” meanwhile. Nothing was "
                "overwritten: look at the new shares, then make your change again."
            )
        put_shares(work, row, wanted)


def put_shares(work: UnitOfWork, row: BenefitRow, shares: Mapping[int, int]) -> bool:
    """Share an open benefit as a part of another step, and say whether anything differed.

    Raises:
        RuleBroken: as `set_shares` does.
    """
    wanted = check_shares(shares)
    now = {share.agency_id: share for share in _shares(work, row.id)}
    if wanted == {agency_id: share.basis_points for agency_id, share in now.items()}:
        return False
    check_shares_free(climbing(work, row), wanted.values())
    for agency_id, share in now.items():
        if agency_id not in wanted:
            work.session.delete(share)
        elif share.basis_points != wanted[agency_id]:
            share.basis_points = wanted[agency_id]
    for agency_id, part in wanted.items():
        if agency_id not in now:
            work.need(AgencyRow, agency_id)
            new = ShareRow(benefit_id=row.id, agency_id=agency_id, basis_points=part)
            work.session.add(new)
    work.session.flush()
    return True


def _shares(work: UnitOfWork, benefit_id: int) -> list[ShareRow]:
    mine = select(ShareRow).where(ShareRow.benefit_id == benefit_id)
    return list(work.session.scalars(mine))
