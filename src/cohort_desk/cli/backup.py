"""`cohort-desk backup FILE DEST`: a checked copy of a programme file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import add_programme_argument, opened
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.services.programmes import save_copy

SHAPE = {"file": "the programme file", "copy": "the copy written", "bytes": "its size"}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme and where the copy goes."""
    add_programme_argument(parser)
    parser.add_argument("dest", type=Path, metavar="DEST", help="a file, or a folder that exists")
    parser.add_argument(
        "--replace", action="store_true", help="write over DEST where it exists already"
    )


def run(options: Namespace, _line: ProgressLine) -> Answer:
    """Copy the programme while it may be in use, and check the copy.

    Raises:
        CohortDeskError: the copy could not be written or is not sound, or something stands at
            its place and --replace is not given.
    """
    dest: Path = options.dest
    if dest.is_dir():
        dest /= Path(options.file).name
    with opened(options) as db:
        copy = save_copy(db, dest, replace=options.replace)
    size = copy.stat().st_size
    return Answer(
        lines=(f"Copied {options.file} to {copy} ({size:,} bytes), checked",),
        data={"file": options.file, "copy": str(copy), "bytes": size},
    )
