"""The documents of a cohort's people that commands write: one file each, or one to print.

They are the office's: of marks that are not released there is nothing in what participants get
(statements, feedback), and everything in what the office asks itself (why a mark is what it is).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from cohort_desk.cli.assessments import list_assessments
from cohort_desk.cli.folders import Things, each
from cohort_desk.cli.kinds import Kind, Source
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.reports.feedback_sheet import (
    file_name,
    write_feedback_sheet,
    write_feedback_sheets,
)
from cohort_desk.reports.labels import write_folder_labels, write_place_cards
from cohort_desk.reports.mark_statement import write_mark_statement, write_mark_statements
from cohort_desk.reports.project_summary import write_project_summary
from cohort_desk.reports.transcript import write_transcript, write_transcripts
from cohort_desk.reports.why_mark import write_why_mark, write_why_marks
from cohort_desk.services.documents.feedback import FeedbackSheet, read_feedback_sheets
from cohort_desk.services.documents.labels import LabelList, read_labels
from cohort_desk.services.documents.statements import MarkStatement, read_statements
from cohort_desk.services.documents.transcripts import Transcript, read_transcripts
from cohort_desk.services.marks.ladders import read_ladders
from cohort_desk.services.marks.why import WhyMark, read_why
from cohort_desk.services.projects import list_projects
from cohort_desk.services.projects.summaries import read_summary


@dataclass(frozen=True, slots=True)
class _Copy:
    """A participant's own copy of their project's summary."""

    project_id: int
    participant_id: int
    name: str


@dataclass(frozen=True, slots=True)
class _Marked:
    """Somebody's mark for an assessment."""

    participant_id: int
    assessment_id: int
    name: str


def _copies(source: Source) -> list[_Copy]:
    return [
        _Copy(line.project.id, member.participant_id, member.name)
        for line in list_projects(source.db, source.cohort.id)
        if line.project
        for member in line.members
    ]


def _write_copy(db: Database, copy: _Copy, path: Path) -> None:
    write_project_summary(read_summary(db, copy.project_id, _today(), copy.participant_id), path)


def _transcripts(source: Source) -> Sequence[Transcript]:
    return read_transcripts(source.db, source.cohort.id)


def _statements(source: Source) -> Sequence[MarkStatement]:
    return read_statements(source.db, source.cohort.id)


def _feedback(source: Source) -> list[FeedbackSheet]:
    sheets: list[FeedbackSheet] = []
    for part in list_assessments(source.db, source.cohort.id):
        for sitting in part.sittings:
            try:
                sheets += read_feedback_sheets(source.db, part.id, sitting.number)
            except RuleBroken:
                continue  # nothing of that sitting is released
    return sheets


def _marked(source: Source) -> list[_Marked]:
    return [
        _Marked(one.participant_id, part.id, f"{part.module_code} {part.title} {one.name}")
        for part in list_assessments(source.db, source.cohort.id)
        for one in read_ladders(source.db, part.id)
        if one.ladder.final is not None
    ]


def _labels(source: Source) -> LabelList:
    return read_labels(source.db, source.cohort.id)


def _why(db: Database, of: _Marked) -> WhyMark:
    return read_why(db, of.participant_id, of.assessment_id)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


PEOPLE_KINDS: Mapping[str, Kind] = {
    "own-summaries": each(
        "each participant’s copy of their project’s summary (folder of PDFs)",
        "own-summaries/*.pdf",
        Things("projects", _copies, lambda copy: copy.name),
        _write_copy,
    ),
    "transcripts": each(
        "the transcript of everybody of whom a board has ratified marks (folder of PDFs)",
        "transcripts/*.pdf",
        Things("ratified marks", _transcripts, lambda one: one.holder.name),
        lambda _db, one, path: write_transcript(one, path),
        lambda _db, all_of_them, path: write_transcripts(all_of_them, path),
    ),
    "mark-statements": each(
        "the mark statement of everybody who may see a mark (folder of PDFs)",
        "mark-statements/*.pdf",
        Things("released marks", _statements, lambda one: one.holder.name),
        lambda _db, one, path: write_mark_statement(one, path),
        lambda _db, all_of_them, path: write_mark_statements(all_of_them, path),
    ),
    "feedback": each(
        "the feedback on all work whose marks are released (folder of PDFs)",
        "feedback/*.pdf",
        Things("released marks", _feedback, file_name),
        lambda _db, one, path: write_feedback_sheet(one, path),
        lambda _db, all_of_them, path: write_feedback_sheets(all_of_them, path),
    ),
    "labels": Kind(
        "labels for everybody’s folder, 14 a page on L7163 sheets (PDF)",
        "labels.pdf",
        lambda source, path, report: write_folder_labels(_labels(source), path, report=report),
        of_round=False,
        there=lambda source: bool(_labels(source).labels),
    ),
    "place-cards": Kind(
        "cards that stand at everybody’s place, to be cut and folded (PDF)",
        "place-cards.pdf",
        lambda source, path, report: write_place_cards(_labels(source), path, report),
        of_round=False,
        there=lambda source: bool(_labels(source).labels),
    ),
    "why-marks": each(
        "why each mark is what it is, released or not (folder of PDFs)",
        "why-marks/*.pdf",
        Things("marks", _marked, lambda of: of.name),
        lambda db, of, path: write_why_mark(_why(db, of), path),
        lambda db, all_of_them, path: write_why_marks([_why(db, of) for of in all_of_them], path),
    ),
}
"""What can be written of a cohort's people, by the name that commands use."""
