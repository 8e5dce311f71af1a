"""Says in a sentence why rules cannot all hold, and what could be let go."""

from collections.abc import Sequence

from cohort_desk.domain.forming.conflicts.backtracking import Room
from cohort_desk.domain.forming.conflicts.feasibility import decide, room_of
from cohort_desk.domain.forming.conflicts.remedies import Conflict, remedies_for
from cohort_desk.domain.forming.errors import Impossible
from cohort_desk.domain.forming.hard_rules import hard_rules, speakers
from cohort_desk.domain.forming.request import FormingRequest, Rule, RuleKind
from cohort_desk.domain.forming.sizes import Sizes, describe_split, split
from cohort_desk.domain.forming.words import names, rule_text
from cohort_desk.domain.words import counted

_LISTED = 6


def explained(request: FormingRequest, sizes: Sequence[int], places: Sequence[int]) -> Impossible:
    """Return the error about contradictory rules.

    Args:
        request: what was asked.
        sizes: the size of each group.
        places: where the rules stand among the request's hard rules; each of them is needed.
    """
    every_rule = hard_rules(request)
    rules = tuple(every_rule[place] for place in places)
    conflict = _with_causes(tuple(places), rules, room_of(sizes), len(request.members))
    remedies = remedies_for(request, conflict)
    resized = next((one.sizes for one in remedies if one.sizes), None)
    sentences = _Sentences(request, sizes, conflict, resized)
    return Impossible(
        sentences.best() or sentences.in_full(),
        rules,
        remedies,
        sentences.best() or sentences.in_short(),
    )


def _with_causes(
    places: tuple[int, ...], rules: tuple[Rule, ...], room: Room, people: int
) -> Conflict:
    """Find out whether more groups, or larger ones, would do away with the contradiction."""
    many, large = room.groups + people, people

    def gone(groups: int, size: int) -> bool:
        return decide(dict(enumerate(rules)), Room(groups, size)).possible is not False

    if not gone(many, large):
        return Conflict(places, rules, for_few_groups=False, for_small_groups=False)
    with_many, with_large = gone(many, room.largest), gone(room.groups, large)
    neither = not with_many and not with_large
    return Conflict(places, rules, with_many or neither, with_large or neither)


