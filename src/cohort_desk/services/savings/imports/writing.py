"""Carries out a planned import of benefits: one transaction, one step of the history."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import exists, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import StepChangeRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.fields import BenefitEntry, BenefitFields, OfficerFields
from cohort_desk.domain.words import counted
from cohort_desk.services.imports import UsedLayout, remember_layout
from cohort_desk.services.imports.plans import RowKind
from cohort_desk.services.savings.benefits.costs import Correction, put_cost
from cohort_desk.services.savings.benefits.entering import change, enter
from cohort_desk.services.savings.benefits.figures import add_figure
from cohort_desk.services.savings.benefits.officers import add_to
from cohort_desk.services.savings.benefits.shares import put_shares
from cohort_desk.services.savings.imports.plans import (
    BenefitImport,
    BenefitPlan,
    OfficerWish,
    PlannedBenefit,
)
from cohort_desk.services.savings.opening import need_open
from cohort_desk.services.savings.stamps import Stamp, stamp_of

LOOKED_AT = frozenset(
    {
        *("agency", "agency_alias", "benefit", "benefit_claim", "benefit_cost", "benefit_event"),
        *("benefit_figure", "benefit_share", "claim_decision", "officer", "pot", "project"),
        "savings_settings",
    }
)
"""The tables that a plan rests on."""

_ROWS_AT_ONCE = 250
_T = TypeVar("_T")


def apply_benefits(
    db: Database,
    plan: BenefitPlan,
    layout: UsedLayout | None = None,
    report: Progress = unwatched,
) -> BenefitImport:
    """Write what the plan says, add the officers whom it names, and remember the layout.

    Raises:
        EditedMeanwhile: what the plan rests on has changed since; nothing was written.
        NotFound: a project or the like has been deleted; nothing was written.
        RuleBroken: a row breaks a rule, which the sentence names; nothing was written.
        Cancelled: the user asked to stop; nothing was written.
    """
    rows = [row for row in plan.rows if row.written]
    what = f"{counted(len(rows), 'benefit', 'benefits')} from {plan.source}"
    with db.begin(f"import of {what}", f"Imported {what}") as work:
        _check_nothing_changed(work, plan.basis)
        writer = _Writer(work, plan.source, stamp_of(db))
        officers = writer.add_officers(rows)
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            report(start, len(rows))
            writer.write(rows[start : start + _ROWS_AT_ONCE])
        report(len(rows), len(rows))
        if layout:
            remember_layout(work, layout)
    return BenefitImport(
        plan.source,
        *(plan.count(kind) for kind in RowKind),
        officers_added=officers,
        can_be_undone=plan.can_be_undone,
        step_id=work.step_id,
    )


class _Writer:
    """Writes rows of a plan; officers whom nobody knew are added first."""

    def __init__(self, work: UnitOfWork, source: str, stamp: Stamp) -> None:
        self._work, self._source, self._stamp = work, source, stamp
        self._added: dict[OfficerWish, int] = {}

    def add_officers(self, rows: Sequence[PlannedBenefit]) -> int:
        """Add the officers whom rows name and nobody knows; return how many."""
        for row in rows:
            for wish in (row.owner, row.validator):
                if wish and wish.id is None and wish not in self._added:
                    fields = OfficerFields(name=wish.name, agency_id=wish.agency_id)
                    self._added[wish] = _named(row, lambda f=fields: add_to(self._work, f))
        return len(self._added)

    def write(self, rows: Sequence[PlannedBenefit]) -> None:
        """Write some rows."""
        entries = [self._entry(row) for row in rows if row.kind is RowKind.NEW]
        if entries:
            enter(self._work, entries, self._stamp)
        for row in rows:
            if row.kind is RowKind.UPDATED:
                _named(row, lambda row=row: self._update(row))
        self._work.session.flush()

    def _fields(self, row: PlannedBenefit) -> BenefitFields:
        if row.fields is None:
            raise ValueError(f"row {row.row} is written without fields")
        return replace(
            row.fields, owner_id=self._id(row.owner), validator_id=self._id(row.validator)
        )

    def _entry(self, row: PlannedBenefit) -> BenefitEntry:
        fields, figure = self._fields(row), row.figure
        if figure is None:
            raise ValueError(f"row {row.row} is new without a figure")
        own = {name: getattr(fields, name) for name in BenefitFields.__dataclass_fields__}
        return BenefitEntry(
            **own,
            project_id=row.project_id,
            basis=row.basis,
            approximate=row.approximate,
            pence=figure.pence,
            first_year=figure.first_year,
            years=figure.years,
            by_year=figure.by_year,
            shares=row.shares or (),
            costs=tuple(wish.cost for wish in row.costs),
        )

    def _update(self, row: PlannedBenefit) -> None:
        work, reason = self._work, f"Imported from {self._source}, row {row.row}."
        benefit = need_open(work, row.benefit_id or 0, row.version)
        change(work, benefit, self._fields(row), self._stamp)
        if row.figure:
            add_figure(work, benefit, "projected", replace(row.figure, reason=reason), self._stamp)
        if row.shares:
            put_shares(work, benefit, dict(row.shares))
        for wish in row.costs:
            correction = Correction(wish.replaces, reason) if wish.replaces else None
            put_cost(work, benefit, wish.cost, self._stamp, correction)

    def _id(self, wish: OfficerWish | None) -> int | None:
        if wish is None:
            return None
        return wish.id if wish.id is not None else self._added[wish]


def _named(row: PlannedBenefit, write: Callable[[], _T]) -> _T:
    """Write a row; a rule that it breaks is said with its number."""
    try:
        return write()
    except RuleBroken as broken:
        raise RuleBroken(broken.field, f"Row {row.row}: {broken} Nothing was imported.") from broken


def _check_nothing_changed(work: UnitOfWork, basis: int) -> None:
    changed = exists().where(StepChangeRow.step_id > basis, StepChangeRow.table_name.in_(LOOKED_AT))
    if work.session.scalar(select(changed)):
        raise EditedMeanwhile(
            "Benefits, or what they rest on, have changed since these rows were checked. Nothing "
            "was imported: check the rows again, then import."
        )
