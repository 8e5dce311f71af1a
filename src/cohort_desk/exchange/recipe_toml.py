"""Recipes as TOML files: read, and written so that they read back the same."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from cohort_desk.domain.forming.settings.wishes import Wishes, wishes_from_plain, wishes_to_plain
from cohort_desk.exchange.plain_files import read_toml
from cohort_desk.files import whole_file


def read_recipe_toml(path: Path) -> Wishes:
    """Read what a TOML file asks of groups.

    Raises:
        UnreadableFile: it cannot be read, or is no TOML; says where.
        RuleBroken: something in it is unknown or has a bad value; says where.
    """
    return wishes_from_plain(read_toml(path, "a recipe"))


def write_recipe_toml(wishes: Wishes, path: Path) -> None:
    """Write a recipe as TOML.

    Raises:
        CannotWrite: the place cannot be written to; a file there stays as it was.
    """
    with whole_file(path) as part:
        part.write_text(recipe_as_toml(wishes), encoding="utf-8", newline="\n")


def recipe_as_toml(wishes: Wishes) -> str:
    """Return the text of a TOML file: plain settings, then tables, then lists of tables."""
    plain = wishes_to_plain(wishes)
    return "\n".join([*_lines(plain), *_tables(plain)]) + "\n"


def _tables(plain: Mapping[str, object]) -> Iterator[str]:
    for key, value in plain.items():
        if isinstance(value, dict):
            yield from ("", f"[{key}]", *_lines(cast("Mapping[str, object]", value)))
        else:
            for item in _items(value):
                yield from ("", f"[[{key}]]", *_lines(item))


def _lines(plain: Mapping[str, object]) -> Iterator[str]:
    for key, value in plain.items():
        if not isinstance(value, dict) and not _items(value):
            yield f"{key} = {_value(value)}"


def _items(value: object) -> list[Mapping[str, object]]:
    """Return the tables of a list of tables; nothing of anything else."""
    items = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("Mapping[str, object]", item) for item in items if isinstance(item, dict)]


def _value(value: object) -> str:
    """Return a value as TOML writes it, which is JSON save for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
