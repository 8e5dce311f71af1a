"""A returned pack merged: nothing is wiped out, and what clashes is asked about."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from cohort_desk.db.tables import (
    AllotmentRow,
    BoardRow,
    CriterionMarkRow,
    MarkRow,
    PackRow,
    SnapshotMarkRow,
    StepRow,
)
from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.domain.packs.contents import Returned, UnreadCell
from cohort_desk.exchange.packs import post, read_returned, read_sent, unpack
from cohort_desk.services.history import undo
from cohort_desk.services.marks.marking import put_note
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.packs import (
    MarkingWish,
    Outcome,
    apply_return,
    list_packs,
    plan_return,
    prepare_marking_pack,
    withdraw_pack,
)

PRIYA, TOM = 1, 2
ONE, TWO, AISHAS = 1, 2, 3
IDEAS, EVIDENCE = 1, 2
IDEA_CELL, EVIDENCE_CELL = "W5001/c1/mark", "W5001/c2/mark"


def marks(db, tutor_id=PRIYA):
    """Return every mark and remark of a tutor, by submission and criterion."""
    with db.read() as work:
        rows = work.session.scalars(select(MarkRow).where(MarkRow.tutor_id == tutor_id)).all()
        found = {}
        for row in rows:
            found[row.submission_id, 0] = (row.direct, row.feedback, row.final_at is not None)
            of = select(CriterionMarkRow).where(CriterionMarkRow.mark_id == row.id)
            for cell in work.session.scalars(of):
                found[row.submission_id, cell.criterion_id] = (cell.value, cell.feedback)
        return found


def outcomes(plan):
    return {row.key: row.outcome for row in plan.rows}


def steps(db):
    with db.read() as work:
        return work.session.scalars(select(StepRow.name).order_by(StepRow.id)).all()


@pytest.fixture
def out(desk, send, away):
    """Priya's pack, out and opened away."""
    return away(send(PRIYA))


def test_what_only_the_tutor_did_is_taken_in_one_step(desk, out, send_back, mark):
    mark(out, 1, 1, {IDEAS: Decimal("62.5"), EVIDENCE: 58}, feedback="Well done.", done=True)
    before = marks(desk)
    plan = plan_return(desk, send_back(out))
    assert outcomes(plan) == {
        IDEA_CELL: Outcome.TAKEN,
        EVIDENCE_CELL: Outcome.TAKEN,
        "W5001/feedback": Outcome.TAKEN,
        "W5001/final": Outcome.TAKEN,
    }
    assert [row.about.what for row in plan.rows] == [
        "Ideas: mark",
        "Evidence: mark",
        "Feedback on the whole",
        "Finished",
    ]
    merged = apply_return(desk, plan, {})
    assert (merged.taken, merged.left, merged.refused) == (4, 0, 0)
    assert marks(desk) == {
        (ONE, 0): (None, "Well done.", True),
        (ONE, IDEAS): (6250, ""),
        (ONE, EVIDENCE): (5800, ""),
    }
    assert steps(desk)[-1] == "merge of Priyanka Shahzad’s pack"
    undo(desk)
    assert marks(desk) == before


def test_same_pack_again_changes_nothing(desk, out, send_back, mark):
    mark(out, 1, 1, {IDEAS: 62, EVIDENCE: 58}, done=True)
    returned = send_back(out)
    apply_return(desk, plan_return(desk, returned), {})
    before, taken = marks(desk), steps(desk)
    again = plan_return(desk, returned)
    assert not again.anything
    assert again.rows == ()
    assert apply_return(desk, again, {}).step_id is None
    assert (marks(desk), steps(desk)) == (before, taken)


def test_unchanged_cells_never_overwrite_what_the_office_did(desk, out, send_back, mark):
    mark(desk, ONE, PRIYA, {IDEAS: 70})
    mark(out, 1, 1, {EVIDENCE: 55})
    plan = plan_return(desk, send_back(out))
    assert outcomes(plan) == {IDEA_CELL: Outcome.KEPT, EVIDENCE_CELL: Outcome.TAKEN}
    apply_return(desk, plan, {})
    assert marks(desk) == {
        (ONE, 0): (None, "", False),
        (ONE, IDEAS): (7000, ""),
        (ONE, EVIDENCE): (5500, ""),
    }


def test_both_alike_is_no_clash(desk, out, send_back, mark):
    for db, submission in ((desk, ONE), (out, 1)):
        mark(db, submission, PRIYA, {IDEAS: 61})
    assert outcomes(plan_return(desk, send_back(out))) == {IDEA_CELL: Outcome.SAME}


