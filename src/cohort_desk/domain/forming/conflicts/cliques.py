"""Finds people who must all be apart from each other, more of them than there are groups."""

from collections.abc import Mapping

_MOST_WORK = 8_000_000
"""Pairs of people compared: about a quarter of a second."""


def clique_larger_than(foes: Mapping[int, set[int]], groups: int) -> tuple[int, ...]:
    """Return `groups` + 1 people, every two of them foes, or nobody.

    Exact for what offices enter; gives up after much work, for the question is hard in general,
    and then says nobody.
    """
    core = _core(foes, groups)
    return tuple(sorted(_Hunt(core, groups + 1).run())) if core else ()


def _core(foes: Mapping[int, set[int]], least: int) -> dict[int, set[int]]:
    """Drop, again and again, whoever has too few foes left to be in such a clique."""
    core = {person: set(others) for person, others in foes.items()}
    weak = [person for person, others in core.items() if len(others) < least]
    while weak:
        person = weak.pop()
        for other in core.pop(person, ()):
            if other in core:
                core[other].discard(person)
                if len(core[other]) == least - 1:
                    weak.append(other)
    return core


class _Hunt:
    """A depth-first hunt, pruned by colouring, for a clique of a given size."""

    def __init__(self, foes: Mapping[int, set[int]], wanted: int) -> None:
        self._foes, self._wanted, self._work_left = foes, wanted, _MOST_WORK

    def run(self) -> list[int]:
        return self._extend([], set(self._foes))

    def _extend(self, chosen: list[int], candidates: set[int]) -> list[int]:
        if len(chosen) == self._wanted:
            return chosen
        self._work_left -= len(candidates) ** 2
        for colour, person in reversed(self._coloured(candidates)):
            if len(chosen) + colour < self._wanted or self._work_left < 0:
                return []
            found = self._extend([*chosen, person], candidates & self._foes[person])
            if found:
                return found
            candidates = candidates - {person}
        return []

    def _coloured(self, candidates: set[int]) -> list[tuple[int, int]]:
        """Colour greedily; a clique among the first few has at most as many as their colours."""
        classes: list[set[int]] = []
        for person in sorted(candidates, key=lambda p: (-len(self._foes[p] & candidates), p)):
            for members in classes:
                if not members & self._foes[person]:
                    members.add(person)
                    break
            else:
                classes.append({person})
        return [
            (colour, person)
            for colour, members in enumerate(classes, start=1)
            for person in sorted(members)
        ]
