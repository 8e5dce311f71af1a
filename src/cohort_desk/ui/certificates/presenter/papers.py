"""What is done with issued certificates: printed, saved as one PDF, as files, as credentials."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.files import whole_file
from cohort_desk.services.certificates.batches import read_whole
from cohort_desk.services.certificates.handing_out import HandedOut, to_hand_out
from cohort_desk.services.certificates.register import credential_of, pdf_of, read_certificate
from cohort_desk.ui.kit.desk import Desk, attempt

ZIP_FILES = "ZIP archive (*.zip)"
PDF_FILES = "PDF document (*.pdf)"
CREDENTIAL_FILES = "Credential (*.jwt)"


class PaperView(Protocol):
    """What the presenter needs of its page."""

    def show_paper(self, title: str, write: Callable[[Path, Progress], object]) -> None: ...
    def show_document(self, title: str, content: bytes) -> None: ...


class PapersPresenter:
    """Answers what can be done with one certificate or with several."""

    def __init__(self, view: PaperView, desk: Desk) -> None:
        self._view, self._desk, self._db = view, desk, desk.db

    def preview(self, ids: Sequence[int]) -> None:
        """Show valid certificates as they print, in the order given; one alone as signed."""
        chosen = self._chosen(ids)
        if chosen is None:
            return
        if chosen.left_out:
            self._desk.say(chosen.left_out)
        if len(chosen.ids) == 1:
            (only,) = chosen.ids
            title = f"Certificate {read_certificate(self._db, only).serial}"
            attempt(self._desk, lambda: self._view.show_document(title, pdf_of(self._db, only)))
            return
        said = counted(len(chosen.ids), "certificate", "certificates")
        self._view.show_paper(said, lambda path, report: self._write_prints(ids, path, report))

    def save_prints(self, ids: Sequence[int]) -> None:
        """Save certificates as one PDF to print."""
        self._save_several("Save as one PDF", PDF_FILES, ids, self._write_prints, "in one PDF")

    def save_zip(self, ids: Sequence[int]) -> None:
        """Save certificates as files of their own, with their credentials, in a ZIP."""

        def write(chosen: Sequence[int], path: Path, report: Progress) -> HandedOut:
            # Only once one is written.
            from cohort_desk.exchange.certificates import write_zip  # noqa: PLC0415

            return write_zip(self._db, tuple(chosen), path, report)

        self._save_several("Save as ZIP", ZIP_FILES, ids, write, "as files in a ZIP")

    def save_pdf(self, certificate_id: int) -> None:
        """Save a certificate as it was signed; of one no longer valid the name says so."""

        def write(path: Path) -> None:
            with whole_file(path) as part:
                part.write_bytes(pdf_of(self._db, certificate_id))

        self._save_one("Save the certificate", certificate_id, PDF_FILES, write)

    def save_credential(self, certificate_id: int) -> None:
        """Save a certificate's Open Badge, which other systems verify."""

        def write(path: Path) -> None:
            with whole_file(path) as part:
                part.write_text(credential_of(self._db, certificate_id), encoding="ascii")

        self._save_one("Save the credential", certificate_id, CREDENTIAL_FILES, write)

    def _chosen(self, ids: Sequence[int]) -> HandedOut | None:
        """Return which of them may be printed or packed; if none, why is said."""
        try:
            return to_hand_out(self._db, ids)
        except CohortDeskError as error:
            self._desk.warn(str(error))
            return None

    def _write_prints(self, ids: Sequence[int], path: Path, report: Progress) -> HandedOut:
        from cohort_desk.reports.certificates.issuing import write_prints  # noqa: PLC0415 - as above

        return write_prints(self._db, tuple(ids), path, report)

    def _save_several(
        self,
        title: str,
        kinds: str,
        ids: Sequence[int],
        write: Callable[[Sequence[int], Path, Progress], HandedOut],
        how: str,
    ) -> None:
        chosen = self._chosen(ids)
        if chosen is None:
            return
        name = "Certificate" if len(chosen.ids) == 1 else f"{len(chosen.ids)} certificates"
        path = self._desk.dialogs.path_to_save(title, f"{name}{_suffix(kinds)}", kinds)
        if path is None:
            return

        def tell(written: object) -> None:
            handed_out = cast("HandedOut", written)
            said = f"Saved {_counted(handed_out)} {how}: {path.name}. {handed_out.left_out}"
            self._desk.say(said.rstrip())

        self._desk.runner.run(
            f"Saving {_counted(chosen)} {how}",
            lambda report: write(ids, path, report),
            done=tell,
            writes=False,
        )

    def _save_one(
        self,
        title: str,
        certificate_id: int,
        kinds: str,
        write: Callable[[Path], None],
    ) -> None:
        (file,) = read_whole(self._db, (certificate_id,))
        path = self._desk.dialogs.path_to_save(title, f"{file.name}{_suffix(kinds)}", kinds)
        if path is None:
            return
        self._desk.runner.run(
            "Saving 1 certificate",
            lambda _report: write(path),
            done=lambda _: self._desk.say(f"Saved 1 certificate: {path.name}."),
            writes=False,
        )


def _counted(handed_out: HandedOut) -> str:
    return counted(len(handed_out.ids), "certificate", "certificates")


def _suffix(kinds: str) -> str:
    return kinds.partition("*")[2].rstrip(")")
