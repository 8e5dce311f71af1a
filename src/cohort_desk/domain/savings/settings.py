"""How a programme follows its savings: what it may set, and what it starts from.

The cut-offs, the eight closed lines and the confidence scale are those of the programme's
specification. The scale is the one of HM Treasury's "Supporting public service transformation:
cost benefit analysis guidance for local partnerships" (April 2014), chapter 4: it is a setting,
to be confirmed with finance.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, cast

from cohort_desk.domain.errors import RecordDamaged, RuleBroken

SCALE_CAPTION = "Programme setting, confirm with finance"
"""Stands wherever the confidence scale is shown."""

_MOST_CUT, _MOST_RISE = 100, 500
_RANGES = {
    "year_starts_month": (1, 12, "The financial year begins in a month from 1 to 12."),
    "green_at": (1, 200, "Green begins between 1% and 200% of what was projected."),
    "amber_at": (0, 199, "Amber begins between 0% and 199% of what was projected."),
    "update_months": (1, 24, "An update is due every 1 to 24 months."),
    "factor_after": (1, 1000, "The programme’s own factor is offered after 1 to 1,000 lines."),
    "horizon_years": (1, 60, "A recurrent benefit is entered for 1 to 60 years."),
}


@dataclass(frozen=True, slots=True)
class SavingsSettings:
    """What a programme has set for its savings.

    `green_at` and `amber_at` are percentages of what was projected; `update_months` is how long an
    update lasts; `factor_after` is how many lines must have closed before the programme's own
    optimism factor is offered, and `own_factor` whether it stands in place of the scale;
    `horizon_years` is for how many years a recurrent benefit is entered where nobody says.
    `scale` has for each grade from 1 what percentage benefits lose and costs gain.
    """

    year_starts_month: int = 4
    green_at: int = 90
    amber_at: int = 70
    update_months: int = 3
    factor_after: int = 8
    horizon_years: int = 5
    scale: tuple[tuple[int, int], ...] = ((0, 0), (5, 5), (10, 10), (15, 15), (25, 25), (40, 40))
    own_factor: bool = False


def check(settings: SavingsSettings) -> None:
    """Refuse settings that contradict themselves.

    Raises:
        RuleBroken: of the field; a number is out of range, amber does not begin below green, the
            scale has not six grades, or a grade trusts more than the one before it.
    """
    for field, (least, most, sentence) in _RANGES.items():
        if not least <= cast("int", getattr(settings, field)) <= most:
            raise RuleBroken(field, sentence)
    if settings.amber_at >= settings.green_at:
        raise RuleBroken(
            "amber_at",
            f"Amber has to begin below green: {settings.amber_at}% is not below "
            f"{settings.green_at}%.",
        )
    _check_scale(settings.scale)


def _check_scale(scale: tuple[tuple[int, int], ...]) -> None:
    if len(scale) != len(SavingsSettings().scale):
        raise RuleBroken("scale", "The confidence scale has six grades.")
    before = (0, 0)
    for grade, (cut, rise) in enumerate(scale, 1):
        if not (0 <= cut <= _MOST_CUT and 0 <= rise <= _MOST_RISE):
            raise RuleBroken(
                "scale",
                f"Grade {grade} can take 0% to 100% off benefits and put 0% to 500% on costs.",
            )
        if cut < before[0] or rise < before[1]:
            raise RuleBroken(
                "scale", f"Grade {grade} cannot be surer than grade {grade - 1}: 1 is the surest."
            )
        before = (cut, rise)


def to_plain(settings: SavingsSettings) -> dict[str, Any]:
    """Return settings as they are kept."""
    return asdict(settings) | {"scale": [list(grade) for grade in settings.scale]}


def from_plain(plain: Mapping[str, Any]) -> SavingsSettings:
    """Return settings as they were kept; what a later version added is as in the defaults.

    Raises:
        RecordDamaged: they are not what `to_plain` wrote.
    """
    known = {field.name for field in fields(SavingsSettings)}
    given = {name: value for name, value in plain.items() if name in known}
    try:
        if "scale" in given:
            given["scale"] = tuple((int(cut), int(rise)) for cut, rise in given["scale"])
        settings = SavingsSettings(**given)
        check(settings)
    except (RuleBroken, TypeError, ValueError) as error:
        raise RecordDamaged(
            f"The settings of savings are not what this app wrote ({error}). Nothing was changed. "
            "Restore the programme from a backup, or save the settings anew."
        ) from error
    return settings
