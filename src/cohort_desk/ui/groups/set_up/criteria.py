"""The criteria in order, each with its importance: dragged, or moved by Alt and the arrows."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.forming.request import Criterion, CriterionKind, Importance
from cohort_desk.services.groups import CRITERIA_COLUMNS
from cohort_desk.ui.groups.presenter.set_up import (
    IMPORTANCE_WORDS,
    criterion_meaning,
    criterion_words,
)
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label

_CRITERION = Qt.ItemDataRole.UserRole
_ROW = 48


class CriteriaCard(QFrame):
    """Emits the criteria whenever their order or importance changes."""

    changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.list = _CriteriaList()
        self.list.reordered.connect(self._reordered)
        self.list.shifted.connect(self._shift)
        self.list.removed.connect(self._remove)
        self.up = icon_button("Move the criterion up (Alt+Up)", "arrow-up")
        self.down = icon_button("Move the criterion down (Alt+Down)", "arrow-down")
        self.remove = icon_button("Remove the criterion (Delete)", "trash-2")
        self.up.clicked.connect(lambda: self._shift(-1))
        self.down.clicked.connect(lambda: self._shift(1))
        self.remove.clicked.connect(self._remove)
        self.add = button("Add criterion", "plus")
        self.add.setProperty("menu", True)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer)
        self.add.setMenu(self._menu)
        self._lay_out()

    def show_criteria(self, criteria: Sequence[Criterion]) -> None:
        """List the criteria; the current one stays current."""
        if tuple(criteria) == tuple(self.criteria()):
            return
        current = self.list.currentRow()
        self.list.clear()
        for criterion in criteria:
            self._add_row(criterion)
        self.list.setCurrentRow(min(max(current, 0), self.list.count() - 1))
        self.list.setFixedHeight(self.list.count() * Theme.current().px(_ROW) + 6)

    def criteria(self) -> list[Criterion]:
        """Return the criteria as they are listed."""
        return [self.list.item(row).data(_CRITERION) for row in range(self.list.count())]

    def importance_box(self, row: int) -> QComboBox:
        """Return the field with a criterion's importance."""
        box = self.list.itemWidget(self.list.item(row)).findChild(QComboBox)
        assert isinstance(box, QComboBox)  # noqa: S101 - every row is made with one
        return box

    def _add_row(self, criterion: Criterion) -> None:
        item = QListWidgetItem()
        item.setData(_CRITERION, criterion)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            f"{criterion_words(criterion)}, {IMPORTANCE_WORDS[criterion.importance]}",
        )
        item.setToolTip(criterion_meaning(criterion))
        item.setSizeHint(QSize(0, Theme.current().px(_ROW)))
        self.list.addItem(item)
        self.list.setItemWidget(item, self._row(criterion, item))

    def _row(self, criterion: Criterion, item: QListWidgetItem) -> QWidget:
        row = QWidget()
        grip = QLabel()
        grip.setPixmap(Theme.current().pixmap("grip-vertical", tokens.ICON))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(label(criterion_words(criterion), "label"))
        words.addWidget(label(criterion_meaning(criterion), "small"))
        words.addStretch(1)
        box = QComboBox()
        box.setAccessibleName(f"Importance of {criterion_words(criterion).lower()}")
        for importance, text in IMPORTANCE_WORDS.items():
            box.addItem(text, importance.value)
        box.setCurrentIndex(box.findData(criterion.importance.value))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(lambda: self._weigh(item, Importance(box.currentData())))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(tokens.S, 0, tokens.S, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(grip)
        layout.addLayout(words, 1)
        layout.addWidget(box)
        return row

    def _weigh(self, item: QListWidgetItem, importance: Importance) -> None:
        item.setData(_CRITERION, replace(item.data(_CRITERION), importance=importance))
        self._pass_on()

    def _shift(self, step: int) -> None:
        here = self.list.currentRow()
        there = here + step
        criteria = self.criteria()
        if here >= 0 and 0 <= there < len(criteria):
            criteria[here], criteria[there] = criteria[there], criteria[here]
            self.show_criteria(criteria)
            self.list.setCurrentRow(there)
            self._pass_on()

    def _reordered(self) -> None:
        # A row that was dragged has left its fields behind.
        criteria = self.criteria()
        self.list.clear()
        self.show_criteria(criteria)
        self._pass_on()

    def _remove(self) -> None:
        here = self.list.currentRow()
        if here >= 0:
            criteria = self.criteria()
            del criteria[here]
            self.show_criteria(criteria)
            self._pass_on()

    def _offer(self) -> None:
        """Offer what is not listed yet."""
        self._menu.clear()
        listed = {(c.kind, c.column) for c in self.criteria()}
        kinds = ((CriterionKind.MIX, "Mix"), (CriterionKind.BALANCE, "Balance"))
        for kind, text in kinds:
            group = self._menu.addMenu(text)
            for column in CRITERIA_COLUMNS:
                if (kind, column) not in listed and column != "line_manager":
                    made = Criterion(kind, column, Importance.MEDIUM)
                    group.addAction(
                        column.replace("_", " ").capitalize(), lambda c=made: self._append(c)
                    )
        if not any(kind is CriterionKind.NEW_FACES for kind, _ in listed):
            new = Criterion(CriterionKind.NEW_FACES, "", Importance.HIGH)
            self._menu.addAction("New faces", lambda: self._append(new))

    def _append(self, criterion: Criterion) -> None:
        self.show_criteria([*self.criteria(), criterion])
        self._pass_on()

    def _pass_on(self) -> None:
        self.changed.emit(self.criteria())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("What to mix and balance", "heading"))
        head.addStretch(1)
        for tool in (self.up, self.down, self.remove):
            head.addWidget(tool)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        layout.addWidget(self.list)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)


class _CriteriaList(QListWidget):
    reordered = Signal()
    shifted = Signal(int)
    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setAccessibleName("Criteria, the most important first")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The drop is not over while it says so, and the answer lists all rows anew.
        self.model().rowsMoved.connect(self.reordered, Qt.ConnectionType.QueuedConnection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.shifted.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
