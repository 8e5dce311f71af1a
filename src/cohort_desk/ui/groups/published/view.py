"""The published versions of a round, the newest first, and what changed between any two."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.groups.document_menu import give_menu
from cohort_desk.ui.groups.papers import EXPORTS, PAPERS, of_version
from cohort_desk.ui.groups.presenter.published import Comparison, VersionLine
from cohort_desk.ui.groups.published.comparison import ComparisonCard
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.print_queue import PrintQueue
from cohort_desk.ui.kit.printing import show_preview
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.states import EmptyState, LoadingState
from cohort_desk.ui.kit.widgets import Tag, button, label


class PublishedPanel(QWidget):
    """Lists versions; prints and exports any of them."""

    publish_asked = Signal()
    board_asked = Signal()
    print_asked = Signal(str, int)
    export_asked = Signal(str, int)
    version_asked = Signal(int)

    def __init__(self, prints: PrintQueue) -> None:
        super().__init__()
        self._prints = prints
        self._pending, self._column = QVBoxLayout(), QVBoxLayout()
        self._column.setSpacing(tokens.M)
        self.comparison = ComparisonCard()
        self.empty: EmptyState | None = None
        self._stack = QStackedWidget()
        body = QWidget()
        body.setObjectName("scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, tokens.XS, 0)
        inner.setSpacing(tokens.M)
        inner.addLayout(self._pending)
        inner.addWidget(self.comparison)
        inner.addLayout(self._column)
        inner.addStretch(1)
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Published versions")
        scroll.setWidget(body)
        self._stack.addWidget(scroll)
        self._stack.addWidget(LoadingState("Reading the published versions…"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def show_versions(self, versions: Sequence[VersionLine], changes: VersionLine | None) -> None:
        """List the versions; `changes` is what the next would hold."""
        clear_layout(self._pending)
        clear_layout(self._column)
        if changes:
            self._pending.addWidget(self._card(changes))
        for version in versions:
            self._column.addWidget(self._card(version))
        self._stack.setCurrentIndex(0)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show what changed between two states; None while there is nothing to compare."""
        self.comparison.setVisible(comparison is not None)
        if comparison:
            self.comparison.show_comparison(comparison)

    def show_preview(self, content: bytes, title: str) -> None:
        show_preview(self._prints, self, title, content)

    def copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def show_reading(self) -> None:
        """Show that the versions of a round are being read for the first time."""
        self.comparison.hide()
        self._stack.setCurrentIndex(1)

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
        head = FlowLayout()
        head.add(label(line.title, "heading"))
        head.add(Tag(line.summary, "neutral" if line.number else "warning"), stretch=1)
        for widget in self._buttons(line):
            head.add(widget)
        layout.addLayout(head)
        layout.addWidget(label(line.subtitle, "muted", wrap=True))
        if line.changes:
            layout.addWidget(label("\n".join(line.changes), wrap=True))
        if line.more:
            everything = button(f"Show all {line.more + len(line.changes):,}", look="link")
            everything.setAccessibleName(f"{everything.text()} changes of {line.title}")
            everything.clicked.connect(lambda: self._show_all(line.number))
            layout.addWidget(everything, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_all(self, number: int) -> None:
        self.version_asked.emit(number)
        self._scroll.ensureWidgetVisible(self.comparison, 0, 0)
        self.comparison.grid.setFocus()

    def _buttons(self, line: VersionLine) -> list[QWidget]:
        if not line.number:
            go = button("Publish…", "badge-check")
            go.setAccessibleName("Publish the changes…")
            go.clicked.connect(self.publish_asked)
            return [go]
        printing = button("Print", "printer")
        printing.setAccessibleName(f"Print {line.title}")
        export = button("Export", "download")
        export.setAccessibleName(f"Export {line.title}")
        number = line.number
        give_menu(printing, of_version(PAPERS), lambda paper: self.print_asked.emit(paper, number))
        give_menu(export, of_version(EXPORTS), lambda kind: self.export_asked.emit(kind, number))
        return [printing, export]
