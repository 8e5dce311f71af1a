"""Samples for a moderator: drawn by policy and seed, viewed one by one, confirmed or sent back."""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import MarkRow, ModerationRow, SampledRow, TutorRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.marks.refusals import need_reason, refuse_moderating
from cohort_desk.domain.marks.sampling import Covered, Sample, SampleWork, draw
from cohort_desk.domain.marks.states import Visibility
from cohort_desk.domain.marks.tutors import clean_reason
from cohort_desk.domain.regulations.plain import to_plain
from cohort_desk.domain.regulations.rules import ModerationRules
from cohort_desk.domain.words import counted
from cohort_desk.services.evidence.recorded import newest_moderation
from cohort_desk.services.marks.allotting import Occasion, need_active
from cohort_desk.services.marks.batches import Batch, Work, read_batch
from cohort_desk.services.marks.conflicts import all_conflicts
from cohort_desk.services.marks.reopening import reopen

MOST_IN_REASON = 1000
VIEWS = {"open": "Not looked at", "supported": "Supported", "queried": "Queried"}
"""What a moderator can say of a submission."""


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A submission that a sample would hold: its mark, its markers and why it is taken."""

    submission_id: int
    identity: str
    mark: Decimal
    markers: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SamplePreview:
    """A sample that could be drawn.

    `not_agreed` counts the works that are handed in but have no agreed mark yet, and so are not in
    the draw.
    """

    sample: Sample
    lines: tuple[PreviewLine, ...]
    not_agreed: int

    @property
    def coverage(self) -> tuple[Covered, ...]:
        """How the sample covers the marks."""
        return self.sample.coverage


def fresh_seed() -> int:
    """Return a seed drawn by lot, to be recorded with the sample."""
    return secrets.randbelow(2**31)


def preview_sample(
    db: Database, occasion: Occasion, seed: int, rules: ModerationRules | None = None
) -> SamplePreview:
    """Return the sample that a seed would give, by the cohort's policy or by `rules`.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        batch = read_batch(work, *occasion)
        sample = _sample(batch, seed, rules)
        not_agreed = sum(
            each.agreed is None and each.line.submitted_at is not None for each in batch.works
        )
        lines = tuple(
            _preview_line(batch.work(key), reasons) for key, reasons in sample.chosen.items()
        )
        return SamplePreview(sample, lines, not_agreed)


def draw_sample(
    db: Database,
    occasion: Occasion,
    moderator_id: int,
    seed: int,
    rules: ModerationRules | None = None,
) -> int:
    """Draw a sample for a moderator and return the moderation's id.

    Raises:
        NotFound: the assessment or the tutor has been deleted meanwhile.
        RuleBroken: no mark is agreed yet, a sample is with a moderator already, or the moderator
            was a marker of a work in the sample or has a conflict of interest with it.
    """
    with db.begin("draw of a sample") as work:
        batch = read_batch(work, *occasion)
        tutor = need_active(work, moderator_id)
        sample = _sample(batch, seed, rules)
        size = counted(len(sample.chosen), "submission", "submissions")
        work.call(
            f"draw of {size} of {batch.name} for {tutor.name}",
            f"Drew {size} of {batch.name} for {tutor.name} to moderate",
        )
        _refuse_draw(work, batch, tutor, sample)
        regulations = replace(batch.regulations, moderation=rules or batch.regulations.moderation)
        row = ModerationRow(
            assessment_id=occasion[0],
            sitting=occasion[1],
            tutor_id=moderator_id,
            seed=seed,
            policy=to_plain(regulations)["moderation"],
            drawn_at=datetime.now(UTC),
            outcome="open",
            reason="",
            decided_at=None,
        )
        work.session.add(row)
        work.session.flush()
        for key, reasons in sample.chosen.items():
            work.session.add(
                SampledRow(moderation_id=row.id, submission_id=key, reasons=list(reasons))
            )
        return row.id


@dataclass(frozen=True, slots=True)
class ViewKey:
    """A submission of a sample."""

    moderation_id: int
    submission_id: int


def put_view(db: Database, key: ViewKey, view: str, note: str, version: int) -> None:
    """Keep what the moderator says of a submission; `view` is a key of `VIEWS`.

    Raises:
        NotFound: the submission is not in the sample any more.
        EditedMeanwhile: it was said otherwise on another computer since that version.
        RuleBroken: the moderation is decided, or a query says nothing.
    """
    note = clean_reason(note, MOST_IN_REASON)
    with db.begin("moderator’s view") as work:
        moderation = work.need(ModerationRow, key.moderation_id)
        row = work.need(SampledRow, (key.moderation_id, key.submission_id), version)
        found = _batch(work, moderation).work(key.submission_id)
        work.call(
            f"moderator’s view of {found.identity}", f"{found.identity}: {VIEWS[view].lower()}"
        )
        _refuse_if_decided(moderation)
        if view == "queried":
            need_reason(note, "Say what you query.")
        if row.view != view:
            row.view = view
        if row.note != note:
            row.note = note


