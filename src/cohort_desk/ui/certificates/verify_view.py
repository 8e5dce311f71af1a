"""Verifying: a place to drop certificates, and the answer in large."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.certificates.facts import FactList
from cohort_desk.ui.certificates.presenter.verify import Checked
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.drops import DropArea
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

TONES: dict[str, tokens.ToneName] = {
    "Genuine": "success",
    "Altered": "danger",
    "Unknown": "warning",
    "Revoked": "danger",
    "Superseded": "warning",
}
_ICONS = {
    "Genuine": "badge-check",
    "Altered": "octagon-x",
    "Unknown": "circle-help",
    "Revoked": "octagon-x",
    "Superseded": "refresh-cw",
}
_ICON_SIZE = 56
_CODE_WIDTH, _LIST_WIDTH = 264, 400


def tone_of(one: Checked) -> tokens.ToneName:
    """Return the tone of an answer; a genuine one with a warning is no success."""
    return "warning" if one.warned else TONES[one.answer]


def _in_short(one: Checked) -> str:
    return f"{one.answer}, but changed" if one.warned else one.answer


COLUMNS: tuple[Column[Checked], ...] = (
    Column(
        "Answer",
        _in_short,
        key="answer",
        width=190,
        chip=lambda one: Chip(_in_short(one), tone_of(one)),
    ),
    Column("File", lambda one: one.what, key="file", width=176, grows=True),
    Column("Serial", lambda one: one.serial, key="serial", width=160, hidden=True, whole=True),
    Column("Name", lambda one: one.name, key="name", width=180, hidden=True),
)


class VerifyView(DropArea):
    """Takes files and codes, and shows what became of them."""

    choose_asked = Signal()
    code_typed = Signal(str, str)
    entry_asked = Signal(int)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self._all: tuple[Checked, ...] = ()
        self.prompt = _Prompt()
        self.codes = _Codes()
        self.answer = AnswerCard()
        self.model = TableModel[Checked](COLUMNS, identity=lambda one: one.id)
        self.table = DataTable(self.model, "Checked files", ("file", "files"), memory=memory)
        self.table.setMinimumWidth(Theme.current().px(260))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(tokens.M)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(_scrolled(self.answer))
        split.setStretchFactor(1, 1)
        split.setSizes([Theme.current().px(_LIST_WIDTH), _LIST_WIDTH])
        self._body = QStackedWidget()
        self._body.addWidget(self.prompt)
        self._body.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.codes)
        layout.addWidget(self._body, 1)
        self.prompt.choose.clicked.connect(self.choose_asked)
        self.codes.typed.connect(self.code_typed)
        self.answer.entry_asked.connect(self.entry_asked)
        self.table.current_changed.connect(self._show_one)

    def show_checking(self, files: int) -> None:
        """Say that files are being checked."""
        self.prompt.say("Checking…" if files == 1 else f"Checking {files:,} files…")
        self._body.setCurrentIndex(0)

    def show_checked(self, checked: Sequence[Checked]) -> None:
        """Show the answers, the first in large; none brings back the place to drop."""
        self.prompt.say("")
        self._all = tuple(checked)
        self._body.setCurrentIndex(1 if checked else 0)
        if not checked:
            return
        self.table.setVisible(len(checked) > 1)
        self.model.show_rows(checked)
        self.answer.show_answer(checked[0])
        if len(checked) > 1:
            self.table.choose((checked[0].id,))

    def show_code_problem(self, field: str, sentence: str) -> None:
        self.codes.show_problem(field, sentence)

    def _show_one(self, number: int | None) -> None:
        for one in self._all:
            if one.id == number:
                self.answer.show_answer(one)


class _Prompt(QFrame):
    """Where to drop, before anything is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = label("", "heading", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note = label(
            "Certificates as PDF, their statements (.jws) or credentials (.jwt): one or many, or a "
            "folder or ZIP of them. Nothing is sent anywhere: the signature is checked here, and "
            "the register of this programme says whether the certificate still holds.",
            "muted",
            wrap=True,
        )
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = button("Choose files…", "folder-open")
        self.choose.setAccessibleName("Choose files to verify…")
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XXL, tokens.XL, tokens.XXL, tokens.XL)
        column.setSpacing(tokens.M)
        column.addStretch(2)
        for widget in (self._picture, self.words, note):
            column.addWidget(widget)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.say("")
        Theme.current().changed.connect(self._draw)
        self._draw()

    def say(self, sentence: str) -> None:
        self.words.setText(sentence or "Drop certificates here to verify them")

    def _draw(self) -> None:
        self._picture.setPixmap(Theme.current().pixmap("shield", _ICON_SIZE, "accent"))


