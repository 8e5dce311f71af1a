"""What was changed, by whom and when: the History drawer of a record.

history = HistoryList()
history.show_entries(history_of(db, "participant", 7))
page.detail.show_widget("History of Aisha Khan", history)
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_moment
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import label, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.services.history import FieldChange, HistoryEntry


class HistoryList(QWidget):
    """Steps, newest first; each with its fields, old value and new."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("History")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(tokens.M)
        self._body = QWidget()
        self._layout.addWidget(self._body)

    def show_entries(self, entries: "Sequence[HistoryEntry]") -> None:
        """Show these in place of those before."""
        self._layout.removeWidget(self._body)
        self._body.deleteLater()
        self._body = _column(entries) if entries else EmptyState("history", "Nothing has changed.")
        self._layout.addWidget(self._body)


def _column(entries: "Sequence[HistoryEntry]") -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.M)
    for entry in entries:
        column.addWidget(_entry(entry))
        column.addWidget(rule())
    column.addStretch(1)
    return body


def _entry(entry: "HistoryEntry") -> QWidget:
    shell = QFrame()
    lines = QVBoxLayout(shell)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(tokens.XS)
    lines.addWidget(label(entry.step[:1].upper() + entry.step[1:], "label", wrap=True))
    lines.addWidget(label(f"{entry.actor} · {written_moment(entry.at)}", "small", wrap=True))
    for change in entry.changes:
        shown = label(_sentence(change), wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines.addWidget(shown)
    return shell


def _sentence(change: "FieldChange") -> str:
    if not change.old:
        return f"{change.field}: {change.new}"
    return f"{change.field}: {change.old} → {change.new or 'nothing'}"
