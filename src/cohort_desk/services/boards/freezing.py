"""Snapshots: every candidate's ladders and results as a board has them before it, and a digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import UnitOfWork
from cohort_desk.db.tables import SnapshotMarkRow, SnapshotResultRow
from cohort_desk.domain.awards.facts import ModuleFacts, Outcome
from cohort_desk.domain.awards.plain import facts_from_plain, facts_to_plain, outcome_to_plain
from cohort_desk.domain.marks.ladder import Ladder, RungKind
from cohort_desk.domain.marks.ladder_plain import ladder_from_plain, ladder_to_plain
from cohort_desk.domain.marks.numbers import floored, hundredths
from cohort_desk.services.marks.ladders import CandidateLadder
from cohort_desk.services.marks.results import CandidateResult, CohortResults

Key = tuple[int, int]
"""A participant's id and an assessment's."""


@dataclass(frozen=True, slots=True)
class FrozenMark:
    """One mark of a snapshot, in hundredths; `plain` is the ladder and what is known beside it."""

    submission_id: int | None
    value: int | None
    plain: Mapping[str, Any]

    @property
    def ladder(self) -> Ladder:
        """The ladder that led to the mark."""
        return ladder_from_plain(self.plain)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All marks by person and assessment, and all results by person, as plain data."""

    marks: Mapping[Key, FrozenMark]
    results: Mapping[int, Mapping[str, Any]]

    def facts(self, participant_id: int) -> tuple[ModuleFacts, ...]:
        """Return the facts that a person's award is reckoned from."""
        return facts_from_plain(self.results[participant_id]["facts"])

    def attendance(self, participant_id: int) -> Decimal | None:
        """Return the share of required sessions that a person attended."""
        share = self.results[participant_id]["attendance"]
        return None if share is None else Decimal(share)

    def undecided(self) -> "Snapshot":
        """Return the snapshot without what boards decided: neither their rungs nor outcomes."""
        return Snapshot(
            {key: _without_board(mark) for key, mark in self.marks.items()},
            {person: _without_decisions(result) for person, result in self.results.items()},
        )

    def unworded(self) -> "Snapshot":
        """Return the snapshot with the numbers of its ladders but not the words of the rules."""
        return Snapshot({key: _unworded(mark) for key, mark in self.marks.items()}, self.results)

    @property
    def digest(self) -> str:
        """The SHA-256 of the snapshot as canonical JSON: keys sorted, no spaces, UTF-8."""
        content = {
            "marks": [
                [*key, mark.submission_id, mark.value, mark.plain]
                for key, mark in sorted(self.marks.items(), key=lambda pair: pair[0])
            ],
            "results": sorted(self.results.items(), key=lambda pair: pair[0]),
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def taken_now(results: CohortResults, numbers: Mapping[int, str]) -> Snapshot:
    """Return the snapshot that would be taken now; `numbers` are the candidate numbers."""
    marks = {
        (ladder.participant_id, ladder.assessment_id): _mark(ladder)
        for candidate in results.candidates
        for ladder in candidate.ladders
    }
    people = {
        each.participant_id: _result(each, numbers.get(each.participant_id, ""))
        for each in results.candidates
    }
    return Snapshot(marks, people)


def kept_snapshot(work: UnitOfWork, board_id: int, participant_id: int | None = None) -> Snapshot:
    """Return the snapshot that a board has before it, or one candidate's part of it."""
    marks = select(SnapshotMarkRow).where(SnapshotMarkRow.board_id == board_id)
    results = select(SnapshotResultRow).where(SnapshotResultRow.board_id == board_id)
    if participant_id is not None:
        marks = marks.where(SnapshotMarkRow.participant_id == participant_id)
        results = results.where(SnapshotResultRow.participant_id == participant_id)
    return Snapshot(
        {
            (row.participant_id, row.assessment_id): FrozenMark(
                row.submission_id, row.value, row.ladder
            )
            for row in work.session.scalars(marks)
        },
        {row.participant_id: row.result for row in work.session.scalars(results)},
    )


def keep(work: UnitOfWork, board_id: int, snapshot: Snapshot) -> None:
    """Write a snapshot in place of the one that the board had before it."""
    marks = select(SnapshotMarkRow).where(SnapshotMarkRow.board_id == board_id)
    old_marks = {
        (row.participant_id, row.assessment_id): row for row in work.session.scalars(marks)
    }
    for key, mark in snapshot.marks.items():
        row = old_marks.pop(key, None)
        if row is None:
            row = SnapshotMarkRow(board_id=board_id, participant_id=key[0], assessment_id=key[1])
            work.session.add(row)
        row.submission_id, row.value, row.ladder = mark.submission_id, mark.value, dict(mark.plain)
    results = select(SnapshotResultRow).where(SnapshotResultRow.board_id == board_id)
    old_results = {row.participant_id: row for row in work.session.scalars(results)}
    for participant_id, result in snapshot.results.items():
        kept = old_results.pop(participant_id, None)
        if kept is None:
            kept = SnapshotResultRow(board_id=board_id, participant_id=participant_id)
            work.session.add(kept)
        kept.result = dict(result)
    for gone in (*old_marks.values(), *old_results.values()):
        work.session.delete(gone)


def _mark(taken: CandidateLadder) -> FrozenMark:
    final = taken.ladder.final
    plain = {
        **ladder_to_plain(taken.ladder),
        "sitting": taken.sitting,
        "attempts": taken.attempts,
        "group": taken.group,
        "late": taken.late,
        "held": taken.held,
        "deferred": taken.deferred,
    }
    # Work that has no mark is not locked by a board that had no mark of it before it.
    submission_id = None if final is None else taken.submission_id
    return FrozenMark(submission_id, _kept(final), plain)


def _result(candidate: CandidateResult, number: str) -> dict[str, Any]:
    attendance = candidate.attendance
    return {
        "candidate": number,
        "attendance": None if attendance is None else str(attendance),
        "facts": facts_to_plain(candidate.facts),
        **outcome_to_plain(candidate.outcome),
    }


def _without_board(mark: FrozenMark) -> FrozenMark:
    rungs = [rung for rung in mark.plain["rungs"] if rung["kind"] != RungKind.BOARD.name]
    plain = {**mark.plain, "rungs": rungs}
    final = ladder_from_plain(plain).final
    return FrozenMark(mark.submission_id, _kept(final), plain)


def _unworded(mark: FrozenMark) -> FrozenMark:
    rungs: list[dict[str, Any]] = [
        {**rung, "rule": "", "clause": "", "numbers": []} for rung in mark.plain["rungs"]
    ]
    return FrozenMark(mark.submission_id, mark.value, {**mark.plain, "rungs": rungs})


def _without_decisions(result: Mapping[str, Any]) -> Mapping[str, Any]:
    facts = [{**module, "decided": None} for module in result["facts"]]
    return {**result, "facts": facts, "outcome": Outcome.NOT_YET.value}


def _kept(final: Decimal | None) -> int | None:
    """Return a mark as it is kept: cut, as it is printed, where it is not rounded."""
    return None if final is None else hundredths(floored(final))
