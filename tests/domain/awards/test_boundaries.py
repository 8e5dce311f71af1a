"""Who is near a boundary, by which rule, from whatever boundaries the rules have."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cohort_desk.domain.awards.boundaries import result_of
from cohort_desk.domain.awards.facts import ComponentFacts, ModuleFacts, Outcome
from cohort_desk.domain.regulations.rules import AwardRules, Regulations, Rounding

DEFAULT = Regulations(award=AwardRules(credits=60, credits_at_level=0))
UNROUNDED = replace(DEFAULT, rounding=Rounding.NONE)


def modules(*marks, minimum=None):
    return [
        ModuleFacts(
            key,
            f"M{key}",
            "",
            20,
            7,
            core=False,
            components=(ComponentFacts(key, "Report", 1, Decimal(mark), minimum=minimum),),
        )
        for key, mark in enumerate(marks, start=1)
    ]


def near(*marks, regs=DEFAULT, **options):
    return [each.text for each in result_of(modules(*marks, **options), regs, None).near]


@pytest.mark.parametrize(
    ("marks", "text"),
    [
        ((69, 70, 70), "Mean 69.66: rounding half up at the award lifts it to 70, Distinction."),
        ((59, 60, 60), "Mean 59.66: rounding half up at the award lifts it to 60, Merit."),
    ],
)
def test_a_mean_that_rounding_lifts_is_listed_with_the_rule(marks, text):
    assert near(*marks) == [text]


def test_without_rounding_the_same_people_are_listed_as_staying_below():
    assert near(69, 70, 70, regs=UNROUNDED) == [
        "Mean 69.66 stays below 70, Distinction: nothing is rounded."
    ]


@pytest.mark.parametrize("marks", [(69, 69, 70), (70, 70, 70), (60, 65, 72), (40, 40, 40)])
def test_nobody_else_is_listed(marks):
    assert near(*marks) == []


def test_a_pass_that_rounding_decides_in_a_module():
    parts = (
        ComponentFacts(1, "Report", 1, Decimal(49)),
        ComponentFacts(2, "Talk", 1, Decimal(50)),
    )
    one = ModuleFacts(1, "M1", "", 20, 7, core=False, components=parts)
    result = result_of([one, *modules(60, 60)[1:], *modules(60, 60, 60)[2:]], DEFAULT, None)
    assert result.modules[0].outcome is Outcome.PASSED
    assert [each.text for each in result.near] == [
        "M1 49.5: rounding half up at the module lifts it to 50, the pass mark.",
        "Without rounding at component and module the mean would be 56.5 and the award Referred.",
    ]


def test_a_component_that_rounding_lifts_to_its_least_mark():
    parts = (
        ComponentFacts(1, "Report", 1, Decimal(40), unrounded=Decimal("39.5"), minimum=Decimal(40)),
        ComponentFacts(2, "Talk", 1, Decimal(70)),
    )
    one = ModuleFacts(1, "M1", "", 60, 7, core=False, components=parts)
    found, award = result_of([one], DEFAULT, None).near
    assert (found.level, found.key, found.number) == ("component", 1, Decimal("39.5"))
    assert found.text == (
        "M1 Report 39.5: rounding half up at the component lifts it to 40, the least mark."
    )
    assert award.text.endswith("and the award Referred.")


def test_rounding_far_down_the_ladder_that_still_decides_the_class_is_said():
    """Three modules at 69.5 are 70 each once rounded, so the mean itself is not near."""
    assert near("69.5", "69.5", "69.5") == [
        "Without rounding at component and module the mean would be 69.5 and the award Merit."
    ]
    assert near("69.5", "69.6", "70.9", regs=UNROUNDED) == []
    assert near("59.4", "59.4", "61.2") == [
        "Mean 59.66: rounding half up at the award lifts it to 60, Merit."
    ]


def test_the_boundaries_are_those_of_the_rules():
    regs = replace(DEFAULT, award=replace(DEFAULT.award, merit=Decimal(65)))
    assert near(64, 65, 65, regs=regs) == [
        "Mean 64.66: rounding half up at the award lifts it to 65, Merit."
    ]
    assert near(59, 60, 60, regs=regs) == []
