"""Ratifies what a board decided, and locks it; what is amended after that by chair's action."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    BoardMemberRow,
    BoardRow,
    DecisionRow,
    SittingRow,
    SnapshotResultRow,
)
from cohort_desk.domain.awards.facts import NAMES, Outcome
from cohort_desk.domain.boards import Seat, check_text, quorum_of
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.marks.refusals import refuse_amending
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.decisions import (
    check_ruling,
    find_decision,
    need_frozen,
    number_of,
    write_ruling,
)
from cohort_desk.services.boards.freezing import Snapshot, kept_snapshot
from cohort_desk.services.boards.meetings import open_board_row
from cohort_desk.services.boards.outstanding import listed, outstanding
from cohort_desk.services.boards.records import board_of, rules_of
from cohort_desk.services.boards.snapshots import differences_of
from cohort_desk.services.boards.standing import Decisions, Ruling, Subject, decisions_of

_LEAVES_HELD = frozenset({Outcome.WITHHELD.value, Outcome.NOT_YET.value, Outcome.DEFERRED.value})


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a board can ratify, and what it would ratify.

    Attributes:
        obstacles: what stands in the way, each a sentence with what to do; none if it can.
        notices: what to know before it does.
        awards: how many candidates have which decision, as (what, how many).
        candidates: how many are before the board.
        marks: how many marks will be locked.
    """

    obstacles: tuple[str, ...]
    notices: tuple[str, ...]
    awards: tuple[tuple[str, int], ...]
    candidates: int
    marks: int


def readiness(db: Database, board_id: int) -> Readiness:
    """Return whether a board can ratify, and what would be ratified.

    Raises:
        NotFound: the board has been deleted meanwhile.
    """
    with db.read() as work:
        row = work.need(BoardRow, board_id)
        snapshot, decisions = kept_snapshot(work, board_id), decisions_of(work, board_id)
        counts = dict.fromkeys(NAMES.values(), 0)
        for person in snapshot.results:
            decision = decisions.award(person)
            if decision is not None:
                counts[decision.words] += 1
        return Readiness(
            _obstacles(work, row, snapshot, decisions),
            (*_missing(snapshot), *_notices(work, row)),
            tuple((name, count) for name, count in counts.items() if count),
            len(snapshot.results),
            sum(1 for mark in snapshot.marks.values() if mark.value is not None),
        )


def ratify(db: Database, board_id: int, version: int, chair: str) -> None:
    """Ratify what is before a board; from then on only a chair's action changes it.

    Provisional marks become confirmed ones.

    Args:
        db: where the board is.
        board_id: which board.
        version: of the board that the user saw.
        chair: the name of the member who chairs and ratifies.

    Raises:
        RuleBroken: there is no quorum or no chair present, the snapshot is not what the marks are
            now or was altered, a decision or a mark is missing, a peer round, a moderation or a
            hold is open; says all of it.
        EditedMeanwhile: someone else has changed the board since that version.
    """
    with db.begin("ratification by a board") as work:
        row = open_board_row(work, board_id, version)
        snapshot, decisions = kept_snapshot(work, board_id), decisions_of(work, board_id)
        obstacles = _obstacles(work, row, snapshot, decisions)
        if obstacles:
            raise RuleBroken("board", f"Nothing was ratified. {' '.join(obstacles)}")
        by = _chair(work, board_id, chair)
        candidates = counted(len(snapshot.results), "candidate", "candidates")
        work.call(f"ratification by {row.name}", f"{row.name} ratified {candidates}")
        row.ratified_at, row.ratified_by = datetime.now(UTC), by
        _confirm(work, snapshot)


def chairs_action(
    db: Database, board_id: int, subject: Subject, ruling: Ruling, instead_of: int | None
) -> int:
    """Amend by chair's action what a board ratified, and return the new decision's id.

    The old decision is kept, and so is the snapshot.

    Args:
        db: where the board is.
        board_id: which board.
        subject: the award, the module or the mark that is amended.
        ruling: what is decided now, with a reason.
        instead_of: the id of the decision that the user saw; None where there was none.

    Raises:
        RuleBroken: the board has not ratified, a newer board has decided on the candidate, there
            is no reason, or the outcome does not suit.
        EditedMeanwhile: someone else has amended it since.
    """
    with db.begin("chair’s action") as work:
        row = need_frozen(work.need(BoardRow, board_id))
        refuse_amending(ratified=row.ratified_at is not None, reason=ruling.reason)
        number = number_of(work, board_id, subject.participant_id)
        _refuse_overtaken(work, row, subject)
        what = check_ruling(work, row, subject, ruling)
        work.call(f"chair’s action on {number}", f"Chair’s action on {number}: {what}")
        old = find_decision(work, board_id, subject)
        if (None if old is None else old.id) != instead_of:
            raise EditedMeanwhile(
                "Someone else has amended this meanwhile. Nothing was overwritten: look at their "
                "decision, then decide again."
            )
        made = DecisionRow(
            board_id=board_id,
            participant_id=subject.participant_id,
            module_id=subject.module_id,
            assessment_id=subject.assessment_id,
            chairs_action=True,
            supersedes_id=instead_of,
        )
        write_ruling(made, ruling, db.actor)
        work.session.add(made)
        work.session.flush()
        return made.id


