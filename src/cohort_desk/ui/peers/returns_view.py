"""Who has rated and who has not."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.peers.presenter.rounds import RETURNED, SILENT, ReturnLine


def _state(line: ReturnLine) -> str:
    if line.returned is None:
        return "Not yet"
    return "Incomplete" if line.unrated else "Rated"


def _chip(line: ReturnLine) -> Chip:
    if line.returned is None:
        return Chip("Not yet", "warning")
    return Chip("Incomplete", "warning") if line.unrated else Chip("Rated", "success")


COLUMNS: tuple[Column[ReturnLine], ...] = (
    Column("Name", lambda line: line.name, key="name", width=220, grows=True),
    Column("Group", lambda line: line.group, key="group", width=130),
    Column("Ratings", _state, key="state", width=120, chip=_chip),
    Column("When", lambda line: line.when, key="when", width=200),
    Column("How", lambda line: line.way, key="how", width=110),
    Column("Has not rated", lambda line: ", ".join(line.unrated), key="unrated", width=180),
)
_UNRATED = len(COLUMNS) - 1


class ReturnsView(QWidget):
    """Lists the members of all groups and passes on what is asked of some."""

    withdraw_asked = Signal(tuple)
    member_opened = Signal(int)
    searched = Signal(str)
    states_chosen = Signal(tuple)
    widened = Signal()
    export_asked = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self._partly = False
        self.search = SearchField("Search members")
        self.states = FilterChips(
            "Ratings", [(RETURNED, "Rated"), (SILENT, "Not yet")], exclusive=True
        )
        self.model = TableModel[ReturnLine](COLUMNS, identity=lambda line: line.member_id)
        self.table = DataTable(self.model, "Returned ratings", ("member", "members"), memory=memory)
        self.table.add_bulk_action("Withdraw ratings", "undo-2", self.withdraw_asked.emit)
        self.table.offer_export()
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.search, 1)
        row.addWidget(self.states)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        # After the list, which lays out its columns anew with the theme.
        Theme.current().changed.connect(self._fit_columns)
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.table.take_focus)
        self.states.chosen_changed.connect(self.states_chosen)
        self.table.opened.connect(self.member_opened)
        self.table.delete_asked.connect(self.withdraw_asked)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self._widen)

    def show_returns(self, shown: Sequence[ReturnLine], total: int, *, partly: bool) -> None:
        """List members; `partly` says whether anybody’s return leaves out somebody."""
        self._partly = partly
        self._fit_columns()
        self.model.show_rows(shown)
        self.table.set_total(total)

    def _fit_columns(self) -> None:
        self.table.grid.setColumnHidden(_UNRATED, not self._partly)

    def _widen(self) -> None:
        self.search.clear()
        self.states.choose(())
        self.widened.emit()
