"""One group's ratings: what they come to, and what they would under other terms."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.regulations.rules import Silence
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.services.peers import (
    Figure,
    GroupContributions,
    PeerRound,
    list_contributions,
    override,
    withdraw_override,
)
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.peers.presenter.exploring import (
    Explored,
    Trial,
    contributions_table,
    explored,
)

SHOWN_OF = frozenset(
    {"peer_override", "mark", "criterion_mark", "agreement", "board", "submission"}
)


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


def _offered(group: GroupContributions) -> str:
    seen = len(group.flags)
    return f"{group.group} ({seen} {'flag' if seen == 1 else 'flags'})" if seen else group.group


def _mark(typed: str) -> Decimal:
    try:
        return Decimal(typed.strip().replace(",", "."))
    except ArithmeticError as error:
        raise RuleBroken("value", f"“{typed.strip()}” is not a number from 0 to 100.") from error
