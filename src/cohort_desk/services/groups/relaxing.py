"""Letting one thing go of what a round asks of its groups, in one step."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import GroupRow, MembershipRow, RoundRow, RuleRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.forming.conflicts.remedies import whom_it_keeps_apart
from cohort_desk.domain.forming.errors import Remedy, RemedyKind
from cohort_desk.domain.forming.request import Recipe, Rule
from cohort_desk.domain.forming.settings.recipes import recipe_from_plain, recipe_to_plain
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.domain.forming.words import describe_rule, names
from cohort_desk.services.groups.forming import Preparation
from cohort_desk.services.groups.material import Material, StoredRule
from cohort_desk.services.groups.rounds import delete_rule_row
from cohort_desk.services.groups.seats import person_name


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One thing to let go.

    Attributes:
        kind: what is done.
        button: what a button says: "Unlock Aisha Khan".
        what: what is let go, in words: "Aisha Khan and Tom Reed apart".
        rule_id: of a rule to be removed.
        people: ids of those to be unlocked.
        group_id: of the group to be unlocked.
        column: that shall make no more rules.
        sizes: to be kept instead of those there are.
    """

    kind: RemedyKind
    button: str
    what: str
    rule_id: int | None = None
    people: tuple[int, ...] = ()
    group_id: int | None = None
    column: str = ""
    sizes: Sizes | None = None


class Finder:
    """Finds what is kept behind the rules that the former speaks of."""

    def __init__(self, material: Material, preparation: Preparation) -> None:
        self._request, self._slots = preparation.request, preparation.slots
        self._naming: dict[int, list[StoredRule]] = defaultdict(list)
        for rule in material.rules:
            for member_id in rule.member_ids:
                self._naming[member_id].append(rule)
        self._name_of = {member.id: member.name for member in material.members}
        self._closed = sum(group.locked for group in material.groups)

    def words(self, rule: Rule) -> str:
        """Return the rule as a wish."""
        return describe_rule(rule, self._request, self._name_of)

    def relaxation(self, remedy: Remedy) -> Relaxation:
        """Return what lets go what the remedy does."""
        rule, sizes = remedy.rule, remedy.sizes
        if rule is None:
            if sizes and sizes.groups is not None:
                # A number of groups counts the locked ones too.
                sizes = replace(sizes, groups=sizes.groups + self._closed)
            return Relaxation(remedy.kind, remedy.words, remedy.words, sizes=sizes)
        unlocking = remedy.kind is RemedyKind.UNLOCK
        return Relaxation(
            kind=remedy.kind,
            button=remedy.words,
            what=self.words(replace(rule, reason="")),
            rule_id=self.rule_id(rule) if remedy.kind is RemedyKind.REMOVE_RULE else None,
            people=rule.member_ids if unlocking else (),
            column=remedy.column,
        )

    def rule_id(self, rule: Rule) -> int | None:
        """Return the id of the rule that is kept; it may name people who are settled besides."""
        group_id = None if rule.group is None else self._slots[rule.group].group_id
        alike = (
            kept
            for kept in self._naming[rule.member_ids[0]]
            if (kept.kind, kept.group_id, kept.reason) == (rule.kind, group_id, rule.reason)
            and set(rule.member_ids) <= set(kept.member_ids)
        )
        nearest = min(alike, key=lambda kept: len(kept.member_ids), default=None)
        return nearest.id if nearest else None


def relax(db: Database, round_id: int, relaxation: Relaxation) -> None:
    """Let one thing go, in one step that can be undone under its name.

    Raises:
        NotFound: the rule, the round or a locked person's seat is gone meanwhile.
    """
    acts: Mapping[RemedyKind, Callable[[Database, int, Relaxation], None]] = {
        RemedyKind.REMOVE_RULE: _remove_rule,
        RemedyKind.UNLOCK: _unlock,
        RemedyKind.STOP_COLUMN: _stop_column,
        RemedyKind.RESIZE: _resize,
    }
    acts[relaxation.kind](db, round_id, relaxation)


def _remove_rule(db: Database, _round_id: int, relaxation: Relaxation) -> None:
    what = relaxation.what
    with db.begin(f"removal of the rule: {what}", f"Removed the rule: {what}") as work:
        if relaxation.rule_id is None:
            raise NotFound("That rule is gone already. Nothing was changed.")
        delete_rule_row(work, work.need(RuleRow, relaxation.rule_id))


def _unlock(db: Database, round_id: int, relaxation: Relaxation) -> None:
    with db.read() as work:
        whom = names([person_name(work, person) for person in relaxation.people])
        if relaxation.group_id is not None:
            whom = work.need(GroupRow, relaxation.group_id).name
    with db.begin(f"unlocking of {whom}", f"Unlocked {whom}") as work:
        for person in relaxation.people:
            work.need(MembershipRow, (round_id, person)).locked = False
        if relaxation.group_id is not None:
            work.need(GroupRow, relaxation.group_id).locked = False


def _stop_column(db: Database, round_id: int, relaxation: Relaxation) -> None:
    whom = whom_it_keeps_apart(relaxation.column)
    step, said = f"end of keeping {whom} apart", f"Stopped keeping {whom} apart"
    with db.begin(step, said) as work:
        row, recipe = _recipe(work, round_id)
        columns = tuple(one for one in recipe.apart_by if one != relaxation.column)
        row.recipe = recipe_to_plain(replace(recipe, apart_by=columns))


def _resize(db: Database, round_id: int, relaxation: Relaxation) -> None:
    with db.read() as work:
        name = work.need(RoundRow, round_id).name
    with db.begin(f"change of sizes of {name}", f"Changed the sizes of {name}") as work:
        row, recipe = _recipe(work, round_id)
        row.recipe = recipe_to_plain(replace(recipe, sizes=relaxation.sizes or recipe.sizes))


def _recipe(work: UnitOfWork, round_id: int) -> tuple[RoundRow, Recipe]:
    row = work.need(RoundRow, round_id)
    return row, recipe_from_plain(row.recipe)


def unlocking(people: Sequence[int], what: str) -> Relaxation:
    """Return what unlocks several people at once."""
    return Relaxation(RemedyKind.UNLOCK, "Unlock them", what, people=tuple(people))
