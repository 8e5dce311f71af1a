"""What the tally foretells is what a full recount then finds, for every kind of term."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cohort_desk.domain.optimiser.problem import UNPLACED, Problem, counts_by_group
from cohort_desk.domain.optimiser.tally import Tally


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 10**9))
def test_every_change_is_foretold_exactly(draw, seed):
    rng = np.random.default_rng(seed)
    people, groups = int(rng.integers(2, 12)), int(rng.integers(1, 5))
    terms = tuple(draw.terms(rng, people))
    tally = Tally(
        Problem(people, (people,) * groups, terms), rng.integers(UNPLACED, groups, people)
    )

    def counts(**moved):
        place = tally.place.copy()
        for person, group in moved.items():
            place[int(person[1:])] = group
        return [int(counts_by_group(term, place, groups).sum()) for term in terms]

    for _ in range(4):
        one, now = int(rng.integers(people)), np.array(counts())
        moves = tally.gains_by_move(one)
        for group in range(groups):
            assert (now + moves[:, group]).tolist() == counts(**{f"p{one}": group})
        left = tally.gains_by_leaving(one)
        assert (now + left).tolist() == counts(**{f"p{one}": UNPLACED})
        others = np.flatnonzero(tally.place != tally.place[one])
        swaps = tally.gains_by_swap(one, others)
        for gains, other in zip(swaps.T, others.tolist(), strict=True):
            swapped = {f"p{one}": tally.place[other], f"p{other}": tally.place[one]}
            assert (now + gains).tolist() == counts(**swapped)
        assert tally.change_by_swap(one, others).tolist() == (tally.weights @ swaps).tolist()
        tally.move(int(rng.integers(people)), int(rng.integers(UNPLACED, groups)))
