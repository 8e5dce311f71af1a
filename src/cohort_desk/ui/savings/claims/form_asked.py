"""What the form of a claim shows, as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Room = tuple[str, str, int, int, int]
"""A pot's name, the financial year in words, and its baseline, other claims and this, in pence."""


@dataclass(frozen=True, slots=True)
class ClaimAsked:
    """A form to fill in: who may be chosen, and what stands in the fields at first."""

    told: str
    verb: str
    corrects: bool
    agencies: Sequence[tuple[int, str]]
    officers: Sequence[tuple[int, str]]
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of evidence in the form; `kept` says that it is of the claim to correct."""

    name: str
    note: str
    sha256: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a claim would come to as typed, and the room it would take; `problem` warns early."""

    words: str = ""
    problem: str = ""
    room: Room | None = None
