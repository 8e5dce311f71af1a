"""Two groupings beside each other: the score of both, who sits elsewhere, group by group."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPainterPath,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSplitter,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.colours import sector_colour
from cohort_desk.ui.groups.presenter.comparing import ComparisonShown
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.grid import CELL_INSET, Index, TipDelegate
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import LabelLook, Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import GroupPair, SitsElsewhere

_NOWHERE = "No group"
_BAR, _BAR_WIDTH, _BAR_SHARE = 8, 84, 0.4
_MEASURE, _TITLE, _LEAST_HEIGHT = 200, 190, 280


class CompareView(QWidget):
    """Shows a comparison; Esc goes back to the proposals."""

    closed = Signal()
    searched = Signal(str)
    accepted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.back = button("Back to the proposals", "chevron-left", look="link")
        self.back.clicked.connect(self.closed)
        self.title = _yielding("", "heading")
        self.summary = label("", "muted", wrap=True)
        self.use_left, self.use_right = button("", "check"), button("", "check")
        self._usable: tuple[int | None, int | None] = (None, None)
        self.use_left.clicked.connect(lambda: self.accepted.emit(self._usable[0]))
        self.use_right.clicked.connect(lambda: self.accepted.emit(self._usable[1]))
        self._scores = QGridLayout()
        self.search = SearchField("Search these people or groups")
        self.search.searched.connect(self.searched)
        self._people_model: TableModel[SitsElsewhere] = TableModel(
            _people_columns("", ""), lambda one: one.person_id
        )
        self.people = DataTable(
            self._people_model, "People who sit elsewhere", ("person", "people")
        )
        self.people.widen_asked.connect(self.search.clear)
        self.search.left_downwards.connect(self.people.take_focus)
        self._pairs_model: TableModel[GroupPair] = TableModel(_pair_columns("", ""))
        self.pairs = DataTable(self._pairs_model, "Groups side by side", ("group", "groups"))
        for column in (0, 1):
            delegate = _MixDelegate(self.pairs.grid, self._pairs_model, column)
            self.pairs.grid.setItemDelegateForColumn(column, delegate)
        for table in (self.people, self.pairs):
            table.columns_button.hide()
            # Two tables share the window, so that its sentence has half the room of others.
            table.nothing.sentence.setFixedWidth(Theme.current().px(_MEASURE))
        self._lay_out()

    def show_comparison(self, shown: ComparisonShown) -> None:
        """Show a comparison; the people come by `show_people`."""
        said_before = self.summary.text()
        self.title.setText(shown.title)
        self.setAccessibleName(f"Comparison of {shown.title}")
        self.summary.setText(shown.summary)
        self._usable = shown.usable
        for use, name, proposal in (
            (self.use_left, shown.left, shown.usable[0]),
            (self.use_right, shown.right, shown.usable[1]),
        ):
            use.setText(f"Use {name[0].lower()}{name[1:]}")
            use.setVisible(proposal is not None)
        self._show_scores(shown)
        self._people_model.show_rows((), _people_columns(shown.left, shown.right))
        self._pairs_model.show_rows(shown.pairs, _pair_columns(shown.left, shown.right))
        if shown.summary != said_before or not self.isVisible():
            spoken = QAccessibleAnnouncementEvent(self, f"{shown.title}. {shown.summary}")
            QAccessible.updateAccessibility(spoken)

    def show_people(self, people: Sequence["SitsElsewhere"], total: int) -> None:
        """List who sits elsewhere and is searched for."""
        self._people_model.show_rows(people)
        self.people.set_total(total)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show_scores(self, shown: ComparisonShown) -> None:
        """Lay out both score cards, a row for each criterion."""
        clear_layout(self._scores)
        heads = ("", shown.left, shown.right, "")
        for column, text in enumerate(heads):
            self._scores.addWidget(_yielding(text, "label"), 0, column)
        last = len(shown.scores)
        self._scores.setRowMinimumHeight(0, tokens.XL)
        for row, line in enumerate(shown.scores, 1):
            look = "strong" if row == last else "body"
            self._scores.addWidget(_yielding(line.label, look), row, 0)
            for column, (side, text) in enumerate(
                (("left", line.left), ("right", line.right)), start=1
            ):
                better = line.better == side
                self._scores.addWidget(_figure(text, better=better, whole=row == last), row, column)
            self._scores.addWidget(_yielding(line.words, "muted"), row, 3)
            self._scores.setRowMinimumHeight(row, tokens.XL)

    def _lay_out(self) -> None:
        head = QWidget()
        flow = FlowLayout(head)
        flow.add(self.back)
        self.title.setMinimumWidth(Theme.current().px(_TITLE))
        flow.add(self.title, stretch=1)
        flow.add(self.use_left)
        flow.add(self.use_right)
        scores = QFrame()
        scores.setProperty("card", True)
        self._scores.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        self._scores.setHorizontalSpacing(tokens.XL)
        self._scores.setVerticalSpacing(0)
        self._scores.setColumnStretch(3, 1)
        scores.setLayout(self._scores)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(tokens.L)
        split.setChildrenCollapsible(False)
        split.addWidget(_titled("Who sits elsewhere", self.search, self.people))
        split.addWidget(_titled("Group by group", None, self.pairs))
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setMinimumHeight(_LEAST_HEIGHT)
        body = QWidget()
        body.setObjectName("scrolled")
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(tokens.S)
        inner.addWidget(self.summary)
        inner.addWidget(scores)
        inner.addWidget(split, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Comparison")
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(head)
        layout.addWidget(scroll, 1)


class _MixDelegate(TipDelegate):
    """Paints a group's name with its sectors as a bar beside it."""

    def __init__(self, parent: QWidget, model: TableModel[Any], column: int) -> None:
        super().__init__(parent)
        self._model, self._column = model, column

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        pair: GroupPair = self._model.row_at(index.row())
        mix = pair.right_mix if self._column else pair.left_mix
        people = sum(count for _, count in mix)
        if not people:
            return
        theme, cell = Theme.current(), _rect(option)
        width = min(theme.px(_BAR_WIDTH), _BAR_SHARE * cell.width())
        box = QRectF(cell.right() - CELL_INSET - width, cell.center().y() - _BAR / 2, width, _BAR)
        shape = QPainterPath()
        shape.addRoundedRect(box, 3, 3)
        painter.save()
        painter.setClipPath(shape)
        left = box.left()
        for key, count in mix:
            colour = sector_colour(key).fill if key else theme.palette.control
            piece = QRectF(left, box.top(), width * count / people, _BAR)
            painter.fillRect(piece.adjusted(0, 0, -1, 0), QColor(colour))
            left += piece.width()
        painter.restore()


