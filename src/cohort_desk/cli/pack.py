"""`cohort-desk pack make FILE` and `pack merge FILE PACK`: packs and forms out, and back."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.passphrases import first_line
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.names import folded
from cohort_desk.domain.packs.contents import Returned
from cohort_desk.domain.words import counted
from cohort_desk.exchange.packs import (
    PassphraseNeeded,
    Posted,
    post_all,
    post_marking_packs,
    read_returned,
)
from cohort_desk.services.packs import (
    FormWish,
    MarkingWish,
    Merged,
    MergePlan,
    MergeRow,
    Outcome,
    apply_return,
    form_offers,
    offers,
    plan_return,
    prepare_savings_forms,
)

SHAPE = {
    "cohort": "make: the cohort of the packs, null of all cohorts; merge: null",
    "packs": "make: a list of objects: reader, file, works, warnings",
    "reader": "merge: whose pack it is; make: null",
    "rows": "merge: a list of objects: key, work, entry, base, office, away, outcome, reason",
    "unchanged": "merge: how many entries nobody has touched; make: null",
    "merged": "merge: an object: taken, settled, left, refused; null with --dry-run and make",
}
_NEITHER: dict[str, Any] = {
    "cohort": None,
    "packs": [],
    "reader": None,
    "rows": [],
    "unchanged": None,
    "merged": None,
}
_NOBODY = "No tutor has work to mark that is handed in, so no pack was made."
_NO_CLAIM = "No claim waits to be confirmed, so no form was made."


def add_arguments(parser: ArgumentParser) -> None:
    """Add what to do, the programme, and what each of the two takes."""
    ways = parser.add_subparsers(dest="way", required=True, metavar="make|merge")
    make = ways.add_parser("make", help="make marking packs, or forms to confirm savings")
    add_programme_argument(make)
    add_cohort_argument(make)
    whom = make.add_mutually_exclusive_group(required=True)
    whom.add_argument("--tutor", metavar="NAME", help="for one tutor")
    whom.add_argument("--officer", metavar="NAME", help="the form of one finance officer")
    whom.add_argument("--all", action="store_true", help="for every tutor with work to mark")
    whom.add_argument(
        "--all-officers",
        action="store_true",
        help="forms for every finance officer for whom claims wait",
    )
    make.add_argument(
        "--evidence", action="store_true", help="put the evidence beside forms, in a ZIP file"
    )
    make.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the packs")
    merge = ways.add_parser("merge", help="merge a returned pack, a form or a sheet out of one")
    add_programme_argument(merge)
    merge.add_argument("pack", type=Path, metavar="PACK", help="a .cohortpack, .xlsx or .ods file")
    merge.add_argument("--dry-run", action="store_true", help="say what would be merged")
    merge.add_argument(
        "--take",
        choices=("office", "away"),
        help="what to take where both changed an entry; without it the office's stays, unsettled",
    )
    for each in (make, merge):
        each.add_argument(
            "--passphrase-file",
            type=Path,
            metavar="FILE",
            help="whose first line seals the packs, or opens the returned one",
        )
        each.add_argument(
            "--json", action="store_true", default=SUPPRESS, help="answer with one JSON object"
        )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Make packs or forms, or merge what came back in one step that can be undone.

    Raises:
        CohortDeskError: the programme or the pack cannot be read, or nothing is to be made.
    """
    with opened(options) as db:
        return (_make if options.way == "make" else _merge)(db, options, line)


def _make(db: Database, options: Namespace, line: ProgressLine) -> Answer:
    if options.officer is not None or options.all_officers:
        return _make_forms(db, options, line)
    cohort = cohort_of(db, options)
    wishes = [MarkingWish(cohort.id, tutor) for tutor in _tutors(db, cohort.id, options.tutor)]
    report = line.steps("Making packs")
    posted = post_marking_packs(db, wishes, options.out, _passphrase(options), report)
    return _made(posted, ("work", "works"), cohort.name, _NOBODY)


def _make_forms(db: Database, options: Namespace, line: ProgressLine) -> Answer:
    cohort = cohort_of(db, options) if options.cohort else None
    cohort_id = cohort.id if cohort else None
    officers = _officers(db, cohort_id, options.officer)
    posted: tuple[Posted, ...] = ()
    if officers:
        wish = FormWish(cohort_id, officers, evidence=options.evidence)
        forms = prepare_savings_forms(db, wish, report=line.steps("Reading claims"))
        report = line.steps("Making forms")
        posted = post_all(db, forms, options.out, _passphrase(options), report)
    return _made(posted, ("claim", "claims"), cohort.name if cohort else None, _NO_CLAIM)


