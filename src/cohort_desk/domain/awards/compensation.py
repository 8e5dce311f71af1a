"""Modules just failed that the rest of the programme makes good."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from cohort_desk.domain.awards.exact import compared
from cohort_desk.domain.awards.facts import ModuleFacts, ModuleOutcome, Outcome
from cohort_desk.domain.awards.modules import below_minimum
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.rules import Regulations

_FAILED = frozenset({Outcome.REFERRED, Outcome.FAIL})


def compensate(
    facts: Sequence[ModuleFacts],
    outcomes: Sequence[ModuleOutcome],
    mean: Fraction | None,
    regs: Regulations,
) -> tuple[ModuleOutcome, ...]:
    """Return the outcomes with those failed modules compensated that every condition allows.

    Where the credits do not suffice for all of them, the best marks come first. What a board
    decided is left alone, and its compensations count towards the credits.
    """
    if not regs.compensation.allowed:
        return tuple(outcomes)
    spent = sum(each.credits for each in outcomes if each.outcome is Outcome.COMPENSATED)
    answers = {each.key: each for each in outcomes}
    failed = [
        (module, each)
        for module, each in zip(facts, outcomes, strict=True)
        if each.outcome in _FAILED and not each.by_board
    ]
    for module, each in sorted(failed, key=lambda pair: -(pair[1].exact or Fraction(0))):
        why_not = refusal(module, each, mean, spent, regs)
        if why_not:
            answers[each.key] = replace(each, reasons=(*each.reasons, why_not))
            continue
        spent += each.credits
        answers[each.key] = replace(
            each, outcome=Outcome.COMPENSATED, reasons=(_granted(each, regs),), retake=()
        )
    return tuple(answers[each.key] for each in outcomes)


def refusal(
    facts: ModuleFacts,
    outcome: ModuleOutcome,
    mean: Fraction | None,
    spent: int,
    regs: Regulations,
) -> str:
    """Return why a failed module cannot be compensated, in a sentence; "" where it can.

    Args:
        facts: the module as marked.
        outcome: what the rules say of it by itself.
        mean: the credit-weighted mean of all modules; None while one has no mark.
        spent: credits compensated already.
        regs: the regulations, whose `compensation` must be allowed.
    """
    rules = regs.compensation
    if facts.core:
        return "A core module is never compensated."
    if outcome.mark is None or outcome.mark < rules.least:
        return f"Only marks from {written(rules.least)} are compensated."
    if below_minimum(facts, regs):
        return "A component below its least mark is not compensated."
    if spent + facts.credits > rules.most_credits:
        return f"No more than {rules.most_credits} credits are compensated."
    return _refused_by_mean(mean, regs)


def _refused_by_mean(mean: Fraction | None, regs: Regulations) -> str:
    least = regs.compensation.mean
    if mean is None:
        return "Whether it is compensated waits for the mean of all modules."
    if compared(mean, regs.rounding) < least:
        return f"It is compensated only with a mean of at least {written(least)}."
    return ""


def _granted(outcome: ModuleOutcome, regs: Regulations) -> str:
    mark = "" if outcome.mark is None else written(outcome.mark)
    least, passes = written(regs.compensation.least), written(regs.award.passes)
    mean = written(regs.compensation.mean)
    return (
        f"The module mark {mark} lies between {least} and {passes}, and the mean reaches {mean}: "
        f"{outcome.credits} credits are compensated."
    )
