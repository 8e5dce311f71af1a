"""What of the savings an office has to see to: everything odd in one place, with what it means."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import BenefitRow, FigureRow, FigureYearRow
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.settings import SavingsSettings
from cohort_desk.domain.savings.sustaining import Gain, overdue_words, year_lost
from cohort_desk.domain.savings.watching import Alarm, pot_alarm
from cohort_desk.domain.savings.words import BASES
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.benefits.facts import LiveClaims, live_claims
from cohort_desk.services.savings.benefits.lists import lines_within
from cohort_desk.services.savings.benefits.officers import officers_of
from cohort_desk.services.savings.benefits.scope import Scope
from cohort_desk.services.savings.claims.pots import Pot, pots_of
from cohort_desk.services.savings.reckoning.settings import settings_of
from cohort_desk.services.savings.shapes import BenefitLine
from cohort_desk.services.savings.today import today_or


@dataclass(frozen=True, slots=True)
class Watched:
    """A benefit that wants attention, for one reason; `what` says which in a sentence."""

    alarm: Alarm
    line: BenefitLine
    what: str


@dataclass(frozen=True, slots=True)
class PotNear:
    """A pot that claims of a financial year have nearly or wholly used up; `what` says so."""

    pot: Pot
    year: int
    claimed: int
    what: str


@dataclass(frozen=True, slots=True)
class Watch:
    """Everything that wants attention; a benefit is there once for each reason."""

    orphans: tuple[Watched, ...]
    overdue: tuple[Watched, ...]
    unsustained: tuple[Watched, ...]
    unsettled: tuple[Watched, ...]
    pots_near: tuple[PotNear, ...]

    @property
    def lines(self) -> tuple[Watched, ...]:
        """The benefits of all reasons, the gravest reason first."""
        return (*self.unsustained, *self.orphans, *self.overdue, *self.unsettled)

    @property
    def count(self) -> int:
        """How many things there are to see to."""
        return len(self.lines) + len(self.pots_near)


def read_watch(db: Database, cohort_id: int | None = None, today: date | None = None) -> Watch:
    """Return what wants attention in a cohort's savings (None: in all).

    Pots are the programme's: one that any claims come near to exhausting is told for every cohort.
    """
    on, scope = today_or(today), Scope(cohort_id=cohort_id)
    with db.read() as work:
        settings, pots = settings_of(work), pots_of(work)
        lines = lines_within(work, scope, on).values()
        claims, gone = live_claims(work, scope), _owners_gone(work, scope)
        said = _sources_say(work, scope)
    found = {alarm: [line for line in lines if alarm in line.alarms] for alarm in Alarm}
    month = settings.year_starts_month
    return Watch(
        orphans=_watched(Alarm.ORPHANED, ((line, gone[line.id]) for line in found[Alarm.ORPHANED])),
        overdue=_watched(Alarm.OVERDUE, ((line, _overdue(line)) for line in found[Alarm.OVERDUE])),
        unsustained=_watched(
            Alarm.UNSUSTAINED,
            (
                (line, _lost(line, claims[line.id], settings, on))
                for line in found[Alarm.UNSUSTAINED]
            ),
        ),
        unsettled=_watched(
            Alarm.UNSETTLED,
            ((line, _unsettled(line, said.get(line.id, ""))) for line in found[Alarm.UNSETTLED]),
        ),
        pots_near=tuple(_near(pots, month)),
    )


def count_alarms(
    work: UnitOfWork, cohort_id: int, today: date | None = None
) -> tuple[tuple[Alarm, int], ...]:
    """Return how many benefits of a cohort have each alarm that any has, as part of a reading."""
    lines = lines_within(work, Scope(cohort_id=cohort_id), today_or(today)).values()
    counts = Counter(Alarm(alarm) for line in lines for alarm in line.alarms)
    return tuple((alarm, counts[alarm]) for alarm in Alarm if counts[alarm])


def _watched(alarm: Alarm, lines: Iterable[tuple[BenefitLine, str]]) -> tuple[Watched, ...]:
    found = (Watched(alarm, line, what) for line, what in lines)
    return tuple(sorted(found, key=lambda each: (each.line.project, each.line.title)))


def _owners_gone(work: UnitOfWork, scope: Scope) -> dict[int, str]:
    """Return in a sentence why the owner of each benefit can no longer answer for it."""
    officers = officers_of(work)
    owned = select(BenefitRow.id, BenefitRow.owner_id).where(
        BenefitRow.owner_id.is_not(None), *scope.within(BenefitRow.id)
    )
    return {
        benefit_id: f"{owner.name} {owner.gone}."
        for benefit_id, owner_id in work.session.execute(owned)
        if owner_id is not None and (owner := officers[owner_id]).gone
    }


def _overdue(line: BenefitLine) -> str:
    return f"{overdue_words(line.update_due_on)}." if line.update_due_on else ""


def _lost(line: BenefitLine, claims: LiveClaims, settings: SavingsSettings, today: date) -> str:
    month, grace = settings.year_starts_month, settings.update_months
    validated = frozenset(
        claim.year for claim in claims.live if claim.validated and claim.year >= line.first_year
    )
    lost = year_lost(Gain(line.title, line.recurrent, validated, month, grace), today)
    if lost is None:
        return ""
    first = years.words(min(validated), month)
    return f"Validated for {first}, but nothing for {years.words(lost, month)}."


def _unsettled(line: BenefitLine, source: str) -> str:
    parts = [source] if line.approximate else []
    if line.basis == "unknown":
        parts.append(BASES["unknown"])
    return f"{'. '.join(parts)}."


def _sources_say(work: UnitOfWork, scope: Scope) -> dict[int, str]:
    """Return what the sources of approximate benefits say, as it stands there: so much a year."""
    years_of, sum_of = func.count(FigureYearRow.id), func.sum(FigureYearRow.pence)
    figures = (
        select(BenefitRow.id, BenefitRow.recurrent, FigureRow.pence, years_of, sum_of)
        .join(FigureRow, FigureRow.benefit_id == BenefitRow.id)
        .join(FigureYearRow, FigureYearRow.figure_id == FigureRow.id)
        .where(BenefitRow.approximate, FigureRow.kind == "projected", *scope.within(BenefitRow.id))
        .group_by(BenefitRow.id, BenefitRow.recurrent, FigureRow.id, FigureRow.pence)
        .order_by(FigureRow.id)
    )
    return {
        benefit_id: f"The source says about {_amount_words(recurrent, pence, span, total)}"
        for benefit_id, recurrent, pence, span, total in work.session.execute(figures)
    }


def _amount_words(recurrent: bool, pence: int, span: int, total: int) -> str:  # noqa: FBT001 - a row of a query
    if not recurrent:
        return pounds(pence)
    each = counted(span, "year", "years")
    even = pence * span == int(total)
    return f"{pounds(pence)} a year for {each}" if even else f"{pounds(int(total))} over {each}"


def _near(pots: Iterable[Pot], month: int) -> Iterable[PotNear]:
    for pot in pots:
        for each in pot.claimed:
            if not pot_alarm(each.pence, pot.baseline_pence):
                continue
            left = pot.baseline_pence - each.pence
            room = f"{pounds(left)} is left" if left > 0 else "nothing is left"
            what = (
                f"{pounds(each.pence)} of {pounds(pot.baseline_pence)} is claimed for "
                f"{years.words(each.year, month)}; {room}."
            )
            yield PotNear(pot, each.year, each.pence, what)
