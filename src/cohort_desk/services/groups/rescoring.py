"""How good a proposal is as things stand: the whole round, with what accepting would make of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cohort_desk.domain.forming.formulation import measures_of
from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.score import ScoreCard
from cohort_desk.services.groups.acceptance import PlacedGroup, Placement
from cohort_desk.services.groups.material import Material

_Seats = Sequence[Collection[int]]


@dataclass(frozen=True, slots=True)
class ProvenCost:
    """What a search knew: what its groups cost, what none can go below, and how many they were."""

    objective: int
    bound: int
    groups: int

    def is_of(self, score: ScoreCard) -> bool:
        """Whether it speaks of an arrangement like the one that was scored."""
        return self.objective == score.objective and self.groups == len(score.groups)


def rescored(
    material: Material, placement: Placement, proof: ProvenCost | None = None
) -> ScoreCard:
    """Return the score card of the round once these groups are accepted.

    Where groups are locked, its bound holds for arrangements that leave them as they are: what
    the locked groups cost, and on top what the rest cannot go below. The bounds of the single
    criteria hold for every arrangement.

    Args:
        material: the round.
        placement: where accepting the proposal would put everybody.
        proof: of the search, if it was asked for what the round asks for still.
    """
    request, seats = _request_of(material, placement)
    score = LiveBoard(request, seats).score()
    if not any(group.locked for group in placement.groups):
        bound = proof.bound if proof and proof.is_of(score) else 0
        return replace(score, bound=max(score.bound, bound))
    coded = _coded(request)
    rest = _open_part(coded, placement.groups)
    rest_score = LiveBoard(
        rest, [ids for ids, group in zip(seats, placement.groups, strict=True) if not group.locked]
    ).score()
    same_values = coded is request and proof and proof.is_of(rest_score)
    least = max(rest_score.bound, proof.bound) if same_values and proof else rest_score.bound
    bound = max(score.bound, least + score.objective - rest_score.objective)
    return replace(score, bound=bound)


def score_of(material: Material, placement: Placement) -> ScoreCard:
    """Return the score card of groups just as they stand."""
    return LiveBoard(*_request_of(material, placement)).score()


def _request_of(material: Material, placement: Placement) -> tuple[FormingRequest, _Seats]:
    """Return everybody with the rules, and who would sit in which group."""
    places = {group.group_id: at for at, group in enumerate(placement.groups) if group.group_id}
    rules = tuple(rule.as_rule(places) for rule in material.rules)
    home = {i: at for at, group in enumerate(placement.groups) for i in group.members}
    request = FormingRequest(
        members=material.members,
        recipe=replace(material.recipe, rules=rules),
        locks={i: at for i, at in home.items() if i in placement.settled},
        earlier=material.earlier,
        group_names=tuple(group.name for group in placement.groups),
    )
    return request, [group.members for group in placement.groups]


def _coded(request: FormingRequest) -> FormingRequest:
    """Put the quartiles of everybody in place of numbers, so that a part is measured alike.

    Returns the request itself where no criterion has any.
    """
    values: dict[str, list[str]] = {}
    criteria: list[Criterion] = []
    for measure in measures_of(request):
        criterion = measure.criterion
        if criterion.kind is not CriterionKind.BALANCE:
            criteria.append(criterion)
            continue
        raw = [member.values.get(criterion.column, "").strip() for member in request.members]
        codes: list[int] = measure.term.codes.tolist()
        texts = [measure.values[code] if code >= 0 else "" for code in codes]
        if texts != raw:
            column = f"{criterion.column} (quartiles)"
            values[column] = texts
            criteria.append(replace(criterion, column=column))
        else:
            criteria.append(criterion)
    if not values:
        return request
    members = tuple(
        replace(one, values={**one.values, **{key: texts[at] for key, texts in values.items()}})
        for at, one in enumerate(request.members)
    )
    return replace(
        request, members=members, recipe=replace(request.recipe, criteria=tuple(criteria))
    )


def _open_part(request: FormingRequest, groups: Sequence[PlacedGroup]) -> FormingRequest:
    """Return the request without the groups that are locked and their people."""
    inside = {i for group in groups if group.locked for i in group.members}
    is_open = [at for at, group in enumerate(groups) if not group.locked]
    place = {old: new for new, old in enumerate(is_open)}
    rules: list[Rule] = []
    for rule in request.recipe.rules:
        ids = tuple(i for i in rule.member_ids if i not in inside)
        group = None if rule.group is None else place.get(rule.group)
        names_people = rule.kind in (RuleKind.APART, RuleKind.TOGETHER)
        if len(ids) >= (2 if names_people else 1) and (names_people or group is not None):
            rules.append(replace(rule, member_ids=ids, group=group))
    return replace(
        request,
        members=tuple(member for member in request.members if member.id not in inside),
        recipe=replace(request.recipe, rules=tuple(rules)),
        locks={i: place[at] for i, at in request.locks.items() if at in place},
        group_names=tuple(request.group_names[at] for at in is_open),
    )
