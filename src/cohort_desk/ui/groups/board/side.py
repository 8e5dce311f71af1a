"""What the panel at the right shows of the board: a person, the score, reasons, repairs."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from cohort_desk.ui.groups.board.explain_panel import WhyPairPanel, WhyPersonPanel
from cohort_desk.ui.groups.board.person_panel import PersonPanel
from cohort_desk.ui.groups.board.repair_panel import RepairPanel
from cohort_desk.ui.groups.board.speech import announce
from cohort_desk.ui.groups.presenter.board_words import TRAY, rules_line
from cohort_desk.ui.groups.presenter.explain import title_of_pair, title_of_person
from cohort_desk.ui.groups.score import score_details

if TYPE_CHECKING:
    from cohort_desk.services.groups import Board, Change, PairExplained, PersonExplained
    from cohort_desk.ui.groups.board.view import BoardPanel
    from cohort_desk.ui.groups.presenter.board import PersonOnBoard
    from cohort_desk.ui.groups.presenter.repair import RepairState
    from cohort_desk.ui.kit.page import DetailPanel


class BoardSide:
    """Fills the panel, and asks again for what it shows when the board has been read anew."""

    def __init__(self, panel: "BoardPanel", detail: "DetailPanel") -> None:
        self._panel, self._detail = panel, detail
        self._again: Callable[[], object] | None = None
        self._repairs = False
        detail.closed.connect(self._closed)

    def board_read(self, *, same_round: bool) -> None:
        """Bring what is shown up to date."""
        if self._repairs and not same_round:
            self._detail.close_panel()
        elif self._again and self._detail.isVisible():
            self._again()

    def show_person(self, person: "PersonOnBoard") -> None:
        """Show the details of a card."""
        panel, key = PersonPanel(person), person.card.id
        asks = self._panel
        panel.move_asked.connect(lambda: asks.commands.ask_groups([key]))
        panel.swap_asked.connect(lambda: asks.commands.ask_swaps(key))
        panel.swap_chosen.connect(partial(asks.swapped.emit, key))
        panel.move_chosen.connect(partial(self._move, key))
        panel.why_asked.connect(lambda: asks.why_asked.emit([key]))
        panel.lock_asked.connect(lambda: asks.lock_asked.emit([key]))
        panel.take_out_asked.connect(partial(self._move, key, TRAY))
        panel.record_asked.connect(lambda: asks.person_record_asked.emit(key))
        first = panel.lists[0] if panel.lists else asks.canvas
        self._show(person.card.name, panel, first, lambda: asks.person_asked.emit(key))

    def show_score(self, board: "Board") -> None:
        """Show how good the groups are."""
        details = score_details(board.score, rules_line(board))
        self._show("How good these groups are", details, None, None)

    def show_why_person(self, why: "PersonExplained") -> None:
        """Show why somebody is in their group."""
        panel, key = WhyPersonPanel(why), why.person_id
        panel.chosen.connect(self._carry_out)
        again = partial(self._panel.why_asked.emit, [key])
        self._show(title_of_person(why), panel, self._panel.canvas, again)
        announce(self._panel.canvas, why.headline)

    def show_why_pair(self, why: "PairExplained", people: tuple[int, int]) -> None:
        """Show why two people are together, or are not."""
        panel = WhyPairPanel(why)
        panel.chosen.connect(self._carry_out)
        again = partial(self._panel.why_asked.emit, list(people))
        self._show(title_of_pair(why), panel, self._panel.canvas, again)
        announce(self._panel.canvas, why.headline)

    def show_repairs(self, state: "RepairState") -> None:
        """Show how the search for a repair goes, or what it found."""
        panel, asks = RepairPanel(state), self._panel
        panel.chosen.connect(asks.repair_chosen)
        panel.stop_asked.connect(asks.repair_stopped)
        panel.again_asked.connect(asks.repair_asked)
        first = panel.buttons[0] if panel.buttons else asks.canvas
        self._repairs = False
        self._show("Repair with the fewest moves", panel, first, None)
        self._repairs = True
        announce(asks.canvas, state.words)
        focus = QApplication.focusWidget()
        if state.phase == "offers" and focus in (asks.canvas, asks.broken.repair, None):
            first.setFocus()

    def close_repairs(self) -> None:
        """Close the panel: the repair has been made."""
        if self._repairs:
            self._detail.close_panel()

    def _show(
        self,
        title: str,
        widget: QWidget,
        first: QWidget | None,
        again: Callable[[], object] | None,
    ) -> None:
        """Show something; a focus that was in the panel goes to its first control."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self._detail.isAncestorOf(focus)
        self._leave_repairs()
        self._again = again
        self._detail.show_widget(title, widget)
        if inside and first:
            first.setFocus()

    def _closed(self) -> None:
        self._leave_repairs()
        self._again = None
        self._panel.canvas.setFocus()

    def _leave_repairs(self) -> None:
        """Tell that nobody looks at repairs any more, if somebody did."""
        if self._repairs:
            self._repairs = False
            self._panel.repair_left.emit()

    def _move(self, person: int, group_id: int) -> None:
        self._panel.moved.emit([person], group_id)

    def _carry_out(self, change: "Change") -> None:
        if change.group_id is not None:
            self._move(change.person_id, change.group_id)
        elif change.other_id is not None:
            self._panel.swapped.emit(change.person_id, change.other_id)
