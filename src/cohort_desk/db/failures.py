"""Puts what the database driver reports into words that a user can act on."""

from sqlalchemy.exc import OperationalError

from cohort_desk.domain.errors import CohortDeskError


class FileBusy(CohortDeskError):
    """Another program holds the file; nothing was written."""


class FileReadOnly(CohortDeskError):
    """The file, its folder or the disk refuses writing; nothing was written."""


class DiskFull(CohortDeskError):
    """There is no room left; nothing was written."""


class ServerAway(CohortDeskError):
    """The office's database does not answer."""


def as_user_error(error: OperationalError) -> Exception:
    """Return what to raise instead: a sentence where one is known, else the error itself."""
    text = str(error.orig).lower()
    if "locked" in text or "busy" in text:
        return FileBusy(
            "Another program is holding this file, so the change was not saved. "
            "Nothing already saved is lost. Wait a moment, then try again."
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return FileReadOnly(
            "This file cannot be written to, so the change was not saved. "
            "Use File › Save a Copy to go on working in a copy of your own."
        )
    if "full" in text:
        return DiskFull(
            "The disk is full, so the change was not saved. Nothing already saved is lost. "
            "Free some space, then try again."
        )
    if error.connection_invalidated or "connection" in text:
        return ServerAway(
            "The office's database does not answer, so the change was not saved. "
            "Check your network connection, then try again."
        )
    return error
