"""The last steps to the bound: each exchange begins in a group that still costs too much.

Most groups of a large cohort are soon as good as can be, and pairing groups at random finds the
few others too seldom. Here somebody of such a group is priced against everybody in all others.

What a group costs too much is exact: C(n, 2) >= q·n - q(q+1)/2 for whole n, with equality at n = q
and q + 1, so these lines, one per value with q = N_v div G, add up to the bound of `bounds.terms`.
"""

from dataclasses import dataclass
from itertools import combinations
from math import exp

import numpy as np

from cohort_desk.domain.optimiser.bounds.terms import value_counts
from cohort_desk.domain.optimiser.costs import HARD
from cohort_desk.domain.optimiser.problem import Floats, Ints, Problem, TermKind
from cohort_desk.domain.optimiser.replicas import Setting

_LARGEST_UNIT = 3
_TOO_MUCH = 0.5


@dataclass(frozen=True, slots=True)
class FairShare:
    """What each person is worth by the lines above, and what every group is granted."""

    of_person: Floats
    of_group: float

    @classmethod
    def of(cls, problem: Problem) -> "FairShare":
        worth, granted = np.zeros(problem.people + 1), 0.0
        for term in problem.terms:
            if term.kind is TermKind.SAME:
                each = value_counts(term) // problem.groups
                known = term.codes >= 0
                worth[:-1][known] += term.weight * each[term.codes[known]]
                granted += term.weight * float((each * (each + 1) // 2).sum())
        return cls(worth, granted)


class Focus:
    """One arrangement that keeps all rules, improved where it costs too much.

    Attributes:
        seated: who sits where, (seats, groups), the phantom in empty seats.
        gained: how much cheaper it has become (below nought if dearer).
    """

    def __init__(self, setting: Setting, share: FairShare, seated: Ints, seed: int) -> None:
        self._setting, self._share = setting, share
        self._rng = np.random.default_rng(seed)
        self.seated, self.gained = seated.copy(), 0.0
        self._rigid = (setting.unit_of >= 0) | setting.doors.stuck
        self._rigid[-1] = True
        self._seat_of = np.zeros(setting.people + 1, np.int64)
        self._seat_of[self.seated] = np.arange(seated.size).reshape(seated.shape)
        everywhere = np.arange(setting.groups)
        self._own = np.empty(seated.shape, np.float32)
        self._excess = np.empty(setting.groups)
        self._price(everywhere)

    def _price(self, groups: Ints) -> None:
        seated = self.seated[:, groups]
        own = self._setting.costs.between(seated, seated).sum(1)
        excess = own.sum(0) / 2 - self._share.of_person[seated].sum(0) + self._share.of_group
        if self._setting.crowds:
            excess += self._setting.crowds.of_groups(seated)
        self._own[:, groups], self._excess[groups] = own, excess

    def step(self, heat: float) -> bool:
        """Try one exchange; returns False when no group that costs too much has anybody to move."""
        dear = np.flatnonzero(self._excess > _TOO_MUCH)
        if not len(dear):
            return False
        group = int(dear[self._rng.integers(len(dear))])
        seat = int(self._rng.integers(len(self.seated)))
        person = int(self.seated[seat, group])
        if not self._rigid[person]:
            self._exchange_person(person, seat, group, heat)
        elif person < self._setting.people and self._setting.unit_of[person] >= 0:
            self._exchange_unit(int(self._setting.unit_of[person]), group, heat)
        return True

    def _accepts(self, change: float, heat: float) -> bool:
        return change <= 0 or (change < HARD and self._rng.random() < exp(-change / heat))

    def _cheapest(self, change: Floats) -> tuple[int, float]:
        """Return where the least of all stands, one of several at random, and the least."""
        least = float(change.min())
        ties = np.flatnonzero(change.ravel() == least)
        return int(ties[self._rng.integers(len(ties))]), least

    def _exchange_person(self, person: int, seat: int, group: int, heat: float) -> None:
        change = self._changes(person, seat, group)
        chosen, least = self._cheapest(change)
        if self._accepts(least, heat):
            other, target = divmod(chosen, self._setting.groups)
            self._swap([(seat, group)], [(other, target)], least)

    def _changes(self, person: int, seat: int, group: int) -> Floats:
        """Return the change of cost by a swap with everybody, (seats, groups)."""
        mates = self.seated[:, group]
        costs = self._setting.costs.against(mates, self.seated)
        mine = costs[seat]
        change = costs.sum(0) - mine - mine
        change += mine.sum(0) - self._own[seat, group] - self._own
        if self._setting.crowds:
            ours = np.broadcast_to(mates[:, None], self.seated.shape)
            change += self._setting.crowds.by_exchange(ours, self.seated)[seat]
        blocked = self._rigid[self.seated]
        if self._setting.sizes_may_move and mates.max() < self._setting.people:
            blocked &= self.seated < self._setting.people
        change[blocked] = np.inf
        self._bar(change, [person], np.delete(mates, seat), group)
        return change

    def _bar(self, change: Floats, leaving: list[int], staying: Ints, group: int) -> None:
        """Make dear what breaks a rule: barred groups, and people who must be apart."""
        doors, phantom = self._setting.doors, self._setting.people
        change[:, group] = np.inf
        if doors.any_barred:
            for person in leaving:
                change[:, doors.shut[doors.row[person]]] = np.inf
            change[doors.shut[doors.row[self.seated], group]] = np.inf
        if doors.any_foes:
            flat = change.reshape(-1)
            foes = doors.foes[leaving].ravel()
            seats = self._seat_of[foes[foes < phantom]]
            for foe_seat in seats.tolist():
                change[:, foe_seat % self._setting.groups] += np.float32(HARD)
                flat[foe_seat] -= np.float32(HARD)
            foes = doors.foes[staying].ravel()
            np.add.at(flat, self._seat_of[foes[foes < phantom]], np.float32(HARD))

    def _exchange_unit(self, unit: int, group: int, heat: float) -> None:
        """Exchange a set that stays together for as many free people of the best group."""
        mates = self.seated[:, group]
        in_unit = self._setting.unit_of[mates] == unit
        leaving = np.flatnonzero(in_unit)
        if len(leaving) > _LARGEST_UNIT or self._setting.crowds:
            return
        sets = np.array(list(combinations(range(len(mates)), len(leaving))))
        change = self._changes_by_sets(leaving, np.flatnonzero(~in_unit), sets, group)
        chosen, least = self._cheapest(change)
        if self._accepts(least, heat):
            which, target = divmod(chosen, self._setting.groups)
            ours = [(int(seat), group) for seat in leaving]
            self._swap(ours, [(int(seat), target) for seat in sets[which]], least)

    def _changes_by_sets(self, leaving: Ints, staying: Ints, sets: Ints, group: int) -> Floats:
        """Return the change of cost by a swap with each set of seats, (sets, groups)."""
        mates, seated = self.seated[:, group], self.seated
        costs = self._setting.costs.against(mates, seated)
        among = self._setting.costs.between(seated, seated)
        single = costs[staying].sum(0) - costs[leaving].sum(0) - self._own
        single[self._rigid[seated]] = np.inf
        self._bar(single, mates[leaving].tolist(), mates[staying], group)
        change = single[sets].sum(1)
        for one, other in combinations(range(sets.shape[1]), 2):
            change += 2 * among[sets[:, one], sets[:, other]]
        kept = 2 * sum(
            float(among[one, other, group]) for one, other in combinations(leaving.tolist(), 2)
        )
        return change + costs[leaving].sum((0, 1)) - self._own[leaving, group].sum() + kept

    def _swap(
        self, ours: list[tuple[int, int]], theirs: list[tuple[int, int]], change: float
    ) -> None:
        for one, other in zip(ours, theirs, strict=True):
            self.seated[one], self.seated[other] = self.seated[other], self.seated[one]
            for seat, group in (one, other):
                person = self.seated[seat, group]
                self._seat_of[person] = seat * self._setting.groups + group
        self._price(np.array([ours[0][1], theirs[0][1]]))
        self.gained -= change
