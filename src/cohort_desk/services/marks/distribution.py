"""How marks are spread: of a sitting as markers agreed them, or of any marks.

For people who are not of the board, numbers are rounded by HESA's Standard Rounding Methodology,
which HESA publishes under "Rounding and suppression to anonymise statistics": every count goes to
the nearest multiple of 5, totals after they are counted, so that 0, 1 and 2 all become 0; averages
of 7 people or fewer are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cohort_desk.db.database import Database
from cohort_desk.domain.awards.award import class_boundaries
from cohort_desk.domain.awards.exact import compared
from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.domain.marks.spread import Bin, Spread, bins_of, spread_of
from cohort_desk.domain.regulations.rules import Regulations, Rounding
from cohort_desk.services.marks.batches import read_batch

PUBLISHED_TO = 5
"""To what multiple counts are rounded for others."""
LEAST_TOLD = 3
"""The fewest people that are told to others as a number: fewer, or none, become 0."""
LEAST_AVERAGED = 8
"""The fewest people of whom others may see an average."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """The least mark of a class, and what it is called."""

    name: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Distribution:
    """The marks of one thing that is marked.

    What class a mark is of, and so its bin, is found by the rounding rule: of 69.66 the award rule
    may make a Distinction. Averages and the spread are of the marks as they are.

    Attributes:
        name: what is marked.
        average: the mean; None without marks, or of too few where it is for others.
        spread: all statistics; None without marks, or where it is for others.
        bins: how many marks fall where, five marks wide, each as it is compared with a boundary.
        count: how many marks there are.
        missing: how many people have no mark.
        failed: how many marks are below the pass mark.
        best: how many marks reach the highest class.
        people: how many people it is about, with a mark or without.
        classes: the boundaries, the lowest first; the first is the pass mark.
        whole: whether marks are rounded to integers before they are compared.
        rounded: whether the numbers are those for others: a 0 then means fewer than 3.
    """

    name: str
    average: Decimal | None
    spread: Spread | None
    bins: tuple[Bin, ...]
    count: int
    missing: int
    failed: int
    best: int
    people: int
    classes: tuple[Boundary, ...]
    whole: bool
    rounded: bool = False


def read_distribution(db: Database, assessment_id: int, sitting: int = 1) -> Distribution:
    """Return how the agreed marks of one sitting are spread, a mark for each submission.

    A mark counts once all of its markers have finished and it is agreed.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        batch = read_batch(work, assessment_id, sitting)
    handed_in = [each for each in batch.works if each.line.id is not None]
    marks = [each.agreed if each.all_final else None for each in handed_in]
    return distribution(batch.name, marks, batch.regulations)


def distribution(name: str, marks: Sequence[Decimal | None], rules: Regulations) -> Distribution:
    """Return how marks are spread; None stands for somebody without a mark."""
    given = [mark for mark in marks if mark is not None]
    judged = [compared(Fraction(mark), rules.rounding) for mark in given]
    classes = _boundaries_of(rules)
    passes, top, spread = classes[0].least, classes[-1].least, spread_of(given)
    return Distribution(
        name=name,
        average=spread.mean if spread else None,
        spread=spread,
        bins=bins_of(judged),
        count=len(given),
        missing=len(marks) - len(given),
        failed=sum(mark < passes for mark in judged),
        best=sum(mark >= top for mark in judged),
        people=len(marks),
        classes=classes,
        whole=rules.rounding is Rounding.ROUND_THEN_COMPARE,
    )


def _boundaries_of(rules: Regulations) -> tuple[Boundary, ...]:
    """Return the classes of a regulation set, the lowest first."""
    highest_first = class_boundaries(rules.award)
    return tuple(Boundary(NAMES[each], least) for each, least in reversed(highest_first))


def for_others(found: Distribution) -> Distribution:
    """Return the numbers as those may see them who must not be able to tell anybody's mark.

    Counts are rounded to the nearest 5, and of fewer than 8 marks no average is given; a median,
    the lowest and the highest mark and the deviation never are. What was none before looks as
    one or two do, so that nobody can tell from it that somebody failed.
    """
    told = found.average is not None and found.count >= LEAST_AVERAGED
    return replace(
        found,
        average=_whole(found.average) if told and found.average is not None else None,
        spread=None,
        bins=tuple(replace(each, count=_published(each.count)) for each in found.bins),
        count=_published(found.count),
        missing=_published(found.missing),
        failed=_published(found.failed),
        best=_published(found.best),
        people=_published(found.people),
        rounded=True,
    )


def _published(count: int) -> int:
    return (count * 2 + PUBLISHED_TO) // (2 * PUBLISHED_TO) * PUBLISHED_TO


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)
