"""What still stands against the marks before a board: open moderation, peer rounds, missing marks.

Section 2 of the marking rules refuses a mark to participants for any of these, and a board may
follow without the marks' having been shown, so it looks for itself. Holds are left to it: it
decides on a candidate whose mark is held.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

from cohort_desk.db.database import UnitOfWork
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.freezing import FrozenMark, Key, Snapshot
from cohort_desk.services.marks.batches import Batch, read_batch
from cohort_desk.services.marks.releasing import ReleaseLine, release_of

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing that stands against marks of a sitting, and the codes of the submissions."""

    title: str
    reason: str
    codes: tuple[str, ...]

    @property
    def words(self) -> str:
        """What stands against how many submissions, and which."""
        submissions = counted(len(self.codes), "submission", "submissions")
        return f"{self.title}: {self.reason} {submissions}: {listed(self.codes)}."


def outstanding(work: UnitOfWork, snapshot: Snapshot) -> tuple[Outstanding, ...]:
    """Return what stands against the submissions of a snapshot, in the order of assessments.

    Whoever handed in nothing by the close of the window, was deferred, or has a further sitting
    still to come does not hold up the board: it decides on them.
    """
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for (assessment_id, sitting), marks in _by_sitting(snapshot).items():
        batch = _without_holds(read_batch(work, assessment_id, sitting))
        title = f"{batch.assessment.module_code} · {batch.name}"
        for code, line in _concerned(batch, marks):
            for reason in line.against:
                found[title, reason].add(code)
    return tuple(Outstanding(*key, tuple(sorted(codes))) for key, codes in found.items())


def listed(codes: Collection[str]) -> str:
    """Return the first few of some codes, and how many more there are."""
    some = list(codes)
    more = f" and {len(some) - _NAMED} more" if len(some) > _NAMED else ""
    return ", ".join(some[:_NAMED]) + more


def _by_sitting(snapshot: Snapshot) -> dict[tuple[int, int], list[tuple[Key, FrozenMark]]]:
    found: defaultdict[tuple[int, int], list[tuple[Key, FrozenMark]]] = defaultdict(list)
    for key, mark in sorted(snapshot.marks.items(), key=lambda pair: (pair[0][1], pair[0][0])):
        if not mark.plain["deferred"]:
            found[key[1], int(mark.plain["sitting"])].append((key, mark))
    return found


def _without_holds(batch: Batch) -> Batch:
    works = tuple(replace(each, facts=replace(each.facts, holds=())) for each in batch.works)
    return replace(batch, works=works)


def _concerned(batch: Batch, marks: list[tuple[Key, FrozenMark]]) -> list[tuple[str, ReleaseLine]]:
    """Return the submissions that the marks come from, by code (or name, where there is none)."""
    people = {key[0] for key, _mark in marks}
    known = {mark.submission_id for _key, mark in marks} - {None}
    lines = zip(batch.works, release_of(batch).lines, strict=True)
    return [
        (each.line.code or each.line.name, line)
        for each, line in lines
        if not (batch.sitting.number > 1 and each.line.submitted_at is None)
        and (
            each.line.id in known
            or people & {member.participant_id for member in each.line.members}
        )
    ]
