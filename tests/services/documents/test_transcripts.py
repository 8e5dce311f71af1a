"""Transcripts: what boards have ratified, and nothing else."""

from decimal import Decimal

import pytest

from cohort_desk.db.tables import MarkRow, ParticipantRow, SittingRow, SubmissionRow
from cohort_desk.domain.errors import NotFound
from cohort_desk.services.boards import Ruling, Subject, chairs_action, list_boards
from cohort_desk.services.documents.transcripts import NO_MARK, read_transcript, read_transcripts
from cohort_desk.services.submissions import Owner, give_attempt

ADA, BEN, CY, DEE, EVE, FAY = range(1, 7)


def marks(transcript):
    return {module.code: (module.mark, module.result) for module in transcript.modules}


def test_without_a_ratified_board_there_is_none(marked):
    with pytest.raises(NotFound, match="none has ratified"):
        read_transcript(marked.db, ADA)
    assert read_transcripts(marked.db, 1) == ()


def test_it_tells_modules_credits_award_and_the_day_of_the_board(ratified):
    told = read_transcript(ratified.db, ADA)
    assert marks(told) == {"LE": (72, "Pass"), "SY": (72, "Pass"), "IN": (71, "Pass")}
    assert [(each.assessment, each.share, each.mark) for each in told.modules[1].sittings] == [
        ("Essay", 50, 70),
        ("Talk", 50, 74),
    ]
    assert (told.credits, told.award.outcome, told.award.given) == (60, "Distinction", True)
    assert (told.award.mean, told.award.decided_on.isoformat()) == (72, "2026-06-16")
    assert told.key[:2] == (("Distinction", "70 and above"), ("Merit", "60 and above, below 70"))
    assert told == next(each for each in read_transcripts(ratified.db, 1) if each.holder.id == ADA)


def test_a_mark_changed_since_is_not_on_it(ratified):
    with ratified.db.begin("another mark, past the lock") as work:
        work.session.get_one(MarkRow, ratified.submission(ADA, 1)).direct = 1000
    assert marks(read_transcript(ratified.db, ADA))["LE"] == (72, "Pass")


def test_no_award_is_given_where_the_board_gave_none(ratified):
    told = read_transcript(ratified.db, FAY)
    assert not told.award.given
    assert told.award.mean is None
    assert marks(told)["IN"][0] is None


def test_both_sittings_stand_on_it_once_boards_have_ratified_both(ratified, hold_board):
    key = give_attempt(ratified.db, 1, Owner(participant_id=DEE), "referral")
    with ratified.db.begin("a second sitting") as work:
        work.session.get_one(SubmissionRow, key).submitted_at = ratified.DUE
        sitting = work.session.get_one(SittingRow, (1, 2))
        sitting.deadline, sitting.visibility = ratified.DUE, "provisional"
    ratified.mark_submission(key, 64)
    hold_board("Board of autumn 2026")
    told = read_transcript(ratified.db, DEE)
    assert [(each.sitting, each.mark) for each in told.modules[0].sittings] == [(1, 45), (2, 50)]
    assert told.award.board == "Board of autumn 2026"


def test_a_held_mark_is_not_given_and_so_neither_is_the_mean(ratified, hold):
    hold(ADA, 1)
    told = read_transcript(ratified.db, ADA)
    assert marks(told)["LE"] == (None, NO_MARK)
    assert told.modules[0].sittings == ()
    assert told.award.mean is None
    assert marks(read_transcript(ratified.db, BEN))["LE"] == (62, "Pass")


def test_a_participant_does_not_see_ratified_marks_that_are_hidden(marked, hold_board):
    marked.hide()
    hold_board("Board of June 2026")
    assert marks(read_transcript(marked.db, ADA))["LE"] == (72, "Pass")
    seen = read_transcript(marked.db, ADA, shown_only=True)
    assert {mark for mark, _result in marks(seen).values()} == {None}
    assert seen.award.mean is None


def test_an_amended_mark_is_the_one_that_stands(ratified):
    (board,) = list_boards(ratified.db, 1)
    ruling = Ruling(mark=Decimal(66), reason="A page was missed")
    chairs_action(ratified.db, board.id, Subject(BEN, assessment_id=1), ruling, None)
    told = read_transcript(ratified.db, BEN)
    assert marks(told)["LE"] == (66, "Pass")
    assert told.modules[0].sittings[0].mark == 66


def test_who_withdrew_keeps_what_was_ratified(ratified):
    with ratified.db.begin("withdrawal") as work:
        work.session.get_one(ParticipantRow, ADA).status = "withdrawn"
    assert read_transcript(ratified.db, ADA).holder.withdrawn
