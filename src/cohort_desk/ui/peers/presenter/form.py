"""The form of one member: what they have typed is kept until it is handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.services.peers import Member, PeerForm, PeerReturn, PeerRound, form_of, rate
from cohort_desk.ui.kit.desk import Desk

Scores = dict[int, dict[int, int]]


@dataclass(slots=True)
class Draft:
    """What a member has typed and not handed in."""

    scores: Scores = field(default_factory=dict[int, dict[int, int]])
    justification: str = ""


class FormView(Protocol):
    """What the presenter needs of its view."""

    def offer_members(self, members: Sequence[tuple[int, str]], chosen: int) -> None: ...
    def show_form(self, form: PeerForm, draft: Draft | None) -> None: ...
    def show_no_form(self, sentence: str) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...


class FormPresenter:
    """Answers the form; in a participant's view it is theirs alone."""

    def __init__(self, view: FormView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._round: PeerRound | None = None
        self._rater = 0
        self._only = 0
        self._form: PeerForm | None = None
        self._drafts: dict[tuple[int, int], Draft] = {}

    def show_round(self, found: PeerRound | None) -> None:
        """Show the form of the same member in a round, or of its first."""
        self._round = found
        if found is None:
            return
        members = [
            (one.member.id, f"{one.member.name} ({group.name})")
            for group in found.groups
            for one in group.members
            if self._only in {0, one.member.id}
        ]
        ids = [member_id for member_id, _ in members]
        if self._rater not in ids:
            self._rater = ids[0] if ids else 0
        self._view.offer_members(members, self._rater)
        self._show()

    def show_only(self, participant_id: int) -> None:
        """Show the form of one person and of nobody else; 0 shows everybody's again."""
        self._only = participant_id
        if participant_id:
            self._rater = participant_id
        self.show_round(self._round)

    def choose(self, rater_id: int) -> None:
        """Show the form of another member."""
        if rater_id != self._rater and self._only in {0, rater_id}:
            self._rater = rater_id
            self.show_round(self._round)

    def typed(self, scores: Mapping[int, Mapping[int, int]], justification: str) -> None:
        """Remember what is typed, until it is handed in."""
        form = self._form
        if form is None:
            return
        key = form.peer_round_id, form.rater_id
        given = {person: dict(ratings) for person, ratings in scores.items()}
        if given == _plain(form) and justification.strip() == form.justification:
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = Draft(given, justification)

    def hand_in(self, scores: Mapping[int, Mapping[int, int]], justification: str) -> None:
        """Hand the ratings in; what is wrong with them is said."""
        form = self._form
        if form is None:
            return
        version = form.returned.version if form.returned else None
        given = PeerReturn(form.peer_round_id, form.rater_id, scores, justification)
        try:
            rate(self._desk.db, given, version)
        except RuleBroken as error:
            self._view.show_problem(error.field, str(error))
        except CohortDeskError as error:
            self._desk.warn(str(error))
        else:
            self._drafts.pop((form.peer_round_id, form.rater_id), None)
            self._show()

    def _show(self) -> None:
        self._form = None
        if self._round is None or not self._rater:
            self._view.show_no_form("Nobody is in a group that does this assessment.")
            return
        try:
            self._form = form_of(self._desk.db, self._round.id, self._rater)
        except CohortDeskError as error:
            self._view.show_no_form(str(error))
            return
        draft = self._drafts.get((self._form.peer_round_id, self._form.rater_id))
        self._view.show_form(self._form, draft)


def people_of(form: PeerForm) -> tuple[Member, ...]:
    """Return whom a form rates, the rater last where they rate themselves."""
    others = tuple(one for one in form.people if one.id != form.rater_id)
    return (*others, *(one for one in form.people if one.id == form.rater_id))


def _plain(form: PeerForm) -> Scores:
    return {person: dict(ratings) for person, ratings in form.given.items()}
