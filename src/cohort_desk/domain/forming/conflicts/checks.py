"""What can be seen to be impossible before any search."""

from collections.abc import Sequence

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.conflicts.core import find_conflict
from cohort_desk.domain.forming.conflicts.explaining import explained
from cohort_desk.domain.forming.conflicts.feasibility import room_of
from cohort_desk.domain.forming.hard_rules import hard_rules
from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind
from cohort_desk.domain.forming.sizes import split
from cohort_desk.domain.forming.words import names


def check(request: FormingRequest) -> None:
    """Raise if the request is impossible.

    Exact for all but contrived requests; one that is too hard to settle within a second passes,
    and the search may find out.

    Raises:
        RuleBroken: the sizes do not fit the number of people, or a rule is not well formed.
        Impossible: rules contradict each other or the sizes; carries a minimal set of them.
    """
    sizes = check_form(request)
    conflict = find_conflict(dict(enumerate(hard_rules(request))), room_of(sizes))
    if conflict:
        raise explained(request, sizes, conflict)


def check_form(request: FormingRequest) -> tuple[int, ...]:
    """Check each rule by itself, and return the sizes of the groups.

    Raises:
        RuleBroken: the sizes do not fit the number of people, or a rule is not well formed.
    """
    sizes = split(request.recipe.sizes, len(request.members))
    _check_rules(request, hard_rules(request), len(sizes))
    return sizes


def _check_rules(request: FormingRequest, rules: Sequence[Rule], groups: int) -> None:
    name = {member.id: member.name for member in request.members}
    if len(name) < len(request.members):
        raise RuleBroken("members", "The same person is listed twice. Remove one of the two.")
    for rule in rules:
        if any(member_id not in name for member_id in rule.member_ids):
            raise RuleBroken(
                "rules", "A rule names somebody who is not in this cohort. Remove the rule."
            )
        needs_group = rule.kind in (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP)
        if needs_group and not 0 <= (-1 if rule.group is None else rule.group) < groups:
            who = names([name[member_id] for member_id in rule.member_ids])
            raise RuleBroken(
                "rules",
                f"A rule about {who} names a group that does not "
                f"exist; there are to be {groups} groups.",
            )
        if not needs_group and len(set(rule.member_ids)) < 2:  # noqa: PLR2004 - a couple
            raise RuleBroken("rules", "A rule to be apart or together needs two people.")
