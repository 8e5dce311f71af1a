"""The award: its mean, its class, and why it is or is not given."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from cohort_desk.domain.awards.compensation import compensate
from cohort_desk.domain.awards.exact import carried, compared, mean
from cohort_desk.domain.awards.facts import (
    CLASSES,
    NAMES,
    CandidateOutcome,
    ModuleFacts,
    ModuleOutcome,
    Outcome,
)
from cohort_desk.domain.awards.modules import module_outcome
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.rules import AwardRules, Regulations, Rounding

_EARNED = frozenset({Outcome.PASSED, Outcome.COMPENSATED, *CLASSES})
# What keeps an award open, the most pressing first, and how it is said.
_OPEN = (
    (Outcome.WITHHELD, "{} is held."),
    (Outcome.NOT_YET, "{} has no mark yet."),
    (Outcome.DEFERRED, "{} is deferred."),
    (Outcome.REFERRED, "{} is referred."),
)


def award_mean(modules: Sequence[tuple[int, Fraction]]) -> Fraction:
    """Return the credit-weighted mean of (credits, module mark), exactly.

    >>> marks = [(30, 76), (15, 66), (15, 62), (30, 78), (60, 72), (30, 70)]
    >>> award_mean([(credits, Fraction(mark)) for credits, mark in marks])
    Fraction(72, 1)
    """
    return mean(modules)


def classify(exact: Fraction, rules: AwardRules, rounding: Rounding) -> Outcome:
    """Return the class of a mean: the highest whose boundary it reaches, or Fail."""
    mark = compared(exact, rounding)
    for outcome, boundary in class_boundaries(rules):
        if mark >= boundary:
            return outcome
    return Outcome.FAIL


def class_boundaries(rules: AwardRules) -> tuple[tuple[Outcome, Decimal], ...]:
    """Return the classes with their boundaries, the highest first."""
    bounds = (rules.distinction, rules.merit, rules.passes)
    return tuple(zip(CLASSES, bounds, strict=True))


def mean_of(modules: Sequence[ModuleOutcome], rounding: Rounding) -> Fraction | None:
    """Return the mean of the modules' marks; None while one has none."""
    marks = [
        (each.credits, carried(each.exact, rounding)) for each in modules if each.exact is not None
    ]
    return award_mean(marks) if marks and len(marks) == len(modules) else None


def award_of(
    modules: Sequence[ModuleFacts], regs: Regulations, attendance: Decimal | None
) -> CandidateOutcome:
    """Return what the rules propose, without the list of boundaries that are near.

    Args:
        modules: all modules of the candidate's programme.
        regs: the regulations.
        attendance: the share of required sessions attended, from 0 to 1; None if not recorded.
    """
    alone = tuple(module_outcome(facts, regs) for facts in modules)
    exact = mean_of(alone, regs.rounding)
    outcomes = compensate(modules, alone, exact, regs)
    outcome, reasons = _award(outcomes, exact, regs, attendance)
    earned = [each for each in outcomes if each.outcome in _EARNED]
    at_level = [each.credits for each in earned if each.level >= regs.award.level]
    return CandidateOutcome(
        modules=outcomes,
        exact_mean=exact,
        mean=None if exact is None else compared(exact, regs.rounding),
        outcome=outcome,
        reasons=reasons,
        credits=sum(each.credits for each in earned),
        credits_at_level=sum(at_level),
        near=(),
    )


def _award(
    modules: Sequence[ModuleOutcome],
    exact: Fraction | None,
    regs: Regulations,
    attendance: Decimal | None,
) -> tuple[Outcome, tuple[str, ...]]:
    still_open = _open(modules, regs)
    if still_open is not None:
        return still_open
    missing = _attendance(regs, attendance)
    if missing:
        return (Outcome.NOT_YET if attendance is None else Outcome.WITHHELD), (missing,)
    if exact is None:
        return Outcome.PASSED, ("The board passed it although a module has no mark.",)
    return _class(modules, exact, regs)


def _open(
    modules: Sequence[ModuleOutcome], regs: Regulations
) -> tuple[Outcome, tuple[str, ...]] | None:
    """Return what keeps the modules from making an award; None where nothing does."""
    if not modules:
        return Outcome.NOT_YET, ("The programme has no modules yet.",)
    lost = _lost(modules, regs)
    for outcome, words in _OPEN:
        if lost and outcome is not Outcome.WITHHELD:
            return Outcome.FAIL, lost
        codes = [each.code for each in modules if each.outcome is outcome]
        if codes:
            return outcome, tuple(words.format(code) for code in codes)
    short = _short_of_credits(modules, regs)
    return (Outcome.NOT_YET, short) if short else None


def _lost(modules: Sequence[ModuleOutcome], regs: Regulations) -> tuple[str, ...]:
    """Return why the award is out of reach for good, in sentences."""
    failed = [each for each in modules if each.outcome is Outcome.FAIL]
    core = [f"The core module {each.code} is failed." for each in failed if each.core]
    within_reach = [each for each in modules if each.outcome is not Outcome.FAIL]
    credits_left = sum(each.credits for each in within_reach)
    if failed and credits_left < regs.award.credits:
        codes = ", ".join(each.code for each in failed)
        core.append(
            f"Without {codes} no more than {credits_left} of {regs.award.credits} credits "
            "can be reached."
        )
    return tuple(core)


def _short_of_credits(modules: Sequence[ModuleOutcome], regs: Regulations) -> tuple[str, ...]:
    rules = regs.award
    earned = [each for each in modules if each.outcome in _EARNED]
    total = sum(each.credits for each in earned)
    at_level = sum(each.credits for each in earned if each.level >= rules.level)
    short: list[str] = []
    if total < rules.credits:
        short.append(f"The award needs {rules.credits} credits; the modules passed give {total}.")
    if at_level < rules.credits_at_level:
        short.append(
            f"The award needs {rules.credits_at_level} credits at level {rules.level}; "
            f"the modules passed give {at_level}."
        )
    return tuple(short)


def _attendance(regs: Regulations, attendance: Decimal | None) -> str:
    least = regs.attendance.least
    if least is None:
        return ""
    needed = f"{written(least * 100)} % of the required sessions"
    if attendance is None:
        return f"The award asks for {needed}; attendance is not recorded."
    if attendance < least:
        share = written(Decimal(int(attendance * 10000)) / 100)
        return f"The award asks for {needed}; {share} % were attended."
    return ""


def _class(
    modules: Sequence[ModuleOutcome], exact: Fraction, regs: Regulations
) -> tuple[Outcome, tuple[str, ...]]:
    outcome = classify(exact, regs.award, regs.rounding)
    mark = written(compared(exact, regs.rounding))
    if outcome is Outcome.FAIL:
        return outcome, (f"The mean {mark} is below {written(regs.award.passes)}.",)
    boundary = dict(class_boundaries(regs.award))[outcome]
    said = f"The mean {mark} reaches {written(boundary)}: {NAMES[outcome]}."
    compensated = any(each.outcome is Outcome.COMPENSATED for each in modules)
    if compensated and regs.compensation.limits_to_pass and outcome is not Outcome.PASSED:
        return Outcome.PASSED, (said, "With a compensated module the award is limited to Pass.")
    return outcome, (said,)
