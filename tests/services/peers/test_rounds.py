"""Opening, changing, closing and deleting peer ratings, and their criteria."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from cohort_desk.db.tables import PeerRatingRow
from cohort_desk.domain.errors import CannotUndo, EditedMeanwhile, RuleBroken
from cohort_desk.domain.peers.criteria import USUAL
from cohort_desk.domain.peers.webpa import PeerSettings
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind, Regulations, Silence
from cohort_desk.services.history import read_undo_state, undo, undo_step
from cohort_desk.services.peers import (
    RoundState,
    Terms,
    add_criterion,
    close_round,
    delete_criterion,
    delete_round,
    edit_criterion,
    edit_round,
    list_rounds,
    move_criterion,
    open_round,
    read_round,
    reopen_round,
)
from cohort_desk.services.regulations import follow, save_set

REPORT, ESSAY = 1, 2
NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)


def test_a_round_opens_with_the_terms_of_the_cohorts_regulations(desk):
    rules = Regulations()
    own = replace(rules, peers=replace(rules.peers, weighting=Decimal("0.4"), justify=False))
    follow(desk, 1, save_set(desk, "Ours", own), None)
    assert [one.assessment for one in list_rounds(desk, 1).unopened] == ["Project report"]
    found = read_round(desk, open_round(desk, REPORT))
    assert found.terms.settings.weighting == Decimal("0.4")
    assert not found.terms.justify
    assert [one.title for one in found.criteria] == [title for title, _ in USUAL]
    assert list_rounds(desk, 1).unopened == ()
    assert (found.people, found.returned) == (6, 0)


@pytest.mark.parametrize(
    ("assessment", "sentence"), [(ESSAY, "single people"), (REPORT, "already")]
)
def test_what_cannot_have_peer_ratings(opened, assessment, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        open_round(opened, assessment)


def test_terms_are_kept_to_the_digit(opened, peer_round):
    before = read_round(opened, peer_round)
    settings = PeerSettings(
        PeerMode.SELF_AND_PEER, Silence.CLASSIC, Decimal("0.33"), PenaltyKind.POINTS, Decimal("7.5")
    )
    edit_round(opened, peer_round, before.version, Terms(settings, justify=False))
    assert read_round(opened, peer_round).terms == Terms(settings, justify=False)
    with pytest.raises(EditedMeanwhile):
        edit_round(opened, peer_round, before.version, before.terms)
    undo(opened)
    assert read_round(opened, peer_round).terms == before.terms


def test_it_closes_after_it_opens(opened, peer_round):
    terms = read_round(opened, peer_round).terms
    with pytest.raises(RuleBroken, match="close after"):
        replace(terms, opens_at=NOON, closes_at=NOON)


def test_the_state_follows_from_the_window_and_the_closing(opened, peer_round):
    found = read_round(opened, peer_round)
    window = replace(found.terms, opens_at=NOON, closes_at=NOON + timedelta(days=7))
    edit_round(opened, peer_round, found.version, window)

    def state(hours):
        return read_round(opened, peer_round, now=NOON + timedelta(hours=hours)).state

    assert [state(-1), state(1), state(200)] == [
        RoundState.WAITING,
        RoundState.OPEN,
        RoundState.OVER,
    ]
    close_round(opened, peer_round, read_round(opened, peer_round).version)
    assert state(1) is RoundState.CLOSED
    reopen_round(opened, peer_round, read_round(opened, peer_round).version)
    assert state(1) is RoundState.OPEN


def test_criteria_can_be_changed_until_somebody_rates(opened, peer_round, give):
    new = add_criterion(opened, peer_round, " Care ", "For detail.")
    with pytest.raises(RuleBroken, match="called care already"):
        add_criterion(opened, peer_round, "care")

    def criteria():
        return read_round(opened, peer_round).criteria

    move_criterion(opened, new, criteria()[-1].version, 0)
    edit_criterion(opened, new, criteria()[0].version, "Diligence", "")
    delete_criterion(opened, criteria()[1].id, criteria()[1].version)
    assert [one.title for one in criteria()] == ["Diligence", *(title for title, _ in USUAL[1:])]
    give(1, {2: 3, 3: 3, 4: 3})
    locked = "Aisha Khan has rated by them already"
    first = criteria()[0]
    for change in (
        lambda: add_criterion(opened, peer_round, "More"),
        lambda: edit_criterion(opened, first.id, first.version, "Other", ""),
        lambda: move_criterion(opened, first.id, first.version, 2),
        lambda: delete_criterion(opened, first.id, first.version),
    ):
        with pytest.raises(RuleBroken, match=locked):
            change()
    found = read_round(opened, peer_round)
    selves = replace(found.terms.settings, mode=PeerMode.SELF_AND_PEER)
    with pytest.raises(RuleBroken, match="Who is rated can no longer be changed"):
        edit_round(opened, peer_round, found.version, replace(found.terms, settings=selves))


def test_undo_brings_back_no_criterion_once_somebody_has_rated(opened, peer_round, give):
    last = read_round(opened, peer_round).criteria[-1]
    delete_criterion(opened, last.id, last.version)
    deletion = read_undo_state(opened).undo_id
    give(1, {2: 3, 3: 3, 4: 3})
    with pytest.raises(CannotUndo, match="Aisha Khan has rated by them already"):
        undo_step(opened, deletion)
    assert len(read_round(opened, peer_round).criteria) == len(USUAL) - 1


def test_a_round_goes_with_all_that_was_said_and_comes_back_by_undo(opened, peer_round, give):
    give(1, {2: 3, 3: 3, 4: 3})
    before = read_round(opened, peer_round)
    delete_round(opened, peer_round, before.version)
    assert list_rounds(opened, 1).rounds == ()
    with opened.read() as work:
        assert work.session.query(PeerRatingRow).count() == 0
    undo(opened)
    back = read_round(opened, peer_round)
    assert (back.terms, back.returned) == (before.terms, 1)
