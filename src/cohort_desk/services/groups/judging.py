"""Whether a round's settings can be met, and if not why, rule by rule."""

from dataclasses import dataclass

from cohort_desk.db.database import Database
from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.forming.conflicts.checks import check, check_form
from cohort_desk.domain.forming.conflicts.feasibility import can_hold
from cohort_desk.domain.forming.errors import Impossible, RemedyKind
from cohort_desk.domain.forming.request import Recipe
from cohort_desk.services.groups.forming import IntoLockedGroup, prepare_forming
from cohort_desk.services.groups.material import read_material
from cohort_desk.services.groups.relaxing import Finder, Relaxation
from cohort_desk.services.groups.rules import rule_words

_WORK_AT_ONCE = 40_000
"""A few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A rule of a contradiction in words, and how to let it go."""

    words: str
    relaxation: Relaxation


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether groups can be formed.

    Attributes:
        possible: whether they can, as far as is known before the search.
        sentence: why not; "" if they can.
        lines: rules that stand against each other, none of them idle.
        resizing: other sizes with which these rules can hold.
    """

    possible: bool
    sentence: str = ""
    lines: tuple[ConflictLine, ...] = ()
    resizing: Relaxation | None = None


def judge_at_once(db: Database, round_id: int, recipe: Recipe | None = None) -> Verdict | None:
    """Say whether groups can be formed where that is easily seen; None where it takes a while.

    Args:
        db: the programme.
        round_id: the round.
        recipe: settings to try instead of those kept.

    Raises:
        NotFound: the round has been deleted.
    """
    try:
        request = prepare_forming(db, round_id, recipe).request
        check_form(request)
    except IntoLockedGroup as error:
        return _into_locked_group(db, round_id, error)
    except RuleBroken as error:
        return Verdict(possible=False, sentence=str(error))
    return Verdict(possible=True) if can_hold(request, most_work=_WORK_AT_ONCE) else None


def judge_settings(db: Database, round_id: int, recipe: Recipe | None = None) -> Verdict:
    """Say whether groups can be formed, and if not, what could be let go: up to a second's work.

    Args:
        db: the programme.
        round_id: the round.
        recipe: settings to try instead of those kept.

    Raises:
        NotFound: the round has been deleted.
    """
    try:
        preparation = prepare_forming(db, round_id, recipe)
    except IntoLockedGroup as error:
        return _into_locked_group(db, round_id, error)
    except RuleBroken as error:
        return Verdict(possible=False, sentence=str(error))
    try:
        check(preparation.request)
    except Impossible as error:
        with db.read() as work:
            finder = Finder(read_material(work, round_id), preparation)
        return _explained(error, finder)
    except RuleBroken as error:
        return Verdict(possible=False, sentence=str(error))
    return Verdict(possible=True)


def _explained(error: Impossible, finder: Finder) -> Verdict:
    lines: list[ConflictLine] = []
    resizing: Relaxation | None = None
    for remedy in error.remedies:
        if remedy.rule is None:
            resizing = finder.relaxation(remedy)
        else:
            lines.append(ConflictLine(finder.words(remedy.rule), finder.relaxation(remedy)))
    return Verdict(False, error.summary, tuple(lines), resizing)  # noqa: FBT003 - not possible


def _into_locked_group(db: Database, round_id: int, error: IntoLockedGroup) -> Verdict:
    """The rule or the lock of the group must go."""
    with db.read() as work:
        material = read_material(work, round_id)
        rule = next(rule for rule in material.rules if rule.id == error.rule_id)
        group_names = {group.id: group.name for group in material.groups}
        group = group_names[error.group_id]
        name_of = {member.id: member.name for member in material.members}
    about = group_names.get(rule.group_id or 0, "")
    words = rule_words(rule.kind, [name_of[i] for i in rule.member_ids], about)
    removing = Relaxation(RemedyKind.REMOVE_RULE, "Remove this rule", words, rule_id=rule.id)
    unlocking = Relaxation(RemedyKind.UNLOCK, f"Unlock {group}", group, group_id=error.group_id)
    lines = (ConflictLine(words, removing), ConflictLine(f"{group} locked", unlocking))
    return Verdict(possible=False, sentence=str(error), lines=lines)
