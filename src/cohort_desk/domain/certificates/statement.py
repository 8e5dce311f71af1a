"""What a certificate says, as data: drawn on the page, signed, and kept for good."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from cohort_desk.domain.certificates.codes import code_of
from cohort_desk.domain.certificates.kinds import Kind
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.unseen import one_line

FORM = 1
"""How statements are written; a change that older ones do not fit takes the next number."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one certificate says. Text that does not apply is '', a number or day None.

    There are no marks, and nothing by which the holder is known elsewhere, such as the number that
    the board knew them by: whom it is shown to need not know either, or find the one by the other.

    Attributes:
        serial: such as "SCRLP-2026-0001".
        code: the verification code; it belongs to all the rest (`sealed`).
        name: the holder's name in full.
        award: what is awarded, such as "Postgraduate Certificate in Public Leadership".
        outcome: the class of the award, or what was decided on the module, in words.
        credits: those of the award, or the module's.
        level: of the award or the module.
        attended: how much of the required sessions, such as "12 of 14 sessions".
        held_from: the first day of what was attended.
        held_to: the last day of it.
        decided_on: the day of the board's decision.
        nonce: random hexadecimal digits, so that nobody can reckon the code from what is printed.
    """

    serial: str
    kind: Kind
    name: str
    programme: str
    cohort: str
    issued_on: date
    nonce: str
    code: str = ""
    organisation: str = ""
    award: str = ""
    outcome: str = ""
    module_code: str = ""
    module_title: str = ""
    credits: int | None = None
    level: int | None = None
    attended: str = ""
    held_from: date | None = None
    held_to: date | None = None
    decided_on: date | None = None
    board: str = ""


def sealed(statement: Statement) -> Statement:
    """Return the statement as it is signed: what can be seen of its texts, and their code."""
    values = {field.name: getattr(statement, field.name) for field in fields(statement)}
    texts = {name: one_line(text) for name, text in values.items() if type(text) is str}
    seen = replace(statement, **texts)
    return replace(seen, code=_code(seen))


def is_sealed(statement: Statement) -> bool:
    """Whether its code belongs to what a statement says."""
    return statement.code == _code(statement)


def to_plain(statement: Statement) -> dict[str, Any]:
    """Return a statement as JSON can hold it; days are ISO text."""
    plain = {field.name: getattr(statement, field.name) for field in fields(statement)}
    plain["kind"] = statement.kind.value
    days = {name: day.isoformat() for name, day in plain.items() if isinstance(day, date)}
    return {"form": FORM, **plain, **days}


def from_plain(plain: Mapping[str, Any]) -> Statement:
    """Return the statement that `to_plain` wrote.

    Raises:
        RuleBroken: it is none, or a newer version of the app wrote it.
    """
    form = plain.get("form")
    if isinstance(form, int) and form > FORM:
        raise RuleBroken(
            "form", "A newer version of Cohort Desk wrote what this certificate says. Use that one."
        )
    if form != FORM or set(plain) != {"form", *_READERS}:
        raise RuleBroken("form", "This is not what a certificate says.")
    try:
        return Statement(**{name: read(plain[name]) for name, read in _READERS.items()})
    except (TypeError, ValueError) as error:
        raise RuleBroken("form", "This is not what a certificate says.") from error


def canonical(statement: Statement) -> bytes:
    """Return the bytes that are signed: JSON in UTF-8, its keys sorted, without spaces.

    Of what a statement holds (text, whole numbers, nothing) these are the bytes of RFC 8785.
    """
    return as_bytes(to_plain(statement))


def digest(statement: Statement) -> str:
    """Return the SHA-256 of the canonical bytes, as hexadecimal digits."""
    return hashlib.sha256(canonical(statement)).hexdigest()


def as_bytes(plain: Mapping[str, Any]) -> bytes:
    """Return plain data as JSON in UTF-8, its keys sorted, without spaces."""
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _code(statement: Statement) -> str:
    return code_of(as_bytes({**to_plain(statement), "code": ""}))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError(value)
    return value


def _day(value: Any) -> date:
    return date.fromisoformat(_text(value))


def _day_or_none(value: Any) -> date | None:
    return None if value is None else _day(value)


_READERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        **{field.name: _text for field in fields(Statement)},
        "kind": lambda value: Kind(_text(value)),
        "credits": _number,
        "level": _number,
        "issued_on": _day,
        **dict.fromkeys(("held_from", "held_to", "decided_on"), _day_or_none),
    }
)
