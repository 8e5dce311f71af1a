"""Errors that a user can act on; anything else that is raised is a bug."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class CohortDeskError(Exception):
    """An expected failure whose text may be shown to the user as it stands."""


class RuleBroken(CohortDeskError):
    """A value breaks a rule; `field` names the input to put right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotFound(CohortDeskError):
    """The record has been deleted since the screen was last refreshed."""


class EditedMeanwhile(CohortDeskError):
    """Another user changed the record first; nothing was written."""


class CannotUndo(CohortDeskError):
    """Something newer stands on what the step changed; nothing was written."""


class Cancelled(CohortDeskError):
    """The user asked a long piece of work to stop."""


class FileBusy(CohortDeskError):
    """Another program holds the file; nothing was written."""


class FileReadOnly(CohortDeskError):
    """The file, its folder or the disk refuses writing; nothing was written."""


class RecordDamaged(CohortDeskError):
    """What is kept of a record is not what the app wrote; everything else can be read."""


class FileSpoilt(CohortDeskError):
    """The file turned out to be damaged while it was open."""


class DiskFull(CohortDeskError):
    """There is no room left; nothing was written."""


class DiskFailed(CohortDeskError):
    """Reading or writing failed below the database; nothing was written."""


class ServerAway(CohortDeskError):
    """The office's database does not answer."""


class NotAllowed(CohortDeskError):
    """The office's database refuses that to this user; nothing was written."""


class CannotWrite(CohortDeskError):
    """The file could not be written; what was there before is untouched."""


class FileExists(CohortDeskError):
    """There is a file at that place already; it was left as it is."""


class FileMissing(CohortDeskError):
    """There is no file at that place."""


class NotAProgramme(CohortDeskError):
    """The file was made by something else."""


class FileNewer(CohortDeskError):
    """A newer version of the app has written the file."""


class FileUnfinished(CohortDeskError):
    """The file was not closed properly and cannot be repaired where it is."""


class FileDamaged(CohortDeskError):
    """The file cannot be read whole; `backups` are the good ones beside it, newest first."""

    def __init__(self, message: str, backups: "tuple[Path, ...]") -> None:
        super().__init__(message)
        self.backups = backups