def _rect(option: QStyleOptionViewItem) -> QRectF:
    cell: Any = option  # the stubs know nothing of a style option's fields
    return QRectF(cell.rect)


def _yielding(text: str, look: LabelLook = "body") -> QLabel:
    """Return a label that gives way in a narrow window; its tip has the whole text."""
    made = label(text, look)
    made.setToolTip(text)
    made.setMinimumWidth(tokens.TARGET)
    return made


def _figure(text: str, *, better: bool, whole: bool) -> QWidget:
    """Return a count or a distance; the better one is marked by a pill and by the words beside."""
    return Tag(text, "success") if better else label(text, "strong" if whole else "body")


def _titled(title: str, search: QWidget | None, table: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.S)
    layout.addWidget(label(title, "strong"))
    if search:
        layout.addWidget(search)
    layout.addWidget(table, 1)
    return holder


def _people_columns(left: str, right: str) -> tuple[Column["SitsElsewhere"], ...]:
    return (
        Column("Name", lambda one: one.name, key="name", width=150, grows=True),
        Column(left, lambda one: one.left or _NOWHERE, key="left", width=108),
        Column(right, lambda one: one.right or _NOWHERE, key="right", width=100),
    )


def _pair_columns(left: str, right: str) -> tuple[Column["GroupPair"], ...]:
    return (
        Column(left, lambda one: one.left or "–", key="left", width=148),
        Column(right, lambda one: one.right or "–", key="right", width=148),
        Column("In both", _in_both, key="both", width=76),
    )


def _in_both(pair: "GroupPair") -> str:
    return f"all {pair.staying}" if pair.identical else f"{pair.staying}"
