"""`cohort-desk demo DIR`: the sample programme, and every document made from it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.assessments import list_assessments
from cohort_desk.cli.documents import KINDS, write_documents, written_lines
from cohort_desk.cli.kinds import Source
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.files import make_folder
from cohort_desk.reports.sample import create_sample
from cohort_desk.reports.why_mark import write_why_mark
from cohort_desk.services.groups import Round, list_rounds
from cohort_desk.services.marks.ladders import read_ladders
from cohort_desk.services.marks.why import read_why
from cohort_desk.services.programmes import Cohort, open_programme, read_programme
from cohort_desk.services.sample import FILE_NAME

WHY_FILE = "why-this-mark.pdf"
SHAPE = {
    "file": "the sample programme",
    "made": "true if it was made now, false if it was there already and kept",
    "programme": "its name",
    "cohort": "the newest cohort; of it are the documents that it has, the rest of the one before",
    "round": "the round that the documents of groups are of",
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
        sources = [Source(db, each, _published(db, each)) for each in programme.cohorts]
        written = _write(sources, folder, line)
    finally:
        db.close()
    return Answer(
        lines=(
            f"{'Made' if made else 'Kept'} {programme.name}: {file}",
            *written_lines(written),
            f'Open it in the window: cohort-desk "{file}"',
        ),
        data={
            "file": str(file),
            "made": made,
            "programme": programme.name,
            "cohort": cohort.name,
            "round": sources[0].chosen.name,
            "written": [{"kind": kind, "file": str(path)} for kind, path in written],
        },
    )


def _published(db: Database, cohort: Cohort) -> Round | None:
    return next((each for each in reversed(list_rounds(db, cohort.id)) if each.published), None)


def _write(sources: Sequence[Source], folder: Path, line: ProgressLine) -> list[tuple[str, Path]]:
    """Write each kind of document of the newest cohort that has it, and why one mark came about."""
    written: list[tuple[str, Path]] = []
    for name, kind in KINDS.items():
        having = next((source for source in sources if kind.there(source)), None)
        if having is not None:
            written += write_documents(having, [name], folder, line)
    return [*written, *_why_one_mark(sources, folder)]


def _why_one_mark(sources: Sequence[Source], folder: Path) -> list[tuple[str, Path]]:
    """Write why somebody has their mark, of the first that a board has ratified."""
    for source in sources:
        for part in list_assessments(source.db, source.cohort.id):
            for each in read_ladders(source.db, part.id):
                if each.ratified:
                    path = folder / WHY_FILE
                    write_why_mark(read_why(source.db, each.participant_id, part.id), path)
                    return [("why", path)]
    return []
