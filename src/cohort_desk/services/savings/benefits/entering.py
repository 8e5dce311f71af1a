"""Enters benefits and edits them; each function is one step."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyRow,
    BenefitEventRow,
    BenefitRow,
    ClaimRow,
    CostRow,
    FigureRow,
    FigureYearRow,
    PotRow,
    ProjectRow,
    ShareRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.fields import (
    BenefitEntry,
    BenefitFields,
    FigureInput,
    check_basis,
    check_shares,
    clean_benefit,
    clean_cost,
    clean_figure,
    figure_day,
    need_reason,
)
from cohort_desk.domain.savings.ladder import check_kept
from cohort_desk.domain.savings.parties import check_apart
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.benefits.events import Happening, add_event
from cohort_desk.services.savings.benefits.figures import add_figure, years_of
from cohort_desk.services.savings.benefits.officers import officers_of, party_of
from cohort_desk.services.savings.claims.claiming import check_owner
from cohort_desk.services.savings.opening import climbing, current_figure, need_open
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import Officer
from cohort_desk.services.savings.stamps import Stamp, stamp_of


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was agreed of a figure: pence (None: as it is), gross or net, and who says so."""

    pence: int | None
    basis: str
    reason: str


def enter_benefits(db: Database, entries: Sequence[BenefitEntry]) -> tuple[int, ...]:
    """Enter benefits with their projected figures, all in one step, and return their ids.

    Raises:
        NotFound: a project, an agency, an officer or a pot has been deleted meanwhile.
        RuleBroken: a field breaks a rule; nothing was entered.
    """
    if not entries:
        raise RuleBroken("entries", "There is no benefit to enter.")
    what = counted(len(entries), "benefit", "benefits")
    with db.begin(f"entry of {what}", f"Entered {what}") as work:
        made = enter(work, entries, stamp_of(db))
        if len(entries) == 1:
            title = work.need(BenefitRow, made[0]).title
            work.call(f"entry of {title}", f"Entered {title}")
        return made


def enter(work: UnitOfWork, entries: Sequence[BenefitEntry], stamp: Stamp) -> tuple[int, ...]:
    """Enter benefits as a part of another step; raises as `enter_benefits` does."""
    officers = officers_of(work)
    horizon = settings_of(work).horizon_years
    clean: list[BenefitEntry] = []
    for entry in entries:
        try:
            clean.append(_checked(entry, horizon, officers))
        except RuleBroken as error:
            if len(entries) == 1 or not entry.title.strip():
                raise
            raise RuleBroken(error.field, f"“{entry.title.strip()}”: {error}") from error
    for project_id in {entry.project_id for entry in clean}:
        work.need(ProjectRow, project_id)
    for agency_id in {key for entry in clean for key in _agencies(entry)}:
        work.need(AgencyRow, agency_id)
    for pot_id in {entry.pot_id for entry in clean if entry.pot_id is not None}:
        work.need(PotRow, pot_id)
    rows = [
        BenefitRow(
            project_id=entry.project_id,
            basis=entry.basis,
            approximate=entry.approximate,
            **asdict(entry.fields),
        )
        for entry in clean
    ]
    work.session.add_all(rows)
    work.session.flush()
    figures = [
        FigureRow(
            benefit_id=row.id,
            kind="projected",
            number=1,
            pence=entry.pence,
            first_year=entry.first_year,
            years=entry.years,
            dated_on=figure_day(entry.dated_on, stamp.day),
            reason=entry.reason,
            **stamp.columns,
        )
        for row, entry in zip(rows, clean, strict=True)
    ]
    work.session.add_all(figures)
    work.session.flush()
    for row, figure, entry in zip(rows, figures, clean, strict=True):
        work.session.add_all(
            FigureYearRow(figure_id=figure.id, year=year, pence=pence)
            for year, pence in entry.by_year
        )
        work.session.add_all(
            ShareRow(benefit_id=row.id, agency_id=agency_id, basis_points=part)
            for agency_id, part in entry.shares
        )
        work.session.add_all(
            CostRow(benefit_id=row.id, **asdict(cost), **stamp.columns) for cost in entry.costs
        )
    work.session.flush()
    return tuple(row.id for row in rows)


