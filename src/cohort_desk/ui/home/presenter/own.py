"""What a participant's home page says: their project, what to do, their marks and award."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cohort_desk.domain.dates import written_date, written_moment
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.marks.numbers import written_cut
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.projects import OUTCOMES, STATUSES
from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.services.documents.available import Document, DocumentKind, documents_of
from cohort_desk.services.home.due import OwnDue, read_due
from cohort_desk.services.home.own import Own, OwnMark, OwnRating, read_own
from cohort_desk.services.marks.why import read_why
from cohort_desk.services.projects import ProjectLine
from cohort_desk.ui.kit.person_documents import (
    CHANGED_BY,
    DocumentLine,
    DocumentWriter,
    document_line,
)

if TYPE_CHECKING:
    from cohort_desk.db.database import Database

_SHOWN_OF = CHANGED_BY | {
    "project_partner",
    "project_outcome",
    "milestone",
    "peer_return",
    "extension",
}
_MOST_DUE = 4
_PROVISIONAL = "A provisional mark may still change: it is not confirmed until the board has met."


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a button; `verb` is '' where there is nothing to do."""

    text: str
    verb: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark; `feedback` is the sheet that explains it, None where there is none."""

    text: str
    assessment_id: int
    feedback: Document | None


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A participant's page in words; `facts` are captions and what stands beside them.

    `documents` are all but the feedback, which stands with the marks that it explains.
    """

    name: str
    cohort: str
    title: str
    facts: tuple[tuple[str, str], ...]
    problem: str
    summary: str
    due: tuple[Line, ...]
    ratings: tuple[Line, ...]
    documents: tuple[DocumentLine, ...]
    marks: tuple[MarkLine, ...]
    marks_note: str
    award: str
    own_summary: Document | None


class OwnView(Protocol):
    """What the presenter needs of its page."""

    def show_gone(self) -> None: ...
    def show_own(self, page: OwnPage) -> None: ...


class OwnPresenter:
    """Keeps a participant's home page current."""

    def __init__(self, view: OwnView, db: "Database", participant_id: int) -> None:
        self._view, self._db, self._participant_id = view, db, participant_id
        self._own: Own | None = None

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & _SHOWN_OF:
            self.refresh()

    def refresh(self) -> None:
        try:
            self._own = read_own(self._db, self._participant_id)
            due = read_due(self._db, self._participant_id)
            documents = documents_of(self._db, self._participant_id)
        except NotFound:
            self._view.show_gone()
            return
        self._view.show_own(own_page(self._own, due, documents))

    def writer(self, document: Document) -> DocumentWriter:
        """Return what writes one of the documents, off the window's thread."""
        return DocumentWriter(self._db, self._participant_id, document, shown_only=True)

    def write_why(self, assessment_id: int, path: Path, report: Progress) -> None:
        """Write why the participant has a mark, off the window's thread.

        Raises:
            CohortDeskError: the mark is not shown any more, or the file cannot be written.
        """
        from cohort_desk.reports.why_mark import write_why_mark  # noqa: PLC0415 - slow

        why = read_why(self._db, self._participant_id, assessment_id, shown_only=True)
        write_why_mark(why, path, report)


def own_page(own: Own, due: Sequence[OwnDue], documents: Sequence[Document] = ()) -> OwnPage:
    """Return what a participant's page says."""
    line = own.project
    project = line.project if line else None
    there = [each for each in documents if not each.missing]
    feedback = {each.key: each for each in there if each.kind is DocumentKind.FEEDBACK}
    summaries = [each for each in there if each.kind is DocumentKind.SUMMARY]
    return OwnPage(
        own.name,
        own.cohort,
        project.title if project else "",
        _facts(line) if line else (),
        project.problem if project else "",
        project.summary if project else "",
        tuple(_due(each) for each in due[:_MOST_DUE]),
        tuple(_rating(each) for each in own.ratings),
        tuple(document_line(each) for each in documents if each.kind is not DocumentKind.FEEDBACK),
        tuple(_mark(each, feedback.get(each.assessment_id)) for each in own.marks),
        _PROVISIONAL if any(not mark.confirmed for mark in own.marks) else "",
        f"{own.award}, decided by the {own.board}" if own.award else "",
        summaries[0] if summaries else None,
    )


def _facts(line: ProjectLine) -> tuple[tuple[str, str], ...]:
    project = line.project
    facts = [(line.group, ", ".join(member.name for member in line.members))]
    if project is None:
        return tuple(facts)
    if project.sponsor:
        contact = f", {project.sponsor_person}" if project.sponsor_person else ""
        facts.append(("Sponsor", f"{project.sponsor.name}{contact}"))
    partners = ", ".join(p.agency.name if p.agency else p.name for p in project.partners)
    if partners:
        facts.append(("Partners", partners))
    kinds = dict.fromkeys(OUTCOMES[outcome.kind] for outcome in project.outcomes)
    if kinds:
        facts.append(("Outcomes", ", ".join(kinds)))
    facts.append(("Status", STATUSES[project.status]))
    if step := project.next_step:
        due = f", due {written_date(step.due_on)}" if step.due_on else ""
        facts.append(("Next milestone", f"{step.title}{due}"))
    return tuple(facts)


def _due(due: OwnDue) -> Line:
    when = f"was due {written_moment(due.deadline)}" if due.late else written_moment(due.deadline)
    return Line(f"{assessment_name(due.module, due.assessment, due.sitting)}: {when}")


def _rating(rating: OwnRating) -> Line:
    until = f" until {written_moment(rating.closes_at)}" if rating.closes_at else ""
    if rating.returned:
        return Line(f"{rating.assessment}: handed in. You may change it{until}.", "Change ratings")
    return Line(f"{rating.assessment}: rate your group{until}.", "Rate your group")


def _mark(mark: OwnMark, feedback: Document | None) -> MarkLine:
    state = "confirmed by the board" if mark.confirmed else "provisional"
    text = f"{assessment_name(mark.module, mark.assessment)}: {written_cut(mark.mark)} ({state})"
    return MarkLine(text, mark.assessment_id, feedback)
