"""Forms proposals off the window's thread, and answers what is done with them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.errors import Cancelled
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.services import groups
from cohort_desk.ui.groups.presenter.comparing import ComparePresenter
from cohort_desk.ui.groups.presenter.proposal_words import (
    FormingState,
    forming_state,
    size_warning,
    what_publishing_does,
)
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.kit.elsewhere import READ_AT_ONCE, carry_out

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.domain.errors import CohortDeskError
    from cohort_desk.domain.forming.proposals.several import Several, SeveralStanding
    from cohort_desk.services.groups import Preparation, Proposal

MOST_PROPOSALS, USUAL_PROPOSALS = 5, 3
SECONDS = (2, 5, 15, 60, 300)
"""How long each search may take, to choose from."""
_SECONDS, _SECONDS_FOR_MANY, _MANY = 5, 15, 1000


class ProposalsView(Protocol):
    """What the presenter needs of the proposals."""

    def show_proposals(self, proposals: Sequence["Proposal"]) -> None: ...
    def show_reading(self) -> None: ...
    def show_search(self, proposals: int, seconds: int) -> None: ...
    def show_forming(self, title: str) -> None: ...
    def show_state(self, state: FormingState) -> None: ...
    def end_forming(self) -> None: ...
    def show_problem(self, sentence: str) -> None: ...
    def hide_problem(self) -> None: ...


class FormingPresenter:
    """Answers the proposals of one round; one search at a time."""

    def __init__(
        self,
        view: ProposalsView,
        desk: Desk,
        comparing: ComparePresenter,
        read_at_once: int = READ_AT_ONCE,
    ) -> None:
        self._view, self._desk, self._comparing = view, desk, comparing
        self._round_id, self._people, self._read_at_once = 0, 0, read_at_once
        self._wanted = USUAL_PROPOSALS
        self._seconds: int | None = None
        self._proposals: dict[int, Proposal] = {}
        self._search: _Search | None = None
        self._in_flight, self._stale = False, False
        self._tell_over: Callable[[], None] = lambda: None

    @property
    def forming_round(self) -> int | None:
        """The round that is being formed just now."""
        return self._search.round_id if self._search else None

    def when_over(self, tell: Callable[[], None]) -> None:
        """Have it told when a search is over and what it found is kept."""
        self._tell_over = tell

    def show_round(self, round_id: int) -> None:
        if round_id != self._round_id:
            self._proposals = {}
            self._view.hide_problem()
        self._round_id = round_id
        self._people = groups.read_settings(self._desk.db, round_id).people
        self._view.show_search(self._wanted, self._time())
        self.refresh()
        self._comparing.show_round(round_id)

    def refresh(self) -> None:
        """Read the proposals anew; of many people not on the window's thread."""
        if self._people <= self._read_at_once:
            self._show(groups.list_proposals(self._desk.db, self._round_id))
            return
        if not self._proposals:
            self._view.show_reading()
        if self._in_flight:
            self._stale = True
        else:
            self._read()

    def choose_search(self, proposals: int, seconds: int) -> None:
        """Take how many proposals to look for, and how long to look for each."""
        self._wanted, self._seconds = proposals, seconds

    def form(self) -> None:
        """Look for groups; what is found becomes proposals."""
        if self._search:
            return
        search = _Search(self._desk.db, self._round_id, self._wanted, self._time())
        self._search = search
        self._view.show_forming(search.title)
        self._desk.runner.run(
            search.title,
            search.run,
            done=self._keep,
            failed=self._failed,
            progressed=self._progressed,
            ended=self._ended,
            writes=False,
            quiet=True,
        )

    def stop(self) -> None:
        """End the searches; the best so far of each is kept."""
        if self._search:
            self._search.stopped = True

    def accept(self, proposal_id: int, then: Callable[[], None]) -> None:
        """Put everybody where the proposal has them; of sizes that do not fit, once agreed to."""
        proposal, db = self._proposals[proposal_id], self._desk.db
        if not proposal.size_problems or self._desk.dialogs.confirm(
            f"Use the groups of proposal {proposal.number}?",
            f"{size_warning(proposal)}You can undo this.",
            "Use these groups",
            danger=True,
        ):
            self._carry_out(
                "Accepting a proposal",
                lambda: groups.accept_proposal(db, proposal_id, proposal.version),
                then,
            )

    def publish(self, proposal_id: int, then: Callable[[], None]) -> None:
        """Accept a proposal and publish it at once, when the user has seen what that means."""
        proposal, db, round_id = self._proposals[proposal_id], self._desk.db, self._round_id
        name = groups.read_settings(db, round_id).name
        number = groups.next_version(db, round_id)
        if self._desk.dialogs.confirm(
            f"Publish proposal {proposal.number} as version {number} of {name}?",
            what_publishing_does(proposal),
            f"Publish version {number}",
            danger=not proposal.complete,
        ):
            self._carry_out(
                f"Publishing {name}",
                lambda: groups.publish_proposal(db, round_id, proposal_id, proposal.version),
                then,
            )

    def discard(self, proposal_id: int) -> None:
        self._discard({proposal_id: self._proposals[proposal_id].version})

    def discard_others(self) -> None:
        """Put aside all that wait besides the one that was accepted; undo brings them back."""
        waiting = [one for one in self._proposals.values() if one.state == "open"]
        self._discard({one.id: one.version for one in waiting})

    def note(self, proposal_id: int, text: str) -> None:
        """Keep what was noted on a proposal, if it has changed."""
        proposal = self._proposals.get(proposal_id)
        if proposal and text.strip() != proposal.note:
            version = proposal.version
            attempt(
                self._desk,
                lambda: groups.note_on_proposal(self._desk.db, proposal_id, version, text),
            )

    def _time(self) -> int:
        """Return how long each search may take; many people need longer."""
        usual = _SECONDS_FOR_MANY if self._people >= _MANY else _SECONDS
        return self._seconds or usual

    def _read(self) -> None:
        """Read off the window's thread, and once more if something has changed meanwhile."""
        db, round_id = self._desk.db, self._round_id
        self._in_flight, self._stale = True, False

        def show(listed: object) -> None:
            if round_id == self._round_id:
                self._show(cast("tuple[Proposal, ...]", listed))

        def end() -> None:
            self._in_flight = False
            if self._stale:
                self._read()

        self._desk.runner.run(
            "Reading the proposals",
            lambda _report: groups.list_proposals(db, round_id),
            done=show,
            ended=end,
            writes=False,
            quiet=True,
        )

    def _show(self, proposals: Sequence["Proposal"]) -> None:
        self._proposals = {proposal.id: proposal for proposal in proposals}
        self._view.show_proposals(proposals)
        if self._search and self._search.round_id == self._round_id:
            self._view.show_forming(self._search.title)
        else:
            self._view.end_forming()

    def _discard(self, seen: Mapping[int, int]) -> None:
        if seen and attempt(self._desk, lambda: groups.discard_proposals(self._desk.db, seen)):
            self.refresh()

    def _carry_out(
        self, title: str, action: Callable[[], object], then: Callable[[], None]
    ) -> None:
        at_once = self._people <= self._read_at_once
        carry_out(self._desk, title, action, at_once=at_once, done=then)

    def _progressed(self, _done: int, _total: int) -> None:
        search = self._search
        if search and search.standing and search.round_id == self._round_id:
            self._view.show_state(forming_state(search.standing))

    def _keep(self, found: object) -> None:
        preparation, several = cast("tuple[Preparation, Several]", found)
        db = self._desk.db
        if self._search:
            self._search.found = True
        self._desk.runner.run(
            f"Keeping {counted(len(several.found), 'proposal', 'proposals')}",
            lambda _report: groups.keep_proposals(db, preparation, several),
            done=lambda _ids: None,
            failed=lambda error: self._desk.warn(str(error)),
            ended=self._finish,
            quiet=True,
        )

    def _failed(self, error: "CohortDeskError") -> None:
        self._view.show_problem(str(error))

    def _ended(self) -> None:
        if self._search and not self._search.found:
            self._finish()

    def _finish(self) -> None:
        self._search = None
        self._tell_over()
        if not self._in_flight:
            # Otherwise what is being read since the news of the commit is shown in a moment.
            self._show(tuple(self._proposals.values()))


class _Search:
    """All searches of one asking; `standing` and `stopped` are how the two threads speak."""

    def __init__(self, db: "Database", round_id: int, wanted: int, seconds: float) -> None:
        self.round_id = round_id
        self.title = f"Forming groups for {groups.read_settings(db, round_id).name}"
        self.standing: SeveralStanding | None = None
        self.stopped = False
        self.found = False
        self._db, self._wanted, self._seconds = db, wanted, seconds

    def run(self, report: Progress) -> "tuple[Preparation, Several]":
        from cohort_desk.domain.forming.proposals.several import form_several  # noqa: PLC0415 - slow: numpy

        preparation = groups.prepare_forming(self._db, self.round_id)

        def watch(standing: "SeveralStanding") -> bool:
            self.standing = standing
            try:
                report(round(standing.share * 1000), 1000)
            except Cancelled:
                # Stopped in the status bar: that too keeps the best so far.
                return False
            return not self.stopped

        return preparation, form_several(
            preparation.request,
            self._wanted,
            seed=preparation.seed,
            seconds=self._seconds,
            watch=watch,
        )
