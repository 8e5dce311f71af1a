"""Rules that columns make by themselves: line managers and teams are kept apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cohort_desk.domain.forming.request import Member, Rule, RuleKind

LINE_MANAGER = "line_manager"
_IDENTIFYING = ("email", "id", "number")


def relation_rules(members: Sequence[Member], columns: Iterable[str]) -> tuple[Rule, ...]:
    """Return the "apart" rules, each with its reason, that the columns make.

    A line-manager column names the manager, by name or e-mail; a manager outside the cohort makes
    no rule, nor does a name that several members bear. Any other column (a team) keeps apart all
    who share its value.
    """
    rules: list[Rule] = []
    for column in columns:
        maker = _manager_rules if column == LINE_MANAGER else _shared_value_rules
        rules += maker(members, column)
    return tuple(rules)


def _manager_rules(members: Sequence[Member], column: str) -> list[Rule]:
    bearers: dict[str, set[int]] = defaultdict(set)
    for member in members:
        names = [member.name, *(member.values.get(key, "") for key in _IDENTIFYING)]
        for name in names:
            bearers[_plain(name)].add(member.id)
    rules: list[Rule] = []
    for member in members:
        managers = bearers.get(_plain(member.values.get(column, "")), set())
        if len(managers) == 1 and member.id not in managers and member.values.get(column, ""):
            (manager,) = managers
            rules.append(Rule(RuleKind.APART, (manager, member.id), reason="line manager"))
    return rules


def _shared_value_rules(members: Sequence[Member], column: str) -> list[Rule]:
    sharing: dict[str, list[int]] = defaultdict(list)
    for member in members:
        sharing[_plain(member.values.get(column, ""))].append(member.id)
    sharing.pop("", None)
    reason = f"same {column.replace('_', ' ')}"
    return [
        Rule(RuleKind.APART, tuple(ids), reason=reason) for ids in sharing.values() if len(ids) > 1
    ]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
