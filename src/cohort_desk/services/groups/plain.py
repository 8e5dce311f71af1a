"""Score cards as plain values, as proposals keep them."""

from collections.abc import Mapping
from typing import Any

from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    Importance,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.score import Broken, CriterionScore, GroupScore, ScoreCard


def score_to_plain(score: ScoreCard) -> dict[str, Any]:
    """Return the score card as dictionaries, lists, texts and numbers."""
    return {
        "criteria": [
            {
                "kind": one.criterion.kind.value,
                "column": one.criterion.column,
                "importance": one.criterion.importance.value,
                "pairs": one.count,
                "bound": one.bound,
            }
            for one in score.criteria
        ],
        "groups": [{"pairs": list(one.counts), "worst": one.worst} for one in score.groups],
        "objective": score.objective,
        "bound": score.bound,
        "broken": [
            {
                "kind": one.rule.kind.value,
                "members": list(one.rule.member_ids),
                "group": one.rule.group,
                "reason": one.rule.reason,
                "words": one.words,
            }
            for one in score.broken
        ],
    }


def score_from_plain(plain: Mapping[str, Any]) -> ScoreCard:
    """Return the score card that was kept."""
    return ScoreCard(
        criteria=tuple(
            CriterionScore(
                Criterion(CriterionKind(one["kind"]), one["column"], Importance(one["importance"])),
                one["pairs"],
                one["bound"],
            )
            for one in plain["criteria"]
        ),
        groups=tuple(GroupScore(tuple(one["pairs"]), one["worst"]) for one in plain["groups"]),
        objective=plain["objective"],
        bound=plain["bound"],
        broken=tuple(
            Broken(
                Rule(RuleKind(one["kind"]), tuple(one["members"]), one["group"], one["reason"]),
                one["words"],
            )
            for one in plain["broken"]
        ),
    )
