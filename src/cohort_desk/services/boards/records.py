"""Reads boards: who sits on them, how far they have come, and by which regulations."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import (
    BoardMemberRow,
    BoardRow,
    CohortRegulationsRow,
    ExaminerCommentRow,
    RegulationSetRow,
    SnapshotResultRow,
)
from cohort_desk.domain.boards import ROLES, Quorum, Seat, quorum_of
from cohort_desk.domain.regulations.plain import from_plain
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.services.regulations import regulations_of

_ORDER = {role: place for place, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class BoardMember:
    """Someone who sits on a board."""

    id: int
    version: int
    name: str
    role: str
    present: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A board at one version.

    Attributes:
        frozen_at: when the marks were put before it; None while nothing is.
        digest: the SHA-256 of what is before it, as hexadecimal digits.
        regulations: the set and version that the marks were reckoned by.
        candidates: how many are before it.
        comments: how many comments of the external examiner there are, and how many unanswered.
    """

    id: int
    version: int
    cohort_id: int
    name: str
    held_on: date | None
    place: str
    notes: str
    external_consulted: bool
    members: tuple[BoardMember, ...]
    quorum: Quorum
    frozen_at: datetime | None
    digest: str
    ratified_at: datetime | None
    ratified_by: str
    regulations: str
    rules: Regulations
    candidates: int
    comments: int
    open_comments: int

    @property
    def state(self) -> str:
        """How far the board has come, in words."""
        if self.ratified_at is not None:
            return "Ratified"
        return "Before the board" if self.frozen_at is not None else "Being prepared"


def list_boards(db: Database, cohort_id: int) -> tuple[Board, ...]:
    """Return the boards of a cohort, the newest first."""
    with db.read() as work:
        query = select(BoardRow).where(BoardRow.cohort_id == cohort_id)
        newest_first = query.order_by(BoardRow.id.desc())
        return boards_from(work, work.session.scalars(newest_first).all())


def read_board(db: Database, board_id: int) -> Board:
    """Return one board.

    Raises:
        NotFound: it has been deleted meanwhile.
    """
    with db.read() as work:
        return board_of(work, board_id)


def board_of(work: UnitOfWork, board_id: int) -> Board:
    """Return what `read_board` does, within a transaction."""
    return boards_from(work, [work.need(BoardRow, board_id)])[0]


def boards_from(work: UnitOfWork, rows: Iterable[BoardRow]) -> tuple[Board, ...]:
    """Return the boards that the rows stand for."""
    found = list(rows)
    ids = [row.id for row in found]
    members = _members(work, ids)
    comments = _comments(work, ids)
    counts = select(SnapshotResultRow.board_id, func.count()).group_by(SnapshotResultRow.board_id)
    candidates: dict[int, int] = dict(work.session.execute(counts).all())
    return tuple(
        _board(work, row, members[row.id], candidates.get(row.id, 0), comments[row.id])
        for row in found
    )


def rules_of(work: UnitOfWork, row: BoardRow) -> Regulations:
    """Return the rules by which a board decides: those of its snapshot, or else the cohort's."""
    if row.regulation_set_id is None:
        return regulations_of(work, row.cohort_id)
    return from_plain(work.need(RegulationSetRow, row.regulation_set_id).rules)


def _board(
    work: UnitOfWork,
    row: BoardRow,
    members: tuple[BoardMember, ...],
    candidates: int,
    comments: list[str],
) -> Board:
    rules = rules_of(work, row)
    seats = (Seat(member.role, member.present) for member in members)
    return Board(
        id=row.id,
        version=row.version,
        cohort_id=row.cohort_id,
        name=row.name,
        held_on=row.held_on,
        place=row.place,
        notes=row.notes,
        external_consulted=row.external_consulted,
        members=members,
        quorum=quorum_of(seats, rules.board.quorum),
        frozen_at=row.frozen_at,
        digest=row.digest,
        ratified_at=row.ratified_at,
        ratified_by=row.ratified_by,
        regulations=_set_name(work, row),
        rules=rules,
        candidates=candidates,
        comments=len(comments),
        open_comments=comments.count("none"),
    )


def _set_name(work: UnitOfWork, row: BoardRow) -> str:
    set_id = row.regulation_set_id
    if set_id is None:
        followed = work.session.get(CohortRegulationsRow, row.cohort_id)
        set_id = None if followed is None else followed.regulation_set_id
    if set_id is None:
        return "the default regulations"
    kept = work.need(RegulationSetRow, set_id)
    return f"{kept.name}, version {kept.number}"


def _members(work: UnitOfWork, board_ids: list[int]) -> defaultdict[int, tuple[BoardMember, ...]]:
    query = select(BoardMemberRow).where(BoardMemberRow.board_id.in_(board_ids))
    rows = work.session.scalars(query).all()
    found: defaultdict[int, tuple[BoardMember, ...]] = defaultdict(tuple)
    for row in sorted(rows, key=lambda row: (_ORDER[row.role], row.id)):
        member = BoardMember(row.id, row.version, row.name, row.role, row.present)
        found[row.board_id] = (*found[row.board_id], member)
    return found


def _comments(work: UnitOfWork, board_ids: list[int]) -> defaultdict[int, list[str]]:
    query = select(ExaminerCommentRow.board_id, ExaminerCommentRow.response).where(
        ExaminerCommentRow.board_id.in_(board_ids)
    )
    found: defaultdict[int, list[str]] = defaultdict(list)
    for board_id, response in work.session.execute(query):
        found[board_id].append(response)
    return found
