"""How the fewest possible comes about, value by value, so that a reader can check it by hand.

N people who share a value make the fewest pairs when they are spread evenly over G groups: with
q, r = divmod(N, G), r groups have q + 1 of them and the others q, which makes G·C(q, 2) + r·q
pairs. No arrangement can have fewer, whatever the sizes of the groups.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cohort_desk.domain.forming.quartiles import binned
from cohort_desk.domain.forming.request import Criterion, CriterionKind, Member
from cohort_desk.domain.forming.score import CriterionScore, ScoreCard
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.words import counted

_OF_ANOTHER_DAY = (
    "People’s details have changed since this was counted, so it cannot be taken apart by value."
)


@dataclass(frozen=True, slots=True)
class Share:
    """A value that cannot be without cost: how its people lie at best, and the least they cost.

    Attributes:
        value: the text that the people share.
        people: how many they are.
        each: how many of them every group has at best.
        over: how many groups have one more.
        least: the fewest pairs that they make; of "no lone one" how many must be alone.
    """

    value: str
    people: int
    each: int
    over: int
    least: int


@dataclass(frozen=True, slots=True)
class CriterionProof:
    """Why a criterion cannot count less than its bound.

    Attributes:
        score: what is counted, and the bound.
        shares: the values that cannot be without cost, the largest first; none where the bound
            does not come from single values.
        free: how many other values there are, which need cost nothing.
        blank: how many people have no value, and so match nobody.
        words: the argument in sentences.
    """

    score: CriterionScore
    shares: tuple[Share, ...]
    free: int
    blank: int
    words: str

    @property
    def least(self) -> int:
        """What the shares add up to."""
        return sum(share.least for share in self.shares)


@dataclass(frozen=True, slots=True)
class Proof:
    """Why an arrangement cannot be better, or how far from the best it is at most.

    `words` weighs the criteria against each other; `sum_of_bounds` is what their bounds cost.
    """

    groups: int
    criteria: tuple[CriterionProof, ...]
    words: str

    @property
    def sum_of_bounds(self) -> int:
        """The weighted sum of the bounds, criterion by criterion."""
        return sum(one.score.criterion.weight * one.score.bound for one in self.criteria)


def prove(
    members: Sequence[Member],
    score: ScoreCard,
    value_names: Mapping[str, str] | None = None,
    left_as_is: Sequence[str] = (),
) -> Proof:
    """Return the proof of a score card.

    Args:
        members: the people who are to be placed, with the values that the criteria count.
        score: of an arrangement of them.
        value_names: what people call the groups of earlier rounds, where the values of "new
            faces" are not that.
        left_as_is: the groups that the bound takes as they are, because they are locked.
    """
    groups = len(score.groups)
    known = value_names or {}
    criteria = tuple(_prove_one(members, one, groups, known) for one in score.criteria)
    proof = Proof(groups, criteria, "")
    return Proof(groups, criteria, _weighed(score, proof.sum_of_bounds, left_as_is))


def least_pairs(people: int, groups: int) -> int:
    """Return the fewest pairs in one group that so many people make in so many groups."""
    each, over = divmod(people, groups)
    return groups * (each * (each - 1) // 2) + over * each


def _prove_one(
    members: Sequence[Member], score: CriterionScore, groups: int, known: Mapping[str, str]
) -> CriterionProof:
    criterion = score.criterion
    values = counted_values(members, criterion)
    if criterion.kind is CriterionKind.NEW_FACES:
        values = [known.get(value, value) for value in values]
    counts = Counter(value for value in values if value)
    blank = sum(not value for value in values)
    shares = tuple(
        share
        for value, people in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if (share := _share(criterion, value, people, groups)).least
    )
    if sum(share.least for share in shares) > score.bound:
        return CriterionProof(score, (), len(counts), blank, _OF_ANOTHER_DAY)
    words = _argument(score, shares, groups)
    return CriterionProof(score, shares, len(counts) - len(shares), blank, words)


def _share(criterion: Criterion, value: str, people: int, groups: int) -> Share:
    if groups and criterion.kind.spreads:
        each, over = divmod(people, groups)
        return Share(value, people, each, over, least_pairs(people, groups))
    alone = criterion.kind is CriterionKind.NO_LONE_ONE and people == 1
    counts = alone and (not criterion.only or value in criterion.only)
    return Share(value, people, 0, 1, int(counts))


def counted_values(members: Sequence[Member], criterion: Criterion) -> list[str]:
    """Return what a criterion goes by for each member, "" where there is nothing to go by."""
    texts = [member.values.get(criterion.column, "").strip() for member in members]
    return binned(texts) if criterion.kind is CriterionKind.BALANCE else texts


def _argument(score: CriterionScore, shares: Iterable[Share], groups: int) -> str:
    kind, least = score.criterion.kind, sum(share.least for share in shares)
    if not score.bound:
        if not score.count:
            return "There are none, and fewer than none cannot be."
        if kind.spreads:
            return (
                f"No value has more people than there are groups ({groups}), so by itself this "
                "could be none."
            )
        return "How few are possible of this by itself is not known, so it is held against none."
    if kind.spreads:
        said = (
            "People who share a value make the fewest pairs when they are spread evenly over the "
            f"{groups} groups. That makes {counted(least, 'pair', 'pairs')} at least."
        )
    elif least:
        said = f"Whoever is the only one of a value must be alone: {least} at least."
    else:
        return (
            f"No arrangement can have fewer than {score.bound}: this follows from how many people "
            "there are of each value and from the sizes of the groups."
        )
    if score.bound > least:
        why = (
            "People who must stay together, or groups of unequal size, raise"
            if kind.spreads
            else "The numbers of people of each value and the sizes of the groups raise"
        )
        said += f" {why} that to {score.bound}."
    return said


def _weighed(score: ScoreCard, sum_of_bounds: int, left_as_is: Sequence[str]) -> str:
    """Return what the whole comes to, and what follows from it."""
    such = (
        f"no arrangement that leaves {names(left_as_is)} alone" if left_as_is else "no arrangement"
    )
    if not score.criteria:
        return "Nothing was asked for, so nothing counts against these groups."
    told = f"These groups cost {counted(score.objective, 'point', 'points')}. "
    if score.bound > sum_of_bounds:
        told += (
            f"The criteria one by one would allow {sum_of_bounds:,}. Weighed together, and with "
            f"the rules, {such} can cost fewer than {score.bound:,}."
        )
    else:
        told += (
            "Every arrangement pays at least each criterion’s own fewest, so none can cost fewer "
            f"than {score.bound:,}."
        )
    if score.unplaced or score.broken:
        return f"{told} But {score.distance}, so this is no finished arrangement."
    if score.proven_best:
        return f"{told} The two are equal: no arrangement that keeps the rules can be better."
    return f"{told} So these groups are {score.distance}."
