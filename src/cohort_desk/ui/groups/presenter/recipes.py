"""Recipes: settings used by name, kept by name, and brought in from files and out to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.exchange.recipes import (
    read_recipe_file,
    write_recipe_file,
    write_recipe_template,
)
from cohort_desk.services import groups
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.services.groups import NamedRecipe, RecipePlan, RoundSettings

RECIPES_IN = "Recipes and lists of rules (*.toml *.xlsx *.ods *.xls *.csv *.tsv *.txt)"
RECIPES_OUT = "Excel workbook (*.xlsx);;TOML text (*.toml)"
_TEMPLATE = "Excel workbook (*.xlsx)"


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One part of the preview: its heading, its lines, and whether they want attention."""

    heading: str
    lines: tuple[str, ...]
    refused: bool = False


class RecipesView(Protocol):
    """What the presenter needs of Set-up."""

    def show_recipe_names(self, names: Sequence[tuple[int, str]]) -> None: ...
    def show_recipes(self, recipes: "Sequence[NamedRecipe]") -> None: ...
    def show_plan(self, title: str, parts: Sequence[PlanPart], verb: str) -> None: ...
    def show_fields(self) -> None: ...


class RecipesPresenter:
    """Answers the recipe menu; nothing of a file is taken over before it has been looked at."""

    def __init__(
        self,
        view: RecipesView,
        desk: Desk,
        settings: "Callable[[], RoundSettings | None]",
    ) -> None:
        self._view, self._desk, self._settings = view, desk, settings
        self._plan: RecipePlan | None = None
        self._source = ""
        self._managing = False

    def names_wanted(self) -> None:
        """List the recipes there are, for the menu."""
        recipes = groups.list_recipes(self._desk.db)
        self._view.show_recipe_names([(one.id, one.name) for one in recipes])

    def records_changed(self, kinds: frozenset[str]) -> None:
        if self._managing and "recipe" in kinds:
            self.manage()

    def use(self, recipe_id: int) -> None:
        """Set the round that is shown up by a recipe."""
        settings = self._settings()
        if settings is None:
            return
        db, round_id, version = self._desk.db, settings.round_id, settings.version
        if attempt(self._desk, lambda: groups.apply_recipe(db, round_id, recipe_id, version)):
            self.leave()
            self._desk.runner.run(
                "Looking at what the round has",
                lambda _report: groups.gaps_of_round(db, round_id),
                done=lambda gaps: self._tell_gaps(cast("tuple[str, ...]", gaps)),
                writes=False,
                quiet=True,
            )

    def save(self) -> None:
        """Keep the settings that are shown under a name that the user gives."""
        settings = self._settings()
        name = settings and self._desk.dialogs.ask_text(
            "Save as a recipe", "Name of the recipe", settings.name
        )
        if settings is None or not name:
            return
        named = {one.name.casefold(): one for one in groups.list_recipes(self._desk.db)}
        over = named.get(" ".join(name.split()).casefold())
        if over and not self._desk.dialogs.confirm(
            f"Write over {over.name}?",
            "The recipe of that name gets these settings. Rounds that used it stay as they are.",
            "Write over it",
        ):
            return
        db, recipe = self._desk.db, settings.recipe
        attempt(
            self._desk, lambda: groups.save_recipe(db, over.name if over else name, recipe, over)
        )

    def manage(self) -> None:
        """Show the recipes there are, to use, rename or delete."""
        self._managing = True
        self._view.show_recipes(groups.list_recipes(self._desk.db))

    def rename(self, recipe: "NamedRecipe") -> None:
        name = self._desk.dialogs.ask_text(
            f"Rename {recipe.name}", "Name of the recipe", recipe.name
        )
        if name and name != recipe.name:
            db = self._desk.db
            attempt(self._desk, lambda: groups.rename_recipe(db, recipe.id, recipe.version, name))
            self.manage()

    def delete(self, recipe: "NamedRecipe") -> None:
        db = self._desk.db
        attempt(self._desk, lambda: groups.delete_recipe(db, recipe.id, recipe.version))
        self.manage()

    def leave(self) -> None:
        """Go back to the settings."""
        self._managing, self._plan = False, None
        self._view.show_fields()

    def open_file(self) -> None:
        """Ask for a file, read it, and show what it would change."""
        settings = self._settings()
        path = self._desk.dialogs.path_to_open("Import a recipe or rules", RECIPES_IN)
        if settings is None or path is None:
            return
        db, round_id = self._desk.db, settings.round_id

        def plan(_report: Progress) -> "tuple[str, RecipePlan]":
            return path.name, groups.plan_recipe(db, round_id, read_recipe_file(path))

        self._desk.runner.run(
            f"Reading {path.name}",
            plan,
            done=lambda answer: self._planned(*cast("tuple[str, RecipePlan]", answer)),
            writes=False,
        )

    def take_over(self) -> None:
        """Change the round as the preview says."""
        plan, source = self._plan, self._source
        if plan and attempt(self._desk, lambda: groups.apply_plan(self._desk.db, plan, source)):
            self.leave()

    def export(self) -> None:
        """Save settings and rules of the round as a file that can be imported again."""
        settings = self._settings()
        path = settings and self._desk.dialogs.path_to_save(
            "Export settings and rules", f"{settings.name} recipe.xlsx", RECIPES_OUT
        )
        if settings is None or not path:
            return
        db, round_id = self._desk.db, settings.round_id
        self._write(path, lambda: write_recipe_file(groups.round_as_wishes(db, round_id), path))

    def save_template(self) -> None:
        """Save a workbook to fill in."""
        path = self._desk.dialogs.path_to_save("Save a template", "Recipe template.xlsx", _TEMPLATE)
        if path:
            self._write(path, lambda: write_recipe_template(path))

    def _tell_gaps(self, gaps: Sequence[str]) -> None:
        if gaps:
            self._desk.say(" ".join(gaps))

    def _write(self, path: Path, write: Callable[[], None]) -> None:
        self._desk.runner.run(
            f"Saving {path.name}",
            lambda _report: write(),
            done=lambda _answer: self._desk.say(f"Saved {path.name}"),
            writes=False,
        )

    def _planned(self, source: str, plan: "RecipePlan") -> None:
        settings = self._settings()
        if settings is None or settings.round_id != plan.round_id:
            self._desk.say(f"Another round is shown now. Import {source} again where it belongs.")
            return
        self._plan, self._source, self._managing = plan, source, False
        self._view.show_plan(f"{source} for {settings.name}", plan_parts(plan), plan_verb(plan))


