"""A participant's transcript: what boards have ratified of modules, marks and award.

Nothing here looks at marks as they are now: what is not ratified is on no transcript.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, BoardRow, HoldRow, ModuleRow
from cohort_desk.domain.awards.facts import CLASSES, NAMES, ModuleOutcome, Outcome
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.numbers import from_hundredths, written
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.regulations.rules import Regulations, Rounding
from cohort_desk.services.boards.freezing import kept_snapshot
from cohort_desk.services.boards.records import rules_of
from cohort_desk.services.boards.results import Confirmed, ratified_results
from cohort_desk.services.boards.standing import decisions_of
from cohort_desk.services.documents.holders import Holder, holder_of, holders_of, today
from cohort_desk.services.marks.shown import shown_ladders

NO_MARK = "Not given"
"""What stands for the result of a module whose mark is held, or not shown to its owner yet."""


@dataclass(frozen=True, slots=True)
class SittingMark:
    """A mark that a board ratified, amendments included.

    `share` is the part of the module, in per cent, that the assessment makes; `sitting` counts
    from 1.
    """

    assessment: str
    share: int
    sitting: int
    mark: Decimal


@dataclass(frozen=True, slots=True)
class TranscriptModule:
    """A module as ratified; `mark` is None where there is none, or none that may be given."""

    code: str
    title: str
    credits: int
    level: int
    mark: Decimal | None
    result: str
    sittings: tuple[SittingMark, ...]


@dataclass(frozen=True, slots=True)
class TranscriptAward:
    """What was decided on the award, by which board and on which day.

    `given` is whether an award has been made; `mean` is what was compared with the classes.
    """

    outcome: str
    given: bool
    mean: Decimal | None
    board: str
    decided_on: date
    by_chair: bool


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything that a transcript says.

    Attributes:
        credits: those of the modules passed.
        key: the classes, each with the marks that it takes, in words.
        rounding: how marks are rounded, in a sentence.
        attendance: the share of required sessions attended, from 0 to 1; None if not recorded.
        on: the day it was made.
    """

    holder: Holder
    modules: tuple[TranscriptModule, ...]
    award: TranscriptAward
    credits: int
    key: tuple[tuple[str, str], ...]
    rounding: str
    attendance: Decimal | None
    on: date


def read_transcript(db: Database, participant_id: int, *, shown_only: bool = False) -> Transcript:
    """Return what boards have ratified for one participant.

    Args:
        db: where the decisions are.
        participant_id: the person.
        shown_only: to leave out marks that the participant may not see yet.

    Raises:
        NotFound: the participant is gone, or no board has ratified anything for them.
    """
    with db.read() as work:
        holder = holder_of(work, participant_id)
        reader = _Reader(work, holder.cohort_id, participant_id)
        confirmed = reader.confirmed.get(participant_id)
        if confirmed is None:
            raise NotFound(
                f"There is no transcript of {holder.name} yet: it tells what a board has "
                "ratified, and none has ratified their marks."
            )
        seen = _seen(work, holder, reader) if shown_only else None
        return reader.transcript(holder, confirmed, seen)


def read_transcripts(db: Database, cohort_id: int) -> tuple[Transcript, ...]:
    """Return the transcripts of everybody in a cohort of whom a board has ratified something."""
    with db.read() as work:
        reader = _Reader(work, cohort_id)
        return tuple(
            reader.transcript(holder, confirmed)
            for holder in holders_of(work, cohort_id)
            if (confirmed := reader.confirmed.get(holder.id)) is not None
        )


@dataclass(frozen=True, slots=True)
class _Given:
    """A ratified mark, and of which submission it is."""

    assessment_id: int
    sitting: int
    submission_id: int
    mark: Decimal


