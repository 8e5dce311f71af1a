"""What commands of the keyboard, the menu and the palette do on the board."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from cohort_desk.ui.groups.board.density import Density
from cohort_desk.ui.groups.board.menu import NameField, board_menu
from cohort_desk.ui.groups.board.speech import announce
from cohort_desk.ui.groups.presenter.board_words import TRAY

if TYPE_CHECKING:
    from cohort_desk.ui.groups.board.view import BoardPanel

_NOBODY = "Choose somebody first: click a card, or go to it with the arrows."
_ZOOM_KEYS = {
    Qt.Key.Key_Plus: "closer",
    Qt.Key.Key_Equal: "closer",
    Qt.Key.Key_Minus: "further",
    Qt.Key.Key_0: "comfortable",
}
_HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def zoom_command(event: QKeyEvent) -> str:
    """Return the command of Ctrl+plus, Ctrl+minus or Ctrl+0, "" of any other key."""
    if event.modifiers() & _HELD != Qt.KeyboardModifier.ControlModifier:
        return ""
    return _ZOOM_KEYS.get(Qt.Key(event.key()), "")


class BoardActions:
    """Carries commands out on what is chosen, or on the group where the focus is."""

    def __init__(self, panel: "BoardPanel") -> None:
        self._panel = panel
        self._canvas, self._model = panel.canvas, panel.model
        self._moving: list[int] = []
        self._swapping = 0
        self._commands: dict[str, Callable[[], object]] = {
            "move": lambda: self.ask_groups(self._canvas.chosen_people()),
            "swap": lambda: self.ask_swaps(next(iter(self._canvas.chosen_people()), 0)),
            "lock": self._lock,
            "remove": self._remove,
            "remove_withdrawn": self._remove_withdrawn,
            "open": self._open,
            "rename": self._rename,
            "menu": self._open_menu,
            "select_group": self._canvas.selectAll,
            "next_broken": lambda: self._go_on(self._is_broken, "Nothing on the board is broken."),
            "next_unplaced": lambda: self._go_on(self._is_unplaced, "Everybody has a group."),
            "next_found": lambda: self._go_on(self._is_found, "Nobody found."),
            "closer": lambda: self._zoom(self._canvas.density.closer()),
            "further": lambda: self._zoom(self._canvas.density.further()),
            "comfortable": lambda: self._zoom(Density.COMFORTABLE),
            "overview": lambda: self._zoom(Density.OVERVIEW),
            "why": self._why,
            "repair": panel.repair_asked.emit,
            "score": panel.show_score_panel,
            "add_group": panel.group_added.emit,
        }

    def run(self, command: str) -> None:
        self._commands[command]()

    def ask_groups(self, people: list[int]) -> None:
        """Have the groups offered that people can move to."""
        self._moving = people
        if people:
            self._panel.groups_asked.emit(people)
        else:
            self._panel.tell(_NOBODY)

    def ask_swaps(self, person: int) -> None:
        """Have the people offered that somebody can swap with; 0 if nobody is chosen."""
        self._swapping = person
        if not person:
            self._panel.tell(_NOBODY)
        elif self._is_unplaced(self._model.rows_of([person])[0]):
            self._panel.tell("Somebody without a group has no place to swap. Move them with M.")
        else:
            self._panel.swaps_asked.emit(person)

    def move_to(self, group_id: int) -> None:
        """Move those for whom groups were asked."""
        self._panel.moved.emit(self._moving, group_id)

    def swap_with(self, other: int) -> None:
        """Swap the one for whom swaps were asked."""
        self._panel.swapped.emit(self._swapping, other)

    def drop(self, people: list[int], place: int) -> None:
        """Move people to the group at a place of the board, or to the tray."""
        board = self._model.board
        if board:
            self._panel.moved.emit(people, TRAY if place == TRAY else board.groups[place].id)

    def current_group_id(self) -> int | None:
        """Return the group where the focus is, None in the tray."""
        index = self._canvas.currentIndex()
        group = self._model.group_at(index.row()) if index.isValid() else None
        return group.id if group else None

    def beside(self) -> QRect:
        """Return where on the screen the current item is, for what opens beside it."""
        box = self._canvas.visualRect(self._canvas.currentIndex())
        seen = box.intersected(self._canvas.viewport().rect())
        return QRect(self._canvas.viewport().mapToGlobal(seen.topLeft()), seen.size())

    def _lock(self) -> None:
        people, group_id = self._canvas.chosen_people(), self.current_group_id()
        if people:
            self._panel.lock_asked.emit(people)
        elif group_id is not None:
            self._panel.group_lock_asked.emit(group_id)

    def _remove(self) -> None:
        people, group_id = self._canvas.chosen_people(), self.current_group_id()
        if people:
            self._panel.moved.emit(people, TRAY)
        elif group_id is not None:
            self._panel.group_removed.emit(group_id)

    def _remove_withdrawn(self) -> None:
        people = self._model.withdrawn
        if people:
            self._panel.moved.emit(people, TRAY)
        else:
            self._panel.tell("Nobody who has withdrawn is in a group, unless locked there.")

    def _open(self) -> None:
        people = self._canvas.chosen_people()
        if people:
            self._panel.person_asked.emit(people[0])
        else:
            self._rename()

    def _why(self) -> None:
        people = self._canvas.chosen_people()
        if len(people) in (1, 2):
            self._panel.why_asked.emit(people)
        else:
            self._panel.tell("Select one person, or two, to ask why.")

    def _rename(self) -> None:
        """Edit a group's name where it stands."""
        group_id = self.current_group_id()
        place = None if group_id is None else self._model.place_of_group(group_id)
        board = self._model.board
        if board is None or place is None:
            return
        head = self._model.index(self._canvas.places.row_of(place, -1))
        self._canvas.scrollTo(head)
        field = NameField(board.groups[place].name, self._canvas.viewport())
        box, tall = self._canvas.visualRect(head), field.sizeHint().height()
        field.setGeometry(QRect(box.topLeft() + QPoint(4, 2), box.size()).adjusted(0, 0, -8, 0))
        field.setFixedHeight(tall)
        field.named.connect(partial(self._panel.group_renamed.emit, group_id))
        field.left.connect(self._canvas.setFocus)
        field.show()
        field.setFocus()

    def _open_menu(self) -> None:
        if QApplication.activePopupWidget():
            return
        on_card = bool(self._canvas.chosen_people())
        if on_card or self.current_group_id() is not None:
            menu = board_menu(self._panel, on_card=on_card, withdrawn=len(self._model.withdrawn))
            menu.chosen.connect(self._panel.run)
            menu.popup(self.beside().bottomLeft())

    def _zoom(self, density: Density) -> None:
        self._panel.set_density(density)
        announce(self._canvas, density.words)

    def _go_on(self, wanted: Callable[[int], bool], none: str) -> None:
        """Go to the next item from here that is wanted, coming round at the end."""
        count, here = self._model.rowCount(), self._canvas.currentIndex().row()
        rows = ((here + step) % count for step in range(1, count + 1))
        row = next((row for row in rows if wanted(row)), None)
        if row is None:
            self._panel.tell(none)
        else:
            self._canvas.setFocus()
            self._canvas.go_to(row)

    def _is_broken(self, row: int) -> bool:
        card, group = self._model.card_at(row), self._model.group_at(row)
        if card:
            return bool(card.broken)
        return group is not None and bool(group.size_problem)

    def _is_unplaced(self, row: int) -> bool:
        return self._model.group_at(row) is None and self._model.card_at(row) is not None

    def _is_found(self, row: int) -> bool:
        card, found = self._model.card_at(row), self._model.found
        return card is not None and found is not None and card.id in found
