"""Puts a cohort's marks before a board, takes them back, and says what has changed since."""

from datetime import UTC, datetime

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    BoardRow,
    CohortRegulationsRow,
    ExaminerCommentRow,
    ModuleRow,
    ParticipantRow,
    RegulationSetRow,
    SittingRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.refusals import before_board_warnings
from cohort_desk.domain.names import full_name
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.differences import Difference, Titles, compare
from cohort_desk.services.boards.freezing import Snapshot, keep, kept_snapshot, taken_now
from cohort_desk.services.boards.meetings import open_board_row
from cohort_desk.services.boards.outstanding import outstanding
from cohort_desk.services.boards.records import rules_of
from cohort_desk.services.marks.results import CohortResults, results_of
from cohort_desk.services.regulations import set_of_cohort
from cohort_desk.services.submissions.candidates import candidate_numbers, known_candidates


def warnings_before(db: Database, board_id: int) -> tuple[str, ...]:
    """Return what to think of before the marks are put before the board, in sentences.

    Raises:
        NotFound: the board has been deleted meanwhile.
    """
    with db.read() as work:
        row = work.need(BoardRow, board_id)
        results = results_of(work, row.cohort_id)
        replied = row.external_consulted or _has_comments(work, board_id)
        asked = results.regulations.board.external
        return (
            *before_board_warnings(external_asked=asked, external_replied=replied),
            *_unfinished(results),
            *(each.words for each in outstanding(work, taken_now(results, {}))),
            *_unreleased(work, row.cohort_id),
        )


def put_before(db: Database, board_id: int, version: int) -> str:
    """Freeze everybody's ladders and results for a board, and return the snapshot's digest.

    What the board had before it until now is replaced; its decisions are kept.

    Raises:
        RuleBroken: the board has ratified, or nobody in the cohort is assessed.
        EditedMeanwhile: someone else has changed the board since that version.
    """
    with db.begin("marks put before a board") as work:
        row = open_board_row(work, board_id, version)
        work.call(f"marks put before {row.name}", f"Put the marks before {row.name}")
        row.regulation_set_id = set_of_cohort(work, row.cohort_id, db.actor)
        results = results_of(work, row.cohort_id)
        if not results.candidates:
            raise RuleBroken(
                "board",
                "There is nothing to put before the board: this cohort has no modules with "
                "assessments, or nobody takes them.",
            )
        people = [each.participant_id for each in results.candidates]
        snapshot = taken_now(results, candidate_numbers(work, row.cohort_id, people))
        keep(work, board_id, snapshot)
        row.frozen_at, row.digest = datetime.now(UTC), snapshot.digest
        return row.digest


def take_back(db: Database, board_id: int, version: int) -> None:
    """Take the marks back from a board that has not ratified; its decisions are kept.

    Raises:
        RuleBroken: the board has ratified, or nothing is before it.
        EditedMeanwhile: someone else has changed the board since that version.
    """
    with db.begin("marks taken back from a board") as work:
        row = open_board_row(work, board_id, version)
        if row.frozen_at is None:
            raise RuleBroken("board", "Nothing is before the board.")
        work.call(f"marks taken back from {row.name}", f"Took the marks back from {row.name}")
        keep(work, board_id, Snapshot({}, {}))
        row.frozen_at, row.digest, row.regulation_set_id = None, "", None


def differences(db: Database, board_id: int) -> tuple[Difference, ...]:
    """Return what has changed since the snapshot was taken; nothing without a snapshot.

    Of a board that has ratified, everything is climbed anew by its own regulations, without what
    boards have decided: so it tells whether what was recorded still gives what was ratified.

    Raises:
        NotFound: the board has been deleted meanwhile.
    """
    with db.read() as work:
        return differences_of(work, work.need(BoardRow, board_id))


def differences_of(work: UnitOfWork, row: BoardRow) -> tuple[Difference, ...]:
    """Return what `differences` does, within a transaction."""
    if row.frozen_at is None:
        return ()
    before = kept_snapshot(work, row.id)
    if row.ratified_at is None:
        results = results_of(work, row.cohort_id)
    else:
        results = results_of(work, row.cohort_id, rules_of(work, row), frozen=False)
        before = before.undecided()
    after = taken_now(results, known_candidates(work, row.cohort_id))
    if row.ratified_at is not None:
        after = after.undecided()
    rules = _of_regulations(work, row)
    titles = titles_of(work, row.cohort_id)
    return (*rules, *compare(before, after, titles, by_other_rules=bool(rules)))


def titles_of(work: UnitOfWork, cohort_id: int) -> Titles:
    """Return what people and assessments of a cohort are called."""
    people = select(ParticipantRow).where(ParticipantRow.cohort_id == cohort_id)
    parts = (
        select(AssessmentRow.id, ModuleRow.code, AssessmentRow.title)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ModuleRow.cohort_id == cohort_id)
    )
    return Titles(
        {
            row.id: full_name(row.given_name, row.family_name)
            for row in work.session.scalars(people)
        },
        {key: f"{code} {title}" for key, code, title in work.session.execute(parts)},
    )


def _of_regulations(work: UnitOfWork, row: BoardRow) -> tuple[Difference, ...]:
    from_set = row.regulation_set_id
    if row.ratified_at is not None or from_set is None:
        return ()
    kept = work.need(RegulationSetRow, from_set)
    followed = _followed(work, row.cohort_id)
    if followed is None or followed.id == kept.id or followed.rules == kept.rules:
        return ()
    was, now = (f"{each.name}, version {each.number}" for each in (kept, followed))
    why = "The cohort follows other regulations now."
    return (Difference(0, "", "", "regulations", was, now, why),)


def _followed(work: UnitOfWork, cohort_id: int) -> RegulationSetRow | None:
    query = (
        select(RegulationSetRow)
        .join(CohortRegulationsRow, CohortRegulationsRow.regulation_set_id == RegulationSetRow.id)
        .where(CohortRegulationsRow.cohort_id == cohort_id)
    )
    return work.session.scalar(query)


def _has_comments(work: UnitOfWork, board_id: int) -> bool:
    query = select(ExaminerCommentRow.id).where(ExaminerCommentRow.board_id == board_id).limit(1)
    return work.session.scalar(query) is not None


def _unfinished(results: CohortResults) -> tuple[str, ...]:
    ladders = [ladder for each in results.candidates for ladder in each.ladders]
    without = sum(1 for each in ladders if each.ladder.final is None and not each.deferred)
    held = sum(1 for each in ladders if each.held)
    said: list[str] = []
    if without:
        said.append(f"{counted(without, 'mark is', 'marks are')} still missing.")
    if held:
        said.append(f"{counted(held, 'mark is', 'marks are')} on hold.")
    return tuple(said)


def _unreleased(work: UnitOfWork, cohort_id: int) -> tuple[str, ...]:
    query = (
        select(ModuleRow.code, AssessmentRow.title)
        .join(AssessmentRow, AssessmentRow.module_id == ModuleRow.id)
        .join(SittingRow, SittingRow.assessment_id == AssessmentRow.id)
        .where(
            ModuleRow.cohort_id == cohort_id,
            SittingRow.number == 1,
            SittingRow.visibility == "hidden",
        )
        .order_by(ModuleRow.position, AssessmentRow.position)
    )
    titles = [f"{code} {title}" for code, title in work.session.execute(query)]
    if not titles:
        return ()
    return (f"Not released as provisional yet: {', '.join(titles)}.",)
