"""Changes outcomes without money; each change is one step that can be undone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    OutcomeEvidenceRow,
    ProjectOutcomeRow,
    ProjectRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import outcomes as rules
from cohort_desk.domain.savings.outcomes import OutcomeFields, clean_fields
from cohort_desk.domain.savings.words import OUTCOME_STATES
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.benefits.officers import officers_of, party_of
from cohort_desk.services.savings.outcomes.records import (
    OutcomeFile,
    OutcomeRecord,
    list_outcomes,
    projects_to_choose,
    read_outcome,
    title_of,
)
from cohort_desk.services.savings.today import today_or
from cohort_desk.services.store import keep

__all__ = [
    "Confirmation",
    "OutcomeFile",
    "OutcomeRecord",
    "add_evidence",
    "add_outcome",
    "confirm_outcome",
    "edit_outcome",
    "list_outcomes",
    "move_outcome",
    "projects_to_choose",
    "read_outcome",
    "remove_evidence",
    "remove_outcome",
]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed an outcome, and on which day; None while nobody is chosen."""

    officer_id: int | None
    on: date


def add_outcome(db: Database, project_id: int, fields: OutcomeFields) -> int:
    """Add what a project promises beside money, and return its id.

    Raises:
        NotFound: the project has been deleted meanwhile.
        RuleBroken: a field breaks a rule of `domain.savings.outcomes.clean_fields`.
    """
    clean = clean_fields(fields)
    title = title_of(clean.kind, clean.description)
    with db.begin(f"addition of outcome {title}", f"Added outcome {title}") as work:
        work.need(ProjectRow, project_id)
        row = ProjectOutcomeRow(project_id=project_id, **asdict(clean))
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_outcome(db: Database, outcome_id: int, version: int, fields: OutcomeFields) -> None:
    """Change what an outcome is, how it is known, or who answers for it.

    Raises:
        NotFound, EditedMeanwhile: someone else was first.
        RuleBroken: a field breaks a rule, or a confirmation rests on it.
    """
    clean = asdict(clean_fields(fields))
    with db.begin("change of an outcome") as work:
        row = work.need(ProjectOutcomeRow, outcome_id, version)
        changed = {name: value for name, value in clean.items() if getattr(row, name) != value}
        rules.check_kept(_as_rules_see(work, row), changed)
        if row.status == "achieved" and "evidence" in changed:
            rules.check_move(_as_rules_see(work, row, evidence=clean["evidence"]), "achieved")
        for name, value in changed.items():
            setattr(row, name, value)
        title = title_of(row.kind, row.description)
        work.call(f"change of outcome {title}", f"Changed outcome {title}")


def move_outcome(
    db: Database, outcome_id: int, version: int, status: str, reason: str = ""
) -> None:
    """Give an outcome another state, except "confirmed", which `confirm_outcome` gives.

    A confirmation that is taken back is gone; the history keeps it.

    Raises:
        NotFound, EditedMeanwhile: someone else was first.
        RuleBroken: the state breaks a rule of `domain.savings.outcomes.check_move`.
    """
    with db.begin("change of an outcome") as work:
        row = work.need(ProjectOutcomeRow, outcome_id, version)
        title = title_of(row.kind, row.description)
        rules.check_move(_as_rules_see(work, row), status, reason)
        row.status, row.reason = status, one_line(reason)
        row.confirmed_by_id = row.confirmed_on = None
        state = OUTCOME_STATES[status].lower()
        work.call(f"outcome {title}: {state}", f"{title}: {state}")


def confirm_outcome(
    db: Database,
    outcome_id: int,
    version: int,
    given: Confirmation,
    today: date | None = None,
) -> None:
    """Record that an officer who does not own an outcome confirmed it.

    Raises:
        NotFound, EditedMeanwhile: someone else was first.
        RuleBroken: it breaks a rule of `domain.savings.outcomes.check_confirmation`.
    """
    with db.begin("confirmation of an outcome") as work:
        row = work.need(ProjectOutcomeRow, outcome_id, version)
        officer = officers_of(work).get(given.officer_id or 0)
        rules.check_confirmation(
            _as_rules_see(work, row),
            party_of(officer) if officer else None,
            given.on,
            today_or(today),
        )
        row.status, row.reason = "confirmed", ""
        row.confirmed_by_id, row.confirmed_on = given.officer_id, given.on
        title = title_of(row.kind, row.description)
        work.call(f"confirmation of outcome {title}", f"Confirmed outcome {title}")


def add_evidence(db: Database, outcome_id: int, files: Sequence[Upload]) -> None:
    """Keep files as the evidence of an outcome, in one step; the same content only once.

    Raises:
        NotFound: it has been removed meanwhile.
        RuleBroken: there are none, one is empty or too large, or a confirmation rests on what is
            there.
    """
    if not files:
        raise RuleBroken("files", "Choose at least one file.")
    what = files[0].name if len(files) == 1 else counted(len(files), "file", "files")
    with db.begin(f"addition of evidence {what}", f"Added {what} as evidence") as work:
        row = work.need(ProjectOutcomeRow, outcome_id)
        rules.check_kept(_as_rules_see(work, row), ("evidence",))
        there = {each.sha256 for each in _evidence_of(work, outcome_id)}
        for upload in files:
            digest = keep(work, upload.name, upload.data)
            if digest not in there:
                there.add(digest)
                work.session.add(
                    OutcomeEvidenceRow(outcome_id=outcome_id, sha256=digest, name=upload.name)
                )


def remove_evidence(db: Database, evidence_id: int, version: int) -> None:
    """Take a file of evidence away from an outcome.

    Raises:
        NotFound, EditedMeanwhile: someone else was first.
        RuleBroken: a confirmation rests on it, or it is all that shows that it was achieved.
    """
    with db.begin("removal of evidence") as work:
        file = work.need(OutcomeEvidenceRow, evidence_id, version)
        row = work.need(ProjectOutcomeRow, file.outcome_id)
        rules.check_kept(_as_rules_see(work, row), ("evidence",))
        if row.status == "achieved":
            rules.check_move(_as_rules_see(work, row, fewer=1), "achieved")
        work.session.delete(file)
        work.call(f"removal of evidence {file.name}", f"Removed {file.name} from the evidence")


def remove_outcome(db: Database, outcome_id: int, version: int) -> None:
    """Remove an outcome that was entered by mistake, with its evidence.

    Raises:
        NotFound, EditedMeanwhile: someone else was first.
        RuleBroken: it is confirmed.
    """
    with db.begin("removal of an outcome") as work:
        row = work.need(ProjectOutcomeRow, outcome_id, version)
        rules.check_kept(_as_rules_see(work, row), ("outcome",))
        for file in _evidence_of(work, outcome_id):
            work.session.delete(file)
        work.session.delete(row)
        title = title_of(row.kind, row.description)
        work.call(f"removal of outcome {title}", f"Removed outcome {title}")


def _as_rules_see(
    work: UnitOfWork, row: ProjectOutcomeRow, *, evidence: str | None = None, fewer: int = 0
) -> rules.Outcome:
    owner = officers_of(work).get(row.owner_id or 0)
    return rules.Outcome(
        title_of(row.kind, row.description),
        row.status,
        row.evidence if evidence is None else evidence,
        len(_evidence_of(work, row.id)) - fewer,
        party_of(owner) if owner else None,
    )


def _evidence_of(work: UnitOfWork, outcome_id: int) -> Sequence[OutcomeEvidenceRow]:
    rows = select(OutcomeEvidenceRow).where(OutcomeEvidenceRow.outcome_id == outcome_id)
    return work.session.scalars(rows).all()
