"""Reads plain values, as JSON and TOML give them, and says in a sentence what is wrong where."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar, cast

from cohort_desk.domain.errors import RuleBroken

_Choice = TypeVar("_Choice", bound=StrEnum)


def check_keys(plain: Mapping[str, object], where: str, keys: Sequence[str]) -> None:
    """Check that a table holds nothing but these keys.

    Raises:
        RuleBroken: it does; says what may stand there.
    """
    for key in plain:
        if key not in keys:
            raise RuleBroken(
                where, f"“{key}” in {where} is not known. What may stand there: {', '.join(keys)}."
            )


def choice(kind: type[_Choice], value: object, where: str) -> _Choice:
    """Return one of several words.

    Raises:
        RuleBroken: it is none of them; lists them.
    """
    choices = [one.value for one in kind]
    if value not in choices:
        raise RuleBroken(where, f"“{value}” at {where} is not known. Use {', '.join(choices)}.")
    return kind(str(value))


def whole_number(value: object, where: str) -> int:
    """Return a whole number.

    Raises:
        RuleBroken: it is something else.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise RuleBroken(where, f"“{value}” at {where} is not a whole number.")
    return value


def text(value: object, where: str, what: str) -> str:
    """Return a text; `what` names it in the sentence that refuses anything else.

    Raises:
        RuleBroken: it is something else.
    """
    if not isinstance(value, str):
        raise RuleBroken(where, f"In {where} {what} must be a text in quotes, not {value}.")
    return value


def some(value: object, where: str) -> list[object]:
    """Return a list with something in it.

    Raises:
        RuleBroken: it is no list, or empty.
    """
    if not isinstance(value, list) or not value:
        raise RuleBroken(where, f'At {where} give a list, such as ["Aisha Khan", "Tom Reed"].')
    return cast("list[object]", value)


def texts(value: object, where: str) -> tuple[str, ...]:
    """Return a list of texts.

    Raises:
        RuleBroken: it is something else.
    """
    if not isinstance(value, list) or not all(
        isinstance(one, str) for one in cast("list[object]", value)
    ):
        raise RuleBroken(where, f'At {where} give a list of texts, such as ["line_manager"].')
    return tuple(cast("list[str]", value))


def table(value: object, where: str) -> Mapping[str, object]:
    """Return a table of settings.

    Raises:
        RuleBroken: it is something else.
    """
    if not isinstance(value, dict):
        raise RuleBroken(where, f"{where} must be a table of settings, not “{value}”.")
    return cast("Mapping[str, object]", value)


def tables(value: object, where: str) -> list[tuple[Mapping[str, object], str]]:
    """Return a list of tables, each with its place in words: "rules 3".

    Raises:
        RuleBroken: it is something else.
    """
    if not isinstance(value, list):
        raise RuleBroken(where, f"{where} must be a list of tables: begin each with [[{where}]].")
    items = cast("list[object]", value)
    return [
        (table(item, f"{where} {number}"), f"{where} {number}")
        for number, item in enumerate(items, start=1)
    ]
