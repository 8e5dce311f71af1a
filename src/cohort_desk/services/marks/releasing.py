"""Shows a sitting's marks to its participants: hidden, provisional or confirmed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from cohort_desk.db.database import Database
from cohort_desk.db.tables import SittingRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.refusals import against_release
from cohort_desk.domain.marks.states import Moderation, State, Visibility, is_finalised
from cohort_desk.domain.submissions.deadlines import is_over
from cohort_desk.domain.words import counted
from cohort_desk.services.marks.allotting import Occasion
from cohort_desk.services.marks.batches import Batch, Work, read_batch
from cohort_desk.services.submissions.making import Owner

_TOLD = 3
"""How many works a refusal names before it counts the rest."""
_STEPS = {
    Visibility.HIDDEN: ("hiding of the marks of {}", "The marks of {} are hidden"),
    Visibility.PROVISIONAL: (
        "release of the marks of {}",
        "Participants can see the provisional marks of {}",
    ),
    Visibility.CONFIRMED: (
        "confirmation of the marks of {} to participants",
        "Participants see the marks of {} as confirmed",
    ),
}


class Obstacle(Enum):
    """Of what kind a thing against showing a mark is; the values are what people read."""

    NOT_HANDED_IN = "not handed in"
    NOT_MARKED = "not marked"
    NOT_AGREED = "not agreed"
    HELD = "held"
    PEERS_OPEN = "peer ratings open"
    MODERATION_OPEN = "moderation open"
    SENT_BACK = "sent back by the moderator"


OF_THE_SITTING = frozenset((Obstacle.PEERS_OPEN, Obstacle.MODERATION_OPEN, Obstacle.SENT_BACK))
"""The kinds that are put right once for all submissions, and not at each."""

_OF_STATE = {
    State.DRAFT: Obstacle.NOT_MARKED,
    State.SUBMITTED: Obstacle.NOT_MARKED,
    State.FINALISED: Obstacle.NOT_MARKED,
    State.IN_MARKING: Obstacle.NOT_MARKED,
    State.MARKED: Obstacle.NOT_AGREED,
}


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A submission, where it stands, and what is against showing its mark, a sentence each.

    `obstacles` has the same by kinds.
    `expected` is false of work that was never handed in and no longer can be: there is no mark to
    show, and the others do not wait for it.
    """

    submission_id: int | None
    owner: Owner
    name: str
    state: State
    expected: bool
    against: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """What participants see of a sitting, and what is against their seeing more."""

    name: str
    visibility: Visibility
    version: int
    lines: tuple[ReleaseLine, ...]

    @property
    def ready(self) -> bool:
        """Whether the marks may be shown."""
        return any(line.expected for line in self.lines) and not any(
            line.against for line in self.lines
        )


def read_release(db: Database, assessment_id: int, sitting: int = 1) -> Release:
    """Return what participants see of a sitting, and what is against their seeing more.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        return release_of(read_batch(work, assessment_id, sitting))


def release(db: Database, occasion: Occasion, visibility: Visibility, version: int) -> None:
    """Show, confirm or hide a sitting's marks; `version` is the sitting's as the user saw it.

    Raises:
        NotFound: the sitting has been deleted meanwhile.
        EditedMeanwhile: someone has changed the sitting since that version.
        RuleBroken: to be shown, a mark is missing or held, or a peer round or a moderation is
            open; to be confirmed, a mark is not ratified; to be hidden, one is.
    """
    with db.begin("release of marks") as work:
        row = work.need(SittingRow, occasion, version)
        batch = read_batch(work, *occasion)
        step, said = (text.format(batch.name) for text in _STEPS[visibility])
        work.call(step, said)
        if visibility is Visibility.PROVISIONAL:
            _refuse(release_of(batch))
        elif visibility is Visibility.CONFIRMED:
            _refuse_unratified(batch)
        elif row.visibility != visibility.value:
            _refuse_hiding(batch)
        if row.visibility != visibility.value:
            row.visibility = visibility.value


def release_of(batch: Batch) -> Release:
    """Return what `read_release` does, of a batch that is read already."""
    now = datetime.now(UTC)
    return Release(
        name=batch.name,
        visibility=Visibility(batch.sitting.visibility),
        version=batch.sitting.version,
        lines=tuple(_line(each, now) for each in batch.works),
    )


def _line(each: Work, now: datetime) -> ReleaseLine:
    expected = each.line.submitted_at is not None or not _past(each, now)
    return ReleaseLine(
        submission_id=each.line.id,
        owner=each.line.owner,
        name=each.line.name,
        state=each.state,
        expected=expected,
        against=_against(each, now) if expected else (),
        obstacles=_obstacles(each) if expected else (),
    )


def _against(each: Work, now: datetime) -> tuple[str, ...]:
    if each.ratified_by:
        return ()
    if each.line.submitted_at is None:
        return ("It can still be handed in.",)
    if not is_finalised(each.facts, now):
        return ("It is still open.", *against_release(each.facts, now))
    return against_release(each.facts, now)


def _obstacles(each: Work) -> tuple[Obstacle, ...]:
    if each.ratified_by:
        return ()
    if each.line.submitted_at is None:
        return (Obstacle.NOT_HANDED_IN,)
    facts = each.facts
    against = {
        Obstacle.HELD: bool(facts.holds),
        Obstacle.PEERS_OPEN: facts.peer_open,
        Obstacle.MODERATION_OPEN: facts.moderation is Moderation.OPEN,
        Obstacle.SENT_BACK: facts.moderation is Moderation.SENT_BACK,
    }
    own = (_OF_STATE[each.state],) if each.state in _OF_STATE else ()
    return (*own, *(kind for kind, stands in against.items() if stands))


def _past(each: Work, now: datetime) -> bool:
    """Whether nothing can be handed in any more."""
    return is_over(each.facts.deadline, each.facts.closes_at, now)


def _refuse(found: Release) -> None:
    if not any(line.expected for line in found.lines):
        raise RuleBroken("marks", f"There are no marks of {found.name} to show.")
    against = [f"{line.name}: {' '.join(line.against)}" for line in found.lines if line.against]
    if against:
        raise RuleBroken("marks", f"The marks cannot be shown yet. {_summed_up(against)}")


def _refuse_unratified(batch: Batch) -> None:
    names = [
        each.line.name
        for each in batch.works
        if each.line.submitted_at is not None and not each.ratified_by
    ]
    if names or not batch.works:
        told = ", ".join(names[:_TOLD])
        more = (
            f" and {counted(len(names) - _TOLD, 'other', 'others')}" if len(names) > _TOLD else ""
        )
        raise RuleBroken(
            "marks", f"Marks are confirmed once a board has ratified them. Not yet: {told}{more}."
        )


def _refuse_hiding(batch: Batch) -> None:
    board = next((each.ratified_by for each in batch.works if each.ratified_by), "")
    if board:
        raise RuleBroken(
            "marks",
            f"Ratified marks stay visible: “{board}” has ratified marks of {batch.name}. A mark "
            "that is wrong is put right by chair’s action.",
        )


def _summed_up(against: list[str]) -> str:
    more = len(against) - _TOLD
    rest = f" The same goes for {counted(more, 'other', 'others')}." if more > 0 else ""
    return " ".join(against[:_TOLD]) + rest