class TestClash:
    @pytest.fixture
    def plan(self, desk, out, send_back, mark):
        mark(desk, ONE, PRIYA, {IDEAS: 70, EVIDENCE: 50})
        mark(out, 1, 1, {IDEAS: 55, EVIDENCE: 50}, done=True)
        return plan_return(desk, send_back(out))

    def test_shows_all_three(self, plan):
        (clash,) = plan.clashes
        assert (clash.key, clash.shown) == (IDEA_CELL, ("", "70", "55"))

    def test_left_alone_keeps_the_offices_and_is_asked_again(self, desk, plan):
        merged = apply_return(desk, plan, {})
        assert marks(desk)[ONE, IDEAS] == (7000, "")
        assert marks(desk)[ONE, 0][2] is False, "a work with a clash is not finished"
        assert (merged.taken, merged.left) == (0, 2)
        assert outcomes(plan_return(desk, plan.returned))[IDEA_CELL] is Outcome.CLASH

    @pytest.mark.parametrize(("chosen", "kept"), [(5500, 5500), (7000, 7000), (6050, 6050)])
    def test_choice_is_written_and_never_asked_about_again(self, desk, plan, chosen, kept):
        merged = apply_return(desk, plan, {IDEA_CELL: chosen})
        assert (merged.settled, merged.left) == (1, 0)
        assert marks(desk)[ONE, IDEAS] == (kept, "")
        assert marks(desk)[ONE, 0][2] is True
        again = plan_return(desk, plan.returned)
        assert not again.anything
        assert {row.outcome for row in again.rows} <= {Outcome.KEPT}

    def test_change_since_the_plan_is_told_and_nothing_written(self, desk, plan, mark):
        mark(desk, ONE, PRIYA, {IDEAS: 71})
        with pytest.raises(EditedMeanwhile, match="changed at the office since you looked"):
            apply_return(desk, plan, {IDEA_CELL: 5500})
        assert marks(desk)[ONE, IDEAS] == (7100, "")


class TestRefused:
    @pytest.fixture
    def returned(self, out, send_back, mark):
        mark(out, 1, 1, {IDEAS: 55, EVIDENCE: 50}, done=True)
        return send_back(out)

    def refused(self, desk, returned):
        plan = plan_return(desk, returned)
        assert not plan.anything
        before = marks(desk)
        assert apply_return(desk, plan, {}).taken == 0
        assert marks(desk) == before
        (reason,) = {row.reason for row in plan.rows if row.outcome is Outcome.REFUSED}
        return reason

    def test_when_finished_at_the_office_meanwhile(self, desk, returned, mark):
        mark(desk, ONE, PRIYA, {IDEAS: 65, EVIDENCE: 60}, done=True)
        assert "This mark is final" in self.refused(desk, returned)

    def test_when_the_allotment_was_withdrawn(self, desk, returned):
        with desk.begin("withdrawal") as work:
            query = select(AllotmentRow).where(AllotmentRow.tutor_id == PRIYA)
            for row in work.session.scalars(query):
                work.session.delete(row)
        assert "not allotted to this marker" in self.refused(desk, returned)

    def test_when_a_conflict_was_declared(self, desk, returned, declare):
        declare(PRIYA, 2)
        assert "conflict of interest" in self.refused(desk, returned)

    def test_when_a_board_ratified_it(self, desk, returned):
        with desk.begin("board") as work:
            now = datetime.now(UTC)
            work.session.add(
                BoardRow(id=1, cohort_id=1, name="July", frozen_at=now, ratified_at=now)
            )
            work.session.add(
                SnapshotMarkRow(
                    board_id=1, participant_id=1, assessment_id=1, submission_id=ONE, ladder={}
                )
            )
        assert "ratified by the board “July”" in self.refused(desk, returned)


def test_finishing_with_a_mark_missing_is_refused_and_the_rest_taken(desk, out, send_back):
    returned = send_back(out)
    cells = {**returned.cells, IDEA_CELL: 6100, "W5001/final": True}
    plan = plan_return(desk, replace(returned, cells=cells))
    assert outcomes(plan) == {IDEA_CELL: Outcome.TAKEN, "W5001/final": Outcome.REFUSED}
    assert plan.rows[-1].reason == "No mark yet: Evidence."
    apply_return(desk, plan, {})
    assert marks(desk) == {(ONE, 0): (None, "", False), (ONE, IDEAS): (6100, "")}


def test_sheet_alone_leaves_what_it_does_not_hold(desk, send, mark):
    mark(desk, ONE, PRIYA, {IDEAS: 61}, feedback="A start")
    put_note(desk, TaskKey(TWO, PRIYA), "Check the sources", None)
    send(PRIYA)
    key = list_packs(desk, 1)[0].key
    cells = {EVIDENCE_CELL: 5900, "W5001/feedback": " A start \n", "W5001/final": False}
    unread = (UnreadCell(IDEA_CELL, "sixty", "A mark is a number from 0 to 100."),)
    plan = plan_return(desk, Returned(key, "Marks.xlsx", cells, "0" * 64, unread=unread))
    assert outcomes(plan) == {EVIDENCE_CELL: Outcome.TAKEN, IDEA_CELL: Outcome.REFUSED}
    assert plan.rows[0].shown == ("61", "61", "sixty")
    apply_return(desk, plan, {})
    assert marks(desk)[ONE, IDEAS] == (6100, "")
    assert marks(desk)[ONE, 0] == (None, "A start", False)


