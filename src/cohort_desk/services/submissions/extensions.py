"""Later deadlines for a group or for one person; each function is one step.

An extension for one member of a group moves that member's deadline only.
"""

from datetime import datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ExtensionRow
from cohort_desk.domain.errors import EditedMeanwhile
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.submissions.deadlines import check_extension
from cohort_desk.services.evidence.locks import refuse_if_ratified, refuse_if_shown
from cohort_desk.services.submissions.handing_in import checked_reason
from cohort_desk.services.submissions.making import Due, Owner, owner_name
from cohort_desk.services.submissions.records import concerned, need_line


def grant_extension(db: Database, due: Due, until: datetime, reason: str, version: int = 0) -> int:
    """Give a group or a person until a later moment, and return the extension's id.

    Where they have one already, it is changed; `version` is the one that the user saw.

    Raises:
        NotFound: the sitting or the owner has been deleted meanwhile.
        EditedMeanwhile: someone has granted or changed one since the user looked.
        RuleBroken: `until` is not after the deadline, there is no reason, nothing is expected of
            the owner, a board has ratified the mark, or participants see it.
    """
    with db.read() as work:
        whose = owner_name(work, due.owner)
    ends = written_in_london(until)
    with db.begin(f"extension for {whose}", f"{whose} has until {ends}") as work:
        line = need_line(work, due)
        _refuse_if_locked(work, line.id)
        check_extension(line.window.deadline, until)
        kept = checked_reason(reason)
        row = _find(work, due)
        if (row.version if row else 0) != version:
            raise EditedMeanwhile(
                f"Someone else has changed the extension for {whose} meanwhile. Nothing was "
                "overwritten: look at it again, then make your change."
            )
        if row is None:
            row = ExtensionRow(
                assessment_id=due.assessment_id,
                sitting=due.sitting,
                group_id=due.owner.group_id,
                participant_id=due.owner.participant_id,
                until=until,
                reason=kept,
                granted_by=db.actor,
            )
            work.session.add(row)
        else:
            row.until, row.reason, row.granted_by = until, kept, db.actor
        work.session.flush()
        return row.id


def withdraw_extension(db: Database, extension_id: int, version: int) -> None:
    """Take an extension back, so that the general deadline holds again.

    Raises:
        NotFound: it has been withdrawn meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: a board has ratified the mark, or participants see it.
    """
    with db.read() as work:
        found = work.need(ExtensionRow, extension_id)
        whose = owner_name(work, Owner(found.group_id, found.participant_id))
    step = f"withdrawal of the extension for {whose}"
    with db.begin(step, f"Withdrew the extension for {whose}") as work:
        row = work.need(ExtensionRow, extension_id, version)
        due = Due(row.assessment_id, row.sitting, Owner(row.group_id, row.participant_id))
        for line in concerned(work, due):
            _refuse_if_locked(work, line.id)
        work.session.delete(row)


def _refuse_if_locked(work: UnitOfWork, submission_id: int | None) -> None:
    if submission_id is not None:
        refuse_if_ratified(work, submission_id)
        refuse_if_shown(work, [submission_id])


def _find(work: UnitOfWork, due: Due) -> ExtensionRow | None:
    query = select(ExtensionRow).where(
        ExtensionRow.assessment_id == due.assessment_id, ExtensionRow.sitting == due.sitting
    )
    if due.owner.group_id is not None:
        query = query.where(ExtensionRow.group_id == due.owner.group_id)
    else:
        query = query.where(ExtensionRow.participant_id == due.owner.participant_id)
    return work.session.scalar(query)
