"""What commands say of certificates, in words and as JSON."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from cohort_desk.services.certificates.ready import ReadyLine, State
from cohort_desk.services.certificates.register import Entry


def ready_lines(found: Sequence[ReadyLine]) -> list[str]:
    """Return everybody with how far they are, after the counts."""
    counts = Counter(line.state for line in found)
    total = ", ".join(f"{counts[state]:,} {state.value.lower()}" for state in State)
    widest = max((len(line.name) for line in found), default=0)
    return [
        total,
        *(
            f"{line.name:<{widest}}  {line.state:<9}  {line.outcome or '–'}  {line.reason}".rstrip()
            for line in found
        ),
    ]


def ready_plain(line: ReadyLine) -> dict[str, Any]:
    """Return one person as JSON holds them."""
    return {
        "name": line.name,
        "group": line.group,
        "agency": line.agency,
        "state": line.state.value,
        "outcome": line.outcome,
        "reason": line.reason,
        "serial": line.serial or None,
    }


def entry_line(entry: Entry) -> str:
    """Return one certificate on a line of the terminal."""
    status = entry.status_words
    if entry.superseded_by:
        status = f"{status} by {entry.superseded_by}"
    said = [
        entry.serial,
        entry.code,
        entry.name,
        entry.title,
        entry.outcome,
        status,
        entry.reason,
        entry.note,
    ]
    return "  ".join(part for part in (*said, *entry.since, entry.damage) if part)


def entry_as_plain(entry: Entry) -> dict[str, Any]:
    """Return one certificate as JSON holds it."""
    return {
        "serial": entry.serial,
        "code": entry.code,
        "name": entry.name,
        "kind": entry.kind.value,
        "certificate": entry.title,
        "outcome": entry.outcome,
        "cohort": entry.cohort,
        "issued_on": entry.issued_on.isoformat(),
        "issued_by": entry.issued_by,
        "status": entry.status,
        "since": entry.status_on.isoformat() if entry.status_on else None,
        "reason": entry.reason,
        "note": entry.note,
        "superseded_by": entry.superseded_by or None,
        "supersedes": entry.supersedes or None,
        "stands": entry.stands,
        "changed": list(entry.since),
        "damage": entry.damage or None,
        "digest": entry.digest,
        "pdf_sha256": entry.pdf_sha256,
        "key": entry.fingerprint,
        "batch": entry.batch,
    }
