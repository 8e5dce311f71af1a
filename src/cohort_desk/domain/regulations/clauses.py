"""The regulations as numbered clauses in plain English, made from their data.

The numbers are the same for every set, whatever it allows, so that "Regulation 4.1" on a mark's
ladder names the same subject everywhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.regulations.late import counts_hours, day_nouns, latest_at_all
from cohort_desk.domain.regulations.rules import (
    Counted,
    DayCount,
    LateKind,
    LateRules,
    PeerMode,
    PenaltyKind,
    Regulations,
    Rounding,
    Silence,
)
from cohort_desk.domain.words import counted


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: what it is found by, its number such as "4.1", its subject, and its text."""

    key: str
    number: str
    title: str
    text: str


def clauses(regs: Regulations) -> tuple[Clause, ...]:
    """Return all clauses in the order of their numbers."""
    return tuple(
        Clause(key, number, title, text(regs)) for key, (number, title, text) in _CLAUSES.items()
    )


def clause_of(_regs: Regulations, key: str) -> str:
    """Return the number of the clause on a subject: "4.1" for "late", in any set.

    Raises:
        KeyError: there is no such subject.
    """
    return _CLAUSES[key][0]


def _marker(_regs: Regulations) -> str:
    return (
        "A marker’s mark is the mean of their marks for the criteria, weighted as the marking "
        "guide says; it is not rounded."
    )


def _agreement(regs: Regulations) -> str:
    rules = regs.marking
    where = f"no more than {_marks(rules.most_apart)} apart"
    if rules.same_band:
        bands = ", ".join(f"{written(low)}" for low in rules.bands)
        where += f" and in the same band (bands begin at {bands}; cut to 2 decimal places first)"
    return (
        f"Two markers who are {where} agree on the mean of their marks, to 2 decimal places. "
        "Otherwise they settle on a mark and say why, or a third marker decides."
    )


def _third(_regs: Regulations) -> str:
    return (
        "Where a third marker decides, the mark is the one of the first two that is closer to "
        "the third marker’s."
    )


def _own_agency(regs: Regulations) -> str:
    may = "may" if regs.marking.own_agency else "may not"
    return (
        f"A tutor {may} mark a group that has a member of the tutor’s own agency. "
        "A tutor who has declared a conflict of interest never marks that work."
    )


def _moderation(regs: Regulations) -> str:
    rules = regs.moderation
    sizes = [f"{_percent(rules.share)} of the work", counted(rules.at_least, "work", "works")]
    if rules.square_root:
        sizes.append("the square root of the number of works")
    also: list[str] = []
    if rules.all_below is not None:
        also.append(f"all work below {written(rules.all_below)}")
    if rules.within is not None and rules.near:
        near = _listed([written(mark) for mark in rules.near])
        also.append(f"all within {_marks(rules.within)} of {near}")
    if rules.one_per_band:
        also.append("at least one work from each band")
    beside = f", with {_listed(also)}" if also else ""
    return f"The moderator sees the largest of {_listed(sizes)}{beside}."


def _peer(regs: Regulations) -> str:
    rules = regs.peers
    if rules.weighting == 0:
        return "Ratings by peers do not change marks."
    whom = "each other" if rules.mode is PeerMode.PEER_ONLY else "each other and themselves"
    return (
        f"Members of a group rate {whom}. Their ratings decide how {_percent(rules.weighting)} of "
        "the group’s mark is shared out; nobody goes above 100."
        + (" Ratings are justified in words." if rules.justify else "")
    )


def _silence(regs: Regulations) -> str:
    if regs.peers.silence is Silence.FILL and regs.peers.mode is PeerMode.PEER_ONLY:
        return "A member who rates nobody counts as rating all others equally."
    return "The ratings of a member who rates nobody are left out, and the others’ count for more."


def _peer_penalty(regs: Regulations) -> str:
    rules = regs.peers
    if rules.penalty == 0:
        return "A member who rates nobody loses nothing."
    percent = rules.penalty_kind is PenaltyKind.PERCENT
    loss = f"{_percent(rules.penalty)} of their mark" if percent else _marks(rules.penalty)
    return f"A member who rates nobody loses {loss}."


def _late(regs: Regulations) -> str:
    rules, passes = regs.late, written(regs.award.passes)
    if rules.kind is LateKind.NOT_ACCEPTED:
        return "Late work is not accepted and gets 0."
    each = f"each {day_nouns(rules.days)[0]}"
    loses = {
        LateKind.PERCENT_PER_DAY: f"loses {_percent(rules.amount)} of its mark for {each}",
        LateKind.POINTS_PER_DAY: f"loses {_marks(rules.amount)} for {each}",
        LateKind.POINTS_PER_24_HOURS: f"loses {_marks(rules.amount)} for each 24 hours begun",
        LateKind.CAPPED: f"gets no more than the pass mark of {passes}",
        LateKind.POINTS_THEN_CAP: (
            f"loses {_marks(rules.amount)}, but not below the pass mark of {passes}, up to 24 "
            f"hours, and then gets no more than {passes}"
        ),
    }[rules.kind]
    end = "from" if rules.kind is LateKind.POINTS_PER_24_HOURS else "after"
    return f"Late work {loses}; {end} {latest_at_all(rules)} it gets 0."


