"""The register: every certificate issued, looked up, revoked, reissued."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.certificates.statuses import STATUS_WORDS
from cohort_desk.domain.errors import CohortDeskError, NotFound, RuleBroken
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.exchange.certificates import write_register_table
from cohort_desk.services.certificates.entries import Entry
from cohort_desk.services.certificates.lists import Register, read_list
from cohort_desk.services.certificates.register import (
    RegisterFilter,
    filtered,
    read_certificate,
    read_register,
)
from cohort_desk.services.certificates.runs import Replaced
from cohort_desk.services.certificates.status import revoke
from cohort_desk.services.signing import Signer, WrongPassphrase
from cohort_desk.ui.certificates.presenter.holding import KeyHolder
from cohort_desk.ui.kit.desk import SHEETS_OUT, Desk
from cohort_desk.ui.kit.elsewhere import LatestReading

if TYPE_CHECKING:
    from cohort_desk.domain.certificates.kinds import Kind

CHANGED = "changed"
"""Among the statuses that the register is narrowed to: something has changed since."""
FALLEN = "fallen"
"""Likewise: valid, but the award, result or attendance that it certifies was changed since."""


class RegisterView(Protocol):
    """What the presenter needs of its view."""

    def show_register(self, shown: Sequence[Entry], total: int) -> None: ...
    def show_status_counts(self, counts: Mapping[str, int]) -> None: ...
    def choose(self, certificate_id: int) -> None: ...
    def show_every_cohort(self, *, shown: bool) -> None: ...
    def clear_filters(self) -> None: ...
    def show_status(self, status: str) -> None: ...


class RegisterPage(Protocol):
    """What the presenter needs of the page: the panel of one certificate."""

    def show_certificate(self, entry: Entry) -> None: ...
    def shown_certificate(self) -> int: ...
    def close_certificate(self) -> None: ...
    def show_status_form(self, task: str, entry: Entry, told: str, *, locked: bool) -> None: ...
    def show_status_problem(self, field: str, sentence: str) -> None: ...
    def show_paper(self, title: str, write: Callable[[Path, Progress], object]) -> None: ...


class RegisterPresenter:
    """Answers the register and the panel of one certificate."""

    def __init__(
        self, page: RegisterPage, view: RegisterView, desk: Desk, holder: KeyHolder
    ) -> None:
        self._page, self._view = page, view
        self._desk, self._db, self._holder = desk, desk.db, holder
        self._all: tuple[Entry, ...] = ()
        self._shown: tuple[Entry, ...] = ()
        self._text = ""
        self._statuses: tuple[object, ...] = ()
        self._kinds: tuple[object, ...] = ()
        self._every_cohort = False
        self._wanted = 0
        self._reading = LatestReading("Reading the register", desk)

    def show(self) -> None:
        """Read the register of the cohort, or of all cohorts."""
        cohort = None if self._every_cohort else self._desk.cohort_id
        self._reading.ask(
            lambda _report: read_register(self._db, cohort), self._take, at_once=False
        )

    def show_all_cohorts(self, *, shown: bool) -> None:
        """Show certificates of every cohort, or of the chosen one alone."""
        self._every_cohort = shown
        self.show()

    def search(self, text: str) -> None:
        self._text = text
        self._narrow()

    def filter_statuses(self, statuses: tuple[object, ...]) -> None:
        self._statuses = statuses
        self._narrow()

    def filter_kinds(self, kinds: tuple[object, ...]) -> None:
        self._kinds = kinds
        self._narrow()

    def widen(self) -> None:
        """Show every certificate again."""
        self._text, self._statuses, self._kinds = "", (), ()
        self._narrow()

    def go_to(self, certificate_id: int) -> None:
        """Show one certificate in the register, of whatever cohort it is."""
        self._wanted = certificate_id
        try:
            entry = read_certificate(self._db, certificate_id)
        except NotFound as error:
            self._desk.warn(str(error))
            return
        if entry.cohort_id != self._desk.cohort_id:
            self._every_cohort = True
            self._view.show_every_cohort(shown=True)
        self._text, self._statuses, self._kinds = "", (), ()
        self._view.clear_filters()
        self.show()

    def show_fallen(self) -> None:
        """Show those of the cohort that are valid, but of which what they certify was changed."""
        self._text, self._statuses, self._kinds = "", (FALLEN,), ()
        self._every_cohort = False
        self._view.show_every_cohort(shown=False)
        self._view.clear_filters()
        self._view.show_status(FALLEN)
        self.show()

    def open(self, certificate_id: int) -> None:
        """Show one certificate, with what became of it."""
        try:
            entry = read_certificate(self._db, certificate_id)
        except NotFound:
            self._page.close_certificate()
            return
        self._page.show_certificate(entry)

    def start(self, task: str, certificate_id: int) -> None:
        """Ask for what is needed to "revoke" or to "reissue" a certificate."""
        entry = read_certificate(self._db, certificate_id)
        if task == "reissue" and self._holder.key is None:
            self._desk.warn("Make a key first: the new certificate is signed with it.")
            return
        if entry.status != "valid":
            self._desk.warn(
                entry.damage or f"{entry.serial} is {entry.status} already, and stays so."
            )
            return
        holder = self._holder
        self._page.show_status_form(task, entry, holder.told, locked=not holder.is_unlocked)

    def revoke(self, certificate_id: int, version: int, reason: str, note: str) -> None:
        """Revoke a certificate for good."""
        try:
            revoke(self._db, certificate_id, version, reason, note)
        except CohortDeskError as error:
            self._refuse(error)
        else:
            self.open(certificate_id)

    def reissue(
        self, certificate_id: int, version: int, why: tuple[str, str], passphrase: str
    ) -> None:
        """Issue a certificate anew, with what it would say today; why is a reason and a note."""

        def work(signer: Signer, report: Progress) -> int:
            # Only once something is issued: what draws and signs is a large library.
            from cohort_desk.reports.certificates.issuing import (  # noqa: PLC0415
                reissue_certificate,
            )

            report(0, 1)
            replaced = Replaced(certificate_id, version, *why)
            return reissue_certificate(self._db, replaced, self._db.actor, signer)

        def run(signer: Signer) -> None:
            self._desk.runner.run(
                "Reissuing the certificate",
                lambda report: work(signer, report),
                done=lambda new: self._reissued(certificate_id, cast("int", new)),
                failed=self._refuse,
            )

        self._holder.with_signer(passphrase, run, self._refuse)

    def export(self) -> None:
        """Save the certificates shown as a sheet."""
        path = self._desk.dialogs.path_to_save("Export the register", "Register.xlsx", SHEETS_OUT)
        if path is None:
            return
        register = self._listed()
        self._desk.runner.run(
            "Exporting the register",
            lambda report: write_register_table(register, path, report),
            done=lambda _: self._desk.say(
                f"Saved {counted(len(self._shown), 'certificate', 'certificates')} in {path.name}."
            ),
            writes=False,
        )

    def print_list(self) -> None:
        """Show the certificates listed as they print."""
        register = self._listed()

        def write(path: Path, report: Progress) -> None:
            # Only once it is printed.
            from cohort_desk.reports.certificate_register import (  # noqa: PLC0415
                write_register,
            )

            write_register(register, path, report)

        self._page.show_paper("Register of certificates", write)

    def _listed(self) -> Register:
        """Return what is shown, in the order of the serials."""
        cohort = None if self._every_cohort else self._desk.cohort_id
        return read_list(self._db, cohort, tuple(reversed(self._shown)))

    def _reissued(self, old: int, new: int) -> None:
        before, after = (read_certificate(self._db, key).serial for key in (old, new))
        self._desk.say(f"Issued {after} in place of {before}, which is superseded now.")
        self._wanted = new
        self.show()

    def _take(self, entries: Sequence[Entry]) -> None:
        self._all = tuple(reversed(entries))
        self._narrow()
        if self._wanted:
            wanted, self._wanted = self._wanted, 0
            self._view.choose(wanted)
            self.open(wanted)
        elif shown := self._page.shown_certificate():
            self.open(shown)

    def _narrow(self) -> None:
        kinds = cast("tuple[Kind, ...]", self._kinds)
        found = filtered(self._all, RegisterFilter(self._text, kinds))
        counts = {status: sum(entry.status == status for entry in found) for status in STATUS_WORDS}
        counts[CHANGED] = sum(bool(entry.since) for entry in found)
        counts[FALLEN] = sum(bool(entry.changes.certified) for entry in found)
        self._view.show_status_counts(counts)
        self._shown = tuple(entry for entry in found if self._is_wanted(entry))
        self._view.show_register(self._shown, len(self._all))

    def _is_wanted(self, entry: Entry) -> bool:
        if not self._statuses:
            return True
        wanted = {entry.status}
        if entry.since:
            wanted.add(CHANGED)
        if entry.changes.certified:
            wanted.add(FALLEN)
        return not wanted.isdisjoint(self._statuses)

    def _refuse(self, error: CohortDeskError) -> None:
        field = error.field if isinstance(error, RuleBroken) else ""
        if isinstance(error, WrongPassphrase):
            field = "passphrase"
        self._page.show_status_problem(field, str(error))
