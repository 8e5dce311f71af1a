"""How the sample's work is marked, agreed, moderated and put before a board."""

import random
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from cohort_desk.db.database import Database
from cohort_desk.domain.marks.states import Visibility
from cohort_desk.services.boards import (
    BoardDetails,
    add_board,
    add_member,
    put_before,
    ratify,
    read_board,
    take_proposals,
)
from cohort_desk.services.marks.agreeing import How, Settlement, read_agreements, settle
from cohort_desk.services.marks.allotting import Occasion
from cohort_desk.services.marks.balancing import Wish, apply_allotment, plan_allotment
from cohort_desk.services.marks.desk import open_desk
from cohort_desk.services.marks.importing import apply_marks, plan_marks
from cohort_desk.services.marks.mark_plans import Entry, ImportWish
from cohort_desk.services.marks.marking import put_feedback, put_mark
from cohort_desk.services.marks.matching import Signs
from cohort_desk.services.marks.moderating import ViewKey, confirm, draw_sample, put_view
from cohort_desk.services.marks.moderations import read_moderation
from cohort_desk.services.marks.queues import QueueItem, Standing, read_queue
from cohort_desk.services.marks.releasing import read_release, release
from cohort_desk.services.marks.tasks import TaskKey
from cohort_desk.services.marks.tutors import add_tutor
from cohort_desk.services.modules import Assessment, read_guide
from cohort_desk.services.peers import PeerReturn, close_round, open_round, read_round
from cohort_desk.services.peers.returns import take_returns
from cohort_desk.services.sample.events import EXAMINER

TUTORS = ("Tutor Alder", "Tutor Birch", "Tutor Cedar", "Tutor Damson")
_IN_A_ROW = 22
"""People of the former cohort, whose works are handed in one after the other."""
_APART = 14
_FEEDBACK = (
    "A clear account of a real problem. Say more about what you would do if it does not work."
)


def add_tutors(db: Database) -> tuple[int, ...]:
    """Add the sample's tutors."""
    names = ((name, name.lower().replace(" ", ".")) for name in TUTORS)
    return tuple(
        add_tutor(db, {"name": name, "email": f"{address}@example.org"}) for name, address in names
    )


def allot_all(
    db: Database, occasion: Occasion, tutors: Sequence[int], roles: Sequence[str], due: datetime
) -> None:
    """Share the work of a sitting among tutors."""
    plan = plan_allotment(db, Wish(occasion, tuple(tutors), tuple(roles), seed=1, due_at=due))
    apply_allotment(db, plan)


def import_all(
    db: Database,
    cohort_id: int,
    marker: tuple[int, random.Random],
    part: Assessment,
    apart: frozenset[int] = frozenset(),
) -> None:
    """Take a tutor's marks for a sitting from a sheet, of each criterion or one for the whole.

    Every mark follows from the marker's dice; of submissions `apart` it is far above the other's.
    """
    tutor_id, dice = marker
    occasion = (part.id, 1)
    items = [
        item
        for item in _in_turn(db, tutor_id, cohort_id)
        if (item.assessment_id, item.sitting) == occasion and item.standing is Standing.TO_MARK
    ]
    criteria = () if part.guide_id is None else read_guide(db, part.guide_id).criteria
    titles = [criterion.title for criterion in criteria]
    entries = [
        Entry(
            row,
            Signs(item.identity),
            *_columns(titles, item.key, dice, _APART * (item.key.submission_id in apart)),
        )
        for row, item in enumerate(items, 2)
    ]
    apply_marks(db, plan_marks(db, ImportWish(occasion, tutor_id, finish=True), entries))


def _in_turn(db: Database, tutor_id: int, cohort_id: int) -> list[QueueItem]:
    """Return a tutor's queue in an order that does not hang on numbers drawn by lot."""
    items = read_queue(db, tutor_id, cohort_id).items
    return sorted(items, key=lambda item: item.key.submission_id)


def begin_one(db: Database, key: TaskKey, dice: random.Random) -> None:
    """Mark one submission at the desk, and leave it unfinished."""
    desk = open_desk(db, key)
    for number, cell in enumerate(desk.criteria):
        value = Decimal(_of_criterion(key, dice))
        version = put_mark(db, key, cell.criterion.id, value, cell.version)
        if number == 0:
            put_feedback(db, key, cell.criterion.id, _FEEDBACK, version)


