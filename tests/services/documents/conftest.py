"""What the tests of documents share: a board that ratifies, and a mark's release and hold."""

from datetime import UTC, date, datetime

import pytest

from cohort_desk.db.tables import HoldRow
from cohort_desk.services.boards import (
    BoardDetails,
    add_board,
    add_member,
    put_before,
    ratify,
    read_board,
    take_proposals,
)


@pytest.fixture
def hold_board(marked):
    """Holds a board on 16 June 2026 that ratifies what the rules propose."""

    def held(name):
        db, held_on = marked.db, date(2026, 6, 16)
        board = add_board(db, 1, BoardDetails(name, held_on))
        for member, role in (("Prof Chair", "chair"), ("Dr One", "member"), ("Dr Two", "external")):
            add_member(db, board, member, role, present=True)
        put_before(db, board, read_board(db, board).version)
        take_proposals(db, board)
        ratify(db, board, read_board(db, board).version, "Prof Chair")
        return board

    return held


@pytest.fixture
def ratified(marked, hold_board):
    """The marked cohort after its board; Fay's core module has no mark."""
    hold_board("Board of June 2026")
    return marked


@pytest.fixture
def hold(marked):
    """Puts somebody's mark on hold, past the checks that would refuse it."""

    def held(person, assessment):
        placed = {"placed_at": datetime.now(UTC), "placed_by": "Ann"}
        key = marked.submission(person, assessment)
        with marked.db.begin("a hold") as work:
            work.session.add(HoldRow(submission_id=key, kind="withheld", reason="x", **placed))

    return held
