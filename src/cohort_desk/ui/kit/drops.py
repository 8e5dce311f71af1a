"""Places to drop files from outside.

area = DropArea()
area.dropped.connect(presenter.take)      # a list of paths
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame

from cohort_desk.ui.kit.widgets import restyle


class DropArea(QFrame):
    """Takes files that are dropped on it or on anything in it."""

    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()
            restyle(self, "dropping", True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, "dropping", False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, "dropping", False)
        if paths := dropped_paths(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)


def dropped_paths(event: QDropEvent) -> list[Path]:
    """Return the files of this computer that are being dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
