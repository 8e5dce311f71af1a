"""`cohort-desk verify FILE…`: whether certificates are genuine, without any network."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import opened_at
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.domain.certificates.statement import to_plain
from cohort_desk.domain.words import counted
from cohort_desk.exchange.verification import (
    Verdict,
    read_certificate_file,
    verify_all,
    verify_code,
)

SHAPE = {
    "verdicts": (
        "a list of objects: file (null for a serial with its code), answer (genuine, altered, "
        "unknown, revoked or superseded), stands (true if it is genuine and what it certifies was "
        "not changed since), sentences, statement (what the certificate says, null "
        "if it is not known or the file altered), register (null, or an object: serial, status, "
        "reason, status_on, superseded_by), signed_by, fingerprint, signed_at"
    ),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add what is to be verified, and what it is compared with."""
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="a certificate (.pdf), its statement (.jws) or Open Badge (.jwt), or a folder or ZIP "
        "of them",
    )
    parser.add_argument("--serial", metavar="SERIAL", help="as printed, together with --code")
    parser.add_argument("--code", metavar="CODE", help="the verification code, as printed")
    parser.add_argument(
        "--programme",
        metavar="FILE",
        help="a .cohort file or the URL of a database: its keys are trusted, its register is asked",
    )
    parser.add_argument(
        "--certificate",
        type=Path,
        action="append",
        default=[],
        metavar="CER",
        help="a key's certificate to trust, as “key export” writes it; may be given repeatedly",
    )
    parser.set_defaults(misused=parser.error)


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Verify files, or a serial with its code; the exit code is 0 only if all stand.

    Raises:
        CohortDeskError: the programme or a key's certificate cannot be read.
    """
    typed = options.serial is not None
    if typed != (options.code is not None) or not (typed or options.files):
        options.misused("name a FILE, or a --serial together with its --code")
    trusted = [read_certificate_file(path) for path in options.certificate]
    report = line.steps("Verifying")
    verdicts: list[tuple[str, Verdict]] = []
    with ExitStack() as stack:
        register = stack.enter_context(opened_at(options.programme)) if options.programme else None
        shown = verify_all(options.files, register, trusted, report)
        verdicts += ((each.place, each.verdict) for each in shown)
        if typed:
            verdicts.append(("", verify_code(register, options.serial, options.code)))
    return Answer(
        lines=tuple(text for place, verdict in verdicts for text in _lines(place, verdict)),
        data={"verdicts": [_as_plain(place, verdict) for place, verdict in verdicts]},
        complaint=_complaint([verdict for _, verdict in verdicts]),
    )


def _complaint(verdicts: Sequence[Verdict]) -> str:
    amiss = [each for each in verdicts if not each.stands]
    if not amiss:
        return ""
    if len(verdicts) == 1:
        return f"{amiss[0].headline}: not a certificate to rely on."
    return f"{len(amiss):,} of {counted(len(verdicts), 'is', 'are')} not to be relied on."


def _lines(place: str, verdict: Verdict) -> list[str]:
    what = f"{place}: " if place else ""
    facts = [f"{label}: {value}" for label, value in verdict.facts]
    return [f"{what}{verdict.headline}", *(f"  {each}" for each in (*verdict.sentences, *facts))]


def _as_plain(place: str, verdict: Verdict) -> dict[str, Any]:
    entry, key = verdict.entry, verdict.key
    said = None if verdict.answer == "Altered" else verdict.statement
    return {
        "file": place or None,
        "answer": verdict.answer.value.lower(),
        "stands": verdict.stands,
        "sentences": list(verdict.sentences),
        "statement": to_plain(said) if said else None,
        "register": {
            "serial": entry.serial,
            "status": entry.status,
            "reason": entry.reason,
            "status_on": entry.status_on.isoformat() if entry.status_on else None,
            "superseded_by": entry.superseded_by or None,
        }
        if entry
        else None,
        "signed_by": key.subject if key else None,
        "fingerprint": key.fingerprint if key else None,
        "signed_at": verdict.signed_at.isoformat() if verdict.signed_at else None,
    }
