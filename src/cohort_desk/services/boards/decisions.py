"""What a board decides on its candidates before it ratifies."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    CandidateRow,
    DecisionRow,
    ModuleRow,
    SnapshotResultRow,
)
from cohort_desk.domain.awards.facts import (
    NAMES,
    ON_AWARD,
    ON_MODULE,
    CandidateOutcome,
    Outcome,
)
from cohort_desk.domain.boards import REASON_LENGTH
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.marks.numbers import checked, hundredths, written
from cohort_desk.domain.unseen import many_lines
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.freezing import kept_snapshot
from cohort_desk.services.boards.meetings import open_board_row
from cohort_desk.services.boards.records import rules_of
from cohort_desk.services.boards.standing import (
    Ruling,
    Subject,
    decisions_of,
    proposal_of,
    standing,
)

AMENDED = "amended"
"""The outcome of a decision that changes a mark."""


def decide(
    db: Database, board_id: int, subject: Subject, ruling: Ruling, version: int | None = None
) -> None:
    """Record what the board decides on a candidate, in place of what it decided before.

    Args:
        db: where the board is.
        board_id: which board.
        subject: what is decided on.
        ruling: what is decided.
        version: of the decision that the user saw; None where there was none.

    Raises:
        RuleBroken: the board has ratified or has nothing before it, the candidate is not before
            it, the outcome does not suit, or there is no reason where one is needed.
        EditedMeanwhile: someone else has decided on it since.
    """
    with db.begin("decision of a board") as work:
        row, number = _before_it(work, board_id, subject.participant_id)
        what = check_ruling(work, row, subject, ruling)
        work.call(f"decision on {number}", f"{number}: {what}")
        _refuse_silent_departure(work, row, subject, ruling)
        found = find_decision(work, board_id, subject)
        if (None if found is None else found.version) != version:
            raise EditedMeanwhile(
                "Someone else has decided on this candidate meanwhile. Nothing was overwritten: "
                "look at their decision, then make yours again."
            )
        if found is None:
            found = _new(board_id, subject)
            work.session.add(found)
        write_ruling(found, ruling, db.actor)


def clear_decision(db: Database, decision_id: int, version: int) -> None:
    """Take a decision back before the board ratifies.

    Raises:
        RuleBroken: the board has ratified.
        EditedMeanwhile: someone else has changed the decision since that version.
    """
    with db.begin("clearing of a decision") as work:
        row = work.need(DecisionRow, decision_id, version)
        _board, number = _before_it(work, row.board_id, row.participant_id)
        work.call(f"clearing of a decision on {number}", f"{number}: the decision is open again")
        work.session.delete(row)


def take_proposals(
    db: Database, board_id: int, participant_ids: Collection[int] | None = None
) -> int:
    """Decide as the rules propose for everybody without a decision, and return for how many.

    Modules that are not simply passed get a decision as well, so that the minutes name them.

    Args:
        db: where the board is.
        board_id: which board.
        participant_ids: for these candidates only; None means all.

    Raises:
        RuleBroken: the board has ratified, or has nothing before it.
    """
    with db.begin("decisions as proposed") as work:
        row = need_frozen(open_board_row(work, board_id))
        snapshot, rules = kept_snapshot(work, board_id), rules_of(work, row)
        decisions = decisions_of(work, board_id)
        wanted = snapshot.results.keys() if participant_ids is None else participant_ids
        undecided = [
            person
            for person in wanted
            if person in snapshot.results and decisions.award(person) is None
        ]
        for person in undecided:
            proposal = proposal_of(snapshot, person, decisions, rules)
            _take_proposal(work, board_id, person, proposal, db.actor)
        number = counted(len(undecided), "candidate", "candidates")
        work.call(
            f"decisions as proposed for {number}", f"Decided as the rules propose for {number}"
        )
        return len(undecided)


def check_ruling(work: UnitOfWork, board: BoardRow, subject: Subject, ruling: Ruling) -> str:
    """Return in words what is decided, if it suits what it is decided on.

    Raises:
        RuleBroken: it does not.
        NotFound: the module or the assessment has been deleted meanwhile.
    """
    if len(ruling.reason) > REASON_LENGTH:
        longest = f"{REASON_LENGTH:,} characters"
        raise RuleBroken("reason", f"That reason is longer than {longest}. Shorten it.")
    if subject.assessment_id is not None:
        assessment = work.need(AssessmentRow, subject.assessment_id)
        if ruling.mark is None:
            raise RuleBroken("mark", "Type the mark as amended.")
        if not many_lines(ruling.reason):
            raise RuleBroken("reason", "Say why the mark is amended.")
        return f"{assessment.title} amended to {written(checked(ruling.mark))}"
    allowed = ON_AWARD if subject.module_id is None else ON_MODULE
    if ruling.outcome is None or ruling.outcome not in allowed:
        raise RuleBroken("outcome", "Choose what the board decides.")
    if subject.module_id is None:
        return NAMES[ruling.outcome]
    module = work.need(ModuleRow, subject.module_id)
    if ruling.outcome is Outcome.COMPENSATED:
        _refuse_compensating(module, board, work)
    return f"{module.code} {NAMES[ruling.outcome].lower()}"


def find_decision(work: UnitOfWork, board_id: int, subject: Subject) -> DecisionRow | None:
    """Return the newest decision of a board on a subject."""
    query = (
        select(DecisionRow)
        .where(
            DecisionRow.board_id == board_id,
            DecisionRow.participant_id == subject.participant_id,
            DecisionRow.module_id == subject.module_id,
            DecisionRow.assessment_id == subject.assessment_id,
        )
        .order_by(DecisionRow.id.desc())
        .limit(1)
    )
    return work.session.scalar(query)


def write_ruling(row: DecisionRow, ruling: Ruling, actor: str) -> None:
    """Put a ruling into a decision's row."""
    row.outcome = AMENDED if ruling.outcome is None else ruling.outcome.value
    row.value = None if ruling.mark is None else hundredths(ruling.mark)
    row.reason = many_lines(ruling.reason)
    row.decided_at, row.decided_by = datetime.now(UTC), actor


