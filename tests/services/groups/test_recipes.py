"""Named recipes, recipes of files, what columns hold, and locks."""

from dataclasses import replace

import pytest

from cohort_desk.db.tables import ParticipantRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    Importance,
    RuleKind,
    default_recipe,
)
from cohort_desk.domain.forming.settings.wishes import RuleWish, Wishes
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.services.groups import (
    NewRule,
    add_round,
    add_rule,
    apply_plan,
    apply_recipe,
    change_rule,
    delete_recipe,
    describe_columns,
    gaps_of_round,
    list_recipes,
    list_rules,
    lock_group,
    lock_people,
    plan_recipe,
    prepare_forming,
    read_board,
    read_locks,
    read_settings,
    rename_recipe,
    rename_round,
    round_as_wishes,
    save_recipe,
    save_settings,
    unlock_all,
)
from cohort_desk.services.history import read_undo_state, undo

MEETING = Criterion(CriterionKind.MEET, "availability", Importance.HIGH, slots=2)


def wish(kind, *people, **more):
    return RuleWish(kind, people, more.pop("where", "row 2 of “Rules”"), **more)


def settings(db, round_id):
    return read_settings(db, round_id)


def test_a_recipe_is_saved_used_in_another_round_and_undone(cohort, round_id):
    recipe = replace(default_recipe(), sizes=Sizes(2, 3, 2), criteria=(MEETING,))
    save_recipe(cohort, " Small   groups ", recipe)
    [named] = list_recipes(cohort)
    assert (named.name, named.recipe) == ("Small groups", recipe)
    assert named.words == "Groups of 2 to 3, about 2; 1 criterion"
    add_rule(cohort, round_id, NewRule(RuleKind.APART, (1, 2)))
    before = settings(cohort, round_id)
    apply_recipe(cohort, round_id, named.id, before.version)
    assert settings(cohort, round_id).recipe == recipe
    assert len(list_rules(cohort, round_id)) == 2
    assert read_undo_state(cohort).undo == "use of recipe Small groups in Round 1"
    undo(cohort)
    assert settings(cohort, round_id).recipe == before.recipe


def test_a_recipe_is_written_over_only_on_purpose(cohort):
    save_recipe(cohort, "Usual", default_recipe())
    with pytest.raises(RuleBroken, match="There is a recipe called usual already"):
        save_recipe(cohort, "usual", replace(default_recipe(), criteria=()))
    [named] = list_recipes(cohort)
    save_recipe(cohort, "Usual", replace(default_recipe(), criteria=()), over=named)
    [newer] = list_recipes(cohort)
    assert (newer.id, newer.recipe.criteria) == (named.id, ())
    with pytest.raises(EditedMeanwhile):
        save_recipe(cohort, "Usual", default_recipe(), over=named)


def test_recipes_are_renamed_and_deleted(cohort):
    for name in ("B", "a"):
        save_recipe(cohort, name, default_recipe())
    first, second = list_recipes(cohort)
    assert (first.name, second.name) == ("a", "B")
    rename_recipe(cohort, first.id, first.version, "Apples")
    for wrong, why in (
        ("", "Give the recipe a name"),
        ("b", "called b already"),
        ("x" * 121, "at"),
    ):
        with pytest.raises(RuleBroken, match=why):
            rename_recipe(cohort, first.id, first.version + 1, wrong)
    delete_recipe(cohort, second.id, second.version)
    assert [one.name for one in list_recipes(cohort)] == ["Apples"]
    undo(cohort)
    assert [one.name for one in list_recipes(cohort)] == ["Apples", "B"]


