"""One group's ratings: what they come to, and what they would under other terms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.peers.explorer import (
    Weighted,
    by_weighting,
    classic_and_fill,
    effect_of_each_rater,
    without_raters,
)
from cohort_desk.domain.peers.webpa import Contributions, PeerSettings, as_decimal, factors_of
from cohort_desk.domain.regulations.rules import Silence
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.peers import (
    Figure,
    GroupContributions,
    Member,
    Override,
    PeerRound,
    list_contributions,
    override,
    withdraw_override,
)
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.peers.presenter.words import factor_words

SHOWN_OF = frozenset(
    {"peer_override", "mark", "criterion_mark", "agreement", "board", "submission"}
)
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


class ExplorerView(Protocol):
    """What the presenter needs of its view."""

    def offer_groups(self, groups: Sequence[tuple[int, str]], chosen: int) -> None: ...
    def show_group(self, found: Explored) -> None: ...
    def show_no_group(self, sentence: str) -> None: ...
    def show_override_problem(self, field: str, sentence: str) -> None: ...


class ExplorerPresenter:
    """Answers the explorer; what is tried out is never kept."""

    def __init__(self, view: ExplorerView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._round_id = 0
        self._groups: dict[int, GroupContributions] = {}
        self._group_id = 0
        self._trial = Trial()

    @property
    def current(self) -> GroupContributions | None:
        """The group that is shown."""
        return self._groups.get(self._group_id)

    def show_round(self, found: PeerRound | None) -> None:
        """Show a group of a round: the same as before, or the first."""
        self._round_id = 0 if found is None else found.id
        self.refresh()

    def refresh(self) -> None:
        """Read the groups of the round again, and show the one that is chosen."""
        if not self._round_id:
            return
        try:
            found = list_contributions(self._db, self._round_id)
        except CohortDeskError as error:
            self._view.show_no_group(str(error))
            return
        self._groups = {one.group_id: one for one in found if one.members}
        if self._group_id not in self._groups:
            self._group_id = next(iter(self._groups), 0)
            self._trial = Trial()
        offered = [(one.group_id, _offered(one)) for one in self._groups.values()]
        self._view.offer_groups(offered, self._group_id)
        self._show()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Read again if a mark or an override is among the records that changed."""
        if kinds & SHOWN_OF:
            self.refresh()

    def choose(self, group_id: int) -> None:
        """Show another group, as ruled."""
        if group_id != self._group_id and group_id in self._groups:
            self._group_id, self._trial = group_id, Trial()
            self._show()

    def try_silence(self, silence: Silence | None) -> None:
        self._try(replace(self._trial, silence=silence))

    def try_weighting(self, percent: int) -> None:
        self._try(replace(self._trial, weighting=Decimal(percent) / 100))

    def try_mark(self, mark: Decimal) -> None:
        self._try(replace(self._trial, mark=mark))

    def leave_out(self, raters: Collection[int]) -> None:
        self._try(replace(self._trial, left_out=frozenset(raters)))

    def as_ruled(self) -> None:
        """Try nothing out any more."""
        self._try(Trial())

    def override(self, member_id: int, typed: str, reason: str) -> None:
        """Put a tutor's own figure for a member; what is wrong is said at its field."""
        group = self.current
        if group is None:
            return
        before = group.overrides.get(member_id)
        try:
            figure = Figure(_mark(typed), reason)
            version = before.version if before else None
            override(self._db, group.peer_round_id, member_id, figure, version)
        except RuleBroken as error:
            self._view.show_override_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))

    def withdraw(self, member_id: int, reason: str) -> None:
        """Let the computed mark of a member stand again."""
        group = self.current
        before = group.overrides.get(member_id) if group else None
        if group is None or before is None:
            return
        try:
            withdraw_override(self._db, group.peer_round_id, member_id, before.version, reason)
        except RuleBroken as error:
            self._view.show_override_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))

    def export(self) -> None:
        """Save the table of the group that is shown as a sheet."""
        found = self.current
        if found is None:
            return
        name = f"{found.group} contributions.xlsx"
        path = self._desk.dialogs.path_to_save("Export contributions", name, SHEETS_OUT)
        if path is None:
            return
        table = contributions_table(explored(found, Trial()))
        self._desk.runner.run(
            "Exporting contributions",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} members in {path.name}."),
            writes=False,
        )

    def _try(self, trial: Trial) -> None:
        if trial != self._trial:
            self._trial = trial
            self._show()

    def _show(self) -> None:
        found = self.current
        if found is None:
            self._view.show_no_group("No group of this assessment has members yet.")
        else:
            self._view.show_group(explored(found, self._trial))


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
    factors = factors_of(ruled, ids, sums)
    lines: list[MemberLine] = []
    for member in group.members:
        share, own = result.shares[member.id], group.overrides.get(member.id)
        lines.append(
            MemberLine(
                member=member,
                rated=share.rated,
                factor=factors[member.id],
                words=factor_words(factors[member.id]),
                preliminary=share.preliminary,
                penalised=share.penalised,
                clamped=share.clamped,
                override=own,
                counts=own.value if own else share.penalised,
                tried=other.shares[member.id].penalised,
                classic=classic.shares[member.id].penalised,
                fill=fill.shares[member.id].penalised,
                flags=tuple(
                    dict.fromkeys(f.kind.value for f in group.flags if f.member == member.id)
                ),
            )
        )
    return Explored(
        group=group,
        mark=mark,
        agreed=group.agreed is not None,
        lines=tuple(lines),
        tried=tried,
        left_out=trial.left_out,
        warning=_warning(result, mark),
        series=by_weighting(tried, ids, sums, mark),
        effects=effect_of_each_rater(ruled, ids, sums, mark),
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
        written(line.preliminary) if agreed else "",
        written(line.penalised) if agreed else "",
        written(own.value) if own else "",
        own.reason if own else "",
        written(line.counts),
    )


def _offered(group: GroupContributions) -> str:
    seen = len(group.flags)
    return f"{group.group} ({seen} {'flag' if seen == 1 else 'flags'})" if seen else group.group


def _warning(result: Contributions, mark: Decimal) -> str:
    if result.conserved:
        return ""
    return (
        f"The members’ marks have a mean of {written(result.mean)}, not the group’s "
        f"{written(mark)}: somebody’s mark was cut off at 0 or 100."
    )


def _mark(typed: str) -> Decimal:
    try:
        return Decimal(typed.strip().replace(",", "."))
    except ArithmeticError as error:
        raise RuleBroken("value", f"“{typed.strip()}” is not a number from 0 to 100.") from error
