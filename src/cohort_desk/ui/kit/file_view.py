"""Shows any file that was handed in: its pages where they can be drawn, else a way to open it.

view = FileView("Report")
view.show_files([FileToShow("Report.pdf", read), FileToShow("Figures.xlsx", read)])
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.outside import OutsideCopies
from cohort_desk.ui.kit.pdf_view import PdfView
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import icon_button

_DRAWN = (".pdf", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")


@dataclass(frozen=True, slots=True)
class FileToShow:
    """A file by its name, and how to get its content."""

    name: str
    read: Callable[[], bytes]


class FileView(QWidget):
    """One of several files at a time, chosen above it."""

    problem = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._files: tuple[FileToShow, ...] = ()
        self._copies = OutsideCopies()
        self._nothing: EmptyState | None = None
        self.destroyed.connect(self.close_copies)
        self.choice = QComboBox()
        self.choice.setAccessibleName("File")
        self.choice.activated.connect(self._show)
        self.outside = icon_button("Open in its own program", "external-link")
        self.outside.clicked.connect(self.open_outside)
        self.pdf = PdfView(name)
        self.pdf.add_tool(self.outside)
        self._body = QStackedWidget()
        self._body.addWidget(self.pdf)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.XS)
        layout.addWidget(self.choice)
        layout.addWidget(self._body, 1)

    def show_files(self, files: Sequence[FileToShow], nothing: str = "") -> None:
        """Offer these files and show the first that has pages; `nothing` is said of none."""
        self._files = tuple(files)
        self.choice.clear()
        self.choice.addItems([file.name for file in files])
        self.choice.setVisible(len(files) > 1)
        if not files:
            self._say("file-text", nothing or "Nothing has been handed in yet.", "")
            return
        drawn = [at for at, file in enumerate(files) if _is_drawn(file.name)]
        self.choice.setCurrentIndex(drawn[0] if drawn else 0)
        self._show()

    def take_focus(self) -> None:
        if self._body.currentWidget() is self.pdf:
            self.pdf.take_focus()
        elif self._nothing and self._nothing.action:
            self._nothing.action.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_outside(self) -> None:
        """Open a copy that cannot be changed in the program that the computer has for it."""
        at = self.choice.currentIndex()
        content = self._read(at)
        if content is None:
            return
        name = self._files[at].name
        if not self._copies.open(name, content):
            self.problem.emit(
                f"This computer has no program for “{name}”. Export the file from the "
                "project to take it elsewhere."
            )

    def close_copies(self) -> None:
        """Delete the copies that other programs were given."""
        self._copies.close()

    def _show(self) -> None:
        at = self.choice.currentIndex()
        if not _is_drawn(self._files[at].name):
            self._say(
                "file-text",
                f"“{self._files[at].name}” cannot be drawn here. Its own program opens a copy "
                "that cannot be changed.",
                "Open in its own program",
            )
            return
        content = self._read(at)
        if content is not None:
            self._body.setCurrentWidget(self.pdf)
            self.pdf.open(self._files[at].name, content)

    def _read(self, at: int) -> bytes | None:
        try:
            return self._files[at].read()
        except CohortDeskError as error:
            self._say("triangle-alert", str(error), "")
            return None

    def _say(self, icon: str, sentence: str, action: str) -> None:
        if self._nothing:
            self._body.removeWidget(self._nothing)
            self._nothing.deleteLater()
        self._nothing = EmptyState(icon, sentence, action)
        self._nothing.asked.connect(self.open_outside)
        self._body.addWidget(self._nothing)
        self._body.setCurrentWidget(self._nothing)


def _is_drawn(name: str) -> bool:
    return name.casefold().endswith(_DRAWN)
