"""How money stands on the ladder, line by line, so that every table of it adds up to the penny.

    ledger = Ledger(lines, this_year=2026)
    ledger.by_agency["cash"][7][CLAIMED]          # pence of agency 7 on the rung "claimed"

Each amount of a line, a year and a rung is shared out by largest remainder over the line's shares,
and an agency's sums are sums of those parts: years, agencies and projects are the same pence,
counted in other orders. A tally is a list of pence rather than an object with names, because a
programme may have tens of thousands of lines and each adds to several.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cohort_desk.domain.savings.ladder import rung_of
from cohort_desk.domain.savings.splitting import split
from cohort_desk.domain.savings.words import Rung

PROJECTED, FORECAST, CLAIMED, VALIDATED = range(4)
"""Each rung's sum; a line is on its rung and on all below."""
STILL_PROJECTED, STILL_FORECAST, WAITING, CONFIRMED = range(4, 8)
"""Each pound once, on the furthest rung that it has reached."""
COSTS = 8
"""Where costs begin: four sums, by the rung of the line that they belong to."""
SPENT, ALREADY_OFF = 12, 13
SIZE = 14

NOBODY = 0
"""Stands for the agency of what has no shares yet; no agency has this id."""
WHOLE = 10_000

Tally = list[int]
Tallies = defaultdict[int, Tally]
Slots = tuple[int, ...]
_Shared = tuple[range, Mapping[int, int]]
"""What each agency has of a figure in each of some years."""


class Run(NamedTuple):
    """The same pence in each of some years that follow one another."""

    first: int
    years: int
    pence: int


class ClaimOf(NamedTuple):
    """A live claim that counts: `agency_id` is NOBODY where the shares say whose it is.

    `validated` is None while it waits.
    """

    agency_id: int
    year: int
    pence: int
    validated: int | None


class CostOf(NamedTuple):
    """What an agency pays; `off` marks what a net line's figure has taken off already."""

    agency_id: int
    year: int
    pence: int
    off: bool


@dataclass(slots=True)
class Line:
    """What of a line its sums rest on.

    `forecast` is None while there is none; `shares` are basis points by agency. Of a closed line
    nothing is still to come: what of its figure was not validated is its `shortfall`.
    """

    project_id: int
    type: str
    kind: str
    projected: Sequence[Run]
    forecast: Sequence[Run] | None
    shares: Sequence[tuple[int, int]]
    claims: Sequence[ClaimOf] = ()
    costs: Sequence[CostOf] = ()
    closed: bool = False

    @property
    def rung(self) -> Rung:
        """How far it has come."""
        return rung_of(
            forecast=self.forecast is not None,
            claimed=bool(self.claims),
            validated=any(claim.validated for claim in self.claims),
        )


def shortfall(line: Line) -> int:
    """Return what a closed line fell short of its forecast, else of its projection, in pence.

    max(Σ figure − Σ validated, 0), nothing of a line that is open, as `closing.short_by` has it.
    Source: programme specification, section 1, by which money is brought only once validated.
    """
    if not line.closed:
        return 0
    figure = line.projected if line.forecast is None else line.forecast
    validated = sum(claim.validated or 0 for claim in line.claims)
    return max(sum(run.years * run.pence for run in figure) - validated, 0)


def new_tally() -> Tally:
    """Return a tally of nothing."""
    return [0] * SIZE


def _new_tallies() -> Tallies:
    return defaultdict(new_tally)


class _Books(NamedTuple):
    """Where a line's pence are put: looked up once, for there are several amounts of each line."""

    project: Tally
    years: Tallies
    agencies: Tallies

    def put(self, year: int, slot: int, parts: Mapping[int, int]) -> None:
        """Put what agencies have of a year on a slot."""
        pence = sum(parts.values())
        if pence:
            self.project[slot] += pence
            self.years[year][slot] += pence
            for agency, part in parts.items():
                self.agencies[agency][slot] += part


