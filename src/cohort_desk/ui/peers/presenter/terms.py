"""The terms of peer ratings as a form shows and holds them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from cohort_desk.domain.modules.moments import read_in_london, written_in_london
from cohort_desk.domain.peers.webpa import PeerSettings
from cohort_desk.domain.regulations.rules import PeerMode, PenaltyKind, Silence
from cohort_desk.services.peers import Terms


def typed_terms(terms: Terms) -> dict[str, object]:
    """Return what the form shows of terms; moments are in the office's time."""
    settings = terms.settings
    percent = settings.penalty_kind is PenaltyKind.PERCENT
    return {
        "mode": settings.mode.value,
        "silence": settings.silence.value,
        "weighting": float(settings.weighting * 100),
        "penalty_kind": settings.penalty_kind.value,
        "penalty": float(settings.penalty * 100 if percent else settings.penalty),
        "justify": terms.justify,
        "opens_at": _typed(terms.opens_at),
        "closes_at": _typed(terms.closes_at),
    }


def read_terms(values: Mapping[str, object]) -> Terms:
    """Return the terms that a form holds.

    Raises:
        RuleBroken: a moment is not one, a number is out of range, or it closes before it opens.
    """
    kind = PenaltyKind(str(values["penalty_kind"]))
    penalty = _number(values["penalty"])
    settings = PeerSettings(
        PeerMode(str(values["mode"])),
        Silence(str(values["silence"])),
        _number(values["weighting"]) / 100,
        kind,
        penalty / 100 if kind is PenaltyKind.PERCENT else penalty,
    )
    return Terms(
        settings,
        bool(values["justify"]),
        read_in_london("opens_at", str(values["opens_at"])),
        read_in_london("closes_at", str(values["closes_at"])),
    )


def _number(value: object) -> Decimal:
    # A spin box shows two places and holds the float next to them.
    return Decimal(f"{value:.2f}")


def _typed(moment: datetime | None) -> str:
    return "" if moment is None else written_in_london(moment)
