"""`cohort-desk form FILE`: mixed groups in a programme, and their publication if asked for."""

from argparse import ArgumentParser, Namespace
from collections.abc import Generator
from contextlib import ExitStack, contextmanager

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.forming_options import (
    FORMING_SHAPE,
    add_forming_arguments,
    forming_data,
    quality_lines,
    recipe_of,
    watch_on,
)
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
    round_named,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.forming.engine import form
from cohort_desk.domain.forming.sizes import describe_split
from cohort_desk.domain.words import counted
from cohort_desk.services.groups import (
    add_round,
    delete_round,
    keep_proposal,
    list_rounds,
    prepare_forming,
    publish_proposal,
    read_settings,
)
from cohort_desk.services.programmes import Cohort

SHAPE = {
    "cohort": "the cohort",
    "round": "the round whose groups were formed",
    **FORMING_SHAPE,
    "proposal": "the number of the proposal; it waits in the window unless published",
    "published": "the number of the version published, null if none was",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme, the round and how to form."""
    add_programme_argument(parser)
    add_cohort_argument(parser)
    parser.add_argument(
        "--round", metavar="NAME", help="made if there is none of that name; the newest if left out"
    )
    add_forming_arguments(parser)
    parser.add_argument(
        "--publish",
        action="store_true",
        help="accept the groups and publish them at once, unless they break a rule",
    )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Form groups as a proposal; with --publish accept and publish it, unless it breaks a rule.

    Raises:
        CohortDeskError: the groups cannot be formed as asked; no round was left that was
            made for them, and nothing else was changed.
    """
    with opened(options) as db:
        cohort = cohort_of(db, options)
        with _round(db, cohort, options.round) as (round_id, round_name):
            known = prepare_forming(db, round_id).request
            base = read_settings(db, round_id).recipe
            recipe = recipe_of(options, base, known.members, known.group_names)
            preparation = prepare_forming(db, round_id, recipe)
            outcome = form(
                preparation.request,
                seed=options.seed,
                seconds=options.seconds,
                watch=watch_on(line),
            )
            proposal = keep_proposal(db, preparation, outcome)
        wanted = options.publish and not outcome.score.broken
        published = publish_proposal(db, round_id, proposal) if wanted else None
    sizes = tuple(sorted(map(len, outcome.groups), reverse=True))
    people = counted(sum(sizes), "person", "people")
    what = f"published as version {published}" if published else "kept as a proposal"
    if options.publish and not published:
        what += " and not published, for it does not keep every rule"
    return Answer(
        lines=(
            f"{round_name}: {people} in {describe_split(sizes)}, {what}",
            *quality_lines(outcome.score),
        ),
        data={
            "cohort": cohort.name,
            "round": round_name,
            **forming_data(outcome, [slot.name for slot in preparation.slots]),
            "proposal": proposal,
            "published": published,
        },
    )


@contextmanager
def _round(db: Database, cohort: Cohort, name: str | None) -> Generator[tuple[int, str]]:
    """Yield the id and name of the round; one that is made for this goes again if this fails."""
    rounds = list_rounds(db, cohort.id)
    found = round_named(db, cohort, name) if name else (rounds[-1] if rounds else None)
    if found:
        yield found.id, found.name
        return
    round_id = add_round(db, cohort.id, name or "")
    made = next(one for one in list_rounds(db, cohort.id) if one.id == round_id)
    with ExitStack() as unless_done:
        unless_done.callback(delete_round, db, made.id, made.version)
        yield made.id, made.name
        unless_done.pop_all()
