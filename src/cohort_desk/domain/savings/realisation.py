"""How much of what was promised has come true."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.savings.additionality import WHOLE


@dataclass(frozen=True, slots=True)
class Factor:
    """What closed lines brought, as a part of what had been projected for them.

    `value` is validated ÷ projected, not rounded: 0.8 where four fifths came true.
    """

    closed: int
    projected: int
    validated: int
    value: Decimal

    @property
    def benefit_cut(self) -> int:
        """What it takes off a benefit, in hundredths of a percent: ob_b = 1 − factor.

        Never less than nothing: that earlier lines brought more than was projected makes no later
        figure larger. Source: HM Treasury, The Green Book, supplementary guidance on optimism
        bias, which prefers an organisation's own evidence to general rates.
        """
        cut = ((1 - self.value) * WHOLE).quantize(Decimal(1), ROUND_HALF_UP)
        return max(int(cut), 0)


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed line, as far as the factor goes; money is pence by financial year.

    how: "delivered", "ended" or "removed".
    year: the financial year in which it was closed.
    promised: as first settled, whatever was revised since; a one-off line's whole in one year.
    validated: what counts.
    """

    recurrent: bool
    how: str
    year: int
    promised: Mapping[int, int]
    validated: Mapping[int, int]


def kept(line: Closed) -> tuple[int, int]:
    """Return what a closed line was to bring until it was closed, and what was validated, in pence.

    Nothing of a removed line is validated. A one-off line is compared as a whole. A recurrent one
    is compared up to the financial year of its closing, that year included, and at least for its
    first: what was to come after it is neither kept nor broken. The year in which a line is closed
    as delivered is left out unless something of it is validated, as it has not ended yet. A year
    beyond those that were promised counts with the nearest one's promise if something of it is
    validated, so that a gain that goes on makes up for no other. Source: programme specification,
    section 3, "validated ÷ projected"; that evaluation compares with the original case is HM
    Treasury, The Magenta Book (2020), and the first figure is therefore the measure.
    """
    came: Mapping[int, int] = {} if line.how == "removed" else line.validated
    validated = sum(came.values())
    if not line.recurrent:
        return sum(line.promised.values()), validated
    first, last = min(line.promised), max(line.promised)
    until = max(line.year - (line.how == "delivered"), first, *came)
    within = sum(pence for year, pence in line.promised.items() if year <= until)
    beyond = sum(
        line.promised[first if year < first else last] for year in came if not first <= year <= last
    )
    return within + beyond, validated


def at_risk(approved: int, achieved: int, pressures: int) -> int:
    """Return what of approved savings is at risk: approved − achieved + in-year pressures.

    Source: the monitoring tables of English county councils' savings programmes, such as that of
    2022/23 among the test vectors.
    """
    return approved - achieved + pressures


def realisation_rate(validated: int, projected: int) -> Decimal | None:
    """Return validated to date ÷ projected to date, not rounded; None where nothing was projected.

    Source: programme specification, section 2; the benefits realisation of HM Treasury's Green
    Book compares the same two.
    """
    return Decimal(validated) / projected if projected > 0 else None


def optimism_factor(closed: Iterable[tuple[int, int]], after: int = 1) -> Factor | None:
    """Return what closed lines brought of what was projected, from (projected, validated) of each.

    Σ validated ÷ Σ projected, each as `kept` has it. None while fewer than `after` lines have
    closed, or where nothing had been projected for them. Source: programme specification, section
    3; HM Treasury, The Green Book, supplementary guidance on optimism bias.
    """
    lines = tuple(closed)
    projected = sum(line[0] for line in lines)
    validated = sum(line[1] for line in lines)
    value = realisation_rate(validated, projected)
    if len(lines) < after or value is None:
        return None
    return Factor(len(lines), projected, validated, value)
