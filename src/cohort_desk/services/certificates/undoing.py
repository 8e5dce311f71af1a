"""Keeps undo and redo from certificates: what was issued is out of the office's hands."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.journal import RowChange
from cohort_desk.db.tables import CertificateRow
from cohort_desk.domain.errors import CannotUndo
from cohort_desk.services.programmes.identity import why_fixed

_Column = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
_STANDS_ON: Mapping[str, tuple[_Column, str]] = {
    "participant": (CertificateRow.participant_id, "the person"),
    "cohort": (CertificateRow.cohort_id, "the cohort"),
    "module": (CertificateRow.module_id, "the module"),
    "decision": (CertificateRow.decision_id, "the decision"),
}


def refuse_replay(work: UnitOfWork, changes: Sequence[RowChange]) -> None:
    """Refuse a replay that would change a certificate, or take away what one stands on.

    Raises:
        CannotUndo: says which.
    """
    if any(change.table == "certificate" for change in changes):
        raise CannotUndo(
            "What was issued or revoked stays in the register, so this cannot be undone or redone. "
            "Nothing was changed. Revoke a certificate or reissue it, with the reason."
        )
    _refuse_code(work, changes)
    for change in changes:
        if change.operation != "delete" or change.table not in _STANDS_ON:
            continue
        column, what = _STANDS_ON[change.table]
        query = select(CertificateRow.serial).where(column == change.key[0]).limit(1)
        serial = work.session.scalar(query)
        if serial is not None:
            raise CannotUndo(
                f"The certificate {serial} stands on {what} that this would take away. Nothing was "
                "changed."
            )


def _refuse_code(work: UnitOfWork, changes: Iterable[RowChange]) -> None:
    for change in changes:
        if change.table == "programme" and "code" in (change.after or {}):
            fixed = why_fixed(work)
            if fixed:
                raise CannotUndo(f"{fixed} Nothing was changed.")