def test_a_file_is_planned_and_then_taken_over_in_one_step(cohort, placed):
    add_rule(cohort, placed, NewRule(RuleKind.APART, (1, 2), every_round=True))
    group = read_board(cohort, placed).groups[1]
    wishes = Wishes(
        sizes=Sizes(3, 6, 5),
        criteria=(*default_recipe().criteria[:3], MEETING),
        apart_by=("team",),
        rules=(
            wish(RuleKind.APART, "Ben Lee", "aisha@example.org"),
            wish(RuleKind.APART, "Lee, Ben", "Chloe Moss", reason="complaint"),
            wish(RuleKind.APART, "Chloe Moss", "Ben Lee", where="row 4"),
            wish(RuleKind.IN_GROUP, "Dev Nair", group=group.name.upper()),
            wish(RuleKind.TOGETHER, "Ben Lee", "Zoe Nobody", where="row 6"),
            wish(RuleKind.TOGETHER, "Ben Lee", "Isla Shaw", where="row 7", reason="x" * 301),
        ),
    )
    before = settings(cohort, placed)
    plan = plan_recipe(cohort, placed, wishes)
    assert settings(cohort, placed) == before
    assert [rule.present for rule in plan.rules] == [True, False, True, False]
    assert [rule.words for rule in plan.new_rules] == [
        "Ben Lee and Chloe Moss apart (complaint)",
        f"Dev Nair in {group.name}",
    ]
    assert [(one.where, one.why[:17]) for one in plan.refused] == [
        ("row 6", "Nobody in this co"),
        ("row 7", "Its reason has mo"),
    ]
    assert plan.changes == (
        "Groups of 3 to 6, about 5, instead of 3 to 5, about 4.",
        "Criteria: 1 new, 2 gone.",
        "People are kept apart by team, instead of line manager.",
    )
    apply_plan(cohort, plan, "Rules.xlsx")
    assert settings(cohort, placed).recipe.sizes == Sizes(3, 6, 5)
    assert len(list_rules(cohort, placed)) == 3
    assert not plan_recipe(cohort, placed, wishes).anything
    undo(cohort)
    assert settings(cohort, placed).recipe == before.recipe
    assert [rule.words for rule in list_rules(cohort, placed) if rule.id] == [
        "Aisha Khan and Ben Lee apart"
    ]


def test_a_plan_does_not_overwrite_what_has_changed_since(cohort, round_id):
    plan = plan_recipe(cohort, round_id, Wishes(sizes=Sizes(2, 2, 2)))
    now = settings(cohort, round_id)
    save_settings(cohort, round_id, now.version, replace(now.recipe, criteria=()))
    with pytest.raises(EditedMeanwhile):
        apply_plan(cohort, plan, "Rules.xlsx")


def test_a_round_comes_back_from_what_is_written_of_it(cohort, placed):
    group = read_board(cohort, placed).groups[0]
    add_rule(cohort, placed, NewRule(RuleKind.TOGETHER, (2, 3), "car", every_round=True))
    add_rule(cohort, placed, NewRule(RuleKind.NOT_IN_GROUP, (5,), group_id=group.id))
    wishes = round_as_wishes(cohort, placed)
    plan = plan_recipe(cohort, placed, wishes)
    assert (plan.anything, plan.present, plan.refused) == (False, 2, ())


def test_what_is_not_here_is_said(cohort, round_id):
    wishes = Wishes(
        criteria=(
            Criterion(CriterionKind.MIX, "shoe_size", Importance.LOW),
            Criterion(CriterionKind.NEW_FACES, "Pilot", Importance.LOW),
        ),
        rules=(wish(RuleKind.IN_GROUP, "Ben Lee", group="1"),),
        apart_by=("car",),
    )
    plan = plan_recipe(cohort, round_id, wishes)
    assert plan.gaps == (
        "People have no column “shoe size” that mix can count.",
        "There is no earlier round “Pilot” with groups, so nobody counts as met.",
        "People have no column “car”, so it keeps nobody apart.",
    )
    assert [one.why[:28] for one in plan.refused] == ["This round has no groups yet"]


def test_columns_tell_what_they_hold(cohort, placed):
    later = add_round(cohort, 1)
    with cohort.begin("more about people") as work:
        for number in range(1, 13):
            row = work.need(ParticipantRow, number)
            row.years_of_service = number
            row.availability = ("Mon am", "Monday", "", "flexible")[number % 4]
            row.line_manager = "J. Smith" if number < 3 else row.line_manager
    columns = describe_columns(cohort, later)
    gender = columns.facts["gender"]
    assert (gender.values, gender.blank) == ((("man", 6), ("woman", 6)), 0)
    assert columns.facts["grade"].blank == 12
    assert len(columns.facts["years_of_service"].values) == 12
    assert columns.facts["availability"].values == (("Mon am", 6), ("Mon pm", 3))
    assert columns.facts["availability"].blank == 6
    assert columns.facts["availability"].unread == 0
    with cohort.begin("odd words") as work:
        work.need(ParticipantRow, 2).availability = "banana split"
        work.need(ParticipantRow, 3).availability = "Mon 25:00-26:00"
    odd = describe_columns(cohort, later).facts["availability"]
    assert (odd.blank, odd.unread) == (4, 2)
    assert columns.earlier == ("Round 1",)
    assert len(columns.facts["Round 1"].values) == 3
    assert [(one.name, one.named_by) for one in columns.unmatched] == [("J. Smith", 2)]


