"""What screens and paper know of a project and its group."""

from dataclasses import dataclass
from datetime import date

from cohort_desk.domain.projects import Step, next_step


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency of the list, as a project names it."""

    id: int
    name: str
    abbreviation: str


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Someone of the group whose project it is."""

    participant_id: int
    name: str
    agency: AgencyName | None


@dataclass(frozen=True, slots=True)
class Partner:
    """Who takes part from outside the group: an agency of the list, or (None) one by name only."""

    id: int
    agency: AgencyName | None
    name: str
    role: str
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a project brings of one kind, a key of `domain.projects.OUTCOMES`.

    `status` is a key of `domain.savings.words.OUTCOME_STATES`; money has benefits instead.
    """

    id: int
    kind: str
    description: str
    version: int
    status: str = "promised"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step on a project's way."""

    id: int
    title: str
    due_on: date | None
    done_on: date | None
    version: int

    @property
    def step(self) -> Step:
        """The milestone as the rules see it."""
        return Step(self.title, self.due_on, self.done_on)


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A file kept with a project; `size` is in bytes."""

    id: int
    name: str
    sha256: str
    size: int
    version: int


@dataclass(frozen=True, slots=True)
class Project:
    """A project with all that belongs to it; the milestones in the order in which they are due."""

    id: int
    title: str
    problem: str
    summary: str
    sponsor: AgencyName | None
    sponsor_person: str
    status: str
    partners: tuple[Partner, ...]
    outcomes: tuple[Outcome, ...]
    milestones: tuple[Milestone, ...]
    files: tuple[ProjectFile, ...]
    version: int

    @property
    def next_step(self) -> Step | None:
        """The milestone to be done next."""
        return next_step(tuple(milestone.step for milestone in self.milestones))


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A group and its project, None where none is registered.

    `in_play` says whether the group's round is one whose groups do projects: it has some already,
    or a group assessment is done by its groups; without any such round, the newest.
    """

    group_id: int
    group: str
    round_id: int
    round: str
    members: tuple[GroupMember, ...]
    project: Project | None
    in_play: bool
