"""What an import will do, row by row, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cohort_desk.domain.people import FieldValue
from cohort_desk.services.agencies.matching import Candidate
from cohort_desk.services.agencies.register import PublicBody


class RowKind(StrEnum):
    """What becomes of a row; the value is how it is called on the screen."""

    NEW = "New"
    UPDATED = "Updated"
    DUPLICATE = "Duplicate"
    REFUSED = "Refused"


@dataclass(frozen=True, slots=True)
class UseAgency:
    """The spelling means an agency of the programme."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class UseRegister:
    """The spelling means a body of the register, which joins the programme's agencies."""

    body: PublicBody

    @property
    def name(self) -> str:
        return self.body.name


@dataclass(frozen=True, slots=True)
class NewAgency:
    """The spelling means an agency that is not known yet."""

    name: str
    sector: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class LeaveBlank:
    """The spelling says nothing; people keep the agency they have, or none."""

    name: str = ""


AgencyChoice = UseAgency | UseRegister | NewAgency | LeaveBlank


@dataclass(frozen=True, slots=True)
class AgencyQuestion:
    """A spelling that is not surely one agency; asked once, however many rows have it."""

    key: str
    spelling: str
    people: int
    candidates: tuple[Candidate, ...]
    suggested: AgencyChoice | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the user has answered: agencies by the question's key, same person or not by row."""

    agencies: Mapping[str, AgencyChoice] = field(default_factory=dict[str, AgencyChoice])
    same_person: Mapping[int, bool] = field(default_factory=dict[int, bool])


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that an update changes, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that may be someone already here: the question, and how it is taken."""

    question: str
    same: bool


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What becomes of one row.

    `values` are the fields to write, as they are stored; `agency_key` finds the choice of agency
    in the plan; `participant_id` is who is here already. `remark` is what to look at in a row that
    is imported all the same.
    """

    row: int
    kind: RowKind
    name: str
    agency: str = ""
    reason: str = ""
    changes: tuple[FieldChange, ...] = ()
    doubt: Doubt | None = None
    values: Mapping[str, FieldValue] = field(default_factory=dict[str, FieldValue])
    agency_key: str = ""
    participant_id: int | None = None
    group: str = ""
    remark: str = ""

    @property
    def to_check(self) -> str:
        """What somebody should look at, "" where there is nothing."""
        question = self.doubt.question if self.doubt else ""
        return " ".join(filter(None, (question, self.remark)))

    @property
    def written(self) -> bool:
        """Whether the import writes this person."""
        return self.kind in (RowKind.NEW, RowKind.UPDATED)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole import.

    `agencies` has the choice for every spelling that is decided; `questions` all that had to be
    asked, decided or not; `basis` is the last step of the journal that the plan has seen.
    """

    cohort_id: int
    source: str
    rows: tuple[RowOutcome, ...]
    agencies: Mapping[str, AgencyChoice]
    questions: tuple[AgencyQuestion, ...]
    basis: int

    @property
    def undecided(self) -> tuple[AgencyQuestion, ...]:
        """The questions that still wait for an answer."""
        return tuple(question for question in self.questions if question.key not in self.agencies)

    @property
    def added_agencies(self) -> tuple[str, ...]:
        """The names of the agencies that the import adds to the programme, in order."""
        used = {row.agency_key for row in self.rows if row.written}
        names = {
            choice.name
            for key, choice in self.agencies.items()
            if key in used and isinstance(choice, UseRegister | NewAgency)
        }
        return tuple(sorted(names))

    def count(self, kind: RowKind) -> int:
        """Return how many rows are of a kind."""
        return sum(row.kind is kind for row in self.rows)


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import has done; `step_id` is None where there was nothing to write."""

    source: str
    new: int
    updated: int
    duplicate: int
    refused: int
    agencies_added: int
    spellings_learnt: int
    round_name: str
    step_id: int | None
