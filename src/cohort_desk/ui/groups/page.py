"""The groups page: rounds at the left, one of them at the right in five views."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.groups.board.commands import BOARD_COMMANDS
from cohort_desk.ui.groups.board.view import BoardPanel
from cohort_desk.ui.groups.document_menu import give_menu
from cohort_desk.ui.groups.papers import EXPORT_COMMANDS, EXPORTS, PAPERS, PRINT_COMMANDS
from cohort_desk.ui.groups.presenter.rounds import VIEWS, RoundLine, ViewName
from cohort_desk.ui.groups.proposals.view import ProposalsPanel
from cohort_desk.ui.groups.published.view import PublishedPanel
from cohort_desk.ui.groups.rounds_panel import RoundsPanel
from cohort_desk.ui.groups.set_up.commands import SET_UP_COMMANDS
from cohort_desk.ui.groups.set_up.view import SetUpPanel
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.chart_board import ChartBoard
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.printing import show_preview
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button

if TYPE_CHECKING:
    from cohort_desk.ui.kit.print_queue import PrintQueue
    from cohort_desk.ui.kit.settings_store import Memory

_HELP = (
    "Groups are made in rounds. Set-up says how many people a group has, what to mix and who must "
    "be apart or together; its Recipe button keeps settings by name and takes rules from a sheet. "
    "Forming proposes groups and says how near they are to the best possible. Compare "
    "proposals and use one, change it on the board by dragging or by keyboard, then "
    "publish. On the board M moves, S swaps, L locks, Delete takes out, F2 renames a group, W says "
    "why somebody is here or why two are together, R repairs with the fewest moves, B goes "
    "to the next broken rule, Space and Ctrl+A select; type a name to go to it (a capital first "
    "for M, S, L, W, R and B). Ctrl+plus, Ctrl+minus and Ctrl+0 change how large the cards are."
)
_NO_GROUPS = "There are no groups yet. Form some first."
_ORDER: tuple[ViewName, ...] = tuple(VIEWS)


class GroupsPage(Page):
    """Shows what the presenters give it and passes on what the user does."""

    round_chosen = Signal(int)
    view_chosen = Signal(str)
    record_opened = Signal(object)
    import_asked = Signal()
    add_asked = Signal()
    form_asked = Signal()
    print_asked = Signal(str)
    export_asked = Signal(str)

    def __init__(self, memory: "Memory", prints: "PrintQueue") -> None:
        super().__init__("Groups", help_text=_HELP)
        self._prints = prints
        self.rounds = RoundsPanel()
        self.rounds.chosen.connect(self.round_chosen)
        self.rounds.add_asked.connect(self.add_asked)
        self.set_up = SetUpPanel()
        self.proposals = ProposalsPanel(self.detail)
        self.board = BoardPanel(self.detail, memory)
        self.mix = ChartBoard("Mix of the groups")
        self.published = PublishedPanel(prints)
        self.form = self.set_primary("Form groups", "sparkles")
        self.publish = button("Publish…", "badge-check", look="primary")
        self.print_button = button("Print", "printer")
        self.export = button("Export", "download")
        for widget in (self.print_button, self.export, self.publish):
            self.add_action_widget(widget)
        self._board_is_empty = False
        self.tabs = QTabBar()
        self._views = QStackedWidget()
        self._arrange()
        self._wire()

    def open_record(self, record: object) -> None:
        self.record_opened.emit(record)

    def act(self, words: str) -> None:
        """Carry out what the palette offers of this page, on the board if it is done there."""
        if words in BOARD_COMMANDS:
            self.view_chosen.emit("board")
            self.board.run(BOARD_COMMANDS[words])
        elif words in SET_UP_COMMANDS:
            self.view_chosen.emit("set_up")
            self.set_up.recipe.run(SET_UP_COMMANDS[words])
        elif words in PRINT_COMMANDS:
            self.print_asked.emit(PRINT_COMMANDS[words])
        elif words in EXPORT_COMMANDS:
            self.export_asked.emit(EXPORT_COMMANDS[words])
        else:
            super().act(words)

    def show_rounds(self, rounds: Sequence[RoundLine], chosen: int) -> None:
        self.rounds.show_rounds(rounds, chosen)

    def show_view(self, view: ViewName, context: str) -> None:
        """Show one of the five views; what is in it follows."""
        self.set_context(context)
        at = _ORDER.index(view)
        if at != self._views.currentIndex():
            self.detail.close_panel()
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(at)
        self._views.setCurrentIndex(at)
        self._show_actions(view)
        self.show_content()

    def show_no_rounds(self, *, anybody: bool) -> None:
        """Show how to begin: with a round, or with people."""
        self.set_context("")
        self._show_actions(None)
        self.detail.close_panel()
        if anybody:
            empty = EmptyState(
                "kanban",
                "This cohort has no groups yet.",
                "Form your first groups",
                "Groups of four to seven that mix agencies and sectors. The settings to begin "
                "with are right for most cohorts; nothing changes until you use a proposal.",
            )
            empty.asked.connect(self.add_asked)
        else:
            empty = EmptyState(
                "users",
                "There is nobody to put into groups yet.",
                "Import a spreadsheet of nominees",
                "Once people are in the cohort, their groups are formed here.",
            )
            empty.asked.connect(self.import_asked)
        self.show_state(empty)

    def show_preview(self, content: bytes, title: str) -> None:
        show_preview(self._prints, self, title, content)

    def start_search(self) -> None:
        if self._views.currentWidget() is self.board:
            self.board.search.setFocus()
            self.board.search.selectAll()

    def _tab_chosen(self, at: int) -> None:
        self.view_chosen.emit(_ORDER[at])

    def _show_actions(self, view: ViewName | None) -> None:
        self.form.setVisible(view in ("set_up", "proposals"))
        self.publish.setVisible(view in ("board", "published"))
        for widget in (self.print_button, self.export, self.board.tools):
            widget.setVisible(view == "board")
        self._allow_documents()
        self._give_room()

    def _groups_found(self, found: bool) -> None:  # noqa: FBT001 - a slot
        self._board_is_empty = not found
        self._allow_documents()

    def _allow_documents(self) -> None:
        """Print and publish what there is; on a board without groups say why not."""
        empty = self._board_is_empty and self._views.currentWidget() is self.board
        for each in (self.publish, self.print_button, self.export):
            each.setEnabled(not empty)
            each.setToolTip(_NO_GROUPS if empty else "")

    def _give_room(self) -> None:
        """Leave the whole width to the overview of the board; elsewhere the rounds are listed."""
        whole = self._views.currentWidget() is self.board and self.board.shows_overview
        self.rounds.setVisible(not whole)

    def _wire(self) -> None:
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.form.clicked.connect(self.form_asked)
        self.board.forming_asked.connect(self.form_asked)
        self.board.density_changed.connect(self._give_room)
        self.board.groups_found.connect(self._groups_found)
        self.proposals.form_asked.connect(self.form_asked)
        self.proposals.set_up_asked.connect(lambda: self.view_chosen.emit("set_up"))
        self.published.board_asked.connect(lambda: self.view_chosen.emit("board"))
        give_menu(self.print_button, PAPERS, self.print_asked.emit)
        give_menu(self.export, EXPORTS, self.export_asked.emit)

    def _arrange(self) -> None:
        self.tabs.setAccessibleName("Views of the round")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for words in VIEWS.values():
            self.tabs.addTab(words)
        parts: dict[ViewName, QWidget] = {
            "set_up": self.set_up,
            "proposals": self.proposals,
            "board": self.board,
            "mix": self.mix,
            "published": self.published,
        }
        for name in _ORDER:
            self._views.addWidget(parts[name])
        right = QVBoxLayout()
        right.setSpacing(tokens.S)
        over = FlowLayout()
        over.add(self.tabs, stretch=1)
        over.add(self.board.tools)
        right.addLayout(over)
        right.addWidget(self._views, 1)
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.L)
        layout.addWidget(self.rounds)
        layout.addLayout(right, 1)
        self.set_content(content)
