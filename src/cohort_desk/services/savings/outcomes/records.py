"""Reads outcomes without money: what projects promised beside it, and what became of that."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    CohortRow,
    OutcomeEvidenceRow,
    ProjectOutcomeRow,
    ProjectRow,
    StoredFileRow,
)
from cohort_desk.domain.savings import outcomes as rules
from cohort_desk.domain.savings.outcomes import KINDS, OutcomeFields
from cohort_desk.domain.words import first_sentences
from cohort_desk.services.savings.benefits.officers import officers_of
from cohort_desk.services.savings.shapes import Officer
from cohort_desk.services.savings.today import today_or

_TITLE = 60


@dataclass(frozen=True, slots=True)
class OutcomeFile:
    """A file that shows that an outcome was achieved; `size` is in bytes."""

    id: int
    name: str
    sha256: str
    size: int
    version: int


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """An outcome without money, with its evidence and who confirmed it.

    `status` is a key of `words.OUTCOME_STATES`; `reason` says why it was dropped, or why its
    confirmation was taken back; `alarms` are its oddities in words.
    """

    id: int
    project_id: int
    project: str
    cohort_id: int
    cohort: str
    kind: str
    description: str
    status: str
    measure: str
    evidence: str
    files: tuple[OutcomeFile, ...]
    due_on: date | None
    owner: Officer | None
    confirmed_by: Officer | None
    confirmed_on: date | None
    reason: str
    alarms: tuple[str, ...]
    version: int

    @property
    def title(self) -> str:
        """Its description in short, or what kind it is while nothing is said."""
        return title_of(self.kind, self.description)

    @property
    def fields(self) -> OutcomeFields:
        """What of it can be edited."""
        return OutcomeFields(
            kind=self.kind,
            description=self.description,
            measure=self.measure,
            due_on=self.due_on,
            owner_id=self.owner.id if self.owner else None,
            evidence=self.evidence,
        )


def list_outcomes(
    db: Database, cohort_id: int | None = None, today: date | None = None
) -> tuple[OutcomeRecord, ...]:
    """Return the outcomes without money of a cohort, or of all, by project."""
    with db.read() as work:
        rows = select(ProjectOutcomeRow).where(ProjectOutcomeRow.kind.in_(KINDS))
        if cohort_id is not None:
            rows = rows.join(ProjectRow, ProjectRow.id == ProjectOutcomeRow.project_id).where(
                ProjectRow.cohort_id == cohort_id
            )
        found = work.session.scalars(rows.order_by(ProjectOutcomeRow.id)).all()
        records = _records(work, found, today_or(today))
    return tuple(sorted(records, key=lambda each: (each.cohort_id, each.project, each.id)))


def read_outcome(db: Database, outcome_id: int, today: date | None = None) -> OutcomeRecord:
    """Return an outcome without money.

    Raises:
        NotFound: it has been removed meanwhile.
    """
    with db.read() as work:
        return _records(work, [work.need(ProjectOutcomeRow, outcome_id)], today_or(today))[0]


def projects_to_choose(db: Database, cohort_id: int | None = None) -> tuple[tuple[int, str], ...]:
    """Return the id and title of each project of a cohort, or of all, by title."""
    with db.read() as work:
        found = _projects(work)
    return tuple(
        (key, title)
        for key, (title, at, _cohort) in sorted(found.items(), key=lambda each: each[1])
        if cohort_id in (None, at)
    )


def title_of(kind: str, description: str) -> str:
    """Return a description in short, or the kind of an outcome of which nothing is said."""
    return first_sentences(description, _TITLE) or KINDS[kind]


def _records(
    work: UnitOfWork, rows: Sequence[ProjectOutcomeRow], today: date
) -> list[OutcomeRecord]:
    projects, officers, files = _projects(work), officers_of(work), _files(work)
    return [
        OutcomeRecord(
            row.id,
            row.project_id,
            *projects[row.project_id],
            row.kind,
            row.description,
            row.status,
            row.measure,
            row.evidence,
            files.get(row.id, ()),
            row.due_on,
            officers.get(row.owner_id or 0),
            officers.get(row.confirmed_by_id or 0),
            row.confirmed_on,
            row.reason,
            _alarms(row, officers.get(row.owner_id or 0), today),
            row.version,
        )
        for row in rows
    ]


def _projects(work: UnitOfWork) -> dict[int, tuple[str, int, str]]:
    rows = select(ProjectRow.id, ProjectRow.title, CohortRow.id, CohortRow.name).join(
        CohortRow, CohortRow.id == ProjectRow.cohort_id
    )
    return {
        key: (title, cohort_id, cohort)
        for key, title, cohort_id, cohort in work.session.execute(rows)
    }


def _files(work: UnitOfWork) -> Mapping[int, tuple[OutcomeFile, ...]]:
    rows = (
        select(OutcomeEvidenceRow, StoredFileRow.size)
        .join(StoredFileRow, StoredFileRow.sha256 == OutcomeEvidenceRow.sha256)
        .order_by(OutcomeEvidenceRow.id)
    )
    found: defaultdict[int, list[OutcomeFile]] = defaultdict(list)
    for row, size in work.session.execute(rows):
        found[row.outcome_id].append(OutcomeFile(row.id, row.name, row.sha256, size, row.version))
    return {key: tuple(files) for key, files in found.items()}


def _alarms(row: ProjectOutcomeRow, owner: Officer | None, today: date) -> tuple[str, ...]:
    found: list[str] = []
    if rules.is_late(row.status, row.due_on, today):
        found.append("Late")
    if row.status not in {"confirmed", "dropped"} and owner is not None and owner.gone:
        found.append(f"Owner {owner.gone}")
    return tuple(found)
