"""What a change of rules does to a sample of marks, before anything is saved.

The sample is climbed and classed by the same code as real marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cohort_desk.domain.awards.award import classify
from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.domain.marks.ladder import LadderInputs, MarkerInput, climb
from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.regulations.late import Lateness
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.domain.words import counted

_TRIED = (38, 44, 48, "49.4", "49.5", 50, 52, 55, 58, "59.4", "59.5", 60, 62, 65, 68)
SAMPLE = tuple(Decimal(mark) for mark in (*_TRIED, "69.4", "69.5", 70, 72))
"""Marks on both sides of the usual boundaries, and between them."""
MOST_DAYS = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """A mark at the top of its ladder, and the class that it would be of on its own."""

    mark: Decimal
    name: str

    def __str__(self) -> str:
        return f"{written_cut(self.mark)} · {self.name}"


@dataclass(frozen=True, slots=True)
class Effect:
    """One line of a sample: what is tried, and what comes of it before and after the change."""

    tried: str
    before: Standing
    after: Standing

    @property
    def change(self) -> str:
        """The change in a word or two; '' where there is none."""
        if self.before == self.after:
            return ""
        if self.before.name != self.after.name:
            return f"now {self.after.name}"
        if self.after.mark == self.before.mark:
            return ""
        return "higher" if self.after.mark > self.before.mark else "lower"


def effect_on_marks(
    before: Regulations,
    after: Regulations,
    marks: Sequence[Decimal] = SAMPLE,
    *,
    days_late: int = 0,
    referral: bool = False,
) -> tuple[Effect, ...]:
    """Return what becomes of each mark, handed in so many days late, as a referral or not."""
    return tuple(
        Effect(
            written(mark),
            standing_of(before, mark, days_late=days_late, referral=referral),
            standing_of(after, mark, days_late=days_late, referral=referral),
        )
        for mark in marks
    )


def effect_on_lateness(
    before: Regulations, after: Regulations, mark: Decimal, *, referral: bool = False
) -> tuple[Effect, ...]:
    """Return what becomes of one mark from in time to more days late than most schemes take."""
    return tuple(
        Effect(
            f"{counted(days, 'day', 'days')} late" if days else "in time",
            standing_of(before, mark, days_late=days, referral=referral),
            standing_of(after, mark, days_late=days, referral=referral),
        )
        for days in range(MOST_DAYS + 1)
    )


def standing_of(regs: Regulations, mark: Decimal, *, days_late: int, referral: bool) -> Standing:
    """Return what one agreed mark comes to.

    So many days late is so many times 24 hours, all of them on working days.
    """
    late = Lateness(Decimal(24 * days_late), days_late, days_late) if days_late else None
    marker = MarkerInput("first", (), mark, final=True)
    ladder = climb(LadderInputs((marker,), 1, lateness=late, capped=referral), regs)
    final = mark if ladder.final is None else ladder.final
    return Standing(final, NAMES[classify(Fraction(final), regs.award, regs.rounding)])
