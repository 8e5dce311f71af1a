"""The attempts that a board's referrals and deferrals give, offered and opened."""

from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import SubmissionRow
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.lines import SheetModule
from cohort_desk.services.boards.records import board_of
from cohort_desk.services.boards.sheet import sheet_of
from cohort_desk.services.submissions.attempts import make_attempt
from cohort_desk.services.submissions.making import Owner

_BASES = {Outcome.REFERRED.value: "referral", Outcome.DEFERRED.value: "deferral"}


@dataclass(frozen=True, slots=True)
class FurtherAttempt:
    """An attempt that a ratified decision gives somebody and that is not open yet."""

    participant_id: int
    candidate: str
    assessment_id: int
    title: str
    basis: str

    @property
    def words(self) -> str:
        """The attempt in words, by candidate number."""
        return f"{self.candidate}: {self.title}, {self.basis}"


def attempts_to_open(db: Database, board_id: int) -> tuple[FurtherAttempt, ...]:
    """Return the attempts that a ratified board gave and that are not open yet.

    Raises:
        NotFound: the board has been deleted meanwhile.
    """
    with db.read() as work:
        return _to_open(work, board_id)


def open_attempts(db: Database, board_id: int) -> int:
    """Open every attempt that a ratified board gave, as one step, and return how many.

    Raises:
        RuleBroken: the regulations allow one of them no further attempt, or there is none to open.
        NotFound: the board has been deleted meanwhile.
    """
    with db.begin("further attempts") as work:
        wanted = _to_open(work, board_id)
        if not wanted:
            raise RuleBroken("board", "The board has given nobody another attempt to be opened.")
        number = counted(len(wanted), "attempt", "attempts")
        work.call(f"opening of {number}", f"Opened {number} that the board gave")
        for each in wanted:
            owner = Owner(participant_id=each.participant_id)
            make_attempt(work, each.assessment_id, owner, each.basis)
        return len(wanted)


def _to_open(work: UnitOfWork, board_id: int) -> tuple[FurtherAttempt, ...]:
    board = board_of(work, board_id)
    if board.ratified_at is None:
        return ()
    sheet = sheet_of(work, board.cohort_id, board_id)
    newest, waiting = _further(work)
    return tuple(
        FurtherAttempt(
            line.participant_id,
            line.candidate,
            mark.assessment_id,
            f"{module.code} {mark.title}",
            basis,
        )
        for line in sheet.lines
        for module in line.modules
        if (basis := _basis(module)) is not None
        for mark in module.marks
        if mark.assessment_id in module.retake
        and newest.get((line.participant_id, mark.assessment_id), 0) <= mark.sitting
        and (line.participant_id, mark.assessment_id) not in waiting
    )


def _basis(module: SheetModule) -> str | None:
    return _BASES.get(module.decision.outcome) if module.decision else None


_Taken = tuple[int, int]


def _further(work: UnitOfWork) -> tuple[dict[_Taken, int], frozenset[_Taken]]:
    """Return by person and assessment the newest further sitting, and which waits for work."""
    query = select(
        SubmissionRow.participant_id,
        SubmissionRow.assessment_id,
        SubmissionRow.sitting,
        SubmissionRow.submitted_at,
    ).where(SubmissionRow.sitting > 1, SubmissionRow.participant_id.is_not(None))
    newest: dict[_Taken, int] = {}
    waiting: set[_Taken] = set()
    for person, assessment, sitting, submitted_at in work.session.execute(query):
        if person is None:
            continue
        key = (person, assessment)
        newest[key] = max(sitting, newest.get(key, 0))
        if submitted_at is None:
            waiting.add(key)
    return newest, frozenset(waiting)
