"""What becomes of every row of a sheet: a sentence, filters by outcome, and the rows themselves.

rows = OutcomeRows(COLUMNS, Telling(number=…, kind=…, words=…, to_check=…))
rows.show_outcomes(plan.rows, "12 people will be added.")
rows.row_chosen.connect(…)                  # the row, None for none
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.names import folded
from cohort_desk.services.imports.plans import RowKind
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import button, label

_TO_CHECK = "to check"
_TONES: dict[RowKind, tokens.ToneName] = {
    RowKind.NEW: "success",
    RowKind.UPDATED: "accent",
    RowKind.DUPLICATE: "neutral",
    RowKind.REFUSED: "danger",
}
_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Telling(Generic[_Row]):
    """What rows tell: their number in the sheet, outcome, words to search, and any doubt."""

    number: Callable[[_Row], int]
    kind: Callable[[_Row], RowKind]
    words: Callable[[_Row], str]
    to_check: Callable[[_Row], str]


class OutcomeRows(QWidget):
    """The rows with their outcomes; choosing one tells of it."""

    row_chosen = Signal(object)
    save_refused_asked = Signal()

    def __init__(self, columns: Sequence[Column[Any]], telling: Telling[Any]) -> None:
        super().__init__()
        self._telling, self._rows = telling, tuple[Any, ...]()
        self._kinds: tuple[object, ...] = ()
        self._text = ""
        self.summary = label("", "strong", wrap=True)
        self.note = label("", "muted", wrap=True)
        self.search = SearchField("Search rows")
        self.kinds = FilterChips(
            "Outcome", [*((kind, kind.value) for kind in RowKind), (_TO_CHECK, "To check")]
        )
        self.save_refused = button("Save refused rows…", "download")
        self.model = TableModel[Any](columns, identity=telling.number)
        self.table = DataTable(self.model, "Outcome of each row", ("row", "rows"))
        self._lay_out()
        self.search.searched.connect(self._search)
        self.search.left_downwards.connect(self.table.take_focus)
        self.kinds.chosen_changed.connect(self._filter)
        self.table.widen_asked.connect(self._widen)
        self.table.current_changed.connect(self._current_changed)
        self.save_refused.clicked.connect(self.save_refused_asked)

    def show_outcomes(self, rows: Sequence[Any], summary: str, note: str = "") -> None:
        """Show the outcomes, in a sentence what they come to, and a note under it."""
        self._rows = tuple(rows)
        self.summary.setText(summary)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        for kind in (*RowKind, _TO_CHECK):
            self.kinds.set_count(kind, sum(self._is(row, kind) for row in rows))
        self.save_refused.setVisible(any(self._is(row, RowKind.REFUSED) for row in rows))
        self.table.set_total(len(rows))
        self._narrow()

    def _is(self, row: Any, kind: object) -> bool:
        if kind == _TO_CHECK:
            return bool(self._telling.to_check(row))
        return self._telling.kind(row) == kind

    def _fits(self, row: Any) -> bool:
        if self._kinds and not any(self._is(row, kind) for kind in self._kinds):
            return False
        words = folded(self._telling.words(row))
        return all(part in words for part in folded(self._text).split())

    def _search(self, text: str) -> None:
        self._text = text
        self._narrow()

    def _filter(self, kinds: tuple[object, ...]) -> None:
        self._kinds = kinds
        self._narrow()

    def _widen(self) -> None:
        self.search.clear()
        self._kinds, self._text = (), ""
        self.kinds.choose(())

    def _narrow(self) -> None:
        self.model.show_rows([row for row in self._rows if self._fits(row)])
        self._current_changed(self.table.current())

    def _current_changed(self, number: object) -> None:
        chosen = (row for row in self._rows if self._telling.number(row) == number)
        self.row_chosen.emit(next(chosen, None))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.save_refused)
        filters = QHBoxLayout()
        filters.setSpacing(tokens.S)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.kinds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(head)
        layout.addWidget(self.note)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)
        self.note.hide()


def outcome_chip(kind: RowKind) -> Chip:
    """Return an outcome as a table shows it."""
    return Chip(kind, _TONES[kind])
