"""What can be seen to be impossible before any search, and why, in words."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.cliques import clique_larger_than
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.problem import all_rules, pairs_within, together_sets
from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind
from cohort_desk.domain.forming.sizes import split
from cohort_desk.domain.forming.words import names, rule_text


def check(request: FormingRequest) -> None:
    """Raise if the request can be seen to be impossible.

    Raises:
        RuleBroken: the sizes do not fit the number of people, or a rule is not well formed.
        Impossible: rules contradict each other or the sizes; names the people and the rules.
    """
    sizes = split(request.recipe.sizes, len(request.members))
    _Checks(request, sizes).run()


class _Checks:
    """The checks, which share the rules by kind."""

    def __init__(self, request: FormingRequest, sizes: Sequence[int]) -> None:
        self._request, self._sizes = request, sizes
        self._rules = all_rules(request)
        self._name = {member.id: member.name for member in request.members}

    def run(self) -> None:
        self._check_form()
        ids = [member.id for member in self._request.members]
        index = {member_id: place for place, member_id in enumerate(ids)}
        units = [tuple(ids[p] for p in unit) for unit in together_sets(self._rules, index)]
        self._check_together_against_apart(units)
        self._check_unit_sizes(units)
        home = self._check_group_rules(units)
        self._check_room(home)
        self._check_apart_in_one_group(home)
        self._check_cliques(units)

    def _check_form(self) -> None:
        if len(self._name) < len(self._request.members):
            raise RuleBroken("members", "The same person is listed twice. Remove one of the two.")
        for rule in self._rules:
            if any(member_id not in self._name for member_id in rule.member_ids):
                raise RuleBroken(
                    "rules", "A rule names somebody who is not in this cohort. Remove the rule."
                )
            needs_group = rule.kind in (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP)
            if needs_group and not 0 <= (-1 if rule.group is None else rule.group) < self._groups:
                raise RuleBroken(
                    "rules",
                    f"A rule about {self._who(rule.member_ids)} names a group that does not "
                    f"exist; there are to be {self._groups} groups.",
                )
            if not needs_group and len(set(rule.member_ids)) < 2:  # noqa: PLR2004 - a couple
                raise RuleBroken("rules", "A rule to be apart or together needs two people.")

    @property
    def _groups(self) -> int:
        return len(self._sizes)

    def _who(self, ids: Iterable[int]) -> str:
        return names([self._name[member_id] for member_id in ids])

    def _of_kind(self, *kinds: RuleKind) -> list[Rule]:
        return [rule for rule in self._rules if rule.kind in kinds]

    def _contradiction(self, rules: Sequence[Rule]) -> Impossible:
        wishes = "; ".join(rule_text(rule, self._request) for rule in rules)
        if len(rules) == 1:
            message = f"This rule cannot hold: {wishes}. Remove it."
        else:
            message = f"These {len(rules)} rules cannot all hold: {wishes}. Remove one of them."
        return Impossible(message, tuple(rules))

    def _check_together_against_apart(self, units: Sequence[tuple[int, ...]]) -> None:
        unit_of = {member_id: number for number, unit in enumerate(units) for member_id in unit}
        for rule in self._of_kind(RuleKind.APART):
            for one, other in pairs_within(rule):
                if unit_of.get(one, -1) == unit_of.get(other, -2):
                    raise self._contradiction([*self._chain(one, other), rule])

    def _chain(self, one: int, other: int) -> list[Rule]:
        """Return the fewest "together" rules that lead from one person to the other."""
        rules_of: dict[int, list[Rule]] = defaultdict(list)
        for rule in self._of_kind(RuleKind.TOGETHER):
            for member_id in rule.member_ids:
                rules_of[member_id].append(rule)
        came_by: dict[int, list[Rule]] = {one: []}
        waiting = deque([one])
        while other not in came_by:
            person = waiting.popleft()
            for rule in rules_of[person]:
                for member_id in rule.member_ids:
                    if member_id not in came_by:
                        came_by[member_id] = [*came_by[person], rule]
                        waiting.append(member_id)
        return came_by[other]

    def _check_unit_sizes(self, units: Sequence[tuple[int, ...]]) -> None:
        for unit in units:
            if len(unit) > max(self._sizes):
                raise Impossible(
                    f"{self._who(unit)} must be together, {len(unit)} people, but the largest "
                    f"group has {max(self._sizes)}. Allow larger groups or remove a rule.",
                    self._about(unit, RuleKind.TOGETHER),
                )

    def _about(self, ids: Iterable[int], *kinds: RuleKind) -> tuple[Rule, ...]:
        wanted = set(ids)
        return tuple(rule for rule in self._of_kind(*kinds) if wanted & set(rule.member_ids))

    def _check_group_rules(self, units: Sequence[tuple[int, ...]]) -> dict[int, int]:
        """Check where people must and must not be; return the group of those who have no choice.

        People who must be together share what is said of any of them.
        """
        unit_of = {member_id: unit for unit in units for member_id in unit}
        home: dict[int, int] = {}
        for rule in self._of_kind(RuleKind.IN_GROUP):
            for named in rule.member_ids:
                for member_id in unit_of.get(named, (named,)):
                    if home.setdefault(member_id, rule.group or 0) != rule.group:
                        raise self._two_homes(unit_of.get(named, (named,)))
        shut: dict[int, set[int]] = defaultdict(set)
        for rule in self._of_kind(RuleKind.NOT_IN_GROUP):
            for named in rule.member_ids:
                for member_id in unit_of.get(named, (named,)):
                    shut[member_id].add(rule.group or 0)
                    if home.get(member_id) == rule.group or len(shut[member_id]) == self._groups:
                        raise self._nowhere(unit_of.get(named, (named,)))
        return home

    def _two_homes(self, people: tuple[int, ...]) -> Impossible:
        rules = self._about(people, RuleKind.IN_GROUP)
        first = rules[0]
        second = next(rule for rule in rules if rule.group != first.group)
        chain: list[Rule] = []
        one, other = (next(i for i in rule.member_ids if i in people) for rule in (first, second))
        if one != other:
            chain = self._chain(one, other)
        return self._contradiction([first, *chain, second])

    def _nowhere(self, people: tuple[int, ...]) -> Impossible:
        kinds = [RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP]
        if len(people) > 1:
            kinds.append(RuleKind.TOGETHER)
        return self._contradiction(self._about(people, *kinds))

    def _check_room(self, home: dict[int, int]) -> None:
        """The groups in which most people must be take the larger sizes."""
        wanted = Counter(home.values()).most_common()
        for (group, count), size in zip(wanted, sorted(self._sizes, reverse=True), strict=False):
            if count > size:
                inside = [member_id for member_id, where in home.items() if where == group]
                raise Impossible(
                    f"{count} people must be in {self._request.group_name(group)}, which can take "
                    f"{size}: {self._who(inside)}. Unlock some of them or allow larger groups.",
                    self._about(inside, RuleKind.IN_GROUP),
                )

    def _check_apart_in_one_group(self, home: dict[int, int]) -> None:
        for rule in self._of_kind(RuleKind.APART):
            for one, other in pairs_within(rule):
                if one in home and home[one] == home.get(other):
                    raise self._contradiction([*self._why_home(one), *self._why_home(other), rule])

    def _why_home(self, person: int) -> list[Rule]:
        """Return the rules that put a person where they must be."""
        homes = self._of_kind(RuleKind.IN_GROUP)
        direct = next((rule for rule in homes if person in rule.member_ids), None)
        if direct is not None:
            return [direct]
        reached = self._reached_from(person)
        rule, anchor = next(
            (rule, member_id)
            for rule in homes
            for member_id in rule.member_ids
            if member_id in reached
        )
        return [rule, *self._chain(person, anchor)]

    def _reached_from(self, person: int) -> set[int]:
        ids = [member.id for member in self._request.members]
        index = {member_id: place for place, member_id in enumerate(ids)}
        units = together_sets(self._rules, index)
        return {ids[p] for unit in units if index[person] in unit for p in unit}

    def _check_cliques(self, units: Sequence[tuple[int, ...]]) -> None:
        """More people who must all be apart than there are groups cannot be placed."""
        speaker = {member_id: unit[0] for unit in units for member_id in unit}
        foes: dict[int, set[int]] = defaultdict(set)
        for rule in self._of_kind(RuleKind.APART):
            for a, b in pairs_within(rule):
                one, other = speaker.get(a, a), speaker.get(b, b)
                foes[one].add(other)
                foes[other].add(one)
        clique = clique_larger_than(foes, self._groups)
        if clique:
            within = {m for m in self._name if speaker.get(m, m) in clique}
            rules = tuple(
                rule
                for rule in self._of_kind(RuleKind.APART)
                if len(within & set(rule.member_ids)) > 1
            )
            raise Impossible(
                f"{self._who(clique)} must all be apart from each other, {len(clique)} people, "
                f"but there are only {self._groups} groups. Form more groups or remove a rule.",
                rules,
            )
