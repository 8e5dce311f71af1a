"""Who is near a boundary: everybody whose class or pass the rounding rule decides."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from cohort_desk.domain.awards.award import award_of, class_boundaries, mean_of
from cohort_desk.domain.awards.exact import cut, shown
from cohort_desk.domain.awards.facts import (
    NAMES,
    CandidateOutcome,
    ComponentFacts,
    ModuleFacts,
    NearBoundary,
    Outcome,
)
from cohort_desk.domain.awards.modules import minimum_of, module_mark, module_outcome
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.rules import Regulations, Rounding

_HALF = Fraction(1, 2)


def result_of(
    modules: Sequence[ModuleFacts], regs: Regulations, attendance: Decimal | None
) -> CandidateOutcome:
    """Return what the rules propose for a candidate, and every boundary that rounding decides.

    Args:
        modules: all modules of the candidate's programme.
        regs: the regulations.
        attendance: the share of required sessions attended, from 0 to 1; None if not recorded.
    """
    result = award_of(modules, regs, attendance)
    return replace(result, near=near_boundary(modules, regs, result, attendance))


def near_boundary(
    modules: Sequence[ModuleFacts],
    regs: Regulations,
    result: CandidateOutcome,
    attendance: Decimal | None = None,
) -> tuple[NearBoundary, ...]:
    """Return each boundary that lies within half a mark above a number of the candidate's.

    That is where "round, then compare" lifts and "no rounding" does not: 49.5 to 50, 59.5 to 60
    and 69.5 to 70 with the usual boundaries. Where the mean does not lie there and rounding
    further down the ladder still changes the award, that is said as well.
    """
    found: list[NearBoundary] = []
    for facts in modules:
        found.extend(_near_in_components(facts, regs))
        exact = module_mark(facts.components, regs.rounding)
        if exact is not None and _rounds_to(exact, regs.award.passes):
            what = ("module", facts.key, facts.code)
            found.append(_near(what, exact, regs.award.passes, "the pass mark", regs.rounding))
    if result.exact_mean is not None:
        for outcome, boundary in class_boundaries(regs.award):
            if _rounds_to(result.exact_mean, boundary):
                what = ("award", None, "Mean")
                name = NAMES[outcome]
                found.append(_near(what, result.exact_mean, boundary, name, regs.rounding))
    told = {each.boundary for each in found if each.level == "award"}
    below = _decided_below(modules, regs, result, attendance)
    return (*found, *(each for each in below if each.boundary not in told))


def _near_in_components(facts: ModuleFacts, regs: Regulations) -> list[NearBoundary]:
    found: list[NearBoundary] = []
    for component in facts.components:
        least, exact = minimum_of(component, regs), _unrounded(component)
        if least is not None and exact is not None and _rounds_to(exact, least):
            what = ("component", component.key, f"{facts.code} {component.title}")
            found.append(_near(what, exact, least, "the least mark", regs.rounding))
    return found


def _unrounded(component: ComponentFacts) -> Fraction | None:
    mark = component.mark if component.unrounded is None else component.unrounded
    return None if mark is None else Fraction(mark)


def _rounds_to(exact: Fraction, boundary: Decimal) -> bool:
    return -_HALF <= exact - Fraction(boundary) < 0


def _near(
    what: tuple[str, int | None, str],
    exact: Fraction,
    boundary: Decimal,
    name: str,
    rounding: Rounding,
) -> NearBoundary:
    level, key, title = what
    lifted = rounding is Rounding.ROUND_THEN_COMPARE
    bound = written(boundary)
    text = (
        f"{title} {shown(exact)}: rounding half up at the {level} lifts it to {bound}, {name}."
        if lifted
        else f"{title} {shown(exact)} stays below {bound}, {name}: nothing is rounded."
    )
    return NearBoundary(level, key, title, cut(exact), boundary, lifted, text)


def _decided_below(
    modules: Sequence[ModuleFacts],
    regs: Regulations,
    result: CandidateOutcome,
    attendance: Decimal | None,
) -> tuple[NearBoundary, ...]:
    """Return whether the award would differ with the other switch, though the mean is not near."""
    rounds = regs.rounding is Rounding.ROUND_THEN_COMPARE
    other = replace(regs, rounding=Rounding.NONE if rounds else Rounding.ROUND_THEN_COMPARE)
    facts = [_as_under(each, other.rounding) for each in modules]
    elsewhere = award_of(facts, other, attendance)
    if elsewhere.outcome is result.outcome or result.exact_mean is None:
        return ()
    exact = mean_of([module_outcome(each, other) for each in facts], other.rounding)
    if exact is None:
        return ()
    boundary = _between(result.outcome, elsewhere.outcome, regs)
    would = NAMES[elsewhere.outcome]
    done = "Without rounding at component and module" if rounds else "With marks rounded half up"
    text = f"{done} the mean would be {shown(exact)} and the award {would}."
    number = cut(result.exact_mean)
    return (NearBoundary("award", None, "Mean", number, boundary, rounds, text),)


def _as_under(facts: ModuleFacts, rounding: Rounding) -> ModuleFacts:
    if rounding is Rounding.ROUND_THEN_COMPARE:
        return facts
    components = tuple(
        replace(c, mark=c.unrounded) if c.unrounded is not None else c for c in facts.components
    )
    return replace(facts, components=components)


def _between(one: Outcome, other: Outcome, regs: Regulations) -> Decimal:
    """Return the boundary that lies between two outcomes: the lower one of the higher class."""
    for outcome, boundary in class_boundaries(regs.award):
        if outcome in (one, other):
            return boundary
    return regs.award.passes
