"""Sets boards up: adds, changes and deletes them, and says who sits on them and who is there."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    BoardMemberRow,
    BoardRow,
    CohortRow,
    DecisionRow,
    ExaminerCommentRow,
    ParticipantRow,
    SnapshotMarkRow,
    SnapshotResultRow,
    taking_part,
)
from cohort_desk.domain.boards import (
    NAME_LENGTH,
    PLACE_LENGTH,
    ROLES,
    check_role,
    check_text,
)
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.unseen import many_lines, one_line
from cohort_desk.services.submissions.candidates import candidate_numbers


@dataclass(frozen=True, slots=True)
class BoardDetails:
    """What can be said of a board before it meets."""

    name: str
    held_on: date | None = None
    place: str = ""
    notes: str = ""
    external_consulted: bool = False


def add_board(db: Database, cohort_id: int, details: BoardDetails) -> int:
    """Add a board to a cohort and return its id; everybody without a candidate number gets one.

    Raises:
        RuleBroken: the name is missing, too long, or another board of the cohort has it.
        NotFound: the cohort has been deleted meanwhile.
    """
    clean = _checked(details)
    with db.begin(f"new board {clean.name}", f"Added {clean.name}") as work:
        work.need(CohortRow, cohort_id)
        _refuse_taken(work, cohort_id, clean.name, besides=None)
        row = BoardRow(cohort_id=cohort_id, name=clean.name)
        _write(row, clean)
        work.session.add(row)
        assessed = select(ParticipantRow.id).where(
            ParticipantRow.cohort_id == cohort_id, taking_part()
        )
        candidate_numbers(work, cohort_id, work.session.scalars(assessed).all())
        work.session.flush()
        return row.id


def edit_board(db: Database, board_id: int, version: int, details: BoardDetails) -> None:
    """Change what is said of a board.

    Raises:
        RuleBroken: it has ratified, or the name is missing, too long or another's.
        EditedMeanwhile: someone else has changed it since that version.
    """
    clean = _checked(details)
    with db.begin(f"change of {clean.name}", f"Changed {clean.name}") as work:
        row = open_board_row(work, board_id, version)
        _refuse_taken(work, row.cohort_id, clean.name, besides=board_id)
        _write(row, clean)


def delete_board(db: Database, board_id: int, version: int) -> None:
    """Delete a board that has not ratified, with all that it had before it and decided.

    Raises:
        RuleBroken: it has ratified.
        EditedMeanwhile: someone else has changed it since that version.
    """
    with db.begin("deletion of a board") as work:
        row = open_board_row(work, board_id, version)
        work.call(f"deletion of {row.name}", f"Deleted {row.name}")
        for table in (
            BoardMemberRow,
            SnapshotMarkRow,
            SnapshotResultRow,
            DecisionRow,
            ExaminerCommentRow,
        ):
            for child in work.session.scalars(select(table).where(table.board_id == board_id)):
                work.session.delete(child)
        work.session.delete(row)


def add_member(db: Database, board_id: int, name: str, role: str, *, present: bool = False) -> int:
    """Add someone to a board and return the seat's id.

    Raises:
        RuleBroken: the board has ratified, the name is missing or sits there already, or there is
            no such role.
    """
    clean = check_text("name", name, 200, "Type a name.")
    check_role(role)
    with db.begin(f"addition of {clean} to the board", f"{clean} sits on the board") as work:
        open_board_row(work, board_id)
        _refuse_seated(work, board_id, clean, besides=None)
        row = BoardMemberRow(board_id=board_id, name=clean, role=role, present=present)
        work.session.add(row)
        work.session.flush()
        return row.id


def edit_member(db: Database, member_id: int, version: int, name: str, role: str) -> None:
    """Change the name or the role of someone on a board.

    Raises:
        RuleBroken: as `add_member` does.
        EditedMeanwhile: someone else has changed it since that version.
    """
    clean = check_text("name", name, 200, "Type a name.")
    check_role(role)
    said = f"{clean} is {ROLES[role].lower()} of the board"
    with db.begin(f"change of {clean} on the board", said) as work:
        row = work.need(BoardMemberRow, member_id, version)
        open_board_row(work, row.board_id)
        _refuse_seated(work, row.board_id, clean, besides=member_id)
        row.name, row.role = clean, role


def set_present(db: Database, member_id: int, version: int, *, present: bool) -> None:
    """Record whether someone is at the meeting.

    Raises:
        RuleBroken: the board has ratified.
        EditedMeanwhile: someone else has changed it since that version.
    """
    with db.begin("presence at the board") as work:
        row = work.need(BoardMemberRow, member_id, version)
        open_board_row(work, row.board_id)
        there = "present" if present else "not present"
        work.call(f"presence of {row.name}", f"{row.name} is {there}")
        row.present = present


def remove_member(db: Database, member_id: int, version: int) -> None:
    """Take someone off a board.

    Raises:
        RuleBroken: the board has ratified.
        EditedMeanwhile: someone else has changed it since that version.
    """
    with db.begin("removal from the board") as work:
        row = work.need(BoardMemberRow, member_id, version)
        open_board_row(work, row.board_id)
        work.call(f"removal of {row.name} from the board", f"Took {row.name} off the board")
        work.session.delete(row)


def open_board_row(work: UnitOfWork, board_id: int, version: int | None = None) -> BoardRow:
    """Return a board that has not ratified yet.

    Raises:
        RuleBroken: it has.
        NotFound: it has been deleted meanwhile.
        EditedMeanwhile: someone else has changed it since that version.
    """
    row = work.need(BoardRow, board_id)
    if row.ratified_at is not None:
        raise RuleBroken(
            "board",
            f"{row.name} has ratified. What it had before it can be changed only by chair’s "
            "action.",
        )
    return work.need(BoardRow, board_id, version)


def _checked(details: BoardDetails) -> BoardDetails:
    name = check_text(
        "name", details.name, NAME_LENGTH, "Give the board a name, such as “Board of June 2027”."
    )
    place = one_line(details.place)
    if len(place) > PLACE_LENGTH:
        raise RuleBroken("place", f"That is longer than {PLACE_LENGTH} characters. Shorten it.")
    return BoardDetails(
        name, details.held_on, place, many_lines(details.notes), details.external_consulted
    )


def _write(row: BoardRow, details: BoardDetails) -> None:
    row.name, row.held_on, row.place = details.name, details.held_on, details.place
    row.notes, row.external_consulted = details.notes, details.external_consulted


def _refuse_taken(work: UnitOfWork, cohort_id: int, name: str, besides: int | None) -> None:
    same = select(BoardRow.id).where(
        BoardRow.cohort_id == cohort_id, func.lower(BoardRow.name) == name.lower()
    )
    if any(row_id != besides for row_id in work.session.scalars(same)):
        raise RuleBroken("name", f"There is already a board called {name}. Choose another name.")


def _refuse_seated(work: UnitOfWork, board_id: int, name: str, besides: int | None) -> None:
    same = select(BoardMemberRow.id).where(
        BoardMemberRow.board_id == board_id, func.lower(BoardMemberRow.name) == name.lower()
    )
    if any(row_id != besides for row_id in work.session.scalars(same)):
        raise RuleBroken("name", f"{name} sits on this board already.")
