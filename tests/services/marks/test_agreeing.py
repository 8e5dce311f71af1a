"""From two final marks to one: by the rule, settled with a reason, or by a third marker."""

from decimal import Decimal

import pytest

from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.services import history
from cohort_desk.services.marks.agreeing import (
    How,
    Settlement,
    call_third,
    read_agreements,
    settle,
    unsettle,
)
from cohort_desk.services.marks.ladders import read_ladder, read_ladders
from cohort_desk.services.marks.marking import put_mark
from cohort_desk.services.marks.reopening import reopen_mark
from cohort_desk.services.marks.tasks import TaskKey

REPORT = 1
VERA, WILL, XENA, YUSUF = 1, 2, 3, 4


def line(db, group=2, assessment=REPORT):
    lines = read_agreements(db, assessment).lines
    return next(each for each in lines if each.owner.group_id == group)


def test_nothing_of_either_mark_is_told_before_both_are_final(office, report, give):
    assert line(office).how is How.WAITING
    give(report, WILL, 61)
    give(report, XENA, 75, final=False)
    found = line(office)
    assert (found.how, found.agreed, found.reason) == (How.WAITING, None, "")
    assert [(each.final, each.mark) for each in found.markers] == [(True, None), (False, None)]
    ladder = read_ladder(office, 3, REPORT).ladder
    assert (ladder.rungs, ladder.waiting) == ((), "The second marker has not finished.")


def test_close_marks_of_one_band_agree_by_the_rule(office, report, give):
    give(report, WILL, 64)
    give(report, XENA, 67)
    found = line(office)
    assert (found.how, found.agreed) == (How.BY_RULE, Decimal("65.5"))
    assert read_agreements(office, REPORT).to_settle == 0
    with pytest.raises(RuleBroken, match="The two marks agree, so no third marker is needed"):
        call_third(office, report, YUSUF)


def test_a_gap_is_settled_with_a_reason(office, report, give):
    give(report, WILL, 50)
    with pytest.raises(RuleBroken, match="1 marker has not finished"):
        settle(office, report, Settlement(Decimal(54), "why", "Will and Xena"))
    give(report, XENA, 58)
    found = line(office)
    assert (found.how, found.reason) == (
        How.TO_SETTLE,
        "The marks are 8 apart, more than the 5 allowed.",
    )
    assert [each.mark for each in found.markers] == [50, 58]
    with pytest.raises(RuleBroken, match=r"8 apart.* Say why this mark is the right one"):
        settle(office, report, Settlement(Decimal(54), " ", "Will and Xena"))
    with pytest.raises(RuleBroken, match="Say who settled it"):
        settle(office, report, Settlement(Decimal(54), "Both read it again", ""))
    settle(office, report, Settlement(Decimal(54), "Both read it again", "Will and Xena"))
    found = line(office)
    assert (found.how, found.agreed, found.by) == (How.SETTLED, 54, "Will and Xena")
    with pytest.raises(EditedMeanwhile):
        settle(office, report, Settlement(Decimal(55), "Once more", "Will and Xena"))
    settle(office, report, Settlement(Decimal(55), "Once more", "Will"), found.version)
    assert {each.ladder.rungs[-1].after for each in read_ladders(office, REPORT)[2:4]} == {55}
    unsettle(office, report, line(office).version)
    assert line(office).how is How.TO_SETTLE


def test_a_third_marker_decides(office, report, give):
    give(report, WILL, 58)
    with pytest.raises(RuleBroken, match="Both markers have to finish"):
        call_third(office, report, YUSUF)
    give(report, XENA, 67)
    with pytest.raises(RuleBroken, match="Xena Hill is the second marker"):
        call_third(office, report, XENA)
    call_third(office, report, YUSUF)
    assert line(office).how is How.THIRD_CALLED
    give(report, YUSUF, 64)
    found = line(office)
    assert (found.how, found.agreed) == (How.BY_THIRD, 67)
    with pytest.raises(RuleBroken, match="Yusuf Dale is the third marker"):
        call_third(office, report, VERA)


def test_opening_a_mark_again_takes_back_what_was_settled(office, report, give):
    give(report, WILL, 50)
    give(report, XENA, 58)
    settle(office, report, Settlement(Decimal(54), "Both read it again", "Will and Xena"))
    reopen_mark(office, TaskKey(report, XENA), "A slip in Style")
    assert line(office).how is How.WAITING
    history.undo(office)
    assert line(office).agreed == 54
    history.redo(office)
    give(report, XENA, 52)
    assert (line(office).how, line(office).agreed) == (How.BY_RULE, 51)


def test_one_marker_needs_no_agreement(office, essays, give_essay):
    give_essay(essays[1], WILL, 55)
    found = read_agreements(office, 2).lines[0]
    assert (found.how, found.agreed) == (How.ONE_MARKER, 55)
    with pytest.raises(RuleBroken, match="There is one marker, whose mark stands"):
        settle(office, essays[1], Settlement(Decimal(60), "why", "Will"))


def test_where_the_rule_or_a_third_marker_decides_nothing_is_settled(
    office, report, give, before_board
):
    give(report, WILL, 62)
    give(report, XENA, 64)
    with pytest.raises(RuleBroken, match=r"The rule agrees on 63\. Open a mark again"):
        settle(office, report, Settlement(Decimal(95), "because", "Lead"))
    reopen_mark(office, TaskKey(report, XENA), "A slip")
    give(report, XENA, 40)
    with pytest.raises(RuleBroken, match="95 does not lie between the two marks, 40 and 62"):
        settle(office, report, Settlement(Decimal(95), "because", "Lead"))
    call_third(office, report, YUSUF)
    give(report, YUSUF, 50)
    with pytest.raises(RuleBroken, match="The third marker decided for 40"):
        settle(office, report, Settlement(Decimal(62), "because", "Lead"))
    assert line(office).agreed == 40
    before_board(report, 3)
    with pytest.raises(RuleBroken, match="A board has this mark before it"):
        reopen_mark(office, TaskKey(report, WILL), "A slip")


def test_the_name_of_a_step_holds_no_agreed_mark(office, report, give):
    give(report, WILL, 50)
    give(report, XENA, 58)
    settle(office, report, Settlement(Decimal(54), "Both read it again", "Will and Xena"))
    assert history.undo(office).step.startswith("agreed mark of W")


def test_a_settled_mark_has_two_decimal_places_at_most(office, report, give):
    give(report, WILL, 50)
    give(report, XENA, 58)
    with pytest.raises(RuleBroken, match="at most 2 decimal places"):
        settle(office, report, Settlement(Decimal("54.005"), "why", "Will"))
    with pytest.raises(RuleBroken, match="from 0 to 100"):
        settle(office, report, Settlement(Decimal(101), "why", "Will"))
    with pytest.raises(RuleBroken, match="This mark is final"):
        put_mark(office, TaskKey(report, WILL), 1, Decimal(60), None)
