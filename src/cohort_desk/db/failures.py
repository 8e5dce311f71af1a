"""Puts what the database driver reports into words that a user can act on."""

from sqlalchemy.exc import DBAPIError

from cohort_desk.domain.errors import (
    CohortDeskError,
    DiskFailed,
    DiskFull,
    FileBusy,
    FileReadOnly,
    FileSpoilt,
    NotAllowed,
    ServerAway,
)


def as_user_error(error: DBAPIError, *, writing: bool) -> Exception:
    """Return what to raise instead: a sentence where one is known, else the error itself.

    Args:
        error: what SQLAlchemy raised for the driver's report.
        writing: whether a change was being saved, or something only read.
    """
    lost = (
        "so the change was not saved. Nothing already saved is lost"
        if writing
        else "so this could not be read. Nothing is lost"
    )
    kind = _sqlite_kind(error) or _postgresql_kind(error)
    if kind is None:
        return error
    return kind(_SENTENCES[kind].format(lost=lost))


_SENTENCES: dict[type[CohortDeskError], str] = {
    FileBusy: "Another program is holding this file, {lost}. Wait a moment, then try again.",
    FileReadOnly: (
        "This file cannot be written to, {lost}. Use File › Save a Copy to go on working in a "
        "copy of your own."
    ),
    DiskFull: "The disk is full, {lost}. Free some space, then try again.",
    DiskFailed: (
        "The disk or the network drive did not answer properly, {lost}. Check that the drive is "
        "connected, then try again."
    ),
    FileSpoilt: (
        "The file is damaged, {lost}. Close the programme and open it again: Cohort Desk then "
        "offers the newest good backup."
    ),
    ServerAway: (
        "The office’s database does not answer, {lost}. Check your network connection, then try "
        "again."
    ),
    NotAllowed: (
        "The office’s database does not let you do that, {lost}. Ask whoever looks after it for "
        "the right."
    ),
}
# The primary result codes of SQLite (sqlite.org/rescode.html), the low byte of an extended one.
_SQLITE_CODES: dict[int, type[CohortDeskError]] = {
    5: FileBusy,
    6: FileBusy,
    8: FileReadOnly,
    10: DiskFailed,
    11: FileSpoilt,
    13: DiskFull,
    14: FileReadOnly,
    26: FileSpoilt,
}
# Classes of SQLSTATE (PostgreSQL manual, appendix A).
_SQL_STATES: dict[str, type[CohortDeskError]] = {
    "08": ServerAway,
    "57": ServerAway,
    "53": DiskFull,
    "40": FileBusy,
    "55": FileBusy,
    "42501": NotAllowed,
}


def _sqlite_kind(error: DBAPIError) -> type[CohortDeskError] | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return _SQLITE_CODES.get(code & 0xFF) if isinstance(code, int) else None


def _postgresql_kind(error: DBAPIError) -> type[CohortDeskError] | None:
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        return _SQL_STATES.get(state) or _SQL_STATES.get(state[:2])
    return ServerAway if error.connection_invalidated else None
