"""The panel at the right of a page that edits one record, for RecordEditor.

    panel = RecordPanel(typed_value)          # (record, field) → what its form shows
    panel.form.add("grade", "Grade", QLineEdit())
    panel.end()                               # after the last field
    panels = Panels(page.detail, panel, add_panel)
    panels.open(panel, "Aisha Khan")

What was typed and not saved waits for the record's return.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.history import HistoryList
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.record_editor import Clash
from cohort_desk.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry


class RecordPanel(QWidget):
    """Tags, the form with a clash at its field, and whatever a page puts under it.

    Esc in a field brings back what is saved; where nothing is unsaved it closes the panel.
    """

    field_left = Signal(str, str)
    mine_kept = Signal(object)
    theirs_taken = Signal(object)
    history_wanted = Signal()

    def __init__(self, typed: Callable[[Any, str], str]) -> None:
        super().__init__()
        self._typed = typed
        self._record: Any = None
        self._drafts: dict[int, dict[str, str]] = {}
        self.tags = QHBoxLayout()
        self.tags.setSpacing(tokens.XS)
        self.clash = ClashBox()
        self.clash.mine_kept.connect(self.mine_kept)
        self.clash.theirs_taken.connect(self.theirs_taken)
        self.form = Form()
        self.form.left.connect(self._pass_on)
        self.history_button = button("Show the history", "history", look="link")
        self.history_button.clicked.connect(self.history_wanted)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.M)
        self.column.addLayout(self.tags)
        self.column.addWidget(self.form)

    def add_heading(self, text: str) -> None:
        """Begin another part of the form."""
        self.form.add_widget(label(text, "heading"))

    def end(self) -> None:
        """Close the panel with the way to the history."""
        row = QHBoxLayout()
        row.addWidget(self.history_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def show_record(self, record: Any, keep: Collection[str] = ()) -> None:
        """Fill in the fields, save those whose typed text is to stay."""
        self._keep_draft(record.id)
        self._record = record
        fields = [field for field in self.form.values() if field not in keep]
        self.form.set_values({field: self._typed(record, field) for field in fields})
        for field, typed in self._drafts.pop(record.id, {}).items():
            self.form.set_values({field: typed})
            self._pass_on(field, typed)

    def unsaved(self) -> dict[str, str]:
        """Return what is typed but not saved, by field."""
        if self._record is None:
            return {}
        return {
            field: str(typed)
            for field, typed in self.form.values().items()
            if str(typed) != self._typed(self._record, field).strip()
        }

    def show_clash(self, clash: Clash | None) -> None:
        """Ask about a clash under its field, where it is seen; None once all are settled."""
        if clash:
            self.form.put_under(clash.field, self.clash)
        self.clash.show_clash(clash)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editor = QApplication.focusWidget()
        field = editor.objectName() if editor else ""
        if event.key() == Qt.Key.Key_Escape and field in self.unsaved():
            self._bring_back(field)
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        """Go to the first field."""
        self.form.editor(next(iter(self.form.values()))).setFocus()

    def _bring_back(self, field: str) -> None:
        self.form.set_values({field: self._typed(self._record, field)})
        clash = self.clash.clash
        if clash and clash.field == field:
            self.theirs_taken.emit(clash)

    def _keep_draft(self, next_id: int) -> None:
        if self._record and self._record.id != next_id and (typed := self.unsaved()):
            self._drafts[self._record.id] = typed

    def _pass_on(self, field: str, value: object) -> None:
        self.field_left.emit(field, str(value))


class ClashBox(QFrame):
    """Both values of a field that two people changed, and the choice between them."""

    mine_kept = Signal(object)
    theirs_taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.clash: Clash | None = None
        self.sentence = label("", wrap=True)
        self.mine = button("Keep mine", look="primary")
        self.theirs = button("Take theirs")
        self.mine.clicked.connect(lambda: self.mine_kept.emit(self.clash))
        self.theirs.clicked.connect(lambda: self.theirs_taken.emit(self.clash))
        choice = QHBoxLayout()
        choice.addWidget(self.mine)
        choice.addWidget(self.theirs)
        choice.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.sentence)
        layout.addLayout(choice)
        self.hide()

    def show_clash(self, clash: Clash | None) -> None:
        """Show the two values; None once it is settled."""
        is_new = clash is not None and clash != self.clash
        self.clash = clash
        self.setVisible(clash is not None)
        if clash:
            theirs = f"to “{clash.theirs}”" if clash.theirs else "to nothing"
            self.sentence.setText(
                f"Someone else changed {clash.label.lower()} {theirs} while you typed "
                f"“{clash.mine}”. Nothing was overwritten. Which is right?"
            )
            self.setAccessibleName(self.sentence.text())
        if is_new:
            QTimer.singleShot(0, self, self._scroll_here)
            spoken = QAccessibleAnnouncementEvent(self, self.sentence.text())
            QAccessible.updateAccessibility(spoken)

    def _scroll_here(self) -> None:
        # Only once the panel has made room for the question is it known where it stands.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        around = self.parentWidget()
        while around and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            # Well above the foot, where messages stand for a while.
            around.ensureWidgetVisible(self, ymargin=around.viewport().height() // 3)


class HistoryPanel(QWidget):
    """The history of the record, and the way back."""

    def __init__(self) -> None:
        super().__init__()
        self.back = button("Back to the record", "chevron-left", look="link")
        self.list = HistoryList()
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)


class Panels(QWidget):
    """What a page's panel can show: one at a time, at its own height, none ever deleted."""

    def __init__(self, detail: DetailPanel, record: RecordPanel, *others: QWidget) -> None:
        super().__init__()
        # The panel takes it over when it is first opened; on a page where it never is, nobody does.
        detail.destroyed.connect(self.deleteLater)
        self.setProperty("lasting", True)
        self._detail, self._record_panel = detail, record
        self._name = ""
        self.history = HistoryPanel()
        self.history.back.clicked.connect(lambda: self.open(self._record_panel, self._name))
        self._all = (record, *others, self.history)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for panel in self._all:
            panel.hide()
            layout.addWidget(panel)

    def open(self, panel: QWidget, title: str) -> None:
        """Show one of them under a title, in the place of another."""
        self.show_only(panel)
        self._detail.show_widget(title, self)

    def turn_to(self, record: RecordPanel) -> None:
        """Have this one of them be the record that is opened, and whose history is read."""
        self._record_panel = record
        self.show_only(record)

    def open_record(self, name: str) -> None:
        """Show the record under its name, unless its history is being read."""
        self._name = name
        if not self.shows(self.history):
            self.open(self._record_panel, name)

    def open_history(self, entries: "Sequence[HistoryEntry]") -> None:
        """Show the history of the record in place of the record."""
        self.history.list.show_entries(entries)
        self.open(self.history, f"History of {self._name}")

    def show_only(self, panel: QWidget) -> None:
        """Have this one shown the next time the panel opens."""
        for each in self._all:
            each.setVisible(each is panel)

    def shows(self, panel: QWidget) -> bool:
        """Say whether the page shows this panel now."""
        return not self._detail.isHidden() and not panel.isHidden()


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout, and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
