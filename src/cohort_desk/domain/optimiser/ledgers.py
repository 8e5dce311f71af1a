"""The counts of one term in every group, from which any change is priced by a look-up.

Groups are columns here, and the last column is the tray of people without a group: whatever is
there counts for nothing. `ledger_of` chooses the ledger that knows a kind of term.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cohort_desk.domain.optimiser.lone import after_joining, after_leaving
from cohort_desk.domain.optimiser.problem import BLANK, Ints, Term, TermKind

Gains = NDArray[np.int64]


class Ledger(Protocol):
    """How a term's count changes when people change columns."""

    def move(self, person: int, here: int, there: int) -> None:
        """Take a person from one column to another."""
        ...

    def by_leaving(self, person: int, here: int) -> int:
        """Return what the count gains when a person goes to the tray."""
        ...

    def by_move(self, person: int, here: int) -> Gains:
        """Return what the count gains by a move to each group, shape (groups,); 0 at `here`."""
        ...

    def by_swap(self, person: int, here: int, others: Ints, there: Ints) -> Gains:
        """Return what it gains by a swap with each of the others; their columns are `there`."""
        ...


def ledger_of(term: Term, columns: Ints, groups: int) -> Ledger:
    """Return the counts of a term with everybody in their column; the tray is number `groups`."""
    if term.kind is TermKind.SAME:
        return _SameLedger(term.codes, term.values, columns, groups)
    if term.kind is TermKind.DIFFERENT:
        return _DifferentLedger(term, columns, groups)
    if term.kind is TermKind.LONE:
        return _LoneLedger(term.codes, term.values, columns, groups)
    return _MeetLedger(term, columns, groups)


class _ValueLedger:
    """How many people have each value in each group; the last row is of those without a value."""

    def __init__(self, codes: Ints, values: int, columns: Ints, groups: int) -> None:
        self._tray, self._blank = groups, values
        self._codes = np.where(codes == BLANK, values, codes).astype(np.int32)
        self._counts = np.zeros((values + 1, groups + 1), np.int32)
        np.add.at(self._counts, (self._codes, columns), 1)
        self._counts[self._blank] = 0
        self._counts[:, self._tray] = 0

    def move(self, person: int, here: int, there: int) -> None:
        code = self._codes[person]
        if code != self._blank:
            self._counts[code, here] -= here != self._tray
            self._counts[code, there] += there != self._tray

    def _shared(self, codes: Ints, columns: Ints) -> Ints:
        """Return how many in each one's column have each one's value, themselves included."""
        flat = codes * np.int32(self._tray + 1) + columns
        return self._counts.ravel().take(flat)


class _SameLedger(_ValueLedger):
    """Pairs who share a value."""

    def _own(self, person: int, here: int) -> int:
        """Return the pairs that a person makes where they are."""
        return max(0, int(self._counts[self._codes[person], here]) - 1)

    def by_leaving(self, person: int, here: int) -> int:
        return -self._own(person, here)

    def by_move(self, person: int, here: int) -> Gains:
        gains = self._counts[self._codes[person], :-1] - np.int64(self._own(person, here))
        if here != self._tray:
            gains[here] = 0
        return gains

    def by_swap(self, person: int, here: int, others: Ints, there: Ints) -> Gains:
        ours, theirs = self._codes[person], self._codes.take(others)
        alike = (theirs == ours) & (ours != self._blank)
        leave = np.maximum(self._shared(theirs, there) - 1, 0)
        arrive = np.maximum(self._counts[ours].take(there) - alike, 0)
        gains = arrive - leave - np.int64(self._own(person, here))
        if here != self._tray:
            gains += self._counts[:, here].take(theirs) - alike
        return gains


