"""Plans what becomes of every row of a spreadsheet of benefits, against what is recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import StepRow
from cohort_desk.domain.names import folded
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.savings.fields import BenefitFields, FigureInput, clean_benefit
from cohort_desk.domain.savings.ladder import Climbing, check_kept, check_shares_free
from cohort_desk.domain.savings.sheets import TOLD, SheetBenefit, SheetField
from cohort_desk.domain.words import listed
from cohort_desk.services.imports.plans import FieldChange, RowKind
from cohort_desk.services.savings.benefits.records import benefits_of
from cohort_desk.services.savings.claims.records import LIVE
from cohort_desk.services.savings.imports import changes as changed
from cohort_desk.services.savings.imports.lines import KnownLines
from cohort_desk.services.savings.imports.names import Names, as_wish
from cohort_desk.services.savings.imports.plans import (
    Answers,
    BenefitPlan,
    BenefitSheet,
    CostWish,
    OfficerWish,
    PlannedBenefit,
)
from cohort_desk.services.savings.imports.rows import RowReader
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import Benefit, Figure, Officer

_REPORT_EVERY = 200
_OWNER = (SheetField.OWNER, SheetField.OWNER_AGENCY)
_VALIDATOR = (SheetField.VALIDATOR, SheetField.VALIDATOR_AGENCY)
_NO_ANSWERS = Answers()


def plan_benefits(  # noqa: PLR0913, PLR0917 - the last three have a default
    db: Database,
    cohort_id: int | None,
    sheet: BenefitSheet,
    answers: Answers = _NO_ANSWERS,
    report: Progress = unwatched,
    today: date | None = None,
) -> BenefitPlan:
    """Return what each row would do; nothing is written.

    Args:
        db: the programme.
        cohort_id: whose projects are meant where two cohorts have one of the same title.
        sheet: the rows.
        answers: what the user has said so far.
        report: hears of rows done.
        today: the day by which the lines are looked at.

    Raises:
        Cancelled: the user asked to stop.
    """
    with db.read() as work:
        basis = work.session.scalar(select(func.max(StepRow.id))) or 0
        planner = _Planner(work, cohort_id, sheet, answers, today)
        rows: list[PlannedBenefit] = []
        for done, row in enumerate(sheet.rows):
            if done % _REPORT_EVERY == 0:
                report(done, len(sheet.rows))
            rows.append(planner.plan(row))
        report(len(sheet.rows), len(sheet.rows))
        return BenefitPlan(
            sheet.source,
            tuple(rows),
            planner.names.questions,
            planner.names.new_officers(_officers(rows)),
            _told(sheet.rows),
            basis,
        )


class _Planner:
    """Goes down the sheet; a benefit that a row is about is known to the rows below it."""

    def __init__(
        self,
        work: UnitOfWork,
        cohort_id: int | None,
        sheet: BenefitSheet,
        answers: Answers,
        today: date | None,
    ) -> None:
        self.names = Names(work, cohort_id, answers.names)
        self._otherwise = answers.otherwise
        self._settings = settings_of(work)
        self._lines = KnownLines(work)
        meant = self._lines.meant(sheet.rows)
        self._benefits = benefits_of(work, meant, today)
        self._seen: dict[object, SheetBenefit] = {}
        self._refused: set[int] = set()

    def plan(self, row: SheetBenefit) -> PlannedBenefit:
        """Return what becomes of a row."""
        reader = RowReader(row, self.names, self._otherwise, self._settings.horizon_years)
        project_id = reader.project(self._lines.project_of(row.line_id))
        project = self.names.projects.get(project_id or 0, row.project)
        planned = PlannedBenefit(row.row, RowKind.REFUSED, project, row.title)
        if project_id is not None:
            planned = self._placed(reader, replace(planned, project_id=project_id))
        if not reader.problems:
            return planned
        self._refused.add(row.row)
        reason = " ".join(dict.fromkeys(reader.problems))
        return PlannedBenefit(
            row.row, RowKind.REFUSED, project, planned.title, planned.amount, reason
        )

    def _placed(self, reader: RowReader, planned: PlannedBenefit) -> PlannedBenefit:
        """Say whether a row is new, changes a line or repeats what is known."""
        row = reader.row
        found = self._lines.find(row, planned.project_id)
        if len(found) > 1:
            reader.problems.append(
                f"Several lines of this project are called “{row.title}”. Give the line number, "
                "which an export has in its first column."
            )
            return planned
        key = found[0] if found else (planned.project_id, folded(row.title))
        first = self._seen.setdefault(key, row)
        if first is not row:
            if replace(first, row=row.row) == row:
                if first.row in self._refused:
                    reader.problems.append(f"Repeats row {first.row}, which is refused too.")
                    return planned
                reason = f"Repeats row {first.row}. Only that one counts."
                return replace(planned, kind=RowKind.DUPLICATE, reason=reason)
            reader.problems.append(f"Row {first.row} says otherwise of the same benefit.")
            return planned
        if found:
            return self._update(reader, self._benefits[found[0]], planned)
        return self._new(reader, planned)

    def _new(self, reader: RowReader, planned: PlannedBenefit) -> PlannedBenefit:
        row = reader.row
        recurrent = reader.recurrent()
        values: dict[str, Any] = {
            "title": row.title,
            **reader.own_fields(),
            "type": reader.type_or("cashable_spend"),
            "recurrent": recurrent,
        }
        fields = reader.tried(lambda: clean_benefit(BenefitFields(**values)))
        figure = reader.figure(None, None, recurrent=recurrent)
        owner, validator = self._officers(reader, None)
        shares = reader.shares()
        costs = reader.costs(_years(figure), owner, shares)
        approximate = bool(row.fields.get("approximate", False))
        reader.remarks.append(changed.told_remark(row, None))
        return replace(
            planned,
            kind=RowKind.NEW,
            title=fields.title if fields else row.title,
            amount=self._amount(figure, approximate=approximate),
            remark=" ".join(filter(None, reader.remarks)),
            fields=fields,
            basis=str(row.fields.get("basis", "unknown")),
            approximate=approximate,
            owner=owner,
            validator=validator,
            figure=figure,
            shares=shares,
            costs=tuple(CostWish(cost) for cost in costs),
        )

    def _update(self, reader: RowReader, known: Benefit, planned: PlannedBenefit) -> PlannedBenefit:
        """Return what a row changes in a line that is here."""
        row, line, month = reader.row, known.line, self._settings.year_starts_month
        now = known.current("projected")
        current = changed.current_fields(known)
        fields = reader.tried(lambda: clean_benefit(replace(current, **reader.own_fields())))
        fields = fields or current
        owner, validator = self._officers(reader, known)
        figure = self._revised(reader, now, recurrent=fields.recurrent)
        shares = reader.shares()
        costs = reader.costs(_years(figure or now), owner or _wished(known.owner), shares)
        wishes = changed.costs_to_record(known.costs, costs)
        share_change = changed.share_change(known, shares, self.names.agencies)
        changes = (
            *changed.field_changes(current, fields, month),
            *changed.officer_change("Owner", known.owner, owner),
            *changed.officer_change("Validator", known.validator, validator),
            *changed.pot_change(current.pot_id, fields.pot_id, self.names.pots),
            *changed.figure_change(known, figure, month),
            *share_change,
            *changed.cost_changes(wishes, known.costs, self.names.agencies, month),
        )
        told = (changed.told_remark(row, known), changed.unsettled_remark(row, known))
        made = replace(
            planned,
            title=line.title,
            amount=self._amount(now, approximate=line.approximate),
            benefit_id=line.id,
            version=line.version,
        )
        if not changes:
            reason = f"“{line.title}” is here already, with nothing new in this row."
            remark = " ".join(filter(None, told))
            return replace(made, kind=RowKind.DUPLICATE, reason=reason, remark=remark)
        _refuse(reader, known, changed.names_of(current, fields), share_change)
        return replace(
            made,
            kind=RowKind.UPDATED,
            changes=changes,
            remark=" ".join(filter(None, (*reader.remarks, *told))),
            fields=fields,
            owner=owner or _wished(known.owner),
            validator=validator or _wished(known.validator),
            figure=figure,
            shares=shares if share_change else None,
            costs=wishes,
            for_good=bool(figure or wishes or fields.recurrent != current.recurrent),
        )

    def _officers(
        self, reader: RowReader, known: Benefit | None
    ) -> tuple[OfficerWish | None, OfficerWish | None]:
        """Return the owner and the validator that a row names; the two are never one person."""
        owner, validator = reader.officer(*_OWNER), reader.officer(*_VALIDATOR)
        was, checked = (_wished(known.owner), _wished(known.validator)) if known else (None, None)
        for wish in (owner if owner != was else None, validator if validator != checked else None):
            if wish and wish.gone:
                reader.problems.append(
                    f"{wish.name} {wish.gone}. Name someone who can answer for it."
                )
        owns, checks = owner or was, validator or checked
        if (owns, checks) != (was, checked) and owns and checks and owns.is_same_as(checks):
            reader.problems.append(
                f"{owns.name} cannot validate what they own. Name somebody else as validator."
            )
        return owner, validator

    @staticmethod
    def _revised(reader: RowReader, now: Figure | None, *, recurrent: bool) -> FigureInput | None:
        """Return the figure of a row that differs from the line's, None where it stays."""
        if (reader.row.pence is None and not reader.row.by_year) or now is None:
            return None
        found = reader.figure(now.first_year, now.years, recurrent=recurrent)
        return None if found is None or found.by_year == now.by_year else found

    def _amount(self, figure: FigureInput | Figure | None, *, approximate: bool) -> str:
        if figure is None:
            return ""
        month = self._settings.year_starts_month
        words = changed.by_year_in_words(figure.by_year, month)
        return f"about {words}" if approximate else words


