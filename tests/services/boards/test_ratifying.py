"""A board from its snapshot to its ratification: what it refuses, locks and keeps."""

import threading
import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from cohort_desk.db.database import Database
from cohort_desk.db.tables import (
    AssessmentRow,
    CriterionMarkRow,
    CriterionRow,
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
    SubmissionRow,
    TutorRow,
)
from cohort_desk.domain.awards.facts import Outcome
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, RuleBroken
from cohort_desk.domain.regulations.rules import AttemptRules, AwardRules, Regulations, Rounding
from cohort_desk.services.boards import (
    BoardDetails,
    Ruling,
    Subject,
    add_board,
    add_member,
    chairs_action,
    decide,
    delete_board,
    differences,
    put_before,
    ratified_results,
    ratify,
    read_board,
    read_sheet,
    readiness,
    set_present,
    take_back,
    take_proposals,
    warnings_before,
)
from cohort_desk.services.boards.freezing import kept_snapshot
from cohort_desk.services.history import undo
from cohort_desk.services.marks.moderating import draw_sample, send_back
from cohort_desk.services.marks.results import read_results, results_of
from cohort_desk.services.regulations import follow, save_set

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


@pytest.fixture
def seated(marked):
    """A board with a chair, two members and a secretary, all present but the second member."""
    return _seated(marked.db)


def _seated(db):
    board = add_board(db, 1, BoardDetails("Board of June 2026"))
    for name, role in (
        ("Prof Chair", "chair"),
        ("Dr One", "member"),
        ("Dr Two", "external"),
        ("Ms Notes", "secretary"),
    ):
        add_member(db, board, name, role, present=True)
    return board


def version(db, board):
    return read_board(db, board).version


def before(db, board):
    put_before(db, board, version(db, board))
    take_proposals(db, board)


def ratified(db, board):
    before(db, board)
    ratify(db, board, version(db, board), "Prof Chair")
    return board


def refusal(db, board):
    with pytest.raises(RuleBroken) as refused:
        ratify(db, board, version(db, board), "Prof Chair")
    return str(refused.value)


def lines(db, board):
    return {line.participant_id: line for line in read_sheet(db, 1, board).lines}


def test_without_rounding_a_mark_is_kept_and_printed_cut(marked, seated):
    marked.hide()
    follow(marked.db, 1, save_set(marked.db, "Exact", Regulations(rounding=Rounding.NONE)), None)
    with marked.db.begin("a guide") as work:
        work.session.add(MarkingGuideRow(id=1, title="Report"))
        for key, weight, value in ((1, 2, 7000), (2, 1, 6999)):
            title = f"Criterion {key}"
            work.session.add(
                CriterionRow(id=key, guide_id=1, title=title, weight=weight, position=key)
            )
            mark_id = marked.submission(ADA, 1)
            work.session.add(
                CriterionMarkRow(mark_id=mark_id, criterion_id=key, value=value, feedback="")
            )
        work.need(AssessmentRow, 1).guide_id = 1
    put_before(marked.db, seated, read_board(marked.db, seated).version)
    ada = next(
        each for each in read_sheet(marked.db, 1, seated).lines if each.participant_id == ADA
    )
    shown = next(mark for module in ada.modules for mark in module.marks if mark.assessment_id == 1)
    assert shown.written == "69.99"
    with marked.db.read() as work:
        assert kept_snapshot(work, seated, ADA).marks[ADA, 1].value == 6999


def test_the_sheet_proposes_what_the_rules_say(marked, seated):
    put_before(marked.db, seated, version(marked.db, seated))
    sheet = read_sheet(marked.db, 1, seated)
    assert [line.candidate for line in sheet.lines] == [f"C100{n}" for n in range(1, 7)]
    assert [(line.mean, line.outcome) for line in sheet.lines] == [
        (72, "Distinction"),
        (62, "Merit"),
        (60, "Merit"),
        (53, "Referred"),
        (55, "Pass"),
        (None, "Not yet"),
    ]
    assert {line.candidate: {flag.value for flag in line.flags} for line in sheet.lines} == {
        "C1001": set(),
        "C1002": set(),
        "C1003": {"Near a boundary"},
        "C1004": {"Fail"},
        "C1005": {"Late"},
        "C1006": set(),
    }
    assert [line.candidate for line in sheet.near] == ["C1003"]


