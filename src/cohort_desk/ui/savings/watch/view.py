"""The view: what there is to see to, and beside it the officers and the pots."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.services.savings.claims.pots import Pot
from cohort_desk.services.savings.shapes import Officer
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.savings.asking import AskingPanel
from cohort_desk.ui.savings.question import Question
from cohort_desk.ui.savings.tones import ALARM_TONES
from cohort_desk.ui.savings.watch.lists import item_rows, officer_rows, pot_rows
from cohort_desk.ui.savings.watch.presenter import Pane, Wanted
from cohort_desk.ui.savings.watch.side_card import SideCard
from cohort_desk.ui.savings.watch.words import Item, Told

_TITLES = {Pane.ITEMS: "To see to", Pane.OFFICERS: "Officers", Pane.POTS: "Pots"}


class WatchBoard(QWidget):
    """Shows the three lists, one at a time, and passes on what the user does.

    `leaving` is asked before anything takes the place of a question.
    """

    wanted_changed = Signal(object)
    looked = Signal(str, int)
    acted = Signal(str, str)
    opened = Signal(int)
    reassign_asked = Signal(tuple)
    export_asked = Signal(str)
    officer_wanted = Signal()
    pot_wanted = Signal()

    def __init__(self, detail: DetailPanel, memory: Memory | None = None) -> None:
        super().__init__()
        self._detail, self._pane = detail, Pane.ITEMS
        self._about: int | None = None
        self.leaving: Callable[[], bool] = lambda: True
        self._totals: dict[Pane, int] = {}
        self.panes = FilterChips("List", list(_TITLES.items()), exclusive=True)
        self.search = SearchField("Search what there is to see to")
        self.alarms = FilterChips("What", [(alarm, alarm.value) for alarm in ALARM_TONES])
        self._rows = item_rows(), officer_rows(), pot_rows()
        rows, officers, pots = self._rows
        nouns = ("thing to see to", "things to see to")
        self.items = DataTable(rows, "To see to", nouns, memory=memory)
        self.officers = DataTable(officers, "Officers", ("officer", "officers"), memory=memory)
        self.pots = DataTable(pots, "Pots", ("pot", "pots"), memory=memory)
        self.card, self.panel = SideCard(), AskingPanel()
        self.add_officer = button("Add officer", "user-plus")
        self.add_pot = button("Add pot", "plus")
        self._lay_out()
        self._connect()
        self.turn_to(Pane.ITEMS)

    def show_items(self, shown: Sequence[Item], total: int, counts: Mapping[Alarm, int]) -> None:
        self._rows[0].show_rows(shown)
        for alarm, count in counts.items():
            self.alarms.set_count(alarm, count)
        self._show_total(Pane.ITEMS, self.items, total)

    def show_officers(self, shown: Sequence[Officer], total: int) -> None:
        self._rows[1].show_rows(shown)
        self._show_total(Pane.OFFICERS, self.officers, total)

    def show_pots(self, shown: Sequence[Pot], total: int) -> None:
        self._rows[2].show_rows(shown)
        self._show_total(Pane.POTS, self.pots, total)

    def turn_to(self, pane: Pane) -> None:
        """Show one of the lists; what was told of another goes."""
        if pane != self._pane:
            self._detail.close_panel()
        self._pane = pane
        with QSignalBlocker(self.panes):
            self.panes.choose((pane,))
        self._arrange()

    def tell(self, told: Told) -> None:
        self.card.show_told(told)
        self._detail.show_widget(told.title, self.card)

    def ask(self, question: Question) -> None:
        self._detail.show_widget(question.title, self.panel)
        self.panel.ask(question)

    def show_problem(self, field: str, sentence: str) -> None:
        self.panel.show_problem(field, sentence)

    def close_side(self) -> None:
        """Close the panel, and go back into the list."""
        self._detail.close_panel()
        self._table(self._pane).grid.setFocus()

    def _table(self, pane: Pane) -> DataTable:
        tables = {Pane.ITEMS: self.items, Pane.OFFICERS: self.officers, Pane.POTS: self.pots}
        return tables[pane]

    def _show_total(self, pane: Pane, table: DataTable, total: int) -> None:
        table.set_total(total)
        self._totals[pane] = total
        self.panes.set_count(pane, total)
        if pane == self._pane:
            self._arrange()

    def _arrange(self) -> None:
        """Show the list, or where there is nothing at all, what it is for."""
        at = list(Pane).index(self._pane)
        empty = self._totals.get(self._pane, 1) == 0
        self._stack.setCurrentIndex(at + (len(Pane) if empty else 0))
        self.alarms.setVisible(self._pane is Pane.ITEMS and not empty)
        self.search.setVisible(not empty)

    def _tell_wanted(self, *_: object) -> None:
        alarms = frozenset(key for key in self.alarms.chosen() if isinstance(key, Alarm))
        self.wanted_changed.emit(Wanted(self.search.text().strip(), alarms))

    def _widen(self) -> None:
        with QSignalBlocker(self.search), QSignalBlocker(self.alarms):
            self.search.clear()
            self.alarms.choose(())
        self._tell_wanted()

    def _turn_to_chosen(self, chosen: tuple[object, ...]) -> None:
        pane = next((pane for pane in Pane if pane in chosen), self._pane)
        self.turn_to(pane if pane == self._pane or self.leaving() else self._pane)

    def _lay_out(self) -> None:
        row = FlowLayout()
        row.add(self.panes)
        row.add(self.search, stretch=1)
        self._stack = QStackedWidget()
        for table in (self.items, self.officers, self.pots):
            table.offer_export()
            self._stack.addWidget(table)
        self._nothing(
            EmptyState(
                "circle-check",
                "There is nothing to see to.",
                note="Owners who leave, updates that are overdue, gains that do not last, figures "
                "that are not settled and pots that are nearly full are told here.",
            )
        )
        nobody = EmptyState(
            "user",
            "No officer is known yet.",
            "Add officer",
            "An officer owns a benefit, claims what was saved, or confirms what others claim.",
        )
        nobody.asked.connect(self.officer_wanted)
        self._nothing(nobody)
        no_pot = EmptyState(
            "archive",
            "No pot is known yet.",
            "Add pot",
            "A pot is a budget that savings come out of. Claims never exceed what it was.",
        )
        no_pot.asked.connect(self.pot_wanted)
        self._nothing(no_pot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addLayout(row)
        column.addWidget(self.alarms)
        column.addWidget(self._stack, 1)

    def _nothing(self, state: EmptyState) -> None:
        self._stack.addWidget(state)

    def _connect(self) -> None:
        self.panes.chosen_changed.connect(self._turn_to_chosen)
        self.search.searched.connect(self._tell_wanted)
        self.search.left_downwards.connect(lambda: self._table(self._pane).take_focus())
        self.alarms.chosen_changed.connect(self._tell_wanted)
        self.items.opened.connect(self.opened)
        self.items.add_bulk_action("Reassign…", "user", self._want_reassigned)
        for pane in Pane:
            self._connect_table(pane, self._table(pane))
        self.card.acted.connect(self._pass_on)
        self.panel.cancelled.connect(self._look_again)
        self.add_officer.clicked.connect(self._want_officer)
        self.add_pot.clicked.connect(self._want_pot)

    def _connect_table(self, pane: Pane, table: DataTable) -> None:
        def look(key: int | None) -> None:
            # Rows that are read anew while something is asked are nobody's choice.
            unchosen = key == self._about or not table.grid.hasFocus()
            if key is None or (self.panel.isVisible() and unchosen):
                return
            if self.leaving():
                self._about = key
                self.looked.emit(pane, key)
            elif self._about is not None:
                table.choose((self._about,))

        table.current_changed.connect(look)
        # Who has closed the panel and clicks the same row again wants to see it again.
        table.grid.clicked.connect(lambda: look(table.current()))
        table.edit_asked.connect(self._act("edit" if pane is not Pane.ITEMS else "benefit"))
        if pane is not Pane.ITEMS:
            table.opened.connect(self._act("edit"))
            table.delete_asked.connect(self._act("take_out"))
        table.export_asked.connect(lambda: self.export_asked.emit(pane))
        table.widen_asked.connect(self._widen)

    def _look_again(self) -> None:
        """Go back from a question to the row that it was about."""
        table = self._table(self._pane)
        key = table.current()
        if key is None:
            self._detail.close_panel()
        else:
            self.looked.emit(self._pane, key)
        table.grid.setFocus()

    def _want_reassigned(self, ids: tuple[int, ...]) -> None:
        if self.leaving():
            self.reassign_asked.emit(ids)

    def _want_officer(self) -> None:
        if self.leaving():
            self.officer_wanted.emit()

    def _want_pot(self) -> None:
        if self.leaving():
            self.pot_wanted.emit()

    def _pass_on(self, key: str) -> None:
        self.acted.emit(self._pane, key)

    def _act(self, key: str) -> Callable[[object], None]:
        def act(_row: object) -> None:
            if self.leaving():
                self.acted.emit(self._pane, key)

        return act
