"""The few letters that stand for agencies side by side, told apart where letters can."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cohort_desk.domain.agencies.abbreviations import abbreviation, lengthened

LONGEST_MARK = 6
_MORE_LETTERS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Marked:
    """An agency that needs a mark; `short_name` is what its office calls it, "" if unknown."""

    id: int
    name: str
    short_name: str = ""

    @property
    def own(self) -> bool:
        """Whether its short name is a mark already."""
        return 0 < len(self.short_name) <= LONGEST_MARK

    @property
    def usual(self) -> str:
        return self.short_name if self.own else abbreviation(self.name, LONGEST_MARK)


def distinct_marks(agencies: Iterable[Marked]) -> dict[int, str]:
    """Return each agency's mark, by its id: at most LONGEST_MARK characters.

    Where several would have the same, those whose office gave it none show more of their first or
    their last word: ShCC and SuCC for two city councils. What no letters tell apart stays alike.
    """
    listed = list(agencies)
    marks = {agency.id: agency.usual for agency in listed}
    alike: dict[str, list[Marked]] = defaultdict(list)
    for agency in listed:
        alike[marks[agency.id]].append(agency)
    for sharing in alike.values():
        if len(sharing) > 1:
            free = [agency for agency in sharing if not agency.own]
            one_owner = len(free) == len(sharing) - 1
            marks |= _told_apart(free if one_owner else sharing, marks)
    return marks


def _told_apart(agencies: list[Marked], marks: dict[int, str]) -> dict[int, str]:
    """Return other marks for agencies, which nobody else has; none if there are none."""
    changing = {agency.id for agency in agencies}
    taken = {mark for key, mark in marks.items() if key not in changing}
    for found in _variants(agencies):
        new = set(found.values())
        if len(new) == len(agencies) and not new & taken:
            return found
    return {}


def _variants(agencies: list[Marked]) -> Iterator[dict[int, str]]:
    for last in (False, True):
        for more in _MORE_LETTERS:
            yield {
                agency.id: lengthened(agency.name, more, LONGEST_MARK, last=last)
                for agency in agencies
            }
