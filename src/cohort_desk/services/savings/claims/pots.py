"""Pots, the budgets that savings come out of: what they were, and what is claimed on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import AgencyRow, BenefitRow, ClaimRow, PotRow, ProjectRow
from cohort_desk.domain.errors import CannotUndo, RuleBroken
from cohort_desk.domain.names import folded
from cohort_desk.domain.savings import pots as rules
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.watching import pot_alarm
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted, listed
from cohort_desk.services.savings.claims.records import is_counted, is_live
from cohort_desk.services.savings.reckoning.settings import settings_of

_NAME_LENGTH, _SOURCE_LENGTH = 200, 300
_NAMED = 3


@dataclass(frozen=True, slots=True)
class PotFields:
    """A pot as it is entered; the baseline is pence a year, `agency_id` None of a pooled one."""

    name: str
    agency_id: int | None
    baseline_pence: int
    baseline_on: date | None
    baseline_source: str


@dataclass(frozen=True, slots=True)
class PotYear:
    """What is claimed on a pot in a financial year: waiting or validated, by project."""

    year: int
    pence: int
    by_project: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Pot:
    """A budget that savings come out of; `benefits` counts those that name it."""

    id: int
    name: str
    agency_id: int | None
    agency: str
    baseline_pence: int
    baseline_on: date
    baseline_source: str
    claimed: tuple[PotYear, ...]
    benefits: int
    version: int

    def left(self, year: int) -> int:
        """Return what can still be claimed in a financial year, in pence."""
        return self.baseline_pence - sum(each.pence for each in self.claimed if each.year == year)


def list_pots(db: Database) -> tuple[Pot, ...]:
    """Return every pot, by name."""
    with db.read() as work:
        return pots_of(work)


def pots_of(work: UnitOfWork) -> tuple[Pot, ...]:
    """Return every pot, by name, as a part of another reading."""
    rows = work.session.scalars(select(PotRow).order_by(PotRow.name_key)).all()
    agencies = dict(work.session.execute(select(AgencyRow.id, AgencyRow.name)).all())
    naming = select(BenefitRow.pot_id, func.count()).group_by(BenefitRow.pot_id)
    benefits = dict(work.session.execute(naming).all())
    claimed = claimed_on(work)
    return tuple(
        Pot(
            row.id,
            row.name,
            row.agency_id,
            agencies[row.agency_id] if row.agency_id is not None else "",
            row.baseline_pence,
            row.baseline_on,
            row.baseline_source,
            tuple(
                PotYear(year, sum(by.values()), tuple(sorted(by.items())))
                for year, by in sorted(claimed.get(row.id, {}).items())
            ),
            benefits.get(row.id, 0),
            row.version,
        )
        for row in rows
    )


def add_pot(db: Database, fields: PotFields) -> int:
    """Add a pot and return its id.

    Raises:
        RuleBroken: its name or a part of its baseline is missing, or a pot has that name.
    """
    fields = _clean(fields)
    step, said = f"addition of pot {fields.name}", f"Added pot {fields.name}"
    with db.begin(step, said) as work:
        row = PotRow()
        _write(work, row, fields)
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_pot(db: Database, pot_id: int, version: int, fields: PotFields) -> None:
    """Change a pot; its baseline never goes below what is claimed on it in any year.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: as of `add_pot`, or more is claimed than the new baseline.
    """
    fields = _clean(fields)
    with db.begin(f"change of pot {fields.name}", f"Changed pot {fields.name}") as work:
        row = work.need(PotRow, pot_id, version)
        _check_baseline(work, pot_id, fields.name, fields.baseline_pence)
        _write(work, row, fields)


def remove_pot(db: Database, pot_id: int, version: int) -> None:
    """Remove a pot that nothing names.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: a benefit names it, or there are claims on it.
    """
    with db.begin("removal of a pot") as work:
        row = work.need(PotRow, pot_id, version)
        _refuse_in_use(work, row)
        work.session.delete(row)
        work.call(f"removal of pot {row.name}", f"Removed pot {row.name}")


def check_room(
    work: UnitOfWork, pot_id: int, year: int, pence: int, but_not: int | None = None
) -> None:
    """Refuse to claim more on a pot than it has left in a financial year.

    Args:
        work: within the writing transaction, so that nobody else claims meanwhile.
        pot_id: the pot.
        year: the calendar year in which the financial year begins.
        pence: what is to be claimed.
        but_not: a claim that does not count, as it is replaced or is the one asked about.

    Raises:
        RuleBroken: naming the pot, the year, its baseline, who has claimed what, and what is left.
    """
    row = work.need(PotRow, pot_id)
    claimed = claimed_on(work, pot_id, but_not).get(pot_id, {}).get(year, {})
    words = years.words(year, settings_of(work).year_starts_month)
    rules.check_room(row.name, words, row.baseline_pence, claimed, pence)


def check_room_again(work: UnitOfWork, benefit_id: int) -> None:
    """Refuse that claims of a benefit count again on a pot which others have filled meanwhile.

    Raises:
        RuleBroken: as `check_room`; of "benefit".
    """
    mine = (
        select(ClaimRow.pot_id, ClaimRow.year)
        .where(ClaimRow.benefit_id == benefit_id, ClaimRow.pot_id.is_not(None))
        .where(is_live(), is_counted())
        .distinct()
    )
    month = settings_of(work).year_starts_month
    for pot_id, year in work.session.execute(mine).all():
        pot = work.need(PotRow, pot_id)
        claimed = claimed_on(work, pot.id)[pot.id][year]
        rules.check_full(pot.name, years.words(year, month), pot.baseline_pence, claimed)


def claimed_on(
    work: UnitOfWork, pot_id: int | None = None, but_not: int | None = None
) -> dict[int, dict[int, dict[str, int]]]:
    """Return the pence of claims that count, by pot, financial year and project's title.

    A claim counts in full while it waits or is validated, also where less of it was confirmed: to
    free the rest it is corrected. None counts of a benefit that was removed, nor of a year before
    its forecast begins.
    """
    query = (
        select(ClaimRow.pot_id, ClaimRow.year, ProjectRow.title, func.sum(ClaimRow.pence))
        .join(BenefitRow, BenefitRow.id == ClaimRow.benefit_id)
        .join(ProjectRow, ProjectRow.id == BenefitRow.project_id)
        .where(is_live(), is_counted())
        .group_by(ClaimRow.pot_id, ClaimRow.year, ProjectRow.title)
    )
    if pot_id is not None:
        query = query.where(ClaimRow.pot_id == pot_id)
    if but_not is not None:
        query = query.where(ClaimRow.id != but_not)
    found: defaultdict[int, dict[int, dict[str, int]]] = defaultdict(dict)
    for pot, year, project, pence in work.session.execute(query):
        if pot is not None:
            found[pot].setdefault(year, {})[project] = int(pence)
    return found


def full_pots(work: UnitOfWork) -> frozenset[int]:
    """Return the pots that the claims of any year come near to exhausting."""
    query = (
        select(PotRow.id, PotRow.baseline_pence, func.sum(ClaimRow.pence))
        .join(ClaimRow, ClaimRow.pot_id == PotRow.id)
        .where(is_live(), is_counted())
        .group_by(PotRow.id, PotRow.baseline_pence, ClaimRow.year)
    )
    return frozenset(
        key
        for key, baseline, pence in work.session.execute(query)
        if pot_alarm(int(pence), baseline)
    )


def refuse_replay(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Refuse an undo or a redo that would leave a pot below what is claimed on it.

    Raises:
        CannotUndo: with the pot, the year and what is claimed.
    """
    for change in changes:
        after: Mapping[str, object] = change.after or {}
        baseline = after.get("baseline_pence")
        if change.table != PotRow.__tablename__ or not isinstance(baseline, int):
            continue
        row = work.session.get(PotRow, change.key[0])
        try:
            _check_baseline(work, change.key[0], row.name if row else "", baseline)
        except RuleBroken as error:
            raise CannotUndo(f"{error} Nothing was changed.") from error


