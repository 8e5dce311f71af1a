"""The marks: each person's rungs in a row, and the whole ladder in the panel."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.filters import FilterChips
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.marking.lists.listing import Listing
from cohort_desk.ui.marking.presenter.marks import KINDS, TAGS, MarkLine, Step, Why

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory


def _tag_chip(line: MarkLine) -> Chip | None:
    if not line.tags:
        return None
    return Chip(line.tag_words, "danger" if "held" in line.tags else "warning")


_RUNGS = (
    ("Markers", 104),
    ("Agreed", 70),
    ("After peers", 94),
    ("After lateness", 112),
    ("After the cap", 106),
)
COLUMNS = (
    Column[MarkLine]("Candidate", lambda line: line.candidate, key="candidate", width=92),
    Column[MarkLine]("Name", lambda line: line.name, key="name", width=140),
    Column[MarkLine]("Group", lambda line: line.group, key="group", width=90),
    *(
        Column[MarkLine](
            heading,
            lambda line, at=at: line.rungs[at],
            key=heading.casefold(),
            width=width,
            right=True,
            hidden=heading not in ("Agreed", "After peers"),
        )
        for at, (heading, width) in enumerate(_RUNGS)
    ),
    Column[MarkLine]("Mark", lambda line: line.final, key="final", width=58, right=True),
    Column[MarkLine](
        "State",
        lambda line: line.state,
        key="state",
        width=104,
        chip=lambda line: Chip(line.state, line.tone),
    ),
    Column[MarkLine](
        "Late or held",
        lambda line: line.tag_words,
        key="tags",
        width=100,
        chip=_tag_chip,
    ),
    Column[MarkLine]("Waits for", lambda line: line.waiting, key="waiting", width=250, grows=True),
)


class MarksPanel(QWidget):
    """A row opens "Why this mark?"."""

    record_opened = Signal(int)
    print_asked = Signal()
    import_asked = Signal()
    sheet_asked = Signal()
    modules_asked = Signal()

    def __init__(self, detail: DetailPanel, memory: "Memory") -> None:
        super().__init__()
        self._detail = detail
        self.why: WhyPanel | None = None
        nouns = ("candidate", "candidates")
        self.list = Listing("Marks", nouns, COLUMNS, memory, identity=lambda line: line.id)
        self.kinds = FilterChips("Marks", KINDS)
        self.tags = FilterChips("Late or held", TAGS)
        self.list.add_tool(self.kinds)
        self.list.add_tool(self.tags)
        self.bring_in = button("Import marks…", "upload")
        self.sheet = button("Save as sheet…", "file-spreadsheet")
        self.bring_in.clicked.connect(self.import_asked)
        self.sheet.clicked.connect(self.sheet_asked)
        self.list.add_tool(self.bring_in)
        self.list.add_tool(self.sheet)
        self.list.opened.connect(self.record_opened)
        self.list.table.grid.clicked.connect(self._open_current)
        self.list.table.widen_asked.connect(self._widen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    @property
    def search(self) -> QWidget:
        return self.list.search

    def show_marks(self, lines: Sequence[MarkLine], total: int, counts: dict[str, int]) -> None:
        self.list.show_rows(lines, total)
        for chips, choices in ((self.kinds, KINDS), (self.tags, TAGS)):
            for key, _ in choices:
                chips.set_count(key, counts[key])

    def show_why(self, why: Why) -> None:
        self.why = WhyPanel(why)
        self.why.print_asked.connect(self.print_asked)
        self._detail.show_widget(f"Why this mark? {why.title}", self.why)

    def show_nothing(self, why: str) -> None:
        note = "Every mark is worked out anew from what markers gave and what the rules say of it."
        empty = EmptyState("list-checks", why, "Go to Modules", note)
        empty.asked.connect(self.modules_asked)
        self.list.show_empty(empty)

    def _widen(self) -> None:
        for chips in (self.kinds, self.tags):
            chips.choose(())

    def _open_current(self) -> None:
        current = self.list.table.current()
        if current is not None:
            self.record_opened.emit(current)


class WhyPanel(QWidget):
    """The ladder, from the markers to the board."""

    print_asked = Signal()

    def __init__(self, why: Why) -> None:
        super().__init__()
        self.setAccessibleName(f"Why this mark? {why.title}")
        printing = button("Print…", "printer")
        printing.clicked.connect(self.print_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(label(why.about, "muted", wrap=True))
        layout.addWidget(label(why.result, "heading", wrap=True))
        for step in why.steps:
            layout.addWidget(_card(step))
        layout.addWidget(label(f"By {why.regulations}", "small", wrap=True))
        layout.addWidget(printing, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)


def _card(step: Step) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    parts = (step.title, step.change, step.rule, step.clause, step.numbers)
    card.setAccessibleName(". ".join(part for part in parts if part))
    head = QHBoxLayout()
    head.addWidget(label(step.title, "strong", wrap=True), 1)
    head.addWidget(label(step.change, "strong"), 0, Qt.AlignmentFlag.AlignTop)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.S)
    layout.setSpacing(tokens.XS)
    layout.addLayout(head)
    layout.addWidget(label(step.rule, wrap=True))
    small = " · ".join(part for part in (step.numbers, step.clause) if part)
    if small:
        layout.addWidget(label(small, "small", wrap=True))
    return card
