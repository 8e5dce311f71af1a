"""The list of packs that went out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.packs.contents import KIND_WORDS
from cohort_desk.services.packs import STATUSES, Pack
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.packs.presenter.packs import moments

TONES: dict[str, tokens.ToneName] = {
    "Out": "accent",
    "Overdue": "danger",
    "Returned": "success",
    "Withdrawn": "neutral",
}

COLUMNS: tuple[Column[Pack], ...] = (
    Column("For", lambda pack: pack.reader, key="reader", width=170),
    Column(
        "Status",
        lambda pack: pack.status,
        key="status",
        width=104,
        chip=lambda pack: Chip(pack.status, TONES[pack.status]),
    ),
    Column("Kind", lambda pack: KIND_WORDS[pack.kind], key="kind", width=130),
    Column("What", lambda pack: pack.about, key="about", width=190, grows=True),
    Column("Made", lambda pack: moments(pack)[0], key="made", width=156),
    Column("Wanted by", lambda pack: moments(pack)[1], key="due", width=156),
    Column("Returned", lambda pack: moments(pack)[2], key="returned", width=156),
)


class PackList(QWidget):
    """Lists packs and passes on what is asked of some."""

    withdraw_asked = Signal(tuple)
    export_asked = Signal()
    searched = Signal(str)
    statuses_chosen = Signal(tuple)
    kinds_chosen = Signal(tuple)
    widened = Signal()
    pack_opened = Signal(int)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.search = SearchField("Search packs")
        self.statuses = FilterChips("Status", [(status, status) for status in STATUSES])
        self.kinds = FilterMenu("Kind", list(KIND_WORDS.items()))
        self.model = TableModel[Pack](COLUMNS, identity=lambda pack: pack.id)
        self.table = DataTable(self.model, "Packs", ("pack", "packs"), memory=memory)
        self.table.add_bulk_action("Withdraw…", "undo-2", self.withdraw_asked.emit)
        self.table.offer_export()
        filters = QWidget()
        row = FlowLayout(filters)
        row.add(self.search, stretch=1)
        row.add(self.kinds)
        row.add(self.statuses)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(filters)
        layout.addWidget(self.table, 1)
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.table.take_focus)
        self.statuses.chosen_changed.connect(self.statuses_chosen)
        self.kinds.chosen_changed.connect(self.kinds_chosen)
        self.table.current_changed.connect(self._pass_on)
        self.table.opened.connect(self.pack_opened)
        self.table.delete_asked.connect(self.withdraw_asked)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self._widen)

    def show_packs(self, shown: Sequence[Pack], total: int) -> None:
        self.model.show_rows(shown)
        self.table.set_total(total)

    def _pass_on(self, pack_id: int | None) -> None:
        if pack_id is not None:
            self.pack_opened.emit(pack_id)

    def _widen(self) -> None:
        self.search.clear()
        self.statuses.choose(())
        self.kinds.choose(())
        self.widened.emit()
