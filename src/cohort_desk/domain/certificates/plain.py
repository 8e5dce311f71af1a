"""Designs as plain data, for the database, for snapshots and for files; nothing is lost.

What plain data leaves out is as in a new design.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any, cast

from cohort_desk.domain.certificates.design import (
    BORDER_WORDS,
    CAPTIONS,
    ORIENTATION_WORDS,
    TYPEFACE_WORDS,
    Border,
    Design,
    Orientation,
    Signatory,
    Typeface,
    check,
)
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.errors import RuleBroken

_CHOICES: dict[str, tuple[type[StrEnum], Mapping[StrEnum, str]]] = {
    "kind": (Kind, cast("Mapping[StrEnum, str]", KIND_WORDS)),
    "orientation": (Orientation, cast("Mapping[StrEnum, str]", ORIENTATION_WORDS)),
    "typeface": (Typeface, cast("Mapping[StrEnum, str]", TYPEFACE_WORDS)),
    "border": (Border, cast("Mapping[StrEnum, str]", BORDER_WORDS)),
}
_PARTS = ("name", "title", "image")


def to_plain(design: Design) -> dict[str, object]:
    """Return a design as a dictionary of texts and lists."""
    plain: dict[str, object] = {}
    for field in fields(design):
        value = getattr(design, field.name)
        plain[field.name] = str(value) if isinstance(value, str) else value
    plain["lines"] = list(design.lines)
    plain["signatories"] = [
        {part: getattr(each, part) for part in _PARTS} for each in design.signatories
    ]
    return plain


def from_plain(plain: Mapping[str, object]) -> Design:
    """Return the design that plain data says.

    Raises:
        RuleBroken: a part is unknown or has a value that it cannot have; `field` is its name.
    """
    unknown = sorted(key for key in plain if key not in CAPTIONS)
    if unknown:
        raise RuleBroken(unknown[0], f"A design has no part called “{unknown[0]}”.")
    given = {name: _value(name, plain[name]) for name in CAPTIONS if name in plain}
    design = Design(**cast("dict[str, Any]", {"name": "", **given}))
    check(design)
    return design


def _value(name: str, value: object) -> object:
    if name == "lines":
        return tuple(_text(name, line) for line in _list(name, value))
    if name == "signatories":
        return tuple(_signatory(each) for each in _list(name, value))
    text = _text(name, value)
    if name not in _CHOICES:
        return text
    kind, words = _CHOICES[name]
    try:
        return kind(text)
    except ValueError as error:
        known = ", ".join(f"“{each}”" for each in words)
        raise RuleBroken(name, f"{CAPTIONS[name]}: “{text}” is none of {known}.") from error


def _signatory(value: object) -> Signatory:
    if not isinstance(value, Mapping):
        raise RuleBroken("signatories", "Signatories: each must have a name and a title.")
    given = cast("Mapping[str, object]", value)
    unknown = sorted(set(given) - set(_PARTS))
    if unknown:
        raise RuleBroken("signatories", f"A signatory has no part called “{unknown[0]}”.")
    return Signatory(*(_text("signatories", given.get(part, "")) for part in _PARTS))


def _list(name: str, value: object) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise RuleBroken(name, f"{CAPTIONS[name]}: this must be a list.")
    return cast("Sequence[object]", value)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise RuleBroken(name, f"{CAPTIONS[name]}: this must be text.")
    return value
