"""Extensions, extenuating circumstances, holds and further attempts."""

from datetime import UTC, datetime, timedelta

import pytest

from cohort_desk.db.tables import SittingRow
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, RuleBroken
from cohort_desk.domain.regulations.presets import LATE_PRESETS
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services.history import undo, undo_step
from cohort_desk.services.regulations import follow, save_set
from cohort_desk.services.submissions import (
    Due,
    Owner,
    claim_circumstances,
    clear_hold,
    decide_circumstances,
    give_attempt,
    grant_extension,
    hand_in,
    list_submissions,
    place_hold,
    read_due,
    read_submission,
    withdraw_claim,
    withdraw_extension,
)

PROJECT, ESSAY = 1, 2
ONE, AISHA = Owner(group_id=1), Owner(participant_id=1)
REPORT, AISHAS_REPORT = Due(PROJECT, 1, ONE), Due(PROJECT, 1, AISHA)
ESSAY_OF_AISHA = Due(ESSAY, 1, AISHA)
PDF = Upload("report.pdf", b"%PDF-1.7")


@pytest.fixture
def late(desk, now):
    """Group 1 has handed its report in two days late."""
    with desk.begin("deadline") as work:
        work.need(SittingRow, (PROJECT, 1)).deadline = now - timedelta(days=2)
    hand_in(desk, REPORT, [PDF], received_at=now)
    return desk


def lateness(db):
    return {m.name.split()[0]: m.late.days for m in read_due(db, REPORT).members}


def test_one_members_extension_moves_only_their_deadline(late, now):
    grant_extension(late, AISHAS_REPORT, now + timedelta(days=1), "Jury service")
    assert lateness(late) == {"Aisha": 0, "Ben": 2, "Chloe": 2}
    assert read_due(late, REPORT).deadline == now - timedelta(days=2)


def test_lateness_is_told_as_the_scheme_counts_it(desk):
    due = datetime(2025, 11, 3, 12, tzinfo=UTC)
    with desk.begin("times long past") as work:
        sitting = work.need(SittingRow, (PROJECT, 1))
        sitting.opens_at, sitting.deadline, sitting.closes_at = None, due, None
    hand_in(desk, REPORT, [PDF], received_at=due + timedelta(days=1))
    line = read_due(desk, REPORT)
    assert {line.late_words, *(member.late_words for member in line.members)} == {"1 working day"}
    rules = Regulations(late=LATE_PRESETS["qmul"].rules)
    follow(desk, 1, save_set(desk, "By the hour", rules), None)
    assert read_due(desk, REPORT).late_words == "24 hours"


def test_a_groups_extension_moves_all_until_it_is_withdrawn(late, now):
    grant_extension(late, REPORT, now + timedelta(hours=1), "Flood in the office")
    assert set(lateness(late).values()) == {0}
    extension = read_due(late, REPORT).extension
    withdraw_extension(late, extension.id, extension.version)
    assert set(lateness(late).values()) == {2}


def test_an_extension_is_changed_only_as_it_was_seen(desk, now):
    first = grant_extension(desk, REPORT, now + timedelta(days=12), "Flood")
    with pytest.raises(EditedMeanwhile, match="extension for Group 1"):
        grant_extension(desk, REPORT, now + timedelta(days=13), "Flood")
    seen = read_due(desk, REPORT).extension.version
    assert grant_extension(desk, REPORT, now + timedelta(days=13), "Flood", seen) == first
    assert read_due(desk, REPORT).extension.until == now + timedelta(days=13)


def test_extensions_that_make_no_sense_are_refused(desk, now):
    with pytest.raises(RuleBroken, match="after the deadline, which is"):
        grant_extension(desk, REPORT, now, "Flood")
    with pytest.raises(RuleBroken, match="Give the reason"):
        grant_extension(desk, REPORT, now + timedelta(days=12), "  ")
    with pytest.raises(RuleBroken, match="Nothing is expected"):
        grant_extension(desk, Due(ESSAY, 1, ONE), now + timedelta(days=12), "Flood")
    with desk.begin("no deadline") as work:
        work.need(SittingRow, (PROJECT, 1)).deadline = None
    with pytest.raises(RuleBroken, match="no deadline yet"):
        grant_extension(desk, REPORT, now + timedelta(days=12), "Flood")


def test_an_extension_keeps_the_window_open(desk, now):
    with desk.begin("closed") as work:
        row = work.need(SittingRow, (PROJECT, 1))
        row.deadline, row.closes_at = now - timedelta(days=2), now - timedelta(days=1)
    grant_extension(desk, AISHAS_REPORT, now + timedelta(days=1), "Jury service")
    hand_in(desk, REPORT, [PDF])


def claim_of(db, due=AISHAS_REPORT):
    (found,) = [m.claims[-1] for m in read_due(db, REPORT).members if m.claims]
    return found


