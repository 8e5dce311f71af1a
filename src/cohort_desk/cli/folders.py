"""Kinds of documents of which a cohort may have several: each is a file of the kind's folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from cohort_desk.cli.kinds import Kind, NotAllWritten, Source
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import Cancelled, CohortDeskError, NotFound
from cohort_desk.domain.progress import Progress
from cohort_desk.files import apart, make_folder
from cohort_desk.services.packs.records import as_file_name

_T = TypeVar("_T")
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Things(Generic[_T]):
    """What a cohort may have several of: what they are called, which they are, each one's name."""

    noun: str
    found: Callable[[Source], Sequence[_T]]
    name: Callable[[_T], str]


def each(
    what: str,
    files: str,
    things: Things[_T],
    write: Callable[[Database, _T, Path], None],
    together: Callable[[Database, Sequence[_T], Path], None] | None = None,
) -> Kind:
    """Return a kind with a file for each of some things.

    Args:
        what: what it is.
        files: the folder and the ending of its files, like "folder/*.pdf".
        things: what there may be several of.
        write: writes one.
        together: writes all as one document, for those who ask for one to print.
    """
    folder, _, ending = files.partition("/*")

    def write_all(source: Source, path: Path, report: Progress) -> Sequence[Path]:
        found = things.found(source)
        if not found:
            raise NotFound(f"{source.cohort.name} has no {things.noun} yet.")
        if source.together and together is not None:
            whole = path.with_name(f"{folder}{ending}")
            together(source.db, found, whole)
            return (whole,)
        make_folder(path)
        names = apart([as_file_name(things.name(thing)) for thing in found])
        paths = [path / f"{name}{ending}" for name in names]
        refused: dict[Path, str] = {}
        for number, (thing, place) in enumerate(zip(found, paths, strict=True), 1):
            try:
                write(source.db, thing, place)
            except Cancelled:
                raise
            except CohortDeskError as error:
                refused[place] = str(error)
            report(number, len(found))
        if refused:
            written = [place for place in paths if place not in refused]
            raise NotAllWritten(_told(refused, len(paths)), written)
        return paths

    there: Callable[[Source], bool] = lambda source: bool(things.found(source))  # noqa: E731
    return Kind(what, folder, write_all, of_round=False, there=there)


def _told(refused: Mapping[Path, str], of: int) -> str:
    """Return how many files were not written, and of the first few which and why."""
    if of == 1:
        return next(iter(refused.values()))
    named = " ".join(f"{path.stem}: {why}" for path, why in [*refused.items()][:_NAMED])
    more = f" And {len(refused) - _NAMED:,} more." if len(refused) > _NAMED else ""
    return f"{len(refused):,} of {of:,} files could not be written. {named}{more}"
