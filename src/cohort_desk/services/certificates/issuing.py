"""Issues certificates to people who are ready for them, and goes on with what was cut short."""

from dataclasses import replace

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CertificateRow, ProgrammeRow
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.unseen import one_line
from cohort_desk.services.certificates.bases import Topic
from cohort_desk.services.certificates.batches import (
    people_left,
    read_drawn_design,
    rows_of_batch,
)
from cohort_desk.services.certificates.carrying_out import carry_out, new_batch
from cohort_desk.services.certificates.designs import read_design
from cohort_desk.services.certificates.kept import kept_of
from cohort_desk.services.certificates.requests import Issued, Press, Request
from cohort_desk.services.certificates.runs import Plan, begin


def award_title(db: Database) -> str:
    """Return what is awarded in words: as it was issued last, or else the programme's name."""
    with db.read() as work:
        query = select(CertificateRow).where(CertificateRow.kind == Kind.AWARD.value)
        last = work.session.scalar(query.order_by(CertificateRow.id.desc()).limit(1))
        return kept_of(last).statement.award if last else work.need(ProgrammeRow, 1).name


def issue(db: Database, request: Request, press: Press, report: Progress = unwatched) -> Issued:
    """Issue certificates to people who are ready for them.

    Raises:
        RuleBroken: the programme has no code, the design is of another kind, or somebody is not
            ready; nothing was issued.
        EditedMeanwhile: what a certificate stands on was changed while they were being drawn;
            nothing was issued.
        BatchStopped: something failed after some were issued; these stay, the rest can go on.
        Cancelled: `report` asked to stop; says what was issued until then.
    """
    people = tuple(dict.fromkeys(request.participant_ids))
    if not people:
        raise RuleBroken("people", "Choose to whom certificates are to be issued.")
    by = one_line(request.issued_by)
    if not by:
        raise RuleBroken("issued_by", "Say who issues the certificates.")
    design = read_design(db, request.design_id).design
    plan = Plan(new_batch(), request.topic, people, by, request.award)
    return carry_out(db, begin(db, plan, design, press.unprintable), press, report)


def resume_batch(db: Database, batch: str, press: Press, report: Progress = unwatched) -> Issued:
    """Issue what is still missing of a batch, as it was asked for then.

    Whoever has been issued one otherwise meanwhile is passed over.

    Raises:
        NotFound: there is no such batch.
        RecordDamaged: its first certificate, which names everybody in it, cannot be read.
        RuleBroken: somebody who is still missing is no longer ready; nothing was issued.
        EditedMeanwhile, BatchStopped, Cancelled: as `issue` does.
    """
    with db.read() as work:
        rows = rows_of_batch(work, batch)
        first, ids = rows[0], tuple(row.id for row in rows)
        kept = kept_of(first)
        left = people_left(work, first)
        plan = Plan(
            batch,
            Topic(first.cohort_id, Kind(first.kind), first.module_id),
            kept.people,
            first.issued_by,
            kept.statement.award,
            done=tuple(key for key in kept.people if key not in left),
        )
    if not left:
        return Issued(batch, ids, len(kept.people))
    design, _ = read_drawn_design(db, kept.design)
    run = begin(db, plan, design, press.unprintable)
    issued = carry_out(db, run, press, report)
    return replace(issued, certificate_ids=(*ids, *issued.certificate_ids))
