"""The moderation: the sample with its coverage, and panels to draw one and to look into it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.filters import FilterChips
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import OneLine, Tag, button, label
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.moderation import KINDS, Draw, SampleHead, SampleLine

if TYPE_CHECKING:
    from cohort_desk.domain.marks.sampling import Covered
    from cohort_desk.ui.kit.settings_store import Memory

COLUMNS = (
    Column[SampleLine]("Code", lambda line: line.identity, key="identity", width=110),
    Column[SampleLine]("Agreed", lambda line: line.agreed, key="agreed", width=84, right=True),
    Column[SampleLine]("Markers", lambda line: line.markers, key="markers", width=230),
    Column[SampleLine]("Why it is here", lambda line: line.reasons, key="reasons", width=210),
    Column[SampleLine](
        "Moderator",
        lambda line: line.view,
        key="view",
        width=140,
        chip=lambda line: Chip(line.view, line.tone),
    ),
    Column[SampleLine]("Note", lambda line: line.note, key="note", width=120, grows=True),
)


class ModerationPanel(QWidget):
    """Enter on a submission opens it; the buttons on top decide about the whole."""

    draw_started = Signal(int)
    drawn = Signal(int)
    record_opened = Signal(int)
    said = Signal(str, str)
    confirm_asked = Signal()
    sending_asked = Signal()

    def __init__(self, detail: DetailPanel, memory: "Memory") -> None:
        super().__init__()
        self._detail = detail
        self.drawing: DrawPanel | None = None
        self.looking: LookPanel | None = None
        nouns = ("submission in the sample", "submissions in the sample")
        self.list = Listing("Moderation", nouns, COLUMNS, memory, identity=lambda line: line.id)
        self.kinds = FilterChips("Moderator’s view", KINDS)
        self.list.add_tool(self.kinds)
        self.again = button("Draw another…", "refresh-cw")
        self.confirm = button("Confirm", "badge-check", look="primary")
        self.send_back = button("Send back…", "undo-2")
        self.state = Tag("")
        self.words = OneLine("muted")
        self.coverage = CoverageBars()
        self._head = QWidget()
        self._lay_out()
        self.again.clicked.connect(lambda: self.draw_started.emit(0))
        self.confirm.clicked.connect(self.confirm_asked)
        self.send_back.clicked.connect(self.sending_asked)
        self.list.opened.connect(self.record_opened)
        self.list.table.grid.clicked.connect(self._open_current)
        self.list.table.widen_asked.connect(lambda: self.kinds.choose(()))

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_sample(
        self,
        head: SampleHead,
        lines: Sequence[SampleLine],
        total: int,
        counts: dict[str, int],
    ) -> None:
        self._head.show()
        self.state.show_text(head.state, head.tone)
        self.words.setText(head.words)
        self.coverage.show_coverage(head.coverage)
        self.confirm.setVisible(head.is_open)
        self.send_back.setVisible(head.is_open)
        self.again.setVisible(not head.is_open)
        self.list.show_rows(lines, total)
        for kind, count in counts.items():
            self.kinds.set_count(kind, count)

    def show_none(self, why: str, *, can_draw: bool) -> None:
        self._head.hide()
        empty = EmptyState(
            "badge-check",
            why,
            "Draw a sample…" if can_draw else "",
            "A moderator looks at a sample of agreed marks: every fail, those near a boundary, at "
            "least one of each band. The seed is kept, so that the same sample can be drawn again.",
        )
        empty.asked.connect(lambda: self.draw_started.emit(0))
        self.list.show_empty(empty)

    def show_draw(self, draw: Draw, tutors: Sequence[tuple[int, str]]) -> None:
        chosen = self.drawing.moderator.currentData() if self.drawing else None
        self.looking = None
        self.drawing = panel = DrawPanel(draw, tutors, chosen)
        panel.seeded.connect(self.draw_started)
        panel.drawn.connect(self.drawn)
        self._detail.show_widget("Draw a sample", panel)
        panel.moderator.setFocus()

    def show_record(self, line: SampleLine, *, is_open: bool) -> None:
        self.drawing = None
        self.looking = panel = LookPanel(line, is_open=is_open)
        panel.said.connect(self.said)
        self._detail.show_widget(line.identity, panel)
        panel.take_focus()

    def show_problem(self, sentence: str) -> None:
        panel = self.drawing or self.looking
        if panel:
            panel.problem.setText(sentence)
            panel.problem.show()

    def close_panel(self) -> None:
        self.drawing = None
        self._detail.close_panel()

    def _open_current(self) -> None:
        current = self.list.table.current()
        if current is not None:
            self.record_opened.emit(current)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.S)
        top.addWidget(self.state)
        top.addWidget(self.words, 1)
        for made in (self.again, self.send_back, self.confirm):
            top.addWidget(made)
        column = QVBoxLayout(self._head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addLayout(top)
        column.addWidget(self.coverage)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self._head)
        layout.addWidget(self.list, 1)


class CoverageBars(QFrame):
    """How much of each sort of mark is in the sample: a bar and its numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("Coverage of the sample")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.S)
        self._grid.setHorizontalSpacing(tokens.S)
        self._grid.setVerticalSpacing(tokens.XS)
        self._columns = 2

    def show_coverage(self, coverage: "Sequence[Covered]", columns: int = 2) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.setVisible(bool(coverage))
        rows = -(-len(coverage) // columns)
        for number, covered in enumerate(coverage):
            row, column = number % max(1, rows), number // max(1, rows) * 3
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setRange(0, max(1, covered.in_all))
            bar.setValue(covered.in_sample)
            bar.setFixedWidth(Theme.current().px(96))
            words = f"{covered.in_sample} of {covered.in_all}"
            bar.setAccessibleName(f"{covered.what}: {words}")
            self._grid.addWidget(label(covered.what, "muted"), row, column)
            self._grid.addWidget(bar, row, column + 1)
            self._grid.addWidget(label(words), row, column + 2)
        for number in range(columns):
            self._grid.setColumnStretch(number * 3 + 2, 1)


class DrawPanel(QWidget):
    """A moderator, a seed, and what it would draw."""

    seeded = Signal(int)
    drawn = Signal(int)

    def __init__(self, draw: Draw, tutors: Sequence[tuple[int, str]], chosen: object) -> None:
        super().__init__()
        self.moderator = QComboBox()
        for tutor_id, name in tutors:
            self.moderator.addItem(name, tutor_id)
        if chosen is not None:
            self.moderator.setCurrentIndex(self.moderator.findData(chosen))
        self.seed = QLineEdit(str(draw.seed))
        self.seed.setValidator(QIntValidator(1, 2**31 - 1, self.seed))
        form = Form()
        form.add(
            "moderator", "Moderator", self.moderator, hint="Nobody who marked a submission in it"
        )
        form.add("seed", "Seed", self.seed, hint="The same seed draws the same sample")
        self.seed.editingFinished.connect(self._seeded)
        self._shown = draw.seed
        another = button("Another seed", "refresh-cw", look="link")
        another.clicked.connect(lambda: self.seeded.emit(0))
        bars = CoverageBars()
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.draw = button(
            f"Draw {counted(draw.submissions, 'submission', 'submissions')}",
            "check",
            look="primary",
        )
        self.draw.setEnabled(draw.submissions > 0 and bool(tutors))
        self.draw.clicked.connect(lambda: self.drawn.emit(self.moderator.currentData()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(form)
        layout.addWidget(another, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(draw.words, "strong", wrap=True))
        layout.addWidget(bars)
        bars.show_coverage(draw.coverage, columns=1)  # once it has a parent: else it is a window
        for reason in draw.reasons:
            layout.addWidget(label(reason, "muted", wrap=True))
        layout.addWidget(self.problem)
        layout.addWidget(self.draw, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def _seeded(self) -> None:
        if self.seed.hasAcceptableInput() and int(self.seed.text()) != self._shown:
            self.seeded.emit(int(self.seed.text()))


class LookPanel(QWidget):
    """A submission in the sample: its marks, why it is here, and what the moderator says of it."""

    said = Signal(str, str)

    def __init__(self, line: SampleLine, *, is_open: bool) -> None:
        super().__init__()
        self.form = Form()
        self.form.add_fact("Agreed", line.agreed or "not yet")
        self.form.add_fact("Markers", line.markers)
        self.form.add_fact("Why it is here", line.reasons)
        self.note = QPlainTextEdit()
        self.form.add("note", "Note", self.note, hint="A query needs one")
        self.form.set_values({"note": line.note})
        self.note.setReadOnly(not is_open)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.support = button("Supported", "check", look="primary")
        self.query = button("Queried", "circle-help")
        for made, view in ((self.support, "supported"), (self.query, "queried")):
            made.setEnabled(is_open)
            made.clicked.connect(
                lambda _=False, view=view: self.said.emit(view, self.note.toPlainText())
            )
        row = QHBoxLayout()
        row.addWidget(self.support)
        row.addWidget(self.query)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.form)
        layout.addWidget(self.problem)
        layout.addLayout(row)
        layout.addStretch(1)

    def take_focus(self) -> None:
        (self.support if self.support.isEnabled() else self.note).setFocus()
