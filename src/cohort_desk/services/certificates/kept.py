"""What is kept of a certificate beside its columns, read as data that may have been altered.

Another program may have written anything into the file. Whatever reads a certificate's snapshot
does so here, so that a damaged one is told by name wherever it is met.
"""

from dataclasses import dataclass
from typing import Any, cast

from cohort_desk.db.tables import CertificateRow
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.statement import Statement, from_plain
from cohort_desk.domain.errors import RecordDamaged, RuleBroken

_DAMAGED = (
    "The register’s entry of {serial} is damaged: it was changed outside Cohort Desk, and cannot "
    "be read. “cohort-desk check” names what was changed; then restore the newest good backup."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a certificate says, and how it was drawn.

    Attributes:
        design: the SHA-256 of the design it was drawn by.
        of: how many its batch was to be.
        people: the ids of everybody in the batch, in print order; only its first has them.
    """

    statement: Statement
    design: str
    of: int
    people: tuple[int, ...]

    @property
    def title(self) -> str:
        """What it is of, as lists say it: its award, its module, attendance."""
        said = self.statement
        if said.kind is Kind.AWARD:
            return said.award
        if said.kind is Kind.MODULE:
            return f"{said.module_code} {said.module_title}"
        return KIND_WORDS[said.kind]


def kept_of(row: CertificateRow) -> Kept:
    """Return what is kept of a certificate.

    Raises:
        RecordDamaged: it is not what was written there; names the certificate.
    """
    plain = cast("object", row.snapshot)  # another program may have written anything
    kept = _read(cast("dict[str, Any]", plain)) if isinstance(plain, dict) else None
    if kept is None:
        raise damaged(row)
    return kept


def damaged(row: CertificateRow) -> RecordDamaged:
    """Return what to raise of an entry that cannot be read, or stands on what is not there."""
    return RecordDamaged(_DAMAGED.format(serial=row.serial))


def _read(plain: dict[str, Any]) -> Kept | None:
    statement, design, of = (plain.get(name) for name in ("statement", "design", "of"))
    people = _numbers(plain.get("people", []))
    if not isinstance(statement, dict) or not isinstance(design, str):
        return None
    if type(of) is not int or people is None:
        return None
    try:
        said = from_plain(cast("dict[str, Any]", statement))
    except RuleBroken:
        return None
    return Kept(said, design, of, people)


def _numbers(plain: object) -> tuple[int, ...] | None:
    if not isinstance(plain, list):
        return None
    found = tuple(each for each in cast("list[object]", plain) if type(each) is int)
    return found if len(found) == len(cast("list[object]", plain)) else None