def test_criteria_follow_the_round_that_they_name(cohort, placed):
    later = add_round(cohort, 1)
    now = settings(cohort, later)
    new_faces = Criterion(CriterionKind.NEW_FACES, "Round 1", Importance.LOW)
    recipe = replace(now.recipe, criteria=(new_faces, MEETING))
    save_settings(cohort, later, now.version, recipe)
    version = settings(cohort, placed).version
    rename_round(cohort, placed, version, "Induction", "")
    assert settings(cohort, later).recipe.criteria == (
        replace(new_faces, column="Induction"),
        MEETING,
    )
    assert gaps_of_round(cohort, later) == ()
    undo(cohort)
    assert settings(cohort, later).recipe == recipe


def test_a_round_may_be_called_as_a_column_is(cohort, placed):
    later = add_round(cohort, 1, "availability")
    assert prepare_forming(cohort, later).request.earlier == ("Round 1",)
    with cohort.read() as work:
        assert work.need(ParticipantRow, 1).availability == ""


def test_a_rule_is_changed_and_changed_back(cohort, placed):
    group = read_board(cohort, placed).groups[0]
    add_rule(cohort, placed, NewRule(RuleKind.APART, (1, 2), "old"))
    rule = list_rules(cohort, placed)[0]
    new = NewRule(RuleKind.IN_GROUP, (2, 3), "new", group.id)
    change_rule(cohort, placed, rule.id, rule.version, new)
    changed = list_rules(cohort, placed)[0]
    assert (changed.id, changed.words) == (rule.id, f"Ben Lee and Chloe Moss in {group.name}")
    with pytest.raises(EditedMeanwhile):
        change_rule(cohort, placed, rule.id, rule.version, new)
    with pytest.raises(RuleBroken, match="at least two people"):
        change_rule(cohort, placed, rule.id, changed.version, NewRule(RuleKind.APART, (1,)))
    undo(cohort)
    assert list_rules(cohort, placed)[0] == rule


def test_everything_is_unlocked_in_one_step(cohort, placed):
    first, second = read_board(cohort, placed).groups[:2]
    card = first.cards[0]
    lock_people(cohort, placed, [card.id], locked=True, seen={card.id: card.seat_version})
    lock_group(cohort, second.id, second.version, locked=True)
    locks = read_locks(cohort, placed)
    assert (locks.people, locks.groups) == ((card.name,), (second.name,))
    unlock_all(cohort, placed)
    assert read_locks(cohort, placed) == replace(locks, people=(), groups=())
    undo(cohort)
    assert read_locks(cohort, placed) == locks


def test_recipes_and_rules_of_files_work_on_both_databases(any_db):
    with any_db.begin("sample") as work:
        for number in (1, 2, 3):
            work.session.add(
                ParticipantRow(id=number, cohort_id=1, given_name=f"P{number}", family_name="Q")
            )
    first = add_round(any_db, 1)
    save_recipe(any_db, "Usual", replace(default_recipe(), criteria=(MEETING,)))
    with pytest.raises(RuleBroken, match="called USUAL already"):
        save_recipe(any_db, "USUAL", default_recipe())
    [named] = list_recipes(any_db)
    apply_recipe(any_db, first, named.id, settings(any_db, first).version)
    plan = plan_recipe(any_db, first, Wishes(rules=(wish(RuleKind.APART, "P1 Q", "Q, P2"),)))
    apply_plan(any_db, plan, "Rules.csv")
    [rule] = list_rules(any_db, first)
    change_rule(any_db, first, rule.id, rule.version, NewRule(RuleKind.TOGETHER, (2, 3)))
    assert [one.words for one in list_rules(any_db, first)] == ["P2 Q and P3 Q together"]
    unlock_all(any_db, first)
    assert read_locks(any_db, first).people == ()