def _obstacles(
    work: UnitOfWork, row: BoardRow, snapshot: Snapshot, decisions: Decisions
) -> tuple[str, ...]:
    if row.ratified_at is not None:
        return ("The board has ratified already.",)
    if row.frozen_at is None:
        return ("Nothing is before the board yet. Put the marks before it first.",)
    return (
        *_lacking_quorum(work, row),
        *_changed(work, row, snapshot),
        *(each.words for each in outstanding(work, snapshot)),
        *_undecided(snapshot, decisions),
        *_held(snapshot, decisions),
    )


def _lacking_quorum(work: UnitOfWork, row: BoardRow) -> list[str]:
    query = select(BoardMemberRow).where(BoardMemberRow.board_id == row.id)
    seats = [Seat(member.role, member.present) for member in work.session.scalars(query)]
    quorum = quorum_of(seats, rules_of(work, row).board.quorum)
    said: list[str] = []
    if quorum.present < quorum.needed:
        are = "member is" if quorum.present == 1 else "members are"
        said.append(
            f"There is no quorum: {quorum.present} {are} present, and {quorum.needed} must be. "
            "Tick who is there."
        )
    if not quorum.chair:
        said.append("No chair is present. Tick the chair, or add one.")
    return said


def _changed(work: UnitOfWork, row: BoardRow, snapshot: Snapshot) -> list[str]:
    if snapshot.digest != row.digest:
        said = (
            "The snapshot is not the one that was put before the board: it was altered from "
            "outside. Put the marks before the board again."
        )
        return [said]
    changed = len(differences_of(work, row))
    if changed:
        things = counted(changed, "thing has", "things have")
        said = (
            f"{things} changed since the marks were put before the board. See what, then put "
            "them before the board again."
        )
        return [said]
    return []


def _undecided(snapshot: Snapshot, decisions: Decisions) -> list[str]:
    numbers = sorted(
        str(result["candidate"])
        for person, result in snapshot.results.items()
        if decisions.award(person) is None
    )
    if not numbers:
        return []
    have = counted(len(numbers), "candidate has", "candidates have")
    return [f"{have} no decision: {listed(numbers)}. Decide, or take the proposals."]


def _held(snapshot: Snapshot, decisions: Decisions) -> list[str]:
    numbers: list[str] = []
    for person, result in snapshot.results.items():
        decision = decisions.award(person)
        held = any(mark.plain["held"] for key, mark in snapshot.marks.items() if key[0] == person)
        if held and decision is not None and decision.outcome not in _LEAVES_HELD:
            numbers.append(str(result["candidate"]))
    if not numbers:
        return []
    have = "has a mark" if len(numbers) == 1 else "have marks"
    said = (
        f"{listed(sorted(numbers))} {have} on hold. Decide “Withheld”, or clear the hold and put "
        "the marks before the board again."
    )
    return [said]


def _missing(snapshot: Snapshot) -> list[str]:
    missing = sum(mark.value is None for mark in snapshot.marks.values())
    if not missing:
        return []
    are = "is" if missing == 1 else "are"
    return [f"{missing} of {len(snapshot.marks)} marks {are} missing, and will stay so."]


def _notices(work: UnitOfWork, row: BoardRow) -> tuple[str, ...]:
    board = board_of(work, row.id)
    notices: list[str] = []
    if board.rules.board.external and not board.external_consulted:
        notices.append("The external examiner has not been consulted.")
    if board.open_comments:
        comments = counted(board.open_comments, "comment", "comments")
        notices.append(f"{comments} of the external examiner not answered yet.")
    return tuple(notices)


def _chair(work: UnitOfWork, board_id: int, chair: str) -> str:
    name = check_text("chair", chair, 200, "Say who ratifies.")
    query = select(BoardMemberRow).where(
        BoardMemberRow.board_id == board_id,
        BoardMemberRow.role == "chair",
        BoardMemberRow.present,
        BoardMemberRow.name == name,
    )
    if work.session.scalar(query) is None:
        raise RuleBroken("chair", f"{name} is no chair present at this board.")
    return name


def _confirm(work: UnitOfWork, snapshot: Snapshot) -> None:
    """Show as confirmed what was shown as provisional."""
    sittings = {
        (key[1], int(mark.plain["sitting"]))
        for key, mark in snapshot.marks.items()
        if mark.value is not None
    }
    for key in sittings:
        sitting = work.need(SittingRow, key)
        if sitting.visibility == "provisional":
            sitting.visibility = "confirmed"


def _refuse_overtaken(work: UnitOfWork, row: BoardRow, subject: Subject) -> None:
    newer = (
        select(BoardRow.name)
        .join(SnapshotResultRow, SnapshotResultRow.board_id == BoardRow.id)
        .where(
            SnapshotResultRow.participant_id == subject.participant_id,
            BoardRow.ratified_at > row.ratified_at,
        )
        .limit(1)
    )
    name = work.session.scalar(newer)
    if name is not None:
        raise RuleBroken(
            "board", f"{name} has decided on this candidate since. Make the chair’s action there."
        )
