"""What the rules of one set must not contradict in each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.rules import LateKind, Regulations


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field that does not go with the others, and why."""

    path: str
    why: str


def contradictions(regs: Regulations) -> tuple[Contradiction, ...]:
    """Return what does not go together, in the order of the fields."""
    return tuple(Contradiction(path, why) for path, why in _found(regs))


def check(regs: Regulations) -> None:
    """Refuse rules that contradict each other.

    Raises:
        RuleBroken: two of them do; `field` is the place of the one to put right.
    """
    for one in contradictions(regs):
        raise RuleBroken(one.path, one.why)


def _found(regs: Regulations) -> Iterator[tuple[str, str]]:
    yield from _in_award(regs)
    yield from _in_late_work(regs)
    yield from _in_compensation(regs)
    yield from _in_bands(regs)


def _in_award(regs: Regulations) -> Iterator[tuple[str, str]]:
    award = regs.award
    if award.credits_at_level > award.credits:
        yield (
            "award.credits_at_level",
            f"The award has {award.credits} credits, so no more than these can be at its level.",
        )
    if award.passes <= 0:
        yield "award.passes", "The pass mark must be above 0."
    if award.merit <= award.passes:
        yield "award.merit", f"Merit must be above the pass mark of {written(award.passes)}."
    if award.distinction <= award.merit:
        yield "award.distinction", f"Distinction must be above merit, {written(award.merit)}."
    if regs.attempts.cap < award.passes:
        yield (
            "attempts.cap",
            f"A referral capped below the pass mark of {written(award.passes)} could never pass.",
        )


def _in_late_work(regs: Regulations) -> Iterator[tuple[str, str]]:
    if regs.late.kind is not LateKind.NOT_ACCEPTED and regs.late.window < 1:
        yield "late.window", "Late work must be taken for at least 1; or let late work get 0."


def _in_compensation(regs: Regulations) -> Iterator[tuple[str, str]]:
    rules = regs.compensation
    if not rules.allowed:
        return
    if rules.least >= regs.award.passes:
        yield (
            "compensation.least",
            f"Only a mark below the pass mark of {written(regs.award.passes)} needs compensation.",
        )
    if rules.most_credits > regs.award.credits:
        yield "compensation.most_credits", f"The award has only {regs.award.credits} credits."


def _in_bands(regs: Regulations) -> Iterator[tuple[str, str]]:
    bands = regs.marking.bands
    if not bands or bands[-1] != 0 or any(low >= high for high, low in pairwise(bands)):
        yield "marking.bands", "Write the bands from the highest down, ending with 0: 70, 60, 0."
