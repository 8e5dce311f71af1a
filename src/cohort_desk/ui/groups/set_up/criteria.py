"""The criteria in order, each with its importance: dragged, or moved by Alt and the arrows."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
)

from cohort_desk.domain.forming.request import EVERY_ROUND, Criterion, CriterionKind, Importance
from cohort_desk.domain.forming.settings.columns import AVAILABILITY, CRITERIA_COLUMNS, column_words
from cohort_desk.ui.groups.presenter.criteria_words import (
    IMPORTANCE_WORDS,
    KIND_MEANINGS,
    KIND_WORDS,
    criterion_note,
    criterion_words,
)
from cohort_desk.ui.groups.set_up.criterion_row import CriterionRow
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, icon_button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import RoundColumns

_CRITERION = Qt.ItemDataRole.UserRole
_BY_COLUMN = (
    CriterionKind.MIX,
    CriterionKind.BALANCE,
    CriterionKind.GATHER,
    CriterionKind.NO_LONE_ONE,
)
_ROOM = 6
_SIDES, _ENDS = 10, 8
"""What the style leaves free around the fields of a row: padding and the edge of the focus."""

_ORDER = "Drag to order them as score cards list them. What counts more is the importance."


class CriteriaCard(QFrame):
    """Emits the criteria whenever their order, importance or settings change."""

    changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._columns: RoundColumns | None = None
        self.list = _CriteriaList()
        self.list.reordered.connect(self._reordered)
        self.list.shifted.connect(self._shift)
        self.list.removed.connect(self._remove)
        self.list.resized.connect(self._fit)
        self.list.currentRowChanged.connect(self._enable_tools)
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
        self._enable_tools()

    def show_criteria(self, criteria: Sequence[Criterion]) -> None:
        """List the criteria; the current one stays current."""
        if tuple(criteria) == tuple(self.criteria()):
            return
        current = self.list.currentRow()
        self.list.clear()
        for criterion in criteria:
            self._add_row(criterion)
        self.list.setCurrentRow(min(max(current, 0), self.list.count() - 1))
        self._annotate()

    def show_columns(self, columns: "RoundColumns") -> None:
        """Say of each criterion what the people's data can bear."""
        self._columns = columns
        self._annotate()

    def criteria(self) -> list[Criterion]:
        """Return the criteria as they are listed."""
        return [self.list.item(row).data(_CRITERION) for row in range(self.list.count())]

    def row(self, at: int) -> CriterionRow:
        """Return the fields of a criterion."""
        row = self.list.itemWidget(self.list.item(at))
        assert isinstance(row, CriterionRow)  # noqa: S101 - every row is made with one
        return row

    def importance_box(self, row: int) -> QComboBox:
        """Return the field with a criterion's importance."""
        return self.row(row).importance

    def _add_row(self, criterion: Criterion) -> None:
        item = QListWidgetItem()
        row = CriterionRow(criterion)
        row.changed.connect(partial(self._row_changed, item))
        row.rearranged.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        self._describe(item, criterion)
        self.list.addItem(item)
        self.list.setItemWidget(item, row)

    def _row_changed(self, item: QListWidgetItem, criterion: Criterion) -> None:
        self._describe(item, criterion)
        self._annotate()
        self._pass_on()

    @staticmethod
    def _describe(item: QListWidgetItem, criterion: Criterion) -> None:
        item.setData(_CRITERION, criterion)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            f"{criterion_words(criterion)}, {IMPORTANCE_WORDS[criterion.importance]}",
        )

    def _annotate(self) -> None:
        if self._columns is not None:
            criteria = self.criteria()
            for at, criterion in enumerate(criteria):
                facts = self._columns.facts.get(criterion.column)
                self.row(at).show_note(criterion_note(criterion, self._columns, criteria))
                self.row(at).show_values(facts.values if facts else ())
        self._fit()

    def _fit(self) -> None:
        """Give each row the height of its words, and the list that of its rows."""
        width, total = self.list.viewport().width() - 2 * _SIDES, 0
        for at in range(self.list.count()):
            height = self.row(at).needed_height(width) + 2 * _ENDS
            self.list.item(at).setSizeHint(QSize(0, height))
            total += height
        self.list.setFixedHeight(total + _ROOM)

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

    def _enable_tools(self) -> None:
        here, last = self.list.currentRow(), self.list.count() - 1
        self.up.setEnabled(here > 0)
        self.down.setEnabled(0 <= here < last)
        self.remove.setEnabled(here >= 0)

    def _offer(self) -> None:
        """Offer what is not listed yet."""
        self._menu.clear()
        listed = {(c.kind, c.column) for c in self.criteria()}
        for kind in _BY_COLUMN:
            name = KIND_WORDS[kind].removesuffix(" by")
            group = self._menu.addMenu(f"{name}: {KIND_MEANINGS[kind].lower()}")
            for column in CRITERIA_COLUMNS:
                if (kind, column) not in listed and column != "line_manager":
                    self._offer_one(group, self._column_text(column), kind, column)
        kind = CriterionKind.MEET
        if (kind, AVAILABILITY) not in listed:
            meaning = "times that a group shares"
            self._offer_one(self._menu, f"{KIND_WORDS[kind]}: {meaning}", kind, AVAILABILITY)
        self._offer_new_faces(listed)

    def _offer_new_faces(self, listed: set[tuple[CriterionKind, str]]) -> None:
        kind = CriterionKind.NEW_FACES
        earlier = self._columns.earlier if self._columns else ()
        group = self._menu.addMenu(f"{KIND_WORDS[kind]}: {KIND_MEANINGS[kind].lower()}")
        if (kind, EVERY_ROUND) not in listed:
            self._offer_one(group, "Of every earlier round", kind, EVERY_ROUND)
        for name in earlier:
            if (kind, name) not in listed:
                self._offer_one(group, f"Of {name}".replace("&", "&&"), kind, name)
        group.setEnabled(not group.isEmpty())

    def _offer_one(self, menu: QMenu, text: str, kind: CriterionKind, column: str) -> None:
        high = kind is CriterionKind.NEW_FACES
        made = Criterion(kind, column, Importance.HIGH if high else Importance.MEDIUM)
        menu.addAction(text, lambda: self._append(made))

    def _column_text(self, column: str) -> str:
        words = column_words(column).capitalize()
        facts = self._columns.facts.get(column) if self._columns else None
        return f"{words} (nobody has one yet)" if facts and not facts.values else words

    def _append(self, criterion: Criterion) -> None:
        self.show_criteria([*self.criteria(), criterion])
        self.list.setCurrentRow(self.list.count() - 1)
        self._pass_on()

    def _pass_on(self) -> None:
        self._enable_tools()
        self.changed.emit(self.criteria())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Criteria", "heading"))
        head.addStretch(1)
        for tool in (self.up, self.down, self.remove):
            head.addWidget(tool)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        layout.addWidget(label(_ORDER, "small", wrap=True))
        layout.addWidget(self.list)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)


class _CriteriaList(QListWidget):
    reordered = Signal()
    shifted = Signal(int)
    removed = Signal()
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "plain")
        self.setAccessibleName("Criteria, in order")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The drop is not over while it says so, and the answer lists all rows anew.
        self.model().rowsMoved.connect(self.reordered, Qt.ConnectionType.QueuedConnection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.shifted.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
