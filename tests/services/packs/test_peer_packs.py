"""Forms for rating one's group: who is in them, and how they come back."""

from dataclasses import replace

import pytest

from cohort_desk.db.tables import PeerCriterionRow, PeerRoundRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.exchange.packs import post_all, read_returned, read_sent, save_filled_in
from cohort_desk.services.packs import (
    Outcome,
    apply_return,
    list_packs,
    plan_return,
    prepare_peer_packs,
)
from cohort_desk.services.peers import PeerReturn, form_of, rate

AISHATU, BENEDIKT, CHLOEMARIE = 1, 2, 3


@pytest.fixture
def ratings(desk):
    """Peer ratings of the project by two criteria, with a reason asked for."""
    with desk.begin("peers") as work:
        work.session.add(PeerRoundRow(id=1, assessment_id=1))
        for number, title in enumerate(("Ideas", "Effort"), start=1):
            work.session.add(
                PeerCriterionRow(id=number, peer_round_id=1, title=title, position=number)
            )
    return desk


@pytest.fixture
def forms(ratings, tmp_path):
    """The forms of all six, by their reader."""
    posted = post_all(ratings, prepare_peer_packs(ratings, 1), tmp_path / "forms")
    return {one.reader: one.path for one in posted}


@pytest.fixture
def fill(forms, tmp_path):
    """Fills in the form of somebody and returns what the office reads of it."""

    def run(reader, scores, why="They all turned up"):
        sent = read_sent(forms[reader])
        keys = [key for key in sent.cells if key.endswith("/score")]
        cells = {**dict(zip(keys, scores, strict=True)), "justification": why}
        return read_returned(save_filled_in(sent, cells, tmp_path / f"{reader} back.cohortpack"))

    return run


def test_form_names_its_own_group_and_nobody_else(forms):
    assert len(forms) == 6
    sent = read_sent(forms["Benedikt Leeworth"])
    assert {member.name for member in sent.content.members} == {
        "Aishatu Khandoker",
        "Benedikt Leeworth",
        "Chloemarie Mosswood",
    }
    assert [member.name for member in sent.content.rated] == [
        "Aishatu Khandoker",
        "Chloemarie Mosswood",
    ]
    raw = forms["Benedikt Leeworth"].read_bytes() + repr(sent).encode()
    for other in ("Devendra", "Nairavan", "Owenthorpe", "Finnegan", "Shahzad", "Leeds City"):
        assert other.encode() not in raw


def test_ratings_come_in_as_a_set_once(ratings, fill):
    returned = fill("Benedikt Leeworth", [4, 5, 3, 2])
    plan = plan_return(ratings, returned)
    assert {row.outcome for row in plan.rows} == {Outcome.TAKEN}
    assert [row.about.what for row in plan.rows][:2] == ["Ideas", "Effort"]
    apply_return(ratings, plan, {})
    form = form_of(ratings, 1, BENEDIKT)
    assert form.given == {AISHATU: {1: 4, 2: 5}, CHLOEMARIE: {1: 3, 2: 2}}
    assert (form.justification, form.returned.came_by) == ("They all turned up", "file")
    again = plan_return(ratings, returned)
    assert not again.anything
    assert apply_return(ratings, again, {}).step_id is None
    assert {pack.reader for pack in list_packs(ratings, 1) if pack.status == "Returned"} == {
        "Benedikt Leeworth"
    }


def test_what_was_said_at_the_desk_meanwhile_clashes(ratings, fill):
    rate(
        ratings,
        PeerReturn(1, BENEDIKT, {AISHATU: {1: 1, 2: 5}, CHLOEMARIE: {1: 3, 2: 2}}, "As I said"),
    )
    plan = plan_return(ratings, fill("Benedikt Leeworth", [4, 5, 3, 2], "As I said"))
    assert [(row.about.what, row.shown) for row in plan.clashes] == [("Ideas", ("", "1", "4"))]
    apply_return(ratings, plan, {plan.clashes[0].key: 2})
    assert form_of(ratings, 1, BENEDIKT).given[AISHATU] == {1: 2, 2: 5}


@pytest.mark.parametrize(
    ("scores", "why", "reason"),
    [
        ([0, 0, 0, 0], "None did", "Everybody has zero"),
        ([4, 5, 3, 2], None, "reasons"),
        ([4, 5, 3, None], "Fine", "no rating|missing|rating"),
    ],
)
def test_set_that_breaks_a_rule_is_refused_whole(ratings, fill, scores, why, reason):
    plan = plan_return(ratings, fill("Benedikt Leeworth", scores, why))
    assert {row.outcome for row in plan.rows} == {Outcome.REFUSED}
    assert any(word in plan.rows[0].reason for word in reason.split("|"))
    assert apply_return(ratings, plan, {}).taken == 0
    assert form_of(ratings, 1, BENEDIKT).returned is None


def test_whoever_has_rated_gets_no_other_form(ratings, fill):
    apply_return(ratings, plan_return(ratings, fill("Benedikt Leeworth", [4, 5, 3, 2])), {})
    readers = {one.sent.head.reader for one in prepare_peer_packs(ratings, 1)}
    assert "Benedikt Leeworth" not in readers
    assert len(readers) == 5


def test_form_of_a_member_that_left_the_group_is_refused(ratings, fill):
    returned = fill("Benedikt Leeworth", [4, 5, 3, 2])
    stranger = replace(returned, cells={**returned.cells, "m9/c1/score": 5})
    outcomes = {row.key: row.outcome for row in plan_return(ratings, stranger).rows}
    assert outcomes["m9/c1/score"] is Outcome.REFUSED


def test_nobody_left_to_ask_is_said(ratings):
    with pytest.raises(RuleBroken, match="Everybody has rated"):
        prepare_peer_packs(ratings, 1, only=[99])
