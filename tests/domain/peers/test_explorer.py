"""What if: other terms, or without a rater."""

from decimal import Decimal

from cohort_desk.domain.peers.explorer import (
    by_weighting,
    classic_and_fill,
    effect_of_each_rater,
    without_raters,
)
from cohort_desk.domain.peers.webpa import PeerSettings

ALL = PeerSettings(weighting=Decimal(1))
SILENT = {1: {2: 3, 3: 3, 4: 3}, 2: {1: 3, 3: 3, 4: 3}, 3: {1: 3, 2: 3, 4: 3}}


def test_silence_pays_by_the_classic_reckoning_only():
    classic, fill = classic_and_fill(ALL, [1, 2, 3, 4], SILENT, Decimal(60))
    assert classic.shares[4].preliminary == 80
    assert fill.shares[4].preliminary == 60


def test_leaving_a_harsh_rater_out_gives_back_what_they_took_and_costs_them_nothing():
    ratings = {1: {2: 0, 3: 4}, 2: {1: 3, 3: 3}, 3: {1: 3, 2: 3}}
    changes = effect_of_each_rater(ALL, [1, 2, 3], ratings, Decimal(60))
    assert changes[1] == {1: 0, 2: 30, 3: -30}
    assert changes[2] == {1: 0, 2: 0, 3: 0}
    without = without_raters(ALL, [1, 2, 3], ratings, Decimal(60), {1})
    assert without.shares[1].penalised == 60


def test_who_never_rated_is_penalised_whoever_else_is_left_out():
    without = without_raters(ALL, [1, 2, 3, 4], SILENT, Decimal(60), {1, 4})
    assert without.shares[4].penalised == 54
    assert without.shares[1].penalised == 60


def test_weighting_from_nothing_to_all():
    ratings = {1: {2: 1, 3: 3}, 2: {1: 2, 3: 2}, 3: {1: 2, 2: 2}}
    series = by_weighting(ALL, [1, 2, 3], ratings, Decimal(60), steps=4)
    assert [one.weighting for one in series] == [Decimal(n) / 4 for n in range(5)]
    assert set(series[0].marks.values()) == {Decimal(60)}
    assert [one.marks[2] for one in series] == [60, Decimal("56.25"), Decimal("52.5"), 48.75, 45]
