"""Recipes as files: TOML and spreadsheets, in and out, so that what is written reads back."""

from collections.abc import Sequence
from pathlib import Path

from cohort_desk.domain.errors import CannotWrite
from cohort_desk.domain.forming.request import Criterion, CriterionKind, RuleKind, default_recipe
from cohort_desk.domain.forming.settings.wishes import RuleWish, Wishes
from cohort_desk.exchange.recipe_sheets import read_recipe_sheets
from cohort_desk.exchange.recipe_toml import read_recipe_toml, write_recipe_toml
from cohort_desk.exchange.recipe_words import CRITERION_WORDS, RULE_WORDS, column_label, first_words
from cohort_desk.exchange.tables_out import TableOut, Value, write_workbook

TOML = ".toml"
_WORKBOOK = ".xlsx"
_RULE_WORD = first_words(RULE_WORDS)
_CRITERION_WORD = first_words(CRITERION_WORDS)
_HOW = (
    "Fill in what you need and leave the rest; a sheet that is taken out changes nothing.",
    "Sizes: the fewest and most people in a group, and the size preferred or how many groups.",
    "Criteria: mix, balance, gather, meet, no lone one or new faces.",
    "Column: of the people table. Importance: must, high, medium, low or off.",
    "Slots: of meet, how many common times a group needs. Only: of no lone one, the values meant.",
    "Keep apart by: columns that keep people apart, such as Line manager and Team.",
    "Rules: apart, together, in or not in; people by name, e-mail or reference.",
    "Group: of in and not in, its name or number. Rounds: this round or every round.",
)


def read_recipe_file(path: Path) -> Wishes:
    """Read what a TOML file or a spreadsheet asks of groups.

    Raises:
        UnreadableFile: it cannot be read, or holds nothing that is known.
        RuleBroken: a TOML file holds something unknown or a bad value; says where.
    """
    return read_recipe_toml(path) if path.suffix.lower() == TOML else read_recipe_sheets(path)


def write_recipe_file(wishes: Wishes, path: Path) -> None:
    """Write a recipe as the file's ending says: .toml or .xlsx.

    Raises:
        CannotWrite: another ending, or the place cannot be written to.
    """
    if path.suffix.lower() == TOML:
        write_recipe_toml(wishes, path)
        return
    if path.suffix.lower() != _WORKBOOK:
        raise CannotWrite(
            f"A recipe can be saved as .toml or .xlsx, not as “{path.suffix or 'no ending'}”. "
            "Give the file one of these endings."
        )
    write_workbook(recipe_tables(wishes), path)


def write_recipe_template(path: Path) -> None:
    """Write a workbook to fill in: the usual settings, no rules yet, and what may stand where.

    Raises:
        CannotWrite: the ending is not .xlsx, or the place cannot be written to.
    """
    usual = default_recipe()
    wishes = Wishes(usual.sizes, usual.criteria, usual.apart_by)
    how = TableOut("How to fill this in", ("How to fill this in",), [(line,) for line in _HOW])
    write_workbook((*recipe_tables(wishes), how), path)


def recipe_tables(wishes: Wishes) -> tuple[TableOut, ...]:
    """Return the sheets of a recipe; what it does not speak of has none, save for the rules."""
    tables: list[TableOut] = []
    if wishes.sizes is not None:
        sizes = wishes.sizes
        row = (sizes.smallest, sizes.largest, sizes.preferred, sizes.groups)
        tables.append(TableOut("Sizes", ("Smallest", "Largest", "Preferred", "Groups"), [row]))
    if wishes.criteria is not None:
        tables.append(_criteria_table(wishes.criteria))
    if wishes.apart_by is not None:
        rows = [(column_label(column),) for column in wishes.apart_by]
        tables.append(TableOut("Keep apart by", ("Keep apart by",), rows))
    return (*tables, _rules_table(wishes.rules))


def _criteria_table(criteria: Sequence[Criterion]) -> TableOut:
    width = max((len(one.only) for one in criteria), default=0)
    only = ("Only", *(f"Only {number}" for number in range(2, width + 1)))
    return TableOut(
        "Criteria",
        ("Criterion", "Column", "Importance", "Slots", *only),
        [_criterion_row(one, len(only)) for one in criteria],
    )


def _criterion_row(one: Criterion, width: int) -> Sequence[Value]:
    new_faces = one.kind is CriterionKind.NEW_FACES
    column = one.column if new_faces else column_label(one.column)
    return (
        _CRITERION_WORD[one.kind].capitalize(),
        column or "Every earlier round",
        one.importance.value.capitalize(),
        one.slots if one.kind is CriterionKind.MEET else None,
        *one.only,
        *[None] * (width - len(one.only)),
    )


def _rules_table(rules: Sequence[RuleWish]) -> TableOut:
    width = max((len(rule.people) for rule in rules), default=0)
    people = ("Person", "With", *(f"Person {number}" for number in range(3, width + 1)))
    return TableOut(
        "Rules",
        ("Rule", *people, "Group", "Reason", "Rounds"),
        [
            (
                _RULE_WORD[rule.kind].capitalize(),
                *rule.people,
                *[None] * (len(people) - len(rule.people)),
                rule.group or None,
                rule.reason or None,
                _rounds(rule),
            )
            for rule in rules
        ],
    )


def _rounds(rule: RuleWish) -> str | None:
    if rule.kind in (RuleKind.IN_GROUP, RuleKind.NOT_IN_GROUP):
        return None
    return "Every round" if rule.every_round else "This round"
