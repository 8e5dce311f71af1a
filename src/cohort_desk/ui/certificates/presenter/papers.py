"""What is done with issued certificates: printed, saved as one PDF, as files, as credentials."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from cohort_desk.domain.progress import Progress
from cohort_desk.domain.words import counted
from cohort_desk.files import whole_file
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
        """Show certificates as they print, in the order given; one alone as it was signed."""
        if len(ids) == 1:
            entry = read_certificate(self._db, ids[0])

            attempt(
                self._desk,
                lambda: self._view.show_document(
                    f"Certificate {entry.serial}", pdf_of(self._db, ids[0])
                ),
            )
            return
        said = counted(len(ids), "certificate", "certificates")
        self._view.show_paper(said, lambda path, report: self._write_prints(ids, path, report))

    def save_prints(self, ids: Sequence[int]) -> None:
        """Save certificates as one PDF to print."""
        self._save(
            "Save as one PDF",
            f"{_named(ids)}.pdf",
            PDF_FILES,
            ids,
            self._write_prints,
            "in one PDF",
        )

    def save_zip(self, ids: Sequence[int]) -> None:
        """Save certificates as files of their own, with their credentials, in a ZIP."""

        def write(chosen: Sequence[int], path: Path, report: Progress) -> None:
            # Only once one is written.
            from cohort_desk.exchange.certificates import write_zip  # noqa: PLC0415

            write_zip(self._db, tuple(chosen), path, report)

        self._save("Save as ZIP", f"{_named(ids)}.zip", ZIP_FILES, ids, write, "as files in a ZIP")

    def save_pdf(self, certificate_id: int) -> None:
        """Save a certificate as it was signed."""
        entry = read_certificate(self._db, certificate_id)

        def write(_ids: Sequence[int], path: Path, _report: Progress) -> None:
            with whole_file(path) as part:
                part.write_bytes(pdf_of(self._db, certificate_id))

        name = f"{entry.serial} {entry.name}.pdf"
        self._save("Save the certificate", name, PDF_FILES, (certificate_id,), write, "")

    def save_credential(self, certificate_id: int) -> None:
        """Save a certificate's Open Badge, which other systems verify."""
        entry = read_certificate(self._db, certificate_id)

        def write(_ids: Sequence[int], path: Path, _report: Progress) -> None:
            with whole_file(path) as part:
                part.write_text(credential_of(self._db, certificate_id), encoding="ascii")

        name = f"{entry.serial} {entry.name}.jwt"
        self._save("Save the credential", name, CREDENTIAL_FILES, (certificate_id,), write, "")

    def _write_prints(self, ids: Sequence[int], path: Path, report: Progress) -> None:
        from cohort_desk.reports.certificates.issuing import write_prints  # noqa: PLC0415 - as above

        write_prints(self._db, tuple(ids), path, report)

    def _save(  # noqa: PLR0913, PLR0917 - what is asked, written and told
        self,
        title: str,
        suggestion: str,
        kinds: str,
        ids: Sequence[int],
        write: Callable[[Sequence[int], Path, Progress], object],
        how: str,
    ) -> None:
        path = self._desk.dialogs.path_to_save(title, suggestion, kinds)
        if path is None:
            return
        what = f"{counted(len(ids), 'certificate', 'certificates')} {how}".strip()
        self._desk.runner.run(
            f"Saving {what}",
            lambda report: write(ids, path, report),
            done=lambda _: self._desk.say(f"Saved {what}: {path.name}."),
            writes=False,
        )


def _named(ids: Sequence[int]) -> str:
    return "Certificate" if len(ids) == 1 else f"{len(ids)} certificates"
