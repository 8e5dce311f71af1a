"""A run of issuing: everything its certificates say, found before the first is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import CertificateRow, CohortRow, ProgrammeRow, StepChangeRow, StepRow
from cohort_desk.domain.certificates.design import Design, missing
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.certificates.bases import Basis, Topic, bases_of
from cohort_desk.services.certificates.pictures import read_pictures
from cohort_desk.services.certificates.ready import Unprintable, standing_of, why_not

_NAMED = 5
_STANDS_ON = (
    *("programme", "cohort", "participant", "module", "regulation_set"),
    *("cohort_regulations", "board", "snapshot_mark", "snapshot_result", "decision"),
    *("taught_session", "attendance"),
)
"""The tables that a certificate's words come from."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A certificate that another takes the place of, at the version the user saw, and why.

    `reason` is one of `Reason`, `note` what only the office is told of it.
    """

    id: int
    version: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What every certificate of a run says alike."""

    code: str
    programme: str
    organisation: str
    cohort: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to be.

    `people` are all of the batch in print order, of whom those in `done` have their certificate.
    """

    batch: str
    topic: Topic
    people: tuple[int, ...]
    issued_by: str
    award: str
    done: tuple[int, ...] = ()
    replaces: Replaced | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A plan with everything that its certificates say.

    Attributes:
        left: what the certificates still to be issued stand on, in print order.
        seen: the newest step when that was read.
    """

    plan: Plan
    design: Design
    pictures: Mapping[str, bytes]
    words: Words
    left: tuple[Basis, ...]
    seen: int

    @property
    def award(self) -> str:
        """What is awarded; '' of modules and sessions."""
        if self.plan.topic.kind is not Kind.AWARD:
            return ""
        return one_line(self.plan.award) or self.words.programme


def begin(db: Database, plan: Plan, design: Design, unprintable: Unprintable) -> Run:
    """Return the run, once everybody in it is found ready.

    Raises:
        RuleBroken: the programme has no code, the design is for others or not finished, or
            somebody is not ready.
        NotFound, FileSpoilt: a picture of the design is gone or damaged.
    """
    if design.kind is not plan.topic.kind:
        raise RuleBroken("design", f"The design “{design.name}” is for other certificates.")
    if gaps := missing(design):
        raise RuleBroken(
            "design",
            f"Nothing was issued: the design “{design.name}” is not finished. {' '.join(gaps)} "
            "Fill it in under Certificates, Designs.",
        )
    pictures = read_pictures(db, design.pictures)
    with db.read() as work:
        words = words_of(work, plan.topic)
        left = [key for key in plan.people if key not in set(plan.done)]
        bases = _ready(work, plan, left, unprintable)
        return Run(plan, design, pictures, words, bases, newest_step(work))


def words_of(work: UnitOfWork, topic: Topic) -> Words:
    """Return what every certificate of a topic says alike.

    Raises:
        RuleBroken: the programme has no code yet.
    """
    programme = work.need(ProgrammeRow, 1)
    if not programme.code:
        raise RuleBroken(
            "code",
            "Serials begin with the programme’s code, and it has none yet. Nothing was issued. Set "
            "one, such as SCRLP, in Settings, or by “cohort-desk certificates code FILE SCRLP”.",
        )
    cohort = work.need(CohortRow, topic.cohort_id)
    return Words(programme.code, programme.name, programme.organisation, cohort.name)


def newest_step(work: UnitOfWork) -> int:
    """Return the number of the newest step of the journal."""
    return work.session.scalar(select(func.max(StepRow.id))) or 0


def refuse_if_changed(work: UnitOfWork, run: Run, bases: Sequence[Basis], seen: int) -> None:
    """Refuse to write certificates that no longer say what is true.

    Args:
        work: the transaction that is about to write them.
        run: what they are of.
        bases: what they were drawn from.
        seen: the newest step when it was read; that nothing came after it is known at once.

    Raises:
        EditedMeanwhile: what one of them stands on was changed by somebody.
        RuleBroken: somebody was given the same certificate by another desktop.
    """
    _refuse_issued(work, run, [basis.participant_id for basis in bases])
    newer = select(StepChangeRow.id).where(
        StepChangeRow.step_id > seen, StepChangeRow.table_name.in_(_STANDS_ON)
    )
    if work.session.scalar(newer.limit(1)) is None:
        return
    now = bases_of(work, run.plan.topic)
    changed = [basis.name for basis in bases if now.get(basis.participant_id) != basis]
    if changed or words_of(work, run.plan.topic) != run.words:
        whose = f"What the certificate of {changed[0]} says" if changed else "What they say"
        raise EditedMeanwhile(
            f"{whose} was changed by somebody while certificates were being drawn. Look at who is "
            "ready, then issue again."
        )


def _refuse_issued(work: UnitOfWork, run: Run, people: Sequence[int]) -> None:
    topic, replaces = run.plan.topic, run.plan.replaces
    query = select(CertificateRow).where(
        CertificateRow.cohort_id == topic.cohort_id,
        CertificateRow.kind == topic.kind.value,
        CertificateRow.module_id.is_(None)
        if topic.module_id is None
        else CertificateRow.module_id == topic.module_id,
        CertificateRow.status == "valid",
        CertificateRow.participant_id.in_(people),
    )
    for row in work.session.scalars(query):
        if replaces is None or row.id != replaces.id:
            raise RuleBroken(
                "people", f"{row.name} has been issued {row.serial} by somebody else meanwhile."
            )


def _ready(
    work: UnitOfWork, plan: Plan, people: Sequence[int], unprintable: Unprintable
) -> tuple[Basis, ...]:
    """Return what the certificates stand on, in print order.

    Raises:
        RuleBroken: names the first who are not ready, each with the reason.
    """
    standing = {
        basis.participant_id: (basis, issued, missing)
        for basis, issued, missing in standing_of(work, plan.topic, unprintable)
    }
    refused: list[str] = []
    for key in people:
        if key not in standing:
            refused.append("somebody who is not in this cohort")
            continue
        basis, issued, missing = standing[key]
        reason = why_not(basis, missing)
        if issued is not None and (plan.replaces is None or issued.id != plan.replaces.id):
            reason = f"{issued.serial} was issued already"
        if reason:
            refused.append(f"{basis.name or 'somebody without a name'} ({reason.rstrip('.')})")
    if refused:
        more = f"; and {len(refused) - _NAMED} more" if len(refused) > _NAMED else ""
        of = counted(len(people), "person", "people")
        raise RuleBroken(
            "people",
            f"Nothing was issued: {len(refused)} of {of} cannot be given a certificate: "
            f"{'; '.join(refused[:_NAMED])}{more}.",
        )
    return tuple(standing[key][0] for key in people)
