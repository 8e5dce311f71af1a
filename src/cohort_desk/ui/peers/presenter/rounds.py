"""Which peer ratings are shown, their terms and criteria, and who has returned theirs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.domain.names import folded
from cohort_desk.exchange.tables_out import TableOut, write_table
from cohort_desk.services.peers import (
    PeerRound,
    PeerRounds,
    Returned,
    Unopened,
    add_criterion,
    close_round,
    delete_criterion,
    delete_round,
    edit_criterion,
    edit_round,
    list_rounds,
    move_criterion,
    open_round,
    reopen_round,
    withdraw_return,
)
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk, attempt
from cohort_desk.ui.peers.presenter.terms import read_terms

SHOWN_OF = frozenset(
    {
        "peer_round",
        "peer_criterion",
        "peer_return",
        "peer_rating",
        "assessment",
        "sitting",
        "module",
        "membership",
        "round_group",
        "participant",
    }
)
RETURNED, SILENT = "returned", "silent"


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A member in the list of returns; `unrated` are those whom their return says nothing of."""

    member_id: int
    name: str
    group_id: int
    group: str
    returned: Returned | None
    unrated: tuple[str, ...]

    @property
    def when(self) -> str:
        """When the ratings came in."""
        return "" if self.returned is None else written_in_london(self.returned.at)

    @property
    def way(self) -> str:
        """How they came in."""
        if self.returned is None:
            return ""
        return "In a file" if self.returned.came_by == "file" else "At the desk"


class RoundsView(Protocol):
    """What the presenter needs of its page."""

    def show_rounds(self, found: PeerRounds, chosen: int) -> None: ...
    def show_round(self, found: PeerRound) -> None: ...
    def show_returns(self, shown: Sequence[ReturnLine], total: int, *, partly: bool) -> None: ...
    def show_none(self, unopened: Sequence[Unopened]) -> None: ...
    def show_terms_again(self, found: PeerRound) -> None: ...
    def show_terms_problem(self, field: str, sentence: str) -> None: ...
    def show_criterion_problem(self, sentence: str) -> None: ...