def test_older_return_takes_nothing_back(desk, out, send_back, mark):
    mark(out, 1, 1, {IDEAS: 60})
    first = send_back(out, "first.cohortpack")
    mark(out, 1, 1, {IDEAS: 65})
    second = replace(
        send_back(out, "second.cohortpack"), returned_at=first.returned_at + timedelta(days=1)
    )
    apply_return(desk, plan_return(desk, second), {})
    plan = plan_return(desk, first)
    assert outcomes(plan) == {IDEA_CELL: Outcome.REFUSED}
    assert "A later return" in plan.rows[0].reason
    assert marks(desk)[ONE, IDEAS] == (6500, "")


class TestSheets:
    """Sheets are not signed, and say when they were filled in only if their program does."""

    @pytest.fixture
    def sheet(self, desk, send):
        send(PRIYA)
        key = list_packs(desk, 1)[0].key

        def run(value, day=None, **more):
            saved = None if day is None else datetime(2026, 3, day, tzinfo=UTC)
            cells = {IDEA_CELL: value, **more}
            return Returned(key, "Marks.xlsx", cells, f"{value}{day}", saved)

        return run

    def merged(self, desk, returned, **choices):
        plan = plan_return(desk, returned)
        apply_return(desk, plan, {IDEA_CELL: choices["take"]} if choices else {})
        return outcomes(plan), marks(desk)[ONE, IDEAS][0]

    @pytest.mark.parametrize("days", [(1, 2), (None, None), (2, None), (None, 2)])
    def test_one_that_was_merged_before_another_is_not_merged_again(self, desk, sheet, days):
        first, second = sheet(6000, days[0]), sheet(6500, days[1])
        self.merged(desk, first)
        assert self.merged(desk, second, take=6500)[1] == 6500
        for _ in range(2):
            assert self.merged(desk, first) == ({IDEA_CELL: Outcome.REFUSED}, 6500)
        (row,) = plan_return(desk, first).rows
        assert row.reason.startswith("Nothing new: this file was merged on ")
        assert plan_return(desk, second).rows == ()

    def test_later_one_is_taken_and_older_one_is_not(self, desk, sheet):
        self.merged(desk, sheet(6000, 2))
        assert self.merged(desk, sheet(6500, 3)) == ({IDEA_CELL: Outcome.TAKEN}, 6500)
        assert self.merged(desk, sheet(5000, 1)) == ({IDEA_CELL: Outcome.REFUSED}, 6500)

    @pytest.mark.parametrize("days", [(None, None), (2, None), (2, 2), (None, 2)])
    def test_one_that_may_be_older_is_asked_about_until_settled(self, desk, sheet, days):
        self.merged(desk, sheet(6000, days[0]))
        doubtful = sheet(6500, days[1])
        for _ in range(2):
            assert self.merged(desk, doubtful) == ({IDEA_CELL: Outcome.CLASH}, 6000)
        (row,) = plan_return(desk, doubtful).rows
        assert "nothing says that this one is later" in row.reason
        assert self.merged(desk, doubtful, take=6500)[1] == 6500
        assert not plan_return(desk, doubtful).anything

    def test_clash_left_unsettled_keeps_the_work_unfinished(self, desk, sheet):
        self.merged(desk, sheet(6000, **{EVIDENCE_CELL: 5000}))
        finished = {"W5001/final": True}
        plan = plan_return(desk, sheet(6500, **finished))
        assert set(outcomes(plan).values()) == {Outcome.CLASH}
        assert apply_return(desk, plan, finished).left == 2
        assert marks(desk)[ONE, 0][2] is False

    def test_undone_merge_can_be_merged_again(self, desk, sheet):
        first = sheet(6000, 1)
        self.merged(desk, first)
        undo(desk)
        assert self.merged(desk, first) == ({IDEA_CELL: Outcome.TAKEN}, 6000)


def test_order_of_two_tutors_packs_does_not_matter(desk, send, away, send_back, mark):
    priya, tom = away(send(PRIYA)), away(send(TOM))
    mark(priya, 1, 1, {IDEAS: 60, EVIDENCE: 62})
    mark(tom, 1, 1, {IDEAS: 50, EVIDENCE: 52}, feedback="Thin")
    returns = [send_back(priya, "p.cohortpack"), send_back(tom, "t.cohortpack")]

    def merged(order):
        for returned in order:
            apply_return(desk, plan_return(desk, returned), {})
        return marks(desk, PRIYA), marks(desk, TOM)

    one_way = merged(returns)
    undo(desk)
    undo(desk)
    assert marks(desk, PRIYA) == marks(desk, TOM) == {}
    assert merged(returns[::-1]) == one_way


