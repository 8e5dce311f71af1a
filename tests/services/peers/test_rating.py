"""Handing in ratings: what is taken, what is refused, and what they come to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cohort_desk.db.tables import BoardRow, MembershipRow, ParticipantRow, SnapshotMarkRow
from cohort_desk.domain.errors import EditedMeanwhile, NotFound, RuleBroken
from cohort_desk.services.history import history_of, undo
from cohort_desk.services.peers import (
    Figure,
    PeerReturn,
    close_round,
    edit_round,
    form_of,
    list_contributions,
    override,
    plan_returns,
    rate,
    read_contributions,
    read_round,
    shares_of,
    take_returns,
    withdraw_override,
    withdraw_return,
)

EQUAL = {1: {2: 3, 3: 3, 4: 3}, 2: {1: 3, 3: 3, 4: 3}, 3: {1: 3, 2: 3, 4: 3}}
SIXTY = Decimal(60)


@pytest.fixture
def three_rated(give, opened):
    """Aisha, Ben and Chloe rate all alike; Dev rates nobody."""
    for rater, scores in EQUAL.items():
        give(rater, scores)
    return opened


def marks(db):
    with db.read() as work:
        return {person: share.penalised for person, share in shares_of(work, 1, SIXTY).items()}


def test_shares_are_those_of_the_ladder(three_rated):
    assert marks(three_rated) == {1: 60, 2: 60, 3: 60, 4: 54}
    with three_rated.read() as work:
        silent = shares_of(work, 1, SIXTY)[4]
    assert (silent.rated, silent.preliminary, silent.override) == (False, 60, None)


def test_without_a_peer_round_there_are_no_shares(desk):
    with desk.read() as work:
        assert shares_of(work, 1, SIXTY) is None


def test_a_form_shows_a_members_own_ratings_and_nobody_elses(three_rated, peer_round):
    form = form_of(three_rated, peer_round, 1)
    assert [person.name for person in form.people] == ["Ben Lee", "Chloe Moss", "Dev Nair"]
    assert {score for scores in form.given.values() for score in scores.values()} == {3}
    assert form.justification == "As I saw it."
    assert form_of(three_rated, peer_round, 4).given == {}
    assert form_of(three_rated, peer_round, 4).returned is None


def test_rating_again_replaces_and_needs_the_version_that_was_seen(three_rated, peer_round, give):
    with pytest.raises(EditedMeanwhile, match="Aisha Khan"):
        give(1, {2: 5, 3: 5, 4: 5})
    seen = form_of(three_rated, peer_round, 1).returned.version
    give(1, {2: 5, 3: 2, 4: 2}, seen)
    assert (
        form_of(three_rated, peer_round, 1).given[2] != form_of(three_rated, peer_round, 1).given[3]
    )
    changed = marks(three_rated)
    assert changed[2] > 60 > changed[3]
    undo(three_rated)
    assert marks(three_rated)[2] == 60


@pytest.mark.parametrize(
    "given",
    [
        (1, {2: 0, 3: 0, 4: 0}, "x", "Everybody has zero"),
        (1, {1: 5, 2: 3, 3: 3, 4: 3}, "x", "not rate yourself"),
        (1, {2: 3, 3: 3, 5: 3}, "x", "not in this group"),
        (1, {2: 3, 3: 3}, "x", "4 ratings are missing"),
        (1, {2: 6, 3: 3, 4: 3}, "x", "from 0 to 5"),
        (1, {2: 3, 3: 3, 4: 3}, " ", "Give your reasons"),
    ],
)
def test_what_is_refused_is_not_kept(opened, peer_round, give, given):
    rater, scores, why, sentence = given
    with pytest.raises(RuleBroken, match=sentence):
        give(rater, scores, why=why)
    assert form_of(opened, peer_round, rater).returned is None


def test_the_window_binds_the_desk_and_the_closing_binds_files_too(opened, peer_round):
    found = read_round(opened, peer_round)
    noon = datetime(2026, 11, 14, 12, tzinfo=UTC)
    window = replace(found.terms, opens_at=noon, closes_at=noon + timedelta(days=1))
    edit_round(opened, peer_round, found.version, window)
    criteria = [one.id for one in found.criteria]
    given = PeerReturn(
        peer_round, 1, {one: dict.fromkeys(criteria, 3) for one in (2, 3, 4)}, "So it was."
    )
    early, late = noon - timedelta(hours=1), noon + timedelta(days=2)
    with pytest.raises(RuleBroken, match="from 14 November 2026"):
        rate(opened, given, now=early)
    with pytest.raises(RuleBroken, match="until 15 November 2026"):
        rate(opened, given, now=late)
    with opened.begin("merge") as work:
        assert take_returns(work, [given], now=late) == 1
    assert form_of(opened, peer_round, 1).returned.came_by == "file"
    close_round(opened, peer_round, read_round(opened, peer_round).version)
    other = replace(given, rater_id=2, scores=dict.fromkeys((1, 3, 4), given.scores[2]))
    (planned,) = plan_returns(opened, [other])
    assert (planned.outcome, planned.rater) == ("refused", "Ben Lee")
    assert "were closed on" in planned.reason


def test_a_file_is_planned_before_it_is_taken_and_taking_it_again_changes_nothing(
    opened, peer_round
):
    criteria = [one.id for one in read_round(opened, peer_round).criteria]
    good = PeerReturn(peer_round, 1, {n: dict.fromkeys(criteria, 4) for n in (2, 3, 4)}, "Fine.")
    zero = PeerReturn(peer_round, 2, {n: dict.fromkeys(criteria, 0) for n in (1, 3, 4)}, "None.")
    gone = PeerReturn(peer_round, 99)
    outcomes = [one.outcome for one in plan_returns(opened, [good, zero, gone])]
    assert outcomes == ["new", "refused", "refused"]
    with opened.begin("merge") as work:
        take_returns(work, [good])
    assert plan_returns(opened, [good])[0].outcome == "same"
    with opened.begin("merge") as work:
        assert take_returns(work, [good]) == 0
    assert plan_returns(opened, [replace(good, justification="Other.")])[0].outcome == "changed"
    with pytest.raises(RuleBroken, match="Everybody has zero"), opened.begin("merge") as work:
        take_returns(work, [zero])


def test_a_withdrawn_return_makes_its_member_silent(three_rated, peer_round):
    version = form_of(three_rated, peer_round, 1).returned.version
    withdraw_return(three_rated, peer_round, 1, version)
    assert marks(three_rated)[1] == 54
    with pytest.raises(NotFound):
        withdraw_return(three_rated, peer_round, 1, version)
    undo(three_rated)
    assert marks(three_rated)[1] == 60


def test_who_left_no_longer_counts_and_who_came_is_said_to_lack_ratings(three_rated, peer_round):
    with three_rated.begin("swap") as work:
        work.need(MembershipRow, (1, 4)).group_id = 2
        work.need(MembershipRow, (1, 5)).group_id = 1
    found = read_contributions(three_rated, peer_round, 1)
    assert found.ids == (1, 2, 3, 5)
    assert found.result.shares[5].factor == 1
    left, joined = found.notes
    assert left == "Ratings of Dev Nair do not count: they are not in Group 1 now."
    assert joined.startswith("Ella Owen is not rated by Aisha Khan, Ben Lee and Chloe Moss, who")
    unrated = read_round(three_rated, peer_round).groups[0].members[0].unrated
    assert unrated == ("Ella Owen",)


def test_who_has_withdrawn_is_no_member(three_rated, peer_round, give):
    with three_rated.begin("withdrawal") as work:
        work.need(ParticipantRow, 3).status = "withdrawn"
    assert set(marks(three_rated)) == {1, 2, 4}
    with pytest.raises(RuleBroken, match="Chloe Moss is in no group that does Project report"):
        form_of(three_rated, peer_round, 3)


def test_an_override_stands_beside_what_was_computed(three_rated, peer_round):
    figure = Figure(Decimal("57.5"), "Was ill in week 3.")
    override(three_rated, peer_round, 4, figure)
    found = read_contributions(three_rated, peer_round, 1)
    assert found.final(4) == Decimal("57.5")
    assert found.result.shares[4].penalised == 54
    with three_rated.read() as work:
        share = shares_of(work, 1, SIXTY)[4]
    assert (share.override, share.penalised, share.reason) == (Decimal("57.5"), 54, figure.reason)
    kept = found.overrides[4]
    assert kept.made_by == "Ann"
    with pytest.raises(EditedMeanwhile, match="Dev Nair"):
        override(three_rated, peer_round, 4, Figure(SIXTY, "Other."))
    withdraw_override(three_rated, peer_round, 4, kept.version, "He was not ill.")
    assert read_contributions(three_rated, peer_round, 1).final(4) == 54
    steps = [entry.step for entry in history_of(three_rated, "participant", 4)]
    assert "Withdrawal of the override for Dev Nair (He was not ill.)" in steps


@pytest.mark.parametrize(
    ("value", "reason", "field"), [("100.5", "x", "value"), ("50", " ", "reason")]
)
def test_an_override_needs_a_mark_and_a_reason(opened, peer_round, value, reason, field):
    with pytest.raises(RuleBroken) as refused:
        override(opened, peer_round, 4, Figure(Decimal(value), reason))
    assert refused.value.field == field


def test_without_an_agreed_mark_there_are_factors_to_be_computed_but_no_marks(
    three_rated, peer_round
):
    first, second = list_contributions(three_rated, peer_round)
    assert (first.agreed, second.agreed, second.result) == (60, None, None)
    assert first.result.conserved


def test_a_ratified_mark_cannot_be_altered(three_rated, peer_round):
    with three_rated.begin("board") as work:
        now = datetime(2026, 12, 1, tzinfo=UTC)
        work.session.add(BoardRow(id=1, cohort_id=1, name="December", ratified_at=now))
        work.session.add(
            SnapshotMarkRow(
                board_id=1,
                participant_id=1,
                assessment_id=1,
                submission_id=1,
                value=6000,
                ladder={},
            )
        )
    found = read_round(three_rated, peer_round)
    assert read_contributions(three_rated, peer_round, 1).ratified == "December"
    lighter = replace(found.terms.settings, weighting=Decimal("0.1"))
    returned = form_of(three_rated, peer_round, 1).returned.version
    scores = form_of(three_rated, peer_round, 1).given
    for change in (
        lambda: override(three_rated, peer_round, 1, Figure(SIXTY, "x")),
        lambda: rate(three_rated, PeerReturn(peer_round, 1, scores, "New."), returned),
        lambda: withdraw_return(three_rated, peer_round, 1, returned),
        lambda: edit_round(
            three_rated, peer_round, found.version, replace(found.terms, settings=lighter)
        ),
    ):
        with pytest.raises(RuleBroken, match="ratified"):
            change()
    assert plan_returns(three_rated, [PeerReturn(peer_round, 2)])[0].outcome == "refused"