class RoundsPresenter:
    """Answers the page as a whole; `listeners` are told which round is shown now, 0 for none."""

    def __init__(self, view: RoundsView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db
        self._found = PeerRounds((), ())
        self._chosen = 0
        self._text = ""
        self._states: frozenset[object] = frozenset()
        self._shown: tuple[ReturnLine, ...] = ()
        self.listeners: list[Callable[[int], None]] = []

    @property
    def current(self) -> PeerRound | None:
        """The round that is shown."""
        return next((one for one in self._found.rounds if one.id == self._chosen), None)

    def refresh(self) -> None:
        """Show the peer ratings of the cohort, the same as before where it is still there."""
        self._found = list_rounds(self._db, self._desk.cohort_id)
        ids = [one.id for one in self._found.rounds]
        if self._chosen not in ids:
            self._chosen = ids[0] if ids else 0
        self._view.show_rounds(self._found, self._chosen)
        current = self.current
        if current is None:
            self._view.show_none(self._found.unopened)
        else:
            self._view.show_round(current)
            self._show_returns(current)
        for listener in self.listeners:
            listener(self._chosen)

    def show_cohort(self, _cohort_id: int) -> None:
        self._chosen = 0
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything shown is among the records that changed."""
        if kinds & SHOWN_OF:
            self.refresh()

    def choose(self, peer_round_id: int) -> None:
        """Show another round."""
        if peer_round_id != self._chosen:
            self._chosen = peer_round_id
            self.refresh()

    def open(self, assessment_id: int, sitting: int) -> None:
        """Open peer ratings and show them."""

        def do() -> None:
            self._chosen = open_round(self._db, assessment_id, sitting)

        if attempt(self._desk, do):
            self.refresh()

    def close_or_reopen(self) -> None:
        """Close the round that is shown, or take ratings again."""
        found = self.current
        if found is not None:
            change = close_round if found.closed_at is None else reopen_round
            attempt(self._desk, lambda: change(self._db, found.id, found.version))

    def delete(self) -> None:
        """Delete the round that is shown, with all that was said, once the user has agreed."""
        found = self.current
        if found is None:
            return
        text = (
            f"The criteria, {found.returned:,} returned sets of ratings and all overrides for "
            f"{found.title} go with it. Undo brings them back."
        )
        if self._desk.dialogs.confirm("Delete peer ratings", text, "Delete", danger=True):
            attempt(self._desk, lambda: delete_round(self._db, found.id, found.version))

    def save_terms(self, values: Mapping[str, object]) -> None:
        """Keep the terms as typed; what is wrong is said at its field."""
        found = self.current
        if found is None:
            return
        try:
            terms = read_terms(values)
            if terms != found.terms:
                edit_round(self._db, found.id, found.version, terms)
        except RuleBroken as error:
            if error.field in {"round", "criteria", "submission"}:
                self._desk.warn(str(error))
                self._view.show_terms_again(found)
            else:
                self._view.show_terms_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))

    def add_criterion(self, title: str, description: str) -> None:
        found = self.current
        if found is not None:
            self._criterion(lambda: add_criterion(self._db, found.id, title, description))

    def edit_criterion(self, criterion_id: int, version: int, title: str, words: str) -> None:
        self._criterion(lambda: edit_criterion(self._db, criterion_id, version, title, words))

    def move_criterion(self, criterion_id: int, version: int, place: int) -> None:
        self._criterion(lambda: move_criterion(self._db, criterion_id, version, place))

    def delete_criterion(self, criterion_id: int, version: int) -> None:
        self._criterion(lambda: delete_criterion(self._db, criterion_id, version))

    def search(self, text: str) -> None:
        self._text = text
        self._show_again()

    def filter_states(self, states: Sequence[object]) -> None:
        self._states = frozenset(states)
        self._show_again()

    def widen(self) -> None:
        """Show every member again."""
        self._text, self._states = "", frozenset()
        self._show_again()

    def withdraw(self, members: Sequence[int]) -> None:
        """Withdraw the ratings of some members, each a step of its own."""
        found = self.current
        lines = [one for one in self._shown if one.member_id in members]
        if found is None:
            return
        for line in lines:
            returned = line.returned
            if returned is not None and not attempt(
                self._desk,
                lambda line=line, returned=returned: withdraw_return(
                    self._db, found.id, line.member_id, returned.version
                ),
            ):
                return

    def export(self) -> None:
        """Save the returns shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export returns", "Peer ratings.xlsx", SHEETS_OUT)
        if path is None:
            return
        table = returns_table(self._shown)
        self._desk.runner.run(
            "Exporting returns",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} members in {path.name}."),
            writes=False,
        )

    def _criterion(self, action: Callable[[], object]) -> None:
        try:
            action()
        except CohortDeskError as error:
            self._view.show_criterion_problem(str(error))
        else:
            self._view.show_criterion_problem("")

    def _show_again(self) -> None:
        found = self.current
        if found is not None:
            self._show_returns(found)

    def _show_returns(self, found: PeerRound) -> None:
        lines = return_lines(found)
        words = folded(self._text).split()
        self._shown = tuple(
            line
            for line in lines
            if (not self._states or (SILENT if line.returned is None else RETURNED) in self._states)
            and all(word in folded(f"{line.name} {line.group}") for word in words)
        )
        self._view.show_returns(self._shown, len(lines), partly=any(line.unrated for line in lines))


def return_lines(found: PeerRound) -> tuple[ReturnLine, ...]:
    """Return everybody who is to rate, by group and name."""
    return tuple(
        ReturnLine(
            one.member.id, one.member.name, group.group_id, group.name, one.returned, one.unrated
        )
        for group in found.groups
        for one in group.members
    )


def returns_table(lines: Sequence[ReturnLine]) -> TableOut:
    """Return who has rated as a sheet; what they said is not in it."""
    return TableOut(
        "Peer ratings",
        ("Group", "Name", "Returned", "When", "How", "Has not rated"),
        [
            (
                line.group,
                line.name,
                "No" if line.returned is None else "Yes",
                line.when,
                line.way,
                ", ".join(line.unrated),
            )
            for line in lines
        ],
    )
