"""Deals work out to tutors so that nobody has more than fairness makes them have.

Each work takes a number of different tutors, none of whom is kept from it. The result minimises
the sum of the squares of the tutors' loads: no other way of dealing has a smaller largest load,
nor a fairer share below it. It is the optimal semi-matching of Harvey, Ladner, Lovász and Tamir
(2003): as long as a chain of exchanges leads from one tutor to another who has at least two
fewer, one work is passed along it; once there is no such chain, the deal is the best there is.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Task:
    """A work that needs `needed` more tutors, each one of those who may mark it."""

    key: int
    needed: int
    may: frozenset[int]


def deal(tasks: Sequence[Task], loads: Mapping[int, int], seed: int) -> dict[int, tuple[int, ...]]:
    """Return by task whom it goes to; fewer than it needs where too few may mark it.

    Args:
        tasks: what is to be dealt out.
        loads: how many works each tutor has already; only these tutors get any.
        seed: decides between deals that are equally fair.
    """
    deal_ = _Deal(tasks, loads, seed)
    deal_.begin()
    while deal_.improve():
        pass
    return deal_.result()


class _Deal:
    def __init__(self, tasks: Sequence[Task], loads: Mapping[int, int], seed: int) -> None:
        self._load = dict(loads)
        self._may = {task.key: sorted(task.may & loads.keys()) for task in tasks}
        self._needed = {task.key: task.needed for task in tasks}
        self._lot = {tutor: _lot(seed, "tutor", tutor) for tutor in loads}
        self._order = sorted(self._may, key=lambda key: _lot(seed, "task", key))
        self._of_task: dict[int, set[int]] = {key: set() for key in self._may}
        self._of_tutor: dict[int, set[int]] = {tutor: set() for tutor in loads}

    def begin(self) -> None:
        """Deal each task to those who have least so far."""
        for key in self._order:
            ranked = sorted(self._may[key], key=self._rank)
            for tutor in ranked[: self._needed[key]]:
                self._give(key, tutor)

    def improve(self) -> bool:
        """Pass one task along a chain that evens loads out; False if there is no such chain."""
        for tutor in sorted(self._load, key=self._rank, reverse=True):
            chain = self._chain_from(tutor)
            if chain:
                for key, giver, taker in chain:
                    self._take(key, giver)
                    self._give(key, taker)
                return True
        return False

    def result(self) -> dict[int, tuple[int, ...]]:
        return {key: tuple(sorted(self._of_task[key])) for key in sorted(self._of_task)}

    def _chain_from(self, start: int) -> list[tuple[int, int, int]]:
        """Return the exchanges (task, giver, taker) that relieve a tutor, the last one first."""
        came: dict[int, tuple[int, int]] = {}
        waiting = deque([start])
        while waiting:
            giver = waiting.popleft()
            for key in sorted(self._of_tutor[giver]):
                for taker in self._may[key]:
                    if taker == start or taker in came or taker in self._of_task[key]:
                        continue
                    came[taker] = (key, giver)
                    if self._load[taker] <= self._load[start] - 2:
                        return _traced(came, start, taker)
                    waiting.append(taker)
        return []

    def _rank(self, tutor: int) -> tuple[int, bytes]:
        return self._load[tutor], self._lot[tutor]

    def _give(self, key: int, tutor: int) -> None:
        self._of_task[key].add(tutor)
        self._of_tutor[tutor].add(key)
        self._load[tutor] += 1

    def _take(self, key: int, tutor: int) -> None:
        self._of_task[key].remove(tutor)
        self._of_tutor[tutor].remove(key)
        self._load[tutor] -= 1


def _traced(
    came: Mapping[int, tuple[int, int]], start: int, end: int
) -> list[tuple[int, int, int]]:
    chain: list[tuple[int, int, int]] = []
    taker = end
    while taker != start:
        key, giver = came[taker]
        chain.append((key, giver, taker))
        taker = giver
    return chain


def _lot(seed: int, what: str, key: int) -> bytes:
    return sha256(f"{seed}:{what}:{key}".encode()).digest()
