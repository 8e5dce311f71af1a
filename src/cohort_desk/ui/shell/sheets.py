"""Two sheets over the window: all shortcuts (Ctrl+/), and help on this page (F1)."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.commands import CommandRegistry, spoken
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_IN_LISTS = (
    ("Open what is chosen", "Enter"),
    ("Edit", "F2"),
    ("Delete", "Del"),
    ("Choose several", "Shift or Ctrl + click"),
    ("Choose all", "Ctrl+A"),
    ("Copy the rows", "Ctrl+C"),
    ("From the search into the list", "↓"),
    ("Close the panel", "Esc"),
)
_SHEET, _HELP = (760, 560), 480


class ShortcutsSheet(QDialog):
    """Every shortcut, by group, in two columns; those of the page that is shown come first."""

    def __init__(
        self, parent: QWidget, commands: CommandRegistry, page: Page | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Shortcuts")
        self.resize(*_SHEET)
        groups = {"On this page": list(page.shortcuts) if page else []}
        for group, actions in commands.groups().items():
            groups[group] = _with_keys(actions)
        groups = {group: lines for group, lines in groups.items() if lines}
        groups["In lists"] = list(_IN_LISTS)
        halves = QHBoxLayout()
        halves.setContentsMargins(0, 0, tokens.M, 0)
        halves.setSpacing(tokens.XXL)
        columns = [QVBoxLayout(), QVBoxLayout()]
        heights = [0, 0]
        for heading, lines in groups.items():
            at = heights.index(min(heights))
            heights[at] += len(lines) + 2
            columns[at].addWidget(_group(heading, lines))
        for column in columns:
            column.setSpacing(tokens.L)
            column.addStretch(1)
            halves.addLayout(column, 1)
        body = QWidget()
        body.setObjectName("scrolled")
        body.setLayout(halves)
        _fill(self, "Shortcuts", body)


class HelpSheet(QDialog):
    """What a page is for and how to work it."""

    def __init__(self, parent: QWidget, page: Page) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Help: {page.title.text()}")
        self.resize(_HELP, _HELP)
        self.words = label(page.help_text, wrap=True)
        self.words.setObjectName("scrolled")
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        _fill(self, page.title.text(), self.words)


def _fill(dialog: QDialog, title: str, body: QWidget) -> None:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(body)
    close = button("Close", look="primary")
    close.clicked.connect(dialog.accept)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(tokens.XL, tokens.L, tokens.XL, tokens.L)
    layout.setSpacing(tokens.L)
    layout.addWidget(label(title, "title"))
    layout.addWidget(scroll, 1)
    layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _with_keys(actions: list[QAction]) -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    return [
        (spoken(action).removesuffix("…"), action.shortcut().toString(native))
        for action in actions
        if not action.shortcut().isEmpty()
    ]


def _group(heading: str, lines: list[tuple[str, str]]) -> QWidget:
    shell = QWidget()
    grid = QGridLayout(shell)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(tokens.XS)
    grid.setColumnStretch(0, 1)
    grid.addWidget(label(heading, "heading"), 0, 0, 1, 2)
    for at, (what, keys) in enumerate(lines, start=1):
        grid.addWidget(label(what), at, 0)
        grid.addWidget(_key(keys), at, 1, Qt.AlignmentFlag.AlignRight)
    return shell


def _key(keys: str) -> QLabel:
    made = label(keys, "key")
    made.setMinimumHeight(Theme.current().px(tokens.TARGET))
    return made
