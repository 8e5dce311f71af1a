"""What a command answers, in words and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ALWAYS = {
    "command": "the command's name",
    "ok": "true if it did what was asked; false with exit code 1",
}
"""The keys that every answer has as JSON; a refusal has these and "error", the sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command did.

    Attributes:
        lines: for people, on standard output.
        data: for programs, as JSON; its keys are the command's `SHAPE`.
        complaint: a sentence on standard error, with exit code 1, "" if all is well.
    """

    lines: tuple[str, ...]
    data: Mapping[str, Any]
    complaint: str = ""


def as_json(command: str, answer: Answer) -> str:
    """Return the answer as one JSON object."""
    return _dump({"command": command, "ok": not answer.complaint, **answer.data})


def refusal_as_json(command: str, sentence: str) -> str:
    """Return a refusal as one JSON object."""
    return _dump({"command": command, "ok": False, "error": sentence})


def describe(shape: Mapping[str, str]) -> str:
    """Return the keys of a command's JSON and what they hold, for its help."""
    keys = {**ALWAYS, **shape}
    room = max(map(len, keys)) + 2
    lines = "\n".join(f"  {key:<{room}}{meaning}" for key, meaning in keys.items())
    return f"--json prints one object:\n{lines}\n\nA refusal has command, ok and error."


def _dump(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