def _columns(
    criteria: Sequence[str], key: TaskKey, dice: random.Random, above: int
) -> tuple[str | None, str, str, dict[str, str]]:
    """Return the cells of a row: mark, maximum, feedback, and those of the criteria."""
    cells = {title: str(_of_criterion(key, dice) + above) for title in criteria}
    return None if cells else _near(key, dice), "", _FEEDBACK, cells


def _of_criterion(key: TaskKey, dice: random.Random) -> int:
    """Return a mark near what the submission's number makes of it: two markers mostly agree."""
    return 57 + key.submission_id * 5 % 17 + dice.randint(-4, 4)


def _near(key: TaskKey, dice: random.Random) -> str:
    """Return the mark of a person's work: the same people are near the top each time."""
    middle = 49 + key.submission_id % _IN_A_ROW * 26 // _IN_A_ROW
    return str(middle + dice.randint(-1, 1))


def settle_all(db: Database, occasion: Occasion) -> None:
    """Settle what the rule leaves open, in the middle of the two marks."""
    for line in read_agreements(db, *occasion).lines:
        marks = [marker.mark for marker in line.markers if marker.mark is not None]
        if line.how is not How.TO_SETTLE or line.submission_id is None or len(marks) < 2:  # noqa: PLR2004
            continue
        middle = ((marks[0] + marks[1]) / 2).quantize(Decimal(1))
        reason = "Read again together; the evidence decided."
        settle(db, line.submission_id, Settlement(middle, reason, "the markers"))


def moderate(db: Database, occasion: Occasion, moderator_id: int) -> None:
    """Draw the sample that the regulations ask for and confirm the marks."""
    moderation_id = draw_sample(db, occasion, moderator_id, seed=1)
    for line in read_moderation(db, moderation_id).lines:
        key = ViewKey(moderation_id, line.submission_id)
        put_view(db, key, "supported", "", line.version)
    seen = read_moderation(db, moderation_id)
    confirm(db, moderation_id, seen.version, "Marks are in line with the guide.")


def show_marks(db: Database, occasion: Occasion) -> None:
    """Release the marks of a sitting as provisional ones."""
    seen = read_release(db, *occasion)
    release(db, occasion, Visibility.PROVISIONAL, seen.version)


def rate_peers(
    db: Database, assessment_id: int, dice: random.Random, *, silent: int, close: bool
) -> None:
    """Have the members of each group rate each other; the last `silent` of each rate nobody."""
    round_id = open_round(db, assessment_id)
    known = read_round(db, round_id)
    returns: list[PeerReturn] = []
    for group in known.groups:
        ids = [one.member.id for one in group.members]
        for rater in ids[: len(ids) - silent]:
            scores = {
                other: {criterion.id: dice.choice((3, 3, 4, 4, 5)) for criterion in known.criteria}
                for other in ids
                if other != rater
            }
            returns.append(PeerReturn(round_id, rater, scores, "Everybody did their part."))
    with db.begin(f"import of {len(returns)} returns") as work:
        take_returns(work, returns)
    if close:
        close_round(db, round_id, read_round(db, round_id).version)


def set_up_board(db: Database, cohort_id: int, on: date) -> int:
    """Add a board with its members, and return its id."""
    details = BoardDetails("Summer board", on, "Sample City University", external_consulted=True)
    board_id = add_board(db, cohort_id, details)
    for name, role in (
        ("Chair Elm", "chair"),
        ("Member Fir", "member"),
        ("Member Hazel", "member"),
        (EXAMINER, "external"),
        ("Secretary Juniper", "secretary"),
    ):
        add_member(db, board_id, name, role, present=True)
    return board_id


def hold_board(db: Database, board_id: int) -> None:
    """Put everything before a board and ratify it."""
    put_before(db, board_id, read_board(db, board_id).version)
    take_proposals(db, board_id)
    ratify(db, board_id, read_board(db, board_id).version, "Chair Elm")
