"""Reasons in a ladder are somebody's own words; outside the office its rules stand without them."""

from decimal import Decimal

import pytest

from cohort_desk.domain.marks.ladder import (
    LadderInputs,
    MarkerInput,
    PeerInput,
    RungKind,
    Settled,
    climb,
)
from cohort_desk.domain.marks.reasons import without_reason
from cohort_desk.domain.regulations.late import Lateness
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind, Regulations

SAID = "Ana Sample was ill"
INPUTS = LadderInputs(
    (MarkerInput("first", (), Decimal(60), final=True),),
    1,
    Settled(Decimal(61), SAID, "Tutor Ash"),
    peer=PeerInput(
        PeerMode.PEER_ONLY,
        Decimal("0.5"),
        Decimal(1),
        Decimal(61),
        Decimal(61),
        rated=True,
        penalty_kind=PenaltyKind.PERCENT,
        penalty=Decimal("0.1"),
        override=Decimal(62),
        reason=SAID,
    ),
    lateness=Lateness(Decimal(30), 2, 2),
    waived=SAID,
)


@pytest.mark.parametrize("kind", [RungKind.AGREED, RungKind.PEER, RungKind.LATE])
def test_reason_is_in_the_rule_and_not_in_what_is_told_outside(kind):
    rule = climb(INPUTS, Regulations()).rung(kind).rule
    assert SAID in rule
    told = without_reason(rule)
    assert told.endswith(": reason kept at the office.")
    assert "Ana" not in told
    assert "Ash" not in told


def test_rule_without_a_reason_is_told_as_it_stands():
    rules = [rung.rule for rung in climb(INPUTS, Regulations()).rungs]
    assert without_reason(rules[0]) == rules[0]
