"""The panel of the comment bank of a guide."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.modules.guides import BankComment, Guide
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label, rule
from cohort_desk.ui.modules.guides.rows import side_by_side

_COMMENT = Qt.ItemDataRole.UserRole
_WHOLE = "The work as a whole"
_LIST_HEIGHT, _TEXT_HEIGHT = 260, 84
_ROUND_TEXT = 24


class CommentsPanel(QWidget):
    """The comment bank of one criterion or of the whole; F2 edits, Delete deletes, Alt moves."""

    added = Signal(int, str)
    edited = Signal(int, int, str)
    moved = Signal(int, int)
    deleted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._guide: Guide | None = None
        self._editing: BankComment | None = None
        self.of = QComboBox()
        self.of.setAccessibleName("Comments on")
        self.list = _CommentList()
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Text of the comment")
        self.text.setPlaceholderText("A remark that markers may choose")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(Theme.current().px(_TEXT_HEIGHT))
        self.keep = button("Add comment", "plus", look="primary")
        self.cancel = button("Cancel")
        self.edit = button("Edit", "pencil")
        self.delete = button("Delete", "trash-2")
        self._lay_out()
        self._connect()

    def show_comments(self, guide: Guide, criterion_id: int | None = None) -> None:
        """Show the comments of a criterion (0: the whole work), or those shown before."""
        wanted = self.of.currentData() if criterion_id is None else criterion_id
        self._guide = guide
        self.of.blockSignals(True)
        self.of.clear()
        self.of.addItem(_WHOLE, 0)
        for criterion in guide.criteria:
            self.of.addItem(criterion.title, criterion.id)
        self.of.setCurrentIndex(max(self.of.findData(wanted), 0))
        self.of.blockSignals(False)
        self._list()

    def _list(self) -> None:
        row = self.list.currentRow()
        self.list.clear()
        for comment in self._comments():
            item = QListWidgetItem(comment.text)
            item.setData(_COMMENT, comment)
            self.list.addItem(item)
        self.list.fit()
        self.list.setCurrentRow(min(row, self.list.count() - 1) if row >= 0 else 0)
        self.list.setVisible(self.list.count() > 0)
        self.none.setVisible(self.list.count() == 0)
        for each in (self.edit, self.delete):
            each.setVisible(self.list.count() > 0)
        self._stop_editing()

    def _comments(self) -> Sequence[BankComment]:
        guide = self._guide
        if guide is None:
            return ()
        chosen = self.of.currentData()
        found = next((one for one in guide.criteria if one.id == chosen), None)
        return found.comments if found else guide.comments

    def _current(self) -> BankComment | None:
        item = self.list.currentItem()
        return item.data(_COMMENT) if item else None

    def _start_editing(self) -> None:
        self._editing = self._current()
        if self._editing:
            self.text.setPlainText(self._editing.text)
            self.text.setFocus()
            self.keep.setText("Save comment")
            self.cancel.show()

    def _stop_editing(self) -> None:
        self._editing = None
        self.text.clear()
        self.keep.setText("Add comment")
        self.cancel.hide()

    def _keep(self) -> None:
        if self._editing:
            self.edited.emit(self._editing.id, self._editing.version, self.text.toPlainText())
        else:
            self.added.emit(int(self.of.currentData() or 0), self.text.toPlainText())

    def _delete(self) -> None:
        if comment := self._current():
            self.deleted.emit(comment.id)

    def _move(self, by: int) -> None:
        comment, place = self._current(), self.list.currentRow() + by
        if comment and 0 <= place < self.list.count():
            self.list.setCurrentRow(place)
            self.moved.emit(comment.id, place)

    def _connect(self) -> None:
        self.of.currentIndexChanged.connect(self._list)
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self._stop_editing)
        self.edit.clicked.connect(self._start_editing)
        self.delete.clicked.connect(self._delete)
        self.list.edit_asked.connect(self._start_editing)
        self.list.delete_asked.connect(self._delete)
        self.list.move_asked.connect(self._move)

    def _lay_out(self) -> None:
        self.none = label("There are no comments here yet.", "muted", wrap=True)
        self.list.setMinimumHeight(Theme.current().px(_LIST_HEIGHT))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        note = "Markers choose these as they mark. What they have chosen stays as it was."
        layout.addWidget(label(note, "small", wrap=True))
        layout.addWidget(self.of)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        layout.addLayout(side_by_side(self.edit, self.delete))
        layout.addWidget(rule())
        layout.addWidget(self.text)
        layout.addLayout(side_by_side(self.keep, self.cancel))
        self.cancel.hide()


class _CommentList(QListWidget):
    edit_asked = Signal()
    delete_asked = Signal()
    move_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Comments")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemDoubleClicked.connect(self.edit_asked)

    def fit(self) -> None:
        """Give each comment the height of all its lines."""
        metrics = self.fontMetrics()
        width = self.viewport().width() - _ROUND_TEXT
        for at in range(self.count()):
            item = self.item(at)
            box = QRect(0, 0, max(width, 1), 10_000)
            lines = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, item.text())
            item.setSizeHint(QSize(0, lines.height() + _ROUND_TEXT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() in steps and with_alt:
            self.move_asked.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
