"""Marks that participants see stay as they see them until they are hidden again."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cohort_desk.db.tables import AssessmentRow, SittingRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.states import Visibility
from cohort_desk.domain.modules.fields import Moments
from cohort_desk.domain.regulations.rules import LateKind, LateRules, Regulations
from cohort_desk.services.evidence.locks import refuse_if_shown
from cohort_desk.services.home.own import read_own
from cohort_desk.services.marks.allotting import Duty, allot
from cohort_desk.services.marks.releasing import release
from cohort_desk.services.modules import edit_assessment, put_sitting
from cohort_desk.services.peers.overrides import Figure, override
from cohort_desk.services.peers.rounds import close_round, delete_round, open_round, reopen_round
from cohort_desk.services.regulations import follow, save_set
from cohort_desk.services.submissions import (
    Due,
    Owner,
    claim_circumstances,
    decide_circumstances,
    grant_extension,
    withdraw_extension,
)

REPORT = 1
WILL, XENA = 2, 3
SEEN = r"Participants can see the marks of M1 · Report, which this would change\. Hide them first"
STRICT = Regulations(late=LateRules("own", LateKind.PERCENT_PER_DAY, Decimal("0.5"), 5))


def version_of(db, row, key):
    with db.read() as work:
        return work.need(row, key).version


def show(db, visibility=Visibility.PROVISIONAL):
    release(db, (REPORT, 1), visibility, version_of(db, SittingRow, (REPORT, 1)))


@pytest.fixture
def marked(office, reports, give):
    """Every group's report, agreed at 63."""
    for group, submission_id in reports.items():
        for tutor_id, role, mark in ((WILL, "first", 62), (XENA, "second", 64)):
            allot(office, (REPORT, 1), [Owner(group_id=group)], Duty(role, tutor_id))
            give(submission_id, tutor_id, mark)
    return reports


@pytest.mark.usefixtures("marked")
def test_an_extension_is_granted_and_taken_back_once_the_marks_are_hidden(office):
    due, until = Due(REPORT, 1, Owner(participant_id=3)), datetime.now(UTC) + timedelta(days=1)
    show(office)
    with pytest.raises(RuleBroken, match=SEEN):
        grant_extension(office, due, until, "ill")
    show(office, Visibility.HIDDEN)
    made = grant_extension(office, due, until, "ill")
    show(office)
    with pytest.raises(RuleBroken, match=SEEN):
        withdraw_extension(office, made, 1)


@pytest.mark.usefixtures("marked")
def test_a_claim_is_taken_any_time_and_decided_once_the_marks_are_hidden(office):
    show(office)
    claim = claim_circumstances(office, Due(REPORT, 1, Owner(participant_id=3)), "ill")
    with pytest.raises(RuleBroken, match=SEEN):
        decide_circumstances(office, claim, 1, "penalty_waived", "A note")
    show(office, Visibility.HIDDEN)
    decide_circumstances(office, claim, 1, "penalty_waived", "A note")


@pytest.mark.usefixtures("marked")
def test_neither_deadline_nor_regulations_change_under_marks_that_are_seen(office):
    show(office)
    later = Moments(None, datetime.now(UTC) + timedelta(days=2), None)
    seen = version_of(office, SittingRow, (REPORT, 1))
    with pytest.raises(RuleBroken, match=SEEN):
        put_sitting(office, REPORT, 1, seen, later)
    strict, same = save_set(office, "Strict", STRICT), save_set(office, "Same", Regulations())
    with pytest.raises(RuleBroken, match=SEEN):
        follow(office, 1, strict, None)
    follow(office, 1, same, None)
    show(office, Visibility.HIDDEN)
    follow(office, 1, strict, 1)


@pytest.mark.usefixtures("marked")
def test_peer_ratings_are_opened_and_overridden_only_under_hidden_marks(office):
    show(office)
    with pytest.raises(RuleBroken, match=SEEN):
        open_round(office, REPORT)
    show(office, Visibility.HIDDEN)
    made = open_round(office, REPORT)
    close_round(office, made, 1)
    show(office)
    shown = [each.mark for each in read_own(office, 3).marks]
    with pytest.raises(RuleBroken, match=SEEN):
        override(office, made, 3, Figure(Decimal(12), "said so"))
    for change in (reopen_round, delete_round):
        with pytest.raises(RuleBroken, match=SEEN):
            change(office, made, 2)
    assert [each.mark for each in read_own(office, 3).marks] == shown


def test_a_ratified_mark_that_is_seen_is_no_reason_to_refuse(office, marked, before_board):
    show(office)
    before_board(marked[2], 3, ratified=True)
    with office.read() as work:
        refuse_if_shown(work, [marked[2], None])
        with pytest.raises(RuleBroken, match=SEEN):
            refuse_if_shown(work, marked.values())


@pytest.mark.parametrize("change", [{"markers": 1}, {"anonymous": False}, {"guide_id": None}])
def test_how_an_assessment_is_marked_stays_once_somebody_marks_it(office, report, give, change):
    give(report, WILL, 62)
    give(report, XENA, 40, final=False)
    seen = version_of(office, AssessmentRow, REPORT)
    with pytest.raises(RuleBroken, match=r"Marking of Report has begun \(2 markings\)"):
        edit_assessment(office, REPORT, seen, change)
    edit_assessment(office, REPORT, seen, {"title": "Project report"})
