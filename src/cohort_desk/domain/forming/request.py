"""What an administrator can ask of the former: people, criteria, rules and sizes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cohort_desk.domain.forming.settings.columns import column_words
from cohort_desk.domain.forming.sizes import Sizes

EVERY_ROUND = ""
"""The column of a new-faces criterion that stands for each earlier round in turn."""

MOST_SLOTS = 60
"""The most times of a week that availability may speak of."""


class Importance(StrEnum):
    """How much a criterion counts against the others."""

    MUST = "must"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    OFF = "off"


class CriterionKind(StrEnum):
    """What a criterion wants of the people who share a value."""

    MIX = "mix"
    BALANCE = "balance"
    GATHER = "gather"
    MEET = "meet"
    NO_LONE_ONE = "no_lone_one"
    NEW_FACES = "new_faces"

    @property
    def spreads(self) -> bool:
        """Whether it counts pairs who share a value, and so is best when they are spread evenly."""
        return self in (CriterionKind.MIX, CriterionKind.BALANCE, CriterionKind.NEW_FACES)


class RuleKind(StrEnum):
    """What a rule demands of the people it names."""

    APART = "apart"
    TOGETHER = "together"
    IN_GROUP = "in_group"
    NOT_IN_GROUP = "not_in_group"


_WEIGHTS = {
    Importance.MUST: 10,
    Importance.HIGH: 3,
    Importance.MEDIUM: 2,
    Importance.LOW: 1,
    Importance.OFF: 0,
}
_NEW_FACES_HIGH = 5


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the former sees one; a blank or missing value matches nobody's."""

    id: int
    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One wish, such as "mix agencies"; what goes against it is counted, and costs its weight.

    Attributes:
        kind: what is wanted of the people who share a value.
        column: the values that count; of new faces an earlier round, or EVERY_ROUND.
        importance: how much it counts.
        slots: of "meet", how many times a group's members need to have in common.
        only: of "no lone one", the values that may not be alone; empty means every value.
    """

    kind: CriterionKind
    column: str
    importance: Importance
    slots: int = 1
    only: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        """Points that one thing counted adds to the objective; meeting again costs 5 at high."""
        if self.kind is CriterionKind.NEW_FACES and self.importance is Importance.HIGH:
            return _NEW_FACES_HIGH
        return _WEIGHTS[self.importance]

    @property
    def label(self) -> str:
        """What is counted, in words: "Same-agency pairs"."""
        column = column_words(self.column)
        if self.kind is CriterionKind.NEW_FACES:
            return f"Pairs who were together in {column}"
        if self.kind is CriterionKind.GATHER:
            return f"Different-{column} pairs"
        if self.kind is CriterionKind.MEET:
            return f"Common times missing ({column})"
        if self.kind is CriterionKind.NO_LONE_ONE:
            return f"People alone by {column}"
        return f"Same-{column} pairs"


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that must hold for named people; `group` counts from 0."""

    kind: RuleKind
    member_ids: tuple[int, ...]
    group: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a round: sizes, criteria in order, rules, columns that keep people apart.

    `apart_by` names columns that make rules by themselves: "line_manager" holds the name or e-mail
    of another member; any other column keeps apart all who share its value.
    """

    sizes: Sizes
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...] = ()
    apart_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormingRequest:
    """Everything that decides the answer, besides the seed and the number of steps.

    Attributes:
        members: everybody who is to be placed, each id once.
        recipe: what is wanted.
        locks: people who stay in the group they are in (member id to group, counted from 0).
        earlier: the value columns that hold a member's group in earlier rounds.
        group_names: the names used in sentences; "Group 1" and so on where there are none.
    """

    members: tuple[Member, ...]
    recipe: Recipe
    locks: Mapping[int, int] = field(default_factory=dict[int, int])
    earlier: tuple[str, ...] = ()
    group_names: tuple[str, ...] = ()

    def group_name(self, group: int) -> str:
        """Return what the group is called in sentences."""
        return self.group_names[group] if group < len(self.group_names) else f"Group {group + 1}"


def default_recipe() -> Recipe:
    """Return the settings that are right without touching anything."""
    return Recipe(
        sizes=Sizes(),
        criteria=(
            Criterion(CriterionKind.MIX, "agency", Importance.MUST),
            Criterion(CriterionKind.MIX, "sector", Importance.HIGH),
            Criterion(CriterionKind.BALANCE, "gender", Importance.MEDIUM),
            Criterion(CriterionKind.BALANCE, "grade", Importance.MEDIUM),
            Criterion(CriterionKind.NEW_FACES, EVERY_ROUND, Importance.HIGH),
        ),
        apart_by=("line_manager",),
    )
