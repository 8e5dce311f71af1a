"""Everybody's mark, climbed from rows as a programme holds them."""

import subprocess
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from cohort_desk.cli.main import run
from cohort_desk.db.tables import (
    AllotmentRow,
    AssessmentRow,
    BoardRow,
    CandidateRow,
    CircumstancesRow,
    CriterionMarkRow,
    CriterionRow,
    DecisionRow,
    ExtensionRow,
    GroupRow,
    HoldRow,
    MarkingGuideRow,
    MarkRow,
    MembershipRow,
    ModuleRow,
    ParticipantRow,
    PeerRoundRow,
    RoundRow,
    SittingRow,
    SnapshotMarkRow,
    StepRow,
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.errors import CannotUndo, NotFound
from cohort_desk.domain.marks.ladder import RungKind
from cohort_desk.domain.marks.ladder_plain import ladder_to_plain
from cohort_desk.domain.regulations.plain import from_plain, to_plain
from cohort_desk.domain.regulations.presets import DEFAULT_NAME
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.boards.freezing import taken_now
from cohort_desk.services.history import undo, undo_step
from cohort_desk.services.marks.ladders import NOTHING_YET, read_ladder, read_ladders
from cohort_desk.services.marks.results import read_results, results_of
from cohort_desk.services.marks.what_if import try_rules
from cohort_desk.services.marks.why import read_why
from cohort_desk.services.peers import close_round, open_round, read_round
from cohort_desk.services.regulations import follow, save_set

DUE = datetime(2026, 5, 12, 11, tzinfo=UTC)
"""A Tuesday at noon in London."""


class Cohort:
    """One group of three with one report, due at noon, and one marker; changed by each test."""

    def __init__(self, db):
        self.db = db
        with db.begin("a cohort of three") as work:
            self.add = work.session.add
            self.people = [
                ParticipantRow(cohort_id=1, given_name=name, family_name="Sample")
                for name in ("Ana", "Bela", "Chi")
            ]
            self.module = ModuleRow(
                cohort_id=1, code="IN", title="Innovation", credits=60, core=True, position=1
            )
            round_row = RoundRow(
                cohort_id=1, name="Projects", position=1, recipe={}, created_at=DUE
            )
            guide = MarkingGuideRow(title="Report")
            tutor = TutorRow(name="Tutor A")
            work.session.add_all([*self.people, self.module, round_row, guide, tutor])
            work.session.flush()
            self.ids = [person.id for person in self.people]
            self.tutor, self.round = tutor.id, round_row.id
            group = GroupRow(round_id=round_row.id, name="Group 1", position=1)
            report = AssessmentRow(
                module_id=self.module.id,
                title="Report",
                done_by="group",
                round_id=round_row.id,
                weight=1,
                guide_id=guide.id,
                position=1,
            )
            criteria = [
                CriterionRow(guide_id=guide.id, title=title, weight=weight, position=weight)
                for title, weight in (("Problem", 1), ("Evidence", 3))
            ]
            work.session.add_all([group, report, *criteria])
            work.session.flush()
            self.group, self.report = group.id, report.id
            self.criteria = [row.id for row in criteria]
            work.session.add(SittingRow(assessment_id=report.id, number=1, deadline=DUE))
            work.session.add_all(
                MembershipRow(round_id=round_row.id, participant_id=person, group_id=group.id)
                for person in self.ids
            )
            work.session.add(CandidateRow(participant_id=self.ids[0], cohort_id=1, number="C1"))

    def hand_in(self, late=timedelta(), **values):
        owner = {"participant_id": None, "group_id": self.group, "sitting": 1, **values}
        with self.db.begin("handing in") as work:
            row = SubmissionRow(
                assessment_id=self.report,
                code=f"W{owner['sitting']}-{owner['participant_id']}-{owner['group_id']}",
                submitted_at=DUE + late,
                **owner,
            )
            work.session.add(row)
            work.session.flush()
            return row.id

    def mark(self, submission, problem, evidence, *, final=True):
        with self.db.begin("marking") as work:
            work.session.add(
                AllotmentRow(submission_id=submission, tutor_id=self.tutor, role="first")
            )
            row = MarkRow(submission_id=submission, tutor_id=self.tutor)
            row.final_at = DUE if final else None
            work.session.add(row)
            work.session.flush()
            for criterion, value in zip(self.criteria, (problem, evidence), strict=True):
                work.session.add(
                    CriterionMarkRow(mark_id=row.id, criterion_id=criterion, value=value)
                )

    def put(self, *rows):
        with self.db.begin("a record") as work:
            work.session.add_all(rows)

    def finals(self):
        return [each.ladder.final for each in read_ladders(self.db, self.report)]


@pytest.fixture
def cohort(db):
    return Cohort(db)


def test_every_member_has_the_groups_mark(cohort):
    cohort.mark(cohort.hand_in(), 7000, 6000)
    ana, *_ = read_ladders(cohort.db, cohort.report)
    assert cohort.finals() == [63, 63, 63]
    assert (ana.name, ana.candidate, ana.group, ana.late) == ("Ana Sample", "C1", "Group 1", False)
    assert ana.ladder.rung(RungKind.MARKER).after == Decimal("62.5")


def test_without_work_or_marks_it_is_said_what_is_missing(cohort):
    waiting = [each.ladder.waiting for each in read_ladders(cohort.db, cohort.report)]
    assert waiting == [NOTHING_YET] * 3
    cohort.mark(cohort.hand_in(), 7000, None, final=False)
    waiting = [each.ladder.waiting for each in read_ladders(cohort.db, cohort.report)]
    assert waiting == ["The first marker has not finished."] * 3


def test_one_members_extension_waives_that_members_penalty_alone(cohort):
    cohort.mark(cohort.hand_in(timedelta(hours=2)), 6000, 6000)
    assert cohort.finals() == [57, 57, 57]
    extension = ExtensionRow(
        assessment_id=cohort.report,
        participant_id=cohort.ids[1],
        until=DUE + timedelta(days=3),
        reason="illness",
        granted_by="Office",
    )
    cohort.put(extension)
    assert cohort.finals() == [57, 60, 57]


def test_accepted_circumstances_waive_the_penalty(cohort):
    cohort.mark(cohort.hand_in(timedelta(hours=2)), 6000, 6000)
    claim = CircumstancesRow(
        participant_id=cohort.ids[2],
        assessment_id=cohort.report,
        claim="bereavement",
        claimed_at=DUE,
        outcome="penalty_waived",
        decided_why="evidence seen",
    )
    cohort.put(claim)
    assert cohort.finals() == [57, 57, 60]


def test_a_referral_is_capped_and_the_better_attempt_counts(cohort):
    cohort.mark(cohort.hand_in(), 4000, 4000)
    cohort.put(SittingRow(assessment_id=cohort.report, number=2, deadline=DUE))
    again = cohort.hand_in(sitting=2, participant_id=cohort.ids[0], group_id=None, basis="referral")
    cohort.mark(again, 6500, 6500)
    ana, bela, _chi = read_ladders(cohort.db, cohort.report)
    assert (ana.ladder.final, ana.sitting, ana.attempts) == (50, 2, 2)
    assert (bela.ladder.final, bela.sitting, bela.attempts) == (40, 1, 1)


def test_a_hold_is_told_of_the_one_it_is_on(cohort):
    submission = cohort.hand_in()
    hold = HoldRow(
        submission_id=submission,
        participant_id=cohort.ids[0],
        kind="investigation",
        reason="sources",
        placed_at=DUE,
        placed_by="Office",
    )
    cohort.put(hold)
    assert [each.held for each in read_ladders(cohort.db, cohort.report)] == ["sources", "", ""]


def test_no_more_is_read_for_more_groups_that_rate_each_other(cohort):
    cohort.mark(cohort.hand_in(), 6000, 6000)
    cohort.put(PeerRoundRow(assessment_id=cohort.report, closed_at=DUE))
    once = _statements(cohort)
    for name in ("Group 2", "Group 3"):
        with cohort.db.begin("another group") as work:
            group = GroupRow(round_id=cohort.round, name=name, position=2)
            person = ParticipantRow(cohort_id=1, given_name="Dov", family_name=name)
            work.session.add_all([group, person])
            work.session.flush()
            seat = {"round_id": cohort.round, "group_id": group.id}
            work.session.add(MembershipRow(participant_id=person.id, **seat))
            key = group.id
        cohort.mark(cohort.hand_in(group_id=key), 6000, 6000)
    assert len(cohort.finals()) == 5
    assert _statements(cohort) == once


def _statements(cohort):
    """Return how many statements it takes to read everybody's ladders."""
    told = []

    def note(*_known):
        told.append(1)

    event.listen(cohort.db.engine, "before_cursor_execute", note)
    try:
        assert None not in cohort.finals()
    finally:
        event.remove(cohort.db.engine, "before_cursor_execute", note)
    return len(told)


def test_who_leaves_the_group_has_no_mark_and_is_not_found(cohort):
    cohort.mark(cohort.hand_in(), 6000, 6000)
    with cohort.db.begin("leaving") as work:
        work.session.delete(work.need(MembershipRow, (cohort.round, cohort.ids[0])))
    assert len(cohort.finals()) == 2
    with pytest.raises(NotFound, match="does not take"):
        read_ladder(cohort.db, cohort.ids[0], cohort.report)


def ratify(cohort, submission):
    """Put everybody's ladder before a board and ratify it, as rows."""
    ladders = read_ladders(cohort.db, cohort.report)
    rules = save_set(cohort.db, DEFAULT_NAME, Regulations(), "")
    board = BoardRow(
        cohort_id=1,
        name="June board",
        regulation_set_id=rules,
        frozen_at=DUE,
        ratified_at=DUE + timedelta(days=30),
    )
    cohort.put(board)
    with cohort.db.read() as work:
        board_id = work.session.query(BoardRow.id).scalar()
    cohort.put(
        *(
            SnapshotMarkRow(
                board_id=board_id,
                participant_id=each.participant_id,
                assessment_id=cohort.report,
                submission_id=submission,
                value=int(each.ladder.final * 100),
                ladder=ladder_to_plain(each.ladder),
            )
            for each in ladders
        )
    )
    return board_id


def test_a_ratified_mark_is_not_changed_by_other_regulations_or_records(cohort):
    submission = cohort.hand_in()
    cohort.mark(submission, 7000, 6000)
    board_id = ratify(cohort, submission)
    stricter = to_plain(Regulations()) | {"rounding": "none"}
    follow(cohort.db, 1, save_set(cohort.db, "Strict", from_plain(stricter), ""), None)
    with cohort.db.begin("a later deadline") as work:
        work.need(SittingRow, (cohort.report, 1)).deadline = DUE - timedelta(days=3)
    ana, *_ = read_ladders(cohort.db, cohort.report)
    assert (ana.ladder.final, ana.ratified, ana.late) == (63, True, False)
    assert ana.ladder.rungs[-1].rule == "Ratified by the June board on 11 June 2026."
    decision = DecisionRow(
        board_id=board_id,
        participant_id=cohort.ids[0],
        assessment_id=cohort.report,
        outcome="amended",
        value=6500,
        reason="a mark was copied wrongly",
        chairs_action=True,
        decided_at=DUE + timedelta(days=40),
        decided_by="Chair A",
    )
    cohort.put(decision)
    assert cohort.finals() == [65, 63, 63]
    top = read_ladder(cohort.db, cohort.ids[0], cohort.report).ladder.rungs[-1]
    assert (top.title, top.before, top.after) == ("Chair’s action", 63, 65)


def test_a_ratified_mark_stays_with_who_leaves_the_group(cohort):
    submission = cohort.hand_in()
    cohort.mark(submission, 7000, 6000)
    ratify(cohort, submission)
    with cohort.db.begin("leaving") as work:
        work.session.delete(work.need(MembershipRow, (cohort.round, cohort.ids[0])))
    assert cohort.finals() == [63, 63, 63]


def test_a_ratified_mark_stays_with_who_withdraws(cohort):
    submission = cohort.hand_in()
    cohort.mark(submission, 7000, 6000)
    with cohort.db.begin("one who leaves before the board") as work:
        work.need(ParticipantRow, cohort.ids[1]).status = "withdrawn"
    ratify(cohort, submission)
    with cohort.db.begin("one who leaves after it") as work:
        work.need(ParticipantRow, cohort.ids[0]).status = "withdrawn"
    ana, chi = read_ladders(cohort.db, cohort.report)
    assert (ana.participant_id, ana.ratified, ana.ladder.final) == (cohort.ids[0], True, 63)
    assert (chi.participant_id, chi.ladder.final) == (cohort.ids[2], 63)
    assert read_why(cohort.db, cohort.ids[0], cohort.report).mark == ana
    # Both readings of "What if" are about the same people and the same marks.
    assert try_rules(cohort.db, 1, Regulations()).candidates == 2


def test_open_peer_ratings_keep_a_mark_from_being_final(cohort):
    cohort.mark(cohort.hand_in(), 6000, 6000)
    peer_round = open_round(cohort.db, cohort.report)
    ana, *_ = read_ladders(cohort.db, cohort.report)
    assert (ana.ladder.final, ana.ladder.waiting) == (None, "The peer ratings are still open.")
    assert ana.ladder.rungs[-1].kind is RungKind.AGREED
    with cohort.db.read() as work:
        snapshot = taken_now(results_of(work, 1), {})
    kept = snapshot.marks[cohort.ids[0], cohort.report]
    assert (kept.value, kept.submission_id) == (None, None)
    close_round(cohort.db, peer_round, read_round(cohort.db, peer_round).version)
    assert cohort.finals() == [54, 54, 54]


def test_a_marker_who_has_the_work_but_has_not_begun_is_said(cohort):
    submission = cohort.hand_in()
    cohort.put(AllotmentRow(submission_id=submission, tutor_id=cohort.tutor, role="first"))
    ana, *_ = read_ladders(cohort.db, cohort.report)
    assert ana.ladder.waiting == "The first marker has not begun."


def test_a_ratified_mark_does_not_change_with_a_move_to_another_group(cohort):
    submission = cohort.hand_in()
    cohort.mark(submission, 5000, 5000)
    ratify(cohort, submission)
    other = GroupRow(round_id=cohort.round, name="Group 2", position=2)
    cohort.put(other)
    with cohort.db.begin("a move") as work:
        seat = work.need(MembershipRow, (cohort.round, cohort.ids[0]))
        seat.group_id = cohort.group = (
            work.session.query(GroupRow.id).order_by(GroupRow.id.desc()).first()[0]
        )
    cohort.mark(cohort.hand_in(), 9000, 9000)
    assert cohort.finals() == [50, 50, 50]


def test_undo_does_not_reach_what_a_board_ratified(cohort):
    submission = cohort.hand_in()
    cohort.mark(submission, 7000, 6000)
    with cohort.db.read() as work:
        marking = work.session.query(StepRow.id).order_by(StepRow.id.desc()).first()[0]
    ratify(cohort, submission)
    with cohort.db.begin("a name, which is free to change") as work:
        work.need(TutorRow, cohort.tutor).name = "Tutor B"
    undo(cohort.db)
    with pytest.raises(CannotUndo, match="chair’s action"):
        undo_step(cohort.db, marking)
    with pytest.raises(CannotUndo, match="June board” has ratified"):
        undo(cohort.db)
    assert cohort.finals() == [63, 63, 63]


def test_results_carry_the_marks_into_modules_and_award(cohort):
    cohort.mark(cohort.hand_in(), 7000, 6000)
    results = read_results(cohort.db, 1)
    ana = results.candidates[0]
    assert (ana.outcome.mean, ana.outcome.outcome.value) == (63, "merit")
    tried = read_results(cohort.db, 1, from_plain({"award": {"merit": "65", "distinction": "70"}}))
    assert tried.candidates[0].outcome.outcome.value == "pass"


def test_why_names_the_clauses_that_the_ladder_cites(cohort):
    cohort.mark(cohort.hand_in(timedelta(hours=2)), 6000, 6000)
    why = read_why(cohort.db, cohort.ids[0], cohort.report)
    assert (why.module, why.assessment) == ("IN Innovation", "Report")
    cited = {rung.clause for rung in why.mark.ladder.rungs}
    assert {clause.number for clause in why.clauses} == cited
    assert "5 %" in next(clause.text for clause in why.clauses if clause.key == "late")


def test_check_names_a_mark_that_was_altered_with_the_sqlite3_shell(cohort, capsys):
    submission = cohort.hand_in()
    cohort.mark(submission, 7000, 6000)
    cohort.db.close()
    altered = "UPDATE criterion_mark SET value = 9900 WHERE criterion_id = 1"
    subprocess.run(["sqlite3", str(cohort.db.place), altered], check=True)
    assert run(["check", str(cohort.db.place)]) == 1
    said = capsys.readouterr()
    assert (
        "criterion's mark 1-1 (criterion_mark) has value 9900, where 7000 was written; "
        "last changed by step 3, marking"
    ) in said.out + said.err
