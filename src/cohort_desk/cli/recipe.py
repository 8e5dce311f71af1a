"""`cohort-desk recipe FILE`: settings and rules of a round, out to a file or in from one."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
    round_named,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import CohortDeskError, NotFound
from cohort_desk.domain.words import counted
from cohort_desk.exchange.recipes import (
    read_recipe_file,
    write_recipe_file,
    write_recipe_template,
)
from cohort_desk.services.groups import (
    RecipePlan,
    Round,
    apply_plan,
    list_rounds,
    plan_recipe,
    round_as_wishes,
)
from cohort_desk.services.programmes import Cohort

SHAPE = {
    "cohort": "the cohort",
    "round": "the round, null for a template",
    "written": "the file written, null if none was",
    "imported": "true if the round was changed, false if not or on a dry run",
    "changes": "a list of sentences: settings that change",
    "new_rules": "a list of objects: rule, where (its place in the file)",
    "rules_present": "how many of the file's rules the round has already",
    "refused": "a list of objects: where (its place in the file), why",
    "missing": "a list of sentences: what the file speaks of and the round does not have",
}
_NOTHING: dict[str, Any] = {
    "imported": False,
    "changes": [],
    "new_rules": [],
    "rules_present": 0,
    "refused": [],
    "missing": [],
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme, the round, and which way the recipe goes."""
    add_programme_argument(parser)
    add_cohort_argument(parser)
    parser.add_argument("--round", metavar="NAME", help="the newest round if left out")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--out",
        type=Path,
        metavar="OUT",
        help="write the round's sizes, criteria and rules, as .xlsx or .toml",
    )
    way.add_argument(
        "--import",
        dest="source",
        type=Path,
        metavar="IN",
        help="take sizes, criteria and rules over from TOML or a spreadsheet, in one step; "
        "rows that are refused are left out",
    )
    way.add_argument(
        "--template", type=Path, metavar="OUT", help="write an .xlsx workbook to fill in"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="tell what --import would change, and change nothing"
    )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Write a round's recipe, or take one over.

    Raises:
        CohortDeskError: the round is missing, or the file cannot be read or written.
    """
    del line
    with opened(options) as db:
        cohort = cohort_of(db, options)
        if options.template:
            write_recipe_template(options.template)
            return _written(cohort, None, options.template)
        chosen = _round(db, cohort, options.round)
        if options.out:
            write_recipe_file(round_as_wishes(db, chosen.id), options.out)
            return _written(cohort, chosen, options.out)
        plan = plan_recipe(db, chosen.id, read_recipe_file(options.source))
        imports = plan.anything and not options.dry_run
        if imports:
            apply_plan(db, plan, options.source.name)
    return Answer(
        lines=_lines(plan, chosen, imported=imports),
        data={
            "cohort": cohort.name,
            "round": chosen.name,
            "written": None,
            "imported": imports,
            "changes": list(plan.changes),
            "new_rules": [{"rule": one.words, "where": one.where} for one in plan.new_rules],
            "rules_present": plan.present,
            "refused": [{"where": one.where, "why": one.why} for one in plan.refused],
            "missing": list(plan.gaps),
        },
    )


def _written(cohort: Cohort, chosen: Round | None, path: Path) -> Answer:
    return Answer(
        lines=(f"Wrote {path}",),
        data={
            "cohort": cohort.name,
            "round": chosen.name if chosen else None,
            "written": str(path),
            **_NOTHING,
        },
    )


def _lines(plan: RecipePlan, chosen: Round, *, imported: bool) -> tuple[str, ...]:
    rules = counted(len(plan.new_rules), "new rule", "new rules")
    done = "" if imported else " (nothing was changed)"
    return (
        f"{chosen.name}: {rules}, {plan.present} there already, {len(plan.refused)} refused{done}",
        *plan.changes,
        *(f"New rule: {one.words}" for one in plan.new_rules),
        *(f"Refused, {one.where}: {one.why}" for one in plan.refused),
        *plan.gaps,
    )


def _round(db: Database, cohort: Cohort, name: str | None) -> Round:
    rounds = list_rounds(db, cohort.id)
    if not rounds:
        raise CohortDeskError(f"{cohort.name} has no round yet. Form groups first.")
    if name is None:
        return rounds[-1]
    found = round_named(db, cohort, name)
    if found is None:
        names = ", ".join(f"“{one.name}”" for one in rounds)
        raise NotFound(f"{cohort.name} has no round “{name}”. Its rounds are: {names}.")
    return found
