"""Words that several views share."""

from collections.abc import Iterator

from cohort_desk.domain.dates import written_date
from cohort_desk.services.certificates.entries import Entry

_GROUP = 8


def in_groups(digits: str) -> str:
    """Return hexadecimal digits in groups, so that they wrap and can be compared by eye.

    >>> in_groups("70cac3273d29c64e86b5")
    '70cac327 3d29c64e 86b5'
    """
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def history_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield what became of a certificate, the newest first: the day, and what happened."""
    if entry.status_on:
        by = f" by {entry.status_by}" if entry.status_by else ""
        newer = f" Its place took {entry.superseded_by}." if entry.superseded_by else ""
        reason = f" {entry.reason.rstrip('.')}." if entry.reason else ""
        note = f" Private note: {entry.note.rstrip('.')}." if entry.note else ""
        yield written_date(entry.status_on), f"{entry.status_words}{by}.{reason}{newer}{note}"
    older = f" in place of {entry.supersedes}" if entry.supersedes else ""
    yield written_date(entry.issued_on), f"Issued by {entry.issued_by}{older}."
