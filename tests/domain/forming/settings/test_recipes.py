"""Recipes as they are kept, and the rules that columns make."""

import json

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.relations import Unmatched, relation_rules, unmatched_managers
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    Importance,
    Member,
    Recipe,
    Rule,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.forming.settings import recipes
from cohort_desk.domain.forming.sizes import Sizes

PEOPLE = (
    Member(1, "Aisha Khan", {"email": "aisha@example.org", "team": "Blue"}),
    Member(2, "Tom Reed", {"line_manager": " aisha KHAN", "team": "blue "}),
    Member(3, "Tom Reed", {"email": "tom.reed@example.org", "line_manager": "AISHA@example.org"}),
    Member(4, "Una Shaw", {"line_manager": "Tom Reed", "team": ""}),
    Member(5, "Vik Rao", {"line_manager": "Vik Rao"}),
    Member(6, "Wen Li", {"line_manager": "J.  Smith"}),
    Member(7, "Xia Lo", {"line_manager": "j. smith"}),
)


def test_a_recipe_survives_json():
    recipe = Recipe(
        Sizes(3, 5, 4, groups=9),
        (
            Criterion(CriterionKind.BALANCE, "grade", Importance.OFF),
            Criterion(CriterionKind.MEET, "availability", Importance.MUST, slots=3),
            Criterion(CriterionKind.NO_LONE_ONE, "gender", Importance.LOW, only=("woman",)),
        ),
        (Rule(RuleKind.NOT_IN_GROUP, (1,), 2, "chair"), Rule(RuleKind.TOGETHER, (1, 2))),
        ("team",),
    )
    for kept in (recipe, default_recipe(), Recipe(Sizes(), ())):
        plain = json.loads(json.dumps(recipes.recipe_to_plain(kept)))
        assert recipes.recipe_from_plain(plain) == kept


def test_what_is_left_out_is_as_usual():
    assert recipes.recipe_from_plain({}) == default_recipe()
    assert recipes.sizes_from_plain({"smallest": 8}) == Sizes(8, 8, 8)
    assert recipes.sizes_from_plain({"largest": 3}) == Sizes(3, 3, 3)


def test_sizes_as_typed():
    assert recipes.sizes_from_text("4-7") == Sizes(4, 7, 6)
    assert recipes.sizes_from_text(" 5 ") == Sizes(5, 5, 5)
    with pytest.raises(RuleBroken, match="“few” is not a size"):
        recipes.sizes_from_text("few")


def test_columns_keep_apart_by_themselves():
    assert relation_rules(PEOPLE, ("line_manager", "team")) == (
        Rule(RuleKind.APART, (1, 2), reason="line manager"),
        Rule(RuleKind.APART, (1, 3), reason="line manager"),
        Rule(RuleKind.APART, (1, 2), reason="same team"),
    )


def test_managers_who_make_no_rule_are_told():
    assert unmatched_managers(PEOPLE) == (Unmatched("J. Smith", 2, 0), Unmatched("Tom Reed", 1, 2))
