"""How well the evidence of validated money holds, by type and grade."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from cohort_desk.domain.savings.words import EVIDENCE


@dataclass(frozen=True, slots=True)
class Rollup:
    """Pence by (grade of evidence, type); what has no money is left out."""

    pence: dict[tuple[str, str], int]

    @property
    def grand(self) -> int:
        """All of it, in pence."""
        return sum(self.pence.values())

    def of_grade(self, grade: str) -> int:
        """Return what rests on evidence of a grade, in pence."""
        return sum(pence for (of, _type), pence in self.pence.items() if of == grade)

    def of_type(self, type_: str) -> int:
        """Return what is of a type, in pence."""
        return sum(pence for (_grade, of), pence in self.pence.items() if of == type_)

    def percent(self, *grades: str) -> Decimal | None:
        """Return what part of the money rests on evidence of these grades, to a tenth of a percent.

        Σ money of the grades ÷ Σ money. None where there is no money. Source: the roll-up of
        claims by evidence grade among the test vectors of the programme specification.
        """
        if not self.grand:
            return None
        part = Decimal(100 * sum(self.of_grade(grade) for grade in grades)) / self.grand
        return part.quantize(Decimal("0.1"), ROUND_HALF_UP)


def roll_up(money: Iterable[tuple[str, str, int]]) -> Rollup:
    """Return how money of (type, evidence grade, pence) rests on its evidence.

    Σ money by grade and type. Source: the roll-up of claims by evidence grade among the test
    vectors of the programme specification.

    Raises:
        ValueError: there is no such grade.
    """
    found: Counter[tuple[str, str]] = Counter()
    for type_, grade, pence in money:
        if grade not in EVIDENCE:
            raise ValueError(f"there is no grade of evidence {grade!r}")
        found[grade, type_] += pence
    return Rollup({key: pence for key, pence in found.items() if pence})
