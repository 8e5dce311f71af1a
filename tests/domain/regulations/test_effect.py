"""The effect of a change of rules on a sample of marks."""

from dataclasses import replace
from decimal import Decimal

from cohort_desk.domain.regulations.effect import effect_on_lateness, effect_on_marks
from cohort_desk.domain.regulations.fields import with_value
from cohort_desk.domain.regulations.presets import LATE_PRESETS
from cohort_desk.domain.regulations.rules import Regulations, Rounding

DEFAULT = Regulations()


def changes(effects):
    return {effect.tried: (str(effect.after), effect.change) for effect in effects if effect.change}


def test_without_a_change_nothing_changes():
    assert changes(effect_on_marks(DEFAULT, DEFAULT, days_late=3, referral=True)) == {}


def test_no_rounding_decides_those_just_below_a_boundary():
    found = changes(effect_on_marks(DEFAULT, replace(DEFAULT, rounding=Rounding.NONE)))
    assert found == {
        "49.4": ("49.4 · Fail", "higher"),
        "49.5": ("49.5 · Fail", "now Fail"),
        "59.4": ("59.4 · Pass", "higher"),
        "59.5": ("59.5 · Pass", "now Pass"),
        "69.4": ("69.4 · Merit", "higher"),
        "69.5": ("69.5 · Merit", "now Merit"),
    }


def test_a_higher_boundary_changes_the_class_but_not_the_mark():
    after = with_value(DEFAULT, "award.merit", Decimal(61))
    assert changes(effect_on_marks(DEFAULT, after)) == {
        "59.5": ("60 · Pass", "now Pass"),
        "60": ("60 · Pass", "now Pass"),
    }


def test_penalty_comes_before_the_cap_of_a_referral():
    (effect,) = effect_on_marks(DEFAULT, DEFAULT, [Decimal(60)], days_late=1, referral=True)
    assert str(effect.before) == "50 · Pass"
    (effect,) = effect_on_marks(DEFAULT, DEFAULT, [Decimal(52)], days_late=2, referral=True)
    assert str(effect.before) == "47 · Fail"


def test_the_ladder_of_late_work():
    york = replace(DEFAULT, late=LATE_PRESETS["york"].rules)
    effects = effect_on_lateness(DEFAULT, york, Decimal(72))
    assert [effect.before.mark for effect in effects] == [72, 68, 65, 61, 58, 54, 0, 0, 0]
    assert [effect.after.mark for effect in effects] == [72, 62, 52, 42, 32, 22, 0, 0, 0]
    assert [effect.change for effect in effects[:4]] == ["", "lower", "now Pass", "now Fail"]
