"""`cohort-desk new FILE --name NAME`: an empty programme."""

from argparse import ArgumentParser, Namespace

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import add_programme_argument
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.services.programmes import create_programme, file_of, read_programme

SHAPE = {
    "file": "the file made, or the database's URL",
    "programme": "the programme's name",
    "cohort": "the name of its first cohort",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the file to make and what it is to be called."""
    add_programme_argument(parser)
    parser.add_argument("--name", required=True, help="the programme's name")
    parser.add_argument(
        "--cohort", default="", metavar="NAME", help="its first cohort; this year's if left out"
    )
    parser.add_argument("--organisation", default="", metavar="NAME", help="who runs it")


def run(options: Namespace, _line: ProgressLine) -> Answer:
    """Make the programme.

    Raises:
        CohortDeskError: the place is taken or cannot be written to; nothing was made.
    """
    db = create_programme(options.file, options.name, options.cohort, options.organisation)
    try:
        programme = read_programme(db)
        file = str(file_of(db) or options.file)
    finally:
        db.close()
    cohort = programme.cohorts[0].name
    return Answer(
        lines=(f"Made {programme.name} with its first cohort, {cohort}: {file}",),
        data={"file": file, "programme": programme.name, "cohort": cohort},
    )