class _Sentences:
    """The sentences for one conflict; each is empty where it does not say what is wrong."""

    def __init__(
        self,
        request: FormingRequest,
        sizes: Sequence[int],
        conflict: Conflict,
        resized: Sizes | None,
    ) -> None:
        self._request, self._sizes, self._conflict = request, tuple(sizes), conflict
        self._resized = resized
        self._rules, self._largest = conflict.rules, max(sizes)
        self._name = {member.id: member.name for member in request.members}
        self._people = sorted({i for rule in self._rules for i in rule.member_ids})

    def best(self) -> str:
        """Return a sentence that says what is wrong without listing rules, if one does."""
        return (
            self._too_large_a_set()
            or self._too_full_a_group()
            or self._too_large_a_crowd()
            or self._too_tangled()
        )

    def in_full(self) -> str:
        """Return a sentence that lists the rules, or the first few."""
        wishes = "; ".join(rule_text(rule, self._request) for rule in self._rules[:_LISTED])
        more = len(self._rules) - _LISTED
        if more > 0:
            wishes += f"; and {counted(more, 'more rule', 'more rules')}"
        return f"{self._cannot_hold()}: {wishes}. {self._way_out()}"

    def in_short(self) -> str:
        """Return the same without the rules."""
        return f"{self._cannot_hold()}. {self._way_out()}"

    def _too_large_a_set(self) -> str:
        one_set = len(set(speakers(self._rules).values())) == 1
        if not self._only(RuleKind.TOGETHER) or not one_set or len(self._people) <= self._largest:
            return ""
        why = self._why_small() or f"the largest group has {self._largest}"
        return (
            f"{self._who(self._people)} must be together, {len(self._people)} people, but {why}. "
            f"{self._larger()} or remove a rule."
        )

    def _too_full_a_group(self) -> str:
        wanted = [rule for rule in self._rules if rule.kind is RuleKind.IN_GROUP]
        homes = {rule.group for rule in wanted}
        within = self._only(RuleKind.IN_GROUP, RuleKind.TOGETHER) and len(homes) == 1
        if not within or len(self._people) <= self._largest:
            return ""
        locked = all(rule.reason == "locked" for rule in wanted)
        small = self._why_small()
        why = f", for {small}" if small else ""
        larger = self._larger()
        return (
            f"{len(self._people)} people must be in {self._request.group_name(homes.pop() or 0)}, "
            f"which can take {self._largest}{why}: {self._who(self._people)}. "
            f"{'Unlock one of them' if locked else 'Remove a rule'} or "
            f"{larger[0].lower()}{larger[1:]}."
        )

    def _why_small(self) -> str:
        """Say what makes the groups smaller than the sizes allow; "" where the sizes do."""
        asked = self._request.recipe.sizes
        if len(self._people) > asked.largest:
            return ""
        made = describe_split(self._sizes)
        if asked.groups is not None:
            return f"the number of groups asked for makes {made}"
        return f"a preferred size of {asked.preferred} makes {made}"

    def _larger(self) -> str:
        """Say how there would be room: by other groups within the sizes, or by larger sizes."""
        asked, then = self._request.recipe.sizes, self._resized
        if len(self._people) > asked.largest or (then and then.largest > asked.largest):
            return "Allow larger groups"
        if then is None:
            return "Form fewer groups"
        made = split(then, len(self._request.members))
        if asked.groups is not None:
            return f"Form {counted(len(made), 'group', 'groups')}"
        return f"Prefer {then.preferred} ({describe_split(made)})"

    def _too_large_a_crowd(self) -> str:
        """More people who must all be apart than there are groups."""
        count, groups = len(self._people), len(self._sizes)
        pairs = {
            (a, b)
            for rule in self._rules
            for a in rule.member_ids
            for b in rule.member_ids
            if a < b
        }
        if not self._only(RuleKind.APART) or len(pairs) < count * (count - 1) // 2:
            return ""
        if count <= groups:
            return ""
        return (
            f"{self._who(self._people)} must all be apart from each other, {count} people, but "
            f"there {'is' if groups == 1 else 'are'} only {counted(groups, 'group', 'groups')}. "
            "Form more groups or remove a rule."
        )

    def _too_tangled(self) -> str:
        """No crowd of people who are all apart, but a net of rules that needs as many groups."""
        only_groups = self._conflict.for_few_groups and not self._conflict.for_small_groups
        if not self._only(RuleKind.APART) or not only_groups or len(self._rules) <= _LISTED:
            return ""
        return (
            f"{len(self._rules)} rules keep {len(self._people)} people apart in a way that takes "
            f"more than {counted(len(self._sizes), 'group', 'groups')}: {self._who(self._people)}. "
            "Form more groups or remove one of the rules."
        )

    def _cannot_hold(self) -> str:
        if len(self._rules) == 1:
            return f"This rule cannot hold{self._setting()}"
        return f"These {len(self._rules)} rules cannot all hold{self._setting()}"

    def _way_out(self) -> str:
        return "Remove it." if len(self._rules) == 1 else "Remove one of them."

    def _setting(self) -> str:
        """Say which part the sizes have in it: " with only 20 groups"."""
        few, small = self._conflict.for_few_groups, self._conflict.for_small_groups
        if few and small:
            return f" with {describe_split(self._sizes)}"
        if few:
            return f" with only {counted(len(self._sizes), 'group', 'groups')}"
        if small:
            return f" in groups of at most {counted(self._largest, 'person', 'people')}"
        return ""

    def _only(self, *kinds: RuleKind) -> bool:
        return all(rule.kind in kinds for rule in self._rules)

    def _who(self, ids: Sequence[int]) -> str:
        return names([self._name[member_id] for member_id in ids])
