"""`cohort-desk why-here FILE PERSON [OTHER]`: why somebody is in a group, or two are together."""

from argparse import ArgumentParser, Namespace
from typing import Any

from cohort_desk.cli.answers import Answer
from cohort_desk.cli.programmes import (
    add_cohort_argument,
    add_programme_argument,
    cohort_of,
    opened,
    round_named,
    round_to_print,
)
from cohort_desk.cli.terminal import ProgressLine
from cohort_desk.db.database import Database
from cohort_desk.domain.errors import NotFound
from cohort_desk.domain.forming.settings.wishes import Register
from cohort_desk.services.groups import (
    Board,
    Change,
    Explanations,
    OtherGroup,
    PairExplained,
    PersonExplained,
    Round,
    list_rounds,
    open_board,
)
from cohort_desk.services.programmes import Cohort

SHAPE = {
    "cohort": "the cohort",
    "round": "the round",
    "person": "who was asked about",
    "other": "the second person, null if one was asked about",
    "group": "the person's group, null without one",
    "together": "whether the two are in one group, null if one was asked about",
    "headline": "the answer in a sentence",
    "reasons": "a list of sentences: locks and rules",
    "shared": "a list of sentences: what is shared with others of the group, or with the other",
    "earlier_rounds": "a list of the rounds in which the two were together",
    "changes": "a list of objects: change, effect, detail, points, allowed; less is better",
}


def add_arguments(parser: ArgumentParser) -> None:
    """Add the programme, one person or two, and the round."""
    add_programme_argument(parser)
    parser.add_argument("person", metavar="PERSON", help="a name or an e-mail address")
    parser.add_argument(
        "other", metavar="OTHER", nargs="?", help="a second person: why together, or why not"
    )
    add_cohort_argument(parser)
    parser.add_argument("--round", metavar="NAME", help="the newest with groups if left out")


def run(options: Namespace, _line: ProgressLine) -> Answer:
    """Explain where somebody is by what every other place would cost.

    Raises:
        CohortDeskError: there is no such round or person, or nobody has a group yet.
    """
    with opened(options) as db:
        cohort = cohort_of(db, options)
        chosen = _round(db, cohort, options)
        board, live = open_board(db, chosen.id)
        people = Register(board.request.members)
        person = people.find(options.person)
        explanations = Explanations(board, live)
        place = {"cohort": cohort.name, "round": chosen.name}
        if options.other is None:
            return _about_one(explanations.person(person), place)
        pair = explanations.pair(person, people.find(options.other))
    return _about_two(pair, {**place, "group": _group_of(board, person)})


def _round(db: Database, cohort: Cohort, options: Namespace) -> Round:
    if options.round is not None:
        found = round_named(db, cohort, options.round)
        return found or round_to_print(db, cohort, options)
    grouped = [one for one in list_rounds(db, cohort.id) if one.groups]
    if not grouped:
        raise NotFound(f"{cohort.name} has no groups yet. Form some first: cohort-desk form.")
    return grouped[-1]


def _about_one(why: PersonExplained, place: dict[str, str]) -> Answer:
    width = max((len(one.name) for one in why.others), default=0)
    left_out = (f"and {why.more:,} more groups",) if why.more else ()
    groups = [line for one in why.others for line in _group_lines(one, width)]
    changes = [
        _change(change, allowed=allowed)
        for one in why.others
        for change, allowed in ((one.move, one.allowed), (one.swap, True))
        if change
    ]
    return Answer(
        lines=(
            f"{why.name}, {why.group or 'in no group yet'}",
            why.headline,
            *why.held,
            *why.shared,
            *groups,
            *left_out,
        ),
        data={
            **place,
            "person": why.name,
            "other": None,
            "group": why.group or None,
            "together": None,
            "headline": why.headline,
            "reasons": list(why.held),
            "shared": list(why.shared),
            "earlier_rounds": [],
            "changes": changes,
        },
    )


def _about_two(why: PairExplained, place: dict[str, str | None]) -> Answer:
    one, other = why.names
    met = (f"Together before in {', '.join(why.met)}",) if why.met else ()
    shared = (f"Both: {', '.join(why.in_common)}",) if why.in_common else ()
    changes = tuple(f"  {each.words}: {each.effect}; {each.detail}" for each in why.changes)
    obstacle = (why.obstacle,) if why.obstacle else ()
    return Answer(
        lines=(
            f"{one} and {other}, {'together' if why.together else 'not together'}",
            why.headline,
            *(rule for rule in why.rules if rule not in why.headline),
            *shared,
            *met,
            *changes,
            *obstacle,
        ),
        data={
            "cohort": place["cohort"],
            "round": place["round"],
            "person": one,
            "other": other,
            "group": place["group"],
            "together": why.together,
            "headline": why.headline,
            "reasons": list(why.rules),
            "shared": list(why.in_common),
            "earlier_rounds": list(why.met),
            "changes": [_change(each, allowed=True) for each in why.changes],
        },
    )


def _group_lines(one: OtherGroup, width: int) -> list[str]:
    verdict = one.move.effect if one.allowed else "not allowed"
    lines = [f"  {one.name:<{width}}  {verdict}: {one.move.detail}"]
    if one.swap:
        swap = one.swap.words[0].lower() + one.swap.words[1:]
        lines.append(f"  {'':<{width}}  or {swap}: {one.swap.effect}")
    return lines


def _change(change: Change, *, allowed: bool) -> dict[str, Any]:
    return {
        "change": change.words,
        "effect": change.effect,
        "detail": change.detail,
        "points": change.points,
        "allowed": allowed,
    }


def _group_of(board: Board, person: int) -> str | None:
    inside = (one.name for one in board.groups if person in {card.id for card in one.cards})
    return next(inside, None)
