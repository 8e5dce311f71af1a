"""Figures in words: none is printed without its state, and who confirmed it and when.

Money is whole pence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import about, pounds
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.services.savings.snapshots.shapes import (
    Decided,
    Person,
    ToldClaim,
    ToldFigure,
    ToldLine,
    ToldOutcome,
)

NOBODY = "nobody named yet"
_LIVE = frozenset({ClaimState.WAITING, ClaimState.VALIDATED})
_OF_OFFICE = "the programme’s office"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a document words its figures.

    Attributes:
        starts_month: in which month financial years begin.
        named: whether people are named; else only their posts are, as on participants' copies.
    """

    starts_month: int
    named: bool = True

    def year(self, year: int) -> str:
        """Return a financial year, such as "2026/27"."""
        return years.words(year, self.starts_month)

    def who(self, person: Person | None) -> str:
        """Return who it is: "Mary Sample, Finance officer, Northshire Council".

        Without names: "the finance officer, Northshire Council".
        """
        if person is None:
            return NOBODY
        if self.named:
            return ", ".join(part for part in (person.name, person.post, person.agency) if part)
        if not person.post:
            return f"an officer of {person.agency}"
        return f"the {_within(person.post)}, {person.agency}"

    def figure(self, line: ToldLine, figure: ToldFigure) -> str:
        """Return a figure without its state: "about £150,000 a year, 5 years from 2026/27"."""
        amount = about(figure.pence, approximate=line.approximate)
        if not line.recurrent:
            return f"{amount} once, in {self.year(figure.first_year)}"
        length = counted(figure.years, "year", "years")
        return f"{amount} a year, {length} from {self.year(figure.first_year)}"

    def projected(self, line: ToldLine, figure: ToldFigure) -> str:
        """Return the projection, with its source."""
        source = "the project’s report" if line.quote else "as it was entered"
        page = f", page {line.page}" if line.quote and line.page else ""
        return f"Projected: {self.figure(line, figure)} ({source}{page})"

    def forecast(self, line: ToldLine, figure: ToldFigure) -> str:
        """Return the forecast, with who stands behind it since when."""
        on = written_date(figure.recorded_on)
        return f"Forecast: {self.figure(line, figure)}, by {self.who(line.owner)}, {on}"

    def claim(self, claim: ToldClaim) -> str:
        """Return what was claimed and what became of it, and by whom and when."""
        whose = f" for {claim.agency}" if claim.agency else ""
        of = f"{whose}, {period(claim.from_on, claim.to_on)}"
        if claim.state is ClaimState.WAITING:
            asked = f"Claimed: {pounds(claim.pence)}{of}"
            return f"{asked}, waiting for {self.who(claim.validator)}"
        if claim.state is ClaimState.VALIDATED:
            lost = "" if claim.counts else " (not counted: the benefit was re-dated since)"
            done = f"Validated: {pounds(claim.validated)}{of}"
            return f"{done}, by {self.decided(claim)}{lost}"
        state = claim.state.value.capitalize()
        why = f" ({claim.reason})" if claim.reason else ""
        return f"{state}: {pounds(claim.pence)}{of}, by {self.decided(claim)}{why}"

    def decided(self, claim: ToldClaim) -> str:
        """Return who decided on a claim, and when."""
        by = self.who(claim.decided_by) if claim.decided_by else _OF_OFFICE
        return f"{by}, {written_date(claim.decided_on)}" if claim.decided_on else by

    def decision(self, each: Decided) -> str:
        """Return a decision: "£75,000 of 2026/27 validated by Mary Sample, …"."""
        by = self.who(each.by) if each.by else _OF_OFFICE
        if each.outcome != "validated":
            reason = f": {each.reason}" if each.reason else ""
            return (
                f"{pounds(each.claimed)} of {self.year(each.year)} {each.outcome} by {by}{reason}"
            )
        less = f" of {pounds(each.claimed)} claimed" if each.pence != each.claimed else ""
        return f"{pounds(each.pence)}{less} of {self.year(each.year)} validated by {by}"

    def confirmed(self, outcome: ToldOutcome) -> str:
        """Return who confirmed an outcome and when; "" of one that nobody has confirmed."""
        if outcome.confirmed_by is None and outcome.confirmed_on is None:
            return ""
        by = self.who(outcome.confirmed_by) if outcome.confirmed_by else _OF_OFFICE
        return f"{by}, {written_date(outcome.confirmed_on)}" if outcome.confirmed_on else by

    def told(self, line: ToldLine, most: int) -> Iterator[str]:
        """Yield every figure of a line with its state; of many claims the `most` newest."""
        if line.projected:
            yield self.projected(line, line.projected)
        if line.forecast:
            yield self.forecast(line, line.forecast)
        live = sorted((each for each in line.claims if each.state in _LIVE), key=_when)
        if len(live) > most:
            earlier = live[:-most]
            done = sum(each.validated for each in earlier)
            count = counted(len(earlier), "earlier claim", "earlier claims")
            yield f"{count}: {pounds(done)} validated"
        yield from (self.claim(each) for each in live[-most:])


def period(first: date, last: date) -> str:
    """Return a span of days.

    >>> period(date(2026, 4, 1), date(2026, 9, 30))
    '1 April to 30 September 2026'
    """
    if first.year == last.year:
        return f"{written_date(first).rsplit(' ', 1)[0]} to {written_date(last)}"
    return f"{written_date(first)} to {written_date(last)}"


def number(value: Decimal, places: int = 1) -> str:
    """Return a number rounded for reading.

    >>> number(Decimal("8.25"), 1)
    '8.3'
    """
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


def part(value: Decimal) -> str:
    """Return a proportion in percent.

    >>> part(Decimal("0.8251"))
    '82.5%'
    """
    return f"{number(value * 100)}%"


def points(basis_points: int) -> str:
    """Return hundredths of a percent as a percentage.

    >>> points(5000), points(3333)
    ('50%', '33.33%')
    """
    return f"{(Decimal(basis_points) / 100).normalize():f}%"


def _when(claim: ToldClaim) -> tuple[date, int]:
    return claim.from_on, claim.id


def _within(post: str) -> str:
    """Return a post as it stands within a sentence: capitals stay where it has more of them."""
    return post[:1].lower() + post[1:] if post[1:] == post[1:].lower() else post
