"""The kinds of value a rule takes: how each is kept, typed and written in words.

A kind turns a value into what JSON and TOML can hold and back, reads what a person types, and
writes the value as a screen or a letter shows it. What it cannot read it refuses by NotOfKind.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Protocol, cast

from cohort_desk.domain.dates import read_date, written_date
from cohort_desk.domain.marks.numbers import written

NONE = "none"
_PLAIN_NUMBER = re.compile(r"\d{1,6}(\.\d{1,6})?", re.ASCII)
_PLAIN_WHOLE = re.compile(r"\d{1,6}", re.ASCII)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)", re.ASCII)
_BETWEEN = re.compile(r"[\s,;]+")


class NotOfKind(Exception):
    """A value is not of the kind wanted; the text continues "Pass mark must be …"."""


class Kind(Protocol):
    """How values of one kind are kept, typed and written."""

    def to_plain(self, value: object) -> object:
        """Return the value as JSON and TOML hold it."""
        ...

    def from_plain(self, plain: object) -> object:
        """Return the value, or raise NotOfKind that says what it must be."""
        ...

    def typed(self, text: str) -> object:
        """Return what a person typed as a value, or raise NotOfKind."""
        ...

    def written(self, value: object) -> str:
        """Return the value in words."""
        ...

    def for_typing(self, value: object) -> str:
        """Return what a person would type for the value."""
        ...


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from lowest to highest, of something."""

    lowest: int
    highest: int
    noun: str = ""

    def to_plain(self, value: object) -> object:
        return value

    def from_plain(self, plain: object) -> int:
        if isinstance(plain, bool) or not isinstance(plain, int):
            raise NotOfKind(self._wanted())
        if not self.lowest <= plain <= self.highest:
            raise NotOfKind(self._wanted())
        return plain

    def typed(self, text: str) -> int:
        text = _without_noun(text, self.noun)
        return self.from_plain(int(text) if _PLAIN_WHOLE.fullmatch(text) else None)

    def written(self, value: object) -> str:
        noun = self.noun.removesuffix("s") if value == 1 else self.noun
        return f"{value} {noun}".strip()

    def for_typing(self, value: object) -> str:
        return self.written(value)

    def _wanted(self) -> str:
        return f"a whole number from {self.lowest} to {self.highest}"


@dataclass(frozen=True, slots=True)
class Number:
    """A Decimal from 0 to highest, kept as text so that no digit is lost.

    Attributes:
        highest: the largest value allowed.
        noun: what it counts; "%" for a share, which is kept from 0 to 1 but typed in per cent.
        absent: what stands for no value, "" where there must be one.
    """

    highest: Decimal = Decimal(100)
    noun: str = ""
    absent: str = ""

    def to_plain(self, value: object) -> object:
        return None if value is None else f"{cast('Decimal', value):f}"

    def from_plain(self, plain: object) -> Decimal | None:
        if self.absent and plain in (None, NONE):
            return None
        if isinstance(plain, bool) or not isinstance(plain, int | str | Decimal):
            raise NotOfKind(self._wanted(self.highest))
        return self._read(str(plain), 1)

    def typed(self, text: str) -> Decimal | None:
        text = _without_noun(text, self.noun)
        if self.absent and text in ("", NONE, self.absent.lower()):
            return None
        return self._read(text, self._scale)

    def written(self, value: object) -> str:
        return self.absent if value is None else self.for_typing(value)

    def for_typing(self, value: object) -> str:
        if value is None:
            return ""
        noun = self.noun.removesuffix("s") if value == 1 else self.noun
        return f"{written(cast('Decimal', value) * self._scale, 6)} {noun}".strip()

    @property
    def _scale(self) -> int:
        return 100 if self.noun == "%" else 1

    def _read(self, text: str, scale: int) -> Decimal:
        wanted = self._wanted(self.highest * scale)
        value = _number(text, wanted) / scale
        if value > self.highest:
            raise NotOfKind(wanted)
        return value

    def _wanted(self, highest: Decimal) -> str:
        return f"a number from 0 to {written(highest)}" + (", or nothing" if self.absent else "")