class _Codes(QWidget):
    """A serial and a code, as they are printed on a certificate."""

    typed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.serial, self.code = QLineEdit(), QLineEdit()
        self.check = button("Check", "shield")
        self.check.setAccessibleName("Check serial and code")
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        row = FlowLayout()
        caption = label("Or type what is printed on it", "label")
        caption.setBuddy(self.serial)
        row.add(caption)
        for field, name, hint in (
            (self.serial, "Serial", "Serial, such as SCRLP-2026-0001"),
            (self.code, "Verification code", "Code, such as K7QF-3M2P-9TXX"),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
            field.setMinimumWidth(Theme.current().px(_CODE_WIDTH))
            field.returnPressed.connect(self._tell)
            field.textEdited.connect(lambda: self.show_problem("", ""))
            row.add(field)
        row.add(self.check)
        self.check.clicked.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.XS)
        layout.addLayout(row)
        layout.addWidget(self.problem)

    def show_problem(self, field: str, sentence: str) -> None:
        """Say which of the two cannot be right, and go there."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            (self.serial if field == "serial" else self.code).setFocus()

    def _tell(self) -> None:
        self.show_problem("", "")
        self.typed.emit(self.serial.text(), self.code.text())


class AnswerCard(QFrame):
    """One answer: an icon and a word in large, what it means, and what the certificate says."""

    entry_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("Answer")
        self._shown: Checked | None = None
        self._picture = QLabel()
        self.word = label("", "display", wrap=True)
        self.what = label("", "muted", wrap=True)
        self.sentences = QVBoxLayout()
        self.sentences.setSpacing(tokens.S)
        self.facts = QVBoxLayout()
        self.entry = button("Show in the register", "list-checks")
        self.entry.clicked.connect(self._ask_entry)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.word)
        words.addWidget(self.what)
        head = QHBoxLayout()
        head.setSpacing(tokens.L)
        head.addWidget(self._picture)
        head.addLayout(words, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.entry)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XL, tokens.XL, tokens.XL, tokens.XL)
        column.setSpacing(tokens.L)
        column.addLayout(head)
        column.addLayout(self.sentences)
        column.addLayout(self.facts)
        column.addLayout(foot)
        column.addStretch(1)
        Theme.current().changed.connect(self._draw)

    def show_answer(self, one: Checked) -> None:
        self._shown = one
        self.word.setText(one.headline)
        self.what.setText(one.what)
        self.setAccessibleDescription(f"{one.headline}. {' '.join(one.sentences)}")
        clear_layout(self.sentences)
        for sentence in one.sentences:
            self.sentences.addWidget(label(sentence, wrap=True))
        clear_layout(self.facts)
        self.facts.addWidget(FactList(one.facts))
        self.entry.setVisible(bool(one.certificate_id))
        self._draw()

    def _ask_entry(self) -> None:
        if self._shown:
            self.entry_asked.emit(self._shown.certificate_id)

    def _draw(self) -> None:
        if one := self._shown:
            theme = Theme.current()
            icon = "triangle-alert" if one.warned else _ICONS[one.answer]
            self._picture.setPixmap(theme.pixmap(icon, _ICON_SIZE, _ROLES[tone_of(one)]))


def _scrolled(card: QFrame) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName("Answer")
    area.setWidget(card)
    return area


_ROLES: dict[tokens.ToneName, str] = {
    "success": "success",
    "danger": "danger",
    "warning": "warning",
    "neutral": "muted",
}
