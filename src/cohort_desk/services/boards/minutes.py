"""All that the minutes of a board hold, read at one moment."""

from dataclasses import dataclass

from cohort_desk.db.database import Database
from cohort_desk.db.tables import BoardRow
from cohort_desk.services.boards.comments import Comment, comments_of
from cohort_desk.services.boards.lines import Sheet
from cohort_desk.services.boards.records import Board, board_of
from cohort_desk.services.boards.sheet import sheet_of


@dataclass(frozen=True, slots=True)
class Minutes:
    """A board, its sheet, and the external examiner's comments.

    `meeting` is the sheet as the meeting decided it, `sheet` has the chair's actions in it too.
    """

    board: Board
    meeting: Sheet
    sheet: Sheet
    comments: tuple[Comment, ...]


def read_minutes(db: Database, board_id: int) -> Minutes:
    """Return what the minutes of a board hold, as things stand.

    Raises:
        NotFound: the board has been deleted meanwhile.
    """
    with db.read() as work:
        cohort_id = work.need(BoardRow, board_id).cohort_id
        return Minutes(
            board_of(work, board_id),
            sheet_of(work, cohort_id, board_id, of_meeting=True),
            sheet_of(work, cohort_id, board_id),
            comments_of(work, board_id),
        )
