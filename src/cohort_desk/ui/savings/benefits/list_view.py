"""Benefits as a list: search, filters, columns, and under it what is shown comes to."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.status import STATUSES
from cohort_desk.domain.savings.words import BASES, TYPES, Rung
from cohort_desk.services.savings.shapes import BenefitLine
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.savings.benefits.totals_strip import TotalsStrip
from cohort_desk.ui.savings.benefits.words import (
    ALARMED,
    CLOSED,
    OPEN,
    RUNG_TONES,
    SHORT_TYPES,
    STATUS_TONES,
    Totals,
    Wanted,
    alarm_words,
    amount,
    closed_as,
    projected,
    short_status,
)
from cohort_desk.ui.savings.tones import gravest


def _status(line: BenefitLine) -> Chip:
    tone = "neutral" if line.closing else STATUS_TONES[line.status.shown]
    return Chip(short_status(line), tone)


def _alarms(line: BenefitLine) -> Chip | None:
    return Chip(alarm_words(line), gravest(line.alarms)) if line.alarms else None


def _due(line: BenefitLine) -> str:
    return written_date(line.update_due_on) if line.update_due_on else ""


COLUMNS: tuple[Column[BenefitLine], ...] = (
    Column("Benefit", lambda line: line.title, key="title", width=230, grows=True),
    Column("Project", lambda line: line.project, key="project", width=150, grows=True),
    Column(
        "State", lambda line: line.rung.words, key="rung", width=104,
        chip=lambda line: Chip(line.rung.words, RUNG_TONES[line.rung]),
        sort_by=lambda line: line.rung,
    ),
    Column(
        "Projected", projected, key="projected", width=92, right=True, whole=True,
        sort_by=lambda line: line.projected,
    ),
    Column(
        "Forecast", lambda line: amount(line.forecast), key="forecast", width=82, right=True,
        whole=True, sort_by=lambda line: line.forecast,
    ),
    Column(
        "Claimed", lambda line: amount(line.claimed), key="claimed", width=80, right=True,
        whole=True, sort_by=lambda line: line.claimed,
    ),
    Column(
        "Validated", lambda line: amount(line.validated), key="validated", width=84, right=True,
        whole=True, sort_by=lambda line: line.validated,
    ),
    Column(
        "Status", short_status, key="status", width=112, chip=_status, whole=True,
    ),
    Column("Alarms", alarm_words, key="alarms", width=124, chip=_alarms),
    Column("Type", lambda line: SHORT_TYPES[line.type], key="type", width=112),
    Column("Owner", lambda line: line.owner, key="owner", width=130),
    Column("Validator", lambda line: line.validator, key="validator", width=130, hidden=True),
    Column("Pot", lambda line: line.pot, key="pot", width=140, hidden=True),
    Column("Agencies", lambda line: ", ".join(line.agencies), key="agencies", hidden=True),
    Column("Gross or net", lambda line: BASES[line.basis], key="basis", hidden=True),
    Column("Cohort", lambda line: line.cohort, key="cohort", hidden=True),
    Column(
        "Update due", _due, key="due", hidden=True,
        sort_by=lambda line: (line.update_due_on is None, line.update_due_on),
    ),
    Column("Closed as", closed_as, key="closing", hidden=True),
)  # fmt: skip
_STATES = [(OPEN, "Open"), (ALARMED, "With an alarm"), *CLOSED.items()]


class BenefitsList(QWidget):
    """Shows benefits and passes on what the user does."""

    wanted_changed = Signal(object)
    opened = Signal(int)
    export_asked = Signal()
    enter_asked = Signal()
    owner_asked = Signal(tuple)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self._projects: Mapping[int, str] = {}
        self._wished = Wanted()
        self.search = SearchField("Search benefits")
        self.rungs = FilterChips("State", [(rung, rung.words) for rung in Rung])
        self.types = FilterMenu("Type", list(TYPES.items()))
        self.statuses = FilterMenu("Status", list(STATUSES.items()))
        self.agencies = FilterMenu("Agency")
        self.years = FilterMenu("Financial year")
        self.states = FilterMenu("Open or closed", _STATES)
        self.project = FilterChips("Project")
        self.model = TableModel[BenefitLine](COLUMNS, identity=lambda line: line.id)
        self.table = DataTable(self.model, "Benefits", ("benefit", "benefits"), memory=memory)
        self.table.offer_export()
        self.table.add_bulk_action("New owner…", "user", self.owner_asked.emit)
        self.strip = TotalsStrip()
        self.nothing = EmptyState(
            "trending-up",
            "No benefit is followed here yet.",
            "Add a benefit",
            "Paste the sentence of a report that promises a saving, such as “projected to save "
            "c £150K annually”. What was read from it is yours to confirm or put right.",
        )
        self._lay_out()
        self._connect()

    def show_lines(self, shown: Sequence[BenefitLine], total: int, sums: Totals) -> None:
        self.model.show_rows(shown)
        self.table.set_total(total)
        self.strip.show_totals(sums)
        for part in (self._filters, self.table):
            part.setVisible(total > 0)
        self.strip.setVisible(total > 0)
        self.nothing.setVisible(total == 0)

    def offer_agencies(self, names: Iterable[str]) -> None:
        """Offer to narrow the list to these agencies."""
        self.agencies.set_choices([(name, name) for name in names])
        if (wished := self._wished.agencies) and not self.agencies.chosen():
            self.agencies.choose(tuple(wished))

    def offer_years(self, found: Sequence[tuple[int, str]]) -> None:
        """Offer to narrow the list to what has any amount in one of these financial years."""
        self.years.set_choices(found)
        if (wished := self._wished.years) and not self.years.chosen():
            self.years.choose(tuple(wished))
        self._wished = Wanted()

    def name_projects(self, titles: Mapping[int, str]) -> None:
        """Tell what the projects are called, for the chip of one that the list is narrowed to."""
        self._projects = titles
        chosen = self.project.chosen()
        self._offer_project(int(str(chosen[0])) if chosen else None)

    def wanted(self) -> Wanted:
        """Return which benefits the search and the filters want."""
        return Wanted(
            text=self.search.text().strip(),
            types=_texts(self.types.chosen()),
            rungs=frozenset(rung for rung in self.rungs.chosen() if isinstance(rung, Rung)),
            statuses=_texts(self.statuses.chosen()),
            agencies=_texts(self.agencies.chosen()),
            states=_texts(self.states.chosen()),
            years=frozenset(int(str(key)) for key in self.years.chosen()),
            project_id=next((int(str(key)) for key in self.project.chosen()), None),
        )

    def narrow(self, wanted: Wanted) -> None:
        """Set search and filters, as when another view asks for some of the benefits.

        What is yet to be offered is chosen once it is.
        """
        self._wished = wanted
        blockers = [QSignalBlocker(each) for each in (self.search, self.project, *self._choices)]
        self._offer_project(wanted.project_id)
        self.search.setText(wanted.text)
        self.types.choose(tuple(wanted.types))
        self.rungs.choose(tuple(wanted.rungs))
        self.statuses.choose(tuple(wanted.statuses))
        self.agencies.choose(tuple(wanted.agencies))
        self.years.choose(tuple(wanted.years))
        self.states.choose(tuple(wanted.states))
        for each in blockers:
            each.unblock()
        self._tell()

    def widen(self) -> None:
        """Show every benefit again."""
        self.narrow(Wanted())

    @property
    def _choices(self) -> tuple[FilterChips | FilterMenu, ...]:
        return (self.rungs, self.types, self.statuses, self.agencies, self.years, self.states)

    def _offer_project(self, project_id: int | None) -> None:
        """Show as a chip to which project the list is narrowed; no chip where it is to none."""
        named = () if project_id is None else ((project_id, self._projects.get(project_id, "")),)
        self.project.set_choices([(key, title or "One project") for key, title in named])
        self.project.choose([key for key, _title in named])
        self.project.setVisible(bool(named))

    def _tell(self, *_: object) -> None:
        self.wanted_changed.emit(self.wanted())

    def _lay_out(self) -> None:
        self._filters = QWidget()
        row = FlowLayout(self._filters)
        row.add(self.search, stretch=1)
        for each in (*self._choices, self.project):
            row.add(each)
        self.project.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)
        column.addWidget(self.strip)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._tell)
        self.search.left_downwards.connect(self.table.take_focus)
        for each in (*self._choices, self.project):
            each.chosen_changed.connect(self._tell)
        self.table.opened.connect(self.opened)
        self.table.edit_asked.connect(self.opened)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self.widen)
        self.nothing.asked.connect(self.enter_asked)


def _texts(keys: tuple[object, ...]) -> frozenset[str]:
    return frozenset(map(str, keys))
