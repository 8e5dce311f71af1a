"""The external examiner's pack: the sample by candidate number, and comments that come back."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from cohort_desk.db.tables import (
    AgreementRow,
    BoardRow,
    DecisionRow,
    ModerationRow,
    RegulationSetRow,
    SampledRow,
    SnapshotMarkRow,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.ladder_plain import ladder_to_plain
from cohort_desk.domain.packs.contents import Returned
from cohort_desk.domain.regulations.plain import to_plain
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.exchange.packs import post, read_sent
from cohort_desk.services.boards import answer_comment, list_comments
from cohort_desk.services.marks.ladders import read_ladder
from cohort_desk.services.packs import (
    Outcome,
    apply_return,
    list_packs,
    plan_return,
    prepare_examiner_pack,
)

PRIYA, TOM = 1, 2
ONE, IDEAS, EVIDENCE = 1, 1, 2
NAMES = ("Aishatu", "Benedikt", "Chloemarie", "Devendra", "Ellamae", "Finnegan", "Shahzad")


@pytest.fixture
def sampled(desk, mark):
    """Group 1's project, marked twice and drawn for moderation, and a board."""
    mark(desk, ONE, PRIYA, {IDEAS: Decimal(62), EVIDENCE: Decimal(61)}, done=True)
    mark(desk, ONE, TOM, {IDEAS: Decimal(64), EVIDENCE: Decimal(63)}, done=True)
    with desk.begin("sample drawn") as work:
        now = datetime.now(UTC)
        work.session.add(BoardRow(id=1, cohort_id=1, name="July board"))
        work.session.add(
            ModerationRow(id=1, assessment_id=1, tutor_id=None, seed=7, policy={}, drawn_at=now)
        )
        work.session.add(
            SampledRow(moderation_id=1, submission_id=ONE, reasons=["near a boundary"])
        )
    return desk


@pytest.fixture
def sent(sampled, tmp_path):
    prepared = prepare_examiner_pack(sampled, 1, "Prof. Far Away")
    return read_sent(post(sampled, prepared, tmp_path / "Examiner").path)


@pytest.fixture
def comment(sampled, sent):
    """Returns the sheet with some comments as the office reads it."""

    def run(digest="1", **texts):
        cells = {}
        for number, (about, text) in texts.items():
            cells |= {f"comment-{number[1:]}/about": about, f"comment-{number[1:]}/text": text}
        key = list_packs(sampled, 1)[0].key
        assert key == sent.head.key
        saved = datetime(2026, 7, int(digest), tzinfo=UTC)
        return Returned(key, "Comments.xlsx", cells, digest * 64, saved)

    return run


def test_sample_is_told_by_candidate_number_with_marks_and_ladders(sent):
    (work,) = sent.content.works
    assert (work.shown, work.reasons) == ("W5001", ("near a boundary",))
    assert work.marks == ("First marker: 61.6", "Second marker: 63.6", "Agreed: 62.6")
    assert {one.candidate for one in work.candidates} == {"C1001", "C1002", "C1003"}
    assert any("Agreed mark: 62.6" in line for line in work.candidates[0].ladder)
    assert sent.content.modules[0] == "INN Innovation: 30 credits, level 7"
    assert len(sent.content.regulations) > 10


def test_nobody_is_named(sent):
    told = repr(replace(sent, files={}))
    assert [name for name in NAMES if name in told] == []
    assert list(sent.files) == ["files/W5001/W5001 1.pdf"]


def test_reasons_that_people_gave_stay_at_the_office(sampled):
    named = "Aishatu and Ben wrote most of it"
    now = datetime.now(UTC)
    with sampled.begin("settled") as work:
        add = work.session.add
        add(
            AgreementRow(
                submission_id=ONE, value=6300, reason=named, agreed_by="T. Shahzad", agreed_at=now
            )
        )
        rules = to_plain(Regulations())
        add(RegulationSetRow(id=1, name="Own", number=1, rules=rules, made_at=now, made_by="Me"))
    ladder = read_ladder(sampled, 1, 1).ladder
    assert any(named in rung.rule for rung in ladder.rungs)
    with sampled.begin("amended by chair’s action") as work:
        board = work.need(BoardRow, 1)
        board.frozen_at = board.ratified_at = now
        board.regulation_set_id = 1
        about = {"board_id": 1, "participant_id": 1, "assessment_id": 1}
        work.session.add(
            SnapshotMarkRow(**about, submission_id=ONE, ladder=ladder_to_plain(ladder))
        )
        work.session.add(
            DecisionRow(
                **about,
                outcome="pass",
                value=6400,
                reason=named,
                chairs_action=True,
                decided_at=now,
                decided_by="T. Shahzad",
            )
        )
    (one, *_) = prepare_examiner_pack(sampled, 1, "Prof. Far Away").sent.content.works[0].candidates
    told = "\n".join(one.ladder)
    assert "Agreed mark: 63. Settled: reason kept at the office." in told
    assert "Chair’s action: 64. Reason kept at the office." in told
    assert [word for word in ("Aishatu", "Ben", "Shahzad") if word in told] == []


def test_comments_come_in_once(sampled, comment):
    returned = comment(_1=("W5001", "Generous"), _2=(None, "Well run"))
    plan = plan_return(sampled, returned)
    assert plan.count(Outcome.TAKEN) == 3
    apply_return(sampled, plan, {})
    assert [(one.examiner, one.text, one.submission_id) for one in list_comments(sampled, 1)] == [
        ("Prof. Far Away", "Generous", ONE),
        ("Prof. Far Away", "Well run", None),
    ]
    again = plan_return(sampled, returned)
    assert not again.anything
    assert apply_return(sampled, again, {}).step_id is None
    assert len(list_comments(sampled, 1)) == 2


def test_later_sheet_adds_and_changes_what_is_not_answered(sampled, comment):
    apply_return(sampled, plan_return(sampled, comment(_1=(None, "Good"), _2=(None, "Odd"))), {})
    good = next(one for one in list_comments(sampled, 1) if one.text == "Good")
    answer_comment(sampled, good.id, good.version, "actioned", "Thank you")
    later = comment("2", _1=(None, "Bad"), _2=(None, "Odd indeed"), _3=(None, "New"))
    plan = plan_return(sampled, later)
    assert {row.key: row.outcome for row in plan.rows} == {
        "comment-1/text": Outcome.REFUSED,
        "comment-2/text": Outcome.TAKEN,
        "comment-3/text": Outcome.TAKEN,
    }
    apply_return(sampled, plan, {})
    assert {one.text for one in list_comments(sampled, 1)} == {"Good", "Odd indeed", "New"}


def test_comment_on_a_work_that_was_not_sampled_is_refused(sampled, comment):
    plan = plan_return(sampled, comment(_1=("W5002", "Where is it?")))
    assert {row.key: row.outcome for row in plan.rows}["comment-1/about"] is Outcome.REFUSED


def test_without_a_sample_there_is_nothing_to_send(desk):
    with desk.begin("board") as work:
        work.session.add(BoardRow(id=1, cohort_id=1, name="July board"))
    with pytest.raises(RuleBroken, match="No sample has been drawn"):
        prepare_examiner_pack(desk, 1, "Prof. Far Away")
    with pytest.raises(RuleBroken, match="Type the examiner’s name"):
        prepare_examiner_pack(desk, 1, " ")
