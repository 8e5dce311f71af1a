"""The allotment: submissions and their markers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.filters import FilterChips
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.marking.lists.allotting_panels import BalancePanel, ByHandPanel
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.allotment import KINDS, Balance, WorkLine

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[WorkLine]("Who", lambda line: line.name, key="name", width=150),
    Column[WorkLine]("Code", lambda line: line.code, key="code", width=90),
    Column[WorkLine]("First marker", lambda line: line.markers[0], key="first", width=180),
    Column[WorkLine]("Second marker", lambda line: line.markers[1], key="second", width=180),
    Column[WorkLine]("Third", lambda line: line.markers[2], key="third", width=140, hidden=True),
    Column[WorkLine]("Due", lambda line: line.due, key="due", width=150),
    Column[WorkLine](
        "Allotment",
        lambda line: line.standing,
        key="standing",
        width=220,
        chip=lambda line: Chip(line.standing, line.tone),
        grows=True,
    ),
    Column[WorkLine]("State", lambda line: line.state, key="state", width=120, hidden=True),
)


class AllotmentPanel(QWidget):
    """Enter on submissions opens the panel that allots them."""

    allot_asked = Signal(tuple, str, int, str)
    taking_asked = Signal(tuple, str)
    due_asked = Signal(tuple, str)
    plan_asked = Signal(tuple, tuple, str)
    applied = Signal()
    modules_asked = Signal()
    import_asked = Signal()
    sheet_asked = Signal()
    opened = Signal()

    def __init__(self, detail: DetailPanel, memory: "Memory") -> None:
        super().__init__()
        self._detail = detail
        self._tutors: tuple[tuple[int, str], ...] = ()
        self._roles: tuple[str, ...] = ()
        self.by_hand: ByHandPanel | None = None
        self.balancing: BalancePanel | None = None
        nouns = ("submission", "submissions")
        self.list = Listing("Allotment", nouns, COLUMNS, memory, identity=lambda line: line.id)
        self.kinds = FilterChips("Allotment", KINDS)
        self.balance = button("Balance…", "scale", look="primary")
        self.balance.clicked.connect(self.open_balance)
        self.list.add_tool(self.kinds)
        self.bring_in = button("Import…", "upload")
        self.bring_in.setAccessibleName("Import who marks what…")
        self.bring_in.clicked.connect(self.import_asked)
        self.sheet = button("Save as sheet…", "file-spreadsheet")
        self.sheet.clicked.connect(self.sheet_asked)
        for made in (self.bring_in, self.sheet, self.balance):
            self.list.add_tool(made)
        self.summary = label("", "muted")
        self.list.add_above(self.summary)
        table = self.list.table
        table.add_bulk_action("Allot…", "user-plus", self.open_by_hand)
        table.opened.connect(self._open_chosen)
        table.widen_asked.connect(lambda: self.kinds.choose(()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_choices(self, tutors: Sequence[tuple[int, str]], roles: Sequence[str]) -> None:
        self._tutors, self._roles = tuple(tutors), tuple(roles)
        self.balance.setEnabled(bool(tutors))
        self.balance.setToolTip("" if tutors else "There are no tutors yet. Add them first.")

    def show_allotment(
        self, lines: Sequence[WorkLine], total: int, counts: dict[str, int], summary: str
    ) -> None:
        self.summary.setText(summary)
        self.list.show_rows(lines, total)
        for kind, count in counts.items():
            self.kinds.set_count(kind, count)

    def show_no_work(self, why: str) -> None:
        self.summary.setText("")
        empty = EmptyState(
            "list-checks",
            why,
            "Go to Modules",
            "Once an assessment has people or groups, their submissions are allotted to tutors "
            "here, before or after they are handed in.",
        )
        empty.asked.connect(self.modules_asked)
        self.list.show_empty(empty)

    def open_by_hand(self, keys: tuple[int, ...]) -> None:
        """Open the panel that gives these submissions to a tutor."""
        if not keys:
            return
        self.by_hand = panel = ByHandPanel(keys, self._tutors, self._roles)
        panel.allot_asked.connect(self.allot_asked)
        panel.taking_asked.connect(self.taking_asked)
        panel.due_asked.connect(self.due_asked)
        self.balancing = None
        row = self.list.row(keys[0])
        title = (
            row.name if len(keys) == 1 and row else counted(len(keys), "submission", "submissions")
        )
        self._detail.show_widget(f"Allot {title}", panel)
        panel.take_focus()

    def _open_chosen(self) -> None:
        self.open_by_hand(self.list.table.chosen())

    def open_balance(self) -> None:
        """Open the panel that shares all submissions out evenly."""
        self.balancing = panel = BalancePanel(self._tutors, self._roles)
        self.by_hand = None
        panel.plan_asked.connect(self.plan_asked)
        panel.applied.connect(self.applied)
        self._detail.show_widget("Balance the allotment", panel)
        panel.ask()
        panel.take_focus()

    def show_balance(self, balance: Balance) -> None:
        if self.balancing:
            self.balancing.show_balance(balance)

    def show_problem(self, field: str, sentence: str) -> None:
        panel = self.by_hand or self.balancing
        if panel and not self._detail.isHidden():
            panel.show_problem(field, sentence)

    def close_panel(self) -> None:
        self._detail.close_panel()
        self.list.table.take_focus()
