"""Revokes certificates, and issues others in place of those whose words are no longer right.

Nothing else of an issued certificate ever changes, and neither is undone.
"""

from datetime import UTC, datetime

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CertificateRow
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.certificates.reasons import REASON_WORDS
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.unseen import one_line
from cohort_desk.services.certificates.bases import Topic
from cohort_desk.services.certificates.batches import read_drawn_design
from cohort_desk.services.certificates.carrying_out import carry_out, new_batch
from cohort_desk.services.certificates.designs import read_design
from cohort_desk.services.certificates.kept import kept_of
from cohort_desk.services.certificates.requests import Press
from cohort_desk.services.certificates.runs import Plan, Replaced, begin

NOTE_LENGTH = 500


def revoke(db: Database, certificate_id: int, version: int, reason: str, note: str = "") -> None:
    """Declare a certificate invalid for good; it stays in the register, with the reason.

    Args:
        db: the programme.
        certificate_id: which certificate.
        version: of it, as the user saw it.
        reason: one of `Reason`, which whoever verifies the certificate is told.
        note: what only the office's register shows.

    Raises:
        RuleBroken: it is no longer valid, there is no reason, or the note is too long.
        NotFound: it is not in the register.
        EditedMeanwhile: someone else has changed its status since that version.
    """
    why, more = _checked(reason, note)
    with db.begin("revocation of a certificate") as work:
        row = work.need(CertificateRow, certificate_id, version)
        _refuse_invalid(row)
        work.call(f"revocation of {row.serial}", f"Revoked {row.serial} of {row.name}")
        row.status, row.reason, row.note = "revoked", why, more
        row.status_at, row.status_by = datetime.now(UTC), db.actor


def reissue(
    db: Database, replaced: Replaced, issued_by: str, press: Press, design_id: int | None = None
) -> int:
    """Issue a certificate anew, as its holder's name and award are now; return the new one's id.

    The old one is superseded for that reason in the same step.

    Args:
        db: the programme.
        replaced: the old one, at the version the user saw, and why.
        issued_by: who issues the new one.
        press: what draws and signs it.
        design_id: the design it is drawn by; that of the old one if left out.

    Raises:
        RuleBroken: the old one is no longer valid, there is no reason, or there is nothing to
            certify any more.
        NotFound: it is not in the register.
        RecordDamaged: the register's entry of the old one cannot be read.
        EditedMeanwhile: someone else has changed its status since that version.
    """
    why, more = _checked(replaced.reason, replaced.note)
    with db.read() as work:
        row = work.need(CertificateRow, replaced.id, replaced.version)
        _refuse_invalid(row)
        kept = kept_of(row)
        plan = Plan(
            new_batch(),
            Topic(row.cohort_id, Kind(row.kind), row.module_id),
            (row.participant_id,),
            one_line(issued_by) or row.issued_by,
            kept.statement.award,
            replaces=Replaced(row.id, row.version, why, more),
        )
    if design_id is None:
        design, _ = read_drawn_design(db, kept.design)
    else:
        design = read_design(db, design_id).design
    run = begin(db, plan, design, press.unprintable)
    return carry_out(db, run, press).certificate_ids[0]


def _checked(reason: str, note: str) -> tuple[str, str]:
    if reason not in REASON_WORDS:
        raise RuleBroken("reason", "Say why: choose what whoever verifies it is told.")
    more = one_line(note)
    if len(more) > NOTE_LENGTH:
        raise RuleBroken("note", f"A note has at most {NOTE_LENGTH} characters. Shorten it.")
    return reason, more


def _refuse_invalid(row: CertificateRow) -> None:
    if row.status != "valid":
        raise RuleBroken("status", f"{row.serial} is {row.status} already, and stays so.")
