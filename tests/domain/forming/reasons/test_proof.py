"""The proof, held against every arrangement there is."""

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.reasons.proof import least_pairs, prove
from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    FormingRequest,
    Importance,
    Recipe,
    Rule,
    RuleKind,
)
from cohort_desk.domain.forming.sizes import Sizes

AGENCY = Criterion(CriterionKind.MIX, "agency", Importance.MUST)
SERVICE = Criterion(CriterionKind.BALANCE, "service", Importance.LOW)


def formed(members, criteria=(AGENCY,), rules=(), size=4):
    recipe = Recipe(Sizes(size, size, size), criteria, rules)
    return form(FormingRequest(members, recipe), seed=1, steps=200)


@given(people=st.integers(0, 7), groups=st.integers(1, 4))
def test_no_way_to_spread_people_makes_fewer_pairs(people, groups):
    spreads = product(range(groups), repeat=people)
    fewest = min(sum(n * (n - 1) // 2 for n in Counter(one).values()) for one in spreads)
    assert least_pairs(people, groups) == fewest


def test_each_value_is_shown_with_its_people_and_the_fewest_pairs_they_make(people):
    members = people(agency="AAAAAAA" + "BBBB" + "C")
    proof = prove(members, formed(members).score)
    [agency] = proof.criteria
    assert [(s.value, s.people, s.each, s.over, s.least) for s in agency.shares] == [
        ("A", 7, 2, 1, 5),
        ("B", 4, 1, 1, 1),
    ]
    assert (agency.free, agency.blank, agency.least) == (1, 0, agency.score.bound)
    assert "makes 6 pairs at least" in agency.words
    assert proof.words == (
        "These groups cost 60 points. Every arrangement pays at least each criterion’s own "
        "fewest, so none can cost fewer than 60. The two are equal: no arrangement that keeps "
        "the rules can be better."
    )


def test_people_without_a_value_match_nobody(people):
    members = people(agency=["A", "A", " ", "", "", "B", "", ""])
    [agency] = prove(members, formed(members).score).criteria
    assert (agency.shares, agency.free, agency.blank) == ((), 2, 5)
    assert agency.words == "There are none, and fewer than none cannot be."


def test_those_who_must_stay_together_raise_the_fewest_and_the_proof_says_so(people):
    members = people(agency="AAABCDEF")
    together = Rule(RuleKind.TOGETHER, (0, 1, 2))
    [agency] = prove(members, formed(members, rules=(together,)).score).criteria
    assert (agency.least, agency.score.bound) == (1, 3)
    assert agency.words.endswith(
        "People who must stay together, or groups of unequal size, raise that to 3."
    )


def test_years_of_service_are_counted_by_quarters_as_the_former_counts_them(people):
    years = [str(number) for number in (1, 1, 2, 3, 5, 8, 9, 12, 15, 20, 21, 30)]
    members = people(agency="ABCDEFGHIJKL", service=years)
    [service] = prove(members, formed(members, (SERVICE,)).score).criteria
    assert [share.value for share in service.shares] == []
    assert service.free == 4
    [two] = prove(members, formed(members, (SERVICE,), size=6).score).criteria
    assert [(share.value, share.people) for share in two.shares] == [
        (f"quarter {quarter}", 3) for quarter in range(1, 5)
    ]
    assert two.least == two.score.bound == 4


def test_groups_of_an_earlier_round_are_called_by_their_names(people):
    earlier = Criterion(CriterionKind.NEW_FACES, "Induction", Importance.HIGH)
    members = people(agency="111122", Induction="111122")
    proof = prove(members, formed(members, (AGENCY, earlier), size=3).score, {"1": "Group 7"})
    assert [one.shares[0].value for one in proof.criteria] == ["1", "Group 7"]


def test_a_count_of_another_day_is_not_explained_by_what_is_known_now(people):
    score = formed(people(agency="ABCDEFGH")).score
    [agency] = prove(people(agency="AAAABBBB"), score).criteria
    assert agency.shares == ()
    assert "have changed since" in agency.words


def test_of_every_kind_of_criterion_the_proof_claims_no_more_than_is_known(people):
    """Where the shares of the values do not make up the bound, the words say what does."""
    places = "BBBBBLLLLLLLSSSSSSSSSSSS"
    times = ("Mon am", "Tue pm", "Wed am", "Thu am") * 6
    gender = "wwo" + "m" * 21
    members = people(
        agency="AABBC" * 4 + "AABB", location=places, availability=times, gender=gender
    )
    kinds = (
        (CriterionKind.MIX, "agency"),
        (CriterionKind.GATHER, "location"),
        (CriterionKind.MEET, "availability"),
        (CriterionKind.NO_LONE_ONE, "gender"),
    )
    criteria = tuple(Criterion(kind, column, Importance.HIGH) for kind, column in kinds)
    proof = prove(members, formed(members, criteria, size=6).score)
    for one in proof.criteria:
        assert one.least <= one.score.bound <= one.score.count
        assert one.words
    assert [share.value for share in proof.criteria[3].shares] == ["o"]
    gathered = proof.criteria[1]
    assert gathered.words.startswith(f"No arrangement can have fewer than {gathered.score.bound}")