def edit_benefit(db: Database, benefit_id: int, version: int, fields: BenefitFields) -> None:
    """Change what is said of a benefit beside its money.

    Where it turns from recurrent to one-off or back, its figures are recorded anew.

    Raises:
        NotFound: it, an officer or the pot has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it is closed, a field breaks a rule, or a forecast or a claim rests on what
            was to change.
    """
    clean = clean_benefit(fields)
    with db.begin(f"change of {clean.title}", f"Changed {clean.title}") as work:
        row = need_open(work, benefit_id, version)
        change(work, row, clean, stamp_of(db))


def change(work: UnitOfWork, row: BenefitRow, fields: BenefitFields, stamp: Stamp) -> bool:
    """Change an open benefit as a part of another step, and say whether anything differed.

    Raises:
        RuleBroken: as `edit_benefit` does.
    """
    clean = asdict(clean_benefit(fields))
    changed = {field: value for field, value in clean.items() if getattr(row, field) != value}
    if not changed:
        return False
    line = climbing(work, row)
    check_kept(line, changed, loses_owner=changed.get("owner_id", row.owner_id) is None)
    if {"owner_id", "validator_id"} & changed.keys():
        _check_people(fields, officers_of(work), set(changed))
    if changed.get("owner_id") is not None:
        check_owner(work, row.id, changed["owner_id"])
    if changed.get("pot_id") is not None:
        work.need(PotRow, changed["pot_id"])
    for field, value in changed.items():
        setattr(row, field, value)
    if "recurrent" in changed:
        _turn_figures(work, row, stamp)
    return True


def reassign(db: Database, benefit_ids: Sequence[int], owner_id: int) -> int:
    """Give several open benefits another owner in one step; return how many had another.

    Raises:
        NotFound: a benefit or the officer has been deleted meanwhile.
        RuleBroken: the officer is gone, or validates one of them; nothing was changed.
    """
    with db.begin("new owner") as work:
        officers = officers_of(work)
        rows = [need_open(work, key) for key in benefit_ids]
        changed = [row for row in rows if row.owner_id != owner_id]
        for row in changed:
            fields = replace(fields_of(row), owner_id=owner_id)
            _check_people(fields, officers, {"owner_id"})
            check_owner(work, row.id, owner_id)
            row.owner_id = owner_id
        what = changed[0].title if len(changed) == 1 else counted(len(rows), "benefit", "benefits")
        name = officers[owner_id].name if owner_id in officers else ""
        work.call(f"new owner of {what}", f"{name} owns {what}")
        return len(changed)


def settle(  # noqa: PLR0913, PLR0917 - what, as it was seen, and what was agreed
    db: Database, benefit_id: int, version: int, pence: int | None, basis: str, reason: str
) -> None:
    """Settle the amount of a benefit, and whether it is gross or net of its running costs.

    Args:
        db: the programme.
        benefit_id: the benefit.
        version: as the user saw it.
        pence: the exact or agreed amount, a year's of a recurrent benefit; None to keep it.
        basis: "gross" or "net".
        reason: who says so, such as "Agreed with finance on 3 May".

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it is closed or settled already, the basis is not known, there is no reason, or
            claims rest on it.
    """
    check_basis(basis, settled=True)
    with db.begin("settling of a figure") as work:
        row = need_open(work, benefit_id, version)
        why = need_reason(reason, f"Say what settles “{row.title}”, such as who agreed the amount.")
        settle_to(work, row, Settlement(pence, basis, why), stamp_of(db))
        work.call(f"settling of {row.title}", f"Settled {row.title}")


def settle_to(work: UnitOfWork, row: BenefitRow, agreed: Settlement, stamp: Stamp) -> None:
    """Settle an open benefit as a part of another step; raises as `settle` does."""
    check_basis(agreed.basis, settled=True)
    _refuse_settled(row)
    if row.basis != agreed.basis:
        check_kept(climbing(work, row), {"basis"})
        row.basis = agreed.basis
    if row.approximate:
        row.approximate = False
    now = current_figure(work, row.id, "projected")
    if now is not None and agreed.pence not in {None, now.pence}:
        _refuse_one_for_many(row, {pence for _year, pence in years_of(work, now)})
        entered = FigureInput(
            pence=agreed.pence or 0,
            first_year=now.first_year,
            years=now.years,
            reason=agreed.reason,
        )
        add_figure(work, row, "projected", entered, stamp)
    add_event(work, row.id, Happening("settled", agreed.reason, agreed.basis), stamp)


