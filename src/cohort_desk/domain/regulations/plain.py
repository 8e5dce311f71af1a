"""Regulation sets as plain data, for the database, for JSON and for TOML; nothing is lost.

Decimals are kept as texts. What plain data leaves out, such as a rule that an older version of
the app did not know, is as in the default set, or as in the late scheme that is named.
"""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import cast

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.regulations.consistency import check
from cohort_desk.domain.regulations.fields import (
    PATHS,
    Field,
    field_of,
    value_of,
    with_value,
)
from cohort_desk.domain.regulations.kinds import NotOfKind
from cohort_desk.domain.regulations.late import counts_hours
from cohort_desk.domain.regulations.presets import LATE_PRESETS, preset_of
from cohort_desk.domain.regulations.rules import DayCount, LateKind, PenaltyKind, Regulations

__all__ = ["canonical", "changed", "check", "from_plain", "from_typed", "to_plain"]


def to_plain(regs: Regulations) -> dict[str, object]:
    """Return the rules as dictionaries, lists, texts, numbers and None."""
    regs = canonical(regs)
    plain: dict[str, object] = {}
    for path in PATHS:
        value = field_of(regs, path).kind.to_plain(value_of(regs, path))
        part, _, name = path.partition(".")
        if name:
            cast("dict[str, object]", plain.setdefault(part, {}))[name] = value
        else:
            plain[part] = value
    return plain


def from_plain(plain: Mapping[str, object]) -> Regulations:
    """Return the rules that plain data says.

    Raises:
        RuleBroken: a rule is unknown, has a bad value or contradicts another; its `field` is the
            rule's place, such as "late.amount".
    """
    given = _flat(plain)
    regs = Regulations()
    # In the order of the fields a scheme comes before its parts, a kind before its amount.
    for path in PATHS:
        if path in given:
            field = field_of(regs, path)
            try:
                regs = changed(regs, path, field.kind.from_plain(given[path]))
            except NotOfKind as error:
                raise _bad(field, error) from error
    check(regs)
    return canonical(regs)


def from_typed(regs: Regulations, path: str, text: str) -> Regulations:
    """Return the rules as a person's typing in one field leaves them.

    Raises:
        RuleBroken: the text is not what the field takes.
    """
    field = field_of(regs, path)
    try:
        return changed(regs, path, field.kind.typed(text))
    except NotOfKind as error:
        raise _bad(field, error) from error


def changed(regs: Regulations, path: str, value: object) -> Regulations:
    """Return the rules with another value in a field, and with what goes along with it.

    A published late scheme brings all its rules; another kind of penalty brings an amount of
    that kind, since 5 % and 5 marks are not the same.
    """
    before = value_of(regs, path)
    if value == before:
        return regs
    kept = {"cut_off": regs.late.cut_off, "closed": regs.late.closed}
    if path == "late.preset" and value in LATE_PRESETS:
        return replace(regs, late=replace(LATE_PRESETS[cast("str", value)].rules, **kept))
    if path == "late.kind":
        scheme = next(one.rules for one in LATE_PRESETS.values() if one.rules.kind is value)
        return replace(regs, late=replace(scheme, **kept))
    regs = with_value(regs, path, value)
    if path == "peers.penalty_kind":
        penalty = regs.peers.penalty
        scaled = penalty * 100 if value is PenaltyKind.POINTS else penalty / 100
        return with_value(regs, "peers.penalty", scaled)
    return canonical(regs)


def canonical(regs: Regulations) -> Regulations:
    """Return the rules with their late scheme called what it is, and nothing in idle fields."""
    late = regs.late
    if late.kind is LateKind.NOT_ACCEPTED:
        late = replace(LATE_PRESETS["shu"].rules, cut_off=late.cut_off, closed=late.closed)
    elif late.kind is LateKind.CAPPED:
        late = replace(late, amount=LATE_PRESETS["mmu"].rules.amount)
    elif counts_hours(late.kind):
        late = replace(late, days=DayCount.CALENDAR)
    return replace(regs, late=replace(late, preset=preset_of(late)))


def _flat(plain: Mapping[str, object]) -> dict[str, object]:
    """Return plain data by the rules' places.

    Raises:
        RuleBroken: a place is unknown.
    """
    parts = {path.partition(".")[0] for path in PATHS if "." in path}
    given: dict[str, object] = {}
    for key, value in plain.items():
        if key in parts:
            if not isinstance(value, Mapping):
                raise RuleBroken(key, f"“{key}” must be a table of rules, not one value.")
            items = cast("Mapping[str, object]", value).items()
            given.update({f"{key}.{name}": item for name, item in items})
        else:
            given[key] = value
    for path in given:
        if path not in PATHS:
            near = get_close_matches(path, PATHS, 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise RuleBroken(path, f"There is no rule called “{path}”.{hint}")
    return given


def _bad(field: Field, error: NotOfKind) -> RuleBroken:
    return RuleBroken(field.path, f"{field.caption}: this must be {error}.")
