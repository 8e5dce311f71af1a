"""Reads small files of settings, TOML or JSON, into plain values; numbers keep every digit."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from cohort_desk.exchange.errors import UnreadableFile

_MOST_BYTES = 5 * 1024 * 1024


def read_toml(path: Path, noun: str, *, exact: bool = False) -> dict[str, Any]:
    """Read a TOML file that is to be a noun, such as "a recipe".

    With `exact`, numbers with a point come as Decimals.

    Raises:
        UnreadableFile: it cannot be read, or is no TOML; says where.
    """
    text = _text(path, noun, "TOML")
    try:
        return tomllib.loads(text, parse_float=Decimal if exact else float)
    # A number of thousands of digits is a ValueError too.
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            f"“{path.name}” is not TOML that can be read: {error}. Put that right and try again."
        ) from error


def read_json(path: Path, noun: str) -> dict[str, Any]:
    """Read a JSON file that is to be a noun; numbers with a point come as Decimals.

    Raises:
        UnreadableFile: it cannot be read, is no JSON, or is no JSON object; says where.
    """
    text = _text(path, noun, "JSON")
    try:
        found = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            f"“{path.name}” is not JSON that can be read: {error}. Put that right and try again."
        ) from error
    if not isinstance(found, dict):
        raise UnreadableFile(f"“{path.name}” is JSON, but not {noun}. Choose another.")
    return cast("dict[str, Any]", found)


def _text(path: Path, noun: str, kind: str) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableFile(f"“{path.name}” is far too large to be {noun}. Choose another.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableFile(
            f"“{path.name}” cannot be read ({error.strerror}). Choose it again."
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"“{path.name}” is not text in UTF-8, as {kind} files are. Save it so and try again."
        ) from error