def _made(
    posted: Sequence[Posted], nouns: tuple[str, str], cohort: str | None, nobody: str
) -> Answer:
    warnings = [f"{one.reader}: {warning}" for one in posted for warning in one.warnings]
    return Answer(
        lines=(
            *(f"{one.path}: {counted(one.works, *nouns)}" for one in posted),
            *warnings,
            *(() if posted else (nobody,)),
        ),
        data={**_NEITHER, "cohort": cohort, "packs": [_posted(one) for one in posted]},
    )


def _merge(db: Database, options: Namespace, line: ProgressLine) -> Answer:
    plan = plan_return(db, _returned(options))
    merged = None
    if not options.dry_run:
        side = options.take
        choices = {
            row.key: row.office if side == "office" else row.away for row in plan.clashes if side
        }
        merged = apply_return(db, plan, choices, line.steps("Merging"))
    return Answer(
        lines=tuple(_lines(plan, merged)),
        data={
            **_NEITHER,
            "reader": plan.reader,
            "rows": [_row(row) for row in plan.rows],
            "unchanged": plan.unchanged,
            "merged": None if merged is None else _merged(merged),
        },
    )


def _returned(options: Namespace) -> Returned:
    try:
        return read_returned(options.pack, _passphrase(options))
    except PassphraseNeeded as error:
        raise PassphraseNeeded(
            f"“{options.pack.name}” is sealed with a passphrase. Put it in the first line of a "
            "file, and name that with --passphrase-file."
        ) from error


def _tutors(db: Database, cohort_id: int, name: str | None) -> list[int]:
    found = offers(db, cohort_id)
    if name is not None:
        found = tuple(one for one in found if one.tutor.casefold() == name.casefold())
    if found or name is None:
        return [one.tutor_id for one in found]
    names = ", ".join(f"“{one.tutor}”" for one in offers(db, cohort_id)) or "nobody yet"
    raise NotFound(f"No tutor “{name}” has work to mark. There is: {names}.")


def _officers(db: Database, cohort_id: int | None, name: str | None) -> list[int]:
    """Return the officers named so, several of one name included: each has claims of their own."""
    found = form_offers(db, cohort_id)
    if name is None:
        return [one.officer_id for one in found]
    named = [one.officer_id for one in found if folded(one.officer) == folded(name)]
    if not named:
        names = ", ".join(f"“{one.officer}”" for one in found) or "nobody yet"
        raise NotFound(f"No claim waits for an officer “{name}”. Claims wait for: {names}.")
    return named


def _passphrase(options: Namespace) -> str:
    path: Path | None = options.passphrase_file
    return first_line(path) if path else ""


def _lines(plan: MergePlan, merged: Merged | None) -> list[str]:
    counts = ", ".join(
        f"{plan.count(outcome)} {outcome.value.lower()}"
        for outcome in Outcome
        if plan.count(outcome)
    )
    done = " (nothing was changed)" if merged is None or merged.step_id is None else ""
    lines = [f"{plan.reader}’s pack: {counts or 'nothing new'}{done}"]
    for row in plan.rows:
        if row.outcome in {Outcome.CLASH, Outcome.REFUSED}:
            _base, office, away = row.shown
            told = (
                f"{row.outcome.value}: {row.about.where}, {row.about.what}: office {office or '–'}"
            )
            lines.append(f"{told}, came back {away or '–'}. {row.reason}".rstrip())
    return lines


def _posted(one: Posted) -> dict[str, Any]:
    warnings = list(one.warnings)
    return {"reader": one.reader, "file": str(one.path), "works": one.works, "warnings": warnings}


def _row(row: MergeRow) -> dict[str, Any]:
    base, office, away = row.shown
    return {
        "key": row.key,
        "work": row.about.where,
        "entry": row.about.what,
        "base": base,
        "office": office,
        "away": away,
        "outcome": row.outcome.value.lower(),
        "reason": row.reason,
    }


def _merged(merged: Merged) -> dict[str, int]:
    return {
        "taken": merged.taken,
        "settled": merged.settled,
        "left": merged.left,
        "refused": merged.refused,
    }
