"""What a user can do with boards: set them up, put marks before them, decide, ratify, amend."""

from cohort_desk.services.boards.comments import (
    Comment,
    add_comment,
    answer_comment,
    delete_comment,
    list_comments,
)
from cohort_desk.services.boards.decisions import clear_decision, decide, take_proposals
from cohort_desk.services.boards.differences import Difference
from cohort_desk.services.boards.further import (
    FurtherAttempt,
    Opened,
    attempts_to_open,
    open_attempts,
)
from cohort_desk.services.boards.lines import (
    Flag,
    Sheet,
    SheetColumn,
    SheetLine,
    SheetMark,
    SheetModule,
)
from cohort_desk.services.boards.meetings import (
    BoardDetails,
    add_board,
    add_member,
    delete_board,
    edit_board,
    edit_member,
    remove_member,
    set_present,
)
from cohort_desk.services.boards.minutes import Minutes, read_minutes
from cohort_desk.services.boards.ratifying import Readiness, chairs_action, ratify, readiness
from cohort_desk.services.boards.records import Board, BoardMember, list_boards, read_board
from cohort_desk.services.boards.results import Confirmed, ratified_results
from cohort_desk.services.boards.sheet import read_sheet
from cohort_desk.services.boards.snapshots import (
    differences,
    put_before,
    take_back,
    warnings_before,
)
from cohort_desk.services.boards.standing import Decision, Ruling, Subject

__all__ = [
    "Board",
    "BoardDetails",
    "BoardMember",
    "Comment",
    "Confirmed",
    "Decision",
    "Difference",
    "Flag",
    "FurtherAttempt",
    "Minutes",
    "Opened",
    "Readiness",
    "Ruling",
    "Sheet",
    "SheetColumn",
    "SheetLine",
    "SheetMark",
    "SheetModule",
    "Subject",
    "add_board",
    "add_comment",
    "add_member",
    "answer_comment",
    "attempts_to_open",
    "chairs_action",
    "clear_decision",
    "decide",
    "delete_board",
    "delete_comment",
    "differences",
    "edit_board",
    "edit_member",
    "list_boards",
    "list_comments",
    "open_attempts",
    "put_before",
    "ratified_results",
    "ratify",
    "read_board",
    "read_minutes",
    "read_sheet",
    "readiness",
    "remove_member",
    "set_present",
    "take_back",
    "take_proposals",
    "warnings_before",
]
