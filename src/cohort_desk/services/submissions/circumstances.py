"""Claims of extenuating circumstances, and what is decided on them; each function is one step.

A penalty waived leaves the mark as it is but for lateness. A deferral gives the person another
sitting, uncapped, as if the first had not been.
"""

from datetime import UTC, datetime

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AllotmentRow,
    CircumstancesRow,
    HoldRow,
    SubmissionFileRow,
    SubmissionRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.submissions.words import DECISIONS, sitting_name
from cohort_desk.domain.unseen import many_lines
from cohort_desk.services.evidence.locks import refuse_if_ratified, refuse_if_shown
from cohort_desk.services.submissions.attempts import make_attempt
from cohort_desk.services.submissions.handing_in import checked_reason
from cohort_desk.services.submissions.making import Due, Owner, owner_name
from cohort_desk.services.submissions.records import SubmissionLine, concerned, need_line


def claim_circumstances(db: Database, due: Due, claim: str, evidence: str = "") -> int:
    """Record what somebody claims, and return the claim's id; it is decided later.

    Args:
        db: the programme.
        due: the person, and the sitting that the claim is about, be it their group's.
        claim: what they say.
        evidence: what there is to show for it.

    Raises:
        NotFound: the person, assessment or sitting has been deleted meanwhile.
        RuleBroken: the claim is empty or a group's, nothing is expected of the person at this
            sitting, or a board has ratified the mark.
    """
    with db.read() as work:
        name = owner_name(work, due.owner)
    step = f"claim of extenuating circumstances of {name}"
    with db.begin(step, f"Recorded the claim of {name}") as work:
        if due.owner.participant_id is None:
            raise RuleBroken("owner", "A claim is one person’s. Choose a member of the group.")
        if not many_lines(claim):
            raise RuleBroken("claim", "Write down what is claimed, in a sentence or two.")
        _refuse_if_locked(work, need_line(work, due))
        row = CircumstancesRow(
            participant_id=due.owner.participant_id,
            assessment_id=due.assessment_id,
            sitting=due.sitting,
            claim=many_lines(claim),
            evidence=many_lines(evidence),
            claimed_at=datetime.now(UTC),
        )
        work.session.add(row)
        work.session.flush()
        return row.id


def decide_circumstances(
    db: Database, claim_id: int, version: int, outcome: str, reason: str
) -> None:
    """Decide on a claim, or decide anew: "rejected", "penalty_waived" or "deferred".

    Raises:
        NotFound: the claim has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: there is no reason, a board has ratified the mark, participants see it, or
            the sitting that an earlier deferral gave has been used.
    """
    if outcome not in DECISIONS or outcome == "open":
        raise RuleBroken("outcome", "Choose what is decided on the claim.")
    with db.read() as work:
        name = _claimant(work, work.need(CircumstancesRow, claim_id))
    step = f"decision on the claim of {name}"
    with db.begin(step, f"Claim of {name}: {DECISIONS[outcome].lower()}") as work:
        row = work.need(CircumstancesRow, claim_id, version)
        due = Due(row.assessment_id, row.sitting, Owner(participant_id=row.participant_id))
        for line in concerned(work, due):
            _refuse_if_locked(work, line)
            refuse_if_shown(work, [line.id])
        why = checked_reason(reason)
        before, row.outcome = row.outcome, outcome
        row.decided_why, row.decided_by, row.decided_at = why, db.actor, datetime.now(UTC)
        if before == "deferred" != outcome:
            _take_back_attempt(work, row, name)
        elif outcome == "deferred" != before:
            made = make_attempt(work, row.assessment_id, due.owner, "deferral")
            work.call(step, f"{name} is deferred to {sitting_name(made.sitting).lower()}")


def withdraw_claim(db: Database, claim_id: int, version: int) -> None:
    """Delete a claim that has not been decided: it was made in error, or is taken back.

    Raises:
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it has been decided; the decision can be changed instead.
    """
    with db.read() as work:
        name = _claimant(work, work.need(CircumstancesRow, claim_id))
    with db.begin(f"withdrawal of the claim of {name}", f"Withdrew the claim of {name}") as work:
        row = work.need(CircumstancesRow, claim_id, version)
        if row.outcome != "open":
            raise RuleBroken(
                "claim", "This claim has been decided, so it stays. Decide on it anew instead."
            )
        work.session.delete(row)


def _claimant(work: UnitOfWork, row: CircumstancesRow) -> str:
    return owner_name(work, Owner(participant_id=row.participant_id))


def _refuse_if_locked(work: UnitOfWork, line: SubmissionLine) -> None:
    if line.id is not None:
        refuse_if_ratified(work, line.id)


def _take_back_attempt(work: UnitOfWork, row: CircumstancesRow, name: str) -> None:
    """Delete the sitting that a deferral gave, which nothing must stand on."""
    query = select(SubmissionRow).where(
        SubmissionRow.assessment_id == row.assessment_id,
        SubmissionRow.sitting > row.sitting,
        SubmissionRow.participant_id == row.participant_id,
        SubmissionRow.basis == "deferral",
    )
    given = work.session.scalars(query.order_by(SubmissionRow.sitting)).first()
    if given is None:
        return
    stands = sum(
        work.session.scalar(select(func.count()).where(table.submission_id == given.id)) or 0
        for table in (SubmissionFileRow, AllotmentRow, HoldRow)
    )
    if stands:
        raise RuleBroken(
            "outcome",
            f"{name} has already used {sitting_name(given.sitting).lower()}, which the deferral "
            "gave, so the decision stays. Nothing was changed.",
        )
    work.session.delete(given)
