"""A group's ratings as ruled, and beside it as tried out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from cohort_desk.domain.marks.numbers import written, written_cut
from cohort_desk.domain.peers.explorer import (
    Weighted,
    by_weighting,
    classic_and_fill,
    effect_of_each_rater,
    without_raters,
)
from cohort_desk.domain.peers.webpa import Contributions, PeerSettings, as_decimal, factors_of
from cohort_desk.domain.regulations.rules import Silence
from cohort_desk.exchange.tables_out import TableOut
from cohort_desk.services.peers import GroupContributions, Member, Override
from cohort_desk.ui.peers.presenter.words import factor_words

USUAL_MARK = Decimal(60)
"""What the explorer reckons with while a group has no agreed mark."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member with what the ratings come to as ruled and as tried out."""

    member: Member
    rated: bool
    factor: Fraction
    words: str
    preliminary: Decimal
    penalised: Decimal
    clamped: bool
    override: Override | None
    counts: Decimal
    tried: Decimal
    classic: Decimal
    fill: Decimal
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explored:
    """All that the explorer shows of a group.

    `mark` is the agreed one, or one to try with while `agreed` is false; `warning` says where a
    cut at 0 or 100 changes the group's mean.
    """

    group: GroupContributions
    mark: Decimal
    agreed: bool
    lines: tuple[MemberLine, ...]
    tried: PeerSettings
    left_out: frozenset[int]
    warning: str
    series: tuple[Weighted, ...]
    effects: Mapping[int, Mapping[int, Decimal]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried out: None leaves a term as it is ruled."""

    silence: Silence | None = None
    weighting: Decimal | None = None
    mark: Decimal | None = None
    left_out: frozenset[int] = frozenset()


def explored(group: GroupContributions, trial: Trial) -> Explored:
    """Return a group's ratings as ruled, and beside it as tried out."""
    mark = group.agreed if group.agreed is not None else (trial.mark or USUAL_MARK)
    ids, sums, ruled = group.ids, group.sums, group.settings
    tried = replace(
        ruled,
        silence=trial.silence or ruled.silence,
        weighting=ruled.weighting if trial.weighting is None else trial.weighting,
    )
    result = without_raters(ruled, ids, sums, mark, ())
    other = without_raters(tried, ids, sums, mark, trial.left_out)
    classic, fill = classic_and_fill(ruled, ids, sums, mark)
    reckoned = _Reckoned(factors_of(ruled, ids, sums), result, other, classic, fill)
    return Explored(
        group=group,
        mark=mark,
        agreed=group.agreed is not None,
        lines=tuple(_line(group, member, reckoned) for member in group.members),
        tried=tried,
        left_out=trial.left_out,
        warning=_warning(result, mark),
        series=by_weighting(tried, ids, sums, mark),
        effects=effect_of_each_rater(ruled, ids, sums, mark),
    )


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """A group's marks by each way of reckoning them."""

    factors: Mapping[int, Fraction]
    ruled: Contributions
    tried: Contributions
    classic: Contributions
    fill: Contributions


def _line(group: GroupContributions, member: Member, by: _Reckoned) -> MemberLine:
    share, own = by.ruled.shares[member.id], group.overrides.get(member.id)
    flags = (flag.kind.value for flag in group.flags if flag.member == member.id)
    return MemberLine(
        member=member,
        rated=share.rated,
        factor=by.factors[member.id],
        words=factor_words(by.factors[member.id]),
        preliminary=share.preliminary,
        penalised=share.penalised,
        clamped=share.clamped,
        override=own,
        counts=own.value if own else share.penalised,
        tried=by.tried.shares[member.id].penalised,
        classic=by.classic.shares[member.id].penalised,
        fill=by.fill.shares[member.id].penalised,
        flags=tuple(dict.fromkeys(flags)),
    )


def contributions_table(found: Explored) -> TableOut:
    """Return a group's contributions as a sheet."""
    return TableOut(
        found.group.group,
        (
            "Name",
            "Rated the others",
            "Factor",
            "After ratings",
            "After penalty",
            "Override",
            "Reason",
            "Counts",
            "Flags",
        ),
        [
            (
                line.member.name,
                "Yes" if line.rated else "No",
                written(as_decimal(line.factor), 4),
                *_marks_of(line, agreed=found.agreed),
                ", ".join(line.flags),
            )
            for line in found.lines
        ],
    )


def _marks_of(line: MemberLine, *, agreed: bool) -> tuple[str, ...]:
    if not agreed and line.override is None:
        return ("", "", "", "", "")
    own = line.override
    return (
        written_cut(line.preliminary) if agreed else "",
        written_cut(line.penalised) if agreed else "",
        written(own.value) if own else "",
        own.reason if own else "",
        written_cut(line.counts),
    )


def _warning(result: Contributions, mark: Decimal) -> str:
    if result.conserved:
        return ""
    return (
        f"The members’ marks have a mean of {written(result.mean)}, not the group’s "
        f"{written(mark)}: somebody’s mark was cut off at 0 or 100."
    )
