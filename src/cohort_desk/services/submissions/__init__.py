"""What a user can do with submissions; see the modules for each kind of action."""

from cohort_desk.services.submissions.candidates import (
    candidate_numbers,
    draw_candidates,
    known_candidates,
)
from cohort_desk.services.submissions.making import Owner, submission_of
from cohort_desk.services.submissions.material import Claim, Extension, Hold, SubmissionFile
from cohort_desk.services.submissions.records import (
    Member,
    SubmissionLine,
    list_submissions,
    read_owner,
    read_submission,
    submission_line,
    submission_lines,
)

__all__ = [
    "Claim",
    "Extension",
    "Hold",
    "Member",
    "Owner",
    "SubmissionFile",
    "SubmissionLine",
    "candidate_numbers",
    "draw_candidates",
    "known_candidates",
    "list_submissions",
    "read_owner",
    "read_submission",
    "submission_line",
    "submission_lines",
    "submission_of",
]
