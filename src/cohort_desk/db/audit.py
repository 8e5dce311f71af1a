"""Checks a whole database: pages, references, schema, journal, records and kept files."""

import hashlib
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import select

from cohort_desk.db import journal
from cohort_desk.db.database import Database
from cohort_desk.db.numbering import missing_rows
from cohort_desk.db.records import astray
from cohort_desk.db.tables import StepChangeRow, StepRow, StoredFileRow, Table
from cohort_desk.domain.errors import RecordDamaged
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.words import counted

_STEP_COLUMNS = ("at", "name", "actor", "client", "kind", "target_id")
_CHANGE_COLUMNS = ("table_name", "row_key", "subject", "operation", "before", "after")
_IN_PARTS = {"yield_per": 1000}
_NO_MORE = (None, ())
_NAMED = 10
"""How many records that are not in order are named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is in order, and what was found."""

    check: str
    in_order: bool
    detail: str


def examine(db: Database, report: Progress = unwatched) -> tuple[Finding, ...]:
    """Return what each check found; `report` counts the checks."""
    of_any = {"schema": _schema, "history": _chain, "records": _records, "files": _store}
    of_files = {"integrity": _pages, "references": _references}
    checks = {**of_files, **of_any} if db.is_file else of_any
    findings: list[Finding] = []
    for done, (name, check) in enumerate(checks.items(), start=1):
        try:
            findings.append(check(db))
        except RecordDamaged as error:
            findings.append(Finding(name, in_order=False, detail=str(error)))
        report(done, len(checks))
    return tuple(findings)


def _pages(db: Database) -> Finding:
    with db.engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return Finding("integrity", found == ["ok"], "; ".join(found))


def _references(db: Database) -> Finding:
    with db.engine.connect() as connection:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    refer = counted(len(broken), "record refers", "records refer")
    detail = f"{refer} to others that are missing" if broken else "ok"
    return Finding("references", not broken, detail)


def _schema(db: Database) -> Finding:
    with db.engine.connect() as connection:
        present = set(connection.dialect.get_table_names(connection))
    missing = sorted(set(Table.metadata.tables) - present)
    return Finding("schema", not missing, f"missing: {', '.join(missing)}" if missing else "ok")


def _records(db: Database) -> Finding:
    """Name the first records that are not as the journal left them, and count the others."""
    with db.read() as work:
        found = [each.said for each in astray(work)]
    if not found:
        return Finding("records", in_order=True, detail="as the history left them")
    named = "; ".join(found[:_NAMED])
    more = len(found) - _NAMED
    others = f"; and {counted(more, 'other', 'others')}" if more > 0 else ""
    return Finding("records", in_order=False, detail=f"changed outside the app: {named}{others}")


def _store(db: Database) -> Finding:
    """Look at every file that is kept: its content still has the digest that is its name."""
    with db.read() as work:
        digests = work.session.scalars(select(StoredFileRow.sha256)).all()
        spoilt = [
            digest
            for digest in digests
            if hashlib.sha256(
                work.session.scalar(
                    select(StoredFileRow.content).where(StoredFileRow.sha256 == digest)
                )
                or b""
            ).hexdigest()
            != digest
        ]
    if spoilt:
        return Finding("files", in_order=False, detail=f"altered: {', '.join(spoilt)}")
    return Finding("files", in_order=True, detail=counted(len(digests), "file", "files"))


def _chain(db: Database) -> Finding:
    """Go along the journal step by step: it may be larger than what fits into memory."""
    steps = select(StepRow.id, StepRow.digest, *(getattr(StepRow, n) for n in _STEP_COLUMNS))
    changes = select(StepChangeRow.step_id, *(getattr(StepChangeRow, n) for n in _CHANGE_COLUMNS))
    by_step = changes.order_by(StepChangeRow.step_id, StepChangeRow.id)
    number, previous = 0, ""
    with db.read() as work:
        rows = work.session.execute(by_step, execution_options=_IN_PARTS).mappings()
        groups = groupby(rows, key=itemgetter("step_id"))
        step_id, of_step = next(groups, _NO_MORE)
        in_order = steps.order_by(StepRow.id)
        for step in work.session.execute(in_order, execution_options=_IN_PARTS).mappings():
            images: list[journal.Image] = []
            if step_id == step["id"]:
                images = [{name: row[name] for name in _CHANGE_COLUMNS} for row in of_step]
                step_id, of_step = next(groups, _NO_MORE)
            values = {name: step[name] for name in _STEP_COLUMNS}
            if step["digest"] != journal.chained(previous, values, images):
                return Finding("history", in_order=False, detail=f"altered at step {step['id']}")
            number, previous = number + 1, step["digest"]
    if step_id is not None:
        return Finding("history", in_order=False, detail=f"altered: step {step_id} is missing")
    return _ends(db) or Finding("history", in_order=True, detail=f"{number} steps, unbroken")


def _ends(db: Database) -> Finding | None:
    """Return what was cut off the journal, for no digest follows upon its last step."""
    with db.read() as work:
        missing = (
            missing_rows(work.session, StepRow, "step", "steps"),
            missing_rows(work.session, StepChangeRow, "change", "changes"),
        )
    found = "; ".join(each for each in missing if each)
    return Finding("history", in_order=False, detail=f"altered: {found}") if found else None