@pytest.mark.parametrize(
    ("absent", "sentence"),
    [
        ("Dr One", "There is no quorum: 2 members are present, and 3 must be."),
        ("Prof Chair", "No chair is present. Tick the chair, or add one."),
    ],
)
def test_no_ratifying_without_a_quorum_or_a_chair(marked, seated, absent, sentence):
    before(marked.db, seated)
    member = next(m for m in read_board(marked.db, seated).members if m.name == absent)
    set_present(marked.db, member.id, member.version, present=False)
    assert sentence in refusal(marked.db, seated)


def test_a_secretary_does_not_count_for_the_quorum(marked):
    board = add_board(marked.db, 1, BoardDetails("Board"))
    add_member(marked.db, board, "Prof Chair", "chair", present=True)
    add_member(marked.db, board, "Ms Notes", "secretary", present=True)
    quorum = read_board(marked.db, board).quorum
    assert (quorum.present, quorum.reached) == (1, False)
    assert quorum.words == "1 member present; the quorum is 3, so 2 more are needed."


def test_no_ratifying_of_nothing(marked, seated):
    assert "Nothing is before the board yet. Put the marks before it first." in refusal(
        marked.db, seated
    )


def test_no_ratifying_without_a_decision_on_everybody(marked, seated):
    put_before(marked.db, seated, version(marked.db, seated))
    take_proposals(marked.db, seated, [ADA, BEN, CY, DEE])
    said = refusal(marked.db, seated)
    assert "2 candidates have no decision: C1005, C1006. Decide, or take the proposals." in said


def test_no_ratifying_of_a_mark_on_hold(marked, seated):
    with marked.db.begin("hold") as work:
        placed = {"placed_at": datetime.now(UTC), "placed_by": "Ann"}
        work.session.add(
            HoldRow(
                submission_id=marked.submission(ADA, 1),
                kind="investigation",
                reason="Two reports read alike",
                **placed,
            )
        )
    before(marked.db, seated)
    assert lines(marked.db, seated)[ADA].outcome == "Withheld"
    assert readiness(marked.db, seated).obstacles == ()
    award = lines(marked.db, seated)[ADA].decision
    ruling = Ruling(Outcome.DISTINCTION, reason="The board is content")
    decide(marked.db, seated, Subject(ADA), ruling, award.version)
    said = refusal(marked.db, seated)
    assert "C1001 has a mark on hold. Decide “Withheld”, or clear the hold" in said


def test_no_ratifying_of_what_has_changed_since(marked, seated):
    before(marked.db, seated)
    marked.mark(BEN, 1, 65)
    [change] = differences(marked.db, seated)
    assert change.words == ("C1002, LE Report: 62 → 65. First marker’s mark: 62 → 65.")
    assert "1 thing has changed since the marks were put before the board." in refusal(
        marked.db, seated
    )
    put_before(marked.db, seated, version(marked.db, seated))
    assert differences(marked.db, seated) == ()
    assert lines(marked.db, seated)[BEN].decision is not None
    ratify(marked.db, seated, version(marked.db, seated), "Prof Chair")


def test_differences_tell_modules_people_and_regulations(marked, seated):
    before(marked.db, seated)
    with marked.db.begin("credits") as work:
        work.session.get(ModuleRow, 1).credits = 30
    assert {(d.what, d.before, d.after) for d in differences(marked.db, seated)} == {
        ("LE, credits", "20", "30")
    }
    undo(marked.db)
    marked.hide()
    strict = Regulations(rounding=Rounding.NONE)
    follow(marked.db, 1, save_set(marked.db, "Strict", strict), 1)
    found = differences(marked.db, seated)
    assert found[0].what == "regulations"
    assert found[0].after == "Strict, version 1"
    assert [(d.candidate, d.what, d.before, d.after) for d in found[1:]] == [
        ("C1003", "proposed award", "Merit", "Pass"),
        ("C1005", "LE Report", "55", "55.1"),
    ]