class _DifferentLedger:
    """Pairs whose values differ: those who have a value at all, less those who share it."""

    def __init__(self, term: Term, columns: Ints, groups: int) -> None:
        anybody = np.where(term.codes == BLANK, BLANK, 0)
        self._known = _SameLedger(anybody, 1, columns, groups)
        self._same = _SameLedger(term.codes, term.values, columns, groups)

    def move(self, person: int, here: int, there: int) -> None:
        self._known.move(person, here, there)
        self._same.move(person, here, there)

    def by_leaving(self, person: int, here: int) -> int:
        return self._known.by_leaving(person, here) - self._same.by_leaving(person, here)

    def by_move(self, person: int, here: int) -> Gains:
        return self._known.by_move(person, here) - self._same.by_move(person, here)

    def by_swap(self, person: int, here: int, others: Ints, there: Ints) -> Gains:
        known = self._known.by_swap(person, here, others, there)
        return known - self._same.by_swap(person, here, others, there)


class _LoneLedger(_ValueLedger):
    """Values that exactly one person of a group has."""

    def by_leaving(self, person: int, here: int) -> int:
        return int(after_leaving(self._counts[self._codes[person], here]))

    def by_move(self, person: int, here: int) -> Gains:
        code = self._codes[person]
        if code == self._blank:
            return np.zeros(self._tray, np.int64)
        gains = np.int64(self.by_leaving(person, here)) + after_joining(self._counts[code, :-1])
        if here != self._tray:
            gains[here] = 0
        return gains

    def by_swap(self, person: int, here: int, others: Ints, there: Ints) -> Gains:
        ours, theirs = self._codes[person], self._codes.take(others)
        gains = np.int64(self.by_leaving(person, here)) + after_leaving(self._shared(theirs, there))
        if ours != self._blank:
            joins = after_joining(self._counts[ours])
            joins[self._tray] = 0
            gains += joins.take(there)
        if here != self._tray:
            joins = after_joining(self._counts[:, here])
            joins[self._blank] = 0
            gains += joins.take(theirs)
        return np.where(theirs == ours, 0, gains)


class _MeetLedger:
    """How many of each group cannot make each slot, (columns, slots); and how many there are."""

    def __init__(self, term: Term, columns: Ints, groups: int) -> None:
        self._tray, self._needed = groups, term.needed
        slots = np.arange(term.values, dtype=np.int64)
        self._lacks = ((term.codes.astype(np.int64)[:, None] >> slots) & 1).astype(np.int32)
        self._lacking = np.zeros((groups + 1, term.values), np.int32)
        np.add.at(self._lacking, columns, self._lacks)
        self._size = np.bincount(columns, minlength=groups + 1)
        self._clear_tray()

    def _clear_tray(self) -> None:
        self._lacking[self._tray] = 0
        self._size[self._tray] = 0

    def _short(self, lacking: Ints, size: Ints | int) -> Gains:
        common = (lacking == 0).sum(-1)
        return np.where(np.asarray(size) > 0, np.maximum(0, self._needed - common), 0)

    def move(self, person: int, here: int, there: int) -> None:
        for column, step in ((here, -1), (there, 1)):
            self._lacking[column] += step * self._lacks[person]
            self._size[column] += step
        self._clear_tray()

    def by_leaving(self, person: int, here: int) -> int:
        if here == self._tray:
            return 0
        lacking, size = self._lacking[here], int(self._size[here])
        after = self._short(lacking - self._lacks[person], size - 1)
        return int(after - self._short(lacking, size))

    def by_move(self, person: int, here: int) -> Gains:
        lacking, size = self._lacking[:-1], self._size[:-1]
        after = self._short(lacking + self._lacks[person], size + 1)
        gains = after - self._short(lacking, size) + self.by_leaving(person, here)
        if here != self._tray:
            gains[here] = 0
        return gains

    def by_swap(self, person: int, here: int, others: Ints, there: Ints) -> Gains:
        change = self._lacks[others] - self._lacks[person]
        gains = np.zeros(len(others), np.int64)
        if here != self._tray:
            lacking, size = self._lacking[here], int(self._size[here])
            gains += self._short(lacking + change, size) - self._short(lacking, size)
        lacking, size = self._lacking[there], self._size[there]
        after = self._short(lacking - change, size) - self._short(lacking, size)
        return gains + np.where(there == self._tray, 0, after)
