"""The list of reports that were made, with its filters and its panels."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_moment
from cohort_desk.services.savings.snapshots.snapshots import KINDS, MadeReport
from cohort_desk.services.savings.snapshots.subjects import Subject
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterChips, SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.page import DetailPanel
from cohort_desk.ui.kit.print_queue import PrintQueue
from cohort_desk.ui.kit.printing import WritePdf, show_paper
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.savings.reports.make_panel import MakePanel
from cohort_desk.ui.savings.reports.report_panel import ReportPanel
from cohort_desk.ui.savings.reports.words import Wanted, as_of

_TONES: dict[str, tokens.ToneName] = {"portfolio": "accent", "agency": "neutral"}


def _kind(made: MadeReport) -> str:
    return KINDS[made.kind]


COLUMNS: tuple[Column[MadeReport], ...] = (
    Column("Report", lambda made: made.title, key="title", width=320, grows=True),
    Column(
        "Kind",
        _kind,
        key="kind",
        width=170,
        chip=lambda made: Chip(_kind(made), _TONES.get(made.kind, "neutral")),
    ),
    Column("As of", as_of, key="as_of", width=160, sort_by=lambda made: made.made_at),
    Column("Made by", lambda made: made.made_by, key="by", width=160),
    Column("Number", lambda made: f"{made.id}", key="number", width=80, right=True),
    Column(
        "Made at",
        lambda made: written_moment(made.made_at),
        key="at",
        width=190,
        hidden=True,
        sort_by=lambda made: made.made_at,
    ),
    Column("Fingerprint", lambda made: made.sha256[:16], key="digest", width=160, hidden=True),
)


class ReportsView(QWidget):
    """Lists the reports and passes on what is asked of them."""

    wanted_changed = Signal(object)
    chosen = Signal(int)
    opened = Signal(int)
    save_asked = Signal(tuple)
    export_asked = Signal()
    make_wanted = Signal()

    def __init__(self, detail: DetailPanel, prints: PrintQueue, memory: Memory | None) -> None:
        super().__init__()
        self._detail, self._prints = detail, prints
        self.make_button = button("Make report…", "file-plus", look="primary")
        self.make, self.report = MakePanel(), ReportPanel()
        for panel in (self.make, self.report):
            detail.destroyed.connect(panel.deleteLater)
        self.search = SearchField("Search reports")
        self.kinds = FilterChips("Kind", list(KINDS.items()))
        self.model = TableModel[MadeReport](COLUMNS, identity=lambda made: made.id)
        self.table = DataTable(
            self.model, "Reports on savings", ("report", "reports"), memory=memory
        )
        self.table.offer_export()
        self.table.add_bulk_action("Save as PDFs…", "download", self.save_asked.emit)
        self.nothing = EmptyState(
            "file-text",
            "No report on savings has been made yet.",
            "Make report…",
            "A report for the board, a page for an agency or a project’s page. Each is kept here "
            "with what it said, and prints the same again for good.",
        )
        self._lay_out()
        self._connect()

    def show_reports(self, shown: Sequence[MadeReport], total: int) -> None:
        self.model.show_rows(shown)
        self.table.set_total(total)
        for widget in (self._filters, self.table):
            widget.setVisible(total > 0)
        self.nothing.setVisible(total == 0)

    def show_report(self, made: MadeReport) -> None:
        self.report.show_report(made)
        self._detail.show_widget(made.title, self.report)

    def show_form(self, kind: str = "") -> None:
        """Open the panel that makes a report."""
        self._detail.show_widget("Make a report", self.make)
        self.make.start(kind)

    def offer_subjects(self, kind: str, subjects: Sequence[Subject]) -> None:
        self.make.offer(kind, subjects)

    def show_problem(self, sentence: str) -> None:
        self.make.show_problem(sentence)

    def close_form(self) -> None:
        if self.make.isVisible():
            self._detail.close_panel()

    def show_paper(self, title: str, write: WritePdf) -> None:
        show_paper(self._prints, self, title, write)

    def take_focus(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def _lay_out(self) -> None:
        self._filters = QWidget()
        row = FlowLayout(self._filters)
        row.add(self.search, stretch=1)
        row.add(self.kinds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self._filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1)
        self.nothing.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._narrow)
        self.search.left_downwards.connect(self.table.take_focus)
        self.kinds.chosen_changed.connect(self._narrow)
        self.table.current_changed.connect(self._pass_on)
        self.table.opened.connect(self.opened)
        self.table.export_asked.connect(self.export_asked)
        self.table.widen_asked.connect(self._widen)
        self.nothing.asked.connect(self.make_wanted)
        self.make_button.clicked.connect(self.make_wanted)

    def _narrow(self) -> None:
        kinds = frozenset(str(kind) for kind in self.kinds.chosen())
        self.wanted_changed.emit(Wanted(self.search.text().strip(), kinds))

    def _widen(self) -> None:
        with QSignalBlocker(self.search), QSignalBlocker(self.kinds):
            self.search.clear()
            self.kinds.choose(())
        self._narrow()

    def _pass_on(self, snapshot_id: int | None) -> None:
        if snapshot_id is not None:
            self.chosen.emit(snapshot_id)
