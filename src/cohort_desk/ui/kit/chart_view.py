"""A chart on a page: its title, the finding in words, the picture, and its data as a table.

    view = ChartView("Marks of the project report")
    view.show_chart(lambda: mark_distribution(distribution))   # made once the view is shown
    view.clear("No marks yet.")

Space on "Show as table" puts the data in the picture's place; Copy takes both to the clipboard.
A screen reader hears title and finding, and goes through the table cell by cell. Where rows lead
somewhere, a click on a bar, or Enter on it or on its row, is told by `opened`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_picture import Picture
from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.grid import Grid
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from cohort_desk.reports.charts.chart import Chart

_Cells = tuple[str, ...]
_COPIED_SCALE = 3.0
_MOST_ROWS = 14


class ChartView(QFrame):
    """A card that shows one chart; what makes it is called only once the card has been shown."""

    made = Signal()
    opened = Signal(object)

    def __init__(self, title: str, *, narrow: bool = False) -> None:
        """Make an empty card; a `narrow` one, for a panel, has its buttons under its title."""
        super().__init__()
        self.setProperty("card", not narrow)
        self.chart: Chart | None = None
        self._make: Callable[[], Chart] | None = None
        self._asked = False
        self._filled = False
        self.title = label(title, "heading", wrap=True)
        self.summary = label("", wrap=True)
        self.note = label("", "small", wrap=True)
        self.as_table = button("Show as table", "columns-3", look="link")
        self.as_table.setCheckable(True)
        self.copy = button("Copy", "copy", look="link")
        self.picture = Picture()
        self.model = TableModel[_Cells]()
        self.table = Grid(title)
        self.table.setModel(self.model)
        self._lay_out(narrow=narrow)
        self._name(title, "")
        self.clear("")
        self.as_table.toggled.connect(self._show_table)
        self.copy.clicked.connect(self._copy)
        self.picture.picked.connect(self._open)
        self.table.opened.connect(lambda: self._open(self.table.currentIndex().row()))
        Theme.current().changed.connect(self._fit_table)

    def show_chart(self, make: "Callable[[], Chart]") -> None:
        """Show the chart that this makes; at once if another is in sight, else a moment later."""
        self._make = make
        if self.chart is not None and not self.visibleRegion().isEmpty():
            self._take()
            return
        self.chart = None
        self.picture.clear()
        if self.isVisible():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.chart is None:
            self._ask()

    def clear(self, sentence: str) -> None:
        """Show a sentence in place of a chart, such as why there is none."""
        self.chart = self._make = None
        self.picture.clear()
        self.picture.hide()
        self.table.hide()
        for made in (self.as_table, self.copy, self.note):
            made.hide()
        self.summary.setText(sentence)
        self.summary.setVisible(bool(sentence))
        self._name(self.title.text(), sentence)

    def _ask(self) -> None:
        """Make the chart a moment later: the page it is on is not to wait for it."""
        if self._make is not None and not self._asked:
            self._asked = True
            QTimer.singleShot(0, self, self._take)

    def _take(self) -> None:
        self._asked = False
        make = self._make
        if make is None:
            return
        chart = self.chart = make()
        self.title.setText(chart.title)
        self.summary.setText(chart.summary)
        self.note.setText(chart.note)
        self.note.setVisible(bool(chart.note))
        self._name(chart.title, chart.summary)
        self._filled = False
        self.picture.show_chart(chart)
        for shown in (self.summary, self.as_table, self.copy):
            shown.show()
        self._show_table()
        self.made.emit()

    def _name(self, title: str, summary: str) -> None:
        for part in (self, self.picture):
            part.setAccessibleName(title)
            part.setAccessibleDescription(summary)
        self.table.setAccessibleName(f"{title}, as a table")
        self.as_table.setAccessibleName(f"Show “{title}” as a table")
        self.as_table.setAccessibleDescription(summary)
        self.copy.setAccessibleName(f"Copy “{title}”")

    def _show_table(self) -> None:
        on = self.as_table.isChecked()
        if on and self.chart is not None and not self._filled:
            self._fill_table(self.chart)
        self.table.setVisible(on)
        self.picture.setVisible(not on)
        self.as_table.setText("Show as picture" if on else "Show as table")

    def _fill_table(self, chart: "Chart") -> None:
        """Fill the table once it is seen: measuring the cells of hundreds of rows takes a while."""
        self._filled = True
        columns = tuple(
            Column[_Cells](heading, _cell_of(at), key=f"{at}", right=at >= chart.names)
            for at, heading in enumerate(chart.columns)
        )
        self.model.show_rows(chart.rows, columns)
        self.table.resizeColumnsToContents()
        self._fit_table()

    def _fit_table(self) -> None:
        rows = min(self.model.rowCount(), _MOST_ROWS) + 1
        self.table.setFixedHeight(rows * Theme.current().row_height + tokens.XL)

    def _open(self, row: int) -> None:
        """Ask for what a row leads to; Enter on a row of the table and a click on a bar do."""
        opens = self.chart.opens if self.chart is not None else ()
        if 0 <= row < len(opens) and opens[row] is not None:
            self.opened.emit(opens[row])

    def _copy(self) -> None:
        """Take the picture, and the data as text with tabs, to the clipboard."""
        from cohort_desk.ui.kit.chart_painting import drawing_image, look_of  # noqa: PLC0415

        if self.chart is None or self.picture.drawing is None:
            return
        look = look_of(tokens.LIGHT)
        drawing = self.chart.drawing(self.picture.drawing.width, look)
        content = QMimeData()
        content.setImageData(drawing_image(drawing, _COPIED_SCALE, look.ground))
        content.setText("\n".join("\t".join(row) for row in (self.chart.columns, *self.chart.rows)))
        QGuiApplication.clipboard().setMimeData(content)

    def _lay_out(self, *, narrow: bool) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        layout = QVBoxLayout(self)
        layout.setSpacing(tokens.S)
        if narrow:
            layout.setContentsMargins(0, tokens.S, 0, 0)
            layout.addWidget(self.title)
        else:
            layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
            head.addWidget(self.title, 1)
        for made in (self.as_table, self.copy):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        if narrow:
            head.addStretch(1)
        layout.addLayout(head)
        for part in (self.summary, self.picture, self.table, self.note):
            layout.addWidget(part)
        layout.addStretch(1)


def _cell_of(at: int) -> Callable[[_Cells], str]:
    return lambda row: row[at]
