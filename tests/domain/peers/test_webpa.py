"""Shares of a group's mark: the published vectors, and what must hold for all ratings."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.peers.webpa import PeerSettings, contributions, settings_of
from cohort_desk.domain.regulations.rules import PeerMode, PeerRules, PenaltyKind, Silence

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "vectors" / "webpa.json").read_text("utf-8")
)
SIX_PLACES = Decimal("0.000001")


def settings(mode, silence, weighting, penalty, kind=PenaltyKind.PERCENT):
    return PeerSettings(mode, silence, Decimal(str(weighting)), kind, Decimal(str(penalty)))


def settings_of_vector(vector):
    with_self = vector["ratings"] == "basic" or vector["ratings"] == "c"
    fill = vector["mode"].startswith("fill")
    return settings(
        PeerMode.SELF_AND_PEER if with_self else PeerMode.PEER_ONLY,
        Silence.FILL if fill else Silence.CLASSIC,
        vector["pa_weight"],
        vector["non_submission_penalty"],
    )


def sums(sample):
    names = sorted(sample)
    number = {name: at for at, name in enumerate(names, start=1)}
    ratings = {
        number[rater]: {number[ratee]: sum(scores) for ratee, scores in given.items()}
        for rater, given in sample.items()
    }
    return number, ratings


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda one: one["id"])
def test_vector(vector):
    number, ratings = sums(VECTORS["samples"][vector["ratings"]])
    result = contributions(
        settings_of_vector(vector), list(number.values()), ratings, Decimal(vector["group_mark"])
    )
    for name, expected in vector["expected"].items():
        share = result.shares[number[name]]
        assert share.factor == Fraction(expected["score"])
        shown = share.preliminary.quantize(SIX_PLACES), share.penalised.quantize(SIX_PLACES)
        wanted = Decimal(str(expected["pre_penalty"])), Decimal(str(expected["final"]))
        assert shown == wanted


def test_where_nobody_rated_everybody_has_the_groups_mark_less_the_penalty():
    number, ratings = sums(VECTORS["samples"]["nobody"])
    by_the_rules = settings_of(PeerRules())
    result = contributions(by_the_rules, list(number.values()), ratings, Decimal(60))
    assert {share.preliminary for share in result.shares.values()} == {Decimal(60)}
    expected = Decimal(str(VECTORS["divergences"][1]["webpa"]))
    assert {share.penalised for share in result.shares.values()} == {expected}


def test_a_cut_at_100_takes_from_the_groups_mean_and_is_said():
    number, ratings = sums(VECTORS["samples"]["basic"])
    all_peers = settings(PeerMode.SELF_AND_PEER, Silence.CLASSIC, 1, 0)
    result = contributions(all_peers, list(number.values()), ratings, Decimal(80))
    assert not result.conserved
    assert result.mean < 80
    assert [name for name, at in number.items() if result.shares[at].clamped] == ["bob"]
    half = settings(PeerMode.SELF_AND_PEER, Silence.CLASSIC, 0.5, 0)
    assert contributions(half, list(number.values()), ratings, Decimal(80)).conserved


@pytest.mark.parametrize(
    ("kind", "penalty", "mark", "expected"),
    [
        (PenaltyKind.PERCENT, "0.1", 60, "54"),
        (PenaltyKind.POINTS, "10", 60, "50"),
        (PenaltyKind.POINTS, "10", 6, "0"),
        (PenaltyKind.PERCENT, "1", 60, "0"),
    ],
)
def test_penalty_for_rating_nobody(kind, penalty, mark, expected):
    rules = settings(PeerMode.PEER_ONLY, Silence.FILL, 1, penalty, kind)
    result = contributions(rules, [1, 2, 3], {1: {2: 3, 3: 3}, 2: {1: 3, 3: 3}}, Decimal(mark))
    assert result.shares[3].penalised == Decimal(expected)
    assert not result.shares[3].rated
    assert result.shares[1].penalised == Decimal(mark)


def test_whoever_is_alone_has_nobody_to_rate_and_loses_nothing():
    result = contributions(settings_of(PeerRules()), [7], {}, Decimal(64))
    assert result.shares[7].penalised == 64
    assert result.conserved


def test_who_left_counts_for_nothing_and_who_joined_late_neither_gains_nor_loses():
    rules = settings(PeerMode.PEER_ONLY, Silence.FILL, 1, 0)
    before = {1: {2: 4, 3: 4, 9: 1}, 2: {1: 4, 3: 4, 9: 0}, 3: {1: 4, 2: 4, 9: 2}}
    left = contributions(rules, [1, 2, 3], before, Decimal(60))
    assert {share.factor for share in left.shares.values()} == {Fraction(1)}
    joined = contributions(rules, [1, 2, 3, 4], {**before, 4: {1: 2, 2: 2, 3: 2}}, Decimal(60))
    assert joined.shares[4].factor == 1


def test_whoever_rated_only_somebody_who_left_is_not_silent():
    rules = settings(PeerMode.PEER_ONLY, Silence.FILL, 1, "0.1")
    result = contributions(rules, [1, 2, 3], {1: {9: 5}, 2: {1: 3, 3: 3}}, Decimal(60))
    assert result.shares[1].rated
    assert not result.shares[3].rated


@pytest.mark.parametrize("mark", [Decimal(-1), Decimal("100.01")])
def test_a_mark_out_of_range_is_refused(mark):
    with pytest.raises(RuleBroken, match="0 to 100"):
        contributions(settings_of(PeerRules()), [1, 2], {}, mark)


@pytest.mark.parametrize(
    ("field", "changed"),
    [("weighting", {"weighting": Decimal("1.01")}), ("penalty", {"penalty": Decimal(2)})],
)
def test_settings_out_of_range_are_refused(field, changed):
    with pytest.raises(RuleBroken) as refused:
        PeerSettings(**changed)
    assert refused.value.field == field


@st.composite
def groups(draw):
    members = list(range(1, draw(st.integers(1, 7)) + 1))
    raters = draw(st.lists(st.sampled_from(members), unique=True))
    ratings = {
        rater: {one: draw(st.integers(0, 15)) for one in members} for rater in sorted(raters)
    }
    rules = PeerSettings(
        draw(st.sampled_from(PeerMode)),
        draw(st.sampled_from(Silence)),
        draw(st.decimals(0, 1, places=2)),
        draw(st.sampled_from(PenaltyKind)),
        draw(st.decimals(0, 1, places=2)),
    )
    return rules, members, ratings, draw(st.decimals(0, 100, places=2))


@given(groups(), st.randoms(use_true_random=False))
def test_the_order_of_entry_never_changes_a_mark(group, shuffler):
    rules, members, ratings, mark = group
    mixed = list(members)
    shuffler.shuffle(mixed)
    raters = list(ratings.items())
    shuffler.shuffle(raters)
    backwards = {rater: dict(reversed(given.items())) for rater, given in raters}
    assert dict(contributions(rules, members, ratings, mark).shares) == dict(
        contributions(rules, mixed, backwards, mark).shares
    )


@given(groups())
def test_marks_lie_in_0_to_100_and_only_a_cut_changes_the_mean(group):
    rules, members, ratings, mark = group
    result = contributions(rules, members, ratings, mark)
    for share in result.shares.values():
        assert 0 <= share.penalised <= share.preliminary <= 100
    assert sum(share.factor for share in result.shares.values()) == len(members)
    if not any(share.clamped for share in result.shares.values()):
        assert result.conserved


@given(
    st.integers(2, 8), st.integers(1, 5), st.sets(st.integers(1, 8)), st.decimals(0, 100, places=2)
)
def test_filled_up_equal_ratings_give_everybody_the_groups_mark(size, score, silent, mark):
    members = list(range(1, size + 1))
    ratings = {
        rater: {one: score for one in members if one != rater}
        for rater in members
        if rater not in silent
    }
    result = contributions(PeerSettings(weighting=Decimal(1)), members, ratings, mark)
    assert {share.preliminary for share in result.shares.values()} == {mark}
