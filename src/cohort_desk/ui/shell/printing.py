"""The print queue in the window: its count at the top, its sheet, and a word when it fails."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit.session import Session

if TYPE_CHECKING:
    from cohort_desk.ui.shell.window import MainWindow


class Printing(QObject):
    """Shows how many documents wait, and opens the queue."""

    def __init__(self, window: "MainWindow", session: Session) -> None:
        super().__init__(window)
        self._window, self._prints = window, session.prints
        self._dialogs = session.dialogs
        window.top.prints_asked.connect(self.open_sheet)
        self._prints.changed.connect(self._show_count)
        self._prints.failed.connect(window.say_problem)
        window.commands.add(
            "prints",
            "Print queue…",
            self.open_sheet,
            group="File",
            icon="printer",
            shortcut="Ctrl+Shift+P",
        )
        window.installEventFilter(self)
        self._show_count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask before the window closes over documents that nobody has printed."""
        waits = event.type() == QEvent.Type.Close and self._prints.waiting
        if waits and not self._agrees_to_forget(waits):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def open_sheet(self) -> None:
        """Open the queue."""
        # Seldom wanted, and what it needs is slow to load.
        from cohort_desk.ui.shell.print_sheet import PrintSheet  # noqa: PLC0415

        sheet = PrintSheet(self._prints, self._window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def close(self) -> None:
        """Take the queue out of the window and forget what is in it."""
        self._window.removeEventFilter(self)
        self._window.commands.remove("prints")
        self._prints.changed.disconnect(self._show_count)
        self._prints.close()
        self._window.top.show_prints(None)
        self.deleteLater()

    def _agrees_to_forget(self, waiting: int) -> bool:
        waits = counted(waiting, "document waits", "documents wait")
        return self._dialogs.confirm(
            "Close with documents still to print?",
            f"{waits} in the print queue. If you close now they are forgotten; they can be made "
            "again from their pages.",
            "Forget and close",
            danger=True,
        )

    def _show_count(self) -> None:
        self._window.top.show_prints(self._prints.waiting if self._prints.jobs else None)
