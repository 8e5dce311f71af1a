"""`cohort-desk export FILE KIND`: lists, cards, sheets, summaries, transcripts, marks, minutes."""

import hashlib
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.documents import (
    ALL,
    GROUP_KINDS,
    KINDS,
    Outcome,
    write_documents,
    write_what_can_be,
    written_lines,
)
from cohort_desk.cli.kinds import NotAllWritten, Source
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
    round_to_print,
)
from cohort_desk.cli.savings_documents import SAVINGS_KINDS
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.groups import Round
from cohort_desk.services.programmes import Cohort

SHAPE = {
    "cohort": "the cohort, null if savings of all cohorts were written",
    "round": "the round whose groups were written, null if none was needed",
    "written": "a list of objects, one for each file: kind, file, size in bytes, sha256",
    "not_written": "a list of objects, each a kind that is not whole: kind, error",
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

    Of "all", and of a kind with a file each, what can be written is; the answer names the rest.

    Raises:
        CohortDeskError: there is nothing to write, or the place cannot be written to.
    """
    with opened(options) as db:
        cohort = cohort_of(db, options)
        chosen = _round(db, cohort, options)
        asked = options.cohort is not None
        source = Source(db, cohort, chosen, options.course, options.photos, options.together, asked)
        if options.kind == ALL:
            kinds = [kind for kind in KINDS if chosen or kind not in GROUP_KINDS]
            outcome = write_what_can_be(source, kinds, options.out, line)
        else:
            outcome = _write_one(source, options, line)
    return Answer(
        lines=written_lines(outcome.written),
        data={
            "cohort": None if options.kind in SAVINGS_KINDS and not asked else cohort.name,
            "round": chosen.name if chosen else None,
            "written": [_told(kind, file) for kind, file in outcome.written],
            "not_written": [
                {"kind": kind, "error": str(error)} for kind, error in outcome.refused.items()
            ],
        },
        complaint=outcome.complaint,
    )


def _round(db: Database, cohort: Cohort, options: Namespace) -> Round | None:
    """Return the round to write, None if none is needed; of "all" there may be none."""
    if options.kind != ALL and options.kind not in GROUP_KINDS:
        return None
    try:
        return round_to_print(db, cohort, options)
    except NotFound:
        if options.kind == ALL and options.round is None:
            return None
        raise


def _write_one(source: Source, options: Namespace, line: ProgressLine) -> Outcome:
    """Write documents of one kind; of several files those that can be."""
    try:
        return Outcome(write_documents(source, [options.kind], options.out, line), {})
    except NotAllWritten as error:
        if not error.written:
            raise
        files = [(options.kind, file) for file in error.written]
        return Outcome(files, {options.kind: error})


def _told(kind: str, file: Path) -> dict[str, Any]:
    """Return what is said of a file: what tells whether a copy of it is the same."""
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"kind": kind, "file": str(file), "size": len(content), "sha256": digest}
