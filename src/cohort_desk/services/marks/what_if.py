"""What other rules would make of a cohort's marks and awards, without saving anything."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeVar

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BoardRow, DecisionRow
from cohort_desk.domain.awards.facts import NAMES, CandidateOutcome, ModuleOutcome, Outcome
from cohort_desk.domain.marks.ladder import Ladder
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.progress import Progress, unwatched
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.results import CandidateResult, results_of
from cohort_desk.services.regulations.records import count_ratified

_Thing = TypeVar("_Thing")
_Try = tuple[Regulations | None, bool]
"""Rules to read results by (None for the cohort's own), and whether ratified marks count."""


class Level(Enum):
    """What a line of the comparison is about; the values are what people read."""

    MARK = "Mark"
    MODULE = "Module"
    AWARD = "Award"


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """Something that other rules would change, or would if a board had not ratified it.

    Attributes:
        participant_id: whose it is.
        name: their name.
        candidate: their number, '' before one was drawn.
        level: whether it is a mark, a module or the award.
        what: which, such as "PG701 Report".
        before: as it is.
        after: as it would be; of what is ratified, as it would have been.
        why: the rule that makes the difference.
        decisive: whether more than a number differs: another mark, or another class or result.
        ratified: whether it stays because a board has ratified it.
    """

    participant_id: int
    name: str
    candidate: str
    level: Level
    what: str
    before: str
    after: str
    why: str
    decisive: bool
    ratified: bool

    @property
    def change(self) -> str:
        """What happens, in words."""
        if self.ratified:
            return "ratified, stays"
        return "changes" if self.decisive else "number only"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """All that would change, by candidate; `candidates` is how many were looked at."""

    rows: tuple[WhatIfRow, ...]
    candidates: int

    def count(self, level: Level, *, ratified: bool = False) -> int:
        """Return how many results of a level change, or stay because they are ratified."""
        return sum(
            row.level is level and row.decisive and row.ratified is ratified for row in self.rows
        )

    @property
    def summary(self) -> str:
        """The counts in a sentence or two."""
        looked_at = counted(self.candidates, "candidate", "candidates")
        changing = [
            counted(count, *nouns)
            for level, nouns in _NOUNS.items()
            if (count := self.count(level))
        ]
        if changing:
            said = f"{_listed(changing)} of {looked_at} would change."
        else:
            said = f"No result of {looked_at} would change."
        numbers = sum(not row.decisive and not row.ratified for row in self.rows)
        if numbers:
            said += f" Of {counted(numbers, 'result', 'results')} only the number would."
        stays = sum(self.count(level, ratified=True) for level in _NOUNS)
        if stays:
            said += f" {counted(stays, 'ratified result stays', 'ratified results stay')}."
        return said


_NOUNS = {
    Level.AWARD: ("award", "awards"),
    Level.MODULE: ("module result", "module results"),
    Level.MARK: ("mark", "marks"),
}


def try_rules(
    db: Database, cohort_id: int, rules: Regulations, report: Progress = unwatched
) -> WhatIf:
    """Return what the rules would change against those the cohort follows now.

    What a board has ratified never changes. Where the rules would have made a difference to it,
    that is listed as staying.
    """
    with db.read() as work:
        # Where nothing is ratified, climbing anew makes no difference.
        anew = [False] if count_ratified(work, cohort_id) else []
        tries: list[_Try] = [(by, frozen) for frozen in (True, *anew) for by in (None, rules)]
        readings = [
            results_of(work, cohort_id, tried, frozen=frozen).candidates
            for tried, frozen in _with_progress(tries, report)
        ]
        awarded = _awarded(work, cohort_id)
    now, tried, fresh_now, fresh_tried = readings if anew else readings * 2
    rows: list[WhatIfRow] = []
    for results in zip(now, tried, fresh_now, fresh_tried, strict=True):
        rows.extend(_Candidate(*results, awarded=results[0].participant_id in awarded).rows())
    return WhatIf(tuple(rows), len(now))


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A candidate four times over: by the rules followed and by those tried.

    `fresh_now` and `fresh_tried` are climbed anew even where a board has ratified the mark.
    """

    now: CandidateResult
    tried: CandidateResult
    fresh_now: CandidateResult
    fresh_tried: CandidateResult
    awarded: bool

    def rows(self) -> Iterator[WhatIfRow]:
        yield from self._marks()
        yield from self._modules()
        yield from self._award()

    def _marks(self) -> Iterator[WhatIfRow]:
        titles = {
            part.key: f"{module.code} {part.title}"
            for module in self.now.facts
            for part in module.components
        }
        for four in zip(*(each.ladders for each in self._all()), strict=True):
            what, stays = titles[four[0].assessment_id], four[0].ratified
            ladders = tuple(each.ladder for each in four)
            yield from self._compared(_OF_MARKS, what, ladders, stays=stays)

    def _modules(self) -> Iterator[WhatIfRow]:
        for four in zip(*(each.outcome.modules for each in self._all()), strict=True):
            yield from self._compared(_OF_MODULES, four[0].code, four, stays=four[0].by_board)

    def _award(self) -> Iterator[WhatIfRow]:
        four = tuple(each.outcome for each in self._all())
        yield from self._compared(_OF_AWARDS, "Award", four, stays=self.awarded)

    def _all(self) -> tuple[CandidateResult, ...]:
        return (self.now, self.tried, self.fresh_now, self.fresh_tried)

    def _compared(
        self, telling: "_Telling[_Thing]", what: str, four: tuple[_Thing, ...], *, stays: bool
    ) -> Iterator[WhatIfRow]:
        now, tried, fresh_now, fresh_tried = four
        old, new = (fresh_now, fresh_tried) if stays else (now, tried)
        before, after = telling.told(old), telling.told(new)
        if before != after:
            yield WhatIfRow(
                self.now.participant_id,
                self.now.name,
                self.now.candidate,
                telling.level,
                what,
                telling.told(now),
                after,
                telling.why(old, new),
                telling.essence(old) != telling.essence(new),
                stays,
            )


def _awarded(work: UnitOfWork, cohort_id: int) -> frozenset[int]:
    """Return those whose award a board has ratified."""
    query = (
        select(DecisionRow.participant_id)
        .join(BoardRow, BoardRow.id == DecisionRow.board_id)
        .where(
            BoardRow.cohort_id == cohort_id,
            BoardRow.ratified_at.is_not(None),
            DecisionRow.module_id.is_(None),
            DecisionRow.assessment_id.is_(None),
        )
    )
    return frozenset(work.session.scalars(query))


def _with_progress(tries: list[_Try], report: Progress) -> Iterator[_Try]:
    for done, tried in enumerate(tries):
        report(done, len(tries))
        yield tried
    report(len(tries), len(tries))


def _top(ladder: Ladder) -> str:
    return "no mark" if ladder.final is None else written_cut(ladder.final)


def _first_rung(old: Ladder, new: Ladder) -> str:
    """Return the first rung that comes out otherwise, with its clause."""
    before = {(rung.kind, rung.title): rung.after for rung in old.rungs}
    for rung in new.rungs:
        if before.get((rung.kind, rung.title)) != rung.after:
            return f"{rung.title}: {rung.rule} (Regulation {rung.clause})"
    return new.waiting or "A rung of the ladder no longer applies."


def _with_name(mark: Decimal | None, outcome: Outcome) -> str:
    return NAMES[outcome] if mark is None else f"{written(mark)} · {NAMES[outcome]}"


def _reasons(_old: ModuleOutcome | CandidateOutcome, new: ModuleOutcome | CandidateOutcome) -> str:
    return " ".join(new.reasons)


def _listed(parts: list[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


@dataclass(frozen=True)  # with slots, _Telling[Ladder](…) is an error before Python 3.12
class _Telling(Generic[_Thing]):
    """How results of one level are told, what counts of them, and why one is not the other."""

    level: Level
    told: Callable[[_Thing], str]
    essence: Callable[[_Thing], object]
    why: Callable[[_Thing, _Thing], str]


_OF_MARKS = _Telling[Ladder](Level.MARK, _top, _top, _first_rung)
_OF_MODULES = _Telling[ModuleOutcome](
    Level.MODULE,
    lambda module: _with_name(module.mark, module.outcome),
    lambda module: module.outcome,
    _reasons,
)
_OF_AWARDS = _Telling[CandidateOutcome](
    Level.AWARD,
    lambda award: _with_name(award.mean, award.outcome),
    lambda award: award.outcome,
    _reasons,
)
