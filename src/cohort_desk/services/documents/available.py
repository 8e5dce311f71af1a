"""Which documents there are of a participant, since when, and why others are not there yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.journal import subject_name
from cohort_desk.db.tables import CertificateRow, ModuleRow, ProjectRow, StepChangeRow, StepRow
from cohort_desk.domain.awards.facts import CLASSES, NAMES
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.domain.words import counted
from cohort_desk.services.boards.results import Confirmed, ratified_results
from cohort_desk.services.certificates.bases import Bases
from cohort_desk.services.certificates.entries import standing
from cohort_desk.services.documents.certificates import NO_LONGER_STANDS
from cohort_desk.services.documents.holders import Holder, holder_of
from cohort_desk.services.documents.statements import Standing, StatementMark, statement_of
from cohort_desk.services.modules import modules_of
from cohort_desk.services.projects.summaries import project_of

_HIDDEN = "hidden"
_CERTIFICATES = {
    "award": "Award certificate",
    "module": "Module certificate",
    "attendance": "Certificate of attendance",
}


class DocumentKind(Enum):
    """What a participant can be given; the values are what it is called."""

    SUMMARY = "Project summary"
    CERTIFICATE = "Certificate"
    STATEMENT = "Mark statement"
    FEEDBACK = "Feedback"
    TRANSCRIPT = "Transcript"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of one participant.

    Attributes:
        title: what it is called.
        key: what it is of: the project, the assessment or the certificate; else 0.
        about: what it tells, in a few words.
        since: the day from which it could be had; None where no day says so.
        missing: why it is not there yet, in a sentence; "" if it is.
        short: what a button beside its title calls it; "" where the kind says enough.
    """

    kind: DocumentKind
    title: str
    key: int = 0
    about: str = ""
    since: date | None = None
    missing: str = ""
    short: str = ""


def documents_of(db: Database, participant_id: int) -> tuple[Document, ...]:
    """Return the documents that a participant can have, and those that are to come.

    Raises:
        NotFound: the participant has been deleted meanwhile.
    """
    with db.read() as work:
        holder = holder_of(work, participant_id)
        confirmed = ratified_results(work, holder.cohort_id, holder.id).get(holder.id)
        return (
            _summary(work, holder),
            *_certificates(work, holder, confirmed),
            *_of_marks(work, holder),
            _transcript(confirmed),
        )


def _summary(work: UnitOfWork, holder: Holder) -> Document:
    kind, title = DocumentKind.SUMMARY, DocumentKind.SUMMARY.value
    project_id = project_of(work, holder.id)
    if project_id is None:
        return Document(kind, title, missing="The group has no project yet.")
    project = work.need(ProjectRow, project_id)
    return Document(kind, title, project_id, project.title)


def _certificates(
    work: UnitOfWork, holder: Holder, confirmed: Confirmed | None
) -> Iterator[Document]:
    query = (
        select(CertificateRow)
        .where(CertificateRow.participant_id == holder.id, CertificateRow.status == "valid")
        .order_by(CertificateRow.issued_at.desc(), CertificateRow.id.desc())
    )
    # The award's first, of each kind the newest.
    found = sorted(work.session.scalars(query), key=lambda row: list(_CERTIFICATES).index(row.kind))
    for row, stands in standing(Bases(work), found):
        title = short = _CERTIFICATES[row.kind]
        if row.module_id is not None:
            module = work.need(ModuleRow, row.module_id)
            title = f"{title}: {module.code} {module.title}"
            short = f"Certificate of {module.code}"
        if not stands:
            missing = NO_LONGER_STANDS.format(serial=row.serial)
            yield Document(DocumentKind.CERTIFICATE, title, missing=missing)
            continue
        about, since = f"Serial {row.serial}", _day(row.issued_at)
        if row.name != holder.name:
            about = f"{about} · The name has changed since: it says {row.name}"
        yield Document(DocumentKind.CERTIFICATE, title, row.id, about, since, short=short)
    if not any(row.kind == "award" for row in found):
        missing = _why_no_certificate(confirmed)
        yield Document(DocumentKind.CERTIFICATE, _CERTIFICATES["award"], missing=missing)


def _why_no_certificate(confirmed: Confirmed | None) -> str:
    if confirmed is None:
        return "It is issued once a board has ratified the award."
    if confirmed.award in CLASSES:
        return f"The {confirmed.board} has made the award; the office issues the certificate next."
    return f"The {confirmed.board} has made no award yet: {NAMES[confirmed.award].lower()}."


def _of_marks(work: UnitOfWork, holder: Holder) -> Iterator[Document]:
    """Yield the statement, and the feedback on each assessment, each with what it waits for."""
    statement = statement_of(work, holder, modules_of(work, holder.cohort_id))
    kind, title = DocumentKind.STATEMENT, DocumentKind.STATEMENT.value
    lines = [(module.code, line) for module in statement.modules for line in module.marks]
    shown = [(code, line) for code, line in lines if line.standing is not Standing.NOT_SHOWN]
    days = {line.assessment_id: _shown_since(work, line) for _code, line in shown}
    if shown:
        since = max((day for day in days.values() if day), default=None)
        about = f"{len(shown)} of {counted(len(lines), 'mark', 'marks')} released"
        yield Document(kind, title, 0, about, since)
    else:
        yield Document(kind, title, missing="No mark has been released yet.")
    for code, line in shown:
        name = f"Feedback: {assessment_name(code, line.assessment, line.sitting)}"
        about = line.standing.value
        key = line.assessment_id
        yield Document(DocumentKind.FEEDBACK, name, key, about, days[key])
    if waiting := len(lines) - len(shown):
        more = counted(waiting, "assessment", "assessments")
        missing = f"It is there for each assessment once its mark is released; {more} to come."
        name = "More feedback" if shown else DocumentKind.FEEDBACK.value
        yield Document(DocumentKind.FEEDBACK, name, missing=missing)


def _transcript(confirmed: Confirmed | None) -> Document:
    kind, title = DocumentKind.TRANSCRIPT, DocumentKind.TRANSCRIPT.value
    if confirmed is None:
        missing = "It tells confirmed marks only: a board has to ratify them first."
        return Document(kind, title, missing=missing)
    return Document(kind, title, 0, confirmed.board, _day(confirmed.ratified_at))


def _shown_since(work: UnitOfWork, line: StatementMark) -> date | None:
    """Return the day on which a sitting's marks were last shown, as the journal tells."""
    query = (
        select(StepChangeRow, StepRow.at)
        .join(StepRow, StepRow.id == StepChangeRow.step_id)
        .where(
            StepChangeRow.subject == subject_name("assessment", line.assessment_id),
            StepChangeRow.table_name == "sitting",
        )
        .order_by(StepChangeRow.id.desc())
    )
    for change, at in work.session.execute(query):
        was = (change.before or {}).get("visibility", _HIDDEN)
        became = (change.after or {}).get("visibility", _HIDDEN)
        sitting = [line.assessment_id, line.sitting]
        if change.row_key == sitting and was == _HIDDEN and became != _HIDDEN:
            return _day(at)
    return None


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
