"""Reads moderations as screens show them: the sample, what was said, and its coverage."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ModerationRow, SampledRow, TutorRow
from cohort_desk.domain.marks.sampling import Covered, coverage
from cohort_desk.domain.regulations.plain import from_plain, to_plain
from cohort_desk.domain.regulations.rules import ModerationRules, Regulations
from cohort_desk.services.marks.agreeing import How, how_agreed
from cohort_desk.services.marks.batches import Batch, read_batch
from cohort_desk.services.marks.moderating import population, sampled_of


@dataclass(frozen=True, slots=True)
class SampledLine:
    """A submission of a sample.

    Attributes:
        identity: whose work it is, or of anonymous work the blind identity.
        reasons: why it was taken.
        markers: each with a role, a name and the mark.
        how: who decided on the agreed mark.
        view: a key of `moderating.VIEWS`, with the moderator's note.
    """

    submission_id: int
    identity: str
    reasons: tuple[str, ...]
    markers: tuple[tuple[str, str, Decimal | None], ...]
    agreed: Decimal | None
    how: How
    view: str
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class ModerationView:
    """A moderation; `outcome` is "open", "confirmed" or "sent_back"."""

    id: int
    name: str
    assessment_id: int
    sitting: int
    tutor_id: int | None
    moderator: str
    seed: int
    drawn_at: datetime
    outcome: str
    reason: str
    decided_at: datetime | None
    lines: tuple[SampledLine, ...]
    coverage: tuple[Covered, ...]
    version: int


def read_moderation(db: Database, moderation_id: int) -> ModerationView:
    """Return one moderation.

    Raises:
        NotFound: it is gone: its draw has been undone.
    """
    with db.read() as work:
        row = work.need(ModerationRow, moderation_id)
        return _view(work, read_batch(work, row.assessment_id, row.sitting), row)


def list_moderations(
    db: Database, assessment_id: int, sitting: int = 1
) -> tuple[ModerationView, ...]:
    """Return the moderations of a sitting, the newest first.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        batch = read_batch(work, assessment_id, sitting)
        query = (
            select(ModerationRow)
            .where(ModerationRow.assessment_id == assessment_id, ModerationRow.sitting == sitting)
            .order_by(ModerationRow.id.desc())
        )
        return tuple(_view(work, batch, row) for row in work.session.scalars(query))


def policy_of(regulations: Regulations, policy: dict[str, Any]) -> ModerationRules:
    """Return the policy that a sample was drawn by."""
    return from_plain({**to_plain(regulations), "moderation": policy}).moderation


def _view(work: UnitOfWork, batch: Batch, row: ModerationRow) -> ModerationView:
    sampled = sampled_of(work, row.id)
    tutor = work.session.get(TutorRow, row.tutor_id) if row.tutor_id else None
    known = {each.line.id for each in batch.works}
    return ModerationView(
        id=row.id,
        name=batch.name,
        assessment_id=row.assessment_id,
        sitting=row.sitting,
        tutor_id=row.tutor_id,
        moderator=tutor.name if tutor else "",
        seed=row.seed,
        drawn_at=row.drawn_at,
        outcome=row.outcome,
        reason=row.reason,
        decided_at=row.decided_at,
        lines=tuple(_line(batch, one) for one in sampled if one.submission_id in known),
        coverage=_coverage(batch, row, sampled),
        version=row.version,
    )


def _line(batch: Batch, row: SampledRow) -> SampledLine:
    found = batch.work(row.submission_id)
    return SampledLine(
        submission_id=row.submission_id,
        identity=found.identity,
        reasons=tuple(row.reasons),
        markers=tuple(
            (marker.role, marker.name, marker.mark if found.all_final else None)
            for marker in found.markers
        ),
        agreed=found.agreed,
        how=how_agreed(batch, found),
        view=row.view,
        note=row.note,
        version=row.version,
    )


def _coverage(
    batch: Batch, row: ModerationRow, sampled: tuple[SampledRow, ...]
) -> tuple[Covered, ...]:
    """Return the coverage of the marks as they stand, less what was marked since the draw."""
    if row.outcome == "sent_back":
        return ()
    since = {
        each.line.id
        for each in batch.works
        if any(marker.final_at and marker.final_at > row.drawn_at for marker in each.markers)
    }
    works = [each for each in population(batch) if each.key not in since]
    rules = policy_of(batch.regulations, row.policy)
    chosen = {one.submission_id for one in sampled}
    return coverage(works, chosen, rules, batch.regulations.marking.bands)
