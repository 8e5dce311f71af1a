"""What a participant may see of their own marks, and that nobody else's are read for it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from cohort_desk.db.tables import HoldRow, ParticipantRow, SittingRow, SubmissionRow, TutorRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.boards import (
    BoardDetails,
    add_board,
    add_member,
    put_before,
    ratify,
    read_board,
    take_proposals,
)
from cohort_desk.services.home.own import read_own
from cohort_desk.services.marks.ladders import read_ladder, read_ladders
from cohort_desk.services.marks.moderating import draw_sample
from cohort_desk.services.marks.why import read_why
from cohort_desk.services.submissions import Owner, give_attempt

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


def marks(db, person):
    return {each.assessment_id: (each.mark, each.confirmed) for each in read_own(db, person).marks}


def second_sitting(marked, person, mark, visibility):
    """Have somebody take the report again, at a sitting that is shown so."""
    key = give_attempt(marked.db, 1, Owner(participant_id=person), "deferral")
    with marked.db.begin("a second sitting") as work:
        work.session.get(SubmissionRow, key).submitted_at = marked.DUE
        sitting = work.session.get(SittingRow, (1, 2))
        sitting.deadline, sitting.visibility = marked.DUE, visibility
    marked.mark_submission(key, mark)


def ratified(db):
    board = add_board(db, 1, BoardDetails("Board of June 2026"))
    for name, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "external")):
        add_member(db, board, name, role, present=True)
    put_before(db, board, read_board(db, board).version)
    take_proposals(db, board)
    ratify(db, board, read_board(db, board).version, "Prof Chair")


def test_a_mark_is_confirmed_to_its_owner_once_it_is_ratified(marked):
    assert marks(marked.db, BEN)[1] == (62, False)
    ratified(marked.db)
    assert marks(marked.db, BEN)[1] == (62, True)


def test_a_later_attempt_at_a_confirmed_sitting_is_not_seen_before_a_board_has_ratified_it(marked):
    ratified(marked.db)
    second_sitting(marked, BEN, 99, "confirmed")
    assert read_ladder(marked.db, BEN, 1).ladder.final == 99
    assert marks(marked.db, BEN)[1] == (62, True)
    assert read_why(marked.db, BEN, 1, shown_only=True).mark.ladder.final == 62
    assert read_why(marked.db, BEN, 1).mark.ladder.final == 99


def test_a_provisional_mark_is_not_seen_while_a_moderator_has_it_or_it_is_held(marked):
    second_sitting(marked, BEN, 99, "provisional")
    assert marks(marked.db, BEN)[1] == (99, False)
    with marked.db.begin("a hold") as work:
        placed = {"placed_at": datetime.now(UTC), "placed_by": "Ann"}
        work.session.add(
            HoldRow(submission_id=marked.submission(ADA, 1), kind="withheld", reason="x", **placed)
        )
    assert 1 not in marks(marked.db, ADA)
    with pytest.raises(NotFound, match="not shown any more"):
        read_why(marked.db, ADA, 1, shown_only=True)
    with marked.db.begin("a moderator, and hidden for the draw") as work:
        work.session.add(TutorRow(id=9, name="Moderator Sample"))
        work.session.get(SittingRow, (1, 2)).visibility = "hidden"
    draw_sample(marked.db, (1, 2), 9, 5)
    with marked.db.begin("shown all the same") as work:
        work.session.get(SittingRow, (1, 2)).visibility = "provisional"
    assert marks(marked.db, BEN)[1] == (62, False)


def test_one_persons_ladder_is_the_same_as_among_everybodys(marked):
    ratified(marked.db)
    second_sitting(marked, BEN, 99, "hidden")
    for everybody in (read_ladders(marked.db, key) for key in (1, 2, 3, 4)):
        for one in everybody:
            assert read_ladder(marked.db, one.participant_id, one.assessment_id) == one


def test_nobody_elses_submissions_are_read_for_one_persons_page(marked):
    with marked.db.begin("a larger cohort") as work:
        for key in range(50, 60):
            work.session.add(ParticipantRow(id=key, cohort_id=1, family_name=f"Person {key}"))
    loaded = []

    def note(row, _context):
        loaded.append(row.participant_id)

    event.listen(SubmissionRow, "load", note)
    try:
        read_why(marked.db, BEN, 1)
    finally:
        event.remove(SubmissionRow, "load", note)
    assert set(loaded) == {BEN}
