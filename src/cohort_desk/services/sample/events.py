"""What does not go smoothly in the sample: holds, a conflict, what an examiner and a chair say."""

from cohort_desk.db.database import Database
from cohort_desk.domain.marks.numbers import written
from cohort_desk.services.boards import (
    Ruling,
    Subject,
    add_comment,
    answer_comment,
    chairs_action,
    list_comments,
    read_sheet,
)
from cohort_desk.services.marks.conflicts import With, declare_conflict
from cohort_desk.services.submissions import Due, clear_hold, place_hold, read_due

EXAMINER = "External Ivy"


def mentor_of_a_group(db: Database, tutor_id: int, group_id: int) -> None:
    """Have a tutor declare a conflict with a group, so that its work goes to others."""
    reason = "Mentors a member of this group at work"
    declare_conflict(db, tutor_id, With(group_id=group_id), reason)


def put_on_hold(db: Database, due: Due) -> None:
    """Hold a submission while something is looked into."""
    place_hold(db, due, "investigation", "Two pages read like another group’s; being looked into")


def hold_and_clear(db: Database, due: Due) -> None:
    """Hold a submission for want of evidence, and clear it once that has come."""
    place_hold(db, due, "evidence_pending", "The survey it rests on is not in the appendix")
    (hold,) = read_due(db, due).holds
    clear_hold(db, hold.id, hold.version, "The survey was sent in and is as described")


def comment_as_examiner(db: Database, board_id: int, submission_id: int) -> None:
    """Have the external examiner comment on a submission and on the whole, and answer the first."""
    of_one = "The mark is fair, but the feedback says too little about the method."
    first = add_comment(db, board_id, EXAMINER, of_one, submission_id)
    add_comment(db, board_id, EXAMINER, "Marking is consistent across the three tutors.")
    (version,) = [each.version for each in list_comments(db, board_id) if each.id == first]
    answer = "Both markers have added a paragraph on the method."
    answer_comment(db, first, version, "actioned", answer)


def mend_a_copied_mark(db: Database, cohort_id: int, board_id: int, assessment_id: int) -> None:
    """Amend by chair's action a mark that was copied wrongly from a tutor's sheet."""
    line = min(read_sheet(db, cohort_id, board_id).lines, key=lambda line: line.participant_id)
    marks = [mark for module in line.modules for mark in module.marks]
    (copied,) = [each.mark for each in marks if each.assessment_id == assessment_id]
    if copied is None:
        return
    right = copied + 2
    reason = f"Copied from the row below; the tutor’s signed sheet says {written(right)}"
    subject = Subject(line.participant_id, assessment_id=assessment_id)
    chairs_action(db, board_id, subject, Ruling(mark=right, reason=reason), None)
