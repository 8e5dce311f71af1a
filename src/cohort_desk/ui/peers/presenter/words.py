"""What the page of peer ratings says."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.peers.webpa import as_decimal
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind, Silence
from cohort_desk.domain.words import counted
from cohort_desk.services.peers import PeerRound, RoundState, Terms

MODES: Mapping[PeerMode, str] = {
    PeerMode.PEER_ONLY: "The others only",
    PeerMode.SELF_AND_PEER: "The others and themselves",
}
SILENCES: Mapping[Silence, str] = {
    Silence.FILL: "As equal ratings to everybody (fill)",
    Silence.CLASSIC: "Not at all; the others count for more (classic)",
}
PENALTIES: Mapping[PenaltyKind, str] = {
    PenaltyKind.PERCENT: "Per cent of the mark",
    PenaltyKind.POINTS: "Marks",
}
SCALE = (
    "0 did nothing · 1 very little · 2 less than a fair share · 3 a fair share · "
    "4 more · 5 far more than a fair share"
)
_NEAR = Decimal("0.05")
_FAR = Decimal("0.25")


def factor_words(factor: Fraction) -> str:
    """Return a factor in words, beside its number."""
    away = as_decimal(factor) - 1
    if abs(away) <= _NEAR:
        return "Equal"
    which = "larger" if away > 0 else "smaller"
    return f"Much {which}" if abs(away) > _FAR else which.capitalize()


def mark_words(mark: Decimal | None) -> str:
    """Return a mark for a cell, cut so as never to look like more; a dash for none."""
    return "–" if mark is None else written_cut(mark)


def change_words(change: Decimal) -> str:
    """Return a difference with its sign; a dash for one that no two places show."""
    shown = written(abs(change))
    if shown == "0":
        return "–"
    return f"{'+' if change > 0 else '−'}{shown}"


def terms_words(terms: Terms) -> str:
    """Return the terms of a round in a line."""
    settings = terms.settings
    who = "self and peers" if settings.mode is PeerMode.SELF_AND_PEER else "peers only"
    if settings.penalty_kind is PenaltyKind.PERCENT:
        loss = f"{written(settings.penalty * 100)} % of the mark"
    else:
        loss = f"{written(settings.penalty)} marks"
    return (
        f"{who.capitalize()}, weighted {written(settings.weighting * 100)} %; whoever rates nobody "
        f"loses {loss}"
    )


def state_words(found: PeerRound) -> str:
    """Return how far a round is: "Open until … · 11 of 24 have rated"."""
    rated = f"{found.returned:,} of {counted(found.people, 'member has', 'members have')} rated"
    return f"{_when(found)} · {rated}"


def _when(found: PeerRound) -> str:
    terms = found.terms
    if found.state is RoundState.CLOSED and found.closed_at is not None:
        return f"Closed on {written_in_london(found.closed_at)}"
    if found.state is RoundState.WAITING and terms.opens_at is not None:
        return f"Opens on {written_in_london(terms.opens_at)}"
    if terms.closes_at is None:
        return "Open"
    until = written_in_london(terms.closes_at)
    return f"Open until {until}" if found.state is RoundState.OPEN else f"Time was up on {until}"