def _late_days(regs: Regulations) -> str:
    rules = regs.late
    if rules.kind is LateKind.NOT_ACCEPTED:
        return "Work is late from the moment after its deadline."
    if counts_hours(rules.kind):
        return "Hours are those that have passed since the deadline."
    if rules.days is DayCount.CALENDAR:
        return "A day runs from the deadline to the same time of day on the next; all days count."
    return _working_days(rules)


def _working_days(rules: LateRules) -> str:
    without = _listed(["weekends", "bank holidays in England", *map(written_date, rules.closed)])
    return (
        f"Working days leave out {without}. The first runs from the deadline; each further one "
        f"begins after {rules.cut_off:%H:%M}: work handed in by then counts for the one before."
    )


def _late_order(_regs: Regulations) -> str:
    return (
        "Each person’s own deadline counts, extensions included: an extension of one member of a "
        "group waives that member’s penalty only. The penalty is taken before a cap."
    )


def _attempts(regs: Regulations) -> str:
    rules = regs.attempts
    which = "the better" if rules.counts is Counted.BETTER else "the latest"
    times = "once only" if rules.most == 1 else f"{rules.most} times at most"
    counts = "" if rules.most == 1 else f" Of several attempts {which} counts."
    return f"An assessment may be tried {times}.{counts}"


def _cap(regs: Regulations) -> str:
    return (
        f"The mark of a referral is capped at {written(regs.attempts.cap)}. A deferral for "
        "extenuating circumstances is not capped."
    )


def _rounding(regs: Regulations) -> str:
    if regs.rounding is Rounding.NONE:
        return "Marks and means are not rounded: they are compared as they are."
    return (
        "Marks of components and modules and the mean of the award are rounded half up to a "
        "whole number, and then compared: 49.5 counts as 50."
    )


def _module(regs: Regulations) -> str:
    least = regs.components.minimum
    minimum = "no least mark in each" if least is None else f"at least {written(least)} in each"
    return (
        "A module’s mark is the mean of its components, weighted as the module says, with "
        f"{minimum} unless a component asks for one. It is passed from "
        f"{written(regs.award.passes)}."
    )


def _award(regs: Regulations) -> str:
    rules = regs.award
    return (
        f"The award needs {rules.credits} credits, at least {rules.credits_at_level} of them at "
        f"level {rules.level} or above. By the mean of the modules, weighted by their credits, it "
        f"is a pass from {written(rules.passes)}, with merit from {written(rules.merit)} and with "
        f"distinction from {written(rules.distinction)}."
    )


def _compensation(regs: Regulations) -> str:
    rules = regs.compensation
    if not rules.allowed:
        return "A failed module is not compensated."
    limit = " The award is then a pass." if rules.limits_to_pass else ""
    return (
        f"A failed module with at least {written(rules.least)} is compensated, up to "
        f"{rules.most_credits} credits in all, where the mean is at least {written(rules.mean)}. "
        f"A core module never is.{limit}"
    )


def _attendance(regs: Regulations) -> str:
    rules = regs.attendance
    if rules.least is None:
        return "The award asks for no share of the sessions."
    return (
        f"The award asks for {_percent(rules.least)} of the required sessions. Coming late counts "
        f"as {_percent(rules.late_counts)} of a session; an excused session is left out."
    )


def _board(regs: Regulations) -> str:
    rules = regs.board
    seen = "by candidate number" if rules.anonymous else "by name"
    external = " The external examiner is consulted." if rules.external else ""
    members = counted(rules.quorum, "member", "members")
    return f"The board decides with {members} present and sees candidates {seen}.{external}"


def _marks(amount: Decimal) -> str:
    return f"{written(amount)} {'mark' if amount == 1 else 'marks'}"


def _percent(share: Decimal) -> str:
    return f"{written(share * 100)} %"


def _listed(items: list[str]) -> str:
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


_Text = Callable[[Regulations], str]
_CLAUSES: Final[Mapping[str, tuple[str, str, _Text]]] = {
    "marker": ("1.1", "Marker’s mark", _marker),
    "agreement": ("1.2", "Agreement of two markers", _agreement),
    "third": ("1.3", "Third marker", _third),
    "own_agency": ("1.4", "Who may mark", _own_agency),
    "moderation": ("2.1", "Moderation", _moderation),
    "peer": ("3.1", "Peer contribution", _peer),
    "silence": ("3.2", "Members who rate nobody", _silence),
    "peer_penalty": ("3.3", "Loss for rating nobody", _peer_penalty),
    "late": ("4.1", "Late work", _late),
    "late_days": ("4.2", "How lateness is counted", _late_days),
    "late_order": ("4.3", "Whose deadline, and in what order", _late_order),
    "attempts": ("5.1", "Attempts", _attempts),
    "cap": ("5.2", "Cap on referrals", _cap),
    "rounding": ("6.1", "Rounding", _rounding),
    "module": ("7.1", "Module mark", _module),
    "award": ("7.2", "Award", _award),
    "compensation": ("7.3", "Compensation", _compensation),
    "attendance": ("7.4", "Attendance", _attendance),
    "board": ("8.1", "Board", _board),
}
