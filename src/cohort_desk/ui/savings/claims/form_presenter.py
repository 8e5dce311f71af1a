"""Makes, corrects and withdraws claims, by the form that other views open too."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError, RuleBroken
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.submissions.kinds import Upload
from cohort_desk.services.savings.claims.claiming import make_claim
from cohort_desk.services.savings.claims.decisions import withdraw_claim
from cohort_desk.services.savings.claims.ground import (
    ClaimGround,
    read_ground,
    read_ground_to_correct,
)
from cohort_desk.services.store import digest_of, read_upload
from cohort_desk.ui.kit.desk import Desk, attempt
from cohort_desk.ui.savings.claims.form_asked import Attached, ClaimAsked, Preview
from cohort_desk.ui.savings.claims.form_filling import Values, asked_of, entered, preview_of
from cohort_desk.ui.savings.claims.words import digest_words, size_words

_FIELDS = {"benefit": "", "replaces": "", "pot": "gross"}
"""The fields of the form by those that the rules name, where they differ."""


class ClaimFormView(Protocol):
    """What the presenter needs of the form."""

    def ask(self, asked: ClaimAsked) -> None: ...
    def values(self) -> Mapping[str, object]: ...
    def show_files(self, files: Sequence[Attached]) -> None: ...
    def show_preview(self, preview: Preview) -> None: ...
    def show_problem(self, field: str, sentence: str) -> None: ...


class ClaimFormPresenter:
    """Fills the form, keeps its evidence, and makes the claim.

    Args:
        view: the form, which is this presenter's alone.
        desk: the window around it.
        show: puts the form where it is seen, under a title.
        done: takes it away again, after a claim or instead of one.
    """

    def __init__(
        self,
        view: ClaimFormView,
        desk: Desk,
        *,
        show: Callable[[str], None],
        done: Callable[[], None],
    ) -> None:
        self._form, self._desk, self._show, self._done = view, desk, show, done
        self._ground: ClaimGround | None = None
        self._new: dict[str, Upload] = {}
        self._kept: dict[str, Attached] = {}
        self._untouched: Values = {}

    @property
    def is_open(self) -> bool:
        """Whether a claim is being made."""
        return self._ground is not None

    def make(self, benefit_id: int) -> None:
        """Ask for a new claim; where nothing can be claimed, say why."""

        def begin() -> None:
            ground = read_ground(self._desk.db, benefit_id)
            if ground.lacks:
                raise RuleBroken("benefit", ground.lacks[0])
            self._begin(ground)

        attempt(self._desk, begin)

    def correct(self, claim_id: int) -> None:
        """Ask for a claim that takes the place of another, filled in like it."""
        attempt(self._desk, lambda: self._begin(read_ground_to_correct(self._desk.db, claim_id)))

    def withdraw(self, claim_id: int) -> None:
        """Ask why, and withdraw a claim."""
        reason = self._desk.dialogs.ask_text(
            "Withdraw the claim", "Reason", check=lambda text: "" if text else "Say why."
        )
        if reason is not None:
            attempt(self._desk, lambda: withdraw_claim(self._desk.db, claim_id, reason))

    def may_leave(self) -> bool:
        """Ask whether a half-typed claim may be dropped; True if it may, or there is none."""
        if self._ground is None or not self._is_touched():
            return True
        dropped = self._desk.dialogs.confirm(
            "Drop this claim?",
            "What you have typed has not been claimed yet, and will be lost.",
            "Drop it",
            danger=True,
        )
        if dropped:
            self._end()
        return dropped

    def cancel(self) -> None:
        """Take the form away; nothing is claimed."""
        self._end()
        self._done()

    def choose_files(self) -> None:
        """Ask for files of evidence."""
        self.add_files(self._desk.dialogs.paths_to_open("Choose files of evidence"))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files as evidence; what cannot be read is said."""
        refused: list[str] = []
        for path in paths:
            try:
                data = read_upload(path)
            except RuleBroken as error:
                refused.append(str(error))
                continue
            self._new[digest_of(data)] = Upload(path.name, data)
        self._show_files()
        if refused:
            self._form.show_problem("evidence", " ".join(refused))

    def remove_file(self, sha256: str) -> None:
        """Take a file away from the claim."""
        self._new.pop(sha256, None)
        self._kept.pop(sha256, None)
        self._show_files()

    def preview(self, values: Values) -> None:
        """Say what the claim would come to as typed so far."""
        if self._ground is not None:
            self._form.show_preview(preview_of(self._ground, values))

    def claim(self, values: Values) -> None:
        """Make the claim; what is refused is shown at its field."""
        ground = self._ground
        if ground is None:
            return
        try:
            typed = entered(ground, values, tuple(self._new.values()), tuple(self._kept))
            replaces = ground.corrected.id if ground.corrected else None
            make_claim(self._desk.db, typed, replaces, values["reason"])
        except RuleBroken as error:
            self._form.show_problem(_FIELDS.get(error.field, error.field), str(error))
        except CohortDeskError as error:
            self._form.show_problem("", str(error))
        else:
            self._end()
            self._done()

    def _begin(self, ground: ClaimGround) -> None:
        before = self._ground
        title = "Correct a claim" if ground.corrected else "Make a claim"
        if before and _same(before, ground) and self._is_touched():
            # The panel was closed over it: what was typed is still there.
            self._ground = ground
            self._show(title)
            return
        if self.may_leave():
            self._show(title)
            self._fill(ground)

    def _fill(self, ground: ClaimGround) -> None:
        self._ground = ground
        before = ground.corrected.evidence if ground.corrected else ()
        self._new = {}
        self._kept = {
            file.sha256: Attached(
                file.name,
                f"{size_words(file.size)}. {digest_words(file.sha256)}",
                file.sha256,
                kept=True,
            )
            for file in before
        }
        self._form.ask(asked_of(ground, datetime.now(LONDON).date()))
        self._show_files()
        self._untouched = dict(self._form.values())
        self.preview(self._untouched)

    def _end(self) -> None:
        self._ground, self._new, self._kept = None, {}, {}

    def _is_touched(self) -> bool:
        return bool(self._new) or dict(self._form.values()) != self._untouched

    def _show_files(self) -> None:
        new = [
            Attached(
                file.name, f"{size_words(len(file.data))}. {digest_words(key)}", key, kept=False
            )
            for key, file in self._new.items()
        ]
        self._form.show_files([*self._kept.values(), *new])


def _same(one: ClaimGround, other: ClaimGround) -> bool:
    """Say whether two forms are for the same claim."""
    corrects = [ground.corrected.id if ground.corrected else 0 for ground in (one, other)]
    return one.benefit_id == other.benefit_id and corrects[0] == corrects[1]
