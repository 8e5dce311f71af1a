"""Several arrangements of the same people, and the exchanges of people between their groups."""

from dataclasses import dataclass

import numpy as np

from cohort_desk.domain.optimiser.costs import HARD, PairCosts, pair_costs
from cohort_desk.domain.optimiser.crowds import Crowds, crowds_of
from cohort_desk.domain.optimiser.doors import Doors, doors_of
from cohort_desk.domain.optimiser.problem import Flags, Floats, Ints, Problem

_NOISE = 1 << 18
_UNITS_EVERY = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """What is searched.

    Attributes:
        costs: prices of people against people; the phantom is number `people`.
        crowds: what whole groups cost beyond that.
        doors: who may not enter which group.
        unit_of: for each person and the phantom the set they must stay with, or -1.
        sizes_may_move: whether an empty seat may change groups.
        groups: how many.
        people: how many.
    """

    costs: PairCosts
    crowds: Crowds
    doors: Doors
    unit_of: Ints
    sizes_may_move: bool
    groups: int
    people: int


def setting_of(problem: Problem) -> Setting:
    """Return what a search of the problem needs to know."""
    return Setting(
        costs=pair_costs(problem),
        crowds=crowds_of(problem),
        doors=doors_of(problem),
        unit_of=np.append(problem.unit_of, np.int32(-1)),
        sizes_may_move=problem.sizes_may_move,
        groups=problem.groups,
        people=problem.people,
    )


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Disjoint pairs of groups: their numbers (pairs,) and who sits there, (seats, pairs)."""

    left: Ints
    right: Ints
    here: Ints
    there: Ints

    def of(self, chosen: Ints) -> "_Pairing":
        """Return only the chosen pairs."""
        return _Pairing(
            self.left[chosen], self.right[chosen], self.here[:, chosen], self.there[:, chosen]
        )


class Replicas:
    """Arrangements side by side, each with its total cost.

    Attributes:
        totals: the cost of each replica; a broken rule adds `HARD`.
    """

    def __init__(self, setting: Setting, seated: Ints, replicas: int, seed: int) -> None:
        """Start every replica from who sits where: `seated` of shape (seats, groups)."""
        self._setting = setting
        self._count = replicas
        self._half = setting.groups // 2
        self._rng = np.random.default_rng(seed)
        drawn = (len(seated) ** 2 + 1) * self._half * replicas
        self._noise = self._rng.gumbel(size=_NOISE + drawn).astype(np.float32)
        self._first = np.arange(replicas, dtype=np.int32)[:, None] * np.int32(setting.groups)
        self._everywhere = np.arange(replicas * setting.groups, dtype=np.int32)
        self._in_unit = setting.unit_of >= 0
        self._rigid = self._in_unit | setting.doors.stuck
        self._has_units, self._has_rigid = bool(self._in_unit.any()), bool(self._rigid.any())
        self._has_empty_seats = bool((seated == setting.people).any())
        self._seated = np.tile(seated, replicas)
        self._place = np.full((replicas, setting.people + 1), -1, np.int32)
        self.recount()

    def recount(self) -> None:
        """Price everything afresh; exchanges keep the prices up to date from then on."""
        self._place[self._everywhere // self._setting.groups, self._seated] = self._everywhere
        self._place[:, -1] = -1
        self._own = self._price(self._seated, self._everywhere)
        self._foes_meet = self._setting.doors.any_foes and bool((self._own >= HARD).any())
        paid_once = HARD * self._setting.doors.barred(self._seated, self._everywhere)
        paid = (self._own + paid_once).reshape(-1, self._count, self._setting.groups)
        self.totals = paid.sum((0, 2), dtype=np.float64) / 2
        if self._setting.crowds:
            whole = self._setting.crowds.of_groups(self._seated)
            self.totals += whole.reshape(self._count, -1).sum(1)

    def best(self) -> tuple[float, Ints]:
        """Return the cheapest replica: its cost and who sits where, (seats, groups)."""
        cheapest = int(self.totals.argmin())
        start = cheapest * self._setting.groups
        seated = self._seated[:, start : start + self._setting.groups]
        return float(self.totals[cheapest]), seated.copy()

    def copy_best_half(self) -> None:
        """Replace the dearer half of the replicas by copies of the cheaper half."""
        order, half = np.argsort(self.totals, kind="stable"), self._count // 2
        seated = self._seated.reshape(len(self._seated), self._count, -1)
        seated[:, order[self._count - half :]] = seated[:, order[:half]]
        self.recount()

    def step(self, number: int, heat: float) -> None:
        """Try one exchange in each of many disjoint pairs of groups, in all replicas."""
        if self._foes_meet:
            self.recount()
        drawn = self._rng.permutation(self._setting.groups).astype(np.int32)
        left = (self._first + drawn[: self._half]).ravel()
        right = (self._first + drawn[self._half : 2 * self._half]).ravel()
        seated = self._seated
        pairing = _Pairing(left, right, seated.take(left, 1), seated.take(right, 1))
        if self._has_units and number % _UNITS_EVERY == 0:
            self._exchange_units(pairing, heat)
        else:
            self._exchange_people(pairing, heat)

    def _price(self, people: Ints, groups: Ints) -> Floats:
        """Return what each person of (seats, pairs) pays in the group of their pair."""
        own = self._setting.costs.between(people, people).sum(1)
        return own + self._entering(people, groups)

    def _entering(self, people: Ints, groups: Ints) -> Floats | float:
        doors = self._setting.doors
        if not (doors.any_barred or doors.any_foes):
            return 0.0
        return np.float32(HARD) * doors.broken_by_entering(people, groups, self._place)

    def _exchange_people(self, at: _Pairing, heat: float) -> None:
        """Exchange one person for one other, or for an empty seat."""
        across = self._setting.costs.between(at.here, at.there)
        to_right = across.sum(1) + self._entering(at.here, at.right)
        to_left = across.sum(0) + self._entering(at.there, at.left)
        change = (to_right - self._own.take(at.left, 1))[:, None, :]
        change = change + (to_left - self._own.take(at.right, 1))[None, :, :]
        change -= across
        change -= across
        if self._setting.crowds:
            change += self._setting.crowds.by_exchange(at.here, at.there)
        self._forbid(change, at)
        seat, other, pair = self._draw(change, at, heat)
        swapped = across[seat, other, pair]
        self._follow(across, at, seat, other, pair)
        self._own[seat, at.left[pair]] = to_left[other, pair] - swapped
        self._own[other, at.right[pair]] = to_right[seat, pair] - swapped
        np.add.at(self.totals, pair // self._half, change[seat, other, pair])

    def _forbid(self, change: Floats, at: _Pairing) -> None:
        """Make exchanges that may never happen infinitely dear."""
        if self._has_rigid:
            change[self._rigid[at.here][:, None] | self._rigid[at.there][None]] = np.inf
        if self._has_empty_seats:
            empty, vacant = (at.here == self._setting.people), (at.there == self._setting.people)
            change[(empty & self._may_not_shrink(vacant))[:, None] & ~vacant[None]] = np.inf
            change[~empty[:, None] & (vacant & self._may_not_shrink(empty))[None]] = np.inf

    def _may_not_shrink(self, empty_seats: Flags) -> Flags:
        """Only where sizes lie one apart, and then only a full group, may give up a person."""
        if not self._setting.sizes_may_move:
            return np.ones_like(empty_seats[0])
        return np.logical_or.reduce(empty_seats)

    def _draw(self, change: Floats, at: _Pairing, heat: float) -> tuple[Ints, Ints, Ints]:
        """Choose by heat-bath; return seats left, seats right and the pairs that exchange."""
        options, pairs = change.shape[0] * change.shape[1], change.shape[2]
        start = int(self._rng.integers(_NOISE))
        noise = self._noise[start : start + (options + 1) * pairs] * np.float32(-heat)
        valued, stay = noise[:-pairs].reshape(options, pairs), noise[-pairs:]
        valued += change.reshape(options, pairs)
        chosen = valued.argmin(0)
        value = valued[chosen, np.arange(pairs)]
        pair = np.flatnonzero(value < stay).astype(np.int32)
        seat, other = np.divmod(chosen[pair].astype(np.int32), np.int32(change.shape[1]))
        if self._setting.doors.any_foes:
            clear = ~self._setting.doors.are_foes(at.here[seat, pair], at.there[other, pair])
            seat, other, pair = seat[clear], other[clear], pair[clear]
        return seat, other, pair

    def _follow(self, across: Floats, at: _Pairing, seat: Ints, other: Ints, pair: Ints) -> None:
        """Change seats, and the prices of those who see a neighbour go and another come."""
        left, right = at.left[pair], at.right[pair]
        leaving, entering = at.here[seat, pair], at.there[other, pair]
        of_one = self._setting.costs.of_one
        self._own[:, left] += across[:, other, pair] - of_one(leaving, at.here[:, pair])
        self._own[:, right] += across[seat, :, pair].T - of_one(entering, at.there[:, pair])
        self._seated[seat, left], self._seated[other, right] = entering, leaving
        replica = pair // self._half
        self._place[replica, leaving], self._place[replica, entering] = right, left
        self._place[:, -1] = -1

    def _exchange_units(self, at: _Pairing, heat: float) -> None:
        """Exchange a whole set that stays together for as many free people of the other group."""
        sides = self._rng.random(len(at.left)) < 0.5  # noqa: PLR2004 - a fair coin
        at = _Pairing(
            np.where(sides, at.left, at.right),
            np.where(sides, at.right, at.left),
            np.where(sides, at.here, at.there),
            np.where(sides, at.there, at.here),
        )
        at = at.of(np.flatnonzero(self._in_unit[at.here].any(0)))
        going = self._one_unit(at.here)
        coming, enough = self._to_exchange(at.there, going.sum(0))
        at, going, coming = at.of(enough), going[:, enough], coming[:, enough]
        change = self._change_of_sets(at, going, coming)
        luck = np.log(1 - self._rng.random(len(change)))
        taken = np.flatnonzero(change < -heat * luck)
        self._swap_sets(at.of(taken), going[:, taken], coming[:, taken])
        replica = at.left[taken] // self._setting.groups
        np.add.at(self.totals, replica, change[taken])

    def _one_unit(self, here: Ints) -> Flags:
        """Mark the seats of one set, drawn at random, in each column."""
        lottery = self._rng.random(here.shape) * self._in_unit[here]
        unit = self._setting.unit_of[here]
        return unit == unit[lottery.argmax(0), np.arange(here.shape[1])]

    def _to_exchange(self, there: Ints, wanted: Ints) -> tuple[Flags, Ints]:
        """Mark as many people as wanted: free ones, or a set of that size; tell where there are."""
        fixed = self._rigid[there] | (there == self._setting.people)
        rank = (self._rng.random(there.shape) + fixed).argsort(0).argsort(0)
        unit = self._one_unit(there)
        fits = (unit.sum(0) == wanted) & self._in_unit[there].any(0)
        fits &= self._rng.random(len(wanted)) < 0.5  # noqa: PLR2004 - a fair coin
        enough = fits | ((~fixed).sum(0) >= wanted)
        return np.where(fits, unit, rank < wanted), np.flatnonzero(enough)

    def _change_of_sets(self, at: _Pairing, going: Flags, coming: Flags) -> Floats:
        costs = self._setting.costs
        across = costs.between(at.here, at.there)
        leave = self._price(at.here, at.left) * going
        arrive = self._price(at.there, at.right) * coming
        to_right = (across.sum(1) + self._entering(at.here, at.right)) * going
        to_left = (across.sum(0) + self._entering(at.there, at.left)) * coming
        among = costs.between(at.here, at.here) * (going[:, None] & going[None])
        others = costs.between(at.there, at.there) * (coming[:, None] & coming[None])
        met = across * (going[:, None] & coming[None])
        single = to_right.sum(0) - leave.sum(0) + to_left.sum(0) - arrive.sum(0)
        change = single + among.sum((0, 1)) + others.sum((0, 1)) - 2 * met.sum((0, 1))
        if self._setting.crowds:
            change += self._change_of_crowds(at, going, coming)
        return change

    def _change_of_crowds(self, at: _Pairing, going: Flags, coming: Flags) -> Floats:
        """Return what whole groups cost more once the marked people have changed places."""
        ours, theirs = (
            np.take_along_axis(people, np.argsort(~marked, axis=0, kind="stable"), 0)
            for people, marked in ((at.here, going), (at.there, coming))
        )
        goes = np.arange(len(ours))[:, None] < going.sum(0)
        crowds = self._setting.crowds
        after = crowds.of_groups(np.where(goes, theirs, ours))
        after += crowds.of_groups(np.where(goes, ours, theirs))
        return after - crowds.of_groups(at.here) - crowds.of_groups(at.there)

    def _swap_sets(self, at: _Pairing, going: Flags, coming: Flags) -> None:
        """Give the going people the seats of the coming ones, and the other way round."""
        ours, theirs = (np.argsort(~marked, axis=0, kind="stable") for marked in (going, coming))
        size = going.sum(0)
        for rank in range(int(size.max(initial=0))):
            pair = np.flatnonzero(rank < size)
            seat, other = ours[rank, pair], theirs[rank, pair]
            one, two = at.here[seat, pair], at.there[other, pair]
            self._seated[seat, at.left[pair]], self._seated[other, at.right[pair]] = two, one
            replica = at.left[pair] // self._setting.groups
            self._place[replica, one], self._place[replica, two] = at.right[pair], at.left[pair]
        self._place[:, -1] = -1
        for groups in (at.left, at.right):
            self._own[:, groups] = self._price(self._seated[:, groups], groups)