def _check_baseline(work: UnitOfWork, pot_id: int, name: str, baseline: int) -> None:
    month = settings_of(work).year_starts_month
    claimed = claimed_on(work, pot_id).get(pot_id, {})
    by_year = {years.words(year, month): projects for year, projects in claimed.items()}
    rules.check_baseline(name, baseline, by_year)


def _clean(fields: PotFields) -> PotFields:
    name, source = one_line(fields.name), one_line(fields.baseline_source)
    for field, label, text, most in (
        ("name", "name", name, _NAME_LENGTH),
        ("baseline_source", "source", source, _SOURCE_LENGTH),
    ):
        if len(text) > most:
            raise RuleBroken(
                field, f"The {label} of a pot has at most {most} characters; this has {len(text)}."
            )
    rules.check_pot(name, fields.baseline_pence, fields.baseline_on, source)
    return PotFields(name, fields.agency_id, fields.baseline_pence, fields.baseline_on, source)


def _write(work: UnitOfWork, row: PotRow, fields: PotFields) -> None:
    key = folded(fields.name)
    same = select(PotRow).where(PotRow.name_key == key)
    other = work.session.scalar(same)
    if other is not None and other is not row:
        raise RuleBroken("name", f"There is a pot “{other.name}” already. Choose another name.")
    if fields.agency_id is not None:
        work.need(AgencyRow, fields.agency_id)
    values = {
        "name": fields.name,
        "name_key": key,
        "agency_id": fields.agency_id,
        "baseline_pence": fields.baseline_pence,
        "baseline_on": fields.baseline_on,
        "baseline_source": fields.baseline_source,
    }
    for field, value in values.items():
        if getattr(row, field, None) != value:
            setattr(row, field, value)


def _refuse_in_use(work: UnitOfWork, row: PotRow) -> None:
    claims = work.session.scalar(
        select(func.count()).select_from(ClaimRow).where(ClaimRow.pot_id == row.id)
    )
    titles = work.session.scalars(
        select(BenefitRow.title).where(BenefitRow.pot_id == row.id).order_by(BenefitRow.title)
    ).all()
    if claims:
        what = counted(claims, "claim was", "claims were")
        raise RuleBroken(
            "pot", f"{what} made on the pot “{row.name}”, so it stays: claims are never forgotten."
        )
    if titles:
        named = [f"“{title}”" for title in titles[:_NAMED]]
        if rest := titles[_NAMED:]:
            named.append(counted(len(rest), "other", "others"))
        raise RuleBroken(
            "pot",
            f"The pot “{row.name}” is the one of {listed(named)}. Choose another pot there first.",
        )
