"""The agreement: pairs of marks, what the rule says of them, and a panel to decide."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.filters import FilterChips
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.agreement import KINDS, PairLine, PairRecord

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[PairLine]("Code", lambda line: line.identity, key="identity", width=110),
    Column[PairLine]("First", lambda line: line.first, key="first", width=84, right=True),
    Column[PairLine]("Second", lambda line: line.second, key="second", width=84, right=True),
    Column[PairLine]("Third", lambda line: line.third, key="third", width=84, right=True),
    Column[PairLine]("Apart", lambda line: line.apart, key="apart", width=76, right=True),
    Column[PairLine]("Agreed", lambda line: line.agreed, key="agreed", width=84, right=True),
    Column[PairLine](
        "How",
        lambda line: line.how,
        key="how",
        width=210,
        chip=lambda line: Chip(line.how, line.tone),
    ),
    Column[PairLine]("Why", lambda line: line.reason, key="why", width=260, grows=True),
)


class AgreementPanel(QWidget):
    """A row opens the panel where it is settled."""

    record_opened = Signal(int)
    settle_asked = Signal(str, str, str)
    unsettle_asked = Signal()
    third_asked = Signal(int)
    allotment_asked = Signal()

    def __init__(self, detail: DetailPanel, memory: "Memory") -> None:
        super().__init__()
        self._detail = detail
        self.panel: SettlePanel | None = None
        nouns = ("submission", "submissions")
        self.list = Listing("Agreement", nouns, COLUMNS, memory, identity=lambda line: line.id)
        self.kinds = FilterChips("Agreement", KINDS)
        self.list.add_tool(self.kinds)
        self.summary = label("", "muted")
        self.list.add_above(self.summary)
        self.list.opened.connect(self.record_opened)
        self.list.table.grid.clicked.connect(self._open_current)
        self.list.table.widen_asked.connect(lambda: self.kinds.choose(()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_pairs(
        self, lines: Sequence[PairLine], total: int, counts: dict[str, int], summary: str
    ) -> None:
        self.summary.setText(summary)
        self.list.show_rows(lines, total)
        for kind, count in counts.items():
            self.kinds.set_count(kind, count)

    def show_nothing(self, why: str) -> None:
        self.summary.setText("")
        empty = EmptyState(
            "scale",
            why,
            "Allot submissions",
            "Once both markers have finished, their marks meet here: the rule averages those that "
            "are close and in one band, and you decide on the others.",
        )
        empty.asked.connect(self.allotment_asked)
        self.list.show_empty(empty)

    def show_record(self, record: PairRecord) -> None:
        typed = self.panel.typed() if self.panel and self.panel.key == record.line.id else None
        self.panel = SettlePanel(record)
        if typed and record.may_settle and not record.settled:
            self.panel.form.set_values(typed)
        self.panel.settle_asked.connect(self.settle_asked)
        self.panel.unsettle_asked.connect(self.unsettle_asked)
        self.panel.third_asked.connect(self.third_asked)
        self._detail.show_widget(record.line.identity, self.panel)

    def show_problem(self, field: str, sentence: str) -> None:
        if self.panel:
            self.panel.show_problem(field, sentence)

    def close_panel(self) -> None:
        self._detail.close_panel()

    def _open_current(self) -> None:
        current = self.list.table.current()
        if current is not None:
            self.record_opened.emit(current)


class SettlePanel(QWidget):
    """Both marks, why the rule does not decide, and the ways to decide."""

    settle_asked = Signal(str, str, str)
    unsettle_asked = Signal()
    third_asked = Signal(int)

    def __init__(self, record: PairRecord) -> None:
        super().__init__()
        self.key = record.line.id
        self.form = Form()
        for role, tutor, mark in record.markers:
            self.form.add_fact(f"{role.capitalize()} marker", f"{mark}   {tutor}")
        self.form.add_fact("Agreed", record.line.agreed or "not yet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        sentence = record.locked or record.line.reason
        if record.by:
            sentence = f"Settled by {record.by}: {record.line.reason}"
        layout.addWidget(label(sentence or f"{record.line.how}.", wrap=True))
        layout.addWidget(self.form)
        if record.may_settle:
            self._add_settling(layout, record)
        if record.may_call:
            self._add_third(layout, record)
        layout.addStretch(1)

    def typed(self) -> dict[str, object]:
        """Return what has been typed, to keep it when the panel is shown anew."""
        return dict(self.form.values())

    def show_problem(self, field: str, sentence: str) -> None:
        if not self.form.show_problem(field, sentence):
            self.form.show_problem("mark", sentence)

    def _add_settling(self, layout: QVBoxLayout, record: PairRecord) -> None:
        self.form.add_widget(label("Settle it", "heading"))
        self.form.add("mark", "Mark", QLineEdit())
        self.form.add("reason", "Reason", QPlainTextEdit())
        self.form.add("by", "Settled by", QLineEdit(), hint="The markers, or their lead")
        if record.settled:
            values = {"mark": record.line.agreed, "reason": record.line.reason, "by": record.by}
            self.form.set_values(values)
        self.settle = button("Settle", "check", look="primary")
        self.settle.clicked.connect(self._settle)
        row = QHBoxLayout()
        row.addWidget(self.settle)
        if record.settled:
            back = button("Take back", "undo-2")
            back.clicked.connect(self.unsettle_asked)
            row.addWidget(back)
        row.addStretch(1)
        layout.addLayout(row)

    def _add_third(self, layout: QVBoxLayout, record: PairRecord) -> None:
        layout.addWidget(label("Or have a third marker decide", "heading"))
        note = "Of the first two marks, the one closer to the third marker’s then stands."
        layout.addWidget(label(note, "muted", wrap=True))
        self.third = QComboBox()
        self.third.setAccessibleName("Third marker")
        for tutor_id, name in record.tutors:
            self.third.addItem(name, tutor_id)
        self.call = button("Call a third marker", "user-plus")
        self.call.setEnabled(bool(record.tutors))
        self.call.clicked.connect(lambda: self.third_asked.emit(self.third.currentData()))
        layout.addWidget(self.third)
        layout.addWidget(self.call, 0, Qt.AlignmentFlag.AlignLeft)

    def _settle(self) -> None:
        values = self.form.values()
        self.settle_asked.emit(str(values["mark"]), str(values["reason"]), str(values["by"]))
