"""What commands on a programme share: which file or database, which cohort, which round."""

from argparse import ArgumentParser, Namespace
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.groups import Round, list_rounds
from cohort_desk.services.programmes import Cohort, is_url, open_programme, read_programme


def add_programme_argument(parser: ArgumentParser) -> None:
    """Add the programme, which is the first argument of nearly every command."""
    parser.add_argument(
        "file", metavar="FILE", help="a .cohort file, or the URL of a PostgreSQL database"
    )


def add_cohort_argument(parser: ArgumentParser) -> None:
    """Add the choice of a cohort."""
    parser.add_argument("--cohort", metavar="NAME", help="the newest cohort if left out")


@contextmanager
def opened(options: Namespace) -> Generator[Database]:
    """Open the programme for the length of a command.

    Raises:
        CohortDeskError: it is missing, damaged, newer, busy, or no programme.
    """
    with opened_at(options.file) as db:
        yield db


@contextmanager
def opened_at(place: str) -> Generator[Database]:
    """Open the programme at a path or URL for the length of a command.

    Raises:
        CohortDeskError: as `opened`.
    """
    db = open_programme(place if is_url(place) else Path(place).absolute())
    try:
        yield db
    finally:
        db.close()


def cohort_of(db: Database, options: Namespace) -> Cohort:
    """Return the cohort asked for, or the newest.

    Raises:
        NotFound: there is no such cohort; the text lists those there are.
    """
    cohorts = read_programme(db).cohorts
    if not cohorts:
        raise NotFound("This programme has no cohort yet. Add one in the window first.")
    if options.cohort is None:
        return cohorts[0]
    for cohort in cohorts:
        if cohort.name.casefold() == options.cohort.casefold():
            return cohort
    names = ", ".join(f"“{cohort.name}”" for cohort in cohorts)
    raise NotFound(f"There is no cohort “{options.cohort}”. There is: {names}.")


def round_named(db: Database, cohort: Cohort, name: str) -> Round | None:
    """Return the round of that name, whatever its case, or None."""
    rounds = list_rounds(db, cohort.id)
    return next((one for one in rounds if one.name.casefold() == name.casefold()), None)


def round_to_print(db: Database, cohort: Cohort, options: Namespace) -> Round:
    """Return the round asked for; else the newest that is published, or else that has groups.

    Raises:
        NotFound: there is none; the text lists the rounds there are.
    """
    rounds = list_rounds(db, cohort.id)
    if options.round is not None:
        found = round_named(db, cohort, options.round)
        if found is None:
            names = ", ".join(f"“{one.name}”" for one in rounds) or "none yet"
            raise NotFound(
                f"{cohort.name} has no round “{options.round}”. Its rounds are: {names}."
            )
        return found
    ready = [one for one in rounds if one.published] or [one for one in rounds if one.groups]
    if not ready:
        raise NotFound(f"{cohort.name} has no groups yet. Form some first: cohort-desk form.")
    return ready[-1]
