"""The board with what stands around it: how good it is, what is broken, finding people."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.groups.board.canvas import BoardCanvas
from cohort_desk.ui.groups.board.choice_popup import ChoicePopup
from cohort_desk.ui.groups.board.menu import NameField, board_menu
from cohort_desk.ui.groups.board.model import BoardModel
from cohort_desk.ui.groups.board.person_panel import PersonPanel
from cohort_desk.ui.groups.presenter.board import Option, PersonOnBoard
from cohort_desk.ui.groups.presenter.board_words import Foretold, rules_line
from cohort_desk.ui.groups.score import badge_tone, score_details
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import Tag, button, label

if TYPE_CHECKING:
    from cohort_desk.services.groups import Board
    from cohort_desk.ui.kit.page import DetailPanel
    from cohort_desk.ui.kit.settings_store import Memory

_SHOWN_RULES = 3
_COMPACT = "groups.compact"


class BoardPanel(QWidget):
    """One round's board; passes on what the user does."""

    effects_wanted = Signal(list, list)
    swap_hovered = Signal(int, int)
    moved = Signal(list, int)
    swapped = Signal(int, int)
    groups_asked = Signal(list)
    swaps_asked = Signal(int)
    person_asked = Signal(int)
    person_record_asked = Signal(int)
    lock_asked = Signal(list)
    group_lock_asked = Signal(int)
    group_renamed = Signal(int, str)
    group_added = Signal()
    group_removed = Signal(int)
    forming_asked = Signal()

    def __init__(self, detail: "DetailPanel", memory: "Memory") -> None:
        super().__init__()
        self._detail, self._memory = detail, memory
        self._board: Board | None = None
        self._moving: list[int] = []
        self._swapping = 0
        self._person: int | None = None
        self.model = BoardModel()
        self.canvas = BoardCanvas(self.model)
        self.search = SearchField("Find a person or agency")
        self.badge = Tag("")
        self.score_button = button("Score", "list-checks")
        self.compact = QCheckBox("Compact cards")
        self.add_group = button("Add group", "plus")
        self.rules = QFrame()
        self.rules_text = label("", wrap=True)
        self.group_choice, self.swap_choice = ChoicePopup(self), ChoicePopup(self)
        self.told = label("", "strong", wrap=True)
        self.told.setParent(self.canvas.viewport())
        self.told.setProperty("told", True)
        self.told.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.told.hide()
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "kanban",
            "Nobody has been put into a group yet.",
            "Form groups",
            "Set-up says how many people a group has and what to mix. Forming takes seconds and "
            "changes nothing until you take a proposal over.",
        )
        self._lay_out()
        self._connect()

    def show_board(self, board: "Board") -> None:
        """Show a reading of the board; selection, focus and place stay where they were."""
        kept = self.canvas.chosen_people()
        scrolled = self.canvas.verticalOffset()
        same = self._board is not None and self._board.round_id == board.round_id
        head = self._current_group_id()
        self._board = board
        self.model.show_board(board)
        self.canvas.doItemsLayout()
        if same:
            self.canvas.verticalScrollBar().setValue(scrolled)
            rows = [row for person in kept if (row := self.model.row_of(person)) is not None]
            self.canvas.choose_rows(rows or self._head_rows(head))
        self._show_score(board)
        self._stack.setCurrentIndex(0)
        if self._person is not None and self._detail.isVisible():
            self.person_asked.emit(self._person)

    def show_no_groups(self) -> None:
        self._stack.setCurrentIndex(1)

    def show_effects(self, effects: Mapping[int, Foretold]) -> None:
        self.canvas.show_effects(effects)

    def show_swap_effect(self, effect: Foretold | None) -> None:
        self.canvas.show_swap_effect(effect)

    def offer_groups(self, title: str, options: Sequence[Option]) -> None:
        self.group_choice.offer(title, options, self._beside())

    def offer_swaps(self, title: str, options: Sequence[Option]) -> None:
        self.swap_choice.offer(title, options, self._beside())

    def show_person(self, person: PersonOnBoard) -> None:
        """Show the details of a card in the panel on the right."""
        self._person = person.card.id
        panel = PersonPanel(person)
        panel.move_asked.connect(lambda: self._ask_groups([person.card.id]))
        panel.swap_asked.connect(lambda: self._ask_swaps(person.card.id))
        panel.swap_chosen.connect(partial(self.swapped.emit, person.card.id))
        panel.lock_asked.connect(lambda: self.lock_asked.emit([person.card.id]))
        panel.record_asked.connect(lambda: self.person_record_asked.emit(person.card.id))
        self._detail.show_widget(person.card.name, panel)

    def run(self, command: str) -> None:
        """Carry out a command of the keyboard or the menu on what is chosen."""
        people = self.canvas.chosen_people()
        group_id = self._current_group_id()
        actions = {
            "move": lambda: self._ask_groups(people),
            "swap": lambda: self._ask_swaps(people[0]) if people else None,
            "lock": lambda: self._lock(people, group_id),
            "remove": lambda: self._remove(people, group_id),
            "open": lambda: self.person_asked.emit(people[0]) if people else self._rename(group_id),
            "rename": lambda: self._rename(group_id),
            "menu": self._open_menu,
        }
        actions[command]()

    def _ask_groups(self, people: list[int]) -> None:
        self._moving = people
        if people:
            self.groups_asked.emit(people)

    def _ask_swaps(self, person: int) -> None:
        self._swapping = person
        self.swaps_asked.emit(person)

    def _move_to(self, place: int) -> None:
        self.moved.emit(self._moving, place)

    def _swap_with(self, other: int) -> None:
        self.swapped.emit(self._swapping, other)

    def _lock(self, people: list[int], group_id: int | None) -> None:
        if people:
            self.lock_asked.emit(people)
        elif group_id is not None:
            self.group_lock_asked.emit(group_id)

    def _remove(self, people: list[int], group_id: int | None) -> None:
        if people:
            self.moved.emit(people, -1)
        elif group_id is not None:
            self.group_removed.emit(group_id)

    def _rename(self, group_id: int | None) -> None:
        """Edit a group's name where it stands."""
        board = self._board
        at = (
            next((n for n, g in enumerate(board.groups) if g.id == group_id), None)
            if board
            else None
        )
        if board is None or at is None or group_id is None:
            return
        head = self.canvas.visualRect(self.model.index(self.canvas.places.row_of(at, -1)))
        field = NameField(board.groups[at].name, self.canvas.viewport())
        field.setGeometry(
            head.left() + 4, head.top() + 2, head.width() - 8, field.sizeHint().height()
        )
        field.named.connect(partial(self.group_renamed.emit, group_id))
        field.left.connect(self.canvas.setFocus)
        field.show()
        field.setFocus()

    def _open_menu(self) -> None:
        on_card = bool(self.canvas.chosen_people())
        if on_card or self._current_group_id() is not None:
            menu = board_menu(self, on_card=on_card)
            menu.chosen.connect(self.run)
            menu.popup(self._beside().bottomLeft())

    def _current_group_id(self) -> int | None:
        index = self.canvas.currentIndex()
        group = self.model.group_at(index.row()) if index.isValid() else None
        return group.id if group else None

    def _head_rows(self, group_id: int | None) -> list[int]:
        """Return the head of a group, to go back to; nothing that is gone."""
        board = self._board
        at = (
            next((n for n, g in enumerate(board.groups) if g.id == group_id), None)
            if board
            else None
        )
        if at is None:
            return []
        self.canvas.setCurrentIndex(self.model.index(self.canvas.places.row_of(at, -1)))
        return []

    def _beside(self) -> QRect:
        box = self.canvas.visualRect(self.canvas.currentIndex())
        return QRect(self.canvas.viewport().mapToGlobal(box.topLeft()), box.size())

    def _show_score(self, board: "Board") -> None:
        self.badge.show_text(board.score.distance, badge_tone(board.score))
        broken = rules_line(board)
        self.rules.setVisible(bool(broken))
        more = len(broken) - _SHOWN_RULES
        shown = [*broken[:_SHOWN_RULES], *([f"and {more} more"] if more > 0 else [])]
        self.rules_text.setText("\n".join(shown))
        self.rules_text.setToolTip("\n".join(broken))
        self.rules_text.setAccessibleName("Broken: " + ". ".join(broken))

    def _show_score_panel(self) -> None:
        if self._board is None:
            return
        self._person = None
        details = score_details(self._board.score, rules_line(self._board))
        self._detail.show_widget("How good these groups are", details)

    def _tell(self, sentence: str) -> None:
        """Say over the foot of the board what the drag would do here."""
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))
        self.told.setMaximumWidth(self.canvas.viewport().width() - tokens.XXL)
        self.told.adjustSize()
        foot = self.canvas.viewport().rect()
        self.told.move(
            (foot.width() - self.told.width()) // 2,
            foot.height() - self.told.height() - tokens.M,
        )

    def _find(self, text: str) -> None:
        self.canvas.choose_rows(self.model.rows_named(text))

    def _set_compact(self, compact: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.canvas.set_compact(compact)
        self._memory.set(_COMPACT, compact)

    def _connect(self) -> None:
        for name in ("effects_wanted", "swap_hovered", "moved", "swapped"):
            getattr(self.canvas, name).connect(getattr(self, name))
        self.canvas.commanded.connect(self.run)
        self.canvas.told.connect(self._tell)
        self.search.searched.connect(self._find)
        self.search.left_downwards.connect(self.canvas.setFocus)
        self.compact.toggled.connect(self._set_compact)
        self.compact.setChecked(self._memory.get(_COMPACT) is True)
        self.score_button.clicked.connect(self._show_score_panel)
        self.add_group.clicked.connect(self.group_added)
        self.group_choice.chosen.connect(self._move_to)
        self.swap_choice.chosen.connect(self._swap_with)
        self._empty.asked.connect(self.forming_asked)
        self._detail.closed.connect(self.canvas.setFocus)

    def _lay_out(self) -> None:
        bar = FlowLayout()
        bar.add(self.search, stretch=1)
        for widget in (self.badge, self.score_button, self.compact, self.add_group):
            bar.add(widget)
        self.rules.setObjectName("warned")
        self.rules.setProperty("card", True)
        warned = QHBoxLayout(self.rules)
        warned.setContentsMargins(tokens.M, tokens.S, tokens.M, tokens.S)
        warned.addWidget(Tag("To put right", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        warned.addWidget(self.rules_text, 1)
        board = QWidget()
        layout = QVBoxLayout(board)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(bar)
        layout.addWidget(self.rules)
        layout.addWidget(self.canvas, 1)
        self._stack.addWidget(board)
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
