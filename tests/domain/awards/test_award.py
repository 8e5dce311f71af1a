"""The award: mean, class, credits, attendance and what keeps it open."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.awards.award import award_mean, classify
from cohort_desk.domain.awards.boundaries import result_of
from cohort_desk.domain.awards.exact import half_up
from cohort_desk.domain.awards.facts import ComponentFacts, ModuleFacts, Outcome
from cohort_desk.domain.regulations.rules import (
    AttendanceRules,
    AwardRules,
    CompensationRules,
    ComponentRules,
    Regulations,
    Rounding,
)

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data/vectors/regulations.json").read_text("utf-8"),
    parse_float=Decimal,
)
DEFAULT = Regulations()
UNROUNDED = Regulations(rounding=Rounding.NONE)


def module(key, *marks, worth=20, core=False, level=7, **facts):
    parts = tuple(
        part if isinstance(part, ComponentFacts) else component(100 * key + place, part)
        for place, part in enumerate(marks)
    )
    return ModuleFacts(key, f"M{key}", f"Module {key}", worth, level, core, parts, **facts)


def component(key, mark, weight=50, **facts):
    return ComponentFacts(
        key, f"Part {key % 100}", weight, None if mark is None else Decimal(mark), **facts
    )


def award(*modules, regs=DEFAULT, attendance=None):
    return result_of(modules, regs, attendance)


@pytest.mark.parametrize("case", VECTORS["weighted_mean"])
def test_the_mean_is_weighted_by_credits(case):
    mean = award_mean([(worth, Fraction(mark)) for worth, mark in case["modules"]])
    assert mean == case["expected"]


@pytest.mark.parametrize("case", VECTORS["rounding_half_up"])
def test_halves_round_up(case):
    assert half_up(Fraction(case["in"])) == case["out"]


@pytest.mark.parametrize("case", VECTORS["classification_trap"])
def test_the_class_by_the_rounding_rule(case):
    rule = case["policy"].split()[0]
    rounding = {
        "round_then_compare": Rounding.ROUND_THEN_COMPARE,
        "no_rounding": Rounding.NONE,
    }[rule]
    assert classify(Fraction(case["mean"]), AwardRules(), rounding).value == case["expected"]


@pytest.mark.parametrize(
    ("mark", "rounding", "outcome"),
    [
        ("49.49", Rounding.ROUND_THEN_COMPARE, Outcome.FAIL),
        ("49.5", Rounding.ROUND_THEN_COMPARE, Outcome.PASSED),
        ("59.5", Rounding.ROUND_THEN_COMPARE, Outcome.MERIT),
        ("69.499", Rounding.ROUND_THEN_COMPARE, Outcome.MERIT),
        ("59.999", Rounding.NONE, Outcome.PASSED),
        ("60", Rounding.NONE, Outcome.MERIT),
    ],
)
def test_classes_begin_at_their_boundaries(mark, rounding, outcome):
    assert classify(Fraction(mark), AwardRules(), rounding) is outcome


def test_a_mean_of_thirds_that_is_whole_reaches_its_boundary():
    third = Decimal(200) / 3
    parts = tuple(component(place, third, weight=1) for place in range(3))
    rest = module(2, Decimal(220) / 3, worth=20)
    result = award(module(1, *parts, worth=20), rest, module(3, 70), regs=UNROUNDED)
    assert result.mean == 70
    assert result.outcome is Outcome.DISTINCTION


def test_modules_are_rounded_before_the_mean_is():
    result = award(module(1, "69.5"), module(2, "69.5"), module(3, "69.4"))
    assert [each.mark for each in result.modules] == [70, 70, 69]
    assert (result.mean, result.outcome) == (70, Outcome.DISTINCTION)
    assert award(module(1, "69.5"), module(2, "69.5"), module(3, "69.4"), regs=UNROUNDED).mean == (
        Decimal("69.46")
    )


def test_a_missing_mark_is_no_zero():
    result = award(module(1, 80, component(9, None, waiting="Not yet agreed.")), module(2, 70))
    assert result.modules[0].outcome is Outcome.NOT_YET
    assert result.modules[0].reasons == ("Part 9: Not yet agreed.",)
    assert (result.mean, result.outcome) == (None, Outcome.NOT_YET)


def test_a_component_below_its_least_mark_fails_the_module_whatever_its_mean():
    regs = replace(DEFAULT, components=ComponentRules(Decimal(40)))
    weak = module(1, component(0, 38), component(1, 80))
    [failed, *_rest] = award(weak, module(2, 60), module(3, 60), regs=regs).modules
    assert (failed.mark, failed.outcome, failed.retake) == (59, Outcome.REFERRED, (0,))
    assert failed.reasons == ("Part 0 has 38 and needs at least 40.", "1 attempt is left.")
    own = module(1, component(0, 38, minimum=Decimal(35)), component(1, 80))
    assert award(own, regs=regs).modules[0].outcome is Outcome.PASSED


def test_referral_names_what_to_do_again_and_ends_with_the_attempts():
    [first] = award(module(1, component(0, 30), component(1, 60))).modules
    assert (first.outcome, first.retake, first.attempts_left) == (Outcome.REFERRED, (0,), 1)
    result = award(
        module(1, component(0, 30, attempts=2), component(1, 60), core=True), module(2, 60)
    )
    assert result.modules[0].outcome is Outcome.FAIL
    assert result.outcome is Outcome.FAIL
    assert result.reasons[0] == "The core module M1 is failed."


def test_deferral_and_holds():
    deferred = module(1, 60, component(1, None, deferred=True))
    held = module(2, component(0, 60, held="under investigation"))
    assert award(deferred, module(2, 60)).outcome is Outcome.DEFERRED
    result = award(deferred, held)
    assert (result.outcome, result.reasons) == (Outcome.WITHHELD, ("M2 is held.",))
    assert result.modules[1].reasons == ("Part 0: under investigation",)


COMPENSATING = replace(DEFAULT, compensation=CompensationRules(allowed=True))


def test_a_module_just_failed_is_compensated_and_limits_the_award():
    result = award(module(1, 45), module(2, 80), module(3, 80), regs=COMPENSATING)
    assert result.modules[0].outcome is Outcome.COMPENSATED
    [reason] = result.modules[0].reasons
    assert reason == (
        "The module mark 45 lies between 40 and 50, and the mean reaches 50: "
        "20 credits are compensated."
    )
    assert (result.outcome, result.credits) == (Outcome.PASSED, 60)
    assert result.reasons[-1] == "With a compensated module the award is limited to Pass."


@pytest.mark.parametrize(
    ("failed", "rest", "why"),
    [
        (module(1, 45, core=True), (80, 80), "A core module is never compensated."),
        (module(1, 39), (80, 80), "Only marks from 40 are compensated."),
        (module(1, 45, worth=30), (80, 80), "No more than 20 credits are compensated."),
        (module(1, 41), (50, 51), "It is compensated only with a mean of at least 50."),
        (module(1, 45), (80, None), "Whether it is compensated waits for the mean of all modules."),
        (
            module(1, component(0, 38, minimum=Decimal(40)), component(1, 56)),
            (80, 80),
            "A component below its least mark is not compensated.",
        ),
    ],
)
def test_each_condition_of_compensation_refuses_with_its_sentence(failed, rest, why):
    others = (module(2, rest[0]), module(3, rest[1]))
    [outcome, *_rest] = award(failed, *others, regs=COMPENSATING).modules
    assert outcome.outcome is Outcome.REFERRED
    assert outcome.reasons[-1] == why


def test_no_compensation_unless_the_regulations_allow_it():
    assert award(module(1, 45), module(2, 80), module(3, 80)).outcome is Outcome.REFERRED


def test_the_better_of_two_failed_modules_is_compensated_first():
    result = award(module(1, 41), module(2, 48), module(3, 80), regs=COMPENSATING)
    assert [each.outcome for each in result.modules] == [
        Outcome.REFERRED,
        Outcome.COMPENSATED,
        Outcome.PASSED,
    ]


def test_credits_and_their_level():
    result = award(module(1, 60), module(2, 60))
    assert result.outcome is Outcome.NOT_YET
    assert result.reasons == ("The award needs 60 credits; the modules passed give 40.",)
    low = award(module(1, 60), module(2, 60, level=6), module(3, 60, level=6))
    assert low.reasons == ("The award needs 40 credits at level 7; the modules passed give 20.",)


def test_attendance_keeps_an_award_back_with_its_numbers():
    regs = replace(DEFAULT, attendance=AttendanceRules(least=Decimal("0.8")))
    passed = (module(1, 60), module(2, 60), module(3, 60))
    short = award(*passed, regs=regs, attendance=Decimal(2) / 3)
    assert short.outcome is Outcome.WITHHELD
    assert short.reasons == (
        "The award asks for 80 % of the required sessions; 66.66 % were attended.",
    )
    assert award(*passed, regs=regs).outcome is Outcome.NOT_YET
    assert award(*passed, regs=regs, attendance=Decimal("0.8")).outcome is Outcome.MERIT


def test_what_the_board_decided_on_a_module_stands():
    result = award(module(1, 45, decided=Outcome.PASSED), module(2, 60), module(3, 60))
    assert result.modules[0].by_board
    assert result.outcome is Outcome.PASSED
    core = module(1, 45, core=True, decided=Outcome.COMPENSATED)
    assert award(core, module(2, 80), module(3, 80)).outcome is Outcome.PASSED


marks = st.integers(0, 10000).map(lambda kept: Decimal(kept) / 100)
programmes = st.lists(st.lists(marks, min_size=1, max_size=3), min_size=1, max_size=5)


@given(programmes, st.sampled_from(Rounding))
def test_the_mean_lies_among_its_marks_and_decides_the_class(programme, rounding):
    regs = Regulations(rounding=rounding, award=AwardRules(credits=0, credits_at_level=0))
    modules = [module(key, *parts) for key, parts in enumerate(programme, start=1)]
    result = result_of(modules, regs, None)
    low = min(min(parts) for parts in programme)
    high = max(max(parts) for parts in programme)
    assert low - 1 <= result.mean <= high + 1
    assert 0 <= result.mean <= 100
    if all(each.outcome is Outcome.PASSED for each in result.modules):
        assert result.outcome is classify(result.exact_mean, regs.award, rounding)
    else:
        assert result.outcome in {Outcome.REFERRED, Outcome.FAIL}


@given(programmes)
def test_nobody_whose_award_rounding_decides_is_missed(programme):
    regs = Regulations(award=AwardRules(credits=0, credits_at_level=0))
    modules = [module(key, *parts) for key, parts in enumerate(programme, start=1)]
    rounded = result_of(modules, regs, None)
    plain = result_of(modules, replace(regs, rounding=Rounding.NONE), None)
    if rounded.outcome is not plain.outcome:
        assert rounded.near
        assert plain.near


def test_what_was_never_handed_in_can_be_given_again_with_what_was_failed_beside_it():
    missed = component(100, None, missed=True, attempts=1, waiting="Nothing has been handed in.")
    failed, good = component(101, 45), component(102, 65)
    [answer] = award(module(1, missed, failed, good)).modules
    assert (answer.outcome, answer.retake, answer.attempts_left) == (Outcome.NOT_YET, (100, 101), 1)
    [answer] = award(module(1, replace(missed, missed=False), failed)).modules
    assert answer.retake == ()