def test_a_snapshot_altered_from_outside_is_not_ratified(marked, seated):
    before(marked.db, seated)
    with marked.db.engine.begin() as connection:
        connection.execute(text("UPDATE snapshot_mark SET value = 9000 WHERE participant_id = 2"))
    assert "The snapshot is not the one that was put before the board" in refusal(marked.db, seated)


def test_only_a_chair_who_is_present_ratifies(marked, seated):
    before(marked.db, seated)
    with pytest.raises(RuleBroken, match="Dr One is no chair present at this board"):
        ratify(marked.db, seated, version(marked.db, seated), "Dr One")


def test_ratifying_locks_the_board_and_confirms_the_marks(marked, seated):
    board = ratified(marked.db, seated)
    with marked.db.read() as work:
        shown = work.session.execute(text("SELECT DISTINCT visibility FROM sitting")).scalars()
        assert shown.all() == ["confirmed"]
    for change in (
        lambda: put_before(marked.db, board, version(marked.db, board)),
        lambda: take_back(marked.db, board, version(marked.db, board)),
        lambda: delete_board(marked.db, board, version(marked.db, board)),
        lambda: take_proposals(marked.db, board),
        lambda: decide(marked.db, board, Subject(ADA), Ruling(Outcome.MERIT, reason="x")),
        lambda: add_member(marked.db, board, "Dr Late", "member"),
    ):
        with pytest.raises(RuleBroken, match="changed only by chair’s action"):
            change()


def test_undo_does_not_open_what_was_ratified(marked, seated):
    ratified(marked.db, seated)
    with pytest.raises(CannotUndo, match="has ratified what this step changed"):
        undo(marked.db)


def test_somebody_who_joins_later_is_a_difference(marked, seated):
    before(marked.db, seated)
    with marked.db.begin("joins") as work:
        work.session.add(ParticipantRow(cohort_id=1, given_name="Gil", family_name="Late"))
    [change] = differences(marked.db, seated)
    assert change.words == (
        "A new candidate, the candidate: nothing → assessed. Came after the snapshot."
    )


def test_a_change_of_regulations_never_changes_what_was_ratified(marked, seated):
    ratified(marked.db, seated)
    with marked.db.read() as work:
        confirmed = ratified_results(work, 1)
    ladders = {c.participant_id: c.ladders for c in read_results(marked.db, 1).candidates}
    harsh = Regulations(
        rounding=Rounding.NONE,
        award=AwardRules(passes=Decimal(80), merit=Decimal(90), distinction=Decimal(95)),
        attempts=AttemptRules(cap=Decimal(80)),
    )
    follow(marked.db, 1, save_set(marked.db, "Harsh", harsh), 1)
    with marked.db.read() as work:
        assert ratified_results(work, 1) == confirmed
    now = {c.participant_id: c.ladders for c in read_results(marked.db, 1).candidates}
    assert [each.ladder.final for each in now[EVE]] == [each.ladder.final for each in ladders[EVE]]
    assert confirmed[CY].award is Outcome.MERIT
    assert confirmed[CY].result.mean == 60
    assert differences(marked.db, seated) == ()


def test_climbing_again_from_what_is_recorded_gives_the_snapshot(marked, seated):
    ratified(marked.db, seated)
    assert differences(marked.db, seated) == ()
    with marked.db.engine.begin() as connection:
        connection.execute(text("UPDATE mark SET direct = 9900 WHERE id = 311"))
    [change] = differences(marked.db, seated)
    assert (change.candidate, change.before, change.after) == ("C1003", "59", "99")


