"""The agencies' page: the table, its search and sectors, and the panel at the right."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cohort_desk.domain.sectors import SECTORS, sector_label
from cohort_desk.services.agencies import Agency, PublicBody
from cohort_desk.ui.agencies.add_panel import AddAgencyPanel
from cohort_desk.ui.agencies.agency_panel import AgencyPanel
from cohort_desk.ui.kit.columns import Column, sector_chip
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterMenu, SearchField
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.record_panel import Panels
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry
    from cohort_desk.ui.kit.record_editor import Clash

_HELP = (
    "The agencies that employ participants. Add one from the register of UK public bodies, or as "
    "new. Spellings under “Also known as” find the agency in the next spreadsheet too. "
    "Where one agency is in the list twice, merge the two: its people move."
)


def _aliases(agency: Agency) -> str:
    return ", ".join(alias.text for alias in agency.aliases)


COLUMNS: tuple[Column[Agency], ...] = (
    Column("Name", lambda agency: agency.name, key="name", width=264, grows=True),
    Column(
        "Sector",
        lambda agency: sector_label(agency.sector),
        key="sector",
        chip=lambda agency: sector_chip(agency.sector),
        width=168,
    ),
    Column("Type", lambda agency: agency.kind, key="kind", width=176),
    Column("People", lambda agency: f"{agency.people:,}", key="people", width=76, right=True),
    Column("Also known as", _aliases, key="aliases", width=200),
    Column("Short name", lambda agency: agency.short_name, key="short_name", hidden=True),
    Column("Abbreviation", lambda agency: agency.abbreviation, key="abbreviation", hidden=True),
    Column("Code", lambda agency: agency.code or "", key="code", width=110, hidden=True),
    Column("Region", lambda agency: agency.region, key="region", width=170, hidden=True),
)


class AgenciesPage(Page):
    """Shows agencies and passes on what the user does."""

    agency_opened = Signal(int)
    agency_closed = Signal()
    widened = Signal()
    delete_asked = Signal(tuple)
    export_asked = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__("Agencies", help_text=_HELP)
        self.add_button = self.set_primary("Add agency", "plus")
        self.add_button.clicked.connect(self.start_adding)
        self.search = self.add_filter(SearchField("Search agencies"), stretch=1)
        self.sectors = self.add_filter(
            FilterMenu("Sector", [(sector.key, sector.label) for sector in SECTORS])
        )
        self.model = TableModel[Agency](COLUMNS, identity=lambda agency: agency.id)
        self.table = DataTable(self.model, "Agencies", ("agency", "agencies"), memory=memory)
        self.agency = AgencyPanel()
        self.add_panel = AddAgencyPanel()
        self.panels = Panels(self.detail, self.agency, self.add_panel)
        self.set_content(self.table)
        self._connect()

    def show_agencies(self, shown: Sequence[Agency], total: int, context: str) -> None:
        self.show_content()
        self.set_context(context)
        self.model.show_rows(shown)
        self.table.set_total(total)

    def show_none(self) -> None:
        self.set_context("")
        self.detail.close_panel()
        empty = EmptyState(
            "building-2",
            "There are no agencies yet.",
            "Add an agency",
            "They come with the people you import. UK public bodies are known by name.",
        )
        empty.asked.connect(self.start_adding)
        self.show_state(empty)

    def show_record(self, record: Agency, keep: Collection[str] = ()) -> None:
        self.agency.show_record(record, keep)
        self.panels.open_record(record.name)

    def unsaved(self) -> Mapping[str, str]:
        return self.agency.unsaved()

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.agency.form.show_problem(field, sentence)

    def show_clash(self, clash: "Clash | None") -> None:
        self.agency.show_clash(clash)

    def show_history(self, entries: "Sequence[HistoryEntry]") -> None:
        self.panels.open_history(entries)

    def history_is_shown(self) -> bool:
        return self.panels.shows(self.panels.history)

    def close_record(self) -> None:
        self.detail.close_panel()

    def show_bodies(self, bodies: Sequence[PublicBody], new_name: str, sector: str) -> None:
        self.add_panel.show_bodies(bodies, new_name, sector)

    def show_added(self, agency_id: int) -> None:
        """Go to an agency in the list, and open its panel."""
        self.panels.show_only(self.agency)
        self.table.choose((agency_id,))
        self.agency_opened.emit(agency_id)

    def show_add_problem(self, sentence: str) -> None:
        self.add_panel.show_problem(sentence)

    def show_alias_problem(self, sentence: str) -> None:
        self.agency.show_alias_problem(sentence)

    def start_adding(self) -> None:
        """Open the panel for another agency."""
        self.panels.open(self.add_panel, "Add agency")
        self.add_panel.start()

    def open_record(self, record: object) -> None:
        """Open an agency by id."""
        if isinstance(record, int):
            if record not in self.model.ids():
                self.widen()
            self.show_added(record)

    def widen(self) -> None:
        """Empty the search and the sectors, so that every agency is listed."""
        self.search.clear()
        self.sectors.choose(())
        self.widened.emit()

    def _connect(self) -> None:
        table = self.table
        table.add_bulk_action("Delete unused", "trash-2", self.delete_asked.emit)
        table.current_changed.connect(self._current_changed)
        table.grid.clicked.connect(self._reopen)
        table.opened.connect(self._open_and_edit)
        table.edit_asked.connect(self._open_and_edit)
        table.delete_asked.connect(self.delete_asked)
        table.offer_export()
        table.export_asked.connect(self.export_asked)
        self.search.left_downwards.connect(table.take_focus)
        self.detail.closed.connect(self.agency_closed)
        self.agency.delete_asked.connect(self.delete_asked)
        self.add_panel.cancelled.connect(self.detail.close_panel)

    def _current_changed(self, agency_id: int | None) -> None:
        if agency_id is not None:
            self.panels.show_only(self.agency)
            self.agency_opened.emit(agency_id)

    def _reopen(self) -> None:
        """Open the panel again, for to click the current row again changes no row."""
        if self.detail.isHidden():
            self._current_changed(self.table.current())

    def _open_and_edit(self, agency_id: int) -> None:
        self.panels.show_only(self.agency)
        self.agency_opened.emit(agency_id)
        self.agency.take_focus()
