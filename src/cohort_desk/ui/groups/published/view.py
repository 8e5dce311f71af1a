"""The published versions of a round, the newest first, and what has changed since."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.groups.presenter.documents import PAPERS
from cohort_desk.ui.groups.presenter.published import VersionLine
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import Tag, button, label


class PublishedPanel(QWidget):
    """Lists versions; prints and exports any of them."""

    publish_asked = Signal()
    board_asked = Signal()
    print_asked = Signal(str, int)
    export_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.M)
        self.empty: EmptyState | None = None
        self._stack = QStackedWidget()
        body = QWidget()
        body.setObjectName("scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, tokens.XS, 0)
        inner.addLayout(self._column)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Published versions")
        scroll.setWidget(body)
        self._stack.addWidget(scroll)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def show_versions(self, versions: Sequence[VersionLine], changes: VersionLine | None) -> None:
        """List the versions; `changes` is what the next would hold."""
        clear_layout(self._column)
        if changes:
            self._column.addWidget(self._card(changes))
        for version in versions:
            self._column.addWidget(self._card(version))
        self._stack.setCurrentIndex(0)

    def show_nothing(self, *, can_publish: bool) -> None:
        """Say what publishing is, while nothing is published."""
        if self.empty:
            self._stack.removeWidget(self.empty)
            self.empty.deleteLater()
        note = (
            "Publishing freezes the groups as version 1, to print and to send. Later changes make "
            "a new version with a list of who moved."
        )
        action = "Publish…" if can_publish else "Go to the board"
        self.empty = EmptyState("badge-check", "Nothing is published yet.", action, note)
        self.empty.asked.connect(self.publish_asked if can_publish else self.board_asked)
        self._stack.addWidget(self.empty)
        self._stack.setCurrentWidget(self.empty)

    def _card(self, line: VersionLine) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        card.setAccessibleName(line.title)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(label(line.title, "heading"))
        head.addWidget(Tag(line.summary, "neutral" if line.number else "warning"))
        head.addStretch(1)
        for widget in self._buttons(line):
            head.addWidget(widget)
        layout.addLayout(head)
        layout.addWidget(label(line.subtitle, "muted", wrap=True))
        if line.moved:
            more = [f"and {line.more:,} more"] if line.more else []
            layout.addWidget(label("\n".join((*line.moved, *more)), wrap=True))
        return card

    def _buttons(self, line: VersionLine) -> list[QWidget]:
        if not line.number:
            go = button("Publish…", "badge-check")
            go.setAccessibleName("Publish the changes…")
            go.clicked.connect(self.publish_asked)
            return [go]
        printing = button("Print", "printer")
        printing.setProperty("menu", True)
        printing.setAccessibleName(f"Print {line.title}")
        menu = QMenu(printing)
        for paper, words in PAPERS.items():
            menu.addAction(f"{words}…", lambda what=paper: self.print_asked.emit(what, line.number))
        printing.setMenu(menu)
        export = button("Export…", "download")
        export.setAccessibleName(f"Export {line.title}…")
        export.clicked.connect(lambda: self.export_asked.emit(line.number))
        return [printing, export]
