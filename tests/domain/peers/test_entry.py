"""What a member may hand in."""

from dataclasses import replace

import pytest

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.peers.entry import Asked, check_return, missing

ASKED = Asked(
    "Ada", 1, {2: "Ben", 3: "Cem"}, {7: "Work", 8: "Ideas"}, with_self=False, justify=True
)
GOOD = {2: {7: 3, 8: 0}, 3: {7: 5, 8: 4}}


def test_a_whole_set_is_taken():
    check_return(ASKED, GOOD, "As I saw it.")
    check_return(replace(ASKED, justify=False), GOOD, "")


@pytest.mark.parametrize(
    ("given", "why", "sentence"),
    [
        ({2: {7: 0, 8: 0}, 3: {7: 0, 8: 0}}, "x", "Everybody has zero"),
        ({2: {7: 6, 8: 0}, 3: {7: 0, 8: 0}}, "x", "from 0 to 5; 6 for Ben"),
        ({2: {7: -1, 8: 0}, 3: {7: 0, 8: 0}}, "x", "from 0 to 5; -1 for Ben"),
        ({**GOOD, 1: {7: 5, 8: 5}}, "x", "not rate yourself"),
        ({**GOOD, 9: {7: 5, 8: 5}}, "x", "not in this group"),
        ({**GOOD, 3: {7: 1, 8: 1, 9: 1}}, "x", "no longer there"),
        ({2: {7: 3, 8: 3}, 3: {7: 3}}, "x", r"1 rating is missing, the first for Cem \(Ideas\)"),
        ({2: {7: 3, 8: 3}}, "x", r"2 ratings are missing, the first for Cem \(Work\)"),
        (GOOD, "  ", "Give your reasons"),
        (GOOD, "x" * 4001, "at most 4,000"),
    ],
)
def test_what_is_refused(given, why, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        check_return(ASKED, given, why)


def test_there_must_be_somebody_and_something_to_rate():
    with pytest.raises(RuleBroken, match="nobody else"):
        check_return(replace(ASKED, people={}), {}, "x")
    with pytest.raises(RuleBroken, match="no criteria"):
        check_return(replace(ASKED, criteria={}), {}, "x")


def test_oneself_is_rated_where_so_ruled():
    with_self = replace(ASKED, people={1: "Ada", **ASKED.people}, with_self=True)
    check_return(with_self, {1: {7: 0, 8: 0}, **GOOD}, "x")
    with pytest.raises(RuleBroken, match="first for yourself"):
        check_return(with_self, GOOD, "x")


def test_what_is_missing_comes_in_the_order_of_the_form():
    assert missing(ASKED, {2: {8: 1}}) == ((2, 7), (3, 7), (3, 8))
