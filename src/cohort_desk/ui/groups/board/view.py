"""The board with what stands around it: how good it is, what is broken, finding people."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.ui.groups.board.actions import BoardActions, zoom_command
from cohort_desk.ui.groups.board.broken_rules import BrokenRules
from cohort_desk.ui.groups.board.canvas import BoardCanvas
from cohort_desk.ui.groups.board.choice_popup import ChoicePopup
from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.board.foot_note import FootNote
from cohort_desk.ui.groups.board.model import BoardModel
from cohort_desk.ui.groups.board.side import BoardSide
from cohort_desk.ui.groups.board.take_out_bar import TakeOutBar
from cohort_desk.ui.groups.board.toolbar import BoardTools, FindBar
from cohort_desk.ui.groups.presenter.board import PersonOnBoard
from cohort_desk.ui.groups.presenter.board_filter import Choices, Sought
from cohort_desk.ui.groups.presenter.board_words import TRAY, Foretold
from cohort_desk.ui.groups.presenter.foretelling import Option
from cohort_desk.ui.groups.presenter.repair import RepairState
from cohort_desk.ui.groups.score import badge_tone
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.states import EmptyState, LoadingState
from cohort_desk.ui.kit.widgets import Tag

if TYPE_CHECKING:
    from cohort_desk.services.groups import Board, PairExplained, PersonExplained
    from cohort_desk.ui.kit.page import DetailPanel
    from cohort_desk.ui.kit.settings_store import Memory

_DENSITY = "groups.density"


class BoardPanel(QWidget):
    """One round's board; passes on what the user does.

    Groups are named by their id, TRAY for the tray; only `effects_wanted` counts them as they stand
    on the board.
    """

    effects_wanted = Signal(list, list)
    swap_hovered = Signal(int, int)
    moved = Signal(list, int)
    swapped = Signal(int, int)
    groups_asked = Signal(list)
    swaps_asked = Signal(int)
    person_asked = Signal(int)
    person_record_asked = Signal(int)
    why_asked = Signal(list)
    repair_asked = Signal()
    repair_chosen = Signal(int)
    repair_stopped = Signal()
    repair_left = Signal()
    lock_asked = Signal(list)
    group_lock_asked = Signal(int)
    group_renamed = Signal(int, str)
    group_added = Signal()
    group_removed = Signal(int)
    forming_asked = Signal()
    density_changed = Signal()
    groups_found = Signal(bool)

    def __init__(self, detail: "DetailPanel", memory: "Memory") -> None:
        super().__init__()
        self._memory = memory
        self._board: Board | None = None
        self._to_put_right = False
        self.model = BoardModel()
        self.canvas = BoardCanvas(self.model)
        self.finder, self.tools, self.broken = FindBar(), BoardTools(), BrokenRules()
        self.group_choice, self.swap_choice = ChoicePopup(self), ChoicePopup(self)
        self.told, self.take_out = FootNote(self.canvas), TakeOutBar(self.canvas, self.finder)
        self.commands, self.side = BoardActions(self), BoardSide(self, detail)
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "kanban",
            "Nobody has been put into a group yet.",
            "Form groups",
            "Set-up says how many people a group has and what to mix. Forming takes seconds and "
            "changes nothing until you use a proposal.",
        )
        self._lay_out()
        self._connect()
        remembered = memory.get(_DENSITY)
        known = remembered in list(Density)
        self.set_density(Density(remembered) if known else Density.COMFORTABLE)

    @property
    def search(self) -> SearchField:
        """Where Ctrl+F leads."""
        return self.finder.search

    @property
    def badge(self) -> Tag:
        """How good the groups are, in words."""
        return self.tools.badge

    @property
    def shows_overview(self) -> bool:
        """Whether the cards are as small as they can be, for all groups to be seen."""
        return self.canvas.density is Density.OVERVIEW

    # What the presenter shows

    def show_board(self, board: "Board", choices: Choices) -> None:
        """Show a reading of the board; selection, focus and place stay where they were."""
        kept, head = self.canvas.chosen_people(), self.commands.current_group_id()
        scrolled = self.canvas.verticalOffset()
        same = self._board is not None and self._board.round_id == board.round_id
        self._board = board
        self.model.show_board(board)
        self.canvas.doItemsLayout()
        if same:
            self.canvas.verticalScrollBar().setValue(scrolled)
            self._choose_again(kept, head)
        self.tools.show_score(board.score, badge_tone(board.score))
        self.finder.show_choices(choices)
        self._show_found()
        self._stack.setCurrentIndex(0)
        self.canvas.foretell_anew()
        self.side.board_read(same_round=same)
        self.groups_found.emit(True)

    def show_needs(self, needs: Sequence[str], broken: Sequence[str]) -> None:
        """Show what is to be put right, in numbers, and everything that is broken."""
        self._to_put_right = bool(needs or broken)
        self.broken.show_needs(needs, broken)
        self._show_warnings()

    def show_no_groups(self) -> None:
        self.tools.show_no_score()
        self._stack.setCurrentIndex(1)
        self.groups_found.emit(False)

    def show_reading(self) -> None:
        """Show that a board is being read for the first time."""
        self._board = None
        self.tools.show_no_score()
        self._stack.setCurrentIndex(2)

    def show_effects(self, effects: Mapping[int, Foretold]) -> None:
        self.canvas.drag.show_effects(effects)

    def show_swap_effect(self, effect: Foretold | None) -> None:
        self.canvas.drag.show_swap_effect(effect)

    def offer_groups(self, title: str, options: Sequence[Option]) -> None:
        self.group_choice.offer(title, options, self.commands.beside())

    def offer_swaps(self, title: str, options: Sequence[Option]) -> None:
        self.swap_choice.offer(title, options, self.commands.beside())

    def show_person(self, person: PersonOnBoard) -> None:
        self.side.show_person(person)

    def show_why_person(self, why: "PersonExplained") -> None:
        self.side.show_why_person(why)

    def show_why_pair(self, why: "PairExplained", people: tuple[int, int]) -> None:
        self.side.show_why_pair(why, people)

    def show_repairs(self, state: RepairState) -> None:
        self.side.show_repairs(state)

    def close_repairs(self) -> None:
        self.side.close_repairs()

    # What the user does

    def run(self, command: str) -> None:
        """Carry out a command of the keyboard, the menu or the palette on what is chosen."""
        self.commands.run(command)

    def set_density(self, density: Density) -> None:
        """Show larger or smaller cards, and remember it."""
        self.canvas.set_density(density)
        self.tools.show_density(density)
        self._memory.set(_DENSITY, str(density))
        self._show_warnings()
        self.density_changed.emit()

    def show_score_panel(self) -> None:
        """Show in the panel on the right how good the groups are."""
        if self._board:
            self.side.show_score(self._board)

    def tell(self, sentence: str) -> None:
        """Say for a moment, and aloud, what cannot be seen on the board."""
        self.told.tell(sentence)

    def event(self, event: QEvent) -> bool:
        # Elsewhere these keys are the text size: here they are claimed before the menu has them.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and zoom_command(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        command = zoom_command(event)
        if command:
            self.run(command)
        else:
            super().keyPressEvent(event)

    def _take_out(self, person: int) -> None:
        self.moved.emit([person], TRAY)

    def _choose_again(self, people: list[int], group_id: int | None) -> None:
        """Select those who were selected, or go to the head where the focus was."""
        rows = self.model.rows_of(people)
        place = None if group_id is None else self.model.place_of_group(group_id)
        if rows:
            self.canvas.choose_rows(rows, scroll=False)
        elif place is not None:
            head = self.model.index(self.canvas.places.row_of(place, -1))
            self.canvas.setCurrentIndex(head)

    def _look_for(self, sought: Sought) -> None:
        self.model.look_for(sought)
        self._show_found(speak=True)
        self.canvas.viewport().update()
        if self.model.found:
            self.canvas.scrollTo(self.model.index(self.model.rows_of(self.model.found)[0]))

    def _show_found(self, *, speak: bool = False) -> None:
        found = self.model.found
        self.finder.show_found(None if found is None else len(found), speak=speak)

    def _show_warnings(self) -> None:
        """Leave the overview to the cards: there a chip counts the broken rules."""
        self.broken.setVisible(self._to_put_right and not self.shows_overview)

    def _leave_search(self) -> None:
        self.canvas.setFocus()
        if self.model.found:
            self.run("next_found")

    def _connect(self) -> None:
        drag = self.canvas.drag
        drag.effects_wanted.connect(self.effects_wanted)
        drag.swap_hovered.connect(self.swap_hovered)
        drag.swapped.connect(self.swapped)
        drag.moved.connect(self.commands.drop)
        drag.told.connect(self.told.show_words)
        self.canvas.commanded.connect(self.run)
        self.canvas.take_out_asked.connect(self._take_out)
        self.finder.sought.connect(self._look_for)
        self.finder.next_asked.connect(self._leave_search)
        self.finder.search.left_downwards.connect(self._leave_search)
        self.tools.density_chosen.connect(self.set_density)
        self.tools.score_button.clicked.connect(self.show_score_panel)
        self.tools.add_group.clicked.connect(self.group_added)
        self.broken.next_asked.connect(partial(self.run, "next_broken"))
        self.broken.all_asked.connect(self.show_score_panel)
        self.group_choice.chosen.connect(self.commands.move_to)
        self.swap_choice.chosen.connect(self.commands.swap_with)
        self._empty.asked.connect(self.forming_asked)
        self.broken.repair_asked.connect(self.repair_asked)

    def _lay_out(self) -> None:
        board = QWidget()
        layout = QVBoxLayout(board)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.finder)
        layout.addWidget(self.broken)
        layout.addWidget(self.canvas, 1)
        for shown in (board, self._empty, LoadingState("Reading the groups…")):
            self._stack.addWidget(shown)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