def test_a_waived_penalty_is_one_members(late):
    claim_circumstances(late, AISHAS_REPORT, "Bereavement", "Letter of 3 November")
    claim = claim_of(late)
    assert (claim.outcome, claim.evidence) == ("open", "Letter of 3 November")
    decide_circumstances(late, claim.id, claim.version, "penalty_waived", "Letter seen")
    waived = [m.name for m in read_due(late, REPORT).members if m.penalty_waived]
    assert waived == ["Aisha Khan"]


def test_a_deferral_gives_an_uncapped_sitting_of_ones_own(late):
    claim_circumstances(late, AISHAS_REPORT, "In hospital")
    claim = claim_of(late)
    decide_circumstances(late, claim.id, claim.version, "deferred", "Letter seen")
    (second,) = list_submissions(late, PROJECT, 2)
    assert (second.name, second.basis) == ("Aisha Khan", "deferral")
    claim = claim_of(late)
    decide_circumstances(late, claim.id, claim.version, "rejected", "The letter was forged")
    assert list_submissions(late, PROJECT, 2) == ()


def test_a_deferral_stays_once_its_sitting_has_been_used(late):
    claim_circumstances(late, AISHAS_REPORT, "In hospital")
    claim = claim_of(late)
    decide_circumstances(late, claim.id, claim.version, "deferred", "Letter seen")
    hand_in(late, Due(PROJECT, 2, AISHA), [PDF])
    claim = claim_of(late)
    with pytest.raises(RuleBroken, match="Aisha Khan has already used sitting 2"):
        decide_circumstances(late, claim.id, claim.version, "rejected", "The letter was forged")


def test_claims_are_made_by_people_and_taken_back_before_they_are_decided(desk):
    with pytest.raises(RuleBroken, match="A claim is one person’s"):
        claim_circumstances(desk, REPORT, "Flood")
    with pytest.raises(RuleBroken, match="Write down what is claimed"):
        claim_circumstances(desk, AISHAS_REPORT, " ")
    claim_circumstances(desk, AISHAS_REPORT, "Flood")
    claim = claim_of(desk)
    with pytest.raises(RuleBroken, match="Choose what is decided"):
        decide_circumstances(desk, claim.id, claim.version, "open", "x")
    withdraw_claim(desk, claim.id, claim.version)
    assert not any(m.claims for m in read_due(desk, REPORT).members)


def test_a_hold_is_kept_with_why_it_was_cleared(any_desk):
    desk = any_desk
    place_hold(desk, REPORT, "investigation", "Two reports alike")
    place_hold(desk, REPORT, "withheld", "Fees", participant_id=1)
    with pytest.raises(RuleBroken, match="Ella Owen is not a member"):
        place_hold(desk, REPORT, "withheld", "Fees", participant_id=5)
    first = read_due(desk, REPORT).holds[0]
    with pytest.raises(RuleBroken, match="Give the reason"):
        clear_hold(desk, first.id, first.version, "")
    clear_hold(desk, first.id, first.version, "No case to answer")
    line = read_due(desk, REPORT)
    assert [hold.kind for hold in line.holds] == ["withheld"]
    assert line.past_holds[0].cleared_why == "No case to answer"
    with pytest.raises(RuleBroken, match="cleared already"):
        clear_hold(desk, first.id, line.past_holds[0].version, "Again")


def test_no_more_referrals_than_the_regulations_allow(any_desk):
    desk = any_desk
    hand_in(desk, REPORT, [PDF])
    made = give_attempt(desk, PROJECT, ONE, "referral")
    assert (read_submission(desk, made).sitting, read_submission(desk, made).basis) == (
        2,
        "referral",
    )
    with pytest.raises(RuleBroken, match="Sitting 2 is open already, with nothing handed in"):
        give_attempt(desk, PROJECT, ONE, "referral")
    hand_in(desk, Due(PROJECT, 2, ONE), [PDF])
    with pytest.raises(RuleBroken, match="The regulations allow 2 attempts: 2 used"):
        give_attempt(desk, PROJECT, ONE, "referral")
    assert read_submission(desk, give_attempt(desk, PROJECT, ONE, "deferral")).sitting == 3


def test_what_something_newer_stands_on_is_not_undone(desk):
    heard = []
    desk.listeners.append(heard.append)
    give_attempt(desk, PROJECT, AISHA, "referral")
    hand_in(desk, Due(PROJECT, 2, AISHA), [PDF])
    with pytest.raises(CannotUndo, match="Nothing was changed"):
        undo_step(desk, heard[0].step_id)
    undo(desk)
    undo(desk)
    with desk.read() as work:
        assert work.session.get(SittingRow, (PROJECT, 2)) is None
