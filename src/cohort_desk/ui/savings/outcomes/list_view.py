"""Outcomes without money as a list."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.savings.outcomes import KINDS, TRACK
from cohort_desk.domain.savings.words import OUTCOME_STATES
from cohort_desk.services.savings.outcomes.outcomes import OutcomeRecord
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.outcome_tones import OUTCOME_TONES
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.savings.outcomes.words import (
    ALARMED,
    Wanted,
    confirmed_words,
    due_words,
    evidence_words,
    owner_words,
)

_ORDER = (*TRACK, "dropped")


def _state(outcome: OutcomeRecord) -> Chip:
    return Chip(OUTCOME_STATES[outcome.status], OUTCOME_TONES[outcome.status])


def _alarm(outcome: OutcomeRecord) -> Chip | None:
    return Chip(", ".join(outcome.alarms), "danger") if outcome.alarms else None


COLUMNS: tuple[Column[OutcomeRecord], ...] = (
    Column("Outcome", lambda one: one.description, key="outcome", width=260, grows=True),
    Column(
        "State",
        lambda one: OUTCOME_STATES[one.status],
        key="state",
        width=104,
        chip=_state,
        sort_by=lambda one: _ORDER.index(one.status),
    ),
    Column("Kind", lambda one: KINDS[one.kind], key="kind", width=136),
    Column("Project", lambda one: one.project, key="project", width=180, grows=True),
    Column("Evidence", evidence_words, key="evidence", width=120),
    Column("Owner", owner_words, key="owner", width=130),
    Column(
        "Due",
        due_words,
        key="due",
        width=152,
        sort_by=lambda one: (one.due_on is None, one.due_on),
    ),
    Column("Confirmed", confirmed_words, key="confirmed", width=200),
    Column("Alarms", lambda one: ", ".join(one.alarms), key="alarms", width=110, chip=_alarm),
    Column("How it is known", lambda one: one.measure, key="measure", hidden=True),
    Column("Cohort", lambda one: one.cohort, key="cohort", hidden=True),
)


class OutcomesList(QWidget):
    """Shows outcomes and passes on what the user does."""

    wanted_changed = Signal(object)
    opened = Signal(object)
    export_asked = Signal()
    add_asked = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.search = SearchField("Search outcomes")
        self.states = FilterChips("State", list(OUTCOME_STATES.items()))
        self.kinds = FilterMenu("Kind", list(KINDS.items()))
        self.alarms = FilterChips("Alarms", [(ALARMED, "Needs attention")])
        self.model = TableModel[OutcomeRecord](COLUMNS, identity=lambda one: one.id)
        self.table = DataTable(self.model, "Outcomes", ("outcome", "outcomes"), memory=memory)
        self.table.offer_export()
        self.nothing = EmptyState(
            "hand-heart",
            "No outcome without money is followed here yet.",
            "Add an outcome",
            "A strategy that changed, a service, a network: they are followed as money is, with "
            "evidence and somebody who confirms them.",
        )
        self._lay_out()
        self._connect()

    def show_outcomes(
        self, shown: Sequence[OutcomeRecord], total: int, counts: Mapping[str, int]
    ) -> None:
        for state in OUTCOME_STATES:
            self.states.set_count(state, counts.get(state, 0))
        self.model.show_rows(shown)
        self.table.set_total(total)
        for part in (self._filters, self.table):
            part.setVisible(total > 0)
        self.nothing.setVisible(total == 0)

    def widen(self) -> None:
        """Show every outcome again."""
        self.search.clear()
        for each in (self.states, self.kinds, self.alarms):
            each.choose(())
        self._tell()

    def _tell(self, *_: object) -> None:
        self.wanted_changed.emit(
            Wanted(
                self.search.text().strip(),
                frozenset(map(str, self.states.chosen())),
                frozenset(map(str, self.kinds.chosen())),
                alarmed=bool(self.alarms.chosen()),
            )
        )

    def _reopen(self, outcome_id: int) -> None:
        self.opened.emit(outcome_id)

    def _lay_out(self) -> None:
        self._filters = QWidget()
        row = FlowLayout(self._filters)
        row.add(self.search, stretch=1)
        for each in (self.states, self.kinds, self.alarms):
            row.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._tell)
        self.search.left_downwards.connect(self.table.take_focus)
        for each in (self.states, self.kinds, self.alarms):
            each.chosen_changed.connect(self._tell)
        self.table.current_changed.connect(self.opened)
        self.table.opened.connect(self._reopen)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self.widen)
        self.nothing.asked.connect(self.add_asked)
