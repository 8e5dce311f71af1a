"""What an import of benefits will do, row by row, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cohort_desk.domain.savings.fields import BenefitFields, CostInput, FigureInput
from cohort_desk.domain.savings.parties import Party, same_person
from cohort_desk.domain.savings.sheets import SheetBenefit
from cohort_desk.services.imports.plans import FieldChange, RowKind

PROJECT, AGENCY, POT = "project", "agency", "pot"

NameKey = tuple[str, str]
"""Of what kind a name is, and the name folded for comparison."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What holds where a sheet says nothing; what is None or "" stays unsaid.

    `project_id` is the project of rows that name none.
    """

    project_id: int | None = None
    type: str = ""
    first_year: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class BenefitSheet:
    """The rows of a sheet; `source` is the file's name, as the history shows it."""

    source: str
    rows: tuple[SheetBenefit, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user has answered: which record each unsure name means (None for none of them)."""

    names: Mapping[NameKey, int | None] = field(default_factory=dict[NameKey, int | None])
    otherwise: Otherwise = Otherwise()


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a name may mean."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A name that is not surely one record; asked once, however many rows have it."""

    key: NameKey
    spelling: str
    rows: int
    candidates: tuple[Named, ...]
    suggested: int | None

    @property
    def kind(self) -> str:
        return self.key[0]


Shares = tuple[tuple[int, int], ...]
"""Hundredths of a percent by agency."""


@dataclass(frozen=True, slots=True)
class OfficerWish:
    """An officer that a row names: one who is known by `id`, or one to be added.

    `gone` says why they can no longer answer for anything, "" if they can.
    """

    name: str
    agency_id: int
    id: int | None = None
    participant_id: int | None = None
    gone: str = ""

    def is_same_as(self, other: "OfficerWish") -> bool:
        """Tell whether both are one person, as `domain.savings.parties` has it."""
        return same_person(self.party, other.party)

    @property
    def party(self) -> Party:
        """Them as the rules know them."""
        return Party(self.id or 0, self.name, self.agency_id, self.participant_id)


@dataclass(frozen=True, slots=True)
class CostWish:
    """A cost that a row gives; `replaces` is the one that it puts right, None of a new one."""

    cost: CostInput
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedBenefit:
    """What becomes of one row.

    Attributes:
        row: as the spreadsheet counts.
        project, title, amount: what it is about, for people.
        reason: why it is refused, or what it repeats.
        changes: what an update changes, in words.
        remark: what to look at in a row that is imported all the same.
        benefit_id, version: the line that is here already, as it was seen.
        fields: the benefit's own fields as they are to be, but for officers; None where all stay.
        basis, approximate: of a new line.
        owner, validator: the officers as they are to be, None for nobody.
        figure: what it is projected to bring, None where that stays.
        shares: by agency, in hundredths of a percent; None where they stay.
        costs: to record.
        for_good: whether it adds to the money of a line that is here, which nothing takes back.
    """

    row: int
    kind: RowKind
    project: str
    title: str
    amount: str = ""
    reason: str = ""
    changes: tuple[FieldChange, ...] = ()
    remark: str = ""
    benefit_id: int | None = None
    version: int | None = None
    project_id: int = 0
    fields: BenefitFields | None = None
    basis: str = "unknown"
    approximate: bool = False
    owner: OfficerWish | None = None
    validator: OfficerWish | None = None
    figure: FigureInput | None = None
    shares: Shares | None = None
    costs: tuple[CostWish, ...] = ()
    for_good: bool = False

    @property
    def written(self) -> bool:
        """Whether the import writes this line."""
        return self.kind in (RowKind.NEW, RowKind.UPDATED)


@dataclass(frozen=True, slots=True)
class BenefitPlan:
    """The whole import.

    `questions` are the names that had to be asked, answered or not; `basis` is the last step of
    the journal that the plan has seen; `told` says which columns are read and never taken.
    """

    source: str
    rows: tuple[PlannedBenefit, ...]
    questions: tuple[NameQuestion, ...]
    new_officers: tuple[str, ...]
    told: str
    basis: int

    def count(self, kind: RowKind) -> int:
        """Return how many rows are of a kind."""
        return sum(row.kind is kind for row in self.rows)

    @property
    def can_be_undone(self) -> bool:
        """Whether nothing is added to the money of lines that are here already."""
        return not any(row.for_good for row in self.rows)


@dataclass(frozen=True, slots=True)
class BenefitImport:
    """What an import has done; `step_id` is None where there was nothing to write."""

    source: str
    new: int
    updated: int
    duplicate: int
    refused: int
    officers_added: int
    can_be_undone: bool
    step_id: int | None
