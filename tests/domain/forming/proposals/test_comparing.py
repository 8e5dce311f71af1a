"""What differs between two groupings, and how several different ones are found."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.proposals.comparing import (
    CriterionDifference,
    Relocation,
    compare,
    compare_scores,
)
from cohort_desk.domain.forming.proposals.several import LEAST_SHARE, form_from, form_several
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Importance,
    Member,
    Recipe,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.sizes import Sizes

AGENCY = Criterion(CriterionKind.MIX, "agency", Importance.MUST)
PEOPLE = 24


def a_request(rules=(), sizes=Sizes(4, 6, 6)):  # noqa: B008 - frozen
    members = tuple(
        Member(n, f"Person {n}", {"agency": "abcdef"[n % 6], "grade": str(n % 3)})
        for n in range(PEOPLE)
    )
    grade = Criterion(CriterionKind.BALANCE, "grade", Importance.MEDIUM)
    return FormingRequest(members, Recipe(sizes, (AGENCY, grade), tuple(rules)))


@st.composite
def groupings(draw):
    """Two groupings of mostly the same few people."""
    people = draw(st.integers(1, 12))

    def one():
        count = draw(st.integers(1, 5))
        home = draw(st.lists(st.integers(-1, count - 1), min_size=people, max_size=people))
        return [[n for n in range(people) if home[n] == group] for group in range(count)]

    return one(), one()


def fewest_moves(left, right):
    """Try every way in which the groups of one side may stand for those of the other."""
    most = max(len(left), len(right))
    ours, theirs = ([set(g) for g in [*side, *[[]] * (most - len(side))]] for side in (left, right))
    both = set().union(*ours) & set().union(*theirs)
    kept = (
        sum(len(one & other) for one, other in zip(ours, order, strict=True))
        for order in permutations(theirs)
    )
    return len(both) - max(kept)


@settings(deadline=None)
@given(groupings())
def test_as_few_people_move_as_can_be(pair):
    left, right = pair
    found = compare(left, right)
    assert len(found.moved) == fewest_moves(left, right)
    stands_for = dict(found.matched)
    assert len(set(stands_for.values())) == len(stands_for)
    home = {n: group for group, members in enumerate(right) for n in members}
    for move in found.moved:
        assert move.member_id in left[move.left]
        assert move.member_id in right[move.right]
        assert stands_for.get(move.left) != move.right
    assert set(found.only_right) == home.keys() - {n for members in left for n in members}
    for one, other in found.identical:
        assert set(left[one]) == set(right[other])


@given(groupings())
def test_the_same_groups_under_other_numbers_are_the_same(pair):
    left, _ = pair
    turned = compare(left, left[::-1])
    assert turned.same
    assert turned.share == 0
    assert len(turned.identical) == sum(1 for members in left if members)


def test_who_sits_elsewhere_is_told():
    found = compare([[1, 2, 3], [4, 5, 6], [8]], [[4, 5, 3, 9], [1, 2, 6]])
    assert found.matched == ((0, 1), (1, 0))
    assert found.moved == (Relocation(3, 0, 0), Relocation(6, 1, 1))
    assert (found.only_left, found.only_right) == ((8,), (9,))
    assert found.share == 4 / 8


def test_where_the_groups_are_known_they_are_not_matched_anew():
    found = compare([[1, 2], [3, 4]], [[3, 4], [1, 2]], matched=((0, 0), (1, 1)))
    assert len(found.moved) == 4
    assert found.identical == ()


def test_a_criterion_tells_which_side_is_better():
    left = form(a_request(), steps=1).score
    grade = Criterion(CriterionKind.MIX, "grade", Importance.LOW)
    request = a_request()
    other = FormingRequest(request.members, Recipe(request.recipe.sizes, (AGENCY, grade)))
    agency, ours, theirs = compare_scores(left, form(other, steps=1).score)
    assert agency.criterion == AGENCY
    assert (ours.right, ours.words) == (None, "counts only on the left")
    assert (theirs.left, theirs.words) == (None, "counts only on the right")
    assert CriterionDifference(AGENCY, 12, 9).words == "3 fewer on the right"
    assert CriterionDifference(AGENCY, 9, 12).better == "left"
    assert CriterionDifference(AGENCY, 9, 9).words == "the same"


def test_several_proposals_differ_and_each_can_be_formed_again():
    request = a_request()
    several = form_several(request, 3, seed=5, steps=300)
    assert len(several.found) == 3
    assert all(one.outcome.proven_best for one in several.found)
    for at, one in enumerate(several.found):
        again = form_from(request, seed=one.outcome.seed, steps=300)
        assert again.groups == one.outcome.groups
        for other in several.found[:at]:
            assert compare(one.outcome.groups, other.outcome.groups).share >= LEAST_SHARE


def test_searches_that_end_at_the_same_groups_are_counted_once():
    together = [Rule(RuleKind.TOGETHER, tuple(range(n, n + 6))) for n in range(0, PEOPLE, 6)]
    several = form_several(a_request(together), 2, steps=50)
    assert [one.ended_here for one in several.found] == [4]
    assert several.searches == 4


def test_all_searches_are_watched_and_stopping_keeps_the_best_so_far():
    seen = []

    def watch(standing):
        seen.append(standing)
        return len(standing.searches) < 2

    several = form_several(a_request(), 5, seed=3, steps=10**6, watch=watch)
    assert several.searches == 2
    assert [one.outcome.seed for one in several.found] in ([3, 4], [4, 3], [3])
    first = next(one for one in seen if one.searches[0].ended)
    assert (first.searches[0].seed, first.searches[0].distance) == (3, "Proven best")
    shares = [one.share for one in seen]
    assert shares == sorted(shares)
    assert shares[-1] <= 1
