"""What a verification answers, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.services.certificates.register import Entry
from cohort_desk.services.signing.identity import Identity

_FALLEN: Mapping[Kind, str] = {
    Kind.AWARD: "the award",
    Kind.MODULE: "the result",
    Kind.ATTENDANCE: "the attendance",
}


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
    def stands(self) -> bool:
        """Whether it is genuine, and what it certifies was not changed since, as far as is known.

        Only the register knows of changes; that the holder has another name now is none.
        """
        return self.answer is Answer.GENUINE and (self.entry is None or self.entry.stands)

    @property
    def headline(self) -> str:
        """The answer with the warning that goes with it."""
        if self.answer is Answer.GENUINE and not self.stands and self.entry:
            return f"{self.answer}, but {_FALLEN[self.entry.kind]} was changed since"
        return self.answer.value

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the certificate and the register say, as labels with values.

        Of an altered file none of its own claims: only what the register says of the serial.
        """
        if self.answer is Answer.ALTERED:
            return (_told_of(self.entry),) if self.entry else ()
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


def _told_of(entry: Entry) -> tuple[str, str]:
    issued = f"issued to {entry.name} on {written_date(entry.issued_on)}"
    status = entry.status_words.lower()
    return "The register says", f"{entry.serial} was {issued} and is {status}. This file is not it."


def _registered(entry: Entry) -> tuple[tuple[str, str], ...]:
    return (
        ("Status in the register", entry.status_words),
        ("Since", written_date(entry.status_on) if entry.status_on else ""),
        ("Reason", entry.reason),
        ("Superseded by", entry.superseded_by),
        ("Issued by", entry.issued_by),
    )