def test_the_chair_amends_with_a_reason_and_the_old_decision_is_kept(marked, seated):
    board = ratified(marked.db, seated)
    old = lines(marked.db, board)[CY].decision
    with pytest.raises(RuleBroken, match="Say why the decision is amended"):
        chairs_action(marked.db, board, Subject(CY), Ruling(Outcome.PASSED), old.id)
    ruling = Ruling(Outcome.PASSED, reason="The mean was misread")
    chairs_action(marked.db, board, Subject(CY), ruling, old.id)
    line = lines(marked.db, board)[CY]
    assert (line.outcome, line.departs) == ("Pass", True)
    assert [each.id for each in line.decision.earlier] == [old.id]
    with pytest.raises(EditedMeanwhile):
        chairs_action(marked.db, board, Subject(CY), ruling, old.id)
    with marked.db.read() as work:
        assert ratified_results(work, 1)[CY].award is Outcome.PASSED


def test_an_amended_mark_goes_on_top_of_the_ladder_and_into_the_results(marked, seated):
    board = ratified(marked.db, seated)
    ruling = Ruling(mark=Decimal(62), reason="A page was not read")
    chairs_action(marked.db, board, Subject(CY, assessment_id=1), ruling, None)
    line = lines(marked.db, board)[CY]
    assert line.modules[0].marks[0].mark == 62
    assert line.modules[0].marks[0].ladder.rungs[-1].title == "Chair’s action"
    assert line.mean == 61
    taken = read_results(marked.db, 1).candidates[CY - 1].ladders[0]
    assert (taken.ladder.final, taken.ladder.rungs[-1].title) == (62, "Chair’s action")
    assert differences(marked.db, board) == ()


def test_no_chairs_action_before_ratification_or_once_a_newer_board_has_decided(marked, seated):
    before(marked.db, seated)
    ruling = Ruling(Outcome.PASSED, reason="Why not")
    with pytest.raises(RuleBroken, match="Only what a board ratified"):
        chairs_action(marked.db, seated, Subject(CY), ruling, None)
    ratify(marked.db, seated, version(marked.db, seated), "Prof Chair")
    second = add_board(marked.db, 1, BoardDetails("Board of September 2026"))
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "member")):
        add_member(marked.db, second, name, role, present=True)
    ratified(marked.db, second)
    with pytest.raises(RuleBroken, match="Board of September 2026 has decided on this candidate"):
        chairs_action(marked.db, seated, Subject(CY), ruling, None)


def test_warnings_before_the_marks_go_before_the_board(marked, seated):
    assert warnings_before(marked.db, seated) == (
        "The external examiner has not replied yet.",
        "1 mark is still missing.",
    )


def test_it_is_said_again_how_many_marks_are_missing(marked, seated):
    before(marked.db, seated)
    assert readiness(marked.db, seated).notices[0] == (
        "1 of 24 marks is missing, and will stay so."
    )


def test_a_board_may_follow_straight_from_hidden(marked, seated):
    marked.hide()
    ratified(marked.db, seated)


def test_no_ratifying_while_a_moderator_has_the_marks_or_sent_them_back(marked, seated):
    marked.hide()
    with marked.db.begin("a moderator") as work:
        work.session.add(TutorRow(id=9, name="Moderator Sample"))
    drawn = draw_sample(marked.db, (1, 1), 9, 5)
    codes = "6 submissions: C1001, C1002, C1003, C1004, C1005 and 1 more."
    still_open = f"LE · Report: The moderation is still open. {codes}"
    assert still_open in warnings_before(marked.db, seated)
    before(marked.db, seated)
    assert readiness(marked.db, seated).obstacles == (still_open,)
    assert still_open in refusal(marked.db, seated)
    send_back(marked.db, drawn, 1, "Too harsh")
    assert "LE · Report: The moderator sent it back" in refusal(marked.db, seated)