def need_frozen(row: BoardRow) -> BoardRow:
    """Return a board that has marks before it.

    Raises:
        RuleBroken: it has none.
    """
    if row.frozen_at is None:
        raise RuleBroken("board", f"Put the marks before {row.name} first.")
    return row


def number_of(work: UnitOfWork, board_id: int, participant_id: int) -> str:
    """Return the candidate number of somebody who is before a board.

    Raises:
        RuleBroken: they are not.
    """
    query = select(SnapshotResultRow.id).where(
        SnapshotResultRow.board_id == board_id,
        SnapshotResultRow.participant_id == participant_id,
    )
    if work.session.scalar(query) is None:
        raise RuleBroken("candidate", "That candidate is not before this board.")
    return work.need(CandidateRow, participant_id).number


def _before_it(work: UnitOfWork, board_id: int, participant_id: int) -> tuple[BoardRow, str]:
    row = need_frozen(open_board_row(work, board_id))
    return row, number_of(work, board_id, participant_id)


def _refuse_compensating(module: ModuleRow, board: BoardRow, work: UnitOfWork) -> None:
    if module.core:
        raise RuleBroken(
            "outcome", f"{module.code} is a core module, and a core module is never compensated."
        )
    if not rules_of(work, board).compensation.allowed:
        raise RuleBroken("outcome", "The regulations of this cohort allow no compensation.")


def _refuse_silent_departure(
    work: UnitOfWork, row: BoardRow, subject: Subject, ruling: Ruling
) -> None:
    """Refuse to decide otherwise than the rules propose without saying why."""
    if many_lines(ruling.reason) or ruling.outcome is None:
        return
    others = {
        key: decision
        for key, decision in decisions_of(work, row.id).standing.items()
        if key != subject
    }
    snapshot = kept_snapshot(work, row.id, subject.participant_id)
    proposal = proposal_of(snapshot, subject.participant_id, standing(others), rules_of(work, row))
    proposed = proposal.outcome
    if subject.module_id is not None:
        own = [each for each in proposal.modules if each.key == subject.module_id]
        proposed = own[0].outcome if own else ruling.outcome
    if proposed is not ruling.outcome:
        raise RuleBroken(
            "reason",
            f"The rules propose {NAMES[proposed].lower()}. Say why the board decides otherwise.",
        )


def _take_proposal(
    work: UnitOfWork, board_id: int, person: int, proposal: CandidateOutcome, actor: str
) -> None:
    rulings = {Subject(person): Ruling(proposal.outcome)} | {
        Subject(person, each.key): Ruling(each.outcome)
        for each in proposal.modules
        if each.outcome is not Outcome.PASSED and not each.by_board
    }
    for subject, ruling in rulings.items():
        row = _new(board_id, subject)
        write_ruling(row, ruling, actor)
        work.session.add(row)


def _new(board_id: int, subject: Subject) -> DecisionRow:
    return DecisionRow(
        board_id=board_id,
        participant_id=subject.participant_id,
        module_id=subject.module_id,
        assessment_id=subject.assessment_id,
    )
