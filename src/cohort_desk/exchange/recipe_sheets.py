"""Recipes in spreadsheets: sizes, criteria and rules, each known by its headings.

A workbook may hold several of these sheets, a CSV file one of them:

- Sizes: Smallest | Largest | Preferred | Groups, and a row of numbers.
- Criteria: Criterion | Column | Importance | Slots | Only, a row each, the first first.
- Keep apart by: that heading, and the columns whose values keep people apart.
- Rules: Rule | Person | With | Group | Reason | Rounds, a row each. Further people stand in
  columns such as Person 2, or in one cell with semicolons between them.
- Pairs of names without a Rule column, as in a list called "Don't pair": each row is kept apart,
  or together if the sheet or its title says so.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import EVERY_ROUND, Criterion, CriterionKind, RuleKind
from cohort_desk.domain.forming.settings.recipes import criterion_from_plain, sizes_from_plain
from cohort_desk.domain.forming.settings.wishes import Refusal, RuleWish, Wishes
from cohort_desk.domain.names import folded
from cohort_desk.exchange.errors import UnreadableFile
from cohort_desk.exchange.headers import normalised
from cohort_desk.exchange.recipe_words import (
    CRITERION_WORDS,
    EVERY_EARLIER,
    HEADINGS,
    IMPORTANCE_WORDS,
    ROUND_WORDS,
    RULE_WORDS,
    column_key,
    first_words,
)
from cohort_desk.exchange.sheets import Sheet, read_workbook

_Meaning = TypeVar("_Meaning")
_ROWS_SEARCHED = 40
_COUPLE = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A row under headings: its cells by what their headings mean, and its place in words."""

    cells: Mapping[str, tuple[str, ...]]
    where: str

    def one(self, key: str) -> str:
        """Return the first cell that is filled in."""
        return next((cell for cell in self.cells.get(key, ()) if cell), "")

    def several(self, key: str) -> tuple[str, ...]:
        """Return all that stands in the cells, semicolons and line breaks parting more."""
        parts = (part for cell in self.cells.get(key, ()) for part in re.split(r"[;\n]", cell))
        return tuple(part.strip() for part in parts if part.strip())


@dataclass(slots=True)
class _Found:
    """What has been read so far."""

    wishes: Wishes = field(default_factory=Wishes)

    def add(self, **more: object) -> None:
        self.wishes = replace(self.wishes, **more)  # pyright: ignore[reportArgumentType]

    def refuse(self, where: str, why: str) -> None:
        self.add(refused=(*self.wishes.refused, Refusal(where, why)))


def read_recipe_sheets(path: Path) -> Wishes:
    """Read what the sheets of a spreadsheet ask of groups; rows that say nothing are refused.

    Raises:
        UnreadableFile: it is no spreadsheet, or none of its sheets is known by its headings.
    """
    found, known = _Found(), False
    sheets = [sheet for sheet in read_workbook(path).sheets if not sheet.hidden and sheet.rows]
    unknown: list[Sheet] = []
    for sheet in sheets:
        at, kind = _headings_row(sheet)
        if kind is None:
            unknown.append(sheet)
        else:
            known = True
            kind(_rows(sheet, at), sheet, found)
    if not known:
        known = _read_bare_pairs(unknown, found)
        unknown = []
    if not known:
        raise UnreadableFile(
            f"“{path.name}” holds no rules, criteria or sizes that can be told by their headings. "
            "A list of rules has headings such as Rule, Person, With and Reason; save the "
            "template to see them all."
        )
    for sheet in unknown:
        if len(sheet.rows[0]) > 1:
            found.refuse(f"sheet “{sheet.name}”", "Its headings are not known; it was left out.")
    return found.wishes


_Reader = Callable[[Sequence[_Row], Sheet, _Found], None]


def _headings_row(sheet: Sheet) -> tuple[int, _Reader | None]:
    """Return the first row of known headings, from 1, and what reads the rows under it."""
    for number, row in enumerate(sheet.rows[:_ROWS_SEARCHED], start=1):
        keys = [key for key in map(_meaning, row) if key]
        if reader := _reader_of(keys):
            return number, reader
    return 0, None


def _meaning(heading: str) -> str:
    words = normalised(heading)
    return next((key for key, known in HEADINGS if known.fullmatch(words)), "") if words else ""


def _reader_of(keys: Sequence[str]) -> _Reader | None:
    if "criterion" in keys and ("column" in keys or "importance" in keys):
        return _read_criteria
    if "rule" in keys and "person" in keys:
        return _read_rules
    if "apart_by" in keys:
        return _read_apart_by
    if keys.count("person") >= _COUPLE:
        return _read_rules
    sizes = {"smallest", "largest", "preferred", "groups"} & set(keys)
    return _read_sizes if len(sizes) >= _COUPLE or keys == ["groups"] else None


def _rows(sheet: Sheet, at: int) -> list[_Row]:
    """Return the rows under the headings that are not blank."""
    keys = [_meaning(heading) for heading in sheet.rows[at - 1]]
    rows: list[_Row] = []
    for number, cells in enumerate(sheet.rows[at:], start=at + 1):
        if any(cells):
            by_key = {
                key: tuple(cell for cell, of in zip(cells, keys, strict=True) if of == key)
                for key in keys
                if key
            }
            rows.append(_Row(by_key, _place(sheet, number)))
    return rows


