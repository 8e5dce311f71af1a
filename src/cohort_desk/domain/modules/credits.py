"""Whether the modules of a programme add up to what its award asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from cohort_desk.domain.regulations.rules import AwardRules
from cohort_desk.domain.words import counted


@dataclass(frozen=True, slots=True)
class Credits:
    """The credits of a module, and the level at which they are."""

    credits: int
    level: int


def credit_line(modules: Sequence[Credits], award: AwardRules) -> str:
    """Return what the modules add up to: "60 credits, 60 at level 7"."""
    total, at_level = _sums(modules, award)
    return f"{counted(total, 'credit', 'credits')}, {at_level:,} at level {award.level}"


def credit_problems(modules: Sequence[Credits], award: AwardRules) -> tuple[str, ...]:
    """Return where the modules differ from what the award asks for, in sentences."""
    total, at_level = _sums(modules, award)
    problems: list[str] = []
    if total != award.credits:
        problems.append(
            f"The award asks for {counted(award.credits, 'credit', 'credits')}; "
            f"these modules have {total:,}."
        )
    if at_level < award.credits_at_level:
        problems.append(
            f"At least {award.credits_at_level:,} of them must be at level {award.level}; "
            f"these modules have {at_level:,}."
        )
    return tuple(problems)


def _sums(modules: Sequence[Credits], award: AwardRules) -> tuple[int, int]:
    total = sum(module.credits for module in modules)
    return total, sum(module.credits for module in modules if module.level >= award.level)
