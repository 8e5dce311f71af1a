"""Carries out a planned import: one transaction, one step to undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import exists, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AgencyAliasRow,
    AgencyRow,
    CohortRow,
    ImportLayoutRow,
    ParticipantRow,
    StepChangeRow,
)
from cohort_desk.domain.agencies import agency_key, check_agency, tidy
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted
from cohort_desk.services.imports.earlier_groups import add_earlier_round
from cohort_desk.services.imports.plans import (
    AgencyChoice,
    ImportPlan,
    ImportSummary,
    LeaveBlank,
    NewAgency,
    RowKind,
    RowOutcome,
    UseAgency,
    UseRegister,
)

_ROWS_PER_FLUSH = 500
_LOOKED_AT = ("participant", "agency", "agency_alias")


@dataclass(frozen=True, slots=True)
class UsedLayout:
    """The headings of the sheet and what they were taken for, to be remembered."""

    fingerprint: str
    mapping: Mapping[str, str]


def apply_import(
    db: Database,
    plan: ImportPlan,
    layout: UsedLayout | None = None,
    report: Progress = unwatched,
) -> ImportSummary:
    """Write what the plan says, learn confirmed spellings of agencies, and remember the layout.

    A spelling that is still undecided leaves the agency blank.

    Raises:
        EditedMeanwhile: people or agencies have changed since the plan; nothing was written.
        NotFound: the cohort has been deleted; nothing was written.
        RuleBroken: a new agency has an impossible name; nothing was written.
        Cancelled: the user asked to stop; nothing was written.
    """
    rows = [row for row in plan.rows if row.written]
    what = f"{counted(len(rows), 'person', 'people')} from {plan.source}"
    with db.begin(f"import of {what}", f"Imported {what}") as work:
        work.need(CohortRow, plan.cohort_id)
        _check_nothing_changed(work, plan.basis)
        agencies = _Agencies(work)
        agencies.settle(plan, rows)
        participants = _write_people(work, plan, rows, agencies.ids, report)
        round_name = add_earlier_round(work, plan, participants, db.actor)
        if layout:
            remember_layout(work, layout)
    return ImportSummary(
        plan.source,
        *(plan.count(kind) for kind in RowKind),
        agencies_added=agencies.added,
        spellings_learnt=agencies.learnt,
        round_name=round_name,
        step_id=work.step_id,
    )


def remembered_mappings(db: Database) -> dict[str, dict[str, str]]:
    """Return the mapping (field → heading) last used for each fingerprint of headings."""
    with db.read() as work:
        rows = work.session.scalars(select(ImportLayoutRow))
        return {row.fingerprint: dict(row.mapping) for row in rows}


@dataclass(slots=True)
class _Agencies:
    """Adds the agencies that the choices need; `ids` has the agency of each spelling."""

    work: UnitOfWork
    ids: dict[str, int | None] = field(default_factory=dict[str, int | None])
    added: int = 0
    learnt: int = 0

    def settle(self, plan: ImportPlan, rows: Sequence[RowOutcome]) -> None:
        used = {row.agency_key for row in rows}
        for key, choice in plan.agencies.items():
            if key in used:
                self.ids[key] = self._id_of(choice)
        for question in plan.questions:
            choice = plan.agencies.get(question.key)
            if isinstance(choice, UseAgency | UseRegister) and question.key in used:
                self._learn(question.spelling, self.ids[question.key])

    def _id_of(self, choice: AgencyChoice) -> int | None:
        match choice:
            case LeaveBlank():
                return None
            case UseAgency(agency_id):
                return self.work.need(AgencyRow, agency_id).id
            case UseRegister(body):
                return self._added(body.as_agency())
            case NewAgency(name, sector, code):
                return self._added({"name": tidy(name), "sector": sector, "code": code or None})

    def _added(self, values: Mapping[str, str | None]) -> int:
        """Return the agency of this name, made if there is none yet."""
        check_agency(values)
        key = agency_key(values["name"] or "")
        known = self.work.session.scalar(select(AgencyRow.id).where(AgencyRow.name_key == key))
        if known is not None:
            return known
        code = values.get("code")
        taken = select(AgencyRow.name).where(AgencyRow.code == code)
        if code and (name := self.work.session.scalar(taken)):
            raise RuleBroken(
                "code", f"The agency code {code} is {name}’s already. Choose that one."
            )
        row = AgencyRow(name_key=key, **values)
        self.work.session.add(row)
        self.work.session.flush()
        self.added += 1
        return row.id

    def _learn(self, spelling: str, agency_id: int | None) -> None:
        key = agency_key(spelling)
        known = select(AgencyAliasRow.id).where(AgencyAliasRow.key == key)
        named = select(AgencyRow.id).where(AgencyRow.name_key == key)
        if key and self.work.session.scalar(known) is None is self.work.session.scalar(named):
            self.work.session.add(
                AgencyAliasRow(agency_id=agency_id, alias=tidy(spelling)[:200], key=key)
            )
            self.work.session.flush()
            self.learnt += 1


def _check_nothing_changed(work: UnitOfWork, basis: int) -> None:
    changed = exists().where(
        StepChangeRow.step_id > basis, StepChangeRow.table_name.in_(_LOOKED_AT)
    )
    if work.session.scalar(select(changed)):
        raise EditedMeanwhile(
            "People or agencies have changed since these rows were checked. Nothing was imported: "
            "check the rows again, then import."
        )


def _write_people(
    work: UnitOfWork,
    plan: ImportPlan,
    rows: Sequence[RowOutcome],
    agencies: Mapping[str, int | None],
    report: Progress,
) -> dict[int, int]:
    """Write everybody and return the participant of each row that has one."""
    participants = {row.row: row.participant_id for row in plan.rows if row.participant_id}
    for start in range(0, len(rows), _ROWS_PER_FLUSH):
        report(start, len(rows))
        some = rows[start : start + _ROWS_PER_FLUSH]
        known = _rows_by_id(work, [row.participant_id for row in some if row.participant_id])
        written: list[tuple[int, ParticipantRow]] = []
        for row in some:
            person = known.get(row.participant_id or 0)
            if person is None:
                person = ParticipantRow(cohort_id=plan.cohort_id)
                work.session.add(person)
            for name, value in row.values.items():
                setattr(person, name, value)
            if (agency_id := agencies.get(row.agency_key)) is not None:
                person.agency_id = agency_id
            written.append((row.row, person))
        work.session.flush()
        participants.update((number, person.id) for number, person in written)
    report(len(rows), len(rows))
    return participants


def _rows_by_id(work: UnitOfWork, ids: Iterable[int]) -> dict[int, ParticipantRow]:
    found = work.session.scalars(select(ParticipantRow).where(ParticipantRow.id.in_(list(ids))))
    return {row.id: row for row in found}


def remember_layout(work: UnitOfWork, layout: UsedLayout) -> None:
    """Remember what the headings of a sheet were taken for, as a part of its import."""
    row = work.session.get(ImportLayoutRow, layout.fingerprint)
    if row is None:
        row = ImportLayoutRow(fingerprint=layout.fingerprint)
        work.session.add(row)
    row.mapping, row.used_at = dict(layout.mapping), datetime.now(UTC)
