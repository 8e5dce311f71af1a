"""The list of projects: search, filters, and what is done to several."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cohort_desk.domain.projects import OUTCOMES, STATUSES
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column, agency_chip
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, FilterMenu, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.projects.parts import STATUS_TONES
from cohort_desk.ui.projects.presenter.words import NO_PROJECT, ProjectShown


def _sponsor(row: ProjectShown) -> Chip | None:
    sponsor = row.line.project.sponsor if row.line.project else None
    return agency_chip(sponsor.id, sponsor.name) if sponsor else None


def _status(row: ProjectShown) -> Chip | None:
    project = row.line.project
    return Chip(row.status, STATUS_TONES[project.status]) if project else None


def _next_step(row: ProjectShown) -> Chip | None:
    return Chip(row.next_step, "danger" if row.overdue else "neutral") if row.next_step else None


def _partners(row: ProjectShown) -> str:
    partners = row.line.project.partners if row.line.project else ()
    return ", ".join(partner.name for partner in partners)


COLUMNS: tuple[Column[ProjectShown], ...] = (
    Column("Project", lambda row: row.title, key="title", width=200, grows=True),
    Column("Group", lambda row: row.line.group, key="group", width=84),
    Column("Sponsor", lambda row: row.sponsor, key="sponsor", chip=_sponsor, width=164),
    Column("Outcomes", lambda row: row.outcomes, key="outcomes", width=140),
    Column("Status", lambda row: row.status, key="status", chip=_status, width=104),
    Column("Submission", lambda row: row.state, key="state", width=104),
    Column("Next milestone", lambda row: row.next_step, key="next", chip=_next_step, width=190),
    Column("People", lambda row: row.people, key="people", width=240, hidden=True),
    Column("Partners", _partners, key="partners", width=200, hidden=True),
    Column("Round", lambda row: row.line.round, key="round", width=150, hidden=True),
)


class ProjectsList(QWidget):
    """Shows the groups that do projects, and passes on what the user does."""

    searched = Signal(str)
    widened = Signal()
    opened = Signal(int)
    register_asked = Signal(tuple)
    status_chosen = Signal(tuple, str)
    delete_asked = Signal(tuple)
    export_asked = Signal()

    def __init__(self, memory: Memory | None) -> None:
        super().__init__()
        self.search = SearchField("Search projects")
        self.statuses = FilterMenu("Status", [(NO_PROJECT, "No project yet"), *STATUSES.items()])
        self.outcomes = FilterMenu("Outcome", list(OUTCOMES.items()))
        self.overdue = FilterChips("Milestones", [("overdue", "Overdue")])
        self.model = TableModel[ProjectShown](COLUMNS, identity=lambda row: row.id)
        self.table = DataTable(self.model, "Projects", ("group", "groups"), memory=memory)
        self.table.add_bulk_action("Register projects", "plus", self.register_asked.emit)
        self.table.add_bulk_action("Set status…", "tag", self._ask_status)
        self.table.add_bulk_action("Delete projects", "trash-2", self.delete_asked.emit)
        self.table.offer_export()
        self._lay_out()
        self._connect()

    def show_projects(self, shown: Sequence[ProjectShown], total: int) -> None:
        self.model.show_rows(shown)
        self.table.set_total(total)

    def widen(self) -> None:
        """Empty the search and the filters."""
        self.search.clear()
        for each in (self.statuses, self.outcomes, self.overdue):
            each.choose(())
        self.widened.emit()

    def _ask_status(self, ids: tuple[int, ...]) -> None:
        menu = QMenu(self)
        menu.setAccessibleName("Status")
        for key, words in STATUSES.items():
            menu.addAction(words, lambda key=key: self.status_chosen.emit(ids, key))
        menu.popup(self.table.mapToGlobal(self.table.rect().topLeft()))

    def _lay_out(self) -> None:
        filters = QWidget()
        row = FlowLayout(filters)
        row.add(self.search, stretch=1)
        for each in (self.statuses, self.outcomes, self.overdue):
            row.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(filters)
        column.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.table.take_focus)
        self.table.opened.connect(self.opened)
        self.table.edit_asked.connect(self.opened)
        self.table.delete_asked.connect(self.delete_asked)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self.widen)