def remove_entry(db: Database, benefit_id: int, version: int) -> None:
    """Take out a benefit that was entered by mistake, while nothing but its entry stands.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: more has been recorded of it since; remove it with a reason instead.
    """
    with db.begin("removal of an entry") as work:
        row = work.need(BenefitRow, benefit_id, version)
        of_row = work.session.scalars
        figures = of_row(select(FigureRow).where(FigureRow.benefit_id == benefit_id)).all()
        costs = of_row(select(CostRow).where(CostRow.benefit_id == benefit_id)).all()
        shares = of_row(select(ShareRow).where(ShareRow.benefit_id == benefit_id)).all()
        later = any(cost.recorded_at != figures[0].recorded_at for cost in costs)
        if len(figures) > 1 or later or _stands(work, benefit_id):
            raise RuleBroken(
                "benefit",
                f"More has been recorded of “{row.title}” since it was entered, and that is kept. "
                "Nothing was changed. Remove it with a reason instead.",
            )
        for figure in figures:
            of_figure = select(FigureYearRow).where(FigureYearRow.figure_id == figure.id)
            for year in work.session.scalars(of_figure).all():
                work.session.delete(year)
        for part in (*figures, *costs, *shares, row):
            work.session.delete(part)
        work.call(f"removal of the entry {row.title}", f"Took out {row.title}")


def fields_of(row: BenefitRow) -> BenefitFields:
    """Return what of a benefit can be edited, as it is."""
    return BenefitFields(
        **{field: getattr(row, field) for field in BenefitFields.__dataclass_fields__}
    )


def _checked(entry: BenefitEntry, horizon: int, officers: dict[int, Officer]) -> BenefitEntry:
    """Return an entry as it is kept, its years told apart; raises RuleBroken."""
    fields = clean_benefit(entry.fields)
    figure = clean_figure(entry.figure, recurrent=entry.recurrent, horizon=horizon)
    check_basis(entry.basis)
    _check_people(fields, officers, {"owner_id", "validator_id"})
    shares = tuple(check_shares(entry.shares).items())
    costs = tuple(clean_cost(cost) for cost in entry.costs)
    return replace(entry, **asdict(fields), **asdict(figure), shares=shares, costs=costs)


def _check_people(
    fields: BenefitFields, officers: dict[int, Officer], changed: Collection[str]
) -> None:
    """Refuse an owner or a validator who is gone, and one person as both."""
    for field in ("owner_id", "validator_id"):
        officer = officers.get(getattr(fields, field) or 0)
        if field in changed and officer is not None and officer.gone:
            raise RuleBroken(
                field, f"{officer.name} {officer.gone}. Choose someone who can answer for it."
            )
    owner, validator = (officers.get(key or 0) for key in (fields.owner_id, fields.validator_id))
    if owner and validator:
        check_apart(party_of(owner), party_of(validator), fields.title)


def _refuse_settled(row: BenefitRow) -> None:
    """Refuse to settle what is settled: that would revise a figure under another name."""
    if not row.approximate and row.basis != "unknown":
        raise RuleBroken(
            "benefit",
            f"“{row.title}” is settled already. Nothing was changed. Revise what is projected, "
            "with a reason, if it has changed.",
        )


def _refuse_one_for_many(row: BenefitRow, amounts: Collection[int]) -> None:
    """Refuse that one amount takes the place of different ones, year by year."""
    if len(amounts) > 1:
        raise RuleBroken(
            "pence",
            f"“{row.title}” is projected to bring other amounts in other years, so one amount does "
            "not settle them. Revise what is projected year by year, then settle it without an "
            "amount.",
        )


def _turn_figures(work: UnitOfWork, row: BenefitRow, stamp: Stamp) -> None:
    """Record the figures of a benefit anew that has become recurrent, or one-off."""
    reason = "Recurrent, not one-off." if row.recurrent else "One-off, not recurrent."
    for kind in ("projected", "forecast"):
        now = current_figure(work, row.id, kind)
        if now is not None:
            whole = sum(pence for _year, pence in years_of(work, now))
            pence = now.pence if row.recurrent or now.years > 1 else whole
            entered = FigureInput(pence=pence, first_year=now.first_year, reason=reason)
            add_figure(work, row, kind, entered, stamp)


def _agencies(entry: BenefitEntry) -> list[int]:
    return [key for key, _part in entry.shares] + [cost.agency_id for cost in entry.costs]


def _stands(work: UnitOfWork, benefit_id: int) -> bool:
    """Say whether events or claims of a benefit are recorded."""
    tables = (BenefitEventRow, ClaimRow)
    counts = (select(func.count()).where(table.benefit_id == benefit_id) for table in tables)
    return any(work.session.scalar(count) for count in counts)
