"""The attempts that a board's referrals and deferrals give, offered and opened."""

from dataclasses import dataclass, replace

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.lines import Sheet, SheetModule
from cohort_desk.services.boards.records import board_of
from cohort_desk.services.boards.sheet import sheet_of
from cohort_desk.services.submissions.attempts import Attempts, make_attempt
from cohort_desk.services.submissions.making import Owner

_BASES = {Outcome.REFERRED.value: "referral", Outcome.DEFERRED.value: "deferral"}


@dataclass(frozen=True, slots=True)
class FurtherAttempt:
    """An attempt that a ratified decision gives somebody and that is not open yet.

    `refused` says why it cannot be opened, "" where it can.
    """

    participant_id: int
    candidate: str
    assessment_id: int
    title: str
    basis: str
    refused: str = ""

    @property
    def words(self) -> str:
        """The attempt in words, by candidate number, and why it cannot be opened if so."""
        return f"{self.candidate}: {self.title}, {self.basis}. {self.refused}".removesuffix(". ")


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of the attempts that a board gave: those opened, and those that cannot be."""

    opened: tuple[FurtherAttempt, ...]
    refused: tuple[FurtherAttempt, ...]


def attempts_to_open(db: Database, board_id: int) -> tuple[FurtherAttempt, ...]:
    """Return the attempts that a ratified board gave and that are not open yet.

    Raises:
        NotFound: the board has been deleted meanwhile.
    """
    with db.read() as work:
        return _to_open(work, board_id)


def open_attempts(db: Database, board_id: int) -> Opened:
    """Open every attempt that a ratified board gave and that can be opened, as one step.

    What the regulations allow nobody any more is left, and told; it holds up nobody else.

    Raises:
        RuleBroken: there is none that can be opened; says why of each.
        NotFound: the board has been deleted meanwhile.
    """
    with db.begin("further attempts") as work:
        given = _to_open(work, board_id)
        wanted = tuple(each for each in given if not each.refused)
        refused = tuple(each for each in given if each.refused)
        if not wanted:
            why = " ".join(each.words for each in refused)
            none = "The board has given nobody another attempt that can be opened."
            raise RuleBroken("board", f"{none} {why}".strip())
        number = counted(len(wanted), "attempt", "attempts")
        work.call(f"opening of {number}", f"Opened {number} that the board gave")
        for each in wanted:
            owner = Owner(participant_id=each.participant_id)
            make_attempt(work, each.assessment_id, owner, each.basis)
        return Opened(wanted, refused)


def _to_open(work: UnitOfWork, board_id: int) -> tuple[FurtherAttempt, ...]:
    board = board_of(work, board_id)
    if board.ratified_at is None:
        return ()
    given = _given(sheet_of(work, board.cohort_id, board_id))
    taken = Attempts(work, sorted({each.assessment_id for each, _decided_on in given}))
    found: list[FurtherAttempt] = []
    for each, decided_on in given:
        owner = Owner(participant_id=each.participant_id)
        waiting = taken.waiting(each.assessment_id, owner)
        if waiting is not None or taken.newest(each.assessment_id, owner) > decided_on:
            continue
        refused = taken.refusal(each.assessment_id, owner) if each.basis == "referral" else ""
        found.append(replace(each, refused=refused))
    return tuple(found)


def _given(sheet: Sheet) -> list[tuple[FurtherAttempt, int]]:
    """Return what the board's decisions give, each with the sitting that was decided on.

    The mark that counts may be that of an earlier sitting, so the attempts used tell as well.
    """
    return [
        (
            FurtherAttempt(
                line.participant_id,
                line.candidate,
                mark.assessment_id,
                f"{module.code} · {mark.title}",
                basis,
            ),
            max(mark.sitting, mark.attempts),
        )
        for line in sheet.lines
        for module in line.modules
        if (basis := _basis(module)) is not None
        for mark in module.marks
        if mark.assessment_id in module.retake
    ]


def _basis(module: SheetModule) -> str | None:
    return _BASES.get(module.decision.outcome) if module.decision else None
