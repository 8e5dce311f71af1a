"""Questions put to the user, behind a face that tests can answer for.

    if self._dialogs.confirm("Withdraw Aisha Khan?", "She leaves Group 3 …", "Withdraw"):
        ...
    path = self._dialogs.path_to_save("Save the refused rows", "Refused rows.xlsx", SHEETS)

A presenter takes `Dialogs`; the wiring gives it `QtDialogs(page)`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import restyle

PROGRAMMES = "Cohort Desk programmes (*.cohort)"
OPENED = "Cohort Desk programmes and packs (*.cohort *.cohortpack)"
SHEETS_IN = "Spreadsheets and tables (*.xlsx *.ods *.xls *.csv *.tsv *.txt)"
PDF = "PDF document (*.pdf)"
_WIDTH = 420


class Dialogs(Protocol):
    """The modal questions a presenter may ask; None or False means "never mind"."""

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        """Ask whether to go on; the button that does says `verb`."""
        ...

    def choose(self, title: str, text: str, verbs: Sequence[str]) -> int | None:
        """Ask which of several ways to go, as an index."""
        ...

    def tell(self, title: str, text: str) -> None:
        """Say something that has to be read before going on."""
        ...

    def ask_text(
        self,
        title: str,
        caption: str,
        text: str = "",
        check: Callable[[str], str] | None = None,
        *,
        secret: bool = False,
    ) -> str | None:
        """Ask for a line of text; `check` returns what is wrong with it, or "".

        What is typed into a `secret` one is not shown.
        """
        ...

    def path_to_open(self, title: str, kinds: str = "") -> Path | None:
        """Ask for an existing file; `kinds` is a name filter such as SHEETS_IN."""
        ...

    def paths_to_open(self, title: str, kinds: str = "") -> Sequence[Path]:
        """Ask for one or more existing files; none means "never mind"."""
        ...

    def path_to_save(self, title: str, suggestion: str, kinds: str = "") -> Path | None:
        """Ask where to save; overwriting has been agreed to."""
        ...

    def folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        ...


class QtDialogs:
    """Asks the real user."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        box = self._box(title, text)
        go = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        restyle(go, "look", "danger" if danger else "primary")
        cancel = box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel if danger else go)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is go

    def choose(self, title: str, text: str, verbs: Sequence[str]) -> int | None:
        box = self._box(title, text)
        buttons = [box.addButton(verb, QMessageBox.ButtonRole.AcceptRole) for verb in verbs]
        restyle(buttons[0], "look", "primary")
        box.setDefaultButton(buttons[0])
        box.setEscapeButton(box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole))
        box.exec()
        clicked = box.clickedButton()
        return next((at for at, made in enumerate(buttons) if made is clicked), None)

    def tell(self, title: str, text: str) -> None:
        box = self._box(title, text)
        restyle(box.addButton("OK", QMessageBox.ButtonRole.AcceptRole), "look", "primary")
        box.exec()

    def ask_text(
        self,
        title: str,
        caption: str,
        text: str = "",
        check: Callable[[str], str] | None = None,
        *,
        secret: bool = False,
    ) -> str | None:
        dialog = TextDialog(self._parent, title, caption, text, check)
        if secret:
            dialog.field.setEchoMode(QLineEdit.EchoMode.Password)
        return dialog.text() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def path_to_open(self, title: str, kinds: str = "") -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(self._parent, title, "", kinds)
        return Path(chosen) if chosen else None

    def paths_to_open(self, title: str, kinds: str = "") -> Sequence[Path]:
        chosen, _ = QFileDialog.getOpenFileNames(self._parent, title, "", kinds)
        return [Path(each) for each in chosen]

    def path_to_save(self, title: str, suggestion: str, kinds: str = "") -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self._parent, title, suggestion, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(Path(suggestion).suffix)

    def folder(self, title: str) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(self._parent, title)
        return Path(chosen) if chosen else None

    def _box(self, title: str, text: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        return box


class TextDialog(QDialog):
    """Asks for one line of text."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        caption: str,
        text: str = "",
        check: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self._form = Form()
        self.field = QLineEdit()
        self._form.add("text", caption, self.field, check=check)
        self._form.set_values({"text": text})
        self.field.selectAll()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = QPushButton("Save")
        self.save.setDefault(True)
        restyle(self.save, "look", "primary")
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._try)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.L, tokens.L, tokens.L)
        layout.setSpacing(tokens.L)
        layout.addWidget(self._form)
        layout.addWidget(buttons)

    def text(self) -> str:
        return self.field.text().strip()

    def _try(self) -> None:
        if self._form.check_all():
            self.accept()
