"""What Set-up says about rules: those made by hand, those that columns make, what is locked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cohort_desk.domain.forming.relations import LINE_MANAGER
from cohort_desk.domain.forming.settings.columns import column_words
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.words import counted

if TYPE_CHECKING:
    from cohort_desk.services.groups import Locks, RoundColumns, RoundRule

USUAL_REASONS = ("Line manager", "Same team", "Complaint", "Related", "Asked for it")
_SHOWN = 3


def rule_line(one: "RoundRule") -> str:
    """Return a rule as the list shows it: what, why, where it holds, where it comes from."""
    reason = f" ({one.reason})" if one.reason else ""
    scope = " · every round" if one.every_round and one.id is not None else ""
    made = " · from the people’s records" if one.id is None else ""
    return f"{one.words}{reason}{scope}{made}"


def reasons_to_offer(rules: Sequence["RoundRule"]) -> list[str]:
    """Return reasons to choose from: those in use here first, then the usual ones."""
    used = [rule.reason for rule in rules if rule.id is not None and rule.reason]
    offered: dict[str, str] = {}
    for reason in (*used, *USUAL_REASONS):
        offered.setdefault(reason.casefold(), reason)
    return list(offered.values())


def apart_by_words(column: str) -> str:
    """Return what a column that keeps people apart does."""
    if column == LINE_MANAGER:
        return "Keep people apart from their line manager"
    return f"Keep people of the same {column_words(column)} apart"


def column_notes(
    ticked: Sequence[str], columns: "RoundColumns", rules: Sequence["RoundRule"]
) -> Mapping[str, str]:
    """Return what each ticked column makes, and which managers it did not find."""
    notes: dict[str, str] = {}
    for column in ticked:
        reason = "line manager" if column == LINE_MANAGER else f"same {column_words(column)}"
        made = sum(rule.id is None and rule.reason == reason for rule in rules)
        if column != LINE_MANAGER and column not in columns.facts:
            notes[column] = f"People have no column “{column_words(column)}”"
        else:
            notes[column] = f"Makes {counted(made, 'rule', 'rules')}" if made else "Makes no rule"
        if column == LINE_MANAGER and columns.unmatched:
            notes[column] += f". {_unmatched(columns)}"
    return notes


def locks_words(locks: "Locks") -> str:
    """Return what is locked: "2 people (A and B) and Group 3 stay where they are", or ""."""
    people, groups = len(locks.people), len(locks.groups)
    if not people and not groups:
        return ""
    parts: list[str] = []
    if people:
        parts.append(
            f"{counted(people, 'person', 'people')} ({names(locks.people)})"
            if people <= _SHOWN
            else counted(people, "person", "people")
        )
    if groups:
        parts.append(names(locks.groups))
    stays = "stays where they are" if people == 1 and not groups else "stay as they are"
    if groups == 1 and not people:
        stays = "stays as it is"
    return f"{' and '.join(parts)} {stays} when groups are formed."


def _unmatched(columns: "RoundColumns") -> str:
    """Return "“J. Smith”, named by 3 people, is not in this cohort", for the first few."""
    shown = columns.unmatched[:_SHOWN]
    told = [
        f"“{one.name}” (named by {counted(one.named_by, 'person', 'people')}) "
        + (f"is the name of {one.namesakes} people" if one.namesakes else "is not in this cohort")
        for one in shown
    ]
    rest = len(columns.unmatched) - len(shown)
    more = f"; and {counted(rest, 'other', 'others')} could not be matched" if rest else ""
    return f"{'; '.join(told)}{more}."
