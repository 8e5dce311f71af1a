"""What is entered of savings, and what each field may hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.money import MOST, pounds
from cohort_desk.domain.savings.words import BASES, COSTS, TYPES
from cohort_desk.domain.unseen import many_lines, one_line

GRADES = 6
"""Of the confidence scale, 1 the surest."""
WHOLE = 10_000
"""All of a benefit, in hundredths of a percent."""
LONGEST = 60
"""For how many financial years a figure can be entered."""
REASON_LENGTH = 500
UPDATE_LENGTH = 1000

_LENGTHS = {
    "title": 200,
    "quote": 1000,
    "page": 40,
    "measure": 200,
    "unit": 60,
    "baseline_value": 40,
    "baseline_source": 300,
    "target": 40,
}
_ADDITIONALITY = ("deadweight", "displacement", "leakage", "substitution")


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitFields:
    """What of a benefit can be edited at any time; the money and its basis have ways of their own.

    Baseline and target are decimals as text, in `unit`; the four rates of additionality are
    hundredths of a percent; `grade` is one of the confidence scale, 1 the surest.
    """

    title: str
    type: str = "cashable_spend"
    recurrent: bool = True
    quote: str = ""
    page: str = ""
    measure: str = ""
    unit: str = ""
    baseline_value: str = ""
    baseline_on: date | None = None
    baseline_source: str = ""
    target: str = ""
    owner_id: int | None = None
    validator_id: int | None = None
    pot_id: int | None = None
    grade: int = 3
    price_year: int | None = None
    deadweight: int = 0
    displacement: int = 0
    leakage: int = 0
    substitution: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CostInput:
    """What an agency pays in a financial year; `moved` if it took the cost over from another."""

    year: int
    agency_id: int
    kind: str = "one_off"
    pence: int
    moved: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureInput:
    """What a benefit is to bring: pence a year of a recurrent one, else the whole.

    `by_year` tells the years apart where they differ; `pence`, `first_year` and `years` then
    follow from it. `years` of 0 is the programme's own horizon. `dated_on` is the day as of which
    the figure is given, None for the day on which it is entered.
    """

    pence: int = 0
    first_year: int = 0
    years: int = 0
    by_year: tuple[tuple[int, int], ...] = ()
    reason: str = ""
    dated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitEntry(BenefitFields):
    """A benefit as it is entered: with its project, its first figure, its shares and its costs.

    `shares` are hundredths of a percent by agency.
    """

    project_id: int
    basis: str = "unknown"
    approximate: bool = False
    pence: int = 0
    first_year: int = 0
    years: int = 0
    by_year: tuple[tuple[int, int], ...] = ()
    reason: str = ""
    dated_on: date | None = None
    shares: tuple[tuple[int, int], ...] = ()
    costs: tuple[CostInput, ...] = ()

    @property
    def fields(self) -> BenefitFields:
        """What of the entry can be edited later."""
        return BenefitFields(**{field.name: getattr(self, field.name) for field in _EDITABLE})

    @property
    def figure(self) -> FigureInput:
        """What the benefit is projected to bring."""
        return FigureInput(
            pence=self.pence,
            first_year=self.first_year,
            years=self.years,
            by_year=self.by_year,
            reason=self.reason,
            dated_on=self.dated_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFields:
    """Who an officer is; `participant_id` if the programme knows them as a participant."""

    name: str
    agency_id: int
    post: str = ""
    email: str = ""
    participant_id: int | None = None


_EDITABLE = fields(BenefitFields)


def clean_benefit(entered: BenefitFields) -> BenefitFields:
    """Return the fields of a benefit as they are kept.

    Raises:
        RuleBroken: with the field to put right.
    """
    texts = {field: one_line(getattr(entered, field)) for field in _LENGTHS if field != "quote"}
    texts["quote"] = many_lines(entered.quote)
    if not texts["title"]:
        raise RuleBroken("title", "Give the benefit a title, such as “One records check for all”.")
    for field, text in texts.items():
        check_length(field, text, _LENGTHS[field])
    for field in ("baseline_value", "target"):
        texts[field] = _number(field, texts[field])
    _check_choices(entered)
    return replace(entered, **texts)


def clean_figure(entered: FigureInput, *, recurrent: bool, horizon: int) -> FigureInput:
    """Return a figure with its years told apart, whichever way it was entered.

    Args:
        entered: as it was typed.
        recurrent: whether the benefit comes again each year.
        horizon: for how many years, where nobody says.

    Raises:
        RuleBroken: with the field to put right.
    """
    reason = many_lines(entered.reason)
    check_length("reason", reason, REASON_LENGTH)
    if entered.by_year:
        by_year = tuple(sorted(entered.by_year))
        named = [year for year, _pence in by_year]
        if len(set(named)) < len(named):
            raise RuleBroken("by_year", "A financial year is there twice. Give each year once.")
        amounts = [pence for _year, pence in by_year]
        pence = max(amounts) if recurrent else sum(amounts)
        found = FigureInput(
            pence=pence,
            first_year=named[0],
            years=named[-1] - named[0] + 1,
            by_year=by_year,
            reason=reason,
            dated_on=entered.dated_on,
        )
    else:
        span = (entered.years or horizon) if recurrent else 1
        first = entered.first_year
        found = FigureInput(
            pence=entered.pence,
            first_year=first,
            years=span,
            by_year=tuple((year, entered.pence) for year in range(first, first + min(span, 999))),
            reason=reason,
            dated_on=entered.dated_on,
        )
    _check_figure(found)
    return found


def figure_day(dated_on: date | None, today: date) -> date:
    """Return the day as of which a figure is given, which is `today` where nobody says.

    Raises:
        RuleBroken: of "dated_on"; the day is still to come.
    """
    if dated_on is not None and dated_on > today:
        raise RuleBroken(
            "dated_on",
            f"{written_date(dated_on)} is still to come. Enter the day on which the figure was "
            "given.",
        )
    return dated_on or today


def clean_cost(entered: CostInput) -> CostInput:
    """Return a cost as it is kept.

    Raises:
        RuleBroken: with the field to put right.
    """
    note = one_line(entered.note)
    check_length("note", note, 300)
    if entered.kind not in COSTS:
        raise RuleBroken("kind", "Say whether the cost is one-off or running.")
    check_year("year", entered.year)
    if entered.pence <= 0:
        raise RuleBroken("pence", "Enter what it costs, more than £0.")
    _check_most("pence", entered.pence)
    return replace(entered, note=note)


def clean_officer(entered: OfficerFields) -> OfficerFields:
    """Return who an officer is as it is kept; the e-mail in lower case.

    Raises:
        RuleBroken: with the field to put right.
    """
    name, post = one_line(entered.name), one_line(entered.post)
    email = one_line(entered.email).casefold()
    if not name:
        raise RuleBroken("name", "Enter the officer’s name.")
    for field, text, most in (("name", name, 200), ("post", post, 120), ("email", email, 250)):
        check_length(field, text, most)
    if email and ("@" not in email or " " in email):
        raise RuleBroken("email", f"“{email}” is no e-mail address. Correct it or leave it out.")
    return replace(entered, name=name, post=post, email=email)


def check_shares(shares: Mapping[int, int] | Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return the shares by agency, which are all of the benefit or none at all.

    Raises:
        RuleBroken: they do not total 100 %, or an agency is there twice or with nothing.
    """
    pairs = list(shares.items()) if isinstance(shares, Mapping) else list(shares)
    by_agency = dict(pairs)
    if len(by_agency) < len(pairs):
        raise RuleBroken("shares", "An agency is there twice. Give each agency one share.")
    if any(not 0 < part <= WHOLE for part in by_agency.values()):
        raise RuleBroken("shares", "A share is more than 0 % and at most 100 %.")
    total = sum(by_agency.values())
    if by_agency and total != WHOLE:
        raise RuleBroken(
            "shares",
            f"The shares come to {percent(total)}. They must total 100 % to the hundredth.",
        )
    return by_agency


