"""Puts the view of what there is to see to together."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.savings.page import SavingsPage
from cohort_desk.ui.savings.watch.presenter import Pane, WatchPresenter
from cohort_desk.ui.savings.watch.view import WatchBoard

_HEARS = frozenset(
    {
        "benefit",
        "benefit_figure",
        "benefit_event",
        "benefit_claim",
        "claim_decision",
        "officer",
        "pot",
        "participant",
        "agency",
        "project",
        "cohort",
        "savings_settings",
    }
)


class WatchView:
    """The view "To see to" of the Savings page."""

    hears = _HEARS

    def __init__(self, board: WatchBoard, presenter: WatchPresenter) -> None:
        self._board, self._presenter = board, presenter

    @property
    def widget(self) -> QWidget:
        return self._board

    @property
    def actions(self) -> Sequence[QPushButton]:
        return (self._board.add_officer, self._board.add_pot)

    def show(self) -> None:
        self._presenter.refresh()

    def open(self, record: object) -> None:
        """Turn to a list by its name, or to the things of one kind by their alarm."""
        if isinstance(record, Alarm):
            self._board.turn_to(Pane.ITEMS)
            self._board.alarms.choose((record,))
        for pane in Pane:
            if record == pane:
                self._board.turn_to(pane)

    def start_search(self) -> None:
        self._board.search.setFocus()
        self._board.search.selectAll()

    def may_leave(self) -> bool:
        return self._board.leaving()


def open_watch(page: SavingsPage, session: Session) -> WatchView:
    """Return the view, listening; it is filled in once it is shown."""
    board, desk = WatchBoard(page.detail, session.settings), PageDesk(page, session)
    presenter = WatchPresenter(board, desk, lambda: page.cohort_id)

    def leave() -> bool:
        return board.panel.may_leave(desk.dialogs)

    board.leaving = leave
    page.keep(presenter)
    board.wanted_changed.connect(presenter.narrow)
    board.looked.connect(presenter.look)
    board.acted.connect(presenter.act)
    board.opened.connect(presenter.open)
    board.reassign_asked.connect(presenter.reassign)
    board.panel.answered.connect(presenter.answer)
    board.panel.other_way.connect(presenter.go_another_way)
    board.export_asked.connect(presenter.export)
    board.officer_wanted.connect(presenter.add_officer)
    board.pot_wanted.connect(presenter.add_pot)
    for table in (board.items, board.officers, board.pots):
        table.start()
    return WatchView(board, presenter)
