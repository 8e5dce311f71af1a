"""The criteria that members are rated by: listed, changed in place, locked once somebody rated."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cohort_desk.services.peers import PeerCriterion
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label, rule

_LOCKED = (
    "Somebody has rated, so the criteria stay as they are. Withdraw the ratings returned so far to "
    "change them."
)


class CriteriaList(QWidget):
    """Shows criteria and passes on what is asked of one."""

    added = Signal(str, str)
    edited = Signal(int, int, str, str)
    moved = Signal(int, int, int)
    deleted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._editing: PeerCriterion | None = None
        self.lock = label(_LOCKED, "muted", wrap=True)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(tokens.S)
        self.title = QLineEdit()
        self.title.setAccessibleName("Title of the criterion")
        self.title.setPlaceholderText("Title")
        self.description = QPlainTextEdit()
        self.description.setAccessibleName("Description of the criterion")
        self.description.setPlaceholderText("What a rater looks for")
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(Theme.current().px(64))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.save = button("Add criterion", "plus")
        self.cancel = button("Cancel", look="link")
        self.cancel.hide()
        self._caption = label("Another criterion", "strong")
        self.save.clicked.connect(self._save)
        self.title.returnPressed.connect(self._save)
        self.cancel.clicked.connect(self._end_editing)
        self._lay_out()

    def show_criteria(self, criteria: Sequence[PeerCriterion], *, locked: bool) -> None:
        """Show these; what is being typed stays."""
        clear_layout(self.lines)
        for at, criterion in enumerate(criteria):
            if at:
                self.lines.addWidget(rule())
            self.lines.addWidget(self._line(criterion, at, len(criteria), locked=locked))
        if not criteria:
            self.lines.addWidget(label("There are no criteria yet. Add one to rate by.", "muted"))
        self.lock.setVisible(locked)
        self._editor.setVisible(not locked)
        if self._editing is not None and self._editing not in criteria:
            self._end_editing()

    def show_problem(self, sentence: str) -> None:
        """Say why a criterion was refused; "" once it has been taken."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if not sentence:
            self._end_editing()

    def _line(self, criterion: PeerCriterion, at: int, count: int, *, locked: bool) -> QWidget:
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.XS)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(criterion.title, "strong", wrap=True))
        if criterion.description:
            words.addWidget(label(criterion.description, "muted", wrap=True))
        row.addLayout(words, 1)
        if locked:
            return shell
        ident, version = criterion.id, criterion.version
        actions: tuple[tuple[str, str, bool, Callable[[], None]], ...] = (
            ("Move up", "arrow-up", at > 0, lambda: self.moved.emit(ident, version, at - 1)),
            (
                "Move down",
                "arrow-down",
                at < count - 1,
                lambda: self.moved.emit(ident, version, at + 1),
            ),
            ("Change", "pencil", True, lambda: self._edit(criterion)),
            ("Delete", "trash-2", True, lambda: self.deleted.emit(ident, version)),
        )
        for name, icon, possible, run in actions:
            made = icon_button(f"{name}: {criterion.title}", icon)
            made.setEnabled(possible)
            made.clicked.connect(run)
            row.addWidget(made)
        return shell

    def _edit(self, criterion: PeerCriterion) -> None:
        self._editing = criterion
        self._caption.setText(f"Change {criterion.title}")
        self.title.setText(criterion.title)
        self.description.setPlainText(criterion.description)
        self.save.setText("Save criterion")
        self.cancel.show()
        self.title.setFocus()

    def _end_editing(self) -> None:
        self._editing = None
        self._caption.setText("Another criterion")
        self.title.clear()
        self.description.clear()
        self.save.setText("Add criterion")
        self.cancel.hide()
        self.problem.hide()

    def _save(self) -> None:
        title, words = self.title.text(), self.description.toPlainText()
        if self._editing is None:
            self.added.emit(title, words)
        else:
            self.edited.emit(self._editing.id, self._editing.version, title, words)

    def _lay_out(self) -> None:
        self._editor = QWidget()
        editor = QVBoxLayout(self._editor)
        editor.setContentsMargins(0, tokens.S, 0, 0)
        editor.setSpacing(tokens.S)
        editor.addWidget(self._caption)
        editor.addWidget(self.title)
        editor.addWidget(self.description)
        editor.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.cancel)
        row.addStretch(1)
        editor.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.lock)
        layout.addLayout(self.lines)
        layout.addWidget(self._editor)
        layout.addStretch(1)
