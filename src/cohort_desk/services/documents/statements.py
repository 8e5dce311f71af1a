"""A participant's mark statement: their marks as they may see them now, provisional or confirmed.

What has not been released is there as an assessment without a mark; why is not said, for a hold
or a moderation is not the participant's to know of before it is settled.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AssessmentRow, MembershipRow
from cohort_desk.services.boards.results import ratified_results
from cohort_desk.services.documents.holders import Holder, holder_of, holders_of, today
from cohort_desk.services.marks.climbing import CandidateLadder
from cohort_desk.services.marks.shown import shown_ladders
from cohort_desk.services.modules import Assessment, Module, modules_of


class Standing(Enum):
    """How far a mark may be relied on; the values are what people read."""

    CONFIRMED = "Confirmed"
    PROVISIONAL = "Provisional"
    NOT_SHOWN = "Not released yet"


@dataclass(frozen=True, slots=True)
class StatementMark:
    """An assessment with its mark; None while that is not released.

    `share` is the part of the module that it makes, in per cent; `group` is '' for one's own work.
    """

    assessment: str
    assessment_id: int
    share: int
    sitting: int
    group: str
    mark: Decimal | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class StatementModule:
    """A module with the assessments that the participant takes.

    `mark` is the module's, once a board has ratified it and all its assessments are shown.
    """

    code: str
    title: str
    credits: int
    level: int
    mark: Decimal | None
    marks: tuple[StatementMark, ...]


@dataclass(frozen=True, slots=True)
class MarkStatement:
    """Everything that a mark statement says on a day."""

    holder: Holder
    modules: tuple[StatementModule, ...]
    on: date

    @property
    def standings(self) -> frozenset[Standing]:
        """How far the marks on it may be relied on."""
        return frozenset(mark.standing for module in self.modules for mark in module.marks)

    @property
    def shown(self) -> int:
        """How many marks it has."""
        return sum(mark.mark is not None for module in self.modules for mark in module.marks)


def read_statement(db: Database, participant_id: int) -> MarkStatement:
    """Return a participant's marks as they may see them.

    Raises:
        NotFound: the participant has been deleted meanwhile.
    """
    with db.read() as work:
        holder = holder_of(work, participant_id)
        return statement_of(work, holder, modules_of(work, holder.cohort_id))


def read_statements(db: Database, cohort_id: int) -> tuple[MarkStatement, ...]:
    """Return the statements of everybody in a cohort who may see a mark."""
    with db.read() as work:
        modules = modules_of(work, cohort_id)
        statements = (statement_of(work, each, modules) for each in holders_of(work, cohort_id))
        return tuple(each for each in statements if each.shown)


def statement_of(work: UnitOfWork, holder: Holder, modules: tuple[Module, ...]) -> MarkStatement:
    """Return one participant's statement, as a part of a larger reading."""
    keys = [part.id for module in modules for part in module.assessments]
    rows = work.session.scalars(select(AssessmentRow).where(AssessmentRow.id.in_(keys))).all()
    shown = shown_ladders(work, holder.id, rows)
    confirmed = ratified_results(work, holder.cohort_id, holder.id).get(holder.id)
    ratified = {each.key: each.mark for each in confirmed.result.modules} if confirmed else {}
    rounds = _rounds_of(work, holder)
    found: list[StatementModule] = []
    for module in modules:
        lines = tuple(
            _line(part, shown.get(part.id))
            for part in module.assessments
            if part.id in shown or part.round_id in rounds
        )
        if lines:
            settled = all(line.standing is Standing.CONFIRMED for line in lines)
            mark = ratified.get(module.id) if settled else None
            facts = (module.code, module.title, module.credits, module.level)
            found.append(StatementModule(*facts, mark, lines))
    return MarkStatement(holder, tuple(found), today())


def _line(part: Assessment, own: CandidateLadder | None) -> StatementMark:
    if own is None:
        sitting, group, mark, standing = 1, "", None, Standing.NOT_SHOWN
    else:
        sitting, group, mark = own.sitting, own.group, own.ladder.final
        standing = Standing.CONFIRMED if own.ratified else Standing.PROVISIONAL
    share = round(100 * part.share)
    return StatementMark(part.title, part.id, share, sitting, group, mark, standing)


def _rounds_of(work: UnitOfWork, holder: Holder) -> frozenset[int | None]:
    """Return the rounds whose groups' work is the holder's too; None stands for one's own work."""
    if holder.withdrawn:
        return frozenset()
    query = select(MembershipRow.round_id).where(MembershipRow.participant_id == holder.id)
    return frozenset((None, *work.session.scalars(query)))
