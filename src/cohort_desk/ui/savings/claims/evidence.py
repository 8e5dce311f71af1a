"""Files of evidence: their rows, and what opens a copy or saves one."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services.savings.claims.inbox import read_evidence
from cohort_desk.services.savings.shapes import Evidence
from cohort_desk.services.store import save_copy
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.outside import OutsideCopies
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import icon_button, label
from cohort_desk.ui.savings.claims.links import LinkRow
from cohort_desk.ui.savings.claims.words import digest_words, size_words


class EvidenceRow(QWidget):
    """A file of evidence: open it, save a copy, or take it away; one not kept yet only the last."""

    open_asked = Signal(str, str)
    save_asked = Signal(str, str)
    removal_asked = Signal()

    def __init__(self, name: str, note: str, sha256: str = "") -> None:
        super().__init__()
        self._name = name
        self.row = LinkRow(name, "file-text", f"Open {name}")
        self.row.link.setEnabled(bool(sha256))
        self.row.clicked.connect(lambda: self.open_asked.emit(sha256, name))
        if sha256:
            save = icon_button(f"Save a copy of {name}", "save")
            save.clicked.connect(lambda: self.save_asked.emit(sha256, name))
            self.row.add(save)
        told = label(note, "small", wrap=True)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(told)

    def offer_removal(self) -> None:
        """Offer to take the file away."""
        remove = icon_button(f"Take {self._name} away", "x")
        remove.clicked.connect(self.removal_asked)
        self.row.add(remove)


class EvidenceList(QWidget):
    """The files that a claim rests on."""

    open_asked = Signal(str, str)
    save_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S)

    def show_files(self, files: Sequence[Evidence]) -> None:
        clear_layout(self._column)
        for file in files:
            row = EvidenceRow(
                file.name, f"{size_words(file.size)}. {digest_words(file.sha256)}", file.sha256
            )
            row.open_asked.connect(self.open_asked)
            row.save_asked.connect(self.save_asked)
            self._column.addWidget(row)


class EvidenceFiles:
    """Opens copies of evidence in other programs, and saves copies; `close` deletes the former."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._copies = desk, OutsideCopies()

    def open(self, sha256: str, name: str) -> None:
        """Open a copy in the program that the computer has for it."""

        def got(data: object) -> None:
            if isinstance(data, bytes) and not self._copies.open(name, data):
                self._desk.warn(
                    f"This computer has no program for {name}. Save a copy, and open it elsewhere."
                )

        self._run("Reading the evidence", lambda: read_evidence(self._desk.db, sha256), got)

    def save(self, sha256: str, name: str) -> None:
        """Ask where, and save a copy there."""
        path = self._desk.dialogs.path_to_save(f"Save a copy of {name}", name)
        if path is not None:
            self._save(sha256, name, path)

    def close(self) -> None:
        """Delete the copies that were opened."""
        self._copies.close()

    def _save(self, sha256: str, name: str, path: Path) -> None:
        self._run(
            f"Saving {name}",
            lambda: save_copy(self._desk.db, sha256, path),
            lambda _: self._desk.say(f"Saved a copy of {name} as {path.name}."),
        )

    def _run(self, title: str, work: Callable[[], object], done: Callable[[object], None]) -> None:
        def failed(error: CohortDeskError) -> None:
            self._desk.warn(str(error))

        self._desk.runner.run(
            title, lambda _report: work(), done=done, failed=failed, writes=False, quiet=True
        )