class _Reader:
    """Reads what the ratified boards of a cohort have; `only` for one participant."""

    def __init__(self, work: UnitOfWork, cohort_id: int, only: int | None = None) -> None:
        self._work = work
        self.confirmed: Mapping[int, Confirmed] = ratified_results(work, cohort_id, only)
        self._modules = _assessments(work, cohort_id)
        query = (
            select(BoardRow)
            .where(BoardRow.cohort_id == cohort_id, BoardRow.ratified_at.is_not(None))
            .order_by(BoardRow.ratified_at, BoardRow.id)
        )
        self._boards = {row.id: row for row in work.session.scalars(query)}
        self._rules = {key: rules_of(work, row) for key, row in self._boards.items()}
        self._attendance: dict[tuple[int, int], Decimal | None] = {}
        self._given: dict[int, dict[tuple[int, int], _Given]] = {}
        for key in self._boards:
            self._take(key, only)
        self._held = _held(work, [each for own in self._given.values() for each in own.values()])

    def _take(self, board_id: int, only: int | None) -> None:
        """Take a board's marks; of several boards the newest tells what a sitting's mark is."""
        snapshot = kept_snapshot(self._work, board_id, only)
        decisions = decisions_of(self._work, board_id)
        for person in snapshot.results:
            self._attendance[board_id, person] = snapshot.attendance(person)
        for (person, assessment_id), frozen in snapshot.marks.items():
            if frozen.submission_id is None or frozen.value is None:
                continue
            amended = decisions.amended(person).get(assessment_id)
            sitting = int(frozen.plain.get("sitting", 1))
            mark = from_hundredths(frozen.value) if amended is None else amended
            own = self._given.setdefault(person, {})
            own[assessment_id, sitting] = _Given(assessment_id, sitting, frozen.submission_id, mark)

    def assessments(self) -> Sequence[AssessmentRow]:
        return [row for rows in self._modules.values() for row in rows]

    def transcript(
        self, holder: Holder, confirmed: Confirmed, seen: Collection[int] | None = None
    ) -> Transcript:
        """Return a person's transcript; `seen` are the only assessments whose marks to give."""
        rules = self._rules[confirmed.board_id]
        closed = self._closed(holder.id, seen)
        modules = tuple(self._module(holder.id, each, closed) for each in confirmed.result.modules)
        whole = not any(
            module.mark is not None and given.mark is None
            for module, given in zip(confirmed.result.modules, modules, strict=True)
        )
        return Transcript(
            holder=holder,
            modules=modules,
            award=_award(self._boards[confirmed.board_id], confirmed, with_mean=whole),
            credits=confirmed.result.credits,
            key=_key(rules),
            rounding=_rounding(rules),
            attendance=self._attendance.get((confirmed.board_id, holder.id)),
            on=today(),
        )

    def _closed(self, person: int, seen: Collection[int] | None) -> frozenset[int]:
        """Return the assessments whose marks must not be given."""
        return frozenset(
            given.assessment_id
            for given in self._given.get(person, {}).values()
            if (given.submission_id, None) in self._held
            or (given.submission_id, person) in self._held
            or (seen is not None and given.assessment_id not in seen)
        )

    def _module(
        self, person: int, outcome: ModuleOutcome, closed: frozenset[int]
    ) -> TranscriptModule:
        rows = self._modules.get(outcome.key, ())
        given = sorted(
            (each for each in self._given.get(person, {}).values()),
            key=lambda each: each.sitting,
        )
        shut = outcome.outcome is Outcome.WITHHELD or any(row.id in closed for row in rows)
        total = sum(row.weight for row in rows) or 1
        sittings = tuple(
            SittingMark(row.title, round(100 * row.weight / total), each.sitting, each.mark)
            for row in rows
            for each in given
            if each.assessment_id == row.id
        )
        result = NAMES[outcome.outcome]
        return TranscriptModule(
            outcome.code,
            outcome.title,
            outcome.credits,
            outcome.level,
            None if shut else outcome.mark,
            NO_MARK if shut and outcome.outcome is not Outcome.WITHHELD else result,
            () if shut else sittings,
        )


def _seen(work: UnitOfWork, holder: Holder, reader: _Reader) -> frozenset[int]:
    """Return the assessments whose marks a participant may see."""
    return frozenset(shown_ladders(work, holder.id, reader.assessments()))


def _assessments(work: UnitOfWork, cohort_id: int) -> dict[int, tuple[AssessmentRow, ...]]:
    query = (
        select(AssessmentRow)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ModuleRow.cohort_id == cohort_id)
        .order_by(AssessmentRow.position, AssessmentRow.id)
    )
    found: dict[int, tuple[AssessmentRow, ...]] = {}
    for row in work.session.scalars(query):
        found[row.module_id] = (*found.get(row.module_id, ()), row)
    return found


def _held(work: UnitOfWork, given: Sequence[_Given]) -> frozenset[tuple[int, int | None]]:
    """Return the submissions on hold, each with whose share of it is (None: everybody's)."""
    query = select(HoldRow.submission_id, HoldRow.participant_id).where(
        HoldRow.submission_id.in_({each.submission_id for each in given}),
        HoldRow.cleared_at.is_(None),
    )
    return frozenset((submission, person) for submission, person in work.session.execute(query))


def _award(board: BoardRow, confirmed: Confirmed, *, with_mean: bool) -> TranscriptAward:
    decision = confirmed.decision
    held_on = board.held_on or confirmed.ratified_at.astimezone(LONDON).date()
    acted_on = decision.decided_at.astimezone(LONDON).date()
    return TranscriptAward(
        outcome=NAMES[confirmed.award],
        given=confirmed.award in CLASSES,
        mean=confirmed.result.mean if with_mean else None,
        board=confirmed.board,
        decided_on=acted_on if decision.chairs_action else held_on,
        by_chair=decision.chairs_action,
    )


def _key(rules: Regulations) -> tuple[tuple[str, str], ...]:
    """Return each class with the marks that it takes: ("Merit", "60 and above, below 70")."""
    bounds = (rules.award.distinction, rules.award.merit, rules.award.passes)
    lines: list[tuple[str, str]] = []
    above: Decimal | None = None
    for outcome, least in zip(CLASSES, bounds, strict=True):
        upper = "" if above is None else f", below {written(above)}"
        lines.append((NAMES[outcome], f"{written(least)} and above{upper}"))
        above = least
    return (*lines, (NAMES[Outcome.FAIL], f"below {written(rules.award.passes)}"))


def _rounding(rules: Regulations) -> str:
    if rules.rounding is Rounding.NONE:
        return "Marks are out of 100 and are compared with the classes as they are."
    return "Marks are out of 100, rounded half up to whole numbers before they are compared."
