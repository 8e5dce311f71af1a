"""The outcomes without money: listed, opened, moved along, confirmed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.dates import read_date
from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.savings.outcomes import OutcomeFields
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.exchange.tables_out import write_table
from cohort_desk.services.savings.outcomes.outcomes import (
    Confirmation,
    OutcomeRecord,
    add_evidence,
    add_outcome,
    confirm_outcome,
    edit_outcome,
    list_outcomes,
    move_outcome,
    remove_evidence,
    remove_outcome,
)
from cohort_desk.services.store import read_upload
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.elsewhere import LatestReading
from cohort_desk.ui.savings.outcomes.words import Wanted, as_table

SHOWN_OF = frozenset(
    {"project_outcome", "outcome_evidence", "project", "officer", "participant", "agency", "cohort"}
)
_Found = tuple[OutcomeRecord, ...]


class OutcomesScreen(Protocol):
    """What the presenter needs of its view."""

    def show_outcomes(
        self, shown: Sequence[OutcomeRecord], total: int, counts: Mapping[str, int]
    ) -> None: ...
    def show_outcome(self, outcome: OutcomeRecord) -> None: ...
    def close_outcome(self) -> None: ...
    def end_question(self) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...


class OutcomesPresenter:
    """Answers the list of outcomes and the panel of one."""

    def __init__(self, view: OutcomesScreen, desk: Desk, cohort: Callable[[], int | None]) -> None:
        self._view, self._desk, self._db, self._cohort = view, desk, desk.db, cohort
        self._reading = LatestReading("Reading outcomes", desk)
        self._all: _Found = ()
        self._shown: _Found = ()
        self._wanted = Wanted()
        self._open = 0
        self._held: OutcomeRecord | None = None

    @property
    def open_id(self) -> int:
        """The outcome that is open by its id, 0 for none."""
        return self._open

    @property
    def outcome(self) -> OutcomeRecord | None:
        """The outcome that is open, as it was when something was asked of it."""
        return self._held or self._now()

    def hold(self) -> None:
        """Keep the open outcome as it is now while something is asked of it.

        Nothing is then written over that comes meanwhile, though the list shows it.
        """
        self._held = self._now()

    def release(self) -> None:
        """Go with the list again, as nothing is asked."""
        self._held = None

    def _now(self) -> OutcomeRecord | None:
        return next((one for one in self._all if one.id == self._open), None)

    def refresh(self) -> None:
        """Read the outcomes off the window's thread, and show them."""
        db, cohort_id = self._db, self._cohort()

        def read(_report: Progress) -> _Found:
            return list_outcomes(db, cohort_id)

        self._reading.ask(read, self._take, at_once=False)

    def narrow(self, wanted: Wanted) -> None:
        """Show those that are wanted."""
        self._wanted = wanted
        self._show()

    def open(self, outcome_id: int | None) -> None:
        """Show one in the panel, at the latest once it has been read.

        None, as where the list has lost its row, leaves in sight what is seen.
        """
        if outcome_id is None:
            return
        self._open = outcome_id
        if self.outcome:
            self._view.show_outcome(self.outcome)

    def forget(self) -> None:
        """Have none open."""
        self._open = 0

    def move(self, status: str, reason: str = "") -> None:
        """Give the open outcome another state."""
        if one := self.outcome:
            self._do(lambda: move_outcome(self._db, one.id, one.version, status, reason))

    def confirm(self, values: Mapping[str, object]) -> None:
        """Record who confirmed the open outcome."""
        if one := self.outcome:
            self._do(
                lambda: confirm_outcome(
                    self._db,
                    one.id,
                    one.version,
                    Confirmation(_officer(values["confirmed_by"]), _needed(values, "confirmed_on")),
                )
            )

    def add(self, values: Mapping[str, object]) -> None:
        """Add an outcome to a project, and open it."""
        project_id = int(str(values["project_id"]))

        def add() -> None:
            self._open = add_outcome(self._db, project_id, _fields(values))

        self._do(add)

    def edit(self, values: Mapping[str, object]) -> None:
        """Change what the open outcome is."""
        if one := self.outcome:
            self._do(lambda: edit_outcome(self._db, one.id, one.version, _fields(values)))

    def remove(self) -> None:
        """Remove the open outcome; undo brings it back."""
        if one := self.outcome:
            self._do(lambda: remove_outcome(self._db, one.id, one.version))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep files as the evidence of the open outcome."""
        one = self.outcome
        if one and paths:

            def add() -> None:
                files = [Upload(path.name, read_upload(path)) for path in paths]
                add_evidence(self._db, one.id, files)

            self._do(add)

    def remove_file(self, evidence_id: int, version: int) -> None:
        """Take a file of evidence away."""
        self._do(lambda: remove_evidence(self._db, evidence_id, version))

    def export(self) -> None:
        """Save the outcomes shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export outcomes", "Outcomes.xlsx", SHEETS_OUT)
        if path is None:
            return
        table = as_table(self._shown)
        self._desk.runner.run(
            "Exporting outcomes",
            lambda report: write_table(table, path, report),
            done=lambda _: self._desk.say(f"Saved {len(table.rows):,} rows in {path.name}."),
            failed=lambda error: self._desk.warn(str(error)),
            writes=False,
        )

    def _do(self, action: Callable[[], None]) -> None:
        """Carry an action out; what was refused is said where it was asked."""
        try:
            action()
        except RuleBroken as error:
            self._view.show_problem(error.field, str(error))
        except CohortDeskError as error:
            self._look_again(str(error))
        else:
            self._view.end_question()
            self._take(list_outcomes(self._db, self._cohort()))

    def _look_again(self, sentence: str) -> None:
        """Take what is asked about as it is now, once the user was told that it has changed."""
        asked = self._held is not None
        self.release()
        self._take(list_outcomes(self._db, self._cohort()))
        if self.outcome is None:
            self._desk.warn(sentence)
            return
        if asked:
            self.hold()
        self._view.show_problem("", sentence)

    def _take(self, outcomes: _Found) -> None:
        self._all = outcomes
        self._show()
        if not self._open:
            return
        if self.outcome:
            self._view.show_outcome(self.outcome)
        else:
            self._open = 0
            self._view.close_outcome()

    def _show(self) -> None:
        self._shown = tuple(one for one in self._all if self._wanted.has(one))
        counts = Counter(one.status for one in self._all)
        self._view.show_outcomes(self._shown, len(self._all), counts)


def _fields(values: Mapping[str, object]) -> OutcomeFields:
    return OutcomeFields(
        kind=str(values["kind"]),
        description=str(values["description"]),
        measure=str(values["measure"]),
        due_on=_needed(values, "due_on") if values["due_on"] else None,
        owner_id=_officer(values["owner_id"]),
        evidence=str(values["evidence"]),
    )


def _officer(chosen: object) -> int | None:
    return int(str(chosen)) or None


def _needed(values: Mapping[str, object], field: str) -> date:
    day = read_date(str(values[field]))
    if day is None:
        raise RuleBroken(field, f"“{values[field]}” is no date. Type it as 1 March 2027.")
    return day
