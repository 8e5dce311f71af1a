"""Checks a whole database: pages, references, schema and the chain of the journal."""

from dataclasses import dataclass

from sqlalchemy import func, select

from cohort_desk.db import journal
from cohort_desk.db.database import Database
from cohort_desk.db.tables import StepChangeRow, StepRow, Table
from cohort_desk.domain.progress import Progress, unwatched

_STEP_COLUMNS = ("at", "name", "actor", "client", "kind", "target_id")
_CHANGE_COLUMNS = ("table_name", "row_key", "subject", "operation", "before", "after")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is in order, and what was found."""

    check: str
    in_order: bool
    detail: str


def examine(db: Database, report: Progress = unwatched) -> tuple[Finding, ...]:
    """Return what each check found; `report` counts the checks."""
    checks = (_pages, _references, _schema, _chain) if db.is_file else (_schema, _chain)
    findings: list[Finding] = []
    for done, check in enumerate(checks, start=1):
        findings.append(check(db))
        report(done, len(checks))
    return tuple(findings)


def _pages(db: Database) -> Finding:
    with db.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return Finding("integrity", found == ["ok"], "; ".join(found))


def _references(db: Database) -> Finding:
    with db.engine.connect() as connection:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    detail = "ok" if not broken else f"{len(broken)} records refer to others that are missing"
    return Finding("references", not broken, detail)


def _schema(db: Database) -> Finding:
    with db.engine.connect() as connection:
        present = set(connection.dialect.get_table_names(connection))
    missing = sorted(set(Table.metadata.tables) - present)
    return Finding("schema", not missing, f"missing: {', '.join(missing)}" if missing else "ok")


def _chain(db: Database) -> Finding:
    with db.read() as work:
        changes: dict[int, list[journal.Image]] = {}
        for row in work.session.scalars(select(StepChangeRow).order_by(StepChangeRow.id)):
            image = {name: getattr(row, name) for name in _CHANGE_COLUMNS}
            changes.setdefault(row.step_id, []).append(image)
        previous = ""
        for step in work.session.scalars(select(StepRow).order_by(StepRow.id)):
            values = {name: getattr(step, name) for name in _STEP_COLUMNS}
            if step.digest != journal.chained(previous, values, changes.get(step.id, [])):
                return Finding("history", in_order=False, detail=f"altered at step {step.id}")
            previous = step.digest
        count = work.session.scalar(select(func.count()).select_from(StepRow)) or 0
    return Finding("history", in_order=True, detail=f"{count} steps, unbroken")