def check_basis(basis: str, *, settled: bool = False) -> None:
    """Refuse a basis that there is not, or with `settled` one that settles nothing.

    Raises:
        RuleBroken: of "basis".
    """
    if basis not in BASES or (settled and basis == "unknown"):
        raise RuleBroken("basis", "Say whether the figure is gross or net of its running costs.")


def need_reason(reason: str, sentence: str, most: int = REASON_LENGTH) -> str:
    """Return a reason as it is kept.

    Raises:
        RuleBroken: of "reason"; there is none (`sentence` asks for it), or it is too long.
    """
    clean = many_lines(reason)
    if not clean:
        raise RuleBroken("reason", sentence)
    check_length("reason", clean, most)
    return clean


def check_length(field: str, text: str, most: int) -> None:
    """Refuse a text that is longer than there is room for.

    Raises:
        RuleBroken: of `field`.
    """
    if len(text) > most:
        raise RuleBroken(
            field, f"This takes at most {most:,} characters, and there are {len(text):,}."
        )


def check_year(field: str, year: int) -> None:
    """Refuse a financial year that is a slip of the finger.

    Raises:
        RuleBroken: of `field`.
    """
    if not years.FIRST <= year <= years.LAST:
        raise RuleBroken(field, f"Enter a financial year from {years.FIRST} to {years.LAST}.")


def percent(basis_points: int) -> str:
    """Return hundredths of a percent as they are written.

    >>> percent(3333), percent(5000), percent(1250)
    ('33.33 %', '50 %', '12.5 %')
    """
    whole, rest = divmod(basis_points, 100)
    return f"{whole}{f'.{rest:02}'.rstrip('0') if rest else ''} %"


def _number(field: str, text: str) -> str:
    """Return a decimal as it is kept, without commas between thousands."""
    plain = text.replace(",", "").replace("−", "-").strip()
    if not plain:
        return ""
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        what = "baseline" if field == "baseline_value" else "target"
        raise RuleBroken(field, f"Enter the {what} as a number; its unit has a field of its own.")
    return plain


def _check_choices(entered: BenefitFields) -> None:
    if entered.type not in TYPES:
        raise RuleBroken("type", "Choose what type of benefit it is.")
    if not 1 <= entered.grade <= GRADES:
        raise RuleBroken("grade", "Choose a confidence grade from 1 to 6.")
    if entered.price_year is not None:
        check_year("price_year", entered.price_year)
    for field in _ADDITIONALITY:
        if not 0 <= getattr(entered, field) <= WHOLE:
            raise RuleBroken(field, f"Enter {field} as 0 % to 100 %.")


def _check_figure(figure: FigureInput) -> None:
    check_year("first_year", figure.first_year)
    if not 1 <= figure.years <= LONGEST:
        raise RuleBroken("years", f"A figure is for 1 to {LONGEST} financial years.")
    if any(pence < 0 for _year, pence in figure.by_year):
        raise RuleBroken(
            "pence", "A benefit cannot be less than £0. Enter what it costs as a cost."
        )
    total = sum(pence for _year, pence in figure.by_year)
    if total <= 0:
        raise RuleBroken("pence", "Enter what the benefit brings, more than £0.")
    _check_most("pence", total)


def _check_most(field: str, pence: int) -> None:
    if pence > MOST:
        raise RuleBroken(field, f"An amount can be at most {pounds(MOST)}.")
