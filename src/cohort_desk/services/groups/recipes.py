"""Recipes with a name: settings of rounds that are kept for use in any round of the programme."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from cohort_desk.db.database import Database, UnitOfWork
from cohort_desk.db.tables import RecipeRow, RoundRow
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.request import EVERY_ROUND, Criterion, CriterionKind, Recipe
from cohort_desk.domain.forming.settings.columns import AVAILABILITY, CRITERIA_COLUMNS, column_words
from cohort_desk.domain.forming.settings.recipes import recipe_from_plain, recipe_to_plain
from cohort_desk.domain.forming.sizes import Sizes
from cohort_desk.domain.unseen import one_line
from cohort_desk.domain.words import counted
from cohort_desk.services.groups.columns import RoundColumns, describe_columns
from cohort_desk.services.groups.rounds import NAME_LENGTH


@dataclass(frozen=True, slots=True)
class NamedRecipe:
    """A recipe that is kept; it has no rules on named people."""

    id: int
    name: str
    recipe: Recipe
    version: int

    @property
    def words(self) -> str:
        """What it is about: "Groups of 4 to 7, about 6; 5 criteria"."""
        criteria = counted(len(self.recipe.criteria), "criterion", "criteria")
        return f"Groups of {sizes_words(self.recipe.sizes)}; {criteria}"


def list_recipes(db: Database) -> tuple[NamedRecipe, ...]:
    """Return the recipes of the programme in the order of their names."""
    with db.read() as work:
        rows = work.session.scalars(select(RecipeRow))
        made = (
            NamedRecipe(row.id, row.name, recipe_from_plain(row.recipe), row.version)
            for row in rows
        )
        return tuple(sorted(made, key=lambda one: (one.name.casefold(), one.id)))


def save_recipe(db: Database, name: str, recipe: Recipe, over: NamedRecipe | None = None) -> int:
    """Keep settings under a name, without their rules, and return the recipe's id.

    Args:
        db: the programme.
        name: what it is to be called.
        recipe: the settings.
        over: the recipe that is to be written over, as the user saw it.

    Raises:
        RuleBroken: the name is missing, too long, or taken by another than `over`.
        NotFound: the recipe to be written over has been deleted.
        EditedMeanwhile: someone has changed it since.
    """
    chosen = one_line(name)
    plain = recipe_to_plain(replace(recipe, rules=()))
    with db.begin(f"saving of recipe {chosen}", f"Saved the recipe {chosen}") as work:
        row = work.need(RecipeRow, over.id, over.version) if over else None
        _check_name(work, chosen, row)
        if row is None:
            row = RecipeRow(name=chosen, recipe=plain)
            work.session.add(row)
        elif row.recipe != plain:
            row.recipe = plain
        work.session.flush()
        return row.id


def rename_recipe(db: Database, recipe_id: int, version: int, name: str) -> None:
    """Give a recipe another name.

    Raises:
        NotFound: it has been deleted.
        EditedMeanwhile: someone has changed it since that version.
        RuleBroken: the name is missing, too long or taken.
    """
    chosen = one_line(name)
    with db.begin(f"renaming to {chosen}", f"Renamed the recipe to {chosen}") as work:
        row = work.need(RecipeRow, recipe_id, version)
        _check_name(work, chosen, row)
        if row.name != chosen:
            row.name = chosen


def delete_recipe(db: Database, recipe_id: int, version: int) -> None:
    """Delete a recipe; rounds that were set up by it stay as they are.

    Raises:
        NotFound: it has been deleted already.
        EditedMeanwhile: someone has changed it since that version.
    """
    with db.read() as work:
        name = work.need(RecipeRow, recipe_id).name
    with db.begin(f"deletion of recipe {name}", f"Deleted the recipe {name}") as work:
        work.session.delete(work.need(RecipeRow, recipe_id, version))


def apply_recipe(db: Database, round_id: int, recipe_id: int, version: int) -> None:
    """Set a round up by a recipe; its rules on named people stay.

    Args:
        db: the programme.
        round_id: the round.
        recipe_id: the recipe.
        version: of the round, as the user saw it.

    Raises:
        NotFound: the round or the recipe has been deleted.
        EditedMeanwhile: someone has changed the round since that version.
    """
    with db.read() as work:
        name = work.need(RoundRow, round_id).name
        recipe = work.need(RecipeRow, recipe_id).name
    said = f"Set {name} up by the recipe {recipe}"
    with db.begin(f"use of recipe {recipe} in {name}", said) as work:
        row = work.need(RoundRow, round_id, version)
        plain = work.need(RecipeRow, recipe_id).recipe
        if row.recipe != plain:
            row.recipe = plain


def gaps_of_round(db: Database, round_id: int) -> tuple[str, ...]:
    """Return in sentences what a round's settings speak of and the round does not have.

    Raises:
        NotFound: the round has been deleted.
    """
    columns = describe_columns(db, round_id)
    with db.read() as work:
        recipe = recipe_from_plain(work.need(RoundRow, round_id).recipe)
    return recipe_gaps(recipe, columns)


def recipe_gaps(recipe: Recipe, columns: RoundColumns) -> tuple[str, ...]:
    """Return in sentences what a recipe speaks of and the round does not have."""
    gaps = [gap for criterion in recipe.criteria if (gap := _gap(criterion, columns))]
    gaps += [
        f"People have no column “{column}”, so it keeps nobody apart."
        for column in recipe.apart_by
        if column not in CRITERIA_COLUMNS
    ]
    return tuple(gaps)


def _gap(criterion: Criterion, columns: RoundColumns) -> str:
    column = criterion.column
    if criterion.kind is CriterionKind.NEW_FACES:
        if column in (EVERY_ROUND, *columns.earlier):
            return ""
        return f"There is no earlier round “{column}” with groups, so nobody counts as met."
    known = (AVAILABILITY,) if criterion.kind is CriterionKind.MEET else CRITERIA_COLUMNS
    if column not in known:
        return f"People have no column “{column_words(column)}” that {criterion.kind} can count."
    return ""


def sizes_words(sizes: Sizes) -> str:
    """Return sizes in words: "4 to 7, about 6", "4 to 7, 12 groups"."""
    several = sizes.smallest != sizes.largest
    span = f"{sizes.smallest} to {sizes.largest}" if several else str(sizes.smallest)
    if sizes.groups is not None:
        return f"{span}, {counted(sizes.groups, 'group', 'groups')}"
    return f"{span}, about {sizes.preferred}" if several else span


def _check_name(work: UnitOfWork, name: str, besides: RecipeRow | None) -> None:
    if not name:
        raise RuleBroken("name", "Give the recipe a name.")
    if len(name) > NAME_LENGTH:
        raise RuleBroken("name", f"A recipe's name has at most {NAME_LENGTH} characters.")
    own = besides.id if besides else None
    taken = work.session.scalars(select(RecipeRow).where(RecipeRow.id.is_distinct_from(own)))
    if name.casefold() in {row.name.casefold() for row in taken}:
        raise RuleBroken("name", f"There is a recipe called {name} already. Choose another name.")
