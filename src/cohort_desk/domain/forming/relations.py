"""Rules that columns make by themselves: line managers and teams are kept apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cohort_desk.domain.forming.request import Member, Rule, RuleKind

LINE_MANAGER = "line_manager"
IDENTIFYING = ("email", "reference", "id", "number")
"""The values by which a person may be named besides the name."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A manager who makes no rule: named by so many, and either nobody's name or several's."""

    name: str
    named_by: int
    namesakes: int


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


def unmatched_managers(members: Sequence[Member]) -> tuple[Unmatched, ...]:
    """Return the line managers who make no rule, those whom most people name first."""
    bearers = _bearers(members)
    spelling: dict[str, str] = {}
    named: Counter[str] = Counter()
    for member in members:
        text = member.values.get(LINE_MANAGER, "")
        if _plain(text) and len(bearers.get(_plain(text), ())) != 1:
            spelling.setdefault(_plain(text), " ".join(text.split()))
            named[_plain(text)] += 1
    return tuple(
        Unmatched(spelling[key], count, len(bearers.get(key, ())))
        for key, count in named.most_common()
    )


def _manager_rules(members: Sequence[Member], column: str) -> list[Rule]:
    bearers = _bearers(members)
    rules: list[Rule] = []
    for member in members:
        managers = bearers.get(_plain(member.values.get(column, "")), set())
        if len(managers) == 1 and member.id not in managers and member.values.get(column, ""):
            (manager,) = managers
            rules.append(Rule(RuleKind.APART, (manager, member.id), reason="line manager"))
    return rules


def _bearers(members: Sequence[Member]) -> Mapping[str, set[int]]:
    """Return who bears each name, e-mail or other mark."""
    bearers: dict[str, set[int]] = defaultdict(set)
    for member in members:
        for name in (member.name, *(member.values.get(key, "") for key in IDENTIFYING)):
            bearers[_plain(name)].add(member.id)
    return bearers


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