def test_no_ratifying_of_work_that_waits_for_its_mark_or_can_still_come(marked, seated):
    with marked.db.begin("Fay hands in after all") as work:
        values = {"submitted_at": marked.DUE, "finalised_at": marked.DUE}
        work.session.add(SubmissionRow(assessment_id=4, participant_id=FAY, code="W614", **values))
    before(marked.db, seated)
    missing = "IN · Project: There is no mark yet. 1 submission: C1006."
    assert missing in warnings_before(marked.db, seated)
    assert missing in refusal(marked.db, seated)
    undo(marked.db)
    undo(marked.db)
    undo(marked.db)
    with marked.db.begin("a later deadline") as work:
        work.session.get(SittingRow, (4, 1)).deadline = datetime.now(UTC) + timedelta(days=1)
    before(marked.db, seated)
    assert "IN · Project: It can still be handed in. 1 submission: C1006." in refusal(
        marked.db, seated
    )


def test_no_ratifying_while_a_peer_round_is_open(marked, seated):
    with marked.db.begin("a group's report") as work:
        add = work.session.add
        add(
            RoundRow(
                id=1, cohort_id=1, name="Projects", position=1, recipe={}, created_at=marked.DUE
            )
        )
        add(GroupRow(id=1, round_id=1, name="Group 1", position=1))
        add(MembershipRow(round_id=1, participant_id=ADA, group_id=1))
        report = {"title": "Group report", "done_by": "group", "weight": 1, "position": 9}
        add(AssessmentRow(id=9, module_id=1, round_id=1, **report))
        add(SittingRow(assessment_id=9, number=1, deadline=marked.DUE))
        values = {"submitted_at": marked.DUE, "finalised_at": marked.DUE}
        add(SubmissionRow(id=9, assessment_id=9, group_id=1, code="W9999", **values))
        add(PeerRoundRow(id=1, assessment_id=9))
    marked.mark_submission(9, 60)
    before(marked.db, seated)
    said = "LE · Group report: The peer round is still open. 1 submission: W9999."
    assert said in refusal(marked.db, seated)
    with marked.db.begin("closing") as work:
        work.session.get(PeerRoundRow, 1).closed_at = datetime.now(UTC)
    before(marked.db, seated)
    assert readiness(marked.db, seated).obstacles == ()


def test_taking_back_keeps_the_decisions_and_undo_puts_the_snapshot_back(marked, seated):
    before(marked.db, seated)
    digest = read_board(marked.db, seated).digest
    take_back(marked.db, seated, version(marked.db, seated))
    assert read_board(marked.db, seated).state == "Being prepared"
    undo(marked.db)
    assert (read_board(marked.db, seated).digest, differences(marked.db, seated)) == (digest, ())
    assert lines(marked.db, seated)[ADA].decision is not None


def test_two_desktops_ratify_at_once_and_one_is_told(marked_anywhere):
    db = marked_anywhere.db
    board = _seated(db)
    before(db, board)
    seen, told = version(db, board), []
    gate = threading.Barrier(2)

    def desktop(name):
        other = Database(db.engine, name)
        gate.wait()
        try:
            ratify(other, board, seen, "Prof Chair")
            told.append("ratified")
        except (RuleBroken, EditedMeanwhile) as error:
            told.append(str(error))

    desks = [threading.Thread(target=desktop, args=(name,)) for name in ("Ann", "Bob")]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert sorted(told)[1] == "ratified"
    assert "has ratified" in sorted(told)[0]


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(given=st.lists(st.integers(0, 10000), min_size=23, max_size=23))
def test_whatever_was_marked_climbs_again_to_what_was_frozen(marked, given):
    with marked.db.begin("other marks") as work:
        for row, value in zip(work.session.query(MarkRow), given, strict=True):
            row.direct = value
    board = add_board(marked.db, 1, BoardDetails(f"Board {uuid.uuid4()}"))
    put_before(marked.db, board, version(marked.db, board))
    assert differences(marked.db, board) == ()
    with marked.db.read() as work:
        frozen = kept_snapshot(work, board)
        climbed = results_of(work, 1, frozen=False)
        assert frozen.digest == read_board(marked.db, board).digest
    for candidate in climbed.candidates:
        assert frozen.facts(candidate.participant_id) == candidate.facts
        for taken in candidate.ladders:
            mark = frozen.marks[candidate.participant_id, taken.assessment_id]
            assert mark.ladder == taken.ladder
