"""Reads modules, their assessments and sittings as screens and papers show them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    AssessmentRow,
    MarkingGuideRow,
    ModuleRow,
    RoundRow,
    SittingRow,
)
from cohort_desk.domain.marks.numbers import from_hundredths
from cohort_desk.domain.modules.shares import share


@dataclass(frozen=True, slots=True)
class Sitting:
    """One occasion of an assessment, counted from 1; moments are aware, in UTC."""

    number: int
    opens_at: datetime | None
    deadline: datetime | None
    closes_at: datetime | None
    visibility: str
    version: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """An assessment at one version.

    Attributes:
        done_by: "person" or "group"; then by the groups of `round_id`, once that is chosen.
        share: the part of its module, from 0 to 1, that its weight gives it.
        minimum: the least mark that the module asks for, if it asks for one.
        markers: how many mark each submission, 1 or 2.
        anonymous: whether its markers see whose work it is.
        sittings: in the order of their numbers; there is always a first.
    """

    id: int
    version: int
    cohort_id: int
    module_id: int
    module_code: str
    module_title: str
    title: str
    done_by: str
    round_id: int | None
    round_name: str
    weight: int
    share: Decimal
    minimum: Decimal | None
    brief: str
    word_limit: int | None
    guide_id: int | None
    guide_title: str
    markers: int
    anonymous: bool
    sittings: tuple[Sitting, ...]

    @property
    def deadline(self) -> datetime | None:
        """When the first sitting is due."""
        return self.sittings[0].deadline if self.sittings else None

    @property
    def unsettled(self) -> tuple[str, ...]:
        """What is still to be said before it can be handed in and marked, in short sentences."""
        missing: list[str] = []
        if self.done_by == "group" and self.round_id is None:
            missing.append("Choose whose groups do it.")
        if self.deadline is None:
            missing.append("Set a deadline.")
        return tuple(missing)


@dataclass(frozen=True, slots=True)
class Module:
    """A module at one version; a core module must be passed and is never compensated."""

    id: int
    version: int
    cohort_id: int
    code: str
    title: str
    credits: int
    level: int
    core: bool
    assessments: tuple[Assessment, ...]


def list_modules(db: Database, cohort_id: int) -> tuple[Module, ...]:
    """Return the modules of a cohort in their order, with their assessments and sittings."""
    with db.read() as work:
        return modules_of(work, cohort_id)


def read_module(db: Database, module_id: int) -> Module:
    """Return one module.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        return _modules(work, (work.need(ModuleRow, module_id),))[0]


def read_assessment(db: Database, assessment_id: int) -> Assessment:
    """Return one assessment.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        return assessment_of(work, assessment_id)


def modules_of(work: UnitOfWork, cohort_id: int) -> tuple[Module, ...]:
    """Return what `list_modules` does, within a transaction."""
    rows = select(ModuleRow).where(ModuleRow.cohort_id == cohort_id)
    ordered = rows.order_by(ModuleRow.position, ModuleRow.id)
    return _modules(work, work.session.scalars(ordered).all())


def assessment_of(work: UnitOfWork, assessment_id: int) -> Assessment:
    """Return what `read_assessment` does, within a transaction.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    row = work.need(AssessmentRow, assessment_id)
    module = _modules(work, (work.need(ModuleRow, row.module_id),))[0]
    return next(one for one in module.assessments if one.id == assessment_id)


def _modules(work: UnitOfWork, rows: Iterable[ModuleRow]) -> tuple[Module, ...]:
    modules = {row.id: row for row in rows}
    of_these = select(AssessmentRow).where(AssessmentRow.module_id.in_(modules))
    ordered = of_these.order_by(AssessmentRow.position, AssessmentRow.id)
    by_module: defaultdict[int, list[AssessmentRow]] = defaultdict(list)
    for row in work.session.scalars(ordered):
        by_module[row.module_id].append(row)
    look_up = _LookUp(work, [row.id for of in by_module.values() for row in of])
    return tuple(
        Module(
            id=row.id,
            version=row.version,
            cohort_id=row.cohort_id,
            code=row.code,
            title=row.title,
            credits=row.credits,
            level=row.level,
            core=row.core,
            assessments=look_up.assessments(row, by_module[row.id]),
        )
        for row in modules.values()
    )


class _LookUp:
    """What assessments refer to, read at once for all of them."""

    def __init__(self, work: UnitOfWork, assessment_ids: list[int]) -> None:
        self._rounds = dict(work.session.execute(select(RoundRow.id, RoundRow.name)).all())
        guides = select(MarkingGuideRow.id, MarkingGuideRow.title)
        self._guides = dict(work.session.execute(guides).all())
        of_these = select(SittingRow).where(SittingRow.assessment_id.in_(assessment_ids))
        self._sittings: defaultdict[int, list[Sitting]] = defaultdict(list)
        for row in work.session.scalars(of_these.order_by(SittingRow.number)):
            self._sittings[row.assessment_id].append(
                Sitting(
                    row.number,
                    row.opens_at,
                    row.deadline,
                    row.closes_at,
                    row.visibility,
                    row.version,
                )
            )

    def assessments(self, module: ModuleRow, rows: list[AssessmentRow]) -> tuple[Assessment, ...]:
        weights = [row.weight for row in rows]
        return tuple(
            Assessment(
                id=row.id,
                version=row.version,
                cohort_id=module.cohort_id,
                module_id=module.id,
                module_code=module.code,
                module_title=module.title,
                title=row.title,
                done_by=row.done_by,
                round_id=row.round_id,
                round_name=self._rounds.get(row.round_id or 0, ""),
                weight=row.weight,
                share=share(row.weight, weights),
                minimum=None if row.minimum is None else from_hundredths(row.minimum),
                brief=row.brief,
                word_limit=row.word_limit,
                guide_id=row.guide_id,
                guide_title=self._guides.get(row.guide_id or 0, ""),
                markers=row.markers,
                anonymous=row.anonymous,
                sittings=tuple(self._sittings[row.id]),
            )
            for row in rows
        )
