"""What the award rules were given and answered, as plain data for the snapshot of a board."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from decimal import Decimal
from typing import Any

from cohort_desk.domain.awards.exact import shown
from cohort_desk.domain.awards.facts import (
    CandidateOutcome,
    ComponentFacts,
    ModuleFacts,
    ModuleOutcome,
    Outcome,
)

_MARKS = ("mark", "unrounded", "minimum")


def facts_to_plain(modules: Sequence[ModuleFacts]) -> list[dict[str, Any]]:
    """Return the facts as JSON can hold them; marks are text, so that no digit is lost."""
    return [_module_to_plain(module) for module in modules]


def facts_from_plain(plain: Sequence[Mapping[str, Any]]) -> tuple[ModuleFacts, ...]:
    """Return the facts that `facts_to_plain` wrote.

    Raises:
        TypeError: the data lacks a part, or has one that is not known.
    """
    return tuple(_module_from_plain(module) for module in plain)


def outcome_to_plain(outcome: CandidateOutcome) -> dict[str, Any]:
    """Return what the rules proposed as JSON can hold it; it is kept to be read, not reckoned."""
    return {
        "outcome": outcome.outcome.value,
        "mean": _text(outcome.mean),
        "exact_mean": None if outcome.exact_mean is None else str(outcome.exact_mean),
        "reasons": list(outcome.reasons),
        "credits": outcome.credits,
        "credits_at_level": outcome.credits_at_level,
        "modules": [_answer_to_plain(module) for module in outcome.modules],
        "near": [near.text for near in outcome.near],
    }


def with_decisions(
    modules: Sequence[ModuleFacts],
    amended: Mapping[int, Decimal],
    decided: Mapping[int, Outcome],
) -> tuple[ModuleFacts, ...]:
    """Return the facts with a board's decisions laid over them.

    Args:
        modules: the facts as they were before the board.
        amended: marks that the board changed, by component.
        decided: what it decided on modules, by module.
    """
    return tuple(
        replace(
            module,
            components=tuple(_amended(each, amended.get(each.key)) for each in module.components),
            decided=decided.get(module.key, module.decided),
        )
        for module in modules
    )


def _amended(component: ComponentFacts, mark: Decimal | None) -> ComponentFacts:
    if mark is None:
        return component
    return replace(component, mark=mark, unrounded=None, waiting="", missed=False)


def _module_to_plain(module: ModuleFacts) -> dict[str, Any]:
    plain = asdict(module)
    plain["decided"] = None if module.decided is None else module.decided.value
    plain["components"] = [_component_to_plain(each) for each in module.components]
    return plain


def _component_to_plain(component: ComponentFacts) -> dict[str, Any]:
    plain = asdict(component)
    return {**plain, **{name: _text(plain[name]) for name in _MARKS}}


def _module_from_plain(plain: Mapping[str, Any]) -> ModuleFacts:
    known = _checked(plain, ModuleFacts)
    decided = plain["decided"]
    known["decided"] = None if decided is None else Outcome(decided)
    known["components"] = tuple(_component_from_plain(each) for each in plain["components"])
    return ModuleFacts(**known)


def _component_from_plain(plain: Mapping[str, Any]) -> ComponentFacts:
    # A snapshot that was taken before it was told who had handed in nothing lacks that part.
    known = _checked({"missed": False, **plain}, ComponentFacts)
    for name in _MARKS:
        known[name] = None if plain[name] is None else Decimal(plain[name])
    return ComponentFacts(**known)


def _checked(
    plain: Mapping[str, Any], kind: type[ModuleFacts] | type[ComponentFacts]
) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    if set(plain) != names:
        odd = ", ".join(sorted(names ^ set(plain)))
        raise TypeError(f"the facts of a snapshot do not fit: {odd}")
    return dict(plain)


def _answer_to_plain(module: ModuleOutcome) -> dict[str, Any]:
    return {
        "key": module.key,
        "code": module.code,
        "title": module.title,
        "credits": module.credits,
        "level": module.level,
        "core": module.core,
        "outcome": module.outcome.value,
        "mark": _text(module.mark),
        "exact": None if module.exact is None else shown(module.exact),
        "reasons": list(module.reasons),
    }


def _text(mark: Decimal | None) -> str | None:
    return None if mark is None else str(mark)
