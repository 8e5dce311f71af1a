"""The fields of a regulation set, as they are under the rules they belong to.

What some fields mean depends on others: the amount of a late penalty is a share or marks. The
editor, the list of differences, the files that sets travel in and their checks all go by these.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from cohort_desk.domain.regulations.kinds import Whole
from cohort_desk.domain.regulations.late import counts_hours
from cohort_desk.domain.regulations.rules import DayCount, LateKind, PenaltyKind, Regulations
from cohort_desk.domain.regulations.sections import PERCENT, POINTS, SECTIONS, Field

_FIELDS: Final[Mapping[str, Field]] = {
    field.path: field for section in SECTIONS for field in section.fields
}
PATHS: Final[tuple[str, ...]] = tuple(_FIELDS)


def field_of(regs: Regulations, path: str) -> Field:
    """Return a field as it is under these rules; KeyError if there is none."""
    field = _FIELDS[path]
    if path == "late.amount" and regs.late.kind is LateKind.PERCENT_PER_DAY:
        return replace(field, kind=PERCENT)
    if path == "late.window" and counts_hours(regs.late.kind):
        return replace(field, kind=Whole(0, 9600, "hours"))
    if path == "peers.penalty" and regs.peers.penalty_kind is PenaltyKind.POINTS:
        return replace(field, kind=POINTS)
    return field


def applies(regs: Regulations, path: str) -> bool:
    """Return whether a field has any effect under these rules."""
    late = regs.late
    working = late.days is DayCount.WORKING and not counts_hours(late.kind)
    unused = {
        "late.amount": late.kind in (LateKind.CAPPED, LateKind.NOT_ACCEPTED),
        "late.window": late.kind is LateKind.NOT_ACCEPTED,
        "late.days": counts_hours(late.kind) or late.kind is LateKind.NOT_ACCEPTED,
        "late.cut_off": not working or late.kind is LateKind.NOT_ACCEPTED,
        "late.closed": not working or late.kind is LateKind.NOT_ACCEPTED,
        "moderation.near": regs.moderation.within is None,
    }
    if path.startswith("compensation.") and path != "compensation.allowed":
        return regs.compensation.allowed
    return not unused.get(path, False)


def value_of(regs: Regulations, path: str) -> Any:
    """Return what the rules say in a field."""
    value: Any = regs
    for name in path.split("."):
        value = getattr(value, name)
    return value


def with_value(regs: Regulations, path: str, value: object) -> Regulations:
    """Return the rules with another value in a field, all else as it was."""
    part, _, name = path.partition(".")
    if not name:
        return replace(regs, **{part: value})
    return replace(regs, **{part: replace(getattr(regs, part), **{name: value})})
