"""Dealing work out to tutors: exact on small cases, and the same again for the same seed."""

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.marks.allotting import Task, deal

TUTORS = (1, 2, 3, 4)
TASKS = st.lists(
    st.tuples(st.integers(1, 2), st.frozensets(st.sampled_from(TUTORS))), max_size=5
).map(lambda pairs: [Task(key, *pair) for key, pair in enumerate(pairs)])
LOADS = st.fixed_dictionaries({tutor: st.integers(0, 4) for tutor in TUTORS})


def totals(dealt, loads):
    return sorted(
        (count + sum(tutor in taken for taken in dealt.values()) for tutor, count in loads.items()),
        reverse=True,
    )


def fairest(tasks, loads):
    """The loads of the best deal, found by trying every one."""
    ways = [list(combinations(task.may, min(task.needed, len(task.may)))) for task in tasks]
    every = (totals(dict(enumerate(way)), loads) for way in product(*ways))
    return min(every, key=lambda sizes: (sum(size * size for size in sizes), sizes))


@settings(max_examples=150)
@given(TASKS, LOADS, st.integers(0, 2**31))
def test_no_deal_is_fairer(tasks, loads, seed):
    dealt = deal(tasks, loads, seed)
    for task in tasks:
        taken = dealt[task.key]
        assert set(taken) <= task.may
        assert len(set(taken)) == len(taken) == min(task.needed, len(task.may))
    best = fairest(tasks, loads)
    assert sum(size**2 for size in totals(dealt, loads)) == sum(size**2 for size in best)
    assert totals(dealt, loads)[0] == best[0], "the largest load is the least possible"


@given(TASKS, LOADS, st.integers(0, 2**31), st.randoms())
def test_the_order_of_the_tasks_changes_nothing(tasks, loads, seed, dice):
    shuffled = list(tasks)
    dice.shuffle(shuffled)
    assert deal(shuffled, loads, seed) == deal(tasks, loads, seed)


def test_a_chain_of_exchanges_relieves_a_tutor():
    """Only by passing works on from 1 to 2 and from 2 to 3 does 1 get down to two."""
    tasks = [Task(key, 1, frozenset({1, 2})) for key in range(4)]
    tasks += [Task(key, 1, frozenset({2, 3})) for key in range(4, 6)]
    dealt = deal(tasks, {1: 0, 2: 0, 3: 0}, 1)
    assert totals(dealt, {1: 0, 2: 0, 3: 0}) == [2, 2, 2]


def test_another_seed_deals_otherwise_but_as_fairly():
    tasks = [Task(key, 1, frozenset(TUTORS)) for key in range(8)]
    loads = dict.fromkeys(TUTORS, 0)
    deals = [deal(tasks, loads, seed) for seed in range(5)]
    assert len({tuple(dealt.items()) for dealt in deals}) == 5
    assert all(totals(dealt, loads) == [2, 2, 2, 2] for dealt in deals)


def test_a_hundred_works_with_two_markers_each_are_dealt_evenly():
    tutors = dict.fromkeys(range(12), 0)
    tasks = [
        Task(key, 2, frozenset(tutor for tutor in tutors if (key + tutor) % 5))
        for key in range(100)
    ]
    assert totals(deal(tasks, tutors, 7), tutors) == [17] * 8 + [16] * 4
