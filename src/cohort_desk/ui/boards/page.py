"""The Board page: one board at a time, in five views."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cohort_desk.services.boards import Readiness, Ruling, SheetColumn, SheetLine, Subject
from cohort_desk.ui.boards.changes_view import ChangesPanel
from cohort_desk.ui.boards.comments_view import CommentsPanel
from cohort_desk.ui.boards.meeting_view import MeetingPanel
from cohort_desk.ui.boards.presenter.words import PAPERS, VIEWS, Standing, ViewName
from cohort_desk.ui.boards.ratify_panel import RatifyPanel
from cohort_desk.ui.boards.sheet.candidate_panel import CandidatePanel
from cohort_desk.ui.boards.sheet.view import SHORTCUTS, SheetPanel
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_board import ChartBoard
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.page import Page, Shortcut
from cohort_desk.ui.kit.printing import WritePdf, show_paper
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme

if TYPE_CHECKING:
    from cohort_desk.ui.kit.print_queue import PrintQueue
    from cohort_desk.ui.kit.settings_store import Memory

_HELP = (
    "A board ratifies this cohort’s marks. Say who sits on it and who is there, put the marks "
    "before it, decide, then ratify. On the sheet a letter decides on the candidate: A as the "
    "rules propose, P pass, M merit, D distinction, R referred, E deferred, F fail, W withheld, "
    "N not yet; Delete clears the decision. A click on a mark shows how it came about. Near a "
    "boundary are all whose class or pass a rounding rule decides. After ratification only a "
    "chair’s action changes anything, and the old decision is kept."
)
_STEPS = {"put": "Put before the board", "ratify": "Ratify…", "open": "Open further attempts"}
_ORDER: tuple[ViewName, ...] = tuple(VIEWS)


class BoardPage(Page):
    """Shows what the presenters give it and passes on what the user does."""

    board_chosen = Signal(int)
    add_asked = Signal()
    moved_on = Signal()
    print_asked = Signal(str)
    record_opened = Signal(object)
    candidate_closed = Signal()

    def __init__(self, memory: "Memory", prints: "PrintQueue") -> None:
        super().__init__("Board", help_text=_HELP)
        self._prints = prints
        self.sheet = SheetPanel(memory)
        self.charts = ChartBoard("Charts of the marks")
        self.meeting = MeetingPanel()
        self.changes = ChangesPanel(memory)
        self.comments = CommentsPanel()
        self.candidate = CandidatePanel(self)
        self.ratifying = RatifyPanel(self)
        self.tabs = QTabBar()
        self.boards = QComboBox()
        self.next_button = self.set_primary("Put before the board")
        self.print_button = self.add_action("Print", "printer")
        self.new_button = self.add_action("New board…", "plus")
        self._views = QStackedWidget()
        self._arrange()
        self._connect()

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        return SHORTCUTS if self._views.currentIndex() == _ORDER.index("sheet") else ()

    def open_record(self, record: object) -> None:
        self.record_opened.emit(record)

    def show_none(self) -> None:
        self.set_context("Where awards are decided, and marks ratified and locked")
        self.detail.close_panel()
        self._offer(shown=False)
        empty = EmptyState(
            "clipboard-check",
            "This cohort has no board yet.",
            "New board…",
            "A board sees every candidate by number, with module marks, the award that the rules "
            "propose and who is near a boundary. It decides, and ratifies what then is locked.",
        )
        empty.asked.connect(self.add_asked)
        self.show_state(empty)

    def show_boards(self, boards: Sequence[tuple[int, str]], chosen: int) -> None:
        self.show_content()
        self._offer(shown=True)
        with QSignalBlocker(self.boards):
            self.boards.clear()
            for board_id, name in boards:
                self.boards.addItem(name, board_id)
            self.boards.setCurrentIndex(self.boards.findData(chosen))
        self.boards.setVisible(len(boards) > 1)

    def show_standing(self, standing: Standing) -> None:
        self.set_context(f"{standing.title}. {standing.decided or standing.quorum}")
        self.next_button.setVisible(bool(standing.next_step))
        self.next_button.setText(_STEPS.get(standing.next_step, ""))
        self.sheet.show_standing(standing)
        changed = f" ({standing.changes:,})" if standing.changes else ""
        self.tabs.setTabText(_ORDER.index("changes"), f"{VIEWS['changes']}{changed}")

    def show_view(self, view: ViewName) -> None:
        at = _ORDER.index(view)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(at)
        if at != self._views.currentIndex():
            self.detail.close_panel()
        self._views.setCurrentIndex(at)

    def show_readiness(self, answer: Readiness, chairs: Sequence[str]) -> None:
        self.ratifying.show_readiness(answer, chairs)
        self.ratifying.show()
        self.detail.show_widget("Ratify", self.ratifying)
        self.candidate_closed.emit()

    def close_panel(self) -> None:
        self.detail.close_panel()

    def show_lines(
        self, lines: Sequence[SheetLine], modules: Sequence[SheetColumn], total: int, *, names: bool
    ) -> None:
        self.sheet.show_lines(lines, modules, total, names=names)

    def show_counts(self, counts: Mapping[object, int]) -> None:
        self.sheet.show_counts(counts)

    def show_candidate(self, line: SheetLine, *, names: bool, locked: bool, open_: bool) -> None:
        title = f"{line.candidate} · {line.name}" if names else line.candidate
        self.candidate.show_line(line, locked=locked, deciding=open_)
        self.candidate.show()
        self.detail.show_widget(title, self.candidate)

    def ask_reason(self, subject: Subject, ruling: Ruling, sentence: str) -> None:
        self.candidate.ask_reason(subject, ruling, sentence)

    def show_ruling_problem(self, field: str, sentence: str) -> None:
        self.candidate.form.show_problem(field, sentence)

    def close_ruling(self) -> None:
        if not self.candidate.form.isHidden():
            self.candidate.form.close_form()
            self._back_to_sheet()

    def close_candidate(self) -> None:
        self.detail.close_panel()

    def go_on(self) -> None:
        self.sheet.go_on()

    def show_paper(self, title: str, write: WritePdf) -> None:
        show_paper(self._prints, self, title, write)

    def start_search(self) -> None:
        view = self._views.currentWidget()
        for panel in (self.sheet, self.changes, self.comments):
            if view is panel:
                panel.search.setFocus()

    def _offer(self, *, shown: bool) -> None:
        for widget in (self.next_button, self.print_button, self.new_button):
            widget.setVisible(shown)

    def _arrange(self) -> None:
        menu = QMenu(self.print_button)
        menu.setAccessibleName("Print")
        for paper, words in PAPERS.items():
            menu.addAction(f"{words}…", lambda what=paper: self.print_asked.emit(what))
        self.print_button.setProperty("menu", True)
        self.print_button.setMenu(menu)
        self.tabs.setAccessibleName("Views of the board")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for view, panel in self._panels().items():
            self.tabs.addTab(VIEWS[view])
            self._views.addWidget(panel)
        self.boards.setAccessibleName("Which board")
        self.boards.setMinimumWidth(Theme.current().px(220))
        over = FlowLayout()
        over.add(self.tabs, stretch=1)
        over.add(self.boards)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addLayout(over)
        column.addWidget(self._views, 1)
        self.set_content(whole)

    def _panels(self) -> dict[ViewName, QWidget]:
        return {
            "sheet": self.sheet,
            "charts": self.charts,
            "meeting": self.meeting,
            "changes": self.changes,
            "comments": self.comments,
        }

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.boards.activated.connect(
            lambda: self.board_chosen.emit(cast("int", self.boards.currentData()))
        )
        self.next_button.clicked.connect(self.moved_on)
        self.new_button.clicked.connect(self.add_asked)
        self.ratifying.cancelled.connect(self.detail.close_panel)
        self.detail.closed.connect(self.candidate_closed)
        self.sheet.strip.changes_asked.connect(lambda: self.show_view("changes"))
        self.candidate.form_closed.connect(self._back_to_sheet)

    def _tab_chosen(self, at: int) -> None:
        self.show_view(_ORDER[at])

    def _back_to_sheet(self) -> None:
        self.sheet.table.grid.setFocus()
