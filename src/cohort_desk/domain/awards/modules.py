"""One module: its mark, and whether it is passed, to be done again, or failed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from cohort_desk.domain.awards.exact import carried, compared, mean, shown
from cohort_desk.domain.awards.facts import ComponentFacts, ModuleFacts, ModuleOutcome, Outcome
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.rules import Regulations, Rounding
from cohort_desk.domain.words import counted


def module_mark(components: Sequence[ComponentFacts], rounding: Rounding) -> Fraction | None:
    """Return Σ weight · component / Σ weight, exactly; None while a component has no mark.

    Each component is rounded first where marks are rounded; the result is not.
    """
    marks = [(component.weight, component.mark) for component in components]
    found = [(weight, mark) for weight, mark in marks if mark is not None]
    if not marks or len(found) < len(marks):
        return None
    return mean([(weight, carried(Fraction(mark), rounding)) for weight, mark in found])


def minimum_of(component: ComponentFacts, regs: Regulations) -> Decimal | None:
    """Return the least mark of a component: its own, or else that of the regulations."""
    return regs.components.minimum if component.minimum is None else component.minimum


def below_minimum(facts: ModuleFacts, regs: Regulations) -> tuple[ComponentFacts, ...]:
    """Return the components whose mark misses the least one asked for."""
    return tuple(c for c in facts.components if _misses(c, minimum_of(c, regs), regs.rounding))


def module_outcome(facts: ModuleFacts, regs: Regulations) -> ModuleOutcome:
    """Return what the rules say of a module by itself: compensation looks at all of them."""
    answer = _blank(facts, module_mark(facts.components, regs.rounding), regs)
    if facts.decided is not None:
        said = ("The board decided this.",)
        return replace(answer, outcome=facts.decided, reasons=said, by_board=True)
    held = tuple(f"{c.title}: {c.held}" for c in facts.components if c.held)
    if held:
        return replace(answer, outcome=Outcome.WITHHELD, reasons=held)
    if answer.mark is None:
        return _without_mark(facts, regs, answer)
    if answer.mark >= regs.award.passes and not below_minimum(facts, regs):
        said = f"The module mark {written(answer.mark)} reaches {written(regs.award.passes)}."
        return replace(answer, outcome=Outcome.PASSED, reasons=(said,))
    return _failed(facts, regs, answer, answer.mark)


def _without_mark(facts: ModuleFacts, regs: Regulations, answer: ModuleOutcome) -> ModuleOutcome:
    unmarked = tuple(c for c in facts.components if c.mark is None)
    if not unmarked:
        return replace(answer, reasons=("The module has no assessments yet.",))
    waiting = tuple(
        f"{c.title}: {c.waiting or 'there is no mark yet'}" for c in unmarked if not c.deferred
    )
    if waiting:
        return _missed(facts, regs, replace(answer, reasons=waiting))
    said = tuple(f"{c.title} was deferred and is still to be done." for c in unmarked)
    keys = tuple(c.key for c in unmarked)
    return replace(answer, outcome=Outcome.DEFERRED, reasons=said, retake=keys)


def _failed(
    facts: ModuleFacts, regs: Regulations, answer: ModuleOutcome, mark: Decimal
) -> ModuleOutcome:
    missed = below_minimum(facts, regs)
    passes = regs.award.passes
    said = [
        f"{c.title} has {shown(Fraction(c.mark or 0))} and needs at least "
        f"{written(minimum_of(c, regs) or Decimal(0))}."
        for c in missed
    ]
    retake = list(missed)
    if mark < passes:
        said.insert(0, f"The module mark {written(mark)} is below {written(passes)}.")
        retake = _below(facts, regs)
    left = _attempts_left(retake, regs)
    outcome = Outcome.REFERRED if left else Outcome.FAIL
    said.append(
        f"{counted(left, 'attempt is', 'attempts are')} left." if left else "No attempt is left."
    )
    keys = tuple(c.key for c in retake)
    return replace(answer, outcome=outcome, reasons=tuple(said), retake=keys, attempts_left=left)


def _missed(facts: ModuleFacts, regs: Regulations, answer: ModuleOutcome) -> ModuleOutcome:
    """Return the answer with what there is to do again, where work can no longer come.

    What becomes of it is for the board to decide; if it refers, what was failed beside it is to
    be done again as well.
    """
    if not any(c.missed for c in facts.components):
        return answer
    below = _below(facts, regs)
    retake = [c for c in facts.components if c.missed or c in below]
    keys = tuple(c.key for c in retake)
    return replace(answer, retake=keys, attempts_left=_attempts_left(retake, regs))


def _below(facts: ModuleFacts, regs: Regulations) -> list[ComponentFacts]:
    """Return the components whose mark misses the pass mark, or the least one asked for."""
    missed = below_minimum(facts, regs)
    passes = regs.award.passes
    return [c for c in facts.components if c in missed or _misses(c, passes, regs.rounding)]


def _attempts_left(retake: Sequence[ComponentFacts], regs: Regulations) -> int:
    return max(0, regs.attempts.most - max((c.attempts for c in retake), default=0))


def _misses(component: ComponentFacts, least: Decimal | None, rounding: Rounding) -> bool:
    if component.mark is None or least is None:
        return False
    return compared(Fraction(component.mark), rounding) < least


def _blank(facts: ModuleFacts, exact: Fraction | None, regs: Regulations) -> ModuleOutcome:
    return ModuleOutcome(
        key=facts.key,
        code=facts.code,
        title=facts.title,
        credits=facts.credits,
        level=facts.level,
        core=facts.core,
        outcome=Outcome.NOT_YET,
        exact=exact,
        mark=None if exact is None else compared(exact, regs.rounding),
        reasons=(),
    )
