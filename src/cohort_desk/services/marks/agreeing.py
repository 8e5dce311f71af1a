"""How the markers of each work come to one mark: by the rule, between them, or by a third.

What the two gave is in no line before both have finished.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import AgreementRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.marks.refusals import refuse_settling
from cohort_desk.domain.marks.states import Moderation, State, Visibility
from cohort_desk.domain.marks.tutors import clean_reason
from cohort_desk.domain.unseen import one_line
from cohort_desk.services.evidence.locks import refuse_if_ratified
from cohort_desk.services.evidence.markers import ROLES
from cohort_desk.services.marks.allotting import Allotter, Duty, need_active
from cohort_desk.services.marks.batches import Batch, Work, batch_of, read_batch
from cohort_desk.services.marks.writing import kept
from cohort_desk.services.submissions.making import Owner

MOST_IN_REASON = 1000


class How(Enum):
    """How far agreement is, and who decided; the values are what people read."""

    WAITING = "Waiting for markers"
    TO_SETTLE = "To settle"
    THIRD_CALLED = "With the third marker"
    ONE_MARKER = "One marker"
    BY_RULE = "Agreed by the rule"
    SETTLED = "Settled"
    BY_THIRD = "Decided by the third marker"


@dataclass(frozen=True, slots=True)
class MarkerLine:
    """A marker of a work; `mark` is None until both of the first two have finished."""

    tutor_id: int
    tutor: str
    role: str
    final: bool
    mark: Decimal | None


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """A work and how its markers come to one mark.

    Attributes:
        submission_id: None while nothing was handed in or allotted.
        identity: whose work it is, or of anonymous work the blind identity.
        reason: why the rule does not decide, or the reason that was given for settling.
        by: who settled it, "" if nobody had to.
        version: of what was settled; None if nothing was.
        locked: why nothing can be settled any more, "" if it can.
    """

    submission_id: int | None
    owner: Owner
    identity: str
    markers: tuple[MarkerLine, ...]
    how: How
    agreed: Decimal | None
    reason: str
    by: str
    version: int | None
    state: State
    locked: str


@dataclass(frozen=True, slots=True)
class Agreements:
    """The agreement of one sitting; `to_settle` counts what waits for the markers or their lead."""

    name: str
    markers: int
    lines: tuple[AgreementLine, ...]

    @property
    def to_settle(self) -> int:
        """How many works wait for a decision."""
        return sum(line.how is How.TO_SETTLE for line in self.lines)


def read_agreements(db: Database, assessment_id: int, sitting: int = 1) -> Agreements:
    """Return how far the markers agree on each work of a sitting.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        batch = read_batch(work, assessment_id, sitting)
        ids = [each.line.id for each in batch.works if each.line.id is not None]
        settled = {
            row.submission_id: row
            for row in work.session.scalars(
                select(AgreementRow).where(AgreementRow.submission_id.in_(ids))
            )
        }
        lines = tuple(_line(batch, each, settled.get(each.line.id or 0)) for each in batch.works)
        return Agreements(batch.name, batch.assessment.markers, lines)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A mark that the markers or their lead settled on: why, and who they are."""

    value: Decimal
    reason: str
    by: str


def settle(
    db: Database, submission_id: int, settlement: Settlement, version: int | None = None
) -> None:
    """Settle the mark of a work with two markers; `version` is that of what was settled before.

    Raises:
        NotFound: the submission has been deleted meanwhile.
        EditedMeanwhile: somebody else settled it meanwhile.
        RuleBroken: a marker has not finished, the rule or a third marker decides, the value is no
            mark or not within the two marks, there is no reason or no name, or a moderator, the
            participants or a board have the mark before them.
    """
    reason = clean_reason(settlement.reason, MOST_IN_REASON)
    by = one_line(settlement.by)
    value = kept(settlement.value)
    with db.begin("agreed mark") as work:
        batch = batch_of(work, submission_id)
        found = batch.work(submission_id)
        work.call(
            # The step names no mark, for other windows read its name.
            f"agreed mark of {found.identity}",
            f"Settled {found.identity} at {written(settlement.value)}",
        )
        refuse_if_ratified(work, submission_id)
        if batch.assessment.markers == 1:
            raise RuleBroken("mark", "There is one marker, whose mark stands.")
        given = [marker.mark for marker in found.markers if marker.mark is not None]
        marking = batch.regulations.marking
        refuse_settling(found.facts, given, marking, settlement.value, reason)
        if not by:
            raise RuleBroken("by", "Say who settled it.")
        row = _need_settled(work, submission_id, version)
        values = {
            "value": value,
            "reason": reason,
            "agreed_by": by[:200],
            "agreed_at": datetime.now(UTC),
        }
        if row is None:
            work.session.add(AgreementRow(submission_id=submission_id, **values))
            return
        for field, each in values.items():
            if getattr(row, field) != each:
                setattr(row, field, each)


def unsettle(db: Database, submission_id: int, version: int) -> None:
    """Take back what was settled, so that the rule or a third marker decides.

    Raises:
        NotFound: it has been taken back meanwhile.
        EditedMeanwhile: somebody has settled it otherwise since that version.
        RuleBroken: a moderator, the participants or a board have the mark before them.
    """
    with db.begin("settled mark") as work:
        row = work.need(AgreementRow, submission_id, version)
        found = batch_of(work, submission_id).work(submission_id)
        work.call(
            f"removal of the agreed mark of {found.identity}",
            f"The mark of {found.identity} is no longer settled",
        )
        refuse_if_ratified(work, submission_id)
        locked = _locked(found)
        if locked:
            raise RuleBroken("mark", locked)
        work.session.delete(row)


def call_third(
    db: Database, submission_id: int, tutor_id: int, due_at: datetime | None = None
) -> None:
    """Have a third marker decide between the marks of the first two.

    Raises:
        NotFound: the submission or the tutor has been deleted meanwhile.
        RuleBroken: the two have not both finished, agree, or have settled it; or the tutor must
            not mark this work.
    """
    with db.begin("call of a third marker") as work:
        tutor = need_active(work, tutor_id)
        batch = batch_of(work, submission_id)
        found = batch.work(submission_id)
        work.call(
            f"call of {tutor.name} as third marker of {found.identity}",
            f"{tutor.name} is the third marker of {found.identity}",
        )
        if found.settled is not None:
            raise RuleBroken("mark", "This mark is settled. Take that back first.")
        if not found.all_final:
            raise RuleBroken("mark", "Both markers have to finish before a third is called.")
        if found.not_agreed(batch.regulations) is None:
            raise RuleBroken("mark", "The two marks agree, so no third marker is needed.")
        locked = _locked(found)
        if locked:
            raise RuleBroken("mark", locked)
        allotter = Allotter(work, batch)
        allotter.refuse(found, "third", tutor)
        allotter.add(found.line.owner, Duty("third", tutor_id, due_at))


def how_agreed(batch: Batch, found: Work) -> How:
    """Return how far agreement on a work is, and who decided."""
    third = found.marker("third")
    if found.settled is not None and found.agreed is not None:
        return How.SETTLED
    if third is not None and not third.final and _both_final(batch, found):
        return How.THIRD_CALLED
    if not found.all_final:
        return How.WAITING
    if batch.assessment.markers == 1:
        return How.ONE_MARKER
    if found.not_agreed(batch.regulations) is None:
        return How.BY_RULE
    return How.TO_SETTLE if third is None else How.BY_THIRD


def _line(batch: Batch, found: Work, row: AgreementRow | None) -> AgreementLine:
    how = how_agreed(batch, found)
    shown = _both_final(batch, found)
    answer = found.not_agreed(batch.regulations) if shown else None
    return AgreementLine(
        submission_id=found.line.id,
        owner=found.line.owner,
        identity=found.identity,
        markers=_marker_lines(found, shown=shown),
        how=how,
        agreed=found.agreed,
        reason=row.reason if row else answer.reason if answer else "",
        by=row.agreed_by if row else "",
        version=row.version if row else None,
        state=found.state,
        locked=_locked(found),
    )


def _marker_lines(found: Work, *, shown: bool) -> tuple[MarkerLine, ...]:
    return tuple(
        MarkerLine(
            marker.tutor_id,
            marker.name,
            marker.role,
            marker.final,
            marker.mark if shown and marker.final else None,
        )
        for marker in found.markers
    )


def _both_final(batch: Batch, found: Work) -> bool:
    markers = [found.marker(role) for role in ROLES[: batch.assessment.markers]]
    return all(marker is not None and marker.final for marker in markers)


def _locked(found: Work) -> str:
    if found.ratified_by:
        return f"The board “{found.ratified_by}” has ratified this mark."
    if found.facts.before_board:
        return "A board has this mark before it. The board can amend it, with a reason."
    if found.facts.moderation is Moderation.OPEN:
        return "These marks are with the moderator."
    if found.facts.visibility is not Visibility.HIDDEN:
        return "Participants can see these marks. Hide them first."
    return ""


def _need_settled(work: UnitOfWork, submission_id: int, version: int | None) -> AgreementRow | None:
    """Return what was settled at the version that the user saw; None if nothing was and is."""
    row = work.session.get(AgreementRow, submission_id)
    if row is None:
        return None
    return work.need(AgreementRow, submission_id, version if version is not None else -1)
