"""Who met whom, counted again by hand."""

from itertools import combinations

import pytest

from cohort_desk.domain.errors import NotFound
from cohort_desk.services.groups import (
    accept_proposal,
    add_round,
    publish,
    read_board,
    swap_people,
)
from cohort_desk.services.groups.meetings import read_meetings
from cohort_desk.services.people import withdraw_people


def seats_of(db, round_id):
    return [set(ids) for ids in read_board(db, round_id).seats]


@pytest.fixture
def two_rounds(cohort, placed, propose):
    """A published round and a second one as it stands; the first was changed since."""
    publish(cohort, placed)
    published = seats_of(cohort, placed)
    second = add_round(cohort, 1)
    proposal = propose(second)
    accept_proposal(cohort, proposal.id, proposal.version)
    first, other, *_ = read_board(cohort, placed).groups
    one, two = first.cards[0], other.cards[0]
    swap_people(
        cohort, placed, one.id, two.id, {one.id: one.seat_version, two.id: two.seat_version}
    )
    return cohort, [published, seats_of(cohort, second)]


def naive(people, rounds):
    """For each pair of ids the rounds in which some group has both."""
    met = {}
    for pair in combinations(people, 2):
        met[pair] = tuple(
            at for at, groups in enumerate(rounds) if any(set(pair) <= group for group in groups)
        )
    return met


def test_meetings_are_those_of_what_was_published_and_else_of_the_board(two_rounds):
    db, rounds = two_rounds
    found = read_meetings(db, 1)
    ids = [person.id for person in found.people]
    assert ids == list(range(1, 13))
    assert [(one.name, one.version) for one in found.rounds] == [("Round 1", 1), ("Round 2", None)]
    expected = naive(ids, rounds)
    for one, other in combinations(range(12), 2):
        assert found.rounds_of(other, one) == expected[ids[one], ids[other]]
    times = [len(rounds) for rounds in expected.values()]
    assert found.pairs == 66
    assert found.pairs_by_times == tuple(times.count(n) for n in range(max(times) + 1))
    for at, met in enumerate(found.met):
        assert dict(met) == {
            other: len(found.rounds_of(at, other))
            for other in range(12)
            if other != at and found.rounds_of(at, other)
        }


def test_groups_and_agencies_are_told(two_rounds):
    db, rounds = two_rounds
    found = read_meetings(db, 1)
    for person in found.people:
        for at, groups in enumerate(rounds):
            peers = {other.id for other in found.people if other.groups[at] == person.groups[at]}
            assert peers in groups
    assert (found.agencies, found.agency_pairs, found.agencies_met) == (3, 3, 3)
    assert found.people[0].agency_short == "LCC"


def test_who_has_withdrawn_is_not_counted(two_rounds):
    db, _ = two_rounds
    withdraw_people(db, [1])
    found = read_meetings(db, 1)
    assert [person.id for person in found.people] == list(range(2, 13))
    assert found.pairs == 55


def test_a_cohort_without_groups_has_no_rounds_and_no_meetings(cohort):
    found = read_meetings(cohort, 1)
    assert (found.rounds, found.pairs_by_times, found.together) == ((), (66,), {})
    with pytest.raises(NotFound):
        read_meetings(cohort, 9)
