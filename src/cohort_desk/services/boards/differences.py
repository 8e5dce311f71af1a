"""What has changed between a snapshot and the marks as they are now, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from cohort_desk.domain.awards.facts import NAMES, Outcome
from cohort_desk.domain.marks.ladder import Rung
from cohort_desk.domain.marks.numbers import from_hundredths, written, written_cut
from cohort_desk.services.boards.freezing import FrozenMark, Key, Snapshot

_FACTS = {
    "title": "title",
    "credits": "credits",
    "level": "level",
    "core": "core module",
    "weight": "weight",
    "minimum": "least mark",
    "attempts": "attempts used",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is no longer as it was put before the board.

    `participant_id` is 0 where it concerns everybody; `before` or `after` is "" where it was not.
    """

    participant_id: int
    candidate: str
    name: str
    what: str
    before: str
    after: str
    why: str

    @property
    def who(self) -> str:
        """Whom it concerns, by candidate number."""
        return (self.candidate or "A new candidate") if self.participant_id else "Everybody"

    @property
    def words(self) -> str:
        """The difference in a sentence."""
        who = f"{self.who}, {self.what}"
        change = f"{self.before or 'nothing'} → {self.after or 'nothing'}"
        return f"{who}: {change}. {self.why}".strip()


@dataclass(frozen=True, slots=True)
class Titles:
    """How what differs is called: names by person, and codes and titles by assessment."""

    names: Mapping[int, str]
    assessments: Mapping[int, str]


def compare(
    before: Snapshot, after: Snapshot, titles: Titles, *, by_other_rules: bool = False
) -> tuple[Difference, ...]:
    """Return what differs, by candidate number.

    Where the two were climbed by other rules, it is only the numbers of ladders that count: that
    the rules are worded otherwise is said once and not for every mark.
    """
    if by_other_rules:
        before, after = before.unworded(), after.unworded()
    found: list[Difference] = []
    for person in sorted({*before.results, *after.results}, key=lambda each: _number(each, before)):
        found.extend(_of_person(person, before, after, titles))
    return tuple(found)


def _of_person(
    person: int, before: Snapshot, after: Snapshot, titles: Titles
) -> Iterator[Difference]:
    old, new = before.results.get(person), after.results.get(person)
    number = (old or new or {})["candidate"]
    who = (person, number, titles.names.get(person, ""))
    if old is None or new is None:
        said = ("", "assessed") if old is None else ("assessed", "")
        why = "Came after the snapshot." if old is None else "Is no longer assessed."
        yield Difference(*who, "the candidate", *said, why)
        return
    quiet = len(_changed_marks(person, before, after)) == 0
    for key in _changed_marks(person, before, after):
        what = titles.assessments.get(key[1], "an assessment")
        yield _mark_difference(who, what, before.marks.get(key), after.marks.get(key))
    for what, was, now in _changed_facts(old, new):
        quiet = False
        yield Difference(*who, what, was, now, "")
    if quiet and old["outcome"] != new["outcome"]:
        was, now = (NAMES[Outcome(each["outcome"])] for each in (old, new))
        yield Difference(*who, "proposed award", was, now, "The regulations have changed.")


def _changed_marks(person: int, before: Snapshot, after: Snapshot) -> list[Key]:
    keys = {key for each in (before, after) for key in each.marks if key[0] == person}
    return sorted(key for key in keys if before.marks.get(key) != after.marks.get(key))


def _mark_difference(
    who: tuple[int, str, str], what: str, old: FrozenMark | None, new: FrozenMark | None
) -> Difference:
    return Difference(*who, what, _said(old), _said(new), _why(old, new))


def _said(mark: FrozenMark | None) -> str:
    if mark is None:
        return ""
    if mark.value is None:
        return "no mark"
    return written(from_hundredths(mark.value))


def _why(old: FrozenMark | None, new: FrozenMark | None) -> str:
    if old is None or new is None:
        return "The assessment was not there." if old is None else "The assessment is gone."
    if old.plain["sitting"] != new.plain["sitting"]:
        return f"Sitting {new.plain['sitting']} counts now, not sitting {old.plain['sitting']}."
    rungs = zip_longest(old.ladder.rungs, new.ladder.rungs)
    parted = next(((was, now) for was, now in rungs if was != now), None)
    return _beside(old.plain, new.plain) if parted is None else _parting(*parted)


def _parting(was: Rung | None, now: Rung | None) -> str:
    """Return how the first rungs that differ do."""
    if now is None:
        return "" if was is None else f"Gone: {was.title}."
    if was is None:
        return f"New: {now.title}. {now.rule}"
    if was.title != now.title:
        return f"{now.title} stands where {was.title} stood."
    if was.after != now.after:
        return f"{now.title}: {_number_said(was.after)} → {_number_said(now.after)}."
    return f"{now.title}: {now.rule}"


def _beside(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if old["held"] != new["held"]:
        return f"On hold now: {new['held']}" if new["held"] else "It is no longer on hold."
    if old["deferred"] != new["deferred"]:
        return "It is deferred now." if new["deferred"] else "It is no longer deferred."
    if old["group"] != new["group"]:
        return f"In {new['group'] or 'no group'} now, not in {old['group'] or 'no group'}."
    return str(new["waiting"])


def _changed_facts(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    if old["attendance"] != new["attendance"]:
        yield "attendance", _share(old["attendance"]), _share(new["attendance"])
    modules = {module["key"]: module for module in old["facts"]}
    now = {module["key"]: module for module in new["facts"]}
    for key in {**modules, **now}:
        if key not in modules or key not in now:
            code = (now.get(key) or modules[key])["code"]
            yield "modules", code if key in modules else "", code if key in now else ""
            continue
        yield from _facts_of(modules[key]["code"], modules[key], now[key])
        parts = {part["key"]: part for part in now[key]["components"]}
        for part in modules[key]["components"]:
            title = f"{modules[key]['code']} {part['title']}"
            yield from _facts_of(title, part, parts.get(part["key"], part))


def _facts_of(
    title: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for name, label in _FACTS.items():
        if name in old and old[name] != new[name]:
            yield f"{title}, {label}", _plainly(old[name]), _plainly(new[name])


def _plainly(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _share(share: str | None) -> str:
    return "not recorded" if share is None else f"{written(Decimal(share) * 100)} %"


def _number_said(mark: Decimal | None) -> str:
    return "no mark" if mark is None else written_cut(mark)


def _number(person: int, snapshot: Snapshot) -> tuple[str, int]:
    return (snapshot.results.get(person, {}).get("candidate", ""), person)
