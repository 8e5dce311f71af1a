"""What a proposal was formed under, and in words what has changed in the round since.

Of each person a short check of the values that counted is kept, rather than the values: enough to
notice a change, and no second record of people.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cohort_desk.domain.forming.request import (
    Criterion,
    CriterionKind,
    Importance,
    Member,
    Recipe,
)
from cohort_desk.domain.forming.settings.recipes import recipe_from_plain, recipe_to_plain
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.acceptance import settled
from cohort_desk.services.groups.material import Material

Basis = Mapping[str, Any]
"""What a proposal was formed under, as plain values."""

_CHECK_DIGITS = 6
_OFF = Importance.OFF


def basis_of(material: Material, recipe: Recipe) -> Basis:
    """Return what a search of the round rests on, to be kept with what it finds."""
    return {
        "recipe": recipe_to_plain(recipe),
        "people": [member.id for member in material.members],
        "details": _checks(material.members, _counting(recipe)),
        "earlier": _checks(material.members, material.earlier),
        "rules": _rules(material),
        "locked": sorted(settled(material)),
    }


def other_settings(basis: Basis | None, material: Material) -> bool:
    """Whether a proposal was formed under other settings than those of the round as it stands."""
    return bool(basis and _settings(recipe_from_plain(basis["recipe"]), material.recipe))


def what_changed(
    basis: Basis | None, planned: Iterable[int], material: Material
) -> tuple[str, ...]:
    """Return in sentences what is no longer as it was when a proposal was formed.

    Args:
        basis: what it was formed under, None of a proposal that was kept without.
        planned: the people in its groups.
        material: the round as it stands.
    """
    now = {member.id for member in material.members}
    then = set(basis["people"]) if basis else _with_locked(planned, material)
    sentences = [
        _people(len(now - then), "has joined since", "have joined since"),
        _people(len(then - now), "has withdrawn since", "have withdrawn since"),
    ]
    if basis:
        recipe = recipe_from_plain(basis["recipe"])
        sentences = [
            _settings(recipe, material.recipe),
            *sentences,
            _details(basis, recipe, material),
            "Earlier rounds have changed since" if _earlier_differ(basis, material) else "",
            *_rules_changed(basis, recipe, now, material),
            *_locks_changed(basis, now, material),
        ]
    return tuple(sentence for sentence in sentences if sentence)


def _settings(then: Recipe, now: Recipe) -> str:
    """Return "Formed under other settings: agency was high", or nothing."""
    before, after = ({_what(one): one for one in r.criteria} for r in (then, now))
    told = [
        _importance(before.get(key), after.get(key))
        for key in dict.fromkeys((*before, *after))
        if _weight(before.get(key)) is not _weight(after.get(key))
    ]
    if then.sizes != now.sizes:
        told.append(_sizes(then.sizes))
    if set(then.apart_by) != set(now.apart_by):
        columns = " and ".join(_plain(column) for column in then.apart_by) or "no column"
        told.append(f"{columns} kept people apart")
    return f"Formed under other settings: {', '.join(told)}" if told else ""


def _importance(before: Criterion | None, after: Criterion | None) -> str:
    name = _name(before or after)
    if before is None or before.importance is _OFF:
        return f"{name} did not count"
    return f"{name} was {before.importance.value}"


def _sizes(sizes: Sizes) -> str:
    span = f"{sizes.smallest} to {sizes.largest}"
    if sizes.smallest == sizes.largest:
        span = f"{sizes.smallest}"
    if sizes.groups is not None:
        return f"{counted(sizes.groups, 'group', 'groups')} of {span}"
    return f"groups of {span}, {sizes.preferred} preferred"


def _weight(criterion: Criterion | None) -> Importance:
    return _OFF if criterion is None else criterion.importance


def _what(criterion: Criterion) -> tuple[object, ...]:
    return criterion.kind, criterion.column, criterion.slots, criterion.only


def _name(criterion: Criterion | None) -> str:
    if criterion is None:
        return ""
    if criterion.kind is CriterionKind.NEW_FACES:
        return f"new faces since {criterion.column}" if criterion.column else "new faces"
    kind = "" if criterion.kind is CriterionKind.MIX else f" ({criterion.kind.value})"
    return f"{_plain(criterion.column)}{kind.replace('_', ' ')}"


def _plain(column: str) -> str:
    return column.replace("_", " ")


def _counting(recipe: Recipe) -> tuple[str, ...]:
    """Return the columns whose values decide the groups; earlier rounds are none of them."""
    columns = {
        one.column
        for one in recipe.criteria
        if one.importance is not _OFF and one.kind is not CriterionKind.NEW_FACES
    }
    manager = {"email"} if "line_manager" in recipe.apart_by else set[str]()
    return tuple(sorted(columns | set(recipe.apart_by) | manager))


def _checks(members: Sequence[Member], columns: Sequence[str]) -> str:
    """Return a few digits for each member, one after the other; nothing if no column counts."""
    if not columns:
        return ""
    texts = ("\0".join(one.values.get(c, "") for c in columns) for one in members)
    return "".join(f"{zlib.crc32(text.encode()) >> 8:0{_CHECK_DIGITS}x}" for text in texts)


def _check_by_person(people: Sequence[int], checks: str) -> dict[int, str]:
    width = _CHECK_DIGITS
    return {i: checks[at * width : (at + 1) * width] for at, i in enumerate(people)}


def _differing(basis: Basis, which: str, columns: Sequence[str], material: Material) -> int:
    """Return of how many people the values have changed."""
    then = _check_by_person(basis["people"], basis[which])
    ids = [member.id for member in material.members]
    now = _check_by_person(ids, _checks(material.members, columns))
    return sum(then[i] != now[i] for i in ids if i in then)


def _details(basis: Basis, recipe: Recipe, material: Material) -> str:
    differing = _differing(basis, "details", _counting(recipe), material)
    return f"Details of {counted(differing, 'person', 'people')} changed since" if differing else ""


def _earlier_differ(basis: Basis, material: Material) -> bool:
    return _differing(basis, "earlier", material.earlier, material) > 0


def _rules(material: Material) -> list[list[Any]]:
    return [[one.kind.value, list(one.member_ids), one.group_id] for one in material.rules]


def _rules_changed(
    basis: Basis, recipe: Recipe, present: set[int], material: Material
) -> tuple[str, str]:
    """Compare the rules on the people who are there still; reasons change nothing."""
    kept = [
        (kind, tuple(i for i in ids if i in present), group) for kind, ids, group in basis["rules"]
    ]
    then = Counter(one for one in kept if len(one[1]) >= (2 if one[2] is None else 1))
    now = Counter((kind, tuple(ids), group) for kind, ids, group in _rules(material))
    fewer = (then - now).total() + len(recipe.rules)
    more = (now - then).total()
    return (
        f"{counted(more, 'rule has', 'rules have')} been added since" if more else "",
        f"{counted(fewer, 'rule that held then does', 'rules that held then do')} not hold now"
        if fewer
        else "",
    )


def _locks_changed(basis: Basis, present: set[int], material: Material) -> tuple[str, str]:
    then, now = set(basis["locked"]), settled(material)
    return (
        _people(len((now - then) & present), "has been locked since", "have been locked since"),
        _people(len((then - now) & present), "is no longer locked", "are no longer locked"),
    )


def _with_locked(planned: Iterable[int], material: Material) -> set[int]:
    """Return the people a search knew who kept no list of them: of locked groups it knew none."""
    locked_groups = {group.id for group in material.groups if group.locked}
    inside = {i for i, seat in material.seats.items() if seat.group_id in locked_groups}
    return {*planned, *inside}


def _people(count: int, one: str, many: str) -> str:
    return f"{counted(count, f'person {one}', f'people {many}')}" if count else ""
