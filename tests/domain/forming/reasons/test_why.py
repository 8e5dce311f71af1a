"""Explanations: why somebody is here, why two are together; their numbers are the board's."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cohort_desk.domain.forming.live import LiveBoard
from cohort_desk.domain.forming.reasons.seating import Seating, gained_words
from cohort_desk.domain.forming.reasons.why_here import why_here
from cohort_desk.domain.forming.reasons.why_pair import why_pair
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

CRITERIA = (
    Criterion(CriterionKind.MIX, "agency", Importance.MUST),
    Criterion(CriterionKind.BALANCE, "grade", Importance.LOW),
    Criterion(CriterionKind.NEW_FACES, "", Importance.HIGH),
)
EVERY_KIND = (
    *CRITERIA,
    Criterion(CriterionKind.GATHER, "agency", Importance.MEDIUM),
    Criterion(CriterionKind.NO_LONE_ONE, "grade", Importance.HIGH),
    Criterion(CriterionKind.MEET, "availability", Importance.MEDIUM, slots=2),
)
FREE = ("Mon am", "Mon am; Tue pm", "", "Tue pm", "Mon am; Tue pm; Fri am", "Fri am", "Tue pm")
NAMES = ("Aisha", "Ben", "Chloe", "Dev", "Ella", "Finn", "Grace")
AGENCIES = ("Fire", "Fire", "Police", "Police", "Fire", "Leeds", "Leeds")
INDUCTION = ("1", "2", "2", "1", "1", "2", "")


def person(n):
    values = {"agency": AGENCIES[n], "grade": str(3 + n % 2)}
    return Member(n, NAMES[n], {**values, "Induction": INDUCTION[n], "availability": FREE[n]})


def seating(groups, *rules, locks=(), closed=(), criteria=CRITERIA):
    members = tuple(map(person, range(len(NAMES))))
    at = {one: number for number, group in enumerate(groups) for one in group}
    request = FormingRequest(
        members,
        Recipe(Sizes(1, 4 if criteria is CRITERIA else 7, 3), criteria, rules),
        {one: at[one] for one in locks},
        earlier=("Induction",),
    )
    live = LiveBoard(request, groups)
    counted = [one.criterion for one in live.score().criteria]
    return Seating(request, groups, live, counted, frozenset(closed))


def after(groups, moves):
    return [
        [one for one in range(len(NAMES)) if moves.get(one, at(groups, one)) == number]
        for number in range(len(groups))
    ]


def at(groups, one):
    return next((number for number, group in enumerate(groups) if one in group), None)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-1, 2), min_size=7, max_size=7), st.integers(0, 6))
def test_every_group_is_priced_as_a_recount_prices_it(where, one_of_them):
    groups = [[one for one in range(7) if where[one] == number] for number in range(3)]
    seats = seating(groups, criteria=EVERY_KIND)
    before = seats.live.score().objective
    why = why_here(seats, one_of_them)
    assert {one.group for one in why.elsewhere} == {0, 1, 2} - {where[one_of_them]}
    assert seats.live.score().objective == before

    def points(moves):
        return LiveBoard(seats.request, after(groups, moves)).score().objective

    for one in why.elsewhere:
        assert one.effect.change == points({one_of_them: one.group}) - before
        if where[one_of_them] >= 0:
            swaps = {
                each: {one_of_them: one.group, each: where[one_of_them]}
                for each in groups[one.group]
            }
            costs = {each: points(moves) - before for each, moves in swaps.items()}
            assert (one.swap is None) == (not costs)
            assert one.swap is None or one.swap.effect.change == min(costs.values())
    allowed = [one.effect.change for one in why.elsewhere if one.allowed]
    assert allowed == sorted(allowed)


def test_the_headline_says_that_no_place_is_better():
    why = why_here(seating([[0, 2], [1, 3], [4, 5, 6]]), 0)
    assert why.headline == (
        "No other place is better: the best swap, with Ella in Group 3, changes nothing; the best "
        "move, to Group 2, is worse by 14."
    )
    assert why.elsewhere[0].words == (
        "1 more same-agency pair, 1 fewer same-grade pair, 1 more pair who were together in "
        "Induction"
    )


def test_the_headline_says_what_would_be_better():
    why = why_here(seating([[0, 1], [2, 3], [5, 6], [4]]), 0)
    assert why.headline.startswith("Another place would be better: the best ")


def test_what_is_shared_tells_whether_it_could_be_avoided():
    agency, grade, induction = why_here(seating([[0, 1, 4], [2, 3], [5, 6]]), 0).shared
    assert (agency.what, agency.with_ids) == ("Agency Fire", (1, 4))
    assert agency.why == "3 people share this, in 3 groups: by itself it could be avoided."
    assert (grade.what, grade.with_ids) == ("Grade 3", (4,))
    assert grade.why == (
        "4 people share this, in 3 groups: at least 1 pair of them must meet, as it is now."
    )
    assert (induction.what, induction.with_ids) == ("Group in Induction", (4,))


def test_people_without_a_group_count_neither_for_what_must_be_nor_for_what_is():
    _, grade, _ = why_here(seating([[0, 4, 1], [2, 3], [5]]), 0).shared
    told = "3 people with a group share this, in 3 groups: by itself it could be avoided."
    assert (grade.what, grade.why) == ("Grade 3", told)


def test_who_differs_from_the_group_is_told_where_that_counts():
    gather = Criterion(CriterionKind.GATHER, "agency", Importance.HIGH)
    alone = Criterion(CriterionKind.NO_LONE_ONE, "agency", Importance.HIGH, only=("Leeds",))
    seats = seating([[0, 1, 5], [2, 3], [4, 6]])
    told = Seating(seats.request, seats.groups, seats.live, [gather, alone])
    assert told.at_odds(0) == ["Agency Fire: 1 other is of another agency."]
    assert told.at_odds(5) == [
        "Agency Leeds: 2 others are of another agency.",
        "Agency Leeds: nobody else in the group.",
    ]
    assert told.at_odds(2) == []


def test_locked_people_locked_groups_and_rules_are_named():
    apart = Rule(RuleKind.APART, (0, 2), reason="line manager")
    seats = seating([[0, 1], [2, 3], [4, 5, 6]], apart, locks=[5, 4, 6], closed=[2])
    why = why_here(seats, 0)
    assert [(one.words, one.allowed) for one in why.elsewhere] == [
        ("Aisha and Chloe are both in Group 2 but must be apart (line manager)", False),
        ("Group 3 is locked", False),
    ]
    assert why_here(seats, 5).headline == "Group 3 is locked: forming and moving leave them there."
    assert why_here(seating([[0, 1], [2, 3]], locks=[0]), 0).held == ("Aisha is locked in Group 1",)


def test_who_has_no_group_is_told_the_best_one():
    assert why_here(seating([[0, 1], [2, 3], [5, 6]]), 4).headline == (
        "Ella has no group yet. Group 3 would be best."
    )


def test_why_two_are_together_and_what_parting_them_would_cost():
    why = why_pair(seating([[0, 1], [2, 4], [5, 3, 6]]), 0, 1)
    assert why.together
    assert why.in_common == ("Agency Fire",)
    assert why.met == ()
    best = why.ways[0]
    assert best.effect.change == min(way.effect.change for way in why.ways)
    assert why.headline.startswith("Parting them would be better by 20 at best: swap ")
    assert {way.member_id for way in why.ways} == {0, 1}


def test_why_two_are_apart_and_how_they_could_be_brought_together():
    groups = [[0, 1], [2, 3], [4, 5, 6]]
    why = why_pair(seating(groups), 0, 2)
    assert not why.together
    before = seating(groups).live.score().objective
    for way in why.ways:
        here, there = at(groups, way.member_id), way.group
        moves = {way.member_id: there}
        if way.other_id is not None:
            there = at(groups, way.other_id)
            moves = {way.member_id: there, way.other_id: here}
        then = after(groups, moves)
        assert at(then, 0) == at(then, 2)
        assert seating(then).live.score().objective - before == way.effect.change


def test_a_rule_that_keeps_two_apart_or_together_comes_first():
    apart = Rule(RuleKind.APART, (0, 2), reason="line manager")
    why = why_pair(seating([[0, 1], [2, 3], [4, 5, 6]], apart), 0, 2)
    assert why.headline == "A rule keeps them apart: Aisha and Chloe apart (line manager)."
    assert why.ways == ()
    assert why.obstacle == "Aisha and Chloe are both in Group 2 but must be apart (line manager)"
    together = why_pair(seating([[0, 1], [2, 3, 4, 5, 6]], Rule(RuleKind.TOGETHER, (0, 1))), 0, 1)
    assert together.headline == "A rule keeps them together: Aisha and Ben together."


def test_pairs_tell_when_two_met_before_and_who_has_no_group():
    assert why_pair(seating([[0, 1], [2, 3]]), 0, 3).met == ("Induction",)
    why = why_pair(seating([[0, 1], [2, 3]]), 0, 4)
    assert why.headline == "Ella has no group yet."
    assert why.ways[0].words == "Move Ella to Group 1"


def test_changes_are_put_into_words_for_every_kind_of_criterion():
    def said(kind, change):
        return gained_words(Criterion(kind, "job_title", Importance.LOW), change)

    assert said(CriterionKind.MIX, 2) == "2 more same-job title pairs"
    assert said(CriterionKind.GATHER, -1) == "1 fewer different-job title pair"
    assert said(CriterionKind.MEET, 1) == "1 more common time missing (job title)"
    assert said(CriterionKind.NO_LONE_ONE, 1) == "1 more person alone by job title"
    assert said(CriterionKind.NEW_FACES, -1) == "1 fewer pair who were together in job title"
