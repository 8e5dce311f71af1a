"""What files ask for: read, looked up, refused in sentences."""

import tomllib

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import Member, Rule, RuleKind, default_recipe
from cohort_desk.domain.forming.settings.wishes import (
    RuleWish,
    Wishes,
    find_rules,
    names_in_files,
    recipe_asked_for,
    wishes_from_plain,
    wishes_to_plain,
)
from cohort_desk.domain.forming.sizes import Sizes

PEOPLE = (
    Member(1, "Aisha Khan", {"email": "aisha@example.org"}),
    Member(2, "Tom Reed", {"agency": "Leeds"}),
    Member(3, "Tom Reed", {"agency": "Leeds", "email": "tom.reed@example.org"}),
    Member(4, "Una Shaw", {"reference": "N4"}),
    Member(5, "Zoë O’Neil", {"agency": "York"}),
    Member(6, "Zoe ONeil", {"agency": "Hull"}),
)


def apart(*names, where="row 2 of “Rules”"):
    return RuleWish(RuleKind.APART, names, where)


def test_toml_names_people_and_leaves_the_rest_as_it_is():
    wishes = wishes_from_plain(
        tomllib.loads("""
        [sizes]
        smallest = 3
        largest = 5
        [[rules]]
        kind = "apart"
        people = ["aisha khan", "tom.reed@example.org"]
        reason = "complaint"
        every_round = true
        [[rules]]
        kind = "in_group"
        people = ["Una Shaw"]
        group = 3
    """)
    )
    recipe = recipe_asked_for(wishes, default_recipe(), PEOPLE)
    assert recipe.sizes == Sizes(3, 5, 5)
    assert recipe.criteria == default_recipe().criteria
    assert recipe.rules == (
        Rule(RuleKind.APART, (1, 3), reason="complaint"),
        Rule(RuleKind.IN_GROUP, (4,), 2),
    )
    assert wishes.rules[0].every_round
    assert wishes_from_plain(wishes_to_plain(wishes)) == wishes


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("size = 3", "“size” in the settings is not known. What may stand there: apart_by, sizes"),
        ("sizes = 4", "sizes must be a table"),
        ('[sizes]\nsmallest = "four"', "“four” at sizes.smallest is not a whole number"),
        ('[[criteria]]\nkind = "stir"', "“stir” at criteria 1.kind is not known. Use mix, balance"),
        ('[[criteria]]\nkind = "mix"', "In criteria 1 say which column counts"),
        ('[criteria]\nkind = "mix"', "begin each with \\[\\[criteria\\]\\]"),
        ('[[rules]]\nkind = "in_group"\npeople = ["Vik Rao"]', "in_group needs a group"),
        ('[[rules]]\nkind = "apart"\npeople = ["Vik Rao"]\ngroup = 1', "apart takes no group"),
        ('[[rules]]\nkind = "apart"\npeople = "Vik Rao"', "At rules 1.people give a list"),
        ('[[rules]]\nkind = "apart"\npeople = [7]', "In rules 1 a name must be a text in quotes"),
        ('apart_by = "team"', "At apart_by give a list of texts"),
        (
            '[[rules]]\nkind = "apart"\npeople = ["A", "B"]\nevery_round = 1',
            "must be true or false",
        ),
    ],
)
def test_mistakes_are_explained(toml, message):
    with pytest.raises(RuleBroken, match=message):
        wishes_from_plain(tomllib.loads(toml))


@pytest.mark.parametrize("name", ["AISHA  khan", "Khan, Aisha", "Aisha@Example.org"])
def test_people_are_found_however_they_are_written(name):
    found, refused = find_rules([apart(name, "n4")], PEOPLE)
    assert refused == ()
    assert [rule.member_ids for _, rule in found] == [(1, 4)]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (apart("Aisha Kahn", "Una Shaw"), "called “Aisha Kahn”. Did you mean Aisha Khan?"),
        (apart("Tom Reed", "Una Shaw"), "2 people are called “Tom Reed”. Use the e-mail"),
        (apart("Una Shaw", "n4"), "names only one person"),
        (RuleWish(RuleKind.IN_GROUP, ("N4",), "row 2", "Group 9"), "no group “Group 9”. There is:"),
        (RuleWish(RuleKind.IN_GROUP, ("N4",), "row 2"), "does not say which group"),
        (RuleWish(RuleKind.IN_GROUP, (), "row 2", "1"), "names nobody"),
        (RuleWish(RuleKind.TOGETHER, ("N4", "Khan, Aisha"), "row 2", "1"), "names no group"),
        (
            RuleWish(RuleKind.IN_GROUP, ("N4",), "row 2", "1", every_round=True),
            "the group's own round",
        ),
    ],
)
def test_a_rule_that_cannot_be_had_is_refused_with_its_place(wish, why):
    found, [refusal] = find_rules([wish, apart("N4", "Aisha Khan")], PEOPLE, ("Red", "Blue"))
    assert len(found) == 1
    assert refusal.where == wish.where
    assert why in refusal.why
    with pytest.raises(RuleBroken, match=wish.where):
        recipe_asked_for(Wishes(rules=(wish,)), default_recipe(), PEOPLE, ("Red", "Blue"))


def test_a_group_is_named_or_counted():
    wishes = [RuleWish(RuleKind.IN_GROUP, ("N4",), "row 2", group) for group in ("BLUE", "2", "1")]
    found, _ = find_rules(wishes, PEOPLE, ("1", "Blue"))
    assert [rule.group for _, rule in found] == [1, 1, 0]


def test_everybody_but_true_namesakes_is_found_by_the_name_in_files():
    names = names_in_files(PEOPLE)
    assert names[1] == "Aisha Khan"
    assert names[3] == "tom.reed@example.org"
    assert (names[5], names[6]) == ("Zoë O’Neil (York)", "Zoe ONeil (Hull)")
    for member in PEOPLE:
        other = "n4" if member.id != 4 else "Aisha Khan"
        found, _ = find_rules([apart(names[member.id], other)], PEOPLE)
        assert bool(found) == (member.id != 2)