def _place(sheet: Sheet, number: int) -> str:
    return f"row {number} of “{sheet.name}”"


def _read_sizes(rows: Sequence[_Row], sheet: Sheet, found: _Found) -> None:
    for row in rows[:1]:
        cells = {key: row.one(key) for key in ("smallest", "largest", "preferred", "groups")}
        try:
            plain = {key: _number(cell, key) for key, cell in cells.items() if cell}
            found.add(sizes=sizes_from_plain(plain, row.where))
        except RuleBroken as error:
            found.refuse(row.where, str(error))
    for row in rows[1:]:
        found.refuse(row.where, "Only the first row of sizes counts; this one was left out.")
    if not rows:
        found.refuse(f"sheet “{sheet.name}”", "There is no row of sizes under the headings.")


def _read_apart_by(rows: Sequence[_Row], _sheet: Sheet, found: _Found) -> None:
    before = found.wishes.apart_by or ()
    columns = (column_key(name) for row in rows for name in row.several("apart_by"))
    found.add(apart_by=tuple(dict.fromkeys((*before, *columns))))


def _read_criteria(rows: Sequence[_Row], _sheet: Sheet, found: _Found) -> None:
    criteria = list(found.wishes.criteria or ())
    for row in rows:
        try:
            criteria.append(_criterion(row))
        except RuleBroken as error:
            found.refuse(row.where, str(error))
    found.add(criteria=tuple(criteria))


def _criterion(row: _Row) -> Criterion:
    kind = _word(CRITERION_WORDS, row.one("criterion"), "criterion")
    column = row.one("column")
    if kind is CriterionKind.NEW_FACES:
        column = EVERY_ROUND if folded(column) in EVERY_EARLIER else column
    elif kind is CriterionKind.MEET:
        column = column_key(column or "availability")
    elif column:
        column = column_key(column)
    else:
        raise RuleBroken("column", "It does not say which column counts, such as Agency.")
    importance = _word(IMPORTANCE_WORDS, row.one("importance") or "medium", "importance")
    plain: dict[str, object] = {
        "kind": kind.value,
        "column": column,
        "importance": importance.value,
        "only": list(row.several("only")),
    }
    if slots := row.one("slots"):
        plain["slots"] = _number(slots, "slots")
    return criterion_from_plain(plain, row.where)


def _read_rules(rows: Sequence[_Row], sheet: Sheet, found: _Found) -> None:
    usual = None if any("rule" in row.cells for row in rows) else _kind_of_pairs(sheet)
    wishes = list(found.wishes.rules)
    for row in rows:
        try:
            wish = _rule(row, usual)
            # A template's row in which only the rule was chosen is as good as blank.
            if wish.people or wish.group or wish.reason:
                wishes.append(wish)
        except RuleBroken as error:
            found.refuse(row.where, str(error))
    found.add(rules=tuple(wishes))


def _rule(row: _Row, usual: RuleKind | None) -> RuleWish:
    return RuleWish(
        kind=usual or _word(RULE_WORDS, row.one("rule"), "rule"),
        people=row.several("person"),
        where=row.where,
        group=row.one("group"),
        reason=row.one("reason"),
        every_round=_word(ROUND_WORDS, row.one("rounds") or "this round", "choice of rounds"),
    )


def _read_bare_pairs(sheets: Sequence[Sheet], found: _Found) -> bool:
    """Read two columns of names that have no headings; tells whether there are any."""
    for sheet in sheets:
        width = len(sheet.rows[0])
        pairs = [
            (number, row) for number, row in enumerate(sheet.rows, start=1) if all(row[:_COUPLE])
        ]
        if width == _COUPLE and pairs:
            first = pairs[0][0]
            rows = [
                _Row({"person": row}, _place(sheet, number))
                for number, row in enumerate(sheet.rows, start=1)
                if any(row) and number >= first
            ]
            _read_rules(rows, sheet, found)
            return True
    return False


def _kind_of_pairs(sheet: Sheet) -> RuleKind:
    """Tell from its name and the lines above what a list of pairs wants of them."""
    titles = [sheet.name, *(cell for row in sheet.rows[:_COUPLE] for cell in row)]
    words = {word for title in titles for word in normalised(title).split()}
    denied = words & {"not", "never", "apart", "separate", "cannot", "dont", "don", "cant"}
    return RuleKind.TOGETHER if "together" in words and not denied else RuleKind.APART


def _number(cell: str, what: str) -> int:
    if not (cell.isascii() and cell.isdecimal() and len(cell) < 6):  # noqa: PLR2004 - digits
        raise RuleBroken(what, f"“{cell}” is not a whole number ({what}).")
    return int(cell)


def _word(words: Mapping[str, _Meaning], cell: str, what: str) -> _Meaning:
    """Return what a word means, however it is spelt."""
    found = words.get(normalised(cell).replace("don t", "dont"))
    if found is not None:
        return found
    if not cell:
        raise RuleBroken(what, f"It does not say which {what} is meant.")
    raise RuleBroken(what, f"“{cell}” is no {what} that is known. Use {_choices(words)}.")


def _choices(words: Mapping[str, object]) -> str:
    *others, last = first_words(words).values()
    return f"{', '.join(others)} or {last}"
