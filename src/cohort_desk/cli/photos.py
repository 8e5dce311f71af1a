"""`cohort-desk photos FILE FOLDER`: photos of people, matched by their files' names."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.services.people import import_photos

SHAPE = {
    "cohort": "the cohort whose people they are",
    "imported": "a list of objects: file, name",
    "ambiguous": "files that could be of several people, as a list of objects: file, reason",
    "unmatched": "files whose name is nobody's, as a list of objects: file, reason",
    "refused": "files that are no pictures, as a list of objects: file, reason",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme and the folder."""
    add_programme_argument(parser)
    parser.add_argument(
        "folder",
        type=Path,
        metavar="FOLDER",
        help="pictures named by e-mail, reference or full name: “Aisha Khan.jpg”",
    )
    add_cohort_argument(parser)


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Set the photos of those people whom the files name, in one step that can be undone.

    Raises:
        CohortDeskError: there is no such folder, or the programme cannot be opened.
    """
    with opened(options) as db:
        cohort = cohort_of(db, options)
        done = import_photos(db, cohort.id, options.folder, line.steps("Reading photos"))
    kinds = {
        "ambiguous": done.ambiguous,
        "unmatched": done.unmatched,
        "refused": done.refused,
    }
    return Answer(
        lines=(
            done.words,
            *(f"{one.path.name}: {one.reason}" for one in done.left_alone),
        ),
        data={
            "cohort": cohort.name,
            "imported": [{"file": one.path.name, "name": one.name} for one in done.matched],
            **{
                kind: [{"file": one.path.name, "reason": one.reason} for one in files]
                for kind, files in kinds.items()
            },
        },
    )
