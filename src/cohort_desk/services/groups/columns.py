"""What the people table holds for criteria: which values, how many people lack one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.relations import Unmatched, unmatched_managers
from cohort_desk.domain.forming.request import Member
from cohort_desk.domain.forming.settings.availability import slot_table, unread
from cohort_desk.domain.forming.settings.columns import AVAILABILITY, CRITERIA_COLUMNS
from cohort_desk.services.groups.material import read_material


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """What one column holds.

    Attributes:
        column: its key; of an earlier round, the round's name.
        blank: how many people have no value; of availability, how many are free at any time.
        values: the different values and how many people have each, most first; of availability,
            the times that people can have in common, in the order of the week.
        unread: how many people's availability could not be read, or not all of it.
        trouble: why the column cannot be used, in a sentence, or "".
    """

    column: str
    blank: int
    values: tuple[tuple[str, int], ...]
    trouble: str = ""
    unread: int = 0


@dataclass(frozen=True, slots=True)
class RoundColumns:
    """What criteria of a round can count.

    Attributes:
        people: how many there are to be placed, locked groups included.
        facts: the columns of the people table, of availability and of earlier rounds, by key.
        earlier: the keys of the earlier rounds that have groups, the earliest first.
        unmatched: line managers named in the people's records who make no rule.
    """

    people: int
    facts: Mapping[str, ColumnFacts]
    earlier: tuple[str, ...]
    unmatched: tuple[Unmatched, ...]


def describe_columns(db: Database, round_id: int) -> RoundColumns:
    """Return what the criteria of a round can count.

    Raises:
        NotFound: the round has been deleted.
    """
    with db.read() as work:
        material = read_material(work, round_id)
    columns = (*CRITERIA_COLUMNS, *material.earlier)
    facts = {column: _facts(column, material.members) for column in columns}
    facts[AVAILABILITY] = _times(material.members)
    return RoundColumns(
        people=len(material.members),
        facts=facts,
        earlier=material.earlier,
        unmatched=unmatched_managers(material.members),
    )


def _facts(column: str, members: Sequence[Member]) -> ColumnFacts:
    counts = Counter(member.values.get(column, "").strip() for member in members)
    blank = counts.pop("", 0)
    values = sorted(counts.items(), key=lambda one: (-one[1], one[0].casefold()))
    return ColumnFacts(column, blank, tuple(values))


def _times(members: Sequence[Member]) -> ColumnFacts:
    texts = [member.values.get(AVAILABILITY, "") for member in members]
    try:
        slots, masks = slot_table(texts)
    except RuleBroken as error:
        return ColumnFacts(AVAILABILITY, 0, (), trouble=str(error))
    odd = unread(texts)
    free_always = sum(mask is None and not is_odd for mask, is_odd in zip(masks, odd, strict=True))
    free = (
        sum(mask is not None and mask >> place & 1 for mask in masks) for place in range(len(slots))
    )
    values = tuple(zip(slots, free, strict=True))
    return ColumnFacts(AVAILABILITY, free_always, values, unread=sum(odd))
