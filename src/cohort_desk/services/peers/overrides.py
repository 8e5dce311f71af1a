"""A tutor's own figure for a member, kept beside the computed one."""

from dataclasses import dataclass
from decimal import Decimal

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import ParticipantRow, PeerOverrideRow, PeerRoundRow
from cohort_desk.domain.errors import EditedMeanwhile, RuleBroken
from cohort_desk.domain.marks.numbers import checked, hundredths
from cohort_desk.domain.names import full_name
from cohort_desk.domain.unseen import many_lines
from cohort_desk.services.peers.guards import group_of, refuse_if_locked, seated_in

REASON_LENGTH = 1000
_SHOWN_OF_REASON = 80


@dataclass(frozen=True, slots=True)
class Figure:
    """A tutor's own figure, 0 to 100, and why it is to stand."""

    value: Decimal
    reason: str


def override(
    db: Database,
    peer_round_id: int,
    participant_id: int,
    figure: Figure,
    version: int | None = None,
) -> None:
    """Put a tutor's own figure in the place of what the ratings make of a member's mark.

    It stands for the mark after ratings and penalty; what was computed stays beside it. `version`
    is that of the figure before, None where there was none.

    Raises:
        NotFound: the round or the person has been deleted meanwhile.
        EditedMeanwhile: someone has put another figure since.
        RuleBroken: the figure is out of range, the reason missing or too long, the person in no
            group, a board has ratified the mark, or participants see it.
    """
    value, why = checked(figure.value, "value"), many_lines(figure.reason)
    _check_reason(why)
    with db.begin("override") as work:
        name = _name(work, participant_id)
        # The step names no mark, for other windows read its name.
        work.call(f"override for {name}", f"{name} has a mark by override")
        row = work.need(PeerRoundRow, peer_round_id)
        refuse_if_locked(work, row, group_of(work, row, participant_id))
        found = work.session.get(PeerOverrideRow, (peer_round_id, participant_id))
        if (found.version if found else None) != version:
            raise EditedMeanwhile(
                f"Someone else changed the figure of {name} meanwhile. Nothing was overwritten: "
                "look at it, then make your change again."
            )
        if found is None:
            found = PeerOverrideRow(peer_round_id=peer_round_id, participant_id=participant_id)
            work.session.add(found)
        found.value, found.reason, found.made_by = hundredths(value), why, db.actor


def withdraw_override(
    db: Database, peer_round_id: int, participant_id: int, version: int, reason: str
) -> None:
    """Let the computed mark stand again; the reason is kept with the step.

    Raises:
        NotFound: the figure has been withdrawn meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: the reason is missing, a board has ratified the mark, or participants
            see it.
    """
    why = many_lines(reason)
    _check_reason(why)
    with db.begin("withdrawal of an override") as work:
        name = _name(work, participant_id)
        short = why if len(why) <= _SHOWN_OF_REASON else f"{why[:_SHOWN_OF_REASON]}…"
        step = f"withdrawal of the override for {name} ({short})"
        work.call(step, f"{name} has the computed mark")
        row = work.need(PeerRoundRow, peer_round_id)
        refuse_if_locked(work, row, seated_in(work, row, participant_id))
        work.session.delete(work.need(PeerOverrideRow, (peer_round_id, participant_id), version))


def _check_reason(reason: str) -> None:
    if not reason:
        raise RuleBroken("reason", "Say why, in a sentence.")
    if len(reason) > REASON_LENGTH:
        raise RuleBroken("reason", f"A reason has at most {REASON_LENGTH:,} characters.")


def _name(work: UnitOfWork, participant_id: int) -> str:
    person = work.need(ParticipantRow, participant_id)
    return full_name(person.given_name, person.family_name)