@dataclass(frozen=True, slots=True)
class YesNo:
    """Whether something is so."""

    def to_plain(self, value: object) -> object:
        return value

    def from_plain(self, plain: object) -> bool:
        if not isinstance(plain, bool):
            raise NotOfKind("true or false")
        return plain

    def typed(self, text: str) -> bool:
        answers = {"yes": True, "no": False}
        if text.strip().lower() not in answers:
            raise NotOfKind("yes or no")
        return answers[text.strip().lower()]

    def written(self, value: object) -> str:
        return "yes" if value else "no"

    def for_typing(self, value: object) -> str:
        return self.written(value)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of an Enum's members (or of keys that are texts), each with its words."""

    words: Mapping[Enum, str] | Mapping[str, str]

    def to_plain(self, value: object) -> object:
        return value.value if isinstance(value, Enum) else value

    def from_plain(self, plain: object) -> object:
        for option in self.words:
            if self.to_plain(option) == plain:
                return option
        raise NotOfKind("one of " + ", ".join(str(self.to_plain(one)) for one in self.words))

    def typed(self, text: str) -> object:
        for option, words in self.words.items():
            if words.lower() == text.strip().lower():
                return option
        raise NotOfKind("one of: " + "; ".join(self.words.values()))

    def written(self, value: object) -> str:
        return cast("Mapping[object, str]", self.words)[value]

    def for_typing(self, value: object) -> str:
        return self.written(value)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time such as 12:00."""

    def to_plain(self, value: object) -> object:
        return f"{value:%H:%M}"

    def from_plain(self, plain: object) -> time:
        # TOML has times of its own.
        if isinstance(plain, time):
            return plain.replace(second=0, microsecond=0, tzinfo=None)
        return self.typed(plain if isinstance(plain, str) else "")

    def typed(self, text: str) -> time:
        found = _CLOCK.fullmatch(text.strip())
        if found is None:
            raise NotOfKind("a time of day, such as 12:00")
        return time(int(found[1]), int(found[2]))

    def written(self, value: object) -> str:
        return f"{value:%H:%M}"

    def for_typing(self, value: object) -> str:
        return self.written(value)


@dataclass(frozen=True, slots=True)
class Days:
    """Dates, kept in order."""

    def to_plain(self, value: object) -> object:
        return [day.isoformat() for day in cast("tuple[date, ...]", value)]

    def from_plain(self, plain: object) -> tuple[date, ...]:
        items = cast("list[object]", plain) if isinstance(plain, list | tuple) else [None]
        return tuple(sorted({self._day(item) for item in items}))

    def typed(self, text: str) -> tuple[date, ...]:
        parts = [part.strip() for part in re.split(r"[,;]", text)]
        return self.from_plain([read_date(part) for part in parts if part])

    def written(self, value: object) -> str:
        return self.for_typing(value) or "none"

    def for_typing(self, value: object) -> str:
        return ", ".join(map(written_date, cast("tuple[date, ...]", value)))

    def _day(self, item: object) -> date:
        # TOML has dates of its own, and moments, which are dates to Python.
        if isinstance(item, date) and not isinstance(item, datetime):
            return item
        try:
            return date.fromisoformat(cast("str", item))
        except (TypeError, ValueError) as error:
            raise NotOfKind("dates such as 24 December 2026, with commas between") from error


@dataclass(frozen=True, slots=True)
class Marks:
    """Several marks in their order, such as the lowest of each band."""

    def to_plain(self, value: object) -> object:
        return [f"{mark:f}" for mark in cast("tuple[Decimal, ...]", value)]

    def from_plain(self, plain: object) -> tuple[Decimal, ...]:
        items = cast("list[object]", plain) if isinstance(plain, list | tuple) else [None]
        return tuple(self._mark(item) for item in items)

    def typed(self, text: str) -> tuple[Decimal, ...]:
        return self.from_plain([part for part in _BETWEEN.split(text) if part])

    def written(self, value: object) -> str:
        return ", ".join(written(mark, 6) for mark in cast("tuple[Decimal, ...]", value)) or "none"

    def for_typing(self, value: object) -> str:
        marks = cast("tuple[Decimal, ...]", value)
        return ", ".join(written(mark, 6) for mark in marks)

    def _mark(self, item: object) -> Decimal:
        wanted = "marks from 0 to 100, with commas between"
        if isinstance(item, bool) or not isinstance(item, int | str | Decimal):
            raise NotOfKind(wanted)
        value = _number(str(item), wanted)
        if value > Decimal(100):
            raise NotOfKind(wanted)
        return value


def _without_noun(text: str, noun: str) -> str:
    """Return what was typed without the unit that may stand after it."""
    text = text.strip().lower()
    for ending in {noun, noun.removesuffix("s")} - {""}:
        text = text.removesuffix(ending)
    return text.strip()


def _number(text: str, wanted: str) -> Decimal:
    """Return a plain number without sign or exponent."""
    if not _PLAIN_NUMBER.fullmatch(text.strip()):
        raise NotOfKind(wanted)
    return Decimal(text.strip())
