"""Allots all the work of a sitting evenly: a preview that says who would get what, then one step.

A plan counts what each tutor has already in the cohort, gives nobody work that a conflict of
interest or the regulations keep from them, and never the same tutor twice the same work. Its
largest load is the least possible (`domain.marks.allotting`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    ModuleRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.marks.allotting import Task, deal
from cohort_desk.domain.words import counted
from cohort_desk.services.evidence.markers import ROLES
from cohort_desk.services.marks.allotting import Allotter, Duty, Occasion, need_active
from cohort_desk.services.marks.batches import Work, read_batch
from cohort_desk.services.submissions.making import Owner


@dataclass(frozen=True, slots=True)
class Wish:
    """What to allot: of which sitting, to which tutors, in which roles, and the seed of the lot.

    `roles` are of "first" and "second"; work that has a marker in one keeps that marker.
    """

    occasion: Occasion
    tutor_ids: tuple[int, ...]
    roles: tuple[str, ...]
    seed: int
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """One task of a plan; `name` is the owner's, as whoever allots sees it."""

    owner: Owner
    name: str
    role: str
    tutor_id: int
    tutor: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A task that nobody of those chosen may take, and why."""

    owner: Owner
    name: str
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class Load:
    """How many tasks a tutor had in the cohort, and how many the plan adds."""

    tutor_id: int
    tutor: str
    before: int
    added: int

    @property
    def after(self) -> int:
        """How many it comes to."""
        return self.before + self.added


@dataclass(frozen=True, slots=True)
class AllotmentPlan:
    """Who would mark what; nothing is written yet."""

    wish: Wish
    tasks: tuple[Planned, ...]
    unplaced: tuple[Unplaced, ...]
    loads: tuple[Load, ...]


def plan_allotment(db: Database, wish: Wish) -> AllotmentPlan:
    """Return who would mark what.

    Raises:
        NotFound: the assessment or a tutor has been deleted meanwhile.
        RuleBroken: no tutor or role is chosen, a tutor is given no more work, or a role is not
            needed.
    """
    with db.read() as work:
        return _plan(work, wish)


def apply_allotment(db: Database, plan: AllotmentPlan) -> None:
    """Allot as planned, in one step.

    Raises:
        EditedMeanwhile: what the plan rests on has changed since; nothing was written.
        RuleBroken: the plan allots nothing.
    """
    if not plan.tasks:
        raise RuleBroken("tasks", "There is nothing to allot in this plan.")
    what = counted(len(plan.tasks), "task", "tasks")
    tutors = counted(len({task.tutor_id for task in plan.tasks}), "tutor", "tutors")
    with db.begin(f"allotment of {what} to {tutors}", f"Allotted {what} to {tutors}") as work:
        if _plan(work, plan.wish) != plan:
            raise EditedMeanwhile(
                "Submissions, tutors or allotments have changed since this plan was made. "
                "Nothing was allotted: make the plan again."
            )
        allotter = Allotter(work, read_batch(work, *plan.wish.occasion))
        for task in plan.tasks:
            allotter.add(task.owner, Duty(task.role, task.tutor_id, plan.wish.due_at))


def _plan(work: UnitOfWork, wish: Wish) -> AllotmentPlan:
    if not wish.tutor_ids or not wish.roles:
        raise RuleBroken("tutors", "Choose at least one tutor and one role.")
    batch = read_batch(work, *wish.occasion)
    known = ROLES[: batch.assessment.markers]
    if not set(wish.roles) <= set(known):
        raise RuleBroken("role", f"{batch.name} has one marker, so there is no second one.")
    tutors = [need_active(work, tutor_id) for tutor_id in sorted(set(wish.tutor_ids))]
    before = _loads(work, batch.assessment.cohort_id, tutors)
    planner = _Planner(Allotter(work, batch), tutors, wish, before)
    tasks, unplaced = planner.result()
    added = Counter(task.tutor_id for task in tasks)
    loads = tuple(Load(row.id, row.name, before[row.id], added[row.id]) for row in tutors)
    return AllotmentPlan(wish, tasks, unplaced, loads)


class _Planner:
    def __init__(
        self, allotter: Allotter, tutors: Sequence[TutorRow], wish: Wish, before: dict[int, int]
    ) -> None:
        self._barred, self._before, self._wish = allotter.barred, before, wish
        self._names = {row.id: row.name for row in tutors}
        self._works = [each for each in allotter.batch.works if not each.ratified_by]
        self._roles = {
            number: [role for role in wish.roles if each.marker(role) is None]
            for number, each in enumerate(self._works)
        }

    def result(self) -> tuple[tuple[Planned, ...], tuple[Unplaced, ...]]:
        needs = [
            Task(number, len(roles), self._may(self._works[number]))
            for number, roles in self._roles.items()
        ]
        dealt = deal(needs, self._before, self._wish.seed)
        firsts: Counter[tuple[int, str]] = Counter()
        planned: list[Planned] = []
        unplaced: list[Unplaced] = []
        for number, roles in self._roles.items():
            owner, name = self._works[number].line.owner, self._works[number].line.name
            waiting = list(dealt[number])
            for role in roles:
                if not waiting:
                    reason = self._why_nobody(self._works[number], len(dealt[number]))
                    unplaced.append(Unplaced(owner, name, role, reason))
                    continue
                tutor_id = min(waiting, key=lambda one: (firsts[one, role], waiting.index(one)))
                waiting.remove(tutor_id)
                firsts[tutor_id, role] += 1
                planned.append(Planned(owner, name, role, tutor_id, self._names[tutor_id]))
        return tuple(planned), tuple(unplaced)

    def _may(self, each: Work) -> frozenset[int]:
        """Return which of the tutors may mark a work in a role that is still free."""
        return frozenset(
            tutor_id
            for tutor_id in self._names
            if each.marker_of(tutor_id) is None and not self._barred.against(tutor_id, each.line)
        )

    def _why_nobody(self, each: Work, dealt: int) -> str:
        reasons: list[str] = []
        if dealt:
            reasons.append("Two different tutors are needed.")
        for tutor_id, name in self._names.items():
            marker = each.marker_of(tutor_id)
            against = self._barred.against(tutor_id, each.line)
            if marker is not None:
                reasons.append(f"{name} is the {marker.role} marker.")
            elif against:
                reasons.append(f"{name}: {against}")
        return " ".join(reasons)


def _loads(work: UnitOfWork, cohort_id: int, tutors: Sequence[TutorRow]) -> dict[int, int]:
    """Return how many tasks each tutor has in a cohort, finished ones counted too."""
    query = (
        select(AllotmentRow.tutor_id, func.count())
        .join(SubmissionRow, SubmissionRow.id == AllotmentRow.submission_id)
        .join(AssessmentRow, AssessmentRow.id == SubmissionRow.assessment_id)
        .join(ModuleRow, ModuleRow.id == AssessmentRow.module_id)
        .where(ModuleRow.cohort_id == cohort_id)
        .group_by(AllotmentRow.tutor_id)
    )
    found = dict(work.session.execute(query).all())
    return {row.id: found.get(row.id, 0) for row in tutors}
