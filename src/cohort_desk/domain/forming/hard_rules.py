"""The rules that must hold: those asked for, those that columns make, and locks."""

from collections.abc import Iterable

from cohort_desk.domain.forming.relations import relation_rules
from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind


def hard_rules(request: FormingRequest) -> tuple[Rule, ...]:
    """Return the rules asked for, those that columns make, and the locks as rules."""
    made = relation_rules(request.members, request.recipe.apart_by)
    return (*request.recipe.rules, *made, *lock_rules(request))


def lock_rules(request: FormingRequest) -> tuple[Rule, ...]:
    """Return the locks as rules."""
    return tuple(
        Rule(RuleKind.IN_GROUP, (member_id,), group, "locked")
        for member_id, group in sorted(request.locks.items())
    )


def together_sets(rules: Iterable[Rule], index: dict[int, int]) -> tuple[tuple[int, ...], ...]:
    """Return the sets that must stay together, by the place of each member in `index`."""
    together = (rule for rule in rules if rule.kind is RuleKind.TOGETHER)
    sets: dict[int, list[int]] = {}
    for member_id, speaker in speakers(together).items():
        sets.setdefault(speaker, []).append(index[member_id])
    return tuple(sorted(tuple(sorted(members)) for members in sets.values()))


def speakers(rules: Iterable[Rule]) -> dict[int, int]:
    """Return for everybody in a rule the one who stands for all that must be with them."""
    parent: dict[int, int] = {}

    def root(person: int) -> int:
        while parent.setdefault(person, person) != person:
            parent[person] = parent[parent[person]]
            person = parent[person]
        return person

    for rule in rules:
        for member_id in rule.member_ids:
            parent.setdefault(member_id, member_id)
        if rule.kind is RuleKind.TOGETHER:
            for other in rule.member_ids[1:]:
                parent[root(other)] = root(rule.member_ids[0])
    return {person: root(person) for person in parent}


def pairs_within(rule: Rule) -> Iterable[tuple[int, int]]:
    """Return every pair of the people that a rule names."""
    ids = rule.member_ids
    return ((a, b) for place, a in enumerate(ids) for b in ids[place + 1 :])
