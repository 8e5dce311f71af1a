"""Names, rules and distances in sentences."""

import math
from collections.abc import Mapping, Sequence

from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind
from cohort_desk.domain.words import counted

_SHOWN = 6


def names(people: Sequence[str]) -> str:
    """Return "A", "A and B", "A, B and C", or the first few "and 9 others"."""
    if len(people) > _SHOWN:
        return f"{', '.join(people[: _SHOWN - 1])} and {len(people) - _SHOWN + 1} others"
    if len(people) <= 1:
        return "".join(people)
    return f"{', '.join(people[:-1])} and {people[-1]}"


def rule_text(rule: Rule, request: FormingRequest) -> str:
    """Return the rule as a wish: "Aisha Khan and Tom Reed apart (line manager)"."""
    name_of = {member.id: member.name for member in request.members}
    return describe_rule(rule, request, name_of)


def describe_rule(rule: Rule, request: FormingRequest, name_of: Mapping[int, str]) -> str:
    """Return the rule as a wish; `name_of` saves building the names for every rule."""
    who = names([name_of.get(member_id, "somebody") for member_id in rule.member_ids])
    group = request.group_name(rule.group or 0)
    wish = {
        RuleKind.APART: f"{who} apart",
        RuleKind.TOGETHER: f"{who} together",
        RuleKind.IN_GROUP: f"{who} in {group}",
        RuleKind.NOT_IN_GROUP: f"{who} not in {group}",
    }[rule.kind]
    return f"{wish} ({rule.reason})" if rule.reason else wish


def broken_text(rule: Rule, who: str, group: str) -> str:
    """Return what is wrong: "Aisha Khan and Tom Reed are both in Group 3 but must be apart"."""
    reason = f" ({rule.reason})" if rule.reason else ""
    if rule.kind is RuleKind.APART:
        together = "both" if len(rule.member_ids) == 2 else "together"  # noqa: PLR2004 - a couple
        return f"{who} are {together} in {group} but must be apart{reason}"
    if rule.kind is RuleKind.TOGETHER:
        return f"{who} are not in one group but must be together{reason}"
    must = "must be" if rule.kind is RuleKind.IN_GROUP else "must not be"
    return f"{who} {must} in {group}{reason}"


def distance(objective: int, bound: int) -> str:
    """Return how far an objective may lie from the best: never less than the truth.

    Raises:
        ValueError: the objective lies below its bound, so the bound is none.
    """
    if objective < bound:
        raise ValueError(f"an objective of {objective} cannot lie below its bound of {bound}")
    if objective == bound:
        return "Proven best"
    if bound == 0:
        points = counted(objective - bound, "point", "points")
        return f"at most {points} from the best possible"
    percent = 100 * (objective - bound) / bound
    digits = 2 if percent < 0.1 else 1  # noqa: PLR2004 - "0.04 %" rather than "0.1 %"
    rounded = math.ceil(percent * 10**digits - 1e-9) / 10**digits
    return f"at most {rounded:.{digits}f} % from the best possible"
