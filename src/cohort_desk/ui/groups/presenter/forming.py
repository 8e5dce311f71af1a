"""Forms proposals off the window's thread, and answers what is done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.errors import Cancelled
from cohort_desk.domain.progress import Progress
from cohort_desk.services import groups
from cohort_desk.ui.kit.desk import Desk, attempt

if TYPE_CHECKING:
    from cohort_desk.db.database import Database
    from cohort_desk.domain.errors import CohortDeskError
    from cohort_desk.domain.forming.engine import Outcome, Standing
    from cohort_desk.services.groups import Preparation, Proposal

_SECONDS, _SECONDS_FOR_MANY, _MANY = 5.0, 15.0, 1000


@dataclass(frozen=True, slots=True)
class FormingState:
    """How the search stands: the share done, and in words how near the best it is."""

    share: float
    words: str


class ProposalsView(Protocol):
    """What the presenter needs of the proposals."""

    def show_proposals(self, proposals: Sequence["Proposal"]) -> None: ...
    def show_forming(self, title: str) -> None: ...
    def show_state(self, state: FormingState) -> None: ...
    def end_forming(self) -> None: ...
    def show_problem(self, sentence: str) -> None: ...


class FormingPresenter:
    """Answers the proposals of one round; one search at a time."""

    def __init__(self, view: ProposalsView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round_id = 0
        self._proposals: dict[int, Proposal] = {}
        self._search: _Search | None = None

    @property
    def forming_round(self) -> int | None:
        """The round that is being formed just now."""
        return self._search.round_id if self._search else None

    def show_round(self, round_id: int) -> None:
        self._round_id = round_id
        self.refresh()

    def refresh(self) -> None:
        """Read the proposals anew."""
        proposals = groups.list_proposals(self._desk.db, self._round_id)
        self._proposals = {proposal.id: proposal for proposal in proposals}
        self._view.show_proposals(proposals)
        if self._search and self._search.round_id == self._round_id:
            self._view.show_forming(self._search.title)
        else:
            self._view.end_forming()

    def form(self) -> None:
        """Look for groups; what is found becomes a proposal."""
        if self._search:
            return
        search = _Search(self._desk.db, self._round_id, 1 + len(self._proposals))
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
        """End the search; the best so far is kept."""
        if self._search:
            self._search.stopped = True

    def accept(self, proposal_id: int) -> bool:
        """Put everybody where the proposal has them; tells whether that was done."""
        version = self._proposals[proposal_id].version
        return attempt(
            self._desk, lambda: groups.accept_proposal(self._desk.db, proposal_id, version)
        )

    def discard(self, proposal_id: int) -> None:
        version = self._proposals[proposal_id].version
        if attempt(
            self._desk, lambda: groups.discard_proposal(self._desk.db, proposal_id, version)
        ):
            self.refresh()

    def note(self, proposal_id: int, text: str) -> None:
        """Keep what was noted on a proposal, if it has changed."""
        proposal = self._proposals.get(proposal_id)
        if proposal and text.strip() != proposal.note:
            version = proposal.version
            attempt(
                self._desk,
                lambda: groups.note_on_proposal(self._desk.db, proposal_id, version, text),
            )

    def _progressed(self, _done: int, _total: int) -> None:
        standing = self._search.standing if self._search else None
        if standing is not None and self._search and self._search.round_id == self._round_id:
            distance = standing.distance
            words = f"Best so far: {distance[0].lower()}{distance[1:]}"
            self._view.show_state(FormingState(standing.share, words))

    def _keep(self, found: object) -> None:
        preparation, outcome = cast("tuple[Preparation, Outcome]", found)
        attempt(self._desk, lambda: groups.keep_proposal(self._desk.db, preparation, outcome))

    def _failed(self, error: "CohortDeskError") -> None:
        self._view.show_problem(str(error))

    def _ended(self) -> None:
        self._search = None
        self.refresh()


class _Search:
    """One search; `standing` and `stopped` are how the two threads speak to each other."""

    def __init__(self, db: "Database", round_id: int, seed: int) -> None:
        self.round_id = round_id
        self.title = f"Forming groups for {groups.read_settings(db, round_id).name}"
        self.standing: Standing | None = None
        self.stopped = False
        self._db, self._seed = db, seed

    def run(self, report: Progress) -> "tuple[Preparation, Outcome]":
        from cohort_desk.domain.forming.engine import form  # noqa: PLC0415 - numpy is slow

        preparation = groups.prepare_forming(self._db, self.round_id)

        def watch(standing: "Standing") -> bool:
            self.standing = standing
            try:
                report(round(standing.share * 1000), 1000)
            except Cancelled:
                # Stopped in the status bar: that too keeps the best so far.
                return False
            return not self.stopped

        many = len(preparation.request.members) >= _MANY
        seconds = _SECONDS_FOR_MANY if many else _SECONDS
        return preparation, form(preparation.request, seed=self._seed, seconds=seconds, watch=watch)
