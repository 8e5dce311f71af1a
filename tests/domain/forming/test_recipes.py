"""Recipes as JSON and TOML, and the rules that columns make."""

import json
import tomllib

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming import recipes
from cohort_desk.domain.forming.relations import relation_rules
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
from cohort_desk.domain.forming.sizes import Sizes

PEOPLE = (
    Member(1, "Aisha Khan", {"email": "aisha@example.org", "team": "Blue"}),
    Member(2, "Tom Reed", {"line_manager": " aisha KHAN", "team": "blue "}),
    Member(3, "Tom Reed", {"email": "tom.reed@example.org", "line_manager": "AISHA@example.org"}),
    Member(4, "Una Shaw", {"line_manager": "Tom Reed", "team": ""}),
    Member(5, "Vik Rao", {"line_manager": "Vik Rao"}),
)


def test_a_recipe_survives_json():
    recipe = Recipe(
        Sizes(3, 5, 4, groups=9),
        (Criterion(CriterionKind.BALANCE, "grade", Importance.OFF),),
        (Rule(RuleKind.NOT_IN_GROUP, (1,), 2, "chair"), Rule(RuleKind.TOGETHER, (1, 2))),
        ("team",),
    )
    for kept in (recipe, default_recipe()):
        plain = json.loads(json.dumps(recipes.recipe_to_plain(kept)))
        assert recipes.recipe_from_plain(plain) == kept


def test_toml_names_people_and_leaves_the_rest_to_the_default():
    plain = tomllib.loads("""
        [sizes]
        smallest = 3
        largest = 5
        [[rules]]
        kind = "apart"
        people = ["aisha khan", "tom.reed@example.org"]
        reason = "complaint"
        [[rules]]
        kind = "in_group"
        people = ["Una Shaw"]
        group = 3
    """)
    recipe = recipes.recipe_from_plain(plain, PEOPLE)
    assert recipe.sizes == Sizes(3, 5, 5)
    assert recipe.criteria == default_recipe().criteria
    assert recipe.rules == (
        Rule(RuleKind.APART, (1, 3), reason="complaint"),
        Rule(RuleKind.IN_GROUP, (4,), 2),
    )


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("size = 3", "“size” in the settings is not known. What may stand there: apart_by, sizes"),
        ("sizes = 4", "sizes must be a table"),
        ('[sizes]\nsmallest = "four"', "“four” at sizes.smallest is not a whole number"),
        ('[[criteria]]\nkind = "stir"', "“stir” at criteria 1.kind is not known. Use mix, balance"),
        ('[[criteria]]\nkind = "mix"', "In criteria 1 say which column counts"),
        ('[criteria]\nkind = "mix"', "begin each with \\[\\[criteria\\]\\]"),
        (
            '[[rules]]\nkind = "apart"\npeople = ["Tom Reed", "Una Shaw"]',
            "Several people are called",
        ),
        ('[[rules]]\nkind = "apart"\npeople = ["Zoe"]', "Nobody is called “Zoe” \\(in rules 1"),
        ('[[rules]]\nkind = "in_group"\npeople = ["Vik Rao"]', "in_group needs a group"),
        ('[[rules]]\nkind = "apart"\npeople = ["Vik Rao"]\ngroup = 1', "apart takes no group"),
        ('[[rules]]\nkind = "apart"\npeople = "Vik Rao"', "At rules 1.people give a list"),
        ('apart_by = "team"', "At apart_by give a list of columns"),
    ],
)
def test_mistakes_are_explained(toml, message):
    with pytest.raises(RuleBroken, match=message):
        recipes.recipe_from_plain(tomllib.loads(toml), PEOPLE)


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
