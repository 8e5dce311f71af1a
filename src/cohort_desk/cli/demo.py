"""`cohort-desk demo DIR`: the sample programme, and every document made from it."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.documents import KINDS, Source, write_documents
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.files import make_folder
from cohort_desk.services.groups import list_rounds
from cohort_desk.services.programmes import open_programme, read_programme
from cohort_desk.services.sample import FILE_NAME, create_sample

SHAPE = {
    "file": "the sample programme",
    "made": "true if it was made now, false if it was there already and kept",
    "programme": "its name",
    "cohort": "the cohort that the documents are of",
    "round": "the round that the documents are of",
    "written": "a list of objects: kind, file",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the folder."""
    parser.add_argument(
        "dir", type=Path, metavar="DIR", help="made if need be; a sample there already is kept"
    )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Make the sample programme in the folder, unless it is there, and write its documents anew.

    Raises:
        CohortDeskError: the folder cannot be written to.
    """
    folder: Path = options.dir
    make_folder(folder)
    file = folder / FILE_NAME
    made = not file.exists()
    db = create_sample(file, line.steps("Making the sample")) if made else open_programme(file)
    try:
        programme = read_programme(db)
        cohort = programme.cohorts[0]
        published = [one for one in list_rounds(db, cohort.id) if one.published][-1]
        written = write_documents(Source(db, cohort, published), list(KINDS), folder, line)
    finally:
        db.close()
    return Answer(
        lines=(
            f"{'Made' if made else 'Kept'} {programme.name}: {file}",
            *(f"Wrote {path}" for _, path in written),
            f'Open it in the window: cohort-desk "{file}"',
        ),
        data={
            "file": str(file),
            "made": made,
            "programme": programme.name,
            "cohort": cohort.name,
            "round": published.name,
            "written": [{"kind": kind, "file": str(path)} for kind, path in written],
        },
    )