class Ledger:
    """Adds lines up by project and type, by year and by agency, all at once.

    `rungs` counts the lines of each type that stand on each rung.
    """

    def __init__(self, lines: Iterable[Line], this_year: int) -> None:
        """`this_year` is the financial year up to which costs are spent."""
        self._this_year = this_year
        self.by_project: defaultdict[tuple[int, str], Tally] = defaultdict(new_tally)
        self.by_year: defaultdict[str, Tallies] = defaultdict(_new_tallies)
        self.by_agency: defaultdict[str, Tallies] = defaultdict(_new_tallies)
        self.rungs: defaultdict[str, Counter[Rung]] = defaultdict(Counter)
        self._spans: defaultdict[tuple[str, int, int, Slots], int] = defaultdict(int)
        for line in lines:
            self._add(line)
        self._spread()

    def _add(self, line: Line) -> None:
        """Add a line to every sum that it belongs to, but its figures' years."""
        shares, rung = _whole(line.shares), line.rung
        books = _Books(
            self.by_project[line.project_id, line.type],
            self.by_year[line.kind],
            self.by_agency[line.kind],
        )
        self.rungs[line.type][rung] += 1
        forecast, claims = line.forecast, line.claims
        to_come = not claims and not line.closed
        stands = to_come and forecast is None
        slots = (PROJECTED, STILL_PROJECTED) if stands else (PROJECTED,)
        figure = self._add_figure(line.kind, line.projected, slots, shares, books)
        if forecast is not None:
            slots = (FORECAST, STILL_FORECAST) if to_come else (FORECAST,)
            figure = self._add_figure(line.kind, forecast, slots, shares, books)
        if claims:
            slot = STILL_PROJECTED if forecast is None else STILL_FORECAST
            _add_claimed(claims, slot, () if line.closed else figure, shares, books)
        if line.costs:
            self._add_costs(line.costs, COSTS + rung - 1, books)

    def _add_figure(
        self,
        kind: str,
        runs: Sequence[Run],
        slots: Slots,
        shares: Mapping[int, int],
        books: _Books,
    ) -> list[_Shared]:
        """Put a figure on a rung, and where no claim is made of it on where it stands."""
        project, agencies = books.project, books.agencies
        shared: list[_Shared] = []
        for first, years, pence in runs:
            self._spans[kind, first, years, slots] += pence
            parts = _parts(pence, shares)
            for slot in slots:
                project[slot] += pence * years
                for agency, part in parts.items():
                    agencies[agency][slot] += part * years
            shared.append((range(first, first + years), parts))
        return shared

    def _add_costs(self, costs: Sequence[CostOf], place: int, books: _Books) -> None:
        for agency, year, pence, off in costs:
            spent = not off and year <= self._this_year
            for tally in (books.project, books.years[year], books.agencies[agency]):
                tally[ALREADY_OFF if off else place] += pence
                if spent:
                    tally[SPENT] += pence

    def _spread(self) -> None:
        """Put the figures on their years: most lines have one of a few spans of years."""
        for (kind, first, years, slots), pence in self._spans.items():
            for year in range(first, first + years):
                tally = self.by_year[kind][year]
                for slot in slots:
                    tally[slot] += pence


def _add_claimed(
    claims: Sequence[ClaimOf],
    slot: int,
    figure: Sequence[_Shared],
    shares: Mapping[int, int],
    books: _Books,
) -> None:
    """Put claims on their rungs, and where it stands what of the figure is still to come."""
    by_year = _by_year(claims)
    for years, parts in figure:
        for year in years:
            if year in by_year:
                _add_year(year, slot, parts, _Claimed(by_year.pop(year), shares), books)
            else:
                books.put(year, slot, parts)
    for year, others in by_year.items():
        _add_year(year, slot, {}, _Claimed(others, shares), books)


def _add_year(
    year: int, slot: int, figure: Mapping[int, int], claimed: "_Claimed", books: _Books
) -> None:
    """Put a year's claims and what is left of its figure, agency by agency.

    That one has claimed more than was its part leaves the others' parts to come.
    """
    waiting, validated = claimed.waiting, claimed.validated
    left = {
        agency: max(part - waiting.get(agency, 0) - validated.get(agency, 0), 0)
        for agency, part in figure.items()
    }
    books.put(year, slot, left)
    books.put(year, CLAIMED, claimed.claimed)
    books.put(year, WAITING, waiting)
    books.put(year, VALIDATED, validated)
    books.put(year, CONFIRMED, validated)


def _whole(shares: Sequence[tuple[int, int]]) -> Mapping[int, int]:
    """Return shares that total 100 %: what nobody has been given is nobody's."""
    whole = dict(shares)
    left = WHOLE - sum(whole.values())
    if left > 0:
        whole[NOBODY] = left
    return whole


def _parts(pence: int, shares: Mapping[int, int]) -> dict[int, int]:
    return split(pence, shares) if len(shares) > 1 else dict.fromkeys(shares, pence)


def _by_year(claims: Sequence[ClaimOf]) -> dict[int, list[ClaimOf]]:
    found: defaultdict[int, list[ClaimOf]] = defaultdict(list)
    for claim in claims:
        found[claim.year].append(claim)
    return found


class _Claimed:
    """What was claimed of a line in a year, what of it waits and what is validated, by agency."""

    def __init__(self, claims: Sequence[ClaimOf], shares: Mapping[int, int]) -> None:
        self.claimed = _by_agency([(each.agency_id, each.pence) for each in claims], shares)
        waiting = [(each.agency_id, each.pence) for each in claims if each.validated is None]
        self.waiting = self.claimed if len(waiting) == len(claims) else _by_agency(waiting, shares)
        self.validated = _by_agency(
            [(each.agency_id, each.validated) for each in claims if each.validated], shares
        )


def _by_agency(amounts: Sequence[tuple[int, int]], shares: Mapping[int, int]) -> Mapping[int, int]:
    """Return amounts by agency; what is nobody's own is added up, then shared out."""
    own: dict[int, int] = {}
    shared = 0
    for agency, pence in amounts:
        if agency == NOBODY:
            shared += pence
        else:
            own[agency] = own.get(agency, 0) + pence
    if not shared:
        return own
    found = _parts(shared, shares)
    for agency, pence in own.items():
        found[agency] = found.get(agency, 0) + pence
    return found
