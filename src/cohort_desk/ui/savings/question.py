"""What one action needs to be asked, as data: presenters make it, `asking` shows it.

Question("settle", "Settle the amount", "Settle", (Field("pence", "Amount"), …))
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Choices = Sequence[tuple[object, str]]
Kind = Literal["line", "text", "choice", "tick", "number"]
Look = Literal["primary", "danger"]


@dataclass(frozen=True, slots=True)
class Field:
    """What is asked for; a number lies within `limits`, a line is completed from `offered`."""

    name: str
    caption: str
    kind: Kind = "line"
    value: object = ""
    hint: str = ""
    choices: Choices = ()
    limits: tuple[int, int] = (0, 100)
    suffix: str = ""
    offered: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """Another question that this one leads to, by a link under its fields."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A form: its key, the title of its panel, the verb on its button, and its fields."""

    key: str
    title: str
    verb: str
    fields: tuple[Field, ...]
    told: str = ""
    ways: tuple[Way, ...] = ()
    look: Look = "primary"
