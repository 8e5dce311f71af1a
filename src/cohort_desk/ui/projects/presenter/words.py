"""Projects and submissions as rows of lists, in the words that screens, sheets and papers share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cohort_desk.db.database import Database
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.states import State
from cohort_desk.domain.modules.moments import LONDON, read_in_london, written_in_london
from cohort_desk.domain.names import folded
from cohort_desk.domain.projects import OUTCOMES, STATUSES, is_overdue
from cohort_desk.domain.submissions.words import HOLDS
from cohort_desk.exchange.tables_out import TableOut
from cohort_desk.reports.listing import Listing
from cohort_desk.services.programmes import read_programme
from cohort_desk.services.projects import Project, ProjectLine
from cohort_desk.services.submissions import SubmissionLine

NO_PROJECT = "none"
PROJECT_HEADINGS = (
    "Project",
    "Group",
    "Sponsor",
    "Outcomes",
    "Status",
    "Submission",
    "Next milestone",
    "People",
)
SUBMISSION_HEADINGS = ("Who", "Code", "State", "Handed in", "Due", "Late by", "Files", "Held")


@dataclass(frozen=True, slots=True)
class ProjectShown:
    """A group's line of the list; `state` says where its group work stands, "" without any."""

    line: ProjectLine
    state: str
    today: date

    @property
    def id(self) -> int:
        """The group's id, which it has with a project and without one."""
        return self.line.group_id

    @property
    def title(self) -> str:
        return self.line.project.title if self.line.project else "No project yet"

    @property
    def sponsor(self) -> str:
        sponsor = self.line.project.sponsor if self.line.project else None
        return sponsor.name if sponsor else ""

    @property
    def outcomes(self) -> str:
        return outcome_words(self.line.project) if self.line.project else ""

    @property
    def status(self) -> str:
        return STATUSES[self.line.project.status] if self.line.project else ""

    @property
    def overdue(self) -> bool:
        step = self.line.project.next_step if self.line.project else None
        return step is not None and is_overdue(step, self.today)

    @property
    def next_step(self) -> str:
        step = self.line.project.next_step if self.line.project else None
        if step is None:
            return ""
        if step.due_on is None:
            return step.title
        when = written_date(step.due_on)
        return f"{'Overdue: ' if self.overdue else ''}{step.title}, {when}"

    @property
    def people(self) -> str:
        return ", ".join(member.name for member in self.line.members)

    def cells(self) -> tuple[str, ...]:
        """Return what a sheet or a paper shows, in the order of PROJECT_HEADINGS."""
        texts = (self.title, self.line.group, self.sponsor, self.outcomes, self.status)
        return (*texts, self.state, self.next_step, self.people)

    def has(self, words: Sequence[str]) -> bool:
        """Say whether every word begins some word of what is shown, or of the problem."""
        problem = self.line.project.problem if self.line.project else ""
        return begins(words, *self.cells(), problem)


@dataclass(frozen=True, slots=True)
class SubmissionShown:
    """An owner's line at a sitting; `id` is the line's place, as not all have a submission yet."""

    id: int
    line: SubmissionLine
    state: State

    @property
    def handed_in(self) -> str:
        return moment(self.line.submitted_at)

    @property
    def due(self) -> str:
        return moment(self.line.deadline)

    @property
    def late(self) -> str:
        return self.line.late_words

    @property
    def files(self) -> str:
        return ", ".join(file.name for file in self.line.files)

    @property
    def held(self) -> str:
        return ", ".join(HOLDS[hold.kind] for hold in self.line.holds)

    @property
    def kinds(self) -> frozenset[str]:
        """Which of the filters find it."""
        found = {"missing" if self.line.submitted_at is None else "in"}
        found |= {"late"} if self.line.late else set()
        found |= {"held"} if self.line.holds else set()
        if self.line.extension or any(member.extension for member in self.line.members):
            found.add("extended")
        return frozenset(found)

    def cells(self) -> tuple[str, ...]:
        """Return what a sheet or a paper shows, in the order of SUBMISSION_HEADINGS."""
        line = self.line
        texts = (line.name, line.code, self.state.value, self.handed_in, self.due)
        return (*texts, self.late, self.files, self.held)

    def has(self, words: Sequence[str]) -> bool:
        """Say whether every word begins some word of what is shown, or of a member's name."""
        return begins(words, *self.cells(), *(member.name for member in self.line.members))


def begins(words: Sequence[str], *texts: str) -> bool:
    """Say whether every word begins some word of the texts."""
    own = folded(" ".join(texts)).replace(".", " ").split()
    return all(any(mine.startswith(word) for mine in own) for word in words)


def outcome_words(project: Project) -> str:
    """Return the kinds of a project's outcomes, each once."""
    return ", ".join(dict.fromkeys(OUTCOMES[outcome.kind] for outcome in project.outcomes))


def moment(at: datetime | None) -> str:
    """Return a moment as the office writes it; "" where there is none."""
    return "" if at is None else written_in_london(at)


def read_day(text: str) -> date | None:
    """Return the day that was typed, None of an empty field.

    Raises:
        RuleBroken: it is not a day.
    """
    if not text.strip():
        return None
    try:
        noon = read_in_london("due_on", f"{text} 12:00")
    except RuleBroken as error:
        raise RuleBroken("due_on", f"“{text}” is not a day, such as 1 March 2027.") from error
    return None if noon is None else noon.astimezone(LONDON).date()


def size_words(size: int) -> str:
    """Return a file's size: "312 KB", "4.1 MB"."""
    if size < 1024 * 1024:
        return f"{max(size // 1024, 1):,} KB"
    return f"{size / 1024 / 1024:,.1f} MB"


def as_table(title: str, headings: Sequence[str], rows: Sequence[tuple[str, ...]]) -> TableOut:
    """Return a list as a sheet."""
    return TableOut(title, headings, rows, kept_in_view=1)


def as_listing(db: Database, cohort_id: int, table: TableOut, context: str, today: date) -> Listing:
    """Return a list as a paper of the programme and cohort."""
    programme = read_programme(db)
    cohort = next((each.name for each in programme.cohorts if each.id == cohort_id), "")
    rows = [tuple(str(cell) for cell in row) for row in table.rows]
    return Listing(table.name, programme.name, cohort, context, table.headings, rows, today)
