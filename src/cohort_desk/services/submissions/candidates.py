"""The numbers by which blind markers and the board know people; drawn by lot, once for all."""

import secrets
from collections.abc import Collection, Iterable

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CandidateRow, CohortRow, ParticipantRow, taking_part
from cohort_desk.domain.words import counted

_FIRST, _NUMBERS = 1000, 9000


def candidate_numbers(work: UnitOfWork, cohort_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Return the candidate number of each person, such as "C4827"; drawn now where there is none.

    For a step that writes; to show numbers, `known_candidates` reads those that there are.
    """
    asked = set(ids)
    work.session.flush()
    known = known_candidates(work, cohort_id)
    taken = set(known.values())
    for person in sorted(asked - known.keys()):
        number = free_number("C", taken)
        taken.add(number)
        row = CandidateRow(participant_id=person, cohort_id=cohort_id, number=number)
        work.session.add(row)
        known[person] = number
    work.session.flush()
    return {person: known[person] for person in asked}


def known_candidates(work: UnitOfWork, cohort_id: int) -> dict[int, str]:
    """Return the candidate numbers that have been drawn in a cohort, by person."""
    query = select(CandidateRow).where(CandidateRow.cohort_id == cohort_id)
    return {row.participant_id: row.number for row in work.session.scalars(query)}


def draw_candidates(db: Database, cohort_id: int) -> int:
    """Give everybody enrolled in a cohort a candidate number, and return how many were drawn.

    Raises:
        NotFound: the cohort has been deleted.
    """
    with db.begin("drawing of candidate numbers") as work:
        work.need(CohortRow, cohort_id)
        enrolled = select(ParticipantRow.id).where(
            ParticipantRow.cohort_id == cohort_id, taking_part()
        )
        before = len(known_candidates(work, cohort_id))
        candidate_numbers(work, cohort_id, work.session.scalars(enrolled))
        drawn = len(known_candidates(work, cohort_id)) - before
        told = counted(drawn, "candidate number", "candidate numbers")
        work.call("drawing of candidate numbers", f"Drew {told}")
        return drawn


def free_number(letter: str, taken: Collection[str]) -> str:
    """Return a letter with a number drawn by lot: four digits while half of those are free.

    The digits tell nothing about the order of names or of arrival.
    """
    numbers = _NUMBERS
    while 2 * len(taken) >= numbers:
        numbers *= 10
    first = _FIRST * numbers // _NUMBERS
    while True:
        drawn = f"{letter}{first + secrets.randbelow(numbers)}"
        if drawn not in taken:
            return drawn
