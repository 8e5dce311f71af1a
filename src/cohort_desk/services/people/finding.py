"""Finds people: filters, full-text search as you type, and sorting, all done by the database.

A list of 100,000 people is their ids in order, as plain integers; the people themselves are read
a page at a time. To make rows of all of them would take longer than the query.
"""

import json
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

from cohort_desk.db.database import Database
from cohort_desk.db.tables import AgencyRow, GroupRow, MembershipRow, ParticipantRow, RoundRow

_WORD = re.compile(r"[^\W_]+")
_SEARCH = sql_table("participant_search", sql_column("rowid"), sql_column("participant_id"))
_Key = SQLColumnExpression[Any]
_IN_INDEX = frozenset({"name", "group"})
"""Columns by which people are sorted from an index alone."""

TEXT_COLUMNS = (
    "email",
    "reference",
    "job_title",
    "profession",
    "grade",
    "team",
    "line_manager",
    "location",
    "gender",
    "module_option",
    "availability",
    "phone",
    "status",
)


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people to list; an empty field does not narrow the list.

    Within a field any of the values will do. An agency of None means people without one.
    """

    text: str = ""
    statuses: tuple[str, ...] = ()
    agencies: tuple[int | None, ...] = ()
    sectors: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    group_id: int | None = None
    without_group_in: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everyone is listed."""
        return self == PeopleFilter()


@dataclass(frozen=True, slots=True)
class PeopleSort:
    """The column that puts people in order: a field, or 'name', 'agency', 'sector' or 'group'."""

    column: str = "name"
    descending: bool = False


BY_NAME = PeopleSort()
EVERYONE = PeopleFilter()


def find_people(
    db: Database,
    cohort_id: int,
    wanted: PeopleFilter = EVERYONE,
    sort: PeopleSort = BY_NAME,
) -> "array[int]":
    """Return the ids of the people who match, in order; blanks come last whichever way.

    Raises:
        KeyError: people cannot be sorted by that column.
    """
    person = ParticipantRow
    # Sorting by what no index holds looks at every row: in their own order that is twice as quick
    # as through the cohort's index, which the sum keeps the database from.
    cohort = person.cohort_id if sort.column in _IN_INDEX else person.cohort_id + 0
    query = select(person.id).where(cohort == cohort_id)
    query = _narrowed(query, wanted, is_sqlite=db.is_file)
    query = _sorted(query, sort, cohort_id)
    with db.read() as work:
        connection = work.session.connection()
        if db.is_file:
            # All ids as one value: to fetch 100,000 rows one by one takes four times as long.
            # SQLite keeps the order of a subquery for any aggregate but count, min and max.
            in_order = query.subquery()
            listed = connection.scalar(select(func.json_group_array(in_order.c.id)))
            return array("q", json.loads(str(listed)))
        cursor: Any = connection.execute(query).cursor
        return array("q", chain.from_iterable(cursor))


def _narrowed(query: Select[int], wanted: PeopleFilter, *, is_sqlite: bool) -> Select[int]:
    person = ParticipantRow
    matches = _search(wanted.text, is_sqlite=is_sqlite)
    if matches is not None:
        query = query.where(person.id.in_(matches))
    if wanted.agencies:
        query = query.where(_one_of(person.agency_id, wanted.agencies))
    if wanted.sectors:
        agencies = select(AgencyRow.id).where(AgencyRow.sector.in_(wanted.sectors))
        query = query.where(person.agency_id.in_(agencies))
    if wanted.group_id is not None:
        query = query.where(
            person.id.in_(
                select(MembershipRow.participant_id).where(
                    MembershipRow.group_id == wanted.group_id
                )
            )
        )
    if wanted.without_group_in is not None:
        placed = select(MembershipRow.participant_id).where(
            MembershipRow.round_id == wanted.without_group_in
        )
        query = query.where(person.id.not_in(placed))
    for column, values in (
        (person.status, wanted.statuses),
        (person.grade, wanted.grades),
        (person.location, wanted.locations),
    ):
        if values:
            query = query.where(column.in_(values))
    return query


def _one_of(column: Any, values: Sequence[int | None]) -> ColumnElement[bool]:
    known = [value for value in values if value is not None]
    return or_(column.in_(known), column.is_(None)) if None in values else column.in_(known)


def _search(text: str, *, is_sqlite: bool) -> Select[Any] | None:
    """Return a query for the ids of people in whose record every word begins some word.

    Each word is quoted, so that neither database reads it as the syntax of its searches.
    """
    words = _WORD.findall(text)
    if not words:
        return None
    if is_sqlite:
        asked = " ".join(f'"{word}"*' for word in words)
        found = literal_column("participant_search").op("MATCH")(bindparam("asked", asked))
        return select(_SEARCH.c.rowid).where(found)
    asked = " & ".join(f"'{word}':*" for word in words)
    query = func.to_tsquery("simple", func.unaccent(bindparam("asked", asked)))
    return select(_SEARCH.c.participant_id).where(literal_column("words").op("@@")(query))


def _sorted(query: Select[int], sort: PeopleSort, cohort_id: int) -> Select[int]:
    person = ParticipantRow
    by_name = (person.sort_name, person.id)
    if sort.column == "name":
        return query.order_by(*(key.desc() if sort.descending else key for key in by_name))
    query, key, blank = _sort_key(query, sort.column, cohort_id)
    blanks_last = case((blank, 1), else_=0)
    return query.order_by(blanks_last, key.desc() if sort.descending else key, *by_name)


def _sort_key(
    query: Select[int], column: str, cohort_id: int
) -> tuple[Select[int], _Key, ColumnElement[bool]]:
    person = ParticipantRow
    if column in {"agency", "sector"}:
        query = query.outerjoin(AgencyRow, AgencyRow.id == person.agency_id)
        key = AgencyRow.sector if column == "sector" else func.lower(AgencyRow.name)
        return query, key, AgencyRow.id.is_(None)
    if column == "group":
        newest = (
            select(RoundRow.id)
            .where(RoundRow.cohort_id == cohort_id)
            .order_by(RoundRow.position.desc(), RoundRow.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        here = (MembershipRow.participant_id == person.id) & (MembershipRow.round_id == newest)
        query = query.outerjoin(MembershipRow, here)
        query = query.outerjoin(GroupRow, GroupRow.id == MembershipRow.group_id)
        return query, GroupRow.position, GroupRow.id.is_(None)
    if column == "years_of_service":
        return query, person.years_of_service, person.years_of_service.is_(None)
    if column not in TEXT_COLUMNS:
        raise KeyError(column)
    field = getattr(person, column)
    return query, func.lower(field), func.coalesce(field, "") == ""
