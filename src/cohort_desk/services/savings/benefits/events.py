"""Writes what happens to a benefit beside its money: updates, overrides, closing and removal."""

from dataclasses import asdict, dataclass

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BenefitEventRow, BenefitRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings.fields import UPDATE_LENGTH, check_length, need_reason
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.sustaining import check_closing
from cohort_desk.domain.savings.words import CLOSINGS
from cohort_desk.domain.unseen import many_lines
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.benefits.lists import gain_of
from cohort_desk.services.savings.claims.facts import closing_of, live_claims
from cohort_desk.services.savings.claims.pots import check_room_again
from cohort_desk.services.savings.opening import current_figure, need_open
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.services.savings.stamps import Stamp, stamp_of


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a benefit; see `BenefitEventRow` for what `value` holds."""

    kind: str
    reason: str = ""
    value: str = ""


def write_update(db: Database, benefit_id: int, version: int, text: str) -> None:
    """Write how a benefit stands; the next update is due some months on.

    Raises:
        NotFound: the benefit has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: the text is missing or too long, or the benefit is closed.
    """
    with db.begin("update") as work:
        row = need_open(work, benefit_id, version)
        what = need_reason(text, f"Write how “{row.title}” stands.", UPDATE_LENGTH)
        add_event(work, row.id, Happening("update", what), stamp_of(db))
        work.call(f"update of {row.title}", f"Wrote an update of {row.title}")


def override_status(db: Database, benefit_id: int, version: int, status: str, reason: str) -> None:
    """Give a benefit another status than the one that is computed; both are shown.

    Raises:
        NotFound: the benefit has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: there is no such status or no reason, or the benefit is closed.
    """
    with db.begin("override") as work:
        row = need_open(work, benefit_id, version)
        if status not in {"green", "amber", "red"}:
            raise RuleBroken("status", "Choose green, amber or red.")
        why = need_reason(
            reason, f"Say why “{row.title}” is {status}, whatever its figures say.", UPDATE_LENGTH
        )
        add_event(work, row.id, Happening("override", why, status), stamp_of(db))
        words = STATUSES[status].lower()
        work.call(f"override of the status of {row.title}", f"{row.title}: {words} by override")


def lift_override(db: Database, benefit_id: int, version: int, reason: str = "") -> None:
    """Let the computed status of a benefit count again; raises as `override_status`."""
    with db.begin("end of an override") as work:
        row = need_open(work, benefit_id, version)
        add_event(work, row.id, Happening("override", _optional(reason)), stamp_of(db))
        work.call(
            f"end of the override of {row.title}", f"The computed status of {row.title} counts"
        )


def remove(db: Database, benefit_id: int, version: int, reason: str) -> None:
    """Remove a benefit, as it did not come or did not last; it counts nowhere and stays listed.

    Raises:
        NotFound: the benefit has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: there is no reason, a claim waits, or it is closed already.
    """
    with db.begin("removal of a benefit") as work:
        row = need_open(work, benefit_id, version)
        why = need_reason(reason, f"Say why “{row.title}” is removed.", UPDATE_LENGTH)
        _refuse_waiting(work, row, "removed")
        add_event(work, row.id, Happening("removed", why), stamp_of(db))
        work.call(f"removal of {row.title}", f"Removed {row.title}")


def close(db: Database, benefit_id: int, version: int, how: str, reason: str = "") -> None:
    """Close a benefit as "delivered" or "ended" (which needs a reason).

    Raises:
        NotFound: the benefit has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it is closed already, a claim waits, or it was not delivered: nothing is
            validated, or a recurrent gain has not lasted two further financial years.
    """
    with db.begin("closing of a benefit") as work:
        row = need_open(work, benefit_id, version)
        check_closing(gain_of(row, _validated(work, row.id), settings_of(work)), how)
        _refuse_waiting(work, row, "closed")
        why = _optional(reason)
        if how == "ended":
            why = need_reason(reason, f"Say why “{row.title}” ended short.", UPDATE_LENGTH)
        add_event(work, row.id, Happening("closed", why, how), stamp_of(db))
        work.call(f"closing of {row.title}", f"Closed {row.title}: {CLOSINGS[how].lower()}")


def reopen(db: Database, benefit_id: int, version: int, reason: str) -> None:
    """Open a benefit again that was closed or removed.

    Raises:
        NotFound: the benefit has been deleted meanwhile.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: it is open, there is no reason, or others have claimed its pot meanwhile.
    """
    with db.begin("reopening of a benefit") as work:
        row = work.need(BenefitRow, benefit_id, version)
        if not closing_of(work, benefit_id):
            raise RuleBroken("benefit", f"“{row.title}” is open already.")
        why = need_reason(reason, f"Say why “{row.title}” is opened again.", UPDATE_LENGTH)
        add_event(work, row.id, Happening("reopened", why), stamp_of(db))
        work.session.flush()
        check_room_again(work, row.id)
        work.call(f"reopening of {row.title}", f"Reopened {row.title}")


def add_event(work: UnitOfWork, benefit_id: int, what: Happening, stamp: Stamp) -> None:
    """Add an event as a part of another step."""
    work.session.add(BenefitEventRow(benefit_id=benefit_id, **asdict(what), **stamp.columns))


def _optional(reason: str) -> str:
    clean = many_lines(reason)
    check_length("reason", clean, UPDATE_LENGTH)
    return clean


def _validated(work: UnitOfWork, benefit_id: int) -> frozenset[int]:
    """Return the years with a validated claim that counts."""
    figure = current_figure(work, benefit_id, "forecast")
    first = figure.first_year if figure else 0
    claims = live_claims(work, benefit_id)
    return frozenset(
        claim.year for claim in claims if claim.validated_pence and claim.year >= first
    )


def _refuse_waiting(work: UnitOfWork, row: BenefitRow, how: str) -> None:
    waiting = [each for each in live_claims(work, row.id) if each.state is ClaimState.WAITING]
    if waiting:
        what = counted(len(waiting), "claim waits", "claims wait")
        raise RuleBroken(
            "benefit",
            f"{what} on “{row.title}”, so it cannot be {how} yet. Have it decided or withdraw it "
            "first.",
        )
