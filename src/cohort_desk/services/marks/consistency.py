"""How markers mark: the marks that each gave at a sitting, and how two markers of a work differ.

Only works whose markers have all finished count, so that no marker sees another's marks before
both are final. A marker who looks sees their own finished marks besides, and others without names.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cohort_desk.db.database import Database
from cohort_desk.domain.marks.spread import Spread, spread_of
from cohort_desk.services.marks.batches import Batch, Work, read_batch

FEW_MARKS = 5
"""Under so many marks nothing can be said of a marker."""


@dataclass(frozen=True, slots=True)
class MarkerMarks:
    """The marks of one marker at a sitting; `tutor_id` is 0 where the name is hidden."""

    tutor_id: int
    name: str
    marks: tuple[Decimal, ...]
    spread: Spread

    @property
    def few(self) -> bool:
        """Whether there are too few marks to say anything of the marker."""
        return len(self.marks) < FEW_MARKS


@dataclass(frozen=True, slots=True)
class PairMarks:
    """Two tutors as first and second marker: the first's mark less the second's, work by work."""

    first_id: int
    second_id: int
    first: str
    second: str
    differences: tuple[Decimal, ...]
    spread: Spread
    apart: int

    @property
    def name(self) -> str:
        """Both names, the first marker's first."""
        return f"{self.first}, {self.second}"

    @property
    def few(self) -> bool:
        """Whether there are too few works to say anything of the pair."""
        return len(self.differences) < FEW_MARKS


@dataclass(frozen=True, slots=True)
class Consistency:
    """How a sitting was marked.

    Attributes:
        name: the sitting.
        works: how many works have been marked by all of their markers.
        waiting: how many handed in have not; their marks are nowhere here.
        markers: in the order of their names.
        everybody: the statistics of all marks; None without any.
        pairs: in the order of the first markers' names; none where one marker marks.
        all_pairs: the statistics of all differences; None without any.
        most_apart: how far two marks may be apart to be agreed by the rule.
    """

    name: str
    works: int
    waiting: int
    markers: tuple[MarkerMarks, ...]
    everybody: Spread | None
    pairs: tuple[PairMarks, ...]
    all_pairs: Spread | None
    most_apart: Decimal


def read_consistency(
    db: Database, assessment_id: int, sitting: int = 1, tutor_id: int | None = None
) -> Consistency:
    """Return how a sitting was marked; with a tutor, as that marker may see it.

    Raises:
        NotFound: the assessment or the sitting has been deleted meanwhile.
    """
    with db.read() as work:
        batch = read_batch(work, assessment_id, sitting)
    found = _consistency(batch, tutor_id)
    return found if tutor_id is None else anonymous(found, tutor_id)


def anonymous(found: Consistency, but: int | None = None) -> Consistency:
    """Return the same without names: "Marker A", "Marker B", …, save the name of one tutor.

    The letters go by the means, the highest first, and not by the names.
    """
    order = sorted(found.markers, key=lambda each: (-each.spread.mean, each.tutor_id))
    hidden = [each for each in order if each.tutor_id != but]
    letters = {each.tutor_id: f"Marker {_letters(at)}" for at, each in enumerate(hidden)}
    markers = tuple(
        each if each.tutor_id == but else replace(each, tutor_id=0, name=letters[each.tutor_id])
        for each in order
    )
    pairs = sorted(
        (
            replace(
                pair,
                first=letters.get(pair.first_id, pair.first),
                second=letters.get(pair.second_id, pair.second),
            )
            for pair in found.pairs
        ),
        key=lambda pair: pair.name,
    )
    return replace(found, markers=markers, pairs=tuple(pairs))


def _letters(at: int) -> str:
    """Return A to Z, then AA, AB, …."""
    ahead, letter = divmod(at, 26)
    return (_letters(ahead - 1) if ahead else "") + chr(ord("A") + letter)


def _consistency(batch: Batch, tutor_id: int | None) -> Consistency:
    handed_in = [each for each in batch.works if each.line.submitted_at is not None]
    done = [each for each in handed_in if each.all_final]
    marks: defaultdict[tuple[str, int], list[Decimal]] = defaultdict(list)
    for each in handed_in:
        for marker in each.markers:
            shown = each in done or marker.tutor_id == tutor_id
            if shown and marker.final and marker.mark is not None:
                marks[marker.name, marker.tutor_id].append(marker.mark)
    markers = _markers(marks.items())
    pairs = _pairs(done, batch.regulations.marking.most_apart)
    return Consistency(
        name=batch.name,
        works=len(done),
        waiting=len(handed_in) - len(done),
        markers=markers,
        everybody=spread_of([mark for each in markers for mark in each.marks]),
        pairs=pairs,
        all_pairs=spread_of([value for pair in pairs for value in pair.differences]),
        most_apart=batch.regulations.marking.most_apart,
    )


def _markers(
    marks: Iterable[tuple[tuple[str, int], Sequence[Decimal]]],
) -> tuple[MarkerMarks, ...]:
    found: list[MarkerMarks] = []
    for (name, tutor_id), given in sorted(marks):
        spread = spread_of(given)
        if spread is not None:
            found.append(MarkerMarks(tutor_id, name, tuple(sorted(given)), spread))
    return tuple(found)


def _pairs(works: Sequence[Work], most_apart: Decimal) -> tuple[PairMarks, ...]:
    differences: defaultdict[tuple[int, int], list[Decimal]] = defaultdict(list)
    names: dict[int, str] = {}
    for each in works:
        first, second = each.marker("first"), each.marker("second")
        if first is None or second is None or first.mark is None or second.mark is None:
            continue
        names |= {first.tutor_id: first.name, second.tutor_id: second.name}
        differences[first.tutor_id, second.tutor_id].append(first.mark - second.mark)
    found: list[PairMarks] = []
    for (one, other), values in differences.items():
        spread = spread_of(values)
        if spread is not None:
            apart = sum(abs(value) > most_apart for value in values)
            pair = PairMarks(
                one, other, names[one], names[other], tuple(sorted(values)), spread, apart
            )
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: pair.name))
