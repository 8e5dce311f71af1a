"""Which issued certificates are printed and packed: valid ones, and the others by their word."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database
from cohort_desk.db.tables import CertificateRow
from cohort_desk.domain.certificates.reasons import reason_words
from cohort_desk.domain.certificates.statuses import STATUS_WORDS
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import NotFound, RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.words import counted

_NAMED = 3
_RECORD = (
    "What was signed can still be saved as a record, from the register or by “cohort-desk "
    "certificates zip FILE --records”."
)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Certificates that are handed out, in the order asked for, and those left out.

    `gone` are the serials of those that are no longer valid, by what they are instead.
    """

    ids: tuple[int, ...]
    gone: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def left_out(self) -> str:
        """How many were left out and why, in a sentence; '' if none was."""
        if not self.gone:
            return ""
        count = sum(len(serials) for _, serials in self.gone)
        was = "was" if count == 1 else "were"
        return f"{count:,} {was} left out as no longer valid: {self._listed()}."

    def _listed(self) -> str:
        return ", ".join(
            f"{len(serials):,} {STATUS_WORDS[status].lower()} ({_some(serials)})"
            for status, serials in self.gone
        )


def to_hand_out(db: Database, certificate_ids: Sequence[int]) -> HandedOut:
    """Return which of some certificates are valid, and so are printed or packed.

    Raises:
        NotFound: one of them is not in the register.
        RuleBroken: none of them is valid any more; says since when, and what can be done.
    """
    query = select(CertificateRow).where(CertificateRow.id.in_(certificate_ids))
    with db.read() as work:
        rows = {row.id: row for row in work.session.scalars(query)}
        if len(rows) < len(set(certificate_ids)):
            raise NotFound("One of these certificates is not in the register.")
        chosen = [rows[key] for key in certificate_ids]
        valid = tuple(row.id for row in chosen if row.status == "valid")
        if chosen and not valid:
            raise RuleBroken("status", f"{_refusal(chosen)} {_RECORD}")
    return HandedOut(valid, _gone(chosen))


def every_one(db: Database, certificate_ids: Sequence[int]) -> HandedOut:
    """Return certificates as they are asked for on purpose, as records: valid or not.

    Raises:
        NotFound: one of them is not in the register.
    """
    with db.read() as work:
        return HandedOut(tuple(work.need(CertificateRow, key).id for key in certificate_ids))


def _gone(chosen: Sequence[CertificateRow]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = (
        (status, tuple(row.serial for row in chosen if row.status == status))
        for status in STATUS_WORDS
        if status != "valid"
    )
    return tuple((status, serials) for status, serials in found if serials)


def _refusal(chosen: Sequence[CertificateRow]) -> str:
    if len(chosen) > 1:
        listed = HandedOut((), _gone(chosen)).left_out
        said = counted(len(chosen), "certificate", "certificates")
        return f"None of these {said} is written: {listed}"
    (row,) = chosen
    since = ""
    if row.status_at is not None:
        since = f" on {written_date(row.status_at.astimezone(LONDON).date())}"
    reason = reason_words(row.reason)
    return (
        f"{row.serial} of {row.name} was {row.status}{since} ({reason}), so it is not printed or "
        "packed again."
    )


def _some(serials: Sequence[str]) -> str:
    more = f" and {len(serials) - _NAMED} more" if len(serials) > _NAMED else ""
    return f"{', '.join(serials[:_NAMED])}{more}"
