"""`cohort-desk check FILE`: whether a programme is sound."""

from argparse import ArgumentParser, Namespace

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import add_programme_argument, opened
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.services.programmes import check

SHAPE = {"file": "what was checked", "checks": "a list of objects: check, in_order, detail"}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme."""
    add_programme_argument(parser)


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Examine the file's pages and references, its schema, and the chain of its history.

    Raises:
        CohortDeskError: the programme cannot even be opened; says why.
    """
    with opened(options) as db:
        findings = check(db, line.steps("Checking"))
    failed = [finding.check for finding in findings if not finding.in_order]
    complaint = (
        f"{options.file} is not in order: {', '.join(failed)}. Make a copy of it as it is, then "
        "restore its newest backup in the window (File › Restore)."
    )
    return Answer(
        lines=tuple(f"{finding.check}: {finding.detail}" for finding in findings),
        data={
            "file": options.file,
            "checks": [
                {"check": one.check, "in_order": one.in_order, "detail": one.detail}
                for one in findings
            ],
        },
        complaint=complaint if failed else "",
    )
