"""Tells whether rows were taken out of a table of which none is ever deleted.

A file counts the rows of such a table (AUTOINCREMENT) within the transaction that adds them, so
that their numbers have no gaps, and it remembers the last. A server gives numbers out at once: a
transaction that fails leaves a gap there, and a gap proves nothing.
"""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, aliased

from cohort_desk.db.tables import CertificateRow, StepChangeRow, StepRow
from cohort_desk.domain.words import counted

Lasting = type[StepRow] | type[StepChangeRow] | type[CertificateRow]
"""Tables whose rows are never deleted."""
_LAST_GIVEN = text("SELECT seq FROM sqlite_sequence WHERE name = :table")


def missing_rows(session: Session, table: Lasting, one: str, many: str) -> str:
    """Return in words which rows of a file's table are no longer there; '' if none is missing.

    Args:
        session: reads the table.
        table: none of whose rows is ever deleted.
        one: what a row is called, such as "step".
        many: what several are called.
    """
    if session.get_bind().dialect.name != "sqlite":
        return ""
    newest = session.scalar(select(func.max(table.id))) or 0
    last_given = session.scalar(_LAST_GIVEN, {"table": table.__tablename__}) or 0
    if last_given > newest:
        missing = counted(last_given - newest, f"{one} is", f"{many} are")
        return f"{missing} missing at the end, after {one} {newest}"
    if last_given < newest:
        return f"the file no longer knows how many {many} it has had"
    present = session.scalar(select(func.count()).select_from(table)) or 0
    if present < newest:
        missing = counted(newest - present, f"{one} is", f"{many} are")
        return f"{missing} missing, the first of them {one} {_first_missing(session, table)}"
    return ""


def _first_missing(session: Session, table: Lasting) -> int:
    if session.get(table, 1) is None:
        return 1
    following = aliased(table)
    query = (
        select(func.min(table.id))
        .outerjoin(following, following.id == table.id + 1)
        .where(following.id.is_(None))
    )
    return (session.scalar(query) or 0) + 1
