"""From a report to the print preview: written off the UI thread, shown, and then forgotten.

    show_paper(session.prints, self, "Group lists", lambda path, report: write(lists, path, report))

The PDF holds names, so it lies in a folder that only this user can read, and is deleted as soon
as the preview has read it.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cohort_desk.domain.progress import Progress
from cohort_desk.ui.kit.print_job import Paper
from cohort_desk.ui.kit.print_queue import PrintQueue

WritePdf = Callable[[Path, Progress], object]
"""Writes the document to the path, reporting how far it is."""


def show_paper(prints: PrintQueue, parent: QWidget, title: str, write: WritePdf) -> None:
    """Write a document and show its preview; what cannot be written is told as a message."""

    def make(report: Progress) -> bytes:
        with tempfile.TemporaryDirectory(prefix="cohort-desk-") as folder:
            path = Path(folder) / "document.pdf"
            write(path, report)
            return path.read_bytes()

    def show(content: object) -> None:
        if isinstance(content, bytes):
            show_preview(prints, parent, title, content)

    prints.runner.run(f"Preparing {title}", make, done=show, writes=False, quiet=True)


def show_preview(prints: PrintQueue, parent: QWidget, title: str, content: bytes) -> None:
    """Show the preview of a document that is there already, such as a stored certificate."""
    # Seldom wanted, and slow to load.
    from cohort_desk.ui.kit.print_preview import PrintPreview  # noqa: PLC0415

    PrintPreview(Paper(title, content), prints, parent).open()
