"""Takes from a sheet who marks what: planned row by row first, then written as one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AllotmentRow, TutorRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.modules.moments import read_in_london
from cohort_desk.domain.names import folded
from cohort_desk.domain.words import counted
from cohort_desk.services.evidence.markers import ROLES
from cohort_desk.services.marks.allotting import THIRD_IS_CALLED, Allotter, Duty, Occasion
from cohort_desk.services.marks.batches import Work, read_batch
from cohort_desk.services.marks.mark_plans import Outcome
from cohort_desk.services.marks.matching import Owners, Signs, gathered
from cohort_desk.services.submissions.making import Owner


@dataclass(frozen=True, slots=True)
class AllotmentEntry:
    """A row of a sheet of allotments: by role the tutor's name or e-mail, "" for nobody said.

    `due` is until when it is to be marked, as it is typed: "14 November 2026, 12:00".
    """

    row: int
    signs: Signs
    tutors: Mapping[str, str]
    due: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A role that a row would give to a tutor; `was` is who has it now, "" if nobody."""

    role: str
    tutor_id: int
    tutor: str
    was: str
    allotment_id: int | None


@dataclass(frozen=True, slots=True)
class PlannedAllotment:
    """What becomes of a row, and why."""

    row: int
    who: str
    owner: Owner | None
    outcome: Outcome
    reason: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class AllotmentImport:
    """What an import of allotments would do; nothing is written yet."""

    occasion: Occasion
    entries: tuple[AllotmentEntry, ...]
    rows: tuple[PlannedAllotment, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many rows come to that."""
        return sum(row.outcome is outcome for row in self.rows)


def plan_allotments(
    db: Database, occasion: Occasion, entries: Sequence[AllotmentEntry]
) -> AllotmentImport:
    """Return what each row would do; roles that a row leaves empty stay as they are.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        return _plan(work, occasion, tuple(entries))


def apply_allotments(db: Database, plan: AllotmentImport) -> int:
    """Allot as planned, in one step, and return how many tasks were given.

    Raises:
        EditedMeanwhile: what the plan rests on has changed since; nothing was written.
        RuleBroken: there is nothing to allot.
    """
    changes = [(row, change) for row in plan.rows for change in row.changes]
    if not changes:
        raise RuleBroken("rows", "There is nothing to import: no row allots anything new.")
    what = counted(len(changes), "allotment", "allotments")
    with db.begin(f"import of {what}", f"Imported {what}") as work:
        if _plan(work, plan.occasion, plan.entries) != plan:
            raise EditedMeanwhile(
                "Submissions, tutors or allotments have changed since this preview. Nothing was "
                "imported: look at the new preview first."
            )
        allotter = Allotter(work, read_batch(work, *plan.occasion))
        due = {
            entry.row: read_in_london("due", entry.due)
            for entry in plan.entries
            if entry.row in {row.row for row, _ in changes}
        }
        for row, change in changes:
            if change.allotment_id is not None:
                work.need(AllotmentRow, change.allotment_id).tutor_id = change.tutor_id
            elif row.owner is not None:
                allotter.add(row.owner, Duty(change.role, change.tutor_id, due.get(row.row)))
        return len(changes)


def _plan(
    work: UnitOfWork, occasion: Occasion, entries: tuple[AllotmentEntry, ...]
) -> AllotmentImport:
    planner = _Planner(work, occasion)
    return AllotmentImport(occasion, entries, tuple(planner.row(entry) for entry in entries))


class _Planner:
    def __init__(self, work: UnitOfWork, occasion: Occasion) -> None:
        self._allotter = Allotter(work, read_batch(work, *occasion))
        self._owners = Owners(work, self._allotter.batch)
        self._tutors: dict[str, list[TutorRow]] = {}
        for tutor in work.session.scalars(select(TutorRow).order_by(TutorRow.id)):
            for sign in {folded(tutor.name), folded(tutor.email or "")} - {""}:
                self._tutors.setdefault(sign, []).append(tutor)
        self._taken: set[tuple[Owner, str]] = set()

    def row(self, entry: AllotmentEntry) -> PlannedAllotment:
        who = entry.signs.who
        try:
            found = self._owners.find(entry.signs)
            read_in_london("due", entry.due)
            changes = self._changes(entry, found)
        except RuleBroken as refusal:
            return PlannedAllotment(entry.row, who, None, Outcome.REFUSED, str(refusal))
        owner = found.line.owner
        if not any(entry.tutors.values()):
            return PlannedAllotment(entry.row, who, owner, Outcome.EMPTY, "No marker is named.")
        outcome = Outcome.SAME
        if changes:
            outcome = Outcome.CHANGED if any(each.was for each in changes) else Outcome.NEW
        return PlannedAllotment(entry.row, who, owner, outcome, "", changes)

    def _changes(self, entry: AllotmentEntry, found: Work) -> tuple[Change, ...]:
        named = {role: self._tutor(entry.tutors[role]) for role in ROLES if entry.tutors.get(role)}
        if len({tutor.id for tutor in named.values()}) < len(named):
            raise RuleBroken("tutor", "One tutor is named twice for the same work.")
        changes: list[Change] = []
        against: list[str] = []
        for role, tutor in named.items():
            present = found.marker(role)
            if present is not None and present.tutor_id == tutor.id:
                continue
            try:
                self._refuse(found, role, tutor)
            except RuleBroken as refusal:
                against.append(str(refusal))
                continue
            was, key = (present.name, present.allotment_id) if present else ("", None)
            changes.append(Change(role, tutor.id, tutor.name, was, key))
        if against:
            raise RuleBroken("tutor", gathered(against))
        if changes and any((found.line.owner, each.role) in self._taken for each in changes):
            raise RuleBroken("tutor", "An earlier row speaks of the same work.")
        self._taken |= {(found.line.owner, each.role) for each in changes}
        return tuple(changes)

    def _refuse(self, found: Work, role: str, tutor: TutorRow) -> None:
        present = found.marker(role)
        if role == "third" and present is None:
            raise RuleBroken("role", THIRD_IS_CALLED)
        if not tutor.active:
            raise RuleBroken("tutor", f"{tutor.name} is given no more work.")
        if present is not None and present.final:
            raise RuleBroken("tutor", f"{present.name} has finished marking this.")
        self._allotter.refuse(found, role, tutor, instead=present is not None)

    def _tutor(self, sign: str) -> TutorRow:
        found = self._tutors.get(folded(sign), [])
        if len(found) != 1:
            several = "Several tutors are" if found else "No tutor is"
            raise RuleBroken("tutor", f"{several} called “{sign}”. Add the tutor, or the e-mail.")
        return found[0]
