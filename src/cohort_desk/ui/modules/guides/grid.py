"""The criteria of a guide with their bands: a row for each, a column for each band."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.modules.guides import Band, Criterion, Guide
from cohort_desk.domain.modules.shares import written_share
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import icon_button, label
from cohort_desk.ui.modules.guides.cells import Cells
from cohort_desk.ui.modules.presenter.guide_fields import band_field, criterion_field

_OWN_COLUMN, _BAND_COLUMN = 228, 96
_LEAST_ROW, _MOST_ROW, _ROUND_TEXT = 148, 320, 32
_BAR_AS_NEEDED, _NO_BAR = (
    Qt.ScrollBarPolicy.ScrollBarAsNeeded,
    Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
)
_WEIGHT, _ABOUT = 56, 76


class CriteriaGrid(QWidget):
    """Holds the editors of all criteria; rebuilt when criteria or bands come and go."""

    moved = Signal(int, int)
    delete_asked = Signal(int)
    comments_asked = Signal(int)

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._cells = cells
        self._names: list[str] = []
        self._texts: defaultdict[int, list[QPlainTextEdit]] = defaultdict(list)
        self._built: object = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, tokens.S, 0)
        self._grid.setHorizontalSpacing(tokens.S)
        self._grid.setVerticalSpacing(tokens.M)

    def show_guide(self, guide: Guide, *, locked: bool) -> bool:
        """Have an editor for each field; tell whether they were made anew, and so are empty."""
        shape = (_shape(guide), locked, Theme.current().scale)
        if shape == self._built:
            return False
        self._built = shape
        self._cells.drop(self._names)
        self._names.clear()
        self._texts.clear()
        clear_layout(self._grid)
        _forget_sizes(self._grid)
        alike = _alike(guide.criteria)
        if alike:
            for column, band in enumerate(guide.criteria[0].bands, start=1):
                self._grid.addWidget(_band_head(band), 0, column)
        for row, criterion in enumerate(guide.criteria, start=1):
            self._grid.addWidget(self._own(guide, criterion, row, locked=locked), row, 0)
            for column, band in enumerate(criterion.bands, start=1):
                cell = self._cell(criterion, band, headed=not alike, locked=locked)
                self._grid.addWidget(cell, row, column)
        self._set_widths(max((len(one.bands) for one in guide.criteria), default=0))
        self._grid.setRowStretch(len(guide.criteria) + 1, 1)
        return True

    def fit(self) -> None:
        """Make each row as high as its longest text needs, within reason."""
        least, most = Theme.current().px(_LEAST_ROW), Theme.current().px(_MOST_ROW)
        for row in self._texts.values():
            needed = max(_height(text) for text in row)
            for text in row:
                text.setVerticalScrollBarPolicy(_BAR_AS_NEEDED if needed > most else _NO_BAR)
                text.setFixedHeight(max(least, min(needed, most)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _own(self, guide: Guide, criterion: Criterion, row: int, *, locked: bool) -> QWidget:
        """Return the first cell of a row: title, weight, what it looks at, and what can be done."""
        shell = QFrame()
        shell.setFixedWidth(Theme.current().px(_OWN_COLUMN))
        column = QVBoxLayout(shell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        title, weight, about = QLineEdit(), QLineEdit(), QPlainTextEdit()
        about.setPlaceholderText("What it looks at")
        weight.setFixedWidth(Theme.current().px(_WEIGHT))
        for name, editor, caption in (
            ("title", title, f"Title of criterion {row}"),
            ("weight", weight, f"Weight of {criterion.title}"),
            ("description", about, f"What {criterion.title} looks at"),
        ):
            editor.setReadOnly(locked)
            self._take(criterion_field(criterion.id, name), caption, editor)
        share = written_share(guide.share(criterion))
        middle = QHBoxLayout()
        middle.setSpacing(tokens.XS)
        middle.addWidget(weight)
        middle.addWidget(label(f"= {share}", "muted"), 1)
        for each in self._tools(guide, criterion, row, locked=locked):
            middle.addWidget(each)
        column.addWidget(title)
        column.addLayout(middle)
        about.setFont(Theme.current().font(tokens.SMALL))
        about.setFixedHeight(Theme.current().px(_ABOUT))
        column.addWidget(about)
        column.addStretch(1)
        return shell

    def _tools(
        self, guide: Guide, criterion: Criterion, row: int, *, locked: bool
    ) -> Sequence[QWidget]:
        name, own = criterion.title, criterion.id
        up = icon_button(f"Move {name} up", "arrow-up")
        down = icon_button(f"Move {name} down", "arrow-down")
        delete = icon_button(f"Delete {name}", "trash-2")
        comments = icon_button(f"Comments on {name}: {len(criterion.comments)}", "list-checks")
        up.setEnabled(row > 1)
        down.setEnabled(row < len(guide.criteria))
        delete.setEnabled(not locked)
        up.clicked.connect(lambda: self.moved.emit(own, -1))
        down.clicked.connect(lambda: self.moved.emit(own, 1))
        delete.clicked.connect(lambda: self.delete_asked.emit(own))
        comments.clicked.connect(lambda: self.comments_asked.emit(own))
        return (comments, up, down, delete)

    def _cell(self, criterion: Criterion, band: Band, *, headed: bool, locked: bool) -> QWidget:
        """Return a band's cell, headed by its marks where the criteria's bands differ."""
        shell = QFrame()
        column = QVBoxLayout(shell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        if headed:
            column.addWidget(_band_head(band))
        text = QPlainTextEdit()
        text.setReadOnly(locked)
        text.setFont(Theme.current().font(tokens.SMALL))
        text.textChanged.connect(self.fit)
        self._texts[criterion.id].append(text)
        caption = f"{criterion.title}, {band.label}, {band.range}"
        self._take(band_field(band.id, "descriptor"), caption, text)
        column.addWidget(text)
        column.addStretch(1)
        return shell

    def _take(self, name: str, caption: str, editor: QLineEdit | QPlainTextEdit) -> None:
        self._cells.add(name, caption, editor)
        self._names.append(name)

    def _set_widths(self, bands: int) -> None:
        px = Theme.current().px
        self._grid.setColumnMinimumWidth(0, px(_OWN_COLUMN))
        for column in range(1, bands + 1):
            self._grid.setColumnMinimumWidth(column, px(_BAND_COLUMN))
            self._grid.setColumnStretch(column, 1)
        self._grid.setColumnStretch(bands + 1, 0 if bands else 1)


def _height(text: QPlainTextEdit) -> int:
    box = QRect(0, 0, max(text.width() - _ROUND_TEXT, 1), 10_000)
    wrap = Qt.TextFlag.TextWordWrap
    lines = text.fontMetrics().boundingRect(box, wrap, text.toPlainText())
    return lines.height() + _ROUND_TEXT


def _forget_sizes(grid: QGridLayout) -> None:
    """Take back the widths and stretches that an emptied grid had."""
    for column in range(grid.columnCount()):
        grid.setColumnMinimumWidth(column, 0)
        grid.setColumnStretch(column, 0)
    for row in range(grid.rowCount()):
        grid.setRowStretch(row, 0)


def _band_head(band: Band) -> QWidget:
    shell = QWidget()
    column = QVBoxLayout(shell)
    column.setContentsMargins(tokens.XS, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(label(band.label, "strong", wrap=True))
    column.addWidget(label(band.range, "small"))
    return shell


def _alike(criteria: Sequence[Criterion]) -> bool:
    """Say whether all criteria have the same bands, so that the columns can be headed by them."""
    headings = {tuple((band.label, band.range) for band in one.bands) for one in criteria}
    return len(headings) == 1


def _shape(guide: Guide) -> object:
    """Return what of a guide decides which editors there are and what is written beside them."""
    return tuple(
        (
            criterion.id,
            criterion.title,
            criterion.weight,
            len(criterion.comments),
            tuple((band.id, band.label, band.range) for band in criterion.bands),
        )
        for criterion in guide.criteria
    )
