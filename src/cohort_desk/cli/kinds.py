"""What a kind of document is to the commands that write it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import CohortDeskError, NotFound
from cohort_desk.domain.progress import Progress
from cohort_desk.services.groups import Round
from cohort_desk.services.programmes import Cohort


@dataclass(frozen=True, slots=True)
class Source:
    """What documents are made of.

    Attributes:
        cohort: whose people they are of.
        round: a round of it, for documents that show groups.
        course: the short name of the course in Moodle, the cohort's name if empty.
        photos: whether group lists have photos.
        together: whether documents of many people are one file to print, not one file each.
        asked: whether this cohort was asked for; else what outlives its cohort is of all of them.
    """

    db: Database
    cohort: Cohort
    round: Round | None = None
    course: str = ""
    photos: bool = False
    together: bool = False
    asked: bool = False

    @property
    def chosen(self) -> Round:
        """The round, for documents that need one."""
        if self.round is None:
            raise NotFound(f"{self.cohort.name} has no round to write. Add one first.")
        return self.round


class NotAllWritten(CohortDeskError):
    """Some files of a kind could not be written; `written` are the others, which were."""

    def __init__(self, message: str, written: Sequence[Path]) -> None:
        super().__init__(message)
        self.written = tuple(written)


Write = Callable[[Source, Path, Progress], Sequence[Path] | None]
"""Writes documents of a kind, and returns the files; None for the one file that was asked for.

Where only some of several files can be written it raises NotAllWritten in the end.
"""


def always(_source: Source) -> bool:
    """Say that there is something to write of any cohort, or a sentence if there is not."""
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    Attributes:
        what: what it is.
        file: its file's name; that of a folder where there may be several.
        write: writes it.
        of_round: whether it is of one round.
        there: whether a cohort has any of it; "all" and the sample leave out what it has not.
    """

    what: str
    file: str
    write: Write
    of_round: bool = True
    there: Callable[[Source], bool] = always
