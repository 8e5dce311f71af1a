"""Which way each part of a line runs: the Unicode bidirectional algorithm (UAX #9).

python-bidi resolves the classes of characters; pairs of brackets (rule N0), which it leaves out,
are resolved here.
"""

# python-bidi's algorithm has no types.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportMissingTypeStubs=false

import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar

from bidi import algorithm

_Part = TypeVar("_Part")

_CLOSING = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "（": "）", "「": "」", "《": "》"}  # noqa: RUF001
_OPENING = {close: opening for opening, close in _CLOSING.items()}
_LEFTWARD = frozenset(("R", "AL"))
_OUTWEIGHED = 2
"""So many times as many letters of the other direction decide against the first letter."""


def base_level(text: str) -> int:
    """Return 1 for a paragraph that runs from right to left, else 0.

    Its first letter decides (rule P2), unless it is a foreign name that begins an English
    sentence: then most letters do.
    """
    classes = [unicodedata.bidirectional(character) for character in text]
    leftward = sum(each in _LEFTWARD for each in classes)
    if not leftward or next(each for each in classes if each in _LEFTWARD or each == "L") == "L":
        return 0
    return int(classes.count("L") <= leftward * _OUTWEIGHED)


def levels(text: str, base: int) -> list[int]:
    """Return the level of each character: even ones run to the right, odd ones to the left."""
    if not any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text) and not base:
        return [0] * len(text)
    storage: dict[str, Any] = dict(algorithm.get_empty_storage())
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    algorithm.get_embedding_levels(text, storage)
    for at, character in enumerate(storage["chars"]):
        character["at"] = at
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage)
    algorithm.resolve_neutral_types(storage, False)  # noqa: FBT003  the library's signature
    algorithm.resolve_implicit_levels(storage, False)  # noqa: FBT003
    found = {character["at"]: character["level"] for character in storage["chars"]}
    resolved: list[int] = []
    for at in range(len(text)):  # an unseen character stands with the one before it
        resolved.append(found.get(at, resolved[-1] if resolved else base))
    return resolved


def in_line(text: str, resolved: Sequence[int], base: int) -> list[int]:
    """Return the levels of a line, on which white space at the end is that of the paragraph."""
    kept = len(text.rstrip())
    return [*resolved[:kept], *[base] * (len(text) - kept)]


def from_the_left(parts: Sequence[tuple[int, _Part]]) -> list[_Part]:
    """Return parts of a line, each with its level, in the order in which they stand (rule L2)."""
    ordered = list(parts)
    for level in range(max((level for level, _ in parts), default=0), 0, -1):
        at = 0
        while at < len(ordered):
            end = at
            while end < len(ordered) and ordered[end][0] >= level:
                end += 1
            ordered[at:end] = reversed(ordered[at:end])
            at = end + 1
    return [part for _, part in ordered]


def _resolve_brackets(storage: dict[str, Any]) -> None:
    """Give both brackets of a pair one direction (rule N0)."""
    for run in storage["runs"]:
        chars = storage["chars"][run["start"] : run["start"] + run["length"]]
        for opening, closing in _pairs(chars):
            embedded = "LR"[chars[opening]["level"] % 2]
            inside = {_strong(c["type"]) for c in chars[opening + 1 : closing]} - {""}
            if not inside:
                continue
            direction = embedded
            if embedded not in inside:
                before = (_strong(c["type"]) for c in reversed(chars[:opening]))
                context = next((each for each in before if each), run["sor"])
                direction = context if context != embedded else embedded
            chars[opening]["type"] = chars[closing]["type"] = direction


def _pairs(chars: Sequence[dict[str, Any]]) -> list[tuple[int, int]]:
    """Return where the brackets of each pair stand, by the opening ones (definition BD16)."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for at, character in enumerate(chars):
        if character["type"] != "ON":
            continue
        if character["ch"] in _CLOSING:
            opened.append(at)
        elif character["ch"] in _OPENING:
            matching = [i for i in opened if chars[i]["ch"] == _OPENING[character["ch"]]]
            if matching:
                found.append((matching[-1], at))
                del opened[opened.index(matching[-1]) :]
    return sorted(found)


def _strong(kind: str) -> str:
    """Return the direction that a resolved class gives to neutral characters near it."""
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else ""
