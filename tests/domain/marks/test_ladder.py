"""The ladder: its order, its rungs, and the numbers that the office's rules name."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.ladder import (
    LadderInputs,
    MarkerInput,
    PeerInput,
    RungKind,
    Settled,
    climb,
    topped,
)
from cohort_desk.domain.marks.ladder_plain import ladder_from_plain, ladder_to_plain
from cohort_desk.domain.marks.ladder_words import change_words, result_words
from cohort_desk.domain.marks.numbers import written_cut
from cohort_desk.domain.marks.rubric import CriterionValue
from cohort_desk.domain.regulations.late import Lateness
from cohort_desk.domain.regulations.rules import (
    PeerMode,
    PenaltyKind,
    Regulations,
    Rounding,
)

REGULATIONS = Regulations()
UNROUNDED = replace(REGULATIONS, rounding=Rounding.NONE)
marks = st.decimals(min_value=0, max_value=100, places=2)


def marked(*values, final=True):
    """Inputs of one marker or of several, each with one mark for the whole."""
    roles = ("first", "second", "third")
    markers = tuple(
        MarkerInput(role, (), Decimal(str(value)), final)
        for role, value in zip(roles, values, strict=False)
    )
    return LadderInputs(markers, markers_needed=min(len(markers), 2))


def shared(preliminary, penalised=None, *, rated=True, override=None):
    return PeerInput(
        PeerMode.PEER_ONLY,
        Decimal("0.5"),
        Decimal("1.1"),
        Decimal(preliminary),
        Decimal(penalised if penalised is not None else preliminary),
        rated,
        PenaltyKind.PERCENT,
        Decimal("0.1"),
        None if override is None else Decimal(override),
        "did the work of two" if override else "",
    )


def days_late(days):
    return Lateness(Decimal(days * 24), days, days)


@pytest.mark.parametrize(
    ("mark", "final"),
    [("49.5", 50), ("49.49", 49), ("59.5", 60), ("69.5", 70), ("50.5", 51), ("60.5", 61)],
)
def test_the_last_rung_rounds_half_up(mark, final):
    assert climb(marked(mark), REGULATIONS).final == final


def test_penalty_comes_before_the_cap_and_the_cap_before_rounding():
    late_referral = replace(marked(60), lateness=days_late(1), capped=True)
    ladder = climb(late_referral, REGULATIONS)
    assert [(rung.kind, rung.after) for rung in ladder.rungs[1:]] == [
        (RungKind.AGREED, 60),
        (RungKind.LATE, 57),
        (RungKind.CAP, 50),
        (RungKind.ROUNDING, 50),
    ]
    below_the_cap = replace(marked(52), lateness=days_late(2), capped=True)
    assert climb(below_the_cap, UNROUNDED).final == Decimal("46.8")


def test_all_rungs_stand_in_the_order_of_the_rules():
    inputs = replace(
        marked(64, 67),
        peer=shared("70.5", "63.45", rated=False),
        lateness=days_late(1),
        capped=True,
    )
    ladder = topped(climb(inputs, REGULATIONS), Decimal(52), "Chair’s action", "on appeal", "10")
    kinds = [rung.kind for rung in ladder.rungs]
    order = list(RungKind)
    assert [order.index(kind) for kind in kinds] == sorted(order.index(kind) for kind in kinds)
    assert set(kinds) == set(RungKind) - {RungKind.CRITERIA}
    for below, above in zip(ladder.rungs[2:], ladder.rungs[3:], strict=False):
        assert above.before == below.after
    assert all(rung.rule and rung.clause for rung in ladder.rungs)


def test_a_mean_of_weighted_criteria_is_not_rounded_on_the_way():
    criteria = (
        CriterionValue("Problem", 1, Decimal(70)),
        CriterionValue("Evidence", 2, Decimal("69.49")),
    )
    inputs = LadderInputs((MarkerInput("first", criteria, None, final=True),), 1)
    ladder = climb(inputs, UNROUNDED)
    assert ladder.final == Decimal("208.98") / 3
    assert dict(ladder.rungs[0].numbers) == {
        "Problem (weight 1)": "70",
        "Evidence (weight 2)": "69.49",
    }


def test_a_missing_criterion_is_named_and_the_ladder_waits():
    criteria = (CriterionValue("Problem", 1, Decimal(70)), CriterionValue("Evidence", 2, None))
    inputs = LadderInputs((MarkerInput("first", criteria, None, final=False),), 1)
    ladder = climb(inputs, REGULATIONS)
    assert (ladder.final, ladder.waiting) == (None, "The first marker has not finished.")
    assert ladder.rungs[-1].rule == "Waits for 1 criterion: Evidence."


def test_nobody_marking_yet_is_said():
    waiting = climb(LadderInputs((), 2), REGULATIONS).waiting
    assert waiting == "No first marker has been allotted or has begun."


def test_a_marker_who_has_the_work_and_has_not_begun_is_told_from_nobody():
    nobody_begun = LadderInputs((), 2, allotted=frozenset({"first", "second"}))
    assert climb(nobody_begun, REGULATIONS).waiting == "The first marker has not begun."


def test_a_ladder_goes_no_further_than_agreed_while_peers_still_rate():
    inputs = replace(marked(60), peer=shared("55", "49.5", rated=False), peers_open=True)
    ladder = climb(inputs, REGULATIONS)
    assert (ladder.final, ladder.waiting) == (None, "The peer ratings are still open.")
    assert ladder.rungs[-1].kind is RungKind.AGREED
    assert climb(replace(inputs, peers_open=False), REGULATIONS).final == 50


def test_without_rounding_the_mark_is_written_cut_and_stays_exact():
    criteria = (
        CriterionValue("Problem", 2, Decimal(70)),
        CriterionValue("Evidence", 1, Decimal("69.99")),
    )
    ladder = climb(LadderInputs((MarkerInput("first", criteria, None, final=True),), 1), UNROUNDED)
    assert ladder.final == Decimal("209.99") / 3
    assert result_words(ladder) == "69.99"
    assert change_words(ladder.rungs[-1]) == "69.9967 → 69.99"
    assert change_words(climb(marked("62.5"), UNROUNDED).rungs[-1]) == "stays 62.5"


def test_cutting_costs_no_hundredth_where_a_recurring_mark_lacks_digits():
    assert written_cut(Decimal(200) / 3 * Decimal("0.75")) == "50"
    assert written_cut(Decimal("69.99999999")) == "69.99"


def test_the_factor_is_printed_with_enough_places_to_multiply():
    peer = replace(shared("71.2"), factor=Decimal(131) / 136)
    rung = climb(replace(marked("57.815"), peer=peer), REGULATIONS).rung(RungKind.PEER)
    printed = Decimal(dict(rung.numbers)["contribution factor"])
    exact = Decimal("57.815") * 131 / 136
    assert round(Decimal("57.815") * printed, 4) == round(exact, 4)


def test_two_markers_who_do_not_agree_wait_until_they_settle_it_or_a_third_decides():
    apart = marked(50, 75)
    assert climb(apart, REGULATIONS).final is None
    assert "apart" in climb(apart, REGULATIONS).waiting
    settled = replace(apart, settled=Settled(Decimal(62), "read again together", "both markers"))
    assert climb(settled, REGULATIONS).final == 62
    assert climb(marked(50, 75, 66), REGULATIONS).final == 75
    unfinished = marked(50, 75)
    third = MarkerInput("third", (), Decimal(66), final=False)
    waiting = replace(unfinished, markers=(*unfinished.markers, third))
    assert climb(waiting, REGULATIONS).waiting == "The third marker has not finished."


def test_an_override_stands_in_place_of_the_computed_mark_and_its_penalty():
    inputs = replace(marked(60), peer=shared("55", "49.5", rated=False, override="58"))
    ladder = climb(inputs, REGULATIONS)
    assert ladder.final == 58
    assert ladder.rung(RungKind.PEER_PENALTY) is None
    assert ("computed", "49.5") in ladder.rung(RungKind.PEER).numbers


def test_lateness_that_is_waived_is_shown_but_costs_nothing():
    inputs = replace(marked(60), lateness=days_late(3), waived="illness, evidence seen")
    rung = climb(inputs, REGULATIONS).rung(RungKind.LATE)
    assert (rung.before, rung.after) == (60, 60)
    assert "illness, evidence seen" in rung.rule


def test_work_in_time_has_no_late_rung():
    inputs = replace(marked(60), lateness=Lateness())
    assert climb(inputs, REGULATIONS).rung(RungKind.LATE) is None


def test_a_mark_off_the_scale_is_refused():
    with pytest.raises(RuleBroken, match="from 0 to 100"):
        climb(marked(101, 99), REGULATIONS)


@given(
    first=marks,
    second=marks,
    days=st.integers(0, 9),
    capped=st.booleans(),
    rules=st.sampled_from([REGULATIONS, UNROUNDED]),
)
def test_a_final_mark_lies_between_0_and_100_and_no_rung_but_rounding_lifts_it(
    first, second, days, capped, rules
):
    late = days_late(days) if days else None
    inputs = replace(marked(first, second), lateness=late, capped=capped)
    ladder = climb(inputs, rules)
    if ladder.final is not None:
        assert 0 <= ladder.final <= 100
    for rung in ladder.rungs:
        if rung.kind in {RungKind.LATE, RungKind.CAP}:
            assert rung.after <= rung.before


@given(value=st.fractions(0, 100))
def test_a_ladder_comes_back_from_its_plain_form_to_the_digit(value):
    exact = Decimal(value.numerator) / value.denominator
    ladder = climb(marked(exact), UNROUNDED)
    assert ladder_from_plain(ladder_to_plain(ladder)) == ladder
