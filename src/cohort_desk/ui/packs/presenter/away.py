"""A working file that was made from a pack: what it is, and the way back to the office."""

from typing import Protocol

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.exchange.packs import save_return
from cohort_desk.services.packs import AwayPack, away_pack
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.packs.presenter.packs import PACK_FILES


class AwayView(Protocol):
    """What the presenter needs of its page."""

    def show_away(self, found: AwayPack) -> None: ...
    def show_away_problem(self, field: str, sentence: str) -> None: ...


class AwayPresenter:
    """Answers the page in a working file."""

    def __init__(self, view: AwayView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db

    def refresh(self) -> None:
        """Show how far the marking is."""
        found = away_pack(self._db)
        if found is not None:
            self._view.show_away(found)

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Count again once anything was marked."""
        if kinds & {"mark", "criterion_mark", "pack"}:
            self.refresh()

    def save(self, passphrase: str, again: str) -> None:
        """Ask where, and save the returned pack."""
        if passphrase != again:
            self._view.show_away_problem(
                "again", "The two passphrases differ. Type the same one twice."
            )
            return
        found = away_pack(self._db)
        if found is None:
            return
        self._view.show_away_problem("again", "")
        suggestion = f"Returned by {found.head.reader}.cohortpack"
        path = self._desk.dialogs.path_to_save("Save the returned pack", suggestion, PACK_FILES)
        if path is None:
            return
        self._desk.runner.run(
            "Saving the returned pack",
            lambda _report: save_return(self._db, path, passphrase),
            done=lambda _: self._desk.say(f"Saved {path.name}. Send it to the office."),
            failed=self._failed,
            writes=False,
        )

    def _failed(self, error: CohortDeskError) -> None:
        self._view.show_away_problem("passphrase", str(error))
