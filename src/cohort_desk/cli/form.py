"""`cohort-desk form FILE`: mixed groups in a programme, and their publication if asked for."""

from argparse import ArgumentParser, Namespace
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.forming_options import (
    FORMING_SHAPE,
    add_forming_arguments,
    forming_data,
    quality_lines,
    unread_lines,
    watch_several_on,
)
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
    round_named,
)
from cohort_desk.cli.taking_over import take_over, take_over_waiting
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.forming.engine import Outcome
from cohort_desk.domain.forming.proposals.comparing import compare
from cohort_desk.domain.forming.proposals.several import Several, form_several
from cohort_desk.domain.forming.sizes import describe_split
from cohort_desk.domain.words import counted
from cohort_desk.services.groups import (
    Proposal,
    add_round,
    delete_round,
    keep_proposals,
    list_proposals,
    list_rounds,
    prepare_forming,
    publish_proposal,
)
from cohort_desk.services.programmes import Cohort

SHAPE = {
    "cohort": "the cohort",
    "round": "the round whose groups were formed",
    **FORMING_SHAPE,
    "proposal": "the number of the proposal; it waits in the window unless published",
    "proposals": "a list of objects, the best first: number, seed, objective, bound, proven_best, "
    "elsewhere (how many people sit in another group than in the best)",
    "searches": "how many searches there were; some may have ended at the same groups",
    "published": "the number of the version published, null if none was",
    "rules_waiting": "how many rules about groups it was formed by that the round does not "
    "keep yet, for it has no groups until one is accepted",
}
MOST_PROPOSALS = 5
_KEPT = "The round keeps the sizes, criteria and rules that --size, --prefer and --recipe ask for."


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme, the round and how to form."""
    add_programme_argument(parser)
    add_cohort_argument(parser)
    parser.add_argument(
        "--round", metavar="NAME", help="made if there is none of that name; the newest if left out"
    )
    add_forming_arguments(parser)
    parser.epilog = f"{_KEPT}\n\n{parser.epilog}"
    parser.add_argument(
        "--proposals",
        type=int,
        choices=range(1, MOST_PROPOSALS + 1),
        default=1,
        metavar="N",
        help=f"how many that differ to look for, up to {MOST_PROPOSALS}; 1 if left out",
    )
    parser.add_argument(
        "--publish",
        action="store_true",
        help="accept the best groups and publish them at once, unless they break a rule",
    )


def run(options: Namespace, line: ProgressLine) -> Answer:
    """Form groups as a proposal; with --publish accept and publish it, unless it breaks a rule.

    The round first takes over the sizes, criteria and rules that it is to be formed under.

    Raises:
        CohortDeskError: the groups cannot be formed as asked; no round was left that was
            made for them, and nothing else was changed.
    """
    with opened(options) as db:
        cohort = cohort_of(db, options)
        with _round(db, cohort, options.round) as (round_id, round_name):
            taken = take_over(db, round_id, options)
            preparation = prepare_forming(db, round_id, taken.recipe)
            several = form_several(
                preparation.request,
                options.proposals,
                seed=options.seed,
                seconds=options.seconds,
                watch=watch_several_on(line),
            )
            ids = keep_proposals(db, preparation, several)
        kept = {one.id: one for one in list_proposals(db, round_id)}
        proposals = [kept[proposal_id] for proposal_id in ids]
        outcome = several.found[0].outcome
        wanted = options.publish and not outcome.score.broken
        published = publish_proposal(db, round_id, ids[0]) if wanted else None
        if published:
            take_over_waiting(db, round_id, taken)
    others = _others(several, proposals)
    members = preparation.request.members
    waiting = 0 if published else len(taken.waiting)
    return Answer(
        lines=(
            f"{round_name}: {_what_became(options, outcome, len(ids), published)}",
            *quality_lines(outcome.score),
            *(_line(one) for one in others[1:]),
            *_not_kept(waiting),
            *unread_lines(members),
        ),
        data={
            "cohort": cohort.name,
            "round": round_name,
            **forming_data(outcome, [group.name for group in proposals[0].groups], members),
            "groups": [
                {"name": group.name, "size": len(group.members)} for group in proposals[0].groups
            ],
            "proposal": proposals[0].number,
            "proposals": others,
            "searches": several.searches,
            "published": published,
            "rules_waiting": waiting,
        },
    )


def _what_became(options: Namespace, outcome: Outcome, kept: int, published: int | None) -> str:
    """Return "60 people in 10 groups of 6, kept as a proposal"."""
    sizes = tuple(sorted(map(len, outcome.groups), reverse=True))
    people = counted(sum(sizes), "person", "people")
    what = f"published as version {published}" if published else "kept as a proposal"
    if kept > 1:
        what += f", the best of {kept}"
    if options.publish and not published:
        what += " and not published, for it does not keep every rule"
    return f"{people} in {describe_split(sizes)}, {what}"


def _others(several: Several, proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """Return every proposal with how far it differs from the best."""
    best = several.found[0].outcome
    return [
        {
            "number": proposal.number,
            "seed": one.outcome.seed,
            "objective": one.outcome.score.objective,
            "bound": one.outcome.score.bound,
            "proven_best": one.outcome.proven_best,
            "elsewhere": len(compare(best.groups, one.outcome.groups).moved),
        }
        for one, proposal in zip(several.found, proposals, strict=True)
    ]


def _line(other: Mapping[str, Any]) -> str:
    """Return a proposal beside the best: "Proposal 2: objective 12, proven best; 40 people …"."""
    quality = ", proven best" if other["proven_best"] else f", bound {other['bound']:,}"
    people = counted(other["elsewhere"], "person sits", "people sit")
    return (
        f"Proposal {other['number']}: objective {other['objective']:,}{quality}; {people} elsewhere"
    )


def _not_kept(waiting: int) -> Iterator[str]:
    """Yield what to do about rules that the round cannot keep until it has groups."""
    if waiting:
        yield (
            f"{counted(waiting, 'rule names a group', 'rules name groups')} that this round does "
            "not have yet. Accept a proposal, then take the file over with “recipe --import”."
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
