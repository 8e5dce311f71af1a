"""The page of peer ratings: a round of them in four views, or one member's form alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.submissions.words import assessment_name
from cohort_desk.services.peers import PeerRound, PeerRounds, Unopened
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.view_bar import ViewBar
from cohort_desk.ui.kit.widgets import button, restyle
from cohort_desk.ui.peers.explorer_view import ExplorerView
from cohort_desk.ui.peers.form_view import FormView
from cohort_desk.ui.peers.member_panel import MemberPanel
from cohort_desk.ui.peers.presenter.words import state_words, terms_words
from cohort_desk.ui.peers.returns_view import ReturnsView
from cohort_desk.ui.peers.set_up_view import SetUpView

if TYPE_CHECKING:
    from cohort_desk.ui.peers.presenter.exploring import Explored
    from cohort_desk.ui.peers.presenter.rounds import ReturnLine

ViewName = Literal["returns", "contributions", "form", "set_up"]
VIEWS: dict[ViewName, str] = {
    "returns": "Returns",
    "contributions": "Contributions",
    "form": "Form",
    "set_up": "Set-up",
}
PAPERS = {"forms": "Blank forms", "sheet": "Tutor’s sheet of all groups"}
_ORDER: tuple[ViewName, ...] = tuple(VIEWS)
_HELP = (
    "Members of a group say how much each of them contributed, from 0 to 5 by each criterion. "
    "Returns lists who has rated; Enter opens a member’s form. Contributions shows what the "
    "ratings come to in each group, flags what asks for a second look, and tries out other terms "
    "without keeping them. Set-up has the terms and the criteria. In the form digits rate, arrow "
    "keys move and Ctrl+Enter hands in."
)
_NOTE = (
    "Members of a group rate each other’s contribution, and a part of the group’s mark follows "
    "the ratings. The cohort’s regulations say how; you can change it for each assessment."
)


class PeersPage(Page):
    """Shows what the presenters give it and passes on what the user does."""

    round_chosen = Signal(int)
    open_asked = Signal(int, int)
    close_asked = Signal()
    export_asked = Signal(str)
    print_asked = Signal(str)
    modules_asked = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__("Peer ratings", help_text=_HELP)
        self.close_button = self.set_primary("Close ratings", "lock")
        self.open_button = button("Open peer ratings", "plus")
        self._shown: PeerRound | None = None
        self._unopened: tuple[Unopened, ...] = ()
        self._menu = QMenu(self.open_button)
        self.print_button = button("Print", "printer")
        self.print_button.setProperty("menu", True)
        self.print_button.setMenu(self._papers())
        self.export_button = button("Export…", "download")
        for each in (self.print_button, self.export_button, self.open_button):
            self.add_action_widget(each)
        self.rounds = QComboBox()
        self.rounds.setAccessibleName("Assessment")
        self._bar = ViewBar("Views of the peer ratings", self.rounds)
        self.tabs = self._bar.tabs
        self.returns = ReturnsView(memory)
        self.explorer = ExplorerView()
        self.form = FormView()
        self.set_up = SetUpView()
        self.member = MemberPanel()
        self.detail.destroyed.connect(self.member.deleteLater)
        self._views = QStackedWidget()
        self._only_form = False
        self._arrange()
        self._connect()

    @property
    def view(self) -> ViewName:
        """Which of the views is shown."""
        return _ORDER[self._views.currentIndex()]

    def open_record(self, record: object) -> None:
        """Show a view by its name, or the form of a member by their id."""
        if isinstance(record, str) and record in VIEWS:
            self.show_view(_ORDER[_ORDER.index(record)])
        elif isinstance(record, int):
            self.show_view("form")
            self.form.member_chosen.emit(record)

    def show_view(self, view: ViewName) -> None:
        at = _ORDER.index("form" if self._only_form else view)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(at)
        if at != self._views.currentIndex():
            self.detail.close_panel()
        self._views.setCurrentIndex(at)
        self._offer()

    def show_only_form(self, *, only: bool) -> None:
        """Show one member's form and nothing else, or all again."""
        self._only_form = only
        self.tabs.setVisible(not only)
        self.show_view("form" if only else self.view)

    def show_rounds(self, found: PeerRounds, chosen: int) -> None:
        self._unopened = found.unopened
        with QSignalBlocker(self.rounds):
            self.rounds.clear()
            for one in found.rounds:
                self.rounds.addItem(assessment_name(one.module_code, one.title), one.id)
            self.rounds.setCurrentIndex(self.rounds.findData(chosen))
        self._offer_to_open(found.unopened)

    def show_round(self, found: PeerRound) -> None:
        self.show_content()
        self.set_context(state_words(found))
        self.context.setToolTip(terms_words(found.terms))
        self._shown = found
        self._offer()
        self.set_up.show_round(found)

    def show_returns(self, shown: "Sequence[ReturnLine]", total: int, *, partly: bool) -> None:
        self.returns.show_returns(shown, total, partly=partly)

    def show_none(self, unopened: Sequence[Unopened]) -> None:
        self.set_context("")
        self.detail.close_panel()
        self._shown = None
        self._offer()
        if self._only_form:
            empty = EmptyState("scale", "There is nothing for you to rate now.")
        elif unopened:
            first = unopened[0]
            empty = EmptyState(
                "scale",
                "Nobody rates anybody yet.",
                f"Open peer ratings for {first.assessment}",
                _NOTE,
            )
            empty.asked.connect(lambda: self.open_asked.emit(first.assessment_id, first.sitting))
        else:
            empty = EmptyState(
                "scale",
                "This cohort has no assessment that groups do together.",
                "Go to Modules",
                _NOTE,
            )
            empty.asked.connect(self.modules_asked)
        self.show_state(empty)

    def show_terms_problem(self, field: str, sentence: str) -> None:
        self.set_up.show_problem(field, sentence)

    def show_terms_again(self, found: PeerRound) -> None:
        self.set_up.show_again(found)

    def show_criterion_problem(self, sentence: str) -> None:
        self.set_up.criteria.show_problem(sentence)

    def offer_groups(self, groups: Sequence[tuple[int, str]], chosen: int) -> None:
        self.explorer.offer_groups(groups, chosen)

    def show_group(self, found: "Explored") -> None:
        self.explorer.show_group(found)
        line = self.explorer.line_of(self.member.member_id)
        if line is None:
            self.detail.close_panel()
        else:
            self.member.show_member(found, line)

    def show_no_group(self, sentence: str) -> None:
        self.detail.close_panel()
        self.explorer.show_no_group(sentence)

    def show_override_problem(self, field: str, sentence: str) -> None:
        self.member.show_problem(field, sentence)

    def start_search(self) -> None:
        if self.view == "returns":
            self.returns.search.setFocus()
            self.returns.search.selectAll()

    def _tab_chosen(self, at: int) -> None:
        self.show_view(_ORDER[at])

    def _open_member(self, member_id: int) -> None:
        line = self.explorer.line_of(member_id)
        if line is not None and self.explorer.found is not None:
            self.member.show_member(self.explorer.found, line)
            self.detail.show_widget(line.member.name, self.member)

    def _open_form(self, member_id: int) -> None:
        self.open_record(member_id)
        self.form.take_focus()

    def _offer_to_open(self, unopened: Sequence[Unopened]) -> None:
        self._offer()
        self._menu.clear()
        for one in unopened:
            name = assessment_name(one.module_code, one.assessment, one.sitting)
            action = self._menu.addAction(name)
            action.triggered.connect(
                lambda _=False, one=one: self.open_asked.emit(one.assessment_id, one.sitting)
            )

    def _offer(self) -> None:
        """Offer what can be done now; while ratings come in, the next step is to close them."""
        shown = None if self._only_form else self._shown
        self.print_button.setVisible(shown is not None)
        # The list of returns has its own button, in its usual place.
        self.export_button.setVisible(shown is not None and self.view == "contributions")
        self.close_button.setVisible(shown is not None)
        # The empty page has a button of its own for the first one.
        others = len(self._unopened) > (0 if shown else 1)
        self.open_button.setVisible(others and not self._only_form)
        closed = shown is not None and shown.closed_at is not None
        self.close_button.setText("Reopen ratings" if closed else "Close ratings")
        _dress(self.close_button, "lock-open" if closed else "lock", main=not closed)
        _dress(self.open_button, "plus", main=closed)

    def _ask_to_open(self) -> None:
        if len(self._unopened) == 1:
            self.open_asked.emit(self._unopened[0].assessment_id, self._unopened[0].sitting)
        else:
            below = self.open_button.rect().bottomLeft()
            self._menu.popup(self.open_button.mapToGlobal(below))

    def _papers(self) -> QMenu:
        menu = QMenu(self)
        for key, words in PAPERS.items():
            menu.addAction(words).triggered.connect(
                lambda _=False, key=key: self.print_asked.emit(key)
            )
        return menu

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.rounds.activated.connect(lambda: self.round_chosen.emit(self.rounds.currentData()))
        self.open_button.clicked.connect(self._ask_to_open)
        self.close_button.clicked.connect(self.close_asked)
        self.export_button.clicked.connect(lambda: self.export_asked.emit(self.view))
        self.returns.export_asked.connect(lambda: self.export_asked.emit("returns"))
        self.returns.member_opened.connect(self._open_form)
        self.explorer.member_opened.connect(self._open_member)

    def _arrange(self) -> None:
        for words in VIEWS.values():
            self.tabs.addTab(words)
        parts: dict[ViewName, QWidget] = {
            "returns": self.returns,
            "contributions": self.explorer,
            "form": self.form,
            "set_up": self.set_up,
        }
        for name in _ORDER:
            self._views.addWidget(parts[name])
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self._bar)
        layout.addWidget(self._views, 1)
        self.set_content(content)


def _dress(action: QPushButton, icon: str, *, main: bool) -> None:
    restyle(action, "look", "primary" if main else "plain")
    Theme.current().dress(action, icon, "on_accent" if main else "muted")