def confirm(db: Database, moderation_id: int, version: int, reason: str = "") -> None:
    """Confirm the marks of the batch: Agreed → Moderated.

    Raises:
        NotFound: the moderation is gone.
        EditedMeanwhile: somebody has decided it since that version.
        RuleBroken: it is decided already, the moderator was a marker of a work in it, some works
            were not looked at, or some are queried and there is no reason to confirm them.
    """
    reason = clean_reason(reason, MOST_IN_REASON)
    with db.begin("confirmation of marks") as work:
        row = work.need(ModerationRow, moderation_id, version)
        batch = _batch(work, row)
        work.call(f"confirmation of {batch.name}", f"Confirmed the marks of {batch.name}")
        _refuse_if_decided(row)
        sampled = sampled_of(work, moderation_id)
        for one in sampled:
            _refuse_moderator(batch.work(one.submission_id), row.tutor_id)
        unseen = sum(one.view == "open" for one in sampled)
        if unseen:
            raise RuleBroken("views", f"{unseen} of {len(sampled)} have not been looked at yet.")
        queried = sum(one.view == "queried" for one in sampled)
        if queried:
            marks = counted(queried, "mark is", "marks are")
            need_reason(reason, f"{marks} queried. Say why the marks stand all the same.")
        _decide(row, "confirmed", reason)


def send_back(db: Database, moderation_id: int, version: int, reason: str) -> int:
    """Send the whole batch back to be marked again, and return how many marks were opened.

    Every final mark of the batch becomes a draft again, and what was settled is taken back; the
    reason stays with the moderation.

    Raises:
        NotFound: the moderation is gone.
        EditedMeanwhile: somebody has decided it since that version.
        RuleBroken: it is decided already, there is no reason, or participants can see the marks.
    """
    reason = clean_reason(reason, MOST_IN_REASON)
    with db.begin("sending back of marks") as work:
        row = work.need(ModerationRow, moderation_id, version)
        batch = _batch(work, row)
        work.call(f"sending back of {batch.name}", f"Sent {batch.name} back to be marked again")
        _refuse_if_decided(row)
        need_reason(reason, "Say why the marks are sent back.")
        if batch.sitting.visibility != Visibility.HIDDEN.value:
            raise RuleBroken("marks", "Participants can see these marks. Hide them first.")
        if any(each.ratified_by for each in batch.works):
            raise RuleBroken("marks", "A board has ratified marks of this batch.")
        ids = [each.line.id for each in batch.works if each.line.id is not None]
        marks = work.session.scalars(
            select(MarkRow).where(MarkRow.submission_id.in_(ids), MarkRow.final_at.is_not(None))
        ).all()
        reopen(work, marks)
        _decide(row, "sent_back", reason)
        return len(marks)


def sampled_of(work: UnitOfWork, moderation_id: int) -> tuple[SampledRow, ...]:
    """Return the submissions of a sample in the order of their ids."""
    query = (
        select(SampledRow)
        .where(SampledRow.moderation_id == moderation_id)
        .order_by(SampledRow.submission_id)
    )
    return tuple(work.session.scalars(query))


def population(batch: Batch) -> tuple[SampleWork, ...]:
    """Return the works that have an agreed mark, as samples are drawn from them."""
    return tuple(
        SampleWork(each.line.id, each.agreed)
        for each in batch.works
        if each.line.id is not None and each.agreed is not None
    )


def _sample(batch: Batch, seed: int, rules: ModerationRules | None) -> Sample:
    regulations = batch.regulations
    policy = rules or regulations.moderation
    return draw(population(batch), policy, regulations.marking.bands, seed)


def _preview_line(found: Work, reasons: tuple[str, ...]) -> PreviewLine:
    return PreviewLine(
        submission_id=found.line.id or 0,
        identity=found.identity,
        mark=found.agreed or Decimal(0),
        markers=tuple(marker.name for marker in found.markers),
        reasons=reasons,
    )


def _refuse_draw(work: UnitOfWork, batch: Batch, tutor: TutorRow, sample: Sample) -> None:
    if not sample.chosen:
        raise RuleBroken("sample", "No mark is agreed yet, so there is nothing to moderate.")
    newest = newest_moderation(work, batch.assessment.id, batch.sitting.number)
    if newest is not None and newest.outcome == "open":
        raise RuleBroken("sample", "A sample of these marks is with a moderator already.")
    barred = all_conflicts(work, own_agency=True)
    for key in sample.chosen:
        found = batch.work(key)
        _refuse_moderator(found, tutor.id)
        if barred.declared(tutor.id, found.line):
            raise RuleBroken(
                "tutor",
                f"{tutor.name} has declared a conflict of interest that touches {found.identity}.",
            )


def _refuse_moderator(found: Work, tutor_id: int | None) -> None:
    markers = [marker.tutor_id for marker in found.markers]
    refuse_moderating(tutor_id or 0, markers, found.identity)


def _refuse_if_decided(row: ModerationRow) -> None:
    if row.outcome != "open":
        raise EditedMeanwhile("This moderation has been decided meanwhile. Nothing was changed.")


def _decide(row: ModerationRow, outcome: str, reason: str) -> None:
    row.outcome = outcome
    if row.reason != reason:
        row.reason = reason
    row.decided_at = datetime.now(UTC)


def _batch(work: UnitOfWork, row: ModerationRow) -> Batch:
    return read_batch(work, row.assessment_id, row.sitting)
