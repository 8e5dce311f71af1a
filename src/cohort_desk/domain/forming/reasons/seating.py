"""What explanations draw on: who sits where, what they share, and effects in words."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cohort_desk.domain.forming.hard_rules import hard_rules
from cohort_desk.domain.forming.live import Effect, LiveBoard
from cohort_desk.domain.forming.reasons.proof import counted_values, least_pairs
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Member,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.settings.columns import column_words
from cohort_desk.domain.forming.words import describe_rule, names
from cohort_desk.domain.words import counted


@dataclass(frozen=True, slots=True)
class Shared:
    """A value that somebody has in common with others in their group, and counts against it.

    Attributes:
        what: the value in words: "Agency Avon Fire", "Group in Induction".
        with_ids: who shares it there.
        why: in words whether that could be avoided.
    """

    what: str
    with_ids: tuple[int, ...]
    why: str


class Seating:
    """An arrangement that questions can be asked of, again and again; nothing in it changes."""

    def __init__(
        self,
        request: FormingRequest,
        groups: Sequence[Sequence[int]],
        live: LiveBoard,
        criteria: Sequence[Criterion],
        closed: frozenset[int] = frozenset(),
    ) -> None:
        """Take what the board holds.

        Args:
            request: everybody, the rules and the locks.
            groups: the ids of the people in each group.
            live: stands as `groups` do.
            criteria: those of the score card, in its order.
            closed: the locked groups.
        """
        self.request, self.groups, self.live = request, groups, live
        self.criteria, self.closed = tuple(criteria), closed
        self.name_of = {member.id: member.name for member in request.members}
        self.place_of = {one: number for number, group in enumerate(groups) for one in group}

    def group_name(self, group: int) -> str:
        return self.request.group_name(group)

    def rules_about(self, *people: int) -> list[Rule]:
        """Return the rules, locks among them, that name each of these people."""
        of_each = [self._rules_of.get(one, ()) for one in people]
        return [rule for rule in of_each[0] if all(rule in rules for rules in of_each[1:])]

    def rule_words(self, rule: Rule) -> str:
        """Return a rule as a wish: "Aisha Khan and Tom Reed apart (line manager)"."""
        return describe_rule(rule, self.request, self.name_of)

    def keeps_in_place(self, person: int) -> list[str]:
        """Return in words what holds a person in their group."""
        locked = person in self.request.locks
        here = self.place_of.get(person)
        group = "" if here is None else self.group_name(here)
        held = [f"{self.name_of[person]} is locked in {group}"] if locked else []
        if here in self.closed:
            held = [f"{group} is locked"]
        wishes = (RuleKind.TOGETHER, RuleKind.IN_GROUP)
        rules = [rule for rule in self.rules_about(person) if rule.kind in wishes]
        return held + [
            f"Rule: {self.rule_words(rule)}"
            for rule in rules
            if rule.kind is RuleKind.TOGETHER or person not in self.request.locks
        ]

    def shared(self, person: int) -> list[Shared]:
        """Return what a person shares with others of their group that the criteria count."""
        mates = [one for one in self.groups[self.place_of[person]] if one != person]
        found: list[Shared] = []
        for criterion, values in zip(self.criteria, self._values, strict=True):
            value = values.get(person, "")
            alike = tuple(one for one in mates if values.get(one) == value)
            if value and alike and criterion.kind.spreads:
                why = self._unavoidable(values, value)
                found.append(Shared(value_words(criterion, value), alike, why))
        return found

    def at_odds(self, person: int) -> list[str]:
        """Return in words where a person differs from others of their group, and that counts."""
        mates = [one for one in self.groups[self.place_of[person]] if one != person]
        told: list[str] = []
        for criterion, values in zip(self.criteria, self._values, strict=True):
            value = values.get(person, "")
            known = [values[one] for one in mates if values.get(one)]
            others = sum(each != value for each in known)
            what = value_words(criterion, value)
            if criterion.kind is CriterionKind.GATHER and value and others:
                of_them = counted(others, "other is", "others are")
                told.append(f"{what}: {of_them} of another {column_words(criterion.column)}.")
            wanted = not criterion.only or value in criterion.only
            alone = criterion.kind is CriterionKind.NO_LONE_ONE and value not in known
            if value and alone and wanted and mates:
                told.append(f"{what}: nobody else in the group.")
        return told

    def in_common(self, one: int, other: int) -> list[str]:
        """Return in words the values that two people share, of those that the criteria count."""
        return [
            value_words(criterion, values[one])
            for criterion, values in zip(self.criteria, self._values, strict=True)
            if values.get(one)
            and values[one] == values.get(other)
            and criterion.kind is not CriterionKind.MEET
            and criterion.kind is not CriterionKind.NEW_FACES
        ]

    def met(self, one: int, other: int) -> list[str]:
        """Return the earlier rounds in which two people were in one group."""
        first, second = self._members[one].values, self._members[other].values
        return [
            column
            for column in self.request.earlier
            if first.get(column) and first.get(column) == second.get(column)
        ]

    def effect_words(self, effect: Effect) -> str:
        """Return what a change does, criterion by criterion: "2 more same-agency pairs, …"."""
        told = [
            gained_words(criterion, change)
            for criterion, change in zip(self.criteria, effect.by_criterion, strict=True)
            if change
        ]
        return ", ".join(told) or "nothing that counts changes"

    def who(self, people: Sequence[int]) -> str:
        """Return the names of people: "Aisha Khan and Tom Reed"."""
        return names([self.name_of[one] for one in people])

    def _unavoidable(self, values: Mapping[int, str], value: str) -> str:
        """Say whether people who share a value could all be apart, and how near that they are.

        Only those with a group count, for what must be as for what is.
        """
        sharing = [one for one, each in values.items() if each == value]
        among = Counter(self.place_of[one] for one in sharing if one in self.place_of)
        people = among.total()
        now = sum(n * (n - 1) // 2 for n in among.values())
        least = least_pairs(people, len(self.groups))
        with_group = "" if people == len(sharing) else " with a group"
        share = f"{counted(people, f'person{with_group} shares', f'people{with_group} share')} this"
        groups = counted(len(self.groups), "group", "groups")
        if not least:
            return f"{share}, in {groups}: by itself it could be avoided."
        must = "1 pair of them must meet" if least == 1 else f"{least:,} pairs of them must meet"
        now_words = "as it is now" if now == least else f"now there are {now:,}"
        return f"{share}, in {groups}: at least {must}, {now_words}."

    @cached_property
    def _values(self) -> list[dict[int, str]]:
        """What each criterion goes by for each person."""
        members = self.request.members
        ids = [member.id for member in members]
        return [
            dict(zip(ids, counted_values(members, criterion), strict=True))
            for criterion in self.criteria
        ]

    @cached_property
    def _members(self) -> dict[int, Member]:
        return {member.id: member for member in self.request.members}

    @cached_property
    def _rules_of(self) -> dict[int, list[Rule]]:
        rules_of: dict[int, list[Rule]] = defaultdict(list)
        for rule in hard_rules(self.request):
            for person in rule.member_ids:
                rules_of[person].append(rule)
        return rules_of


def value_words(criterion: Criterion, value: str) -> str:
    """Return a value with the name of its column: "Agency Avon Fire", "Group in Induction"."""
    column = column_words(criterion.column)
    if criterion.kind is CriterionKind.NEW_FACES:
        return f"Group in {column}"
    return f"{column[:1].upper()}{column[1:]} {value}"


def gained_words(criterion: Criterion, change: int) -> str:
    """Return a change in what a criterion counts: "2 more same-agency pairs"."""
    label = criterion.label[:1].lower() + criterion.label[1:]
    if abs(change) == 1:
        for many, one in (("pairs", "pair"), ("people", "person"), ("times", "time")):
            label = label.replace(many, one, 1)
    return f"{abs(change):,} {'more' if change > 0 else 'fewer'} {label}"


def worth_words(change: int) -> str:
    """Return points as a verdict: "is worse by 3", "changes nothing"."""
    if not change:
        return "changes nothing"
    return f"is {'worse' if change > 0 else 'better'} by {abs(change):,}"
