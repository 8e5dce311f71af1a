"""The parts of a design one by one: which of them differ, and which can stand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from cohort_desk.domain.certificates.design import CAPTIONS, Design
from cohort_desk.domain.errors import RuleBroken

_SIGNATORY = 3
"""Parts of the name of a signatory's part, such as "signatories.0.title"."""


def differing(one: Design, other: Design) -> frozenset[str]:
    """Return the parts in which two designs differ."""
    return frozenset(part for part in CAPTIONS if getattr(one, part) != getattr(other, part))


def with_parts(design: Design, other: Design, parts: Iterable[str]) -> Design:
    """Return a design with those parts as another has them."""
    taken: dict[str, Any] = {part: getattr(other, part) for part in parts}
    return replace(design, **taken)


def part_of(field: str) -> str:
    """Return the part that a field such as "lines.1" belongs to."""
    return field.partition(".")[0]


def take_sound(
    design: Design,
    before: Design,
    take: Callable[[Design, Mapping[str, RuleBroken]], None],
) -> Mapping[str, RuleBroken]:
    """Take what can stand of a changed design; return the refusals of the rest, by field.

    Args:
        design: as it was changed.
        before: as it was; what cannot stand is left as it was here.
        take: takes a design, and gets what was refused before; refuses by `RuleBroken`, whose
            field says what cannot stand.

    Raises:
        RuleBroken: what is refused is not one of the parts that were changed.
    """
    wrong: dict[str, RuleBroken] = {}
    while True:
        try:
            take(design, wrong)
        except RuleBroken as error:
            kept = _without(design, before, error.field)
            if kept == design:
                raise
            wrong[error.field], design = error, kept
        else:
            return wrong


def _without(design: Design, before: Design, field: str) -> Design:
    """Return the design with a field as it was before."""
    part = part_of(field)
    if part not in CAPTIONS:
        return design
    at = field.split(".")
    people = list(design.signatories)
    if len(at) == _SIGNATORY and len(people) == len(before.signatories):
        number, name = int(at[1]), at[2]
        old: dict[str, Any] = {name: getattr(before.signatories[number], name)}
        people[number] = replace(people[number], **old)
        return replace(design, signatories=tuple(people))
    return with_parts(design, before, (part,))
