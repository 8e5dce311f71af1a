"""Regulation sets as files that travel between programmes: TOML to read and edit, or JSON.

In TOML::

    name = "Ours"
    note = "Distinction from 72"
    rounding = "round_then_compare"  # Marks and means are

    [late]
    preset = "york"

What a file leaves out is as in the default set; "none" is no value.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from cohort_desk.domain.errors import CannotWrite, RuleBroken
from cohort_desk.domain.regulations.fields import field_of
from cohort_desk.domain.regulations.kinds import NONE
from cohort_desk.domain.regulations.plain import from_plain, to_plain
from cohort_desk.domain.regulations.rules import Regulations
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.plain_files import read_json, read_toml
from cohort_desk.files import whole_file

_NOUN = "a regulation set"
_SUFFIXES = (".toml", ".json")


@dataclass(frozen=True, slots=True)
class SetFile:
    """A regulation set as a file has it."""

    name: str
    note: str
    rules: Regulations


def read_set_file(path: Path) -> SetFile:
    """Read a regulation set from a TOML or JSON file, by its ending.

    Raises:
        UnreadableFile: it cannot be read, is no TOML or JSON, or holds nothing of a set.
        RuleBroken: a rule in it is unknown, has a bad value or contradicts another; says which.
    """
    suffix = path.suffix.lower()
    if suffix not in _SUFFIXES:
        raise UnreadableFile(f"“{path.name}” must be a .toml or a .json file. Choose another.")
    plain = read_json(path, _NOUN) if suffix == ".json" else read_toml(path, _NOUN, exact=True)
    name, note = (_text(plain, key) for key in ("name", "note"))
    rules = {key: value for key, value in plain.items() if key not in ("name", "note")}
    if not rules:
        raise UnreadableFile(f"“{path.name}” has no rules in it. Choose another.")
    try:
        return SetFile(name or path.stem, note, from_plain(rules))
    except RuleBroken as error:
        raise RuleBroken(error.field, f"In “{path.name}”, {error.field}: {error}") from error


def write_set_file(found: SetFile, path: Path) -> None:
    """Write a regulation set as TOML or JSON, by the file's ending.

    Raises:
        CannotWrite: the ending is another, or the place cannot be written to; a file there stays
            as it was.
    """
    writers = {".toml": _as_toml, ".json": _as_json}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise CannotWrite(
            f"“{path.name}” must end in .toml or .json. Nothing was written. Give another name."
        )
    with whole_file(path) as part:
        part.write_text(write(found), encoding="utf-8", newline="\n")


def _as_json(found: SetFile) -> str:
    plain = {"name": found.name, "note": found.note, **to_plain(found.rules)}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def _as_toml(found: SetFile) -> str:
    """Return TOML: what stands alone first, then a table for each part, with captions."""
    plain = to_plain(found.rules)
    lines = [f"name = {_value(found.name)}", f"note = {_value(found.note)}"]
    lines += [line for key, value in plain.items() for line in _alone(found.rules, key, value)]
    lines += [line for key, value in plain.items() for line in _part(found.rules, key, value)]
    return "\n".join(lines) + "\n"


def _alone(rules: Regulations, key: str, value: object) -> Iterator[str]:
    if not isinstance(value, dict):
        yield _line(rules, key, key, value)


def _part(rules: Regulations, key: str, value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from ("", f"[{key}]")
        for name, item in cast("dict[str, object]", value).items():
            yield _line(rules, f"{key}.{name}", name, item)


def _line(rules: Regulations, path: str, name: str, value: object) -> str:
    return f"{name} = {_value(value)}  # {field_of(rules, path).caption}"


def _value(value: object) -> str:
    """Return a value as TOML writes it, which is JSON save for None and one control character."""
    text = json.dumps(NONE if value is None else value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f")


def _text(plain: Mapping[str, Any], key: str) -> str:
    value: object = plain.get(key, "")
    if not isinstance(value, str):
        raise RuleBroken(key, f"The {key} of the set must be text.")
    return value.strip()
