"""Two states of the groups compared: who moved from where to where, to print and to send."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHeaderView, QVBoxLayout

from cohort_desk.ui.groups.presenter.published import Comparison
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Column
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.grid import Grid
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import Moved

_MOST_ROWS = 12


class ComparisonCard(QFrame):
    """Shows a comparison; what is compared is chosen in its head."""

    chosen = Signal(int, int)
    print_asked = Signal()
    copy_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("Compare versions")
        self.before, self.after = _box("Compare"), _box("With")
        self.summary = Tag("")
        self.printing = button("Print who moved…", "printer")
        self.copying = button("Copy as text", "copy")
        self.model: TableModel[Moved] = TableModel(
            (
                Column("Name", lambda one: one.name),
                Column("Was in", lambda one: one.before or "No group"),
                Column("Is now in", lambda one: one.after or "No group"),
            ),
            identity=lambda one: one.person_id,
        )
        self.grid = Grid("Who moved")
        self.others = label("", wrap=True)
        self._lay_out()
        for box in (self.before, self.after):
            box.activated.connect(self._choose)
        self.printing.clicked.connect(self.print_asked)
        self.copying.clicked.connect(self.copy_asked)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what differs between the two states."""
        for box, number in ((self.before, comparison.before), (self.after, comparison.after)):
            with QSignalBlocker(box):
                box.clear()
                for key, words in comparison.states:
                    box.addItem(words, key)
                box.setCurrentIndex(box.findData(number))
        self.summary.show_text(comparison.summary)
        self.model.show_rows(comparison.moved)
        self.grid.setVisible(bool(comparison.moved))
        self._fit()
        self.others.setText("\n".join(comparison.others))
        self.others.setVisible(bool(comparison.others))
        for made in (self.printing, self.copying):
            made.setEnabled(bool(comparison.moved or comparison.others))

    def _choose(self) -> None:
        self.chosen.emit(self.before.currentData(), self.after.currentData())

    def _fit(self) -> None:
        """Give the list the height of its rows, up to a dozen; more are scrolled to."""
        rows = min(self.model.rowCount(), _MOST_ROWS)
        height = self.grid.verticalHeader().defaultSectionSize()
        head = self.grid.horizontalHeader().sizeHint().height()
        self.grid.setFixedHeight(head + rows * height + 2 * self.grid.frameWidth() + 2)

    def _lay_out(self) -> None:
        head = FlowLayout()
        head.add(label("Compare", "heading"))
        head.add(self.before)
        head.add(label("with"))
        head.add(self.after)
        head.add(self.summary, stretch=1)
        head.add(self.printing)
        head.add(self.copying)
        self.grid.setModel(self.model)
        self.grid.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.grid.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        Theme.current().changed.connect(self._fit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        layout.addWidget(self.grid)
        layout.addWidget(self.others)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
