"""Copies of a document that another program opens, deleted with the window that gave them.

copies = OutsideCopies()
if not copies.open("Report.pdf", content):
    ...                       # the computer has no program for it
copies.close()
"""

import stat
import tempfile
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_FOLDER = "cohort-desk-"


class OutsideCopies:
    """They hold people's work, so they lie where only this user reads."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def open(self, name: str, content: bytes) -> bool:
        """Open a copy that cannot be changed in the program that the computer has for it."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True)
        path = Path(self._folder.name) / Path(name).name
        path.unlink(missing_ok=True)
        path.write_bytes(content)
        path.chmod(stat.S_IRUSR)
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def close(self) -> None:
        """Delete the copies."""
        if self._folder:
            self._folder.cleanup()
            self._folder = None
