"""One owner's work at one sitting: handing in, closing, and every decision about it."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, NotFound, RuleBroken
from cohort_desk.domain.marks.states import State
from cohort_desk.domain.modules.moments import read_in_london
from cohort_desk.domain.progress import Progress
from cohort_desk.services.history import HistoryEntry, history_of
from cohort_desk.services.marks.batches import read_states
from cohort_desk.services.submissions import (
    Due,
    Owner,
    SubmissionFile,
    SubmissionLine,
    claim_circumstances,
    clear_hold,
    decide_circumstances,
    finalise,
    give_attempt,
    grant_extension,
    hand_in,
    place_hold,
    read_due,
    read_uploads,
    reopen,
    withdraw_claim,
    withdraw_extension,
    withdraw_file,
)
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.projects.presenter.submissions import ALSO_SHOWN_OF

Values = Mapping[str, str]


class CaseView(Protocol):
    """What the presenter needs of the panel."""

    def show_case(self, line: SubmissionLine, state: State) -> None: ...
    def show_form_problem(self, field: str, sentence: str) -> None: ...
    def close_form(self) -> None: ...
    def close_case(self) -> None: ...
    def show_case_history(self, entries: Sequence[HistoryEntry]) -> None: ...


class CasePresenter:
    """Answers the panel of one submission, and keeps it current."""

    def __init__(self, view: CaseView, desk: Desk) -> None:
        self._view, self._desk = view, desk
        self._due: Due | None = None
        self._line: SubmissionLine | None = None

    def open(self, due: Due) -> None:
        """Show what one owner has, or has not, handed in."""
        self._due = due
        self.refresh()

    def forget(self, *_: object) -> None:
        self._due = self._line = None

    def refresh(self) -> None:
        """Show the submission as it is now."""
        due = self._due
        if due is None:
            return
        try:
            self._line = read_due(self._desk.db, due)
            states = read_states(self._desk.db, due.assessment_id, due.sitting)
        except NotFound:
            self.forget()
            self._view.close_case()
            return
        self._view.show_case(self._line, states.get(due.owner, State.DRAFT))

    def records_changed(self, kinds: frozenset[str]) -> None:
        if kinds & ALSO_SHOWN_OF:
            self.refresh()

    def hand_in(self, paths: Sequence[Path], values: Values) -> None:
        """Hand in files of this computer for the owner, off the window's thread."""
        due, db = self._due, self._desk.db
        if due is None or not paths:
            return
        try:
            received_at = read_in_london("received_at", values.get("received_at", ""))
        except RuleBroken as error:
            self._view.show_form_problem(error.field, str(error))
            return
        by = values.get("by", "").strip()

        def save(report: Progress) -> object:
            uploads = read_uploads(paths, report)
            return hand_in(db, due, uploads, by=by, received_at=received_at)

        name = paths[0].name if len(paths) == 1 else f"{len(paths):,} files"
        self._desk.runner.run(
            f"Handing in {name}",
            save,
            done=lambda _: self._view.close_form(),
            failed=self._refused,
            quiet=True,
        )

    def finalise(self) -> None:
        """Declare the submission final."""
        self._change(lambda line, key: finalise(self._desk.db, key, line.version))

    def withdraw_file(self, file: SubmissionFile) -> None:
        self._try(lambda: withdraw_file(self._desk.db, file.id, file.version))

    def withdraw_extension(self, extension_id: int, version: int) -> None:
        self._try(lambda: withdraw_extension(self._desk.db, extension_id, version))

    def withdraw_claim(self, claim_id: int, version: int) -> None:
        self._try(lambda: withdraw_claim(self._desk.db, claim_id, version))

    def submit(self, kind: str, values: Values, subject: tuple[int, int]) -> None:
        """Carry out what a form of the panel asks for.

        Args:
            kind: which form: "extension", "claim", "decide", "hold", "clear", "reopen", "attempt".
            values: what is in its fields; "whom" is a participant's id, "" for all.
            subject: the id and version of the hold or claim that it is about, if it is.
        """
        due, db = self._due, self._desk.db
        if due is None:
            return
        whom = int(values["whom"]) if values.get("whom") else None
        reason = values.get("reason", "")
        forms: dict[str, Callable[[], object]] = {
            "extension": lambda: self._extend(due, whom, values),
            "claim": lambda: claim_circumstances(
                db, _for(due, whom), values["claim"], values["evidence"]
            ),
            "decide": lambda: decide_circumstances(db, *subject, values["outcome"], reason),
            "hold": lambda: place_hold(db, due, values["hold"], reason, _member(due, whom)),
            "clear": lambda: clear_hold(db, *subject, reason),
            "reopen": lambda: self._reopen(reason),
            "attempt": lambda: give_attempt(
                db, due.assessment_id, _for(due, whom).owner, values["basis"]
            ),
        }
        self._try(forms[kind])

    def history_asked(self) -> None:
        """Show what was done to the submission."""
        if self._line and self._line.id:
            self._view.show_case_history(history_of(self._desk.db, "submission", self._line.id))
        else:
            self._view.show_case_history(())

    def _extend(self, due: Due, whom: int | None, values: Values) -> None:
        until = read_in_london("until", values["until"])
        if until is None:
            raise RuleBroken("until", "Enter the day and time, such as 1 March 2027, 12:00.")
        target = _for(due, whom)
        grant_extension(self._desk.db, target, until, values["reason"], self._version(target))

    def _version(self, due: Due) -> int:
        """Return the version of the extension as it was shown, 0 where there was none."""
        line = self._line
        if line is None:
            return 0
        shown = line.extension if line.owner == due.owner else None
        for member in line.members:
            if member.participant_id == due.owner.participant_id:
                shown = member.extension
        return shown.version if shown else 0

    def _reopen(self, reason: str) -> None:
        if self._line is None or self._line.id is None:
            raise RuleBroken("reason", "Nothing has been handed in, so nothing is closed.")
        reopen(self._desk.db, self._line.id, self._line.version, reason)

    def _change(self, action: Callable[[SubmissionLine, int], object]) -> None:
        line = self._line
        if line is not None and line.id is not None:
            key = line.id
            self._try(lambda: action(line, key))
        elif line is not None:
            self._desk.warn(f"{line.name} has handed nothing in yet.")

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except CohortDeskError as error:
            self._refused(error)
        else:
            self._view.close_form()
            self.refresh()

    def _refused(self, error: CohortDeskError) -> None:
        field = error.field if isinstance(error, RuleBroken) else ""
        self._view.show_form_problem(field, str(error))


def _for(due: Due, whom: int | None) -> Due:
    """Return what is due of one member, or of the owner."""
    if whom is None:
        return due
    return Due(due.assessment_id, due.sitting, Owner(participant_id=whom))


def _member(due: Due, whom: int | None) -> int | None:
    return None if whom == due.owner.participant_id else whom
