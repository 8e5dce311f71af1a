"""What Set-up says about criteria: what they want, what they mean, what the data can bear."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cohort_desk.domain.forming.quartiles import is_binned
from cohort_desk.domain.forming.request import EVERY_ROUND, Criterion, CriterionKind, Importance
from cohort_desk.domain.forming.settings.availability import is_of_the_week
from cohort_desk.domain.forming.settings.columns import column_words
from cohort_desk.domain.forming.words import names
from cohort_desk.domain.words import counted

if TYPE_CHECKING:
    from cohort_desk.services.groups import ColumnFacts, RoundColumns

_NO_BREAK = "\u00a0"

_PLURALS = {
    "agency": "agencies",
    **{
        column: f"{column}s"
        for column in (
            "sector", "grade", "location", "team", "profession", "job title", "module option"
        )
    },
}  # fmt: skip

IMPORTANCE_WORDS = {
    Importance.MUST: "Must",
    Importance.HIGH: "High",
    Importance.MEDIUM: "Medium",
    Importance.LOW: "Low",
    Importance.OFF: "Off",
}
KIND_MEANINGS = {
    CriterionKind.MIX: "Spread over the groups",
    CriterionKind.BALANCE: "Each group like the whole cohort",
    CriterionKind.GATHER: "The same together",
    CriterionKind.MEET: "Times that all of a group are free",
    CriterionKind.NO_LONE_ONE: "Never exactly one of a value in a group",
    CriterionKind.NEW_FACES: "Not the people of earlier rounds",
}
KIND_WORDS = {
    CriterionKind.MIX: "Mix",
    CriterionKind.BALANCE: "Balance",
    CriterionKind.GATHER: "Gather",
    CriterionKind.MEET: "Meet at common times",
    CriterionKind.NO_LONE_ONE: "No lone one by",
    CriterionKind.NEW_FACES: "New faces",
}


@dataclass(frozen=True, slots=True)
class CriterionNote:
    """What the data can bear: a sentence, and whether the criterion can do nothing for it."""

    text: str = ""
    useless: bool = False


def criterion_words(criterion: Criterion) -> str:
    """Return what a criterion wants: "Mix agencies", "Balance gender", "New faces"."""
    column, kind = column_words(criterion.column), KIND_WORDS[criterion.kind]
    match criterion.kind:
        case CriterionKind.NEW_FACES:
            return kind if criterion.column == EVERY_ROUND else f"{kind} after {criterion.column}"
        case CriterionKind.MIX | CriterionKind.GATHER:
            return f"{kind} {_PLURALS.get(column, column)}"
        case CriterionKind.MEET:
            return kind
        case _:
            return f"{kind} {column}"


def criterion_meaning(criterion: Criterion) -> str:
    """Return what a criterion means, in a few words."""
    if criterion.kind is CriterionKind.NEW_FACES and criterion.column != EVERY_ROUND:
        return "With an importance of its own"
    return KIND_MEANINGS[criterion.kind]


def criterion_note(
    criterion: Criterion, columns: "RoundColumns", criteria: Sequence[Criterion] = ()
) -> CriterionNote:
    """Return what the people's data can bear of a criterion, one of these."""
    if criterion.kind is CriterionKind.NEW_FACES:
        return _new_faces_note(criterion, columns, criteria)
    facts = columns.facts.get(criterion.column)
    column = column_words(criterion.column)
    if facts is None:
        return CriterionNote(f"People have no column “{column}”; this counts for nothing", True)
    if criterion.kind is CriterionKind.MEET:
        return _meeting_note(criterion, facts)
    if useless := _useless(criterion, facts, columns.people, column):
        return CriterionNote(useless, True)
    return CriterionNote(_values_note(criterion, facts, column))


def _new_faces_note(
    criterion: Criterion, columns: "RoundColumns", criteria: Sequence[Criterion]
) -> CriterionNote:
    if criterion.column != EVERY_ROUND:
        if criterion.column in columns.earlier:
            return CriterionNote()
        return CriterionNote("No earlier round of that name has groups; counts for nothing", True)
    named = {one.column for one in criteria if one.kind is CriterionKind.NEW_FACES}
    rounds = [name for name in columns.earlier if name not in named]
    if rounds:
        return CriterionNote(f"Counted for {names(rounds)}")
    if columns.earlier:
        return CriterionNote("Each earlier round is listed by itself; this adds nothing", True)
    return CriterionNote("No earlier round has groups yet")


def _meeting_note(criterion: Criterion, facts: "ColumnFacts") -> CriterionNote:
    if facts.trouble:
        return CriterionNote(facts.trouble, True)
    unread = _unread_note(facts.unread)
    if not facts.values:
        words = "Nobody’s availability names a time; this counts for nothing"
        return CriterionNote(f"{words}{unread}", True)
    if criterion.slots > len(facts.values):
        words = f"People name only {counted(len(facts.values), 'time', 'times')}"
        return CriterionNote(f"{words}{unread}")
    words = f"{counted(len(facts.values), 'time', 'times')} named by people"
    if facts.blank:
        words += f"; {counted(facts.blank, 'person is', 'people are')} free at any time"
    odd = [value for value, _ in facts.values if not is_of_the_week(value)]
    if odd:
        words += f"; “{odd[0]}”" + (f" and {len(odd) - 1} more" if odd[1:] else "")
        words += (
            " taken for a time of its own" if len(odd) == 1 else " taken for times of their own"
        )
    return CriterionNote(f"{words}{unread}")


def _unread_note(people: int) -> str:
    """Return what to add of people whose availability could not be read."""
    if not people:
        return ""
    return f"; {counted(people, 'person’s', 'people’s')} availability could not be read"


def _article(column: str) -> str:
    return "an" if column[:1] in "aeio" else "a"


def _useless(criterion: Criterion, facts: "ColumnFacts", people: int, column: str) -> str:
    """Return why a criterion can do nothing, or ""."""
    if not people:
        return ""
    if not facts.values:
        return f"Nobody has {_article(column)} {column}; this counts for nothing"
    if len(facts.values) == 1 and not facts.blank:
        return f"Everybody has the same {column}; this counts for nothing"
    if len(facts.values) == people > 1:
        return f"No two people share {_article(column)} {column}; this counts for nothing"
    absent = [value for value in criterion.only if value not in dict(facts.values)]
    if absent and len(absent) == len(criterion.only):
        return f"Nobody’s {column} is {' or '.join(f'“{value}”' for value in absent)}"
    return ""


def _values_note(criterion: Criterion, facts: "ColumnFacts", column: str) -> str:
    if criterion.kind is CriterionKind.BALANCE and is_binned(value for value, _ in facts.values):
        words = "Numbers, compared by quartile"
    else:
        words = counted(len(facts.values), "value", "values").replace(" ", _NO_BREAK)
    if facts.blank:
        have = counted(facts.blank, "person has", "people have")
        count = "counts" if facts.blank == 1 else "count"
        words += f"; {have} no {column} and {count} for nothing"
    return words
