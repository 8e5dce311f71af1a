"""Verifying certificates: files that were dropped or chosen, or a serial and code as typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from cohort_desk.domain.certificates.codes import read_code
from cohort_desk.domain.certificates.serial import read_serial
from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.progress import Progress
from cohort_desk.ui.certificates.presenter.words import in_groups
from cohort_desk.ui.kit.desk import Desk

if TYPE_CHECKING:
    from cohort_desk.exchange.verification import Verdict

CERTIFICATE_FILES = "Certificates (*.pdf *.jwt *.jws *.json *.zip)"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, a file's name or a serial, and the answer: in a word, and in sentences.

    `headline` is the answer with the warning that goes with it; `warned` says that there is one.
    `certificate_id` is the one in the register, 0 if it is in none. `facts` are what the
    certificate says, as captions and texts.
    """

    id: int
    what: str
    answer: str
    headline: str
    warned: bool
    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    serial: str = ""
    name: str = ""
    certificate_id: int = 0


class VerifyPageView(Protocol):
    """What the presenter needs of its view."""

    def show_checked(self, checked: Sequence[Checked]) -> None: ...
    def show_checking(self, files: int) -> None: ...
    def show_code_problem(self, field: str, sentence: str) -> None: ...


class VerifyPresenter:
    """Answers the view that verifies."""

    def __init__(self, view: VerifyPageView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db

    def choose(self) -> None:
        """Ask for files, and check them."""
        self.check(self._desk.dialogs.paths_to_open("Verify certificates", CERTIFICATE_FILES))

    def check(self, paths: Sequence[Path]) -> None:
        """Check these files, and those in these folders and ZIPs, one after another."""
        if not paths:
            return
        self._view.show_checking(len(paths))
        self._desk.runner.run(
            "Verifying certificates",
            lambda report: self._checked(paths, report),
            done=lambda found: self._view.show_checked(cast("tuple[Checked, ...]", found)),
            failed=self._refuse,
            writes=False,
        )

    def check_code(self, serial: str, code: str) -> None:
        """Check a serial and a code as they are printed; what a QR code holds is taken whole."""
        # Only once something is verified: what reads signatures is a large library.
        from cohort_desk.exchange.verification import read_printed, verify_code  # noqa: PLC0415

        if not code.strip():
            serial, code = read_printed(serial)
        if read_serial(serial) is None:
            self._view.show_code_problem("serial", "A serial looks like SCRLP-2026-0001.")
            return
        if read_code(code) is None:
            self._view.show_code_problem(
                "code",
                "This cannot be a code: a character is mistyped or missing. It has twelve, such "
                "as K7QF-3M2P-9TXX.",
            )
            return
        try:
            verdict = verify_code(self._db, serial, code)
        except CohortDeskError as error:
            self._view.show_code_problem("code", str(error))
            return
        self._view.show_checked((_checked(0, read_serial(serial) or serial, verdict),))

    def _checked(self, shown: Sequence[Path], report: Progress) -> tuple[Checked, ...]:
        # As above.
        from cohort_desk.exchange.verification import verify_all  # noqa: PLC0415

        found = verify_all(shown, self._db, report=report)
        return tuple(_checked(at, one.name, one.verdict) for at, one in enumerate(found))

    def _refuse(self, error: CohortDeskError) -> None:
        self._view.show_checked(())
        self._desk.warn(str(error))


def _checked(number: int, what: str, verdict: "Verdict") -> Checked:
    entry = verdict.entry
    said = None if verdict.answer == "Altered" else verdict.statement
    return Checked(
        number,
        what,
        str(verdict.answer),
        verdict.headline,
        verdict.headline != verdict.answer,
        verdict.sentences,
        tuple(_readable(caption, text) for caption, text in verdict.facts),
        said.serial if said else entry.serial if entry else "",
        said.name if said else entry.name if entry else "",
        entry.id if entry else 0,
    )


def _readable(caption: str, text: str) -> tuple[str, str]:
    return (caption, in_groups(text)) if caption.startswith("Fingerprint") else (caption, text)
