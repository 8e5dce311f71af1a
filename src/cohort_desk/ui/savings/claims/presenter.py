"""The inbox of claims: read, narrowed, decided on, exported."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.names import folded
from cohort_desk.domain.packs.contents import PackKind
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings.money import pounds, typed_pence
from cohort_desk.domain.words import counted
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.services.savings.benefits.officers import list_officers
from cohort_desk.services.savings.claims.decisions import (
    DecisionInput,
    DecisionsRefused,
    decide_many,
)
from cohort_desk.services.savings.claims.inbox import EVERY_STATE, Waiting, read_inbox
from cohort_desk.services.savings.reckoning.settings import read_settings
from cohort_desk.services.savings.shapes import ClaimState
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.elsewhere import LatestReading
from cohort_desk.ui.savings.claims.asked import AS_CLAIMED, EACH_ITS_OWN, Deciding
from cohort_desk.ui.savings.claims.words import (
    Wanted,
    agencies_of,
    as_table,
    period,
    sums,
    year_words,
)

Values = Mapping[str, Any]
_Entries = tuple[Waiting, ...]
_OPEN = {
    "validated": frozenset({ClaimState.WAITING}),
    "rejected": frozenset({ClaimState.WAITING, ClaimState.VALIDATED}),
}
"""The states in which several claims are decided on at once; one by itself has more ways."""


class InboxList(Protocol):
    """What the presenter needs of its list."""

    def show_claims(
        self, shown: Sequence[Waiting], total: int, counts: Mapping[ClaimState, int], sums: str
    ) -> None: ...
    def offer(self, validators: Iterable[tuple[int, str]], agencies: Iterable[str]) -> None: ...
    def choose(self, claim_id: int) -> None: ...
    def narrow(self, wanted: Wanted) -> None: ...


class Cohorts(Protocol):
    """What the presenter needs of the page: of which cohorts it tells."""

    @property
    def cohort_id(self) -> int | None: ...
    def show_all_cohorts(self) -> None: ...


class ClaimSide(Protocol):
    """What the presenter needs of the panel at the side."""

    def show_claim(self, entry: Waiting, year: str) -> None: ...
    def shown_claim(self) -> int: ...
    def ask(self, asked: Deciding) -> None: ...
    def ask_many(self, asked: Deciding) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...
    def show_refusals(self, refusals: Sequence[tuple[str, str]]) -> None: ...
    def close(self) -> None: ...


class InboxPresenter:
    """Answers the list of claims and the panel of one, and keeps both current."""

    def __init__(self, view: InboxList, side: ClaimSide, desk: Desk, cohorts: Cohorts) -> None:
        self._view, self._side, self._desk, self._cohorts = view, side, desk, cohorts
        self._reading = LatestReading("Reading claims", desk)
        self._all: dict[int, Waiting] = {}
        self._shown: _Entries = ()
        self._wanted = Wanted()
        self._starts_month = 4
        self._many: tuple[int, ...] = ()
        self._to_open = 0

    def refresh(self) -> None:
        """Read the claims off the window's thread, and show them."""
        db, cohort_id = self._desk.db, self._cohorts.cohort_id

        def read(_report: Progress) -> tuple[_Entries, int]:
            entries = read_inbox(db, cohort_id, states=EVERY_STATE)
            return entries, read_settings(db).year_starts_month

        self._reading.ask(read, self._take, at_once=False)

    def narrow(self, wanted: Wanted) -> None:
        """Show those that are wanted."""
        self._wanted = wanted
        self._show()

    def go_to(self, claim_id: int) -> None:
        """Show one claim, in the list and beside it, once it has been read."""
        self._to_open = claim_id
        self.refresh()

    def open(self, claim_id: int) -> None:
        """Show one claim beside the list."""
        if entry := self._all.get(claim_id):
            self._many = ()
            self._side.show_claim(entry, year_words(entry, self._starts_month))

    def ask(self, outcome: str) -> None:
        """Ask for what is needed to decide on the claim shown."""
        entry = self._all.get(self._side.shown_claim())
        if entry is None:
            return
        self._many = ()
        claim = entry.claim
        told = f"{pounds(claim.pence)} claimed on “{entry.benefit}” for {period(claim)}."
        if outcome == "validated":
            told = " ".join((told, *entry.doubts))
        if outcome == "withdrawn":
            told += " A withdrawn claim counts no more; it is kept, with the reason."
        amount = pounds(claim.pence) if outcome == "validated" else None
        self._side.ask(self._deciding(outcome, [entry], told, amount))

    def ask_many(self, outcome: str, claim_ids: Sequence[int]) -> None:
        """Ask for a decision that goes for several claims; those it cannot go for are left out."""
        entries = [self._all[key] for key in claim_ids if key in self._all]
        chosen = [entry for entry in entries if entry.claim.state in _OPEN[outcome]]
        if not chosen:
            self._desk.warn(f"None of these claims waits to be {outcome}. Choose others.")
            return
        self._many = tuple(entry.claim.id for entry in chosen)
        total = pounds(sum(entry.claim.pence for entry in chosen))
        told = f"{counted(len(chosen), 'claim', 'claims')}, {total} together."
        if outcome == "validated":
            told += " Each is confirmed at what was claimed."
        if left := len(entries) - len(chosen):
            told += f" {counted(left, 'other', 'others')} of those chosen cannot be {outcome} so."
        self._side.ask_many(self._deciding(outcome, chosen, told, None))

    def decide(self, outcome: str, values: Values) -> None:
        """Record what was entered, for the claim shown or for the several chosen."""
        ids = self._many or (self._side.shown_claim(),)
        entries = [self._all[key] for key in ids if key in self._all]
        try:
            decide_many(self._desk.db, [self._input(outcome, entry, values) for entry in entries])
        except DecisionsRefused as error:
            self._side.show_problem("", f"Nothing was recorded. {self._refused_words(error)}")
            named = {entry.claim.id: entry for entry in entries}
            self._side.show_refusals(
                [(_name(named[key]), sentence) for key, sentence in error.by_claim]
            )
        except RuleBroken as error:
            self._side.show_problem(error.field, str(error))
        except CohortDeskError as error:
            self._side.show_problem("", str(error))
        else:
            if self._many:
                self._many = ()
                self._side.close()

    def make_forms(self, claim_ids: Sequence[int] = ()) -> None:
        """Go to where forms are made, for the validators of these claims or for all."""
        chosen = {
            self._all[key].claim.validator_id
            for key in claim_ids
            if key in self._all and self._all[key].claim.state is ClaimState.WAITING
        }
        record = ("savings", tuple(sorted(chosen))) if chosen else PackKind.SAVINGS
        self._desk.show("packs", record)

    def export(self) -> None:
        """Save the claims shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export claims", "Claims.xlsx", SHEETS_OUT)
        if path is None:
            return
        shown = self._shown
        self._desk.runner.run(
            "Exporting claims",
            lambda report: write_table(as_table(shown), path, report),
            done=lambda _: self._desk.say(f"Saved {len(shown):,} rows in {path.name}."),
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def _take(self, read: tuple[_Entries, int]) -> None:
        entries, self._starts_month = read
        self._all = {entry.claim.id: entry for entry in entries}
        validators = {
            (entry.claim.validator_id, f"{entry.claim.validator}, {entry.validator_agency}")
            for entry in entries
        }
        agencies = sorted({name for entry in entries for name in agencies_of(entry)})
        self._view.offer(sorted(validators, key=lambda each: folded(each[1])), agencies)
        self._show()
        wanted, self._to_open = self._to_open, 0
        if wanted in self._all:
            entry = self._all[wanted]
            if not self._wanted.has(entry):
                self._view.narrow(Wanted())
            self._view.choose(wanted)
            self.open(wanted)
        elif wanted and self._cohorts.cohort_id is not None:
            self._to_open = wanted
            self._cohorts.show_all_cohorts()
        elif wanted:
            self._desk.warn("That claim is no longer here.")
        elif (shown := self._side.shown_claim()) in self._all:
            entry = self._all[shown]
            self._side.show_claim(entry, year_words(entry, self._starts_month))
        elif shown:
            self._side.close()

    def _show(self) -> None:
        everything = tuple(self._all.values())
        self._shown = tuple(entry for entry in everything if self._wanted.has(entry))
        counts = Counter(entry.claim.state for entry in everything)
        self._view.show_claims(self._shown, len(everything), counts, sums(self._shown))

    def _deciding(
        self, outcome: str, entries: Sequence[Waiting], told: str, amount: str | None
    ) -> Deciding:
        several = len(entries) > 1
        claim = entries[0].claim
        officers = [
            (officer.id, f"{officer.name}, {officer.agency}")
            for officer in list_officers(self._desk.db)
            if not officer.gone or officer.id == claim.validator_id
        ]
        if several:
            officers.insert(0, (EACH_ITS_OWN, "Whoever each claim waits for"))
        return Deciding(
            outcome=outcome,
            count=len(entries),
            told=told,
            officers=officers,
            officer_id=EACH_ITS_OWN if several else claim.validator_id,
            amount=amount,
            grade=AS_CLAIMED if several else claim.grade,
            day=datetime.now(LONDON).date(),
        )

    @staticmethod
    def _input(outcome: str, entry: Waiting, values: Values) -> DecisionInput:
        claim = entry.claim
        pence = typed_pence(values["pence"]) if "pence" in values else claim.pence
        officer = values.get("validator") or claim.validator_id
        return DecisionInput(
            claim_id=claim.id,
            outcome=outcome,
            officer_id=None if outcome == "withdrawn" else officer,
            pence=pence if outcome == "validated" else 0,
            grade=values.get("grade") or claim.grade,
            reason=values["reason"],
            decided_on=values.get("decided_on"),
            seen=claim.decisions[-1].id if claim.decisions else 0,
        )

    @staticmethod
    def _refused_words(error: DecisionsRefused) -> str:
        return f"{counted(len(error.by_claim), 'claim', 'claims')} cannot be decided so:"


def _name(entry: Waiting) -> str:
    return f"{entry.benefit}, {pounds(entry.claim.pence)}"
