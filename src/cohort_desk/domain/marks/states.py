"""Where a submission stands, from what is recorded of it (section 2 of the marking rules).

No state is stored: `state_of` reads it off the facts, so that undoing a fact undoes the state
with it. What each move is refused for stands in `refusals`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from cohort_desk.domain.submissions.deadlines import closed_at


class State(Enum):
    """The states in the order of the work; the values are what people read."""

    DRAFT = "Draft"
    SUBMITTED = "Submitted"
    FINALISED = "Finalised"
    IN_MARKING = "In marking"
    MARKED = "Marked"
    AGREED = "Agreed"
    MODERATED = "Moderated"
    PROVISIONAL = "Provisional"
    BEFORE_BOARD = "Before the board"
    RATIFIED = "Ratified"


class Visibility(Enum):
    """What participants see of a sitting's marks; the values are as the database has them."""

    HIDDEN = "hidden"
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"


class Moderation(Enum):
    """How far the moderation of the batch is that a submission belongs to."""

    NONE = "none"
    OPEN = "open"
    CONFIRMED = "confirmed"
    SENT_BACK = "sent_back"


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is recorded of a submission, as far as its state rests on it.

    Attributes:
        opens_at: when handing in opens; None if it is open from the start.
        deadline: the effective one of the group or person, extensions included.
        closes_at: when late work is no longer taken; None if it always is.
        files: how many files it has, those withdrawn apart.
        needed: how many markers must finish, a third who was called included.
        allotted: how many markers are allotted.
        begun: how many of them have given any mark, final or not.
        final: how many of them have finished.
        agreed: whether a rule, the markers, their lead or a third marker settled the mark.
        moderation: of the newest sample drawn since the marks became final.
        visibility: what participants see of the sitting.
        before_board: whether an open board has the mark before it.
        ratified: whether a board has ratified the mark.
        holds: what each hold that is not cleared is, in words.
        peer_open: whether the members' ratings of each other are still being gathered.
    """

    opens_at: datetime | None = None
    deadline: datetime | None = None
    closes_at: datetime | None = None
    files: int = 0
    submitted_at: datetime | None = None
    finalised_at: datetime | None = None
    reopened_at: datetime | None = None
    needed: int = 1
    allotted: int = 0
    begun: int = 0
    final: int = 0
    agreed: bool = False
    moderation: Moderation = Moderation.NONE
    visibility: Visibility = Visibility.HIDDEN
    before_board: bool = False
    ratified: bool = False
    holds: tuple[str, ...] = ()
    peer_open: bool = False


def state_of(facts: Facts, now: datetime) -> State:
    """Return the state that the facts amount to at a moment: the furthest one reached."""
    finalised = is_finalised(facts, now)
    marked = finalised and facts.final >= facts.needed
    agreed = marked and facts.agreed
    reached = {
        State.SUBMITTED: facts.submitted_at is not None,
        State.FINALISED: finalised,
        State.IN_MARKING: finalised and facts.begun > 0,
        State.MARKED: marked,
        State.AGREED: agreed,
        State.MODERATED: agreed and facts.moderation is Moderation.CONFIRMED,
        State.PROVISIONAL: agreed and facts.visibility is not Visibility.HIDDEN,
        State.BEFORE_BOARD: facts.before_board,
        State.RATIFIED: facts.ratified,
    }
    return next((state for state in reversed(State) if reached.get(state)), State.DRAFT)


def is_finalised(facts: Facts, now: datetime) -> bool:
    """Return whether no more can be handed in: finalised by hand, by the deadline or by marks.

    A later deadline opens nothing that somebody has begun to mark; an administrator does so, with
    a reason, and only before anybody has finished.
    """
    if facts.final:
        return True
    if facts.finalised_at is None and not facts.files:
        return False
    if facts.begun and facts.reopened_at is None:
        return True
    closed = closed_at(
        facts.submitted_at, facts.finalised_at, facts.reopened_at, facts.deadline, now
    )
    return closed is not None
