"""The documents of one person: what lists say of each, and how each is written; free of Qt.

The same on a participant's own page and in the panel of a person. Readers and reports are
imported once something is printed, for they are slow to load.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.progress import Progress

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.services.documents.available import Document

CHANGED_BY = frozenset(
    {
        "participant",
        "membership",
        "project",
        "module",
        "assessment",
        "sitting",
        "submission",
        "mark",
        "hold",
        "moderation",
        "peer_round",
        "board",
        "decision",
        "certificate",
    }
)
"""The kinds of record whose changes may bring or take a document."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document as a list shows it; `verb` is '' while it is not there, `told` then says why."""

    document: "Document"
    title: str
    told: str
    verb: str


def document_line(document: "Document") -> DocumentLine:
    """Return a document in words."""
    if document.missing:
        return DocumentLine(document, document.title, f"Not there yet. {document.missing}", "")
    since = f"Since {written_date(document.since)}" if document.since else "Ready"
    told = f"{since} · {document.about}" if document.about else since
    what = document.short or document.kind.value
    verb = f"Print {what[:1].lower()}{what[1:]}"
    return DocumentLine(document, document.title, told, verb)


@dataclass(frozen=True, slots=True)
class DocumentWriter:
    """Writes one document of one person, off the window's thread.

    With `shown_only` nothing is in it but what the person may see themselves.
    """

    db: "Database"
    participant_id: int
    document: "Document"
    shown_only: bool

    def __call__(self, path: Path, report: Progress) -> None:
        """Write it.

        Raises:
            CohortDeskError: it is not there any more, or cannot be written.
        """
        from cohort_desk.services.documents.available import DocumentKind  # noqa: PLC0415 - slow

        {
            DocumentKind.SUMMARY: self._summary,
            DocumentKind.CERTIFICATE: self._certificate,
            DocumentKind.STATEMENT: self._statement,
            DocumentKind.FEEDBACK: self._feedback,
            DocumentKind.TRANSCRIPT: self._transcript,
        }[self.document.kind](path, report)

    def _summary(self, path: Path, report: Progress) -> None:
        from cohort_desk.reports.project_summary import (  # noqa: PLC0415 - slow
            write_project_summary,
        )
        from cohort_desk.services.documents.holders import today  # noqa: PLC0415 - slow
        from cohort_desk.services.projects.summaries import read_summary  # noqa: PLC0415 - slow

        summary = read_summary(self.db, self.document.key, today(), self.participant_id)
        write_project_summary(summary, path, report)

    def _certificate(self, path: Path, _report: Progress) -> None:
        from cohort_desk.services.documents.certificates import (  # noqa: PLC0415 - slow
            read_certificate_of,
        )

        path.write_bytes(read_certificate_of(self.db, self.participant_id, self.document.key))

    def _statement(self, path: Path, report: Progress) -> None:
        from cohort_desk.reports.mark_statement import write_mark_statement  # noqa: PLC0415 - slow
        from cohort_desk.services.documents.statements import read_statement  # noqa: PLC0415 - slow

        write_mark_statement(read_statement(self.db, self.participant_id), path, report)

    def _feedback(self, path: Path, report: Progress) -> None:
        from cohort_desk.reports.feedback_sheet import write_feedback_sheet  # noqa: PLC0415 - slow
        from cohort_desk.services.documents.feedback import read_feedback  # noqa: PLC0415 - slow

        sheet = read_feedback(self.db, self.participant_id, self.document.key)
        write_feedback_sheet(sheet, path, report)

    def _transcript(self, path: Path, report: Progress) -> None:
        from cohort_desk.reports.transcript import write_transcript  # noqa: PLC0415 - slow
        from cohort_desk.services.documents.transcripts import (  # noqa: PLC0415 - slow
            read_transcript,
        )

        transcript = read_transcript(self.db, self.participant_id, shown_only=self.shown_only)
        write_transcript(transcript, path, report)