def _refuse(
    reader: RowReader, known: Benefit, fields: frozenset[str], shares: Sequence[FieldChange]
) -> None:
    """Keep as problems what stands against changing a line that is here."""
    line = known.line
    if line.closing:
        reader.problems.append(f"“{line.title}” is closed. Reopen it first, or leave the row out.")
        return
    climbing = Climbing(
        title=line.title,
        approximate=line.approximate,
        basis=line.basis,
        has_owner=known.owner is not None,
        share_total=sum(share.basis_points for share in known.shares),
        has_forecast=known.current("forecast") is not None,
        has_live_claim=any(claim.state in LIVE for claim in known.claims),
    )
    reader.tried(lambda: check_kept(climbing, fields))
    if shares:
        reader.tried(lambda: check_shares_free(climbing, (1,)))


def _wished(officer: Officer | None) -> OfficerWish | None:
    return as_wish(officer) if officer else None


def _years(figure: FigureInput | Figure | None) -> tuple[int, ...]:
    return tuple(year for year, _pence in figure.by_year) if figure else ()


def _officers(rows: Iterable[PlannedBenefit]) -> frozenset[OfficerWish]:
    """Return the officers whom the rows to be written name."""
    named = {wish for row in rows if row.written for wish in (row.owner, row.validator)}
    return frozenset(wish for wish in named if wish)


def _told(rows: Sequence[SheetBenefit]) -> str:
    """Say which columns were read and are never taken, "" where there is none."""
    found = [
        field.value
        for field in SheetField
        if field in TOLD and any(field in row.told for row in rows)
    ]
    if not found:
        return ""
    return (
        f"What the sheet says is {listed(found)} is not taken over. A forecast is made on the "
        "benefit’s page, a claim needs evidence, and only its validator confirms it."
    )
