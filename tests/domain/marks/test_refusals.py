"""Every row of section 2's table: the move is let pass, and each refusal has its sentence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks import refusals
from cohort_desk.domain.marks.rubric import CriterionValue
from cohort_desk.domain.marks.states import Facts, Moderation, Visibility
from cohort_desk.domain.regulations.rules import MarkingRules

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OPEN = Facts(deadline=NOW + DAY, files=1, submitted_at=NOW - DAY, needed=2, allotted=2)
CLOSED = replace(OPEN, deadline=NOW - DAY, submitted_at=NOW - 2 * DAY)
MARKED = replace(CLOSED, begun=2, final=2)
AGREED = replace(MARKED, agreed=True)
SHOWN = replace(AGREED, visibility=Visibility.PROVISIONAL)
WITH_MODERATOR = replace(AGREED, moderation=Moderation.OPEN)


def refused(sentence, check, *arguments, **options):
    with pytest.raises(RuleBroken) as caught:
        check(*arguments, **options)
    assert str(caught.value) == sentence


def test_submitted_within_the_window():
    refusals.refuse_submitting(Facts(), NOW)
    refusals.refuse_submitting(OPEN, NOW)
    late = Facts(deadline=NOW - DAY, closes_at=NOW + DAY)
    refusals.refuse_submitting(late, NOW)
    refused(
        "Handing in opens on 21 November 2026, 12:00.",
        refusals.refuse_submitting,
        Facts(opens_at=NOW + DAY),
        NOW,
    )
    refused(
        "Handing in closed on 19 November 2026, 12:00. An administrator can grant an extension.",
        refusals.refuse_submitting,
        Facts(deadline=NOW - 3 * DAY, closes_at=NOW - DAY),
        NOW,
    )
    extended = Facts(deadline=NOW + DAY, closes_at=NOW - DAY)
    refusals.refuse_submitting(extended, NOW)
    refused(
        "This submission is finalised. An administrator can open it again, with a reason.",
        refusals.refuse_submitting,
        CLOSED,
        NOW,
    )
    refused(
        "A final mark exists, so the submission stays as it was marked. Open the mark again "
        "first, with a reason.",
        refusals.refuse_submitting,
        replace(OPEN, begun=2, final=1),
        NOW,
    )


def test_finalised_with_a_file():
    refusals.refuse_finalising(OPEN, NOW)
    no_file = "There is no file to finalise. Hand in a file first."
    refused(no_file, refusals.refuse_finalising, replace(OPEN, files=0), NOW)
    refused(no_file, refusals.refuse_finalising, Facts(), NOW)
    again = "This submission is finalised already."
    refused(again, refusals.refuse_finalising, CLOSED, NOW)


def test_opened_again_with_a_reason_before_any_final_mark():
    refusals.refuse_reopening(CLOSED, NOW, "wrong file")
    refusals.refuse_reopening(replace(CLOSED, begun=1), NOW, "wrong file")
    refused("Say why the submission is opened again.", refusals.refuse_reopening, CLOSED, NOW, " ")
    refused(
        "A final mark exists, so the submission stays as it was marked. Open the mark again "
        "first, with a reason.",
        refusals.refuse_reopening,
        replace(CLOSED, begun=1, final=1),
        NOW,
        "wrong file",
    )
    refused(
        "This submission is not finalised, so it is open already.",
        refusals.refuse_reopening,
        OPEN,
        NOW,
        "wrong file",
    )


def test_marked_by_an_allotted_marker_without_a_conflict():
    refusals.refuse_marking(CLOSED, NOW, allotted=True)
    refused(
        "This submission is not allotted to this marker.",
        refusals.refuse_marking,
        CLOSED,
        NOW,
        allotted=False,
    )
    refused(
        "This marker has declared a conflict of interest with Aisha Khan.",
        refusals.refuse_marking,
        CLOSED,
        NOW,
        allotted=True,
        conflict="Aisha Khan",
    )
    refused(
        "This mark is final. Open it again first, and say why it has to change.",
        refusals.refuse_marking,
        CLOSED,
        NOW,
        allotted=True,
        final=True,
    )
    refused(
        "This submission is still open. It can be marked once it is finalised.",
        refusals.refuse_marking,
        OPEN,
        NOW,
        allotted=True,
    )
    refused(
        "Nothing has been handed in yet, so there is nothing to mark.",
        refusals.refuse_marking,
        Facts(),
        NOW,
        allotted=True,
    )


def test_finished_with_every_criterion_in_range():
    whole = [CriterionValue("Analysis", 1, Decimal(100)), CriterionValue("Style", 1, Decimal(0))]
    refusals.refuse_finishing(whole, None)
    refusals.refuse_finishing([], Decimal(55))
    missing = [CriterionValue("Analysis", 1, None), CriterionValue("Style", 1, None)]
    refused(
        "2 criteria have no mark yet: Analysis, Style.", refusals.refuse_finishing, missing, None
    )
    refused(
        "1 criterion has no mark yet: Style.",
        refusals.refuse_finishing,
        [whole[0], missing[1]],
        Decimal(60),
    )
    refused("There is no mark yet.", refusals.refuse_finishing, [], None)
    refused(
        "Analysis is out of range: 100.5 is not from 0 to 100.",
        refusals.refuse_finishing,
        [CriterionValue("Analysis", 1, Decimal("100.5")), whole[1]],
        None,
    )
    refused(
        "The mark is out of range: -1 is not from 0 to 100.",
        refusals.refuse_finishing,
        [],
        Decimal(-1),
    )


def test_a_mark_opened_again_with_a_reason_while_nobody_has_it_before_them():
    refusals.refuse_reopening_mark(AGREED, "a slip of the pen")
    refused("Say why the mark is opened again.", refusals.refuse_reopening_mark, AGREED, "")
    moderator = "These marks are with the moderator, who can send them back to be marked again."
    refused(moderator, refusals.refuse_reopening_mark, WITH_MODERATOR, "slip")
    refused(
        "Participants can see these marks. Hide them first, then open this one again.",
        refusals.refuse_reopening_mark,
        SHOWN,
        "slip",
    )
    refused(
        "This mark is ratified. It can be changed only by chair’s action.",
        refusals.refuse_reopening_mark,
        replace(AGREED, ratified=True),
        "slip",
    )
    refused(
        "A board has this mark before it. The board can amend it, with a reason.",
        refusals.refuse_reopening_mark,
        replace(AGREED, before_board=True),
        "slip",
    )


@pytest.mark.parametrize(
    ("facts", "reason", "sentence"),
    [
        (
            MARKED,
            "",
            "The marks are 8 apart, more than the 5 allowed. Say why this mark is the right one.",
        ),
        (
            replace(MARKED, final=1),
            "why",
            "1 marker has not finished, so there is nothing to agree yet.",
        ),
        (
            WITH_MODERATOR,
            "why",
            "These marks are with the moderator, who can send them back to be marked again.",
        ),
        (SHOWN, "why", "Participants can see these marks. Hide them first."),
        (
            replace(AGREED, before_board=True),
            "why",
            "A board has this mark before it. The board can amend it, with a reason.",
        ),
    ],
)
def test_settled_with_a_reason_while_nobody_has_it_before_them(facts, reason, sentence):
    settling = ([Decimal(50), Decimal(58)], MarkingRules(), Decimal(54))
    refusals.refuse_settling(MARKED, *settling, "Both read it again.")
    refused(sentence, refusals.refuse_settling, facts, *settling, reason)


@pytest.mark.parametrize(
    ("marks", "value", "sentence"),
    [
        ((62, 64), 63, "The rule agrees on 63. "),
        ((62, 40, 50), 62, "The third marker decided for 40. "),
        (
            (50, 58),
            "58.01",
            "58.01 does not lie between the two marks, 50 and 58. Settle on one that does. ",
        ),
        (
            (58, 50),
            49,
            "49 does not lie between the two marks, 50 and 58. Settle on one that does. ",
        ),
    ],
)
def test_settled_only_where_nothing_else_decides_and_within_the_two_marks(marks, value, sentence):
    refused(
        sentence + "Open a mark again, with a reason, if one of them is wrong.",
        refusals.refuse_settling,
        MARKED,
        [Decimal(mark) for mark in marks],
        MarkingRules(),
        Decimal(value),
        "the lead’s wish",
    )


def test_moderated_by_somebody_who_did_not_mark_it():
    refusals.refuse_moderating(3, [1, 2], "W3905")
    refused(
        "The moderator marked W3905. Somebody who did not mark it must moderate it.",
        refusals.refuse_moderating,
        2,
        [1, 2],
        "W3905",
    )


@pytest.mark.parametrize(
    ("facts", "against"),
    [
        (AGREED, ()),
        (replace(AGREED, moderation=Moderation.CONFIRMED), ()),
        (
            replace(AGREED, holds=("under investigation (similarity)",)),
            ("Held: under investigation (similarity).",),
        ),
        (CLOSED, ("There is no mark yet.",)),
        (replace(CLOSED, begun=2, final=1), ("There is no mark yet.",)),
        (MARKED, ("The markers have not agreed.",)),
        (replace(AGREED, peer_open=True), ("The peer round is still open.",)),
        (WITH_MODERATOR, ("The moderation is still open.",)),
        (
            replace(AGREED, moderation=Moderation.SENT_BACK, peer_open=True),
            (
                "The peer round is still open.",
                "The moderator sent it back; a new sample has to be confirmed.",
            ),
        ),
    ],
)
def test_shown_to_participants_when_nothing_is_against_it(facts, against):
    assert refusals.against_release(facts, NOW) == against


def test_before_the_board_with_a_warning_if_the_examiner_is_silent():
    warnings = refusals.before_board_warnings
    assert warnings(external_asked=True, external_replied=True) == ()
    assert warnings(external_asked=False, external_replied=False) == ()
    silent = warnings(external_asked=True, external_replied=False)
    assert silent == ("The external examiner has not replied yet.",)


def test_ratified_with_a_quorum_and_an_unchanged_snapshot():
    refusals.refuse_ratifying(3, 3, 0)
    refused(
        "There is no quorum: 2 of at least 3 members are present.",
        refusals.refuse_ratifying,
        2,
        3,
        0,
    )
    refused(
        "1 mark has changed since the snapshot was taken. Put the marks before the board again.",
        refusals.refuse_ratifying,
        3,
        3,
        1,
    )


def test_amended_with_a_reason():
    refusals.refuse_amending(ratified=True, reason="An appeal was upheld.")
    refused("Say why the decision is amended.", refusals.refuse_amending, ratified=True, reason="")
    refused(
        "Only what a board ratified is amended by chair’s action.",
        refusals.refuse_amending,
        ratified=False,
        reason="why",
    )


def test_a_certificate_of_a_ratified_award_and_its_end_with_a_reason():
    refusals.refuse_certificate(ratified=True)
    refused(
        "The award is not ratified yet, so no certificate can be issued.",
        refusals.refuse_certificate,
        ratified=False,
    )
    refusals.refuse_revoking("Issued to the wrong person.")
    refused("Say why the certificate no longer holds.", refusals.refuse_revoking, "")
