"""The sheet: the strip, the filters, and the list of candidates with its keys."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from cohort_desk.domain.awards.facts import NAMES
from cohort_desk.services.boards import Flag, SheetColumn, SheetLine
from cohort_desk.ui.boards.presenter.words import LETTERS, TAKE, UNDECIDED, Standing
from cohort_desk.ui.boards.sheet.columns import sheet_columns
from cohort_desk.ui.boards.sheet.strip import StandingStrip
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.table_model import TableModel

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory

SHORTCUTS = (
    *((f"Decide: {NAMES[outcome].lower()}", letter) for letter, outcome in LETTERS.items()),
    ("Decide as the rules propose", TAKE),
)
_CHOICES = [*((flag, flag.value) for flag in Flag), (UNDECIDED, "Undecided")]


class SheetPanel(QWidget):
    """Lists the candidates; letters decide on those that are chosen."""

    searched = Signal(str)
    flags_chosen = Signal(tuple)
    names_wanted = Signal(bool)
    candidate_opened = Signal(int)
    pressed = Signal(str, tuple)
    clear_asked = Signal(tuple)
    export_asked = Signal()

    def __init__(self, memory: "Memory") -> None:
        super().__init__()
        self._memory = memory
        self._shape: tuple[object, ...] = ()
        self._deciding = False
        self.strip = StandingStrip()
        self.search = SearchField("Search candidates")
        self.flags = FilterChips("Show", _CHOICES)
        self.names = _names_button()
        self._tables = QStackedWidget()
        self.model, self.table = self._made_table((), names=False)
        self._tables.addWidget(self.table)
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self._go_into_table)
        self.flags.chosen_changed.connect(self.flags_chosen)
        self.names.clicked.connect(self._names_clicked)
        self._lay_out()

    def show_standing(self, standing: Standing) -> None:
        self._deciding = standing.frozen and not standing.locked
        self.strip.show_standing(standing)

    def show_lines(
        self, lines: Sequence[SheetLine], modules: Sequence[SheetColumn], total: int, *, names: bool
    ) -> None:
        shape = (names, *modules)
        if shape != self._shape:
            self._shape = shape
            self._change_table(modules, names=names)
        self.model.show_rows(lines)
        self.table.set_total(total)

    def show_counts(self, counts: Mapping[object, int]) -> None:
        for key, count in counts.items():
            self.flags.set_count(key, count)

    def offer_names(self, *, offered: bool) -> None:
        """Offer to show names, where the regulations have the board go by number."""
        self.names.setVisible(offered)

    def chosen(self) -> tuple[int, ...]:
        """Return the candidates that are chosen, or else the current one."""
        chosen = self.table.chosen()
        current = self.table.current()
        return chosen or (() if current is None else (current,))

    def go_on(self) -> None:
        """Go to the next candidate."""
        grid = self.table.grid
        here = grid.currentIndex()
        if here.row() + 1 < self.model.rowCount():
            following = self.model.index(here.row() + 1, here.column())
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            rows = QItemSelectionModel.SelectionFlag.Rows
            grid.selectionModel().setCurrentIndex(following, flags | rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter = event.text().upper()
            plain = event.modifiers() in {
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.ShiftModifier,
            }
            if plain and self._deciding and letter and (letter in LETTERS or letter == TAKE):
                self.pressed.emit(letter, self.chosen())
                return True
        return super().eventFilter(watched, event)

    def _change_table(self, modules: Sequence[SheetColumn], *, names: bool) -> None:
        """Put a table in place whose columns are these modules."""
        old = self.table
        self.model, self.table = self._made_table(modules, names=names)
        self._tables.addWidget(self.table)
        self._tables.setCurrentWidget(self.table)
        self._tables.removeWidget(old)
        old.deleteLater()
        self.table.start()

    def _made_table(
        self, modules: Sequence[SheetColumn], *, names: bool
    ) -> tuple[TableModel[SheetLine], DataTable]:
        model = TableModel[SheetLine](
            sheet_columns(modules, names=names), identity=lambda line: line.participant_id
        )
        # The table before there are modules is not the one whose columns the user arranges.
        memory = self._memory if modules else None
        table = DataTable(model, "Board sheet", ("candidate", "candidates"), memory=memory)
        table.current_changed.connect(self._opened)
        table.grid.clicked.connect(lambda: self._opened(table.current()))
        table.opened.connect(self.candidate_opened)
        table.delete_asked.connect(self.clear_asked)
        table.widen_asked.connect(self._widen)
        table.offer_export()
        table.export_asked.connect(self.export_asked)
        table.add_bulk_action("Take the proposals", "check", self._take)
        table.grid.installEventFilter(self)
        return model, table

    def _go_into_table(self) -> None:
        self.table.take_focus()

    def _opened(self, participant_id: int | None) -> None:
        if participant_id is not None:
            self.candidate_opened.emit(participant_id)

    def _take(self, ids: tuple[int, ...]) -> None:
        if self._deciding:
            self.pressed.emit(TAKE, ids)

    def _widen(self) -> None:
        self.search.clear()
        self.searched.emit("")
        self.flags.choose(())

    def _names_clicked(self) -> None:
        shown = self.names.isChecked()
        self.names.setText("Names are shown" if shown else "Show names")
        self.names_wanted.emit(shown)

    def _lay_out(self) -> None:
        row = FlowLayout()
        row.add(self.search, stretch=1)
        row.add(self.names)
        row.add(self.flags)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self.strip)
        column.addLayout(row)
        column.addWidget(self._tables, 1)


def _names_button() -> QToolButton:
    made = QToolButton()
    made.setText("Show names")
    made.setAccessibleName("Show names beside the candidate numbers")
    made.setToolTip("This board goes by candidate number; names are hidden until you ask")
    made.setProperty("look", "chip")
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
