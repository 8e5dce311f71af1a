"""What the groups page does: lists rounds, and shows one of them in one of five views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from cohort_desk.domain.errors import NotFound
from cohort_desk.services import groups, programmes
from cohort_desk.services.people import find_people
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.services.groups import Round
    from cohort_desk.ui.groups.presenter.forming import FormingPresenter

ViewName = Literal["set_up", "proposals", "board", "mix", "published"]
VIEWS: Mapping[ViewName, str] = {
    "set_up": "Set-up",
    "proposals": "Proposals",
    "board": "Board",
    "mix": "Mix",
    "published": "Published",
}
_SHOWN_OF = frozenset(
    {
        "round",
        "round_group",
        "membership",
        "rule",
        "rule_member",
        "proposal",
        "published_version",
        "participant",
        "agency",
    }
)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in the list: its name, and in words how far it is."""

    id: int
    name: str
    state: str
    tone: Literal["neutral", "accent", "success"]
    note: str


class RoundPart(Protocol):
    """One of the views of a round."""

    def show_round(self, round_id: int) -> None: ...


class GroupsView(Protocol):
    """What the presenter needs of the page."""

    def show_rounds(self, rounds: Sequence[RoundLine], chosen: int) -> None: ...
    def show_view(self, view: ViewName, context: str) -> None: ...
    def show_no_rounds(self, *, anybody: bool) -> None: ...


class GroupsPresenter:
    """Keeps the page current; only the view that is seen reads anything."""

    def __init__(
        self,
        page: GroupsView,
        desk: Desk,
        parts: Mapping[ViewName, RoundPart],
        forming: "FormingPresenter",
        papers: RoundPart,
    ) -> None:
        self._page, self._desk = page, desk
        self._parts, self._forming, self._papers = parts, forming, papers
        forming.when_over(self._list)
        self._rounds: dict[int, Round] = {}
        self._chosen = 0
        self._view: ViewName = "set_up"

    @property
    def chosen(self) -> int:
        """The id of the round that is shown, 0 while there is none."""
        return self._chosen

    def show_cohort(self, _cohort_id: int) -> None:
        self._chosen = 0
        self.refresh()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Redraw if anything on the page is among the records that changed."""
        if kinds & _SHOWN_OF:
            self.refresh()

    def refresh(self) -> None:
        """Read the rounds and the view that is seen anew."""
        self._read_rounds()
        if not self._rounds:
            anybody = len(find_people(self._desk.db, self._desk.cohort_id)) > 0
            self._page.show_no_rounds(anybody=anybody)
        elif self._chosen not in self._rounds:
            self.choose(list(self._rounds)[-1])
        else:
            self._show()

    def open_record(self, record: object) -> None:
        """Show a round, as another page asks for it."""
        if isinstance(record, int):
            self._read_rounds()
            if record in self._rounds:
                self.choose(record)

    def choose(self, round_id: int) -> None:
        """Show a round in the view where there is something to do."""
        if round_id in self._rounds:
            self._chosen = round_id
            self._view = _likely_view(self._rounds[round_id])
            self._show()

    def view_chosen(self, view: ViewName) -> None:
        if self._chosen in self._rounds:
            self._view = view
            self._show()

    def add_round(self) -> None:
        """Add a round with the right defaults and go to its Set-up."""

        def add() -> None:
            self._chosen = groups.add_round(self._desk.db, self._desk.cohort_id)

        if attempt(self._desk, add):
            self._view = "set_up"
            self.refresh()

    def rename_round(self) -> None:
        round_ = self._rounds.get(self._chosen)
        name = round_ and self._desk.dialogs.ask_text(
            f"Rename {round_.name}", "Name of the round", round_.name
        )
        if round_ and name and name != round_.name:
            db, version = self._desk.db, round_.version
            if attempt(
                self._desk,
                lambda: groups.rename_round(db, round_.id, version, name, round_.purpose),
            ):
                self.refresh()

    def delete_round(self) -> None:
        """Delete the round that is shown, once the user has agreed."""
        round_ = self._rounds.get(self._chosen)
        if round_ and self._desk.dialogs.confirm(
            f"Delete {round_.name}?",
            "Its groups, rules, proposals and published versions go with it. You can undo this.",
            f"Delete {round_.name}",
            danger=True,
        ):
            db, version = self._desk.db, round_.version
            if attempt(self._desk, lambda: groups.delete_round(db, round_.id, version)):
                self.refresh()

    def form(self) -> None:
        """Form groups for the round that is shown, and go to where that is seen."""
        if self._chosen in self._rounds:
            if self._view != "proposals":
                self._view = "proposals"
                self._show()
            self._forming.form()
            self._list()

    def proposal_accepted(self, proposal_id: int) -> None:
        """Accept a proposal, and show the board that it makes."""
        self._forming.accept(proposal_id, lambda: self._go_to("board"))

    def proposal_published(self, proposal_id: int) -> None:
        """Accept and publish a proposal, and show what is published."""
        self._forming.publish(proposal_id, lambda: self._go_to("published"))

    def _go_to(self, view: ViewName) -> None:
        self._view = view
        self.refresh()

    def _read_rounds(self) -> None:
        listed = groups.list_rounds(self._desk.db, self._desk.cohort_id)
        self._rounds = {one.id: one for one in listed}

    def _list(self) -> None:
        forming = self._forming.forming_round
        lines = [round_line(one, forming=one.id == forming) for one in self._rounds.values()]
        self._page.show_rounds(lines, self._chosen)

    def _show(self) -> None:
        self._list()
        round_ = self._rounds[self._chosen]
        self._page.show_view(self._view, _context(self._desk, round_))
        self._papers.show_round(self._chosen)
        try:
            self._parts[self._view].show_round(self._chosen)
        except NotFound:
            # Deleted in another window between the two readings: the news of it is on its way.
            self._desk.say(f"{round_.name} has been deleted meanwhile.")


def round_line(one: "Round", *, forming: bool = False) -> RoundLine:
    """Return a round with its state in words."""
    people = one.placed + one.unplaced
    placed = f"{one.placed:,} of {people:,} placed" if one.unplaced else f"{one.placed:,} people"
    note = f"{one.groups} groups, {placed}" if one.groups else "No groups yet"
    if forming:
        return RoundLine(one.id, one.name, "Being formed", "accent", note)
    if one.published:
        return RoundLine(one.id, one.name, f"Published v{one.published}", "success", note)
    if one.groups:
        return RoundLine(one.id, one.name, "Open", "accent", note)
    if one.open_proposals:
        waiting = one.open_proposals
        state = "1 proposal" if waiting == 1 else f"{waiting} proposals"
        return RoundLine(one.id, one.name, state, "accent", note)
    return RoundLine(one.id, one.name, "Set-up", "neutral", note)


def _likely_view(one: "Round") -> ViewName:
    if one.groups:
        return "board"
    return "proposals" if one.open_proposals else "set_up"


def _context(desk: Desk, one: "Round") -> str:
    cohorts = programmes.read_programme(desk.db).cohorts
    cohort = next((each.name for each in cohorts if each.id == desk.cohort_id), "")
    people = one.placed + one.unplaced
    parts = (cohort, one.name, one.purpose, "1 person" if people == 1 else f"{people:,} people")
    return " · ".join(part for part in parts if part)
