"""One clash, with what went out, what the office has and what came back; or an entry in full."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cohort_desk.domain.packs.words import NOTHING, CellKind
from cohort_desk.services.packs import Outcome
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label, restyle
from cohort_desk.ui.packs.presenter.comparison import AWAY, OFFICE, MergeLine

_TYPES = "Alt+3 types another, "
_KEYS = (
    f"Alt+1 keeps the office’s value, Alt+2 takes what came back, {_TYPES}Alt+Up and Alt+Down go "
    "through the clashes."
)
_LEAST_WIDTH = 300
_TEXT_HEIGHT = 120


class ClashPanel(QWidget):
    """Settles one clash after the other; digits with Alt choose from anywhere on the page."""

    chosen = Signal(str)
    typed = Signal(str)
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self.what = label("", "strong", wrap=True)
        self.where = label("", "muted", wrap=True)
        self.base, self.office, self.away = (_Side(name) for name in _SIDES)
        self.keep = button("Keep this")
        self.take = button("Take this")
        self.other = QLineEdit()
        self.other.setPlaceholderText("Another value")
        self.other.setAccessibleName("Another value")
        self.both = QPlainTextEdit()
        self.both.setAccessibleName("Another text, at first both")
        self.both.setTabChangesFocus(True)
        self.both.setFixedHeight(Theme.current().px(_TEXT_HEIGHT))
        self.use = button("Use this")
        self.problem = label("", "error", wrap=True)
        self.state = label("", "muted", wrap=True)
        self.keys = label(_KEYS, "small", wrap=True)
        self.back = icon_button("Clash before (Alt+Up)", "chevron-up")
        self.on = icon_button("Next clash (Alt+Down)", "chevron-down")
        self.keep.setAccessibleName("Keep the office’s value")
        self.take.setAccessibleName("Take what came back")
        self.setMinimumWidth(Theme.current().px(_LEAST_WIDTH))
        self._lay_out()
        self._connect()

    def show_clash(self, line: MergeLine) -> None:
        """Show a clash, settled or not."""
        self._show_values(line)
        about, (_base, office, away) = line.row.about, line.row.shown
        self.office.mark(chosen=line.chosen is not None and line.chosen == office)
        self.away.mark(chosen=line.chosen is not None and line.chosen == away)
        self._offer(about.kind)
        self.both.setPlainText("\n\n".join(text for text in (office, away) if text))
        self.show_problem("")
        settled = "It will be empty." if line.chosen == "" else f"It will be “{line.chosen}”."
        self.state.setText(settled if line.chosen is not None else "Not settled yet.")
        self.setAccessibleName(f"Clash: {about.where}, {about.what}")

    def show_entry(self, line: MergeLine) -> None:
        """Show what becomes of an entry in which nothing clashes, and why."""
        self._show_values(line)
        for side in (self.office, self.away):
            side.mark(chosen=False)
        self._offer(None)
        self.show_problem(line.row.reason)
        taken = line.row.outcome is Outcome.TAKEN
        stays = "The office’s value stays as it is."
        self.state.setText("It is entered when you merge." if taken else stays)
        about = line.row.about
        self.setAccessibleName(f"{line.outcome}: {about.where}, {about.what}")

    def show_problem(self, sentence: str) -> None:
        """Say why what was typed cannot be had."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.other.text():
            self.other.clear()
        else:
            super().keyPressEvent(event)

    def listen(self, page: QWidget) -> None:
        """Take the keys of the choice wherever on the page the focus is."""
        for keys, run in (
            ("Alt+1", lambda: self.chosen.emit(OFFICE)),
            ("Alt+2", lambda: self.chosen.emit(AWAY)),
            ("Alt+3", self._go_to_other),
            ("Alt+Up", lambda: self.stepped.emit(-1)),
            ("Alt+Down", lambda: self.stepped.emit(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _show_values(self, line: MergeLine) -> None:
        about = line.row.about
        self.what.setText(about.what)
        self.where.setText(f"{about.where} · {about.of}" if about.of else about.where)
        for side, value in zip((self.base, self.office, self.away), line.row.shown, strict=True):
            side.show_value(value)

    def _offer(self, kind: CellKind | None) -> None:
        """Have what a choice takes in sight; nothing of it where there is no choice."""
        # A decision is one of the two as it stands: nobody has made a third.
        typed = kind is not None and kind is not CellKind.DECISION
        self.other.clear()
        self.other.setVisible(typed and kind is not CellKind.TEXT)
        self.both.setVisible(kind is CellKind.TEXT)
        self.use.setVisible(typed)
        for each in (self.keep, self.take, self.back, self.on, self.keys):
            each.setVisible(kind is not None)
        self.keys.setText(_KEYS if typed else _KEYS.replace(_TYPES, ""))

    def _go_to_other(self) -> None:
        (self.both if self.other.isHidden() else self.other).setFocus()

    def _use(self) -> None:
        text = self.both.toPlainText() if self.other.isHidden() else self.other.text()
        self.typed.emit(text)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.what, 1)
        head.addWidget(self.back)
        head.addWidget(self.on)
        other = QHBoxLayout()
        other.addWidget(self.other, 1)
        other.addWidget(self.both, 1)
        other.addWidget(self.use, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        layout.addWidget(self.where)
        layout.addWidget(self.base)
        sides = QHBoxLayout()
        sides.setSpacing(tokens.S)
        for side, choose in ((self.office, self.keep), (self.away, self.take)):
            column = QVBoxLayout()
            column.addWidget(side, 1)
            column.addWidget(choose)
            sides.addLayout(column, 1)
        layout.addLayout(sides)
        layout.addLayout(other)
        layout.addWidget(self.problem)
        layout.addWidget(self.state)
        layout.addWidget(self.keys)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.keep.clicked.connect(lambda: self.chosen.emit(OFFICE))
        self.take.clicked.connect(lambda: self.chosen.emit(AWAY))
        self.use.clicked.connect(self._use)
        self.other.returnPressed.connect(lambda: self.typed.emit(self.other.text()))
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))


_SIDES = ("As it went out", "At the office", "Came back")


class _Side(QFrame):
    """One of the three values, under its name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._name = name
        self.caption = label(name, "label")
        self.value = label("", wrap=True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.S)
        layout.setSpacing(tokens.XS)
        layout.addWidget(self.caption)
        layout.addWidget(self.value, 1)

    def show_value(self, text: str) -> None:
        self.value.setText(text or NOTHING)
        self.setAccessibleName(f"{self._name}: {text or 'nothing'}")

    def mark(self, *, chosen: bool) -> None:
        """Say whether this is the one that was chosen."""
        self.caption.setText(f"{self._name} ✓" if chosen else self._name)
        restyle(self, "on", chosen)
