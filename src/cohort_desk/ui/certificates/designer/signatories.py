"""Who signs a certificate on paper: names, titles and pictures of signatures."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cohort_desk.domain.certificates.design import MOST_SIGNATORIES, Signatory
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.picture_field import PictureField
from cohort_desk.ui.kit.widgets import button, icon_button, label


class SignatoryRow(QFrame):
    """One of them."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.name, self.title = QLineEdit(), QLineEdit()
        for field, caption, hint in (
            (self.name, "Name", "Such as Professor Mair Owen"),
            (self.title, "Title", "Such as Dean"),
        ):
            field.setAccessibleName(f"{caption} of signatory {number}")
            field.setPlaceholderText(hint)
        self.picture = PictureField(f"Signature {number}", captioned=False)
        self.remove = icon_button(f"Remove signatory {number}", "trash-2")
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(self.name, 1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.S)
        column.setSpacing(tokens.XS)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(self.problem)
        column.addWidget(self.picture)

    def signatory(self) -> Signatory:
        """Return who is typed here."""
        return Signatory(self.name.text().strip(), self.title.text().strip(), self.picture.sha256)

    def show_signatory(self, one: Signatory, content: bytes) -> None:
        for field, text in ((self.name, one.name), (self.title, one.title)):
            if field.text().strip() != text:
                with QSignalBlocker(field):
                    field.setText(text)
                    field.setCursorPosition(0)
        self.picture.show_picture(one.image, content)

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


class SignatoriesField(QWidget):
    """All of them, in the order in which they stand on the sheet."""

    drafted = Signal()
    left = Signal()
    picture_wanted = Signal(object, object)
    picture_choice_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[SignatoryRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.S)
        self.add = button("Add signatory", "plus")
        self.add.clicked.connect(self._add)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._column)
        layout.addLayout(foot)

    @property
    def rows(self) -> tuple[SignatoryRow, ...]:
        return tuple(self._rows)

    def signatories(self) -> tuple[Signatory, ...]:
        """Return those that have a name, a title or a picture."""
        return tuple(one for row in self._rows if (one := row.signatory()) != Signatory(""))

    def show_signatories(
        self, shown: Sequence[Signatory], pictures: Mapping[str, bytes], *, fresh: bool
    ) -> None:
        """Show these; a row that was added and is still empty stays unless all is `fresh`."""
        empty = 0 if fresh else sum(row.signatory() == Signatory("") for row in self._rows)
        wanted = min(len(shown) + empty, MOST_SIGNATORIES)
        while len(self._rows) > wanted:
            self._rows.pop().deleteLater()
        while len(self._rows) < wanted:
            self._append()
        for at, row in enumerate(self._rows):
            one = shown[at] if at < len(shown) else Signatory("")
            row.show_signatory(one, pictures.get(one.image, b""))
            row.show_problem("")
        self.add.setVisible(len(self._rows) < MOST_SIGNATORIES)

    def show_pictures(self, shown: Sequence[Signatory], pictures: Mapping[str, bytes]) -> None:
        """Show the pictures of these alone, where the rows are the same."""
        if len(shown) == len(self._rows):
            for row, one in zip(self._rows, shown, strict=True):
                row.picture.show_picture(one.image, pictures.get(one.image, b""))

    def field_at(self, at: int) -> QWidget:
        """Return the first field of one of them."""
        return self._rows[at].name if at < len(self._rows) else self.add

    def show_problem(self, at: int, sentence: str) -> None:
        """Say what is wrong with one of them."""
        if at < len(self._rows):
            self._rows[at].show_problem(sentence)

    def _add(self) -> None:
        row = self._append()
        self.add.setVisible(len(self._rows) < MOST_SIGNATORIES)
        row.name.setFocus()

    def _append(self) -> SignatoryRow:
        row = SignatoryRow(len(self._rows) + 1)
        for field in (row.name, row.title):
            field.textEdited.connect(self.drafted)
            field.editingFinished.connect(self.left)
        row.remove.clicked.connect(lambda: self._remove(row))

        def take(path: Path) -> None:
            self.picture_wanted.emit(self._rows.index(row), path)

        row.picture.wanted.connect(take)
        row.picture.choose_asked.connect(
            lambda: self.picture_choice_asked.emit(self._rows.index(row))
        )
        row.picture.removed.connect(lambda: self._remove_picture(row))
        self._rows.append(row)
        self._column.addWidget(row)
        return row

    def _remove(self, row: SignatoryRow) -> None:
        self._rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add.show()
        self.add.setFocus()
        self.left.emit()

    def _remove_picture(self, row: SignatoryRow) -> None:
        row.picture.show_picture("", b"")
        self.left.emit()
