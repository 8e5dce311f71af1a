"""The wording of a certificate: text with {fields}, and phrases in [square brackets].

`{award}` stands for what a certificate says of its award. A phrase such as `[with {outcome}]` is
left out where one of its fields is empty; brackets without a field are brackets.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import reduce
from types import MappingProxyType

from cohort_desk.domain.awards.facts import NAMES, Outcome
from cohort_desk.domain.certificates.kinds import KIND_WORDS, Kind
from cohort_desk.domain.certificates.statement import Statement
from cohort_desk.domain.dates import written_date
from cohort_desk.domain.errors import RuleBroken

_FIELD = re.compile(r"\{([^{}]*)\}")
_PHRASE = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_BRACED_GAP = re.compile(r"\(\s*\0\s*\)")
_GAP, _SEAM = "\0", "\x01"
"""Where something is left out, and where a phrase begins or ends."""

_BLANK = f" {_SEAM}"
_LOOSE_COMMAS = tuple(
    re.compile(pattern)
    for pattern in (r"^ *\x01[ \x01,;]*", r"[ \x01,;]*\x01 *$", r"[,;] *\x01[ \x01]*(?=[,;])")
)
"""Commas of phrases that begin or end the text, and those that meet another."""

_WORKED_OUT = frozenset({"held", "honours"})
_HONOURS = (NAMES[Outcome.MERIT], NAMES[Outcome.DISTINCTION])
_COMMAS, _STOPS = ",;:", ",;:.!?)"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a wording may name, and what it stands for."""

    name: str
    meaning: str


_ALWAYS = (
    Field("name", "the participant’s full name"),
    Field("programme", "the programme"),
    Field("organisation", "the organisation that runs the programme"),
    Field("cohort", "the cohort"),
)
_DECIDED = (
    Field("outcome", "the class or result, such as Merit"),
    Field("honours", "the class where it is above a pass, else nothing"),
    Field("credits", "the credits"),
    Field("level", "the level"),
    Field("board", "the board that decided"),
    Field("decided_on", "the day of the board’s decision"),
)
_HELD = (
    Field("held", "the days from the first to the last session"),
    Field("held_from", "the day of the first session"),
    Field("held_to", "the day of the last session"),
)
_ISSUED = (
    Field("issued_on", "the day of issue"),
    Field("serial", "the serial number"),
    Field("code", "the verification code"),
)
FIELDS: Mapping[Kind, tuple[Field, ...]] = MappingProxyType(
    {
        Kind.AWARD: (
            *_ALWAYS,
            Field("award", "the award"),
            *_DECIDED,
            *_HELD,
            *_ISSUED,
        ),
        Kind.MODULE: (
            *_ALWAYS,
            Field("module_title", "the module"),
            Field("module_code", "the module’s code"),
            *_DECIDED,
            *_HELD,
            *_ISSUED,
        ),
        Kind.ATTENDANCE: (
            *_ALWAYS,
            Field("attended", "what was attended, such as 18 of 20 sessions"),
            *_HELD,
            *_ISSUED,
        ),
    }
)
"""What a wording may name, by the kind of certificate, in the order in which they are offered."""


def check_wording(text: str, kind: Kind, field: str = "wording") -> None:
    """Check that a wording names only what a certificate of that kind says.

    Raises:
        RuleBroken: a field is unknown, or a brace or bracket has no partner; `field` is the
            input where the wording was typed.
    """
    known = {each.name: each for each in FIELDS[kind]}
    for name in _FIELD.findall(text):
        if name not in known:
            raise RuleBroken(field, _unknown(name, kind))
    if brace := re.search(r"[{}]", _FIELD.sub("", text)):
        raise RuleBroken(
            field,
            f"“{text}” has a “{brace[0]}” without its partner. Write fields as {{name}}, each "
            "between two curly brackets.",
        )
    if re.search(r"[\[\]]", _BRACKETS.sub("", text)):
        raise RuleBroken(
            field,
            f"“{text}” has a square bracket without its partner, or one within another. Put each "
            "phrase that may be left out between [ and ].",
        )


def filled(text: str, statement: Statement) -> str:
    """Return a wording with the fields of a certificate put in, on one line.

    Where a field is empty, no double space or comma is left over.

    Raises:
        RuleBroken: the wording is none for that kind of certificate.
    """
    check_wording(text, statement.kind)
    values = values_of(statement)
    return filled_from(text, values)


def filled_from(text: str, values: Mapping[str, str]) -> str:
    """Return a wording that has been checked with the values of its fields.

    >>> filled_from("passed[ with {outcome}], {credits} credits", {"outcome": "", "credits": "60"})
    'passed, 60 credits'
    """
    kept = _PHRASE.sub(lambda found: _phrase(found[1], values), " ".join(text.split()))
    return _closed(_FIELD.sub(lambda found: values[found[1]] or _GAP, kept))


def values_of(statement: Statement) -> Mapping[str, str]:
    """Return what each field says on a certificate; '' where it says nothing."""
    named = {each.name for fields in FIELDS.values() for each in fields} - _WORKED_OUT
    values = {name: _written(getattr(statement, name)) for name in named}
    return {
        **values,
        "held": _span(values["held_from"], values["held_to"]),
        "honours": values["outcome"] if values["outcome"] in _HONOURS else "",
    }


def _phrase(inner: str, values: Mapping[str, str]) -> str:
    return f"{_SEAM}{inner}{_SEAM}" if all(values[n] for n in _FIELD.findall(inner)) else _GAP


def _written(value: str | int | date | None) -> str:
    if isinstance(value, date):
        return written_date(value)
    return "" if value is None else " ".join(str(value).split())


def _span(first: str, last: str) -> str:
    """Return "3 March 2026 to 14 November 2026", without what the two have in common."""
    if not first or not last or first == last:
        return first or last
    month, year = last.split(" ")[1:]
    begun = first.removesuffix(f" {year}").removesuffix(f" {month}")
    return f"{begun} to {last}"


def _closed(gapped: str) -> str:
    """Return the text with its gaps closed, and its phrases joined to what is around them."""
    joined = reduce(_joined, _BRACED_GAP.sub(_GAP, gapped).split(_GAP))
    for loose in _LOOSE_COMMAS:
        joined = loose.sub("", joined)
    return " ".join(joined.replace(_SEAM, "").split())


def _joined(left: str, right: str) -> str:
    """Return what stands on both sides of a gap, with one comma at most between them."""
    left, right = left.rstrip(_BLANK), right.lstrip(_BLANK)
    if not left:
        return right.lstrip(_COMMAS + _BLANK)
    if not right or right[0] in _STOPS:
        return left.rstrip(_COMMAS + _BLANK) + right
    return f"{left} {right}"


def _unknown(name: str, kind: Kind) -> str:
    known = [each.name for each in FIELDS[kind]]
    elsewhere = next((other for other in FIELDS if name in _names(other)), None)
    if elsewhere:
        why = f"{{{name}}} stands on certificates of the kind “{KIND_WORDS[elsewhere]}” only."
    else:
        near = get_close_matches(name, known, 1)
        why = f"There is no field {{{name}}}." + (f" Did you mean {{{near[0]}}}?" if near else "")
    return f"{why} There are {', '.join(f'{{{each}}}' for each in known)}."


def _names(kind: Kind) -> Iterator[str]:
    return (each.name for each in FIELDS[kind])
