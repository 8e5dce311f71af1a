"""What the register says of a certificate that is as it was issued."""

from cohort_desk.domain.certificates.statuses import DAMAGED
from cohort_desk.domain.dates import written_date
from cohort_desk.exchange.verification.verdicts import Answer
from cohort_desk.services.certificates.register import Entry

_ANSWERS = {
    "valid": Answer.GENUINE,
    "revoked": Answer.REVOKED,
    "superseded": Answer.SUPERSEDED,
    DAMAGED: Answer.UNKNOWN,
}

_FALLEN = (
    "What it certifies was changed after it was issued. Do not rely on it, and ask the programme’s "
    "office what holds now."
)


def answer_of(entry: Entry) -> Answer:
    """Return the answer that a certificate's status makes."""
    return _ANSWERS[entry.status]


def entry_sentences(entry: Entry, told: str) -> tuple[str, ...]:
    """Return what was found, and the certificate's status; a warning comes first.

    Whoever asks is told that what it certifies was changed, and not to what; of the holder's name
    as it is now, nothing.
    """
    if entry.damage:
        return (f"Whether {entry.serial} holds cannot be told.", entry.damage)
    if entry.status == "valid" and not entry.stands:
        return (_FALLEN, told)
    return (told, *_status_sentences(entry))


def _status_sentences(entry: Entry) -> tuple[str, ...]:
    """Return the certificate's status, and what to do."""
    day = f" on {written_date(entry.status_on)}" if entry.status_on else ""
    reason = f" Reason: {entry.reason.rstrip('.')}." if entry.reason else ""
    match answer_of(entry):
        case Answer.REVOKED:
            return (f"It was revoked{day} and is no longer valid.{reason}",)
        case Answer.SUPERSEDED:
            newer = f"{entry.superseded_by} has taken its place" if entry.superseded_by else ""
            return (
                f"It was superseded{day}{': ' if newer else ''}{newer}.{reason}",
                "Ask the holder for the newer certificate.",
            )
        case _:
            return ("The register says that it is valid.",)
