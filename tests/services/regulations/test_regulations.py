"""Saving versions of regulation sets, and having cohorts follow them."""

from datetime import date
from decimal import Decimal

import pytest

from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.regulations.fields import with_value
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.history import undo, undo_step
from cohort_desk.services.regulations import (
    bank_holidays,
    follow,
    list_followers,
    list_sets,
    read_regulations,
    regulations_of,
    save_set,
    set_of_cohort,
)

HIGHER = with_value(Regulations(), "award.distinction", Decimal(72))


def test_a_cohort_follows_the_default_until_another_is_chosen(any_db):
    before = read_regulations(any_db, 1)
    assert (before.id, before.number, before.rules) == (None, 0, Regulations())
    set_id = save_set(any_db, "Ours", HIGHER, "Distinction from 72")
    assert follow(any_db, 1, set_id, before.version) == ""
    after = read_regulations(any_db, 1)
    assert (after.title, after.rules) == ("Ours, version 1", HIGHER)
    with any_db.read() as work:
        assert regulations_of(work, 1) == HIGHER
    assert [each.cohort for each in list_followers(any_db)] == ["2026 intake"]


def test_saving_makes_a_new_version_and_leaves_the_old_one(db):
    first = save_set(db, "Ours", Regulations(), "")
    second = save_set(db, " ours ", HIGHER, "Distinction from 72")
    sets = list_sets(db)
    assert [(each.id, each.title) for each in sets] == [
        (second, "Ours, version 2"),
        (first, "Ours, version 1"),
    ]
    assert sets[1].rules == Regulations()
    assert (sets[0].note, sets[0].made_by) == ("Distinction from 72", "Ann")


def test_what_cannot_be_saved_is_refused_with_its_field(db):
    save_set(db, "Ours", HIGHER)
    upside_down = with_value(HIGHER, "award.merit", Decimal(80))
    for name, rules, note, field in (
        (" ", HIGHER, "", "name"),
        ("x" * 121, HIGHER, "", "name"),
        ("New", HIGHER, "x" * 501, "note"),
        ("Ours", HIGHER, "", "rules"),
        ("New", upside_down, "", "award.distinction"),
    ):
        with pytest.raises(RuleBroken) as caught:
            save_set(db, name, rules, note)
        assert caught.value.field == field
    assert len(list_sets(db)) == 1


def test_two_who_choose_at_once_do_not_overwrite_each_other(db):
    first, second = save_set(db, "A", Regulations()), save_set(db, "B", HIGHER)
    follow(db, 1, first, None)
    with pytest.raises(EditedMeanwhile):
        follow(db, 1, second, None)
    seen = read_regulations(db, 1)
    follow(db, 1, second, seen.version)
    with pytest.raises(EditedMeanwhile):
        follow(db, 1, first, seen.version)
    assert read_regulations(db, 1).name == "B"


def test_a_set_that_is_followed_is_not_undone_and_one_that_is_not_is(db):
    set_id = save_set(db, "Ours", HIGHER)
    follow(db, 1, set_id, None)
    assert undo(db).said
    assert read_regulations(db, 1).id is None
    undo(db)
    assert list_sets(db) == ()
    with pytest.raises(NotFound):
        follow(db, 1, set_id, None)


def test_saving_a_set_that_is_followed_since_cannot_be_undone(db):
    steps = []
    db.listeners.append(lambda news: steps.append(news.step_id))
    set_id = save_set(db, "Ours", HIGHER)
    follow(db, 1, set_id, None)
    with pytest.raises(CannotUndo):
        undo_step(db, steps[0])
    assert read_regulations(db, 1).id == set_id


def test_a_board_can_name_the_rules_even_where_nobody_chose_any(db):
    with db.begin("putting before the board") as work:
        set_id = set_of_cohort(work, 1, db.actor)
        assert set_of_cohort(work, 1, db.actor) == set_id
    assert read_regulations(db, 1).title == "Postgraduate certificate, version 1"
    assert [(one.id, one.followed_by) for one in list_sets(db)] == [(set_id, ("2026 intake",))]


def test_bank_holidays_are_those_of_england():
    days = bank_holidays()
    assert {date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 28)} <= days
    assert date(2026, 11, 30) not in days  # St Andrew's Day, in Scotland only
