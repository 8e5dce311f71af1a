"""What a verification answers, in plain words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cohort_desk.domain.certificates.kinds import KIND_WORDS
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.services.certificates.register import Entry
from cohort_desk.services.signing.identity import Identity


class Answer(StrEnum):
    """The answers; the values are what people read."""

    GENUINE = "Genuine"
    ALTERED = "Altered"
    UNKNOWN = "Unknown"
    REVOKED = "Revoked"
    SUPERSEDED = "Superseded"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of a file, or of a serial and code.

    Attributes:
        answer: in one word.
        sentences: why, the first one first; and what to do.
        statement: what the certificate says, if that is signed by a key that is trusted.
        entry: what the register says of it, if there is a register and it has it.
        key: whose key has signed, if it was signed at all.
        signed_at: when, by the signer's own clock.
    """

    answer: Answer
    sentences: tuple[str, ...]
    statement: Statement | None = None
    entry: Entry | None = None
    key: Identity | None = None
    signed_at: datetime | None = None

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the certificate and the register say, as labels with values."""
        listed = [
            *(_stated(self.statement) if self.statement else ()),
            *(_registered(self.entry) if self.entry else ()),
            ("Signed by", self.key.subject if self.key else ""),
            ("Signed on", written_moment(self.signed_at) if self.signed_at else ""),
            ("Fingerprint of the key", self.key.fingerprint if self.key else ""),
        ]
        return tuple((label, value) for label, value in listed if value)


def _stated(statement: Statement) -> tuple[tuple[str, str], ...]:
    module = f"{statement.module_code} {statement.module_title}".strip()
    return (
        ("Serial", statement.serial),
        ("Verification code", statement.code),
        ("Kind", KIND_WORDS[statement.kind]),
        ("Name", statement.name),
        ("Programme", statement.programme),
        ("Organisation", statement.organisation),
        ("Award", statement.award),
        ("Module", module),
        ("Attended", statement.attended),
        ("Outcome", statement.outcome),
        ("Issued on", written_date(statement.issued_on)),
    )


def _registered(entry: Entry) -> tuple[tuple[str, str], ...]:
    return (
        ("Status in the register", entry.status_words),
        ("Since", written_date(entry.status_on) if entry.status_on else ""),
        ("Reason", entry.reason),
        ("Superseded by", entry.superseded_by),
        ("Issued by", entry.issued_by),
    )