def plan_parts(plan: "RecipePlan") -> tuple[PlanPart, ...]:
    """Return what a file would change, part by part; what cannot be had comes first."""
    refused = tuple(f"{one.where[:1].upper()}{one.where[1:]}: {one.why}" for one in plan.refused)
    new = tuple(_rule_line(one.words, every_round=one.rule.every_round) for one in plan.new_rules)
    there = tuple(one.words for one in plan.rules if one.present)
    parts = (
        PlanPart(f"{counted(len(refused), 'row', 'rows')} refused", refused, refused=True),
        PlanPart("Not in this round", plan.gaps, refused=True),
        PlanPart("Settings that change", plan.changes),
        PlanPart(f"{counted(len(new), 'new rule', 'new rules')}", new),
        PlanPart(f"{counted(len(there), 'rule', 'rules')} there already", there),
    )
    return tuple(part for part in parts if part.lines)


def plan_verb(plan: "RecipePlan") -> str:
    """Return what the button that takes the plan over says, "" if there is nothing to change."""
    rules = counted(len(plan.new_rules), "rule", "rules")
    if plan.changes and plan.new_rules:
        return f"Change settings and add {rules}"
    if plan.new_rules:
        return f"Add {rules}"
    return "Change settings" if plan.changes else ""


def _rule_line(words: str, *, every_round: bool) -> str:
    return f"{words} · every round" if every_round else words
