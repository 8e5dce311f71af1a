"""The board's sheet: every candidate with marks, proposal and decision, as it is before a board.

Before the marks are put before a board, or without one, it shows them as they are now.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BoardRow, CohortRow, ProgrammeRow, SampledRow
from cohort_desk.domain.awards.award import award_of
from cohort_desk.domain.awards.exact import cut
from cohort_desk.domain.awards.facts import (
    CandidateOutcome,
    ComponentFacts,
    ModuleFacts,
    ModuleOutcome,
    Outcome,
)
from cohort_desk.domain.awards.plain import with_decisions
from cohort_desk.domain.marks.ladder import Ladder, topped
from cohort_desk.domain.regulations.clauses import clause_of
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.boards.freezing import FrozenMark, Snapshot, kept_snapshot, taken_now
from cohort_desk.services.boards.lines import (
    Flag,
    Sheet,
    SheetColumn,
    SheetLine,
    SheetMark,
    SheetModule,
)
from cohort_desk.services.boards.records import board_of
from cohort_desk.services.boards.snapshots import titles_of
from cohort_desk.services.boards.standing import (
    Decision,
    Decisions,
    Subject,
    decisions_of,
    proposal_of,
)
from cohort_desk.services.marks.results import results_of
from cohort_desk.services.submissions.candidates import known_candidates

_FAILED = frozenset({Outcome.FAIL, Outcome.REFERRED, Outcome.COMPENSATED})


def read_sheet(db: Database, cohort_id: int, board_id: int | None = None) -> Sheet:
    """Return the sheet of a board, or of a cohort as its marks are now.

    Raises:
        NotFound: the cohort or the board has been deleted meanwhile.
    """
    with db.read() as work:
        return sheet_of(work, cohort_id, board_id)


def sheet_of(
    work: UnitOfWork, cohort_id: int, board_id: int | None = None, *, of_meeting: bool = False
) -> Sheet:
    """Return what `read_sheet` does, within a transaction; `of_meeting` as in `decisions_of`."""
    cohort = work.need(CohortRow, cohort_id)
    board = None if board_id is None else board_of(work, work.need(BoardRow, board_id).id)
    if board is not None and board.frozen_at is not None:
        snapshot, rules = kept_snapshot(work, board.id), board.rules
    else:
        results = results_of(work, cohort_id)
        snapshot, rules = taken_now(results, known_candidates(work, cohort_id)), results.regulations
    decisions = Decisions()
    if board is not None:
        decisions = decisions_of(work, board.id, of_meeting=of_meeting)
    names = titles_of(work, cohort_id).names
    setter = _Setter(snapshot, decisions, rules, _sampled(work, snapshot))
    lines = [setter.line(person, names.get(person, "")) for person in snapshot.results]
    anonymous = rules.board.anonymous
    ordered = sorted(lines, key=lambda line: (line.candidate, line.name)) if anonymous else lines
    return Sheet(
        programme=work.need(ProgrammeRow, 1).name,
        cohort=cohort.name,
        board=board,
        rules=rules,
        anonymous=anonymous,
        modules=setter.columns(),
        lines=tuple(ordered),
    )


class _Setter:
    """Sets the lines of one sheet."""

    def __init__(
        self,
        snapshot: Snapshot,
        decisions: Decisions,
        rules: Regulations,
        sampled: Collection[int],
    ) -> None:
        self._snapshot, self._decisions = snapshot, decisions
        self._rules, self._sampled = rules, sampled

    def columns(self) -> tuple[SheetColumn, ...]:
        for person in self._snapshot.results:
            return tuple(
                SheetColumn(
                    module.key,
                    module.code,
                    module.title,
                    module.credits,
                    tuple(part.title for part in module.components),
                )
                for module in self._snapshot.facts(person)
            )
        return ()

    def line(self, person: int, name: str) -> SheetLine:
        outcome = proposal_of(self._snapshot, person, self._decisions, self._rules)
        facts = with_decisions(self._snapshot.facts(person), self._decisions.amended(person), {})
        undecided = self._undecided(person, facts, outcome)
        modules = tuple(
            self._module(person, each, now, alone)
            for each, now, alone in zip(facts, outcome.modules, undecided.modules, strict=True)
        )
        exact = outcome.exact_mean
        return SheetLine(
            participant_id=person,
            candidate=str(self._snapshot.results[person]["candidate"]),
            name=name,
            modules=modules,
            mean=outcome.mean,
            exact_mean=None if exact is None else cut(exact),
            credits=outcome.credits,
            attendance=self._snapshot.attendance(person),
            proposed=outcome.outcome,
            reasons=outcome.reasons,
            near=outcome.near,
            decision=self._decisions.award(person),
            flags=_flags(modules, outcome),
        )

    def _undecided(
        self, person: int, facts: tuple[ModuleFacts, ...], outcome: CandidateOutcome
    ) -> CandidateOutcome:
        """Return what the rules propose without the board's decisions on modules."""
        if not self._decisions.outcomes(person):
            return outcome
        return award_of(facts, self._rules, self._snapshot.attendance(person))

    def _module(
        self, person: int, facts: ModuleFacts, now: ModuleOutcome, alone: ModuleOutcome
    ) -> SheetModule:
        decision = self._decisions.standing.get(Subject(person, module_id=facts.key))
        return SheetModule(
            module_id=facts.key,
            code=facts.code,
            title=facts.title,
            credits=facts.credits,
            core=facts.core,
            mark=now.mark,
            proposed=alone.outcome,
            reasons=alone.reasons,
            decision=decision,
            retake=alone.retake,
            marks=tuple(self._mark(person, part) for part in facts.components),
        )

    def _mark(self, person: int, facts: ComponentFacts) -> SheetMark:
        frozen = self._snapshot.marks.get((person, facts.key))
        decision = self._decisions.standing.get(Subject(person, assessment_id=facts.key))
        ladder = frozen.ladder if frozen else Ladder((), facts.waiting)
        if decision is not None and decision.mark is not None and ladder.rungs:
            ladder = self._topped(ladder, decision, decision.mark)
        plain: Mapping[str, Any] = frozen.plain if frozen else {}
        return SheetMark(
            assessment_id=facts.key,
            title=facts.title,
            mark=facts.mark,
            ladder=ladder,
            sitting=int(plain.get("sitting", 1)),
            attempts=int(plain.get("attempts", 0)),
            group=str(plain.get("group", "")),
            late=bool(plain.get("late", False)),
            held=facts.held,
            deferred=facts.deferred,
            moderated=self._was_sampled(frozen),
            decision=decision,
        )

    def _topped(self, ladder: Ladder, decision: Decision, mark: Decimal) -> Ladder:
        title = "Chair’s action" if decision.chairs_action else "Amended by the board"
        act = f"{decision.decided_by}: {decision.reason}"
        return topped(ladder, mark, title, act, clause_of(self._rules, "board"))

    def _was_sampled(self, frozen: FrozenMark | None) -> bool:
        return frozen is not None and frozen.submission_id in self._sampled


def _flags(modules: tuple[SheetModule, ...], outcome: CandidateOutcome) -> frozenset[Flag]:
    marks = [mark for module in modules for mark in module.marks]
    failed = outcome.outcome in _FAILED or any(module.proposed in _FAILED for module in modules)
    held = {
        Flag.FAIL: failed,
        Flag.NEAR: bool(outcome.near),
        Flag.MODERATED: any(mark.moderated for mark in marks),
        Flag.LATE: any(mark.late for mark in marks),
        Flag.HELD: any(mark.held for mark in marks),
    }
    return frozenset(flag for flag, holds in held.items() if holds)


def _sampled(work: UnitOfWork, snapshot: Snapshot) -> frozenset[int]:
    sampled = frozenset(work.session.scalars(select(SampledRow.submission_id)))
    known = {mark.submission_id for mark in snapshot.marks.values()}
    return frozenset(each for each in sampled if each in known)
