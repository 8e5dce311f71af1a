"""`cohort-desk export FILE KIND`: lists, cards, sheets, summaries, transcripts, marks, minutes."""

import hashlib
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.documents import ALL, GROUP_KINDS, KINDS, write_documents, written_lines
from cohort_desk.cli.kinds import Source
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
    round_to_print,
)
from cohort_desk.cli.terminal import ProgressLine

SHAPE = {
    "cohort": "the cohort",
    "round": "the round whose groups were written, null if none was needed",
    "written": "a list of objects, one for each file: kind, file, size in bytes, sha256",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme, what to write and where."""
    add_programme_argument(parser)
    kinds = "; ".join(f"{name}: {kind.what}" for name, kind in KINDS.items())
    parser.add_argument(
        "kind",
        choices=[*KINDS, ALL],
        metavar="KIND",
        help=f"{kinds}; {ALL}: all that there are",
    )
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="the current folder if left out"
    )
    add_cohort_argument(parser)
    parser.add_argument(
        "--round", metavar="NAME", help="the newest round that is published if left out"
    )
    parser.add_argument("--photos", action="store_true", help="with photos on the group lists")
    parser.add_argument(
        "--together",
        action="store_true",
        help="transcripts, statements, feedback and why-marks as one PDF each, to be printed",
    )
    parser.add_argument(
        "--course",
        default="",
        metavar="NAME",
        help="the short name of the course in Moodle; the cohort's name if left out",
    )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Write the documents into the folder, which is made if need be.

    Raises:
        CohortDeskError: there is nothing to write, or the place cannot be written to.
    """
    kinds = list(KINDS) if options.kind == ALL else [options.kind]
    with opened(options) as db:
        cohort = cohort_of(db, options)
        needs_round = any(kind in GROUP_KINDS for kind in kinds)
        chosen = round_to_print(db, cohort, options) if needs_round else None
        source = Source(db, cohort, chosen, options.course, options.photos, options.together)
        if options.kind == ALL:
            kinds = [kind for kind in kinds if KINDS[kind].there(source)]
        written = write_documents(source, kinds, options.out, line)
    return Answer(
        lines=written_lines(written),
        data={
            "cohort": cohort.name,
            "round": chosen.name if chosen else None,
            "written": [_told(kind, file) for kind, file in written],
        },
    )


def _told(kind: str, file: Path) -> dict[str, Any]:
    """Return what is said of a file: what tells whether a copy of it is the same."""
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"kind": kind, "file": str(file), "size": len(content), "sha256": digest}
