"""The rules that must hold: those asked for, those that columns make, and locks."""

from collections.abc import Iterable

from cohort_desk.domain.forming.relations import relation_rules
from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind


def all_rules(request: FormingRequest) -> tuple[Rule, ...]:
    """Return the rules asked for, those that columns make, and the locks as rules."""
    locks = tuple(
        Rule(RuleKind.IN_GROUP, (member_id,), group, "locked")
        for member_id, group in sorted(request.locks.items())
    )
    made = relation_rules(request.members, request.recipe.apart_by)
    return (*request.recipe.rules, *made, *locks)


def together_sets(rules: Iterable[Rule], index: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    """Return the sets that must stay together, chains of rules joined (union-find)."""
    parent: dict[int, int] = {}

    def root(person: int) -> int:
        while parent.setdefault(person, person) != person:
            parent[person] = parent[parent[person]]
            person = parent[person]
        return person

    for rule in rules:
        if rule.kind is RuleKind.TOGETHER:
            first, *others = (index[member_id] for member_id in rule.member_ids)
            for other in others:
                parent[root(other)] = root(first)
    sets: dict[int, list[int]] = {}
    for person in sorted(parent):
        sets.setdefault(root(person), []).append(person)
    return tuple(tuple(members) for members in sets.values() if len(members) > 1)


def pairs_within(rule: Rule) -> Iterable[tuple[int, int]]:
    """Return every pair of the people that a rule names."""
    ids = rule.member_ids
    return ((a, b) for place, a in enumerate(ids) for b in ids[place + 1 :])
