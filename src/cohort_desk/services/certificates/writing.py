"""Writes a chunk of certificates that have been drawn, if their numbers are still free."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CertificateRow, SigningKeyRow
from cohort_desk.domain.certificates.plain import to_plain as design_to_plain
from cohort_desk.domain.certificates.statement import Statement, as_bytes, digest, to_plain
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.words import counted
from cohort_desk.services.certificates.bases import Basis
from cohort_desk.services.certificates.runs import Run, refuse_if_changed
from cohort_desk.services.store import keep


class NumbersTaken(Exception):
    """Another desktop issued certificates since the numbers were read; nothing was written."""


@dataclass(frozen=True, slots=True)
class Made:
    """A certificate that has been drawn and signed, and waits to be written."""

    basis: Basis
    statement: Statement
    number: int
    moment: datetime
    jws: str
    credential: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is written in one step.

    Attributes:
        made: the certificates, their numbers one after the other in one year.
        key_id: of the key that signed them.
        seen: the newest step when what they stand on was read.
        before: how many of the batch stand before them.
    """

    made: Sequence[Made]
    key_id: int
    seen: int
    before: int


@dataclass(frozen=True, slots=True)
class Written:
    """The ids of a chunk's certificates, and the step that wrote them."""

    ids: tuple[int, ...]
    step: int


def next_number(work: UnitOfWork, year: int) -> int:
    """Return the first number of a year that no certificate has."""
    newest = select(func.max(CertificateRow.number)).where(CertificateRow.year == year)
    return (work.session.scalar(newest) or 0) + 1


def write_chunk(db: Database, run: Run, chunk: Chunk) -> Written:
    """Write a chunk as one step, or nothing of it.

    Raises:
        NumbersTaken: the numbers are no longer the next ones.
        EditedMeanwhile, RuleBroken: they may not be issued any more.
        CohortDeskError: the file is busy, read-only or full.
    """
    first = chunk.made[0]
    with db.begin("issue of certificates") as work:
        if next_number(work, first.moment.year) != first.number:
            raise NumbersTaken
        _refuse_retired(work, chunk.key_id)
        refuse_if_changed(work, run, [each.basis for each in chunk.made], chunk.seen)
        work.call(*_called(run, chunk.made))
        design = keep(work, "design", as_bytes(design_to_plain(run.design)))
        rows = [
            _row(work, run, each, chunk.key_id, {"design": design, **_place(run, place)})
            for place, each in enumerate(chunk.made, chunk.before)
        ]
        work.session.add_all(rows)
        work.session.flush()
        _supersede(work, run, rows[0].id, db.actor)
        ids = tuple(row.id for row in rows)
    return Written(ids, work.step_id or chunk.seen)


def _place(run: Run, place: int) -> Mapping[str, Any]:
    """Return where in its batch a certificate stands; the first one tells who is in the batch."""
    people = run.plan.people
    where = {"place": place, "of": len(people)}
    return where if place else {**where, "people": list(people)}


def _called(run: Run, made: Sequence[Made]) -> tuple[str, str]:
    """Return the name of the step, and what is said of it."""
    first, last = made[0].statement.serial, made[-1].statement.serial
    if run.plan.replaces is not None:
        name = made[0].basis.name
        return f"reissue of {name}’s certificate", f"Issued {first} to {name} anew"
    number = counted(len(made), "certificate", "certificates")
    serials = first if first == last else f"{first} to {last}"
    return f"issue of {number}", f"Issued {number}: {serials}"


def _row(
    work: UnitOfWork, run: Run, made: Made, key_id: int, drawn: Mapping[str, Any]
) -> CertificateRow:
    said, topic = made.statement, run.plan.topic
    return CertificateRow(
        kind=topic.kind.value,
        year=made.moment.year,
        number=made.number,
        serial=said.serial,
        code=said.code,
        cohort_id=topic.cohort_id,
        participant_id=made.basis.participant_id,
        decision_id=made.basis.decision_id,
        module_id=topic.module_id,
        batch=run.plan.batch,
        issued_at=made.moment.astimezone(UTC),
        issued_by=run.plan.issued_by,
        name=said.name,
        snapshot={"statement": to_plain(said), **drawn},
        digest=digest(said),
        statement=made.jws,
        credential=made.credential,
        pdf_sha256=keep(work, said.serial, made.pdf),
        signing_key_id=key_id,
    )


def _supersede(work: UnitOfWork, run: Run, new_id: int, actor: str) -> None:
    replaces = run.plan.replaces
    if replaces is None:
        return
    old = work.need(CertificateRow, replaces.id, replaces.version)
    if old.status != "valid":
        raise EditedMeanwhile(f"{old.serial} is no longer valid. Nothing was issued.")
    old.status, old.superseded_by_id = "superseded", new_id
    old.reason, old.note = replaces.reason, replaces.note
    old.status_at, old.status_by = datetime.now(UTC), actor


def _refuse_retired(work: UnitOfWork, key_id: int) -> None:
    if work.need(SigningKeyRow, key_id).retired_at is not None:
        raise RuleBroken(
            "key", "The key was retired meanwhile. Nothing was issued. Unlock the new one."
        )
