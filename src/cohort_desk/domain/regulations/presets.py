"""Published schemes of late penalties, and whole regulation sets to start from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from decimal import Decimal
from types import MappingProxyType

from cohort_desk.domain.regulations.rules import (
    DayCount,
    LateKind,
    LateRules,
    Regulations,
    Rounding,
)

OWN = "own"
"""The preset of a scheme that is nobody's published one."""
DEFAULT_NAME = "Postgraduate certificate"
"""What the set is called that a cohort follows while nobody has chosen another."""


@dataclass(frozen=True, slots=True)
class LatePreset:
    """A published scheme: what it is called, what it says, and the rules that say so."""

    title: str
    says: str
    rules: LateRules


@dataclass(frozen=True, slots=True)
class Template:
    """A whole set to start from."""

    title: str
    says: str
    rules: Regulations


def _scheme(
    preset: str, kind: LateKind, amount: str, window: int, days: DayCount = DayCount.CALENDAR
) -> LateRules:
    return LateRules(preset, kind, Decimal(amount), window, days, time(12), ())


LATE_PRESETS: Mapping[str, LatePreset] = MappingProxyType(
    {
        "sheffield": LatePreset(
            "University of Sheffield",
            "5 % of the mark for each working day, for 5 working days; then 0.",
            _scheme("sheffield", LateKind.PERCENT_PER_DAY, "0.05", 5, DayCount.WORKING),
        ),
        "shu": LatePreset(
            "Sheffield Hallam University",
            "Late work is not accepted and gets 0.",
            _scheme("shu", LateKind.NOT_ACCEPTED, "0", 0),
        ),
        "qmul": LatePreset(
            "Queen Mary University of London",
            "5 marks for each 24 hours begun; 0 from 168 hours on.",
            _scheme("qmul", LateKind.POINTS_PER_24_HOURS, "5", 168),
        ),
        "mmu": LatePreset(
            "Manchester Metropolitan University",
            "No more than the pass mark up to 7 days late; then 0.",
            _scheme("mmu", LateKind.CAPPED, "0", 7),
        ),
        "leedscons": LatePreset(
            "Leeds Conservatoire",
            "10 marks, not below the pass mark, up to 24 hours; then no more than the pass mark;"
            " 0 after 7 days.",
            _scheme("leedscons", LateKind.POINTS_THEN_CAP, "10", 168),
        ),
        "york": LatePreset(
            "University of York",
            "10 marks for each calendar day, for 5 days; then 0.",
            _scheme("york", LateKind.POINTS_PER_DAY, "10", 5),
        ),
    }
)


def preset_of(rules: LateRules) -> str:
    """Return the key of the published scheme that the rules still are, or `OWN`.

    The cut-off and the days on which the office is closed belong to no scheme.
    """
    for key, preset in LATE_PRESETS.items():
        if replace(preset.rules, cut_off=rules.cut_off, closed=rules.closed) == replace(
            rules, preset=key
        ):
            return key
    return OWN


def templates() -> tuple[Template, ...]:
    """Return whole sets to start from: the default, one for each late scheme, and no rounding."""
    plain = Regulations()
    schemes = (
        Template(f"Late work as at {preset.title}", preset.says, replace(plain, late=preset.rules))
        for key, preset in LATE_PRESETS.items()
        if key != plain.late.preset
    )
    return (
        Template(
            DEFAULT_NAME,
            "The default: 60 credits, pass 50, merit 60, distinction 70, marks rounded half up, "
            "late work as at the University of Sheffield.",
            plain,
        ),
        *schemes,
        Template(
            "No rounding",
            "Marks are compared as they are: 69.99 is no distinction, as at Birkbeck.",
            replace(plain, rounding=Rounding.NONE),
        ),
    )