def test_unknown_withdrawn_and_wrongly_signed_packs_are_refused(desk, out, send_back):
    returned = send_back(out)
    with pytest.raises(NotFound, match="no record of"):
        plan_return(desk, replace(returned, key="elsewhere"))
    with pytest.raises(NotFound, match="no record of"):
        plan_return(out, returned)
    with pytest.raises(RuleBroken, match="not signed with the key that went out"):
        plan_return(desk, replace(returned, signed_by="ab" * 32))
    (pack,) = list_packs(desk, 1)
    withdraw_pack(desk, pack.id, pack.version)
    with pytest.raises(RuleBroken, match="was withdrawn"):
        plan_return(desk, returned)


def test_cells_that_the_pack_never_had_are_refused(desk, out, send_back):
    returned = send_back(out)
    cells = {**returned.cells, "W5004/mark": 9000, "nonsense": "x"}
    plan = plan_return(desk, replace(returned, cells=cells))
    assert outcomes(plan) == {"W5004/mark": Outcome.REFUSED, "nonsense": Outcome.REFUSED}


def test_random_changes_on_both_sides_merge_as_the_reference_does(desk, out, send_back, mark):
    """Whole packs through files and databases: who alone changed a cell is right."""
    dice = random.Random(5)  # noqa: S311 - no secret
    expected = {}
    for submission, criterion in [(s, c) for s in (ONE, TWO) for c in (IDEAS, EVIDENCE)] * 2:
        side = dice.choice(["office", "away", "both", "neither"])
        value = Decimal(dice.randint(0, 10000)) / 100
        if side in {"office", "both"}:
            mark(desk, submission, PRIYA, {criterion: value})
        if side in {"away", "both"}:
            mark(out, submission, 1, {criterion: value})
        if side != "neither":
            expected[submission, criterion] = (int(value * 100), side)
    plan = plan_return(desk, send_back(out))
    apply_return(desk, plan, {row.key: row.away for row in plan.clashes})
    found = marks(desk)
    clashing = {row.key for row in plan.clashes}
    for (submission, criterion), (value, _side) in expected.items():
        if f"W500{submission}/c{criterion}/mark" not in clashing:
            assert found[submission, criterion][0] == value


def test_returned_pack_is_listed_as_returned(desk, out, send_back):
    returned = send_back(out)
    apply_return(desk, plan_return(desk, returned), {})
    (pack,) = list_packs(desk, 1)
    assert pack.status == "Returned"
    with desk.read() as work:
        assert work.session.scalars(select(PackRow)).one().returned_digest == returned.digest


def test_office_on_a_server_sends_and_merges_alike(server_desk, tmp_path, away, send_back, mark):
    prepared = prepare_marking_pack(server_desk, MarkingWish(1, PRIYA))
    out = away(post(server_desk, prepared, tmp_path / "Server").path)
    mark(out, 1, 1, {IDEAS: Decimal("62.5"), EVIDENCE: 58}, feedback="Well done.", done=True)
    mark(server_desk, TWO, PRIYA, {IDEAS: 40})
    plan = plan_return(server_desk, send_back(out))
    assert apply_return(server_desk, plan, {}).taken == 4
    assert marks(server_desk) == {
        (ONE, 0): (None, "Well done.", True),
        (ONE, IDEAS): (6250, ""),
        (ONE, EVIDENCE): (5800, ""),
        (TWO, 0): (None, "", False),
        (TWO, IDEAS): (4000, ""),
    }
    assert not plan_return(server_desk, plan.returned).anything


def test_sheet_out_of_a_pack_is_filled_in_and_merged(desk, send, tmp_path, mark):
    mark(desk, ONE, PRIYA, {IDEAS: 61}, feedback="A start")
    sent = read_sent(send(PRIYA))
    typed = {EVIDENCE_CELL: 5850, "W5001/c2/feedback": "=Thin", "W5001/final": True}
    filled = replace(sent, cells={**sent.cells, **typed})
    sheet, *_ = unpack(filled, tmp_path / "filled in")
    assert sheet.name == "Marks.xlsx"
    plan = plan_return(desk, read_returned(sheet))
    assert outcomes(plan) == dict.fromkeys(typed, Outcome.TAKEN)
    apply_return(desk, plan, {})
    assert marks(desk) == {
        (ONE, 0): (None, "A start", True),
        (ONE, IDEAS): (6100, ""),
        (ONE, EVIDENCE): (5850, "=Thin"),
    }
    assert plan_return(desk, read_returned(sheet)).rows == ()
