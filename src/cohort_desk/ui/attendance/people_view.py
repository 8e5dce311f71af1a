"""How much everybody attended."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.attendance import Attendance
from cohort_desk.services.attendance import CohortAttendance, PersonAttendance
from cohort_desk.ui.attendance.presenter.people import BELOW
from cohort_desk.ui.attendance.presenter.words import written_share
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import label


def _rule(one: PersonAttendance) -> str:
    if one.meets is None:
        return ""
    return "Meets the rule" if one.meets else "Below the rule"


def _chip(one: PersonAttendance) -> Chip | None:
    if one.meets is None:
        return None
    return Chip(_rule(one), "success" if one.meets else "danger")


def _count(status: Attendance, heading: str) -> Column[PersonAttendance]:
    return Column(
        heading,
        lambda one: f"{one.counts.get(status, 0)}",
        key=status.value,
        width=76,
        right=True,
    )


COLUMNS: tuple[Column[PersonAttendance], ...] = (
    Column("Name", lambda one: one.name, key="name", width=180),
    Column("Agency", lambda one: one.agency, key="agency", width=150, grows=True),
    Column(
        "Attended",
        lambda one: written_share(one.share),
        key="share",
        width=90,
        right=True,
        sort_by=lambda one: Decimal(-1) if one.share is None else one.share,
    ),
    Column("Rule", _rule, key="rule", width=140, chip=_chip),
    _count(Attendance.PRESENT, "Present"),
    _count(Attendance.LATE, "Late"),
    _count(Attendance.EXCUSED, "Excused"),
    _count(Attendance.ABSENT, "Absent"),
    Column(
        "Not recorded", lambda one: f"{one.unrecorded}", key="unrecorded", width=114, right=True
    ),
)


class AttendanceView(QWidget):
    """Lists everybody with their share."""

    person_opened = Signal(int)
    searched = Signal(str)
    narrowed = Signal(tuple)
    widened = Signal()
    export_asked = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self.search = SearchField("Search people")
        self.only = FilterChips("Attendance", [(BELOW, "Below the rule")])
        self.rule = label("", "muted", wrap=True)
        self.model = TableModel[PersonAttendance](COLUMNS, identity=lambda one: one.participant_id)
        self.table = DataTable(self.model, "Attendance", ("person", "people"), memory=memory)
        self.table.offer_export()
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.search, 1)
        row.addWidget(self.only)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addLayout(row)
        layout.addWidget(self.rule)
        layout.addWidget(self.table, 1)
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(self.table.take_focus)
        self.only.chosen_changed.connect(self.narrowed)
        self.table.opened.connect(self.person_opened)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self._widen)

    def show_people(
        self, found: CohortAttendance, shown: Sequence[PersonAttendance], words: str
    ) -> None:
        self.rule.setText(f"{words}.")
        self.only.setVisible(found.rules.least is not None)
        self.model.show_rows(shown)
        self.table.set_total(len(found.people))

    def _widen(self) -> None:
        self.search.clear()
        self.only.choose(())
        self.widened.emit()
