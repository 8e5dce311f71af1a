"""What a user can do with submissions; see the modules for each kind of action."""

from cohort_desk.services.submissions.attempts import give_attempt
from cohort_desk.services.submissions.candidates import (
    candidate_numbers,
    draw_candidates,
    known_candidates,
)
from cohort_desk.services.submissions.circumstances import (
    claim_circumstances,
    decide_circumstances,
    withdraw_claim,
)
from cohort_desk.services.submissions.extensions import grant_extension, withdraw_extension
from cohort_desk.services.submissions.folder import (
    FolderPlan,
    FoundFile,
    plan_folder,
    take_folder,
)
from cohort_desk.services.submissions.handing_in import (
    finalise,
    hand_in,
    read_uploads,
    reopen,
    withdraw_file,
)
from cohort_desk.services.submissions.holds import clear_hold, place_hold
from cohort_desk.services.submissions.making import Due, Owner, submission_of
from cohort_desk.services.submissions.material import Claim, Extension, Hold, SubmissionFile
from cohort_desk.services.submissions.records import (
    Member,
    SubmissionLine,
    list_submissions,
    read_due,
    read_submission,
    submission_line,
    submission_lines,
)

__all__ = [
    "Claim",
    "Due",
    "Extension",
    "FolderPlan",
    "FoundFile",
    "Hold",
    "Member",
    "Owner",
    "SubmissionFile",
    "SubmissionLine",
    "candidate_numbers",
    "claim_circumstances",
    "clear_hold",
    "decide_circumstances",
    "draw_candidates",
    "finalise",
    "give_attempt",
    "grant_extension",
    "hand_in",
    "known_candidates",
    "list_submissions",
    "place_hold",
    "plan_folder",
    "read_due",
    "read_submission",
    "read_uploads",
    "reopen",
    "submission_line",
    "submission_lines",
    "submission_of",
    "take_folder",
    "withdraw_claim",
    "withdraw_extension",
    "withdraw_file",
]
