"""`cohort-desk why FILE CANDIDATE ASSESSMENT`: why somebody has the mark they have."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.assessments import assessment_named
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.domain.errors import CohortDeskError, NotFound
from cohort_desk.domain.marks.ladder import Rung
from cohort_desk.domain.marks.ladder_words import (
    change_words,
    clause_words,
    numbers_words,
    result_words,
)
from cohort_desk.domain.marks.numbers import written_cut
from cohort_desk.reports.why_mark import write_why_mark
from cohort_desk.services.marks.ladders import CandidateLadder, read_ladders
from cohort_desk.services.marks.why import WhyMark, read_why

SHAPE = {
    "cohort": "the cohort",
    "assessment": "the assessment",
    "candidate": "the candidate number, null before one was drawn",
    "person": "the name",
    "mark": "the mark as text, null while there is none",
    "waiting": 'what the mark waits for, "" if it does not',
    "ratified": "whether a board has ratified it",
    "regulations": "the regulation set",
    "rungs": "a list of objects: kind, title, before, after, rule, clause, numbers",
    "written": "the document, null without --out",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme, the candidate and the assessment."""
    add_programme_argument(parser)
    parser.add_argument(
        "candidate", metavar="CANDIDATE", help="a candidate number or a person’s name"
    )
    parser.add_argument("assessment", metavar="ASSESSMENT", help="the assessment’s title")
    add_cohort_argument(parser)
    parser.add_argument("--out", metavar="FILE.pdf", type=Path, help="write it as a document too")


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Climb the ladder of one mark.

    Raises:
        CohortDeskError: there is no such assessment or candidate, or several go by that name.
    """
    with opened(options) as db:
        cohort = cohort_of(db, options)
        part = assessment_named(db, cohort.id, options.assessment)
        who = _candidate(read_ladders(db, part.id), options.candidate)
        why = read_why(db, who.participant_id, part.id)
    if options.out is not None:
        write_why_mark(why, options.out, line.steps(f"Writing {options.out.name}"))
    return _answer(why, options.out)


def _candidate(ladders: Sequence[CandidateLadder], wanted: str) -> CandidateLadder:
    sought = wanted.casefold()
    found = [
        each for each in ladders if sought in {each.candidate.casefold(), each.name.casefold()}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        numbers = ", ".join(each.candidate or each.group or "no number" for each in found)
        raise CohortDeskError(f"{len(found)} people are called “{wanted}”: {numbers}.")
    raise NotFound(f"No candidate of this assessment is “{wanted}”.")


def _answer(why: WhyMark, written: Path | None) -> Answer:
    mark = why.mark
    final = mark.ladder.final
    wrote = (f"Wrote {written}",) if written else ()
    return Answer(
        lines=(
            f"{mark.candidate or mark.name}, {why.assessment}: {result_words(mark.ladder)}",
            *(line for rung in mark.ladder.rungs for line in _lines(rung)),
            *wrote,
        ),
        data={
            "cohort": why.cohort,
            "assessment": why.assessment,
            "candidate": mark.candidate or None,
            "person": mark.name,
            "mark": None if final is None else written_cut(final),
            "waiting": mark.ladder.waiting,
            "ratified": mark.ratified,
            "regulations": why.regulations,
            "rungs": [_rung(rung) for rung in mark.ladder.rungs],
            "written": None if written is None else str(written),
        },
    )


def _lines(rung: Rung) -> list[str]:
    told = ", ".join(part for part in (change_words(rung), clause_words(rung)) if part)
    lines = [f"  {rung.title}: {told}", f"    {rung.rule}"]
    numbers = numbers_words(rung)
    return [*lines, f"    {numbers}"] if numbers else lines


def _rung(rung: Rung) -> dict[str, Any]:
    return {
        "kind": rung.kind.name.lower(),
        "title": rung.title,
        "before": None if rung.before is None else str(rung.before),
        "after": None if rung.after is None else str(rung.after),
        "rule": rung.rule,
        "clause": rung.clause,
        "numbers": dict(rung.numbers),
    }
