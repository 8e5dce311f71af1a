"""The view of what there is to see to, worked by clicks and keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from python_calamine import load_workbook

from cohort_desk.db.tables import BenefitRow
from cohort_desk.domain.savings.fields import BenefitEntry, FigureInput
from cohort_desk.domain.savings.watching import Alarm
from cohort_desk.services.savings import figures, lines, officers
from cohort_desk.services.savings.pots import list_pots
from cohort_desk.services.savings.records import read_benefit
from cohort_desk.services.savings.watching import read_watch
from savings_office import FLEET, LEEDS, OWNER, TODAY, VETTING


class Watched:
    """The view with what is worked on it."""

    def __init__(self, hand, office):
        self.page, self.hand, self.office = hand.page, hand, office
        self.board, self.side = hand.page.views["watch"].widget, hand.detail
        self.settle = hand.settle

    def look_at(self, title, alarm=None):
        """Go to the row of a title with the keys."""
        grid, model = self.board.items.grid, self.board.items.model
        rows = [model.row_at(at) for at in range(model.rowCount())]
        wanted = (n for n, row in enumerate(rows) if row.title == title)
        at = next(n for n in wanted if alarm in {None, rows[n].alarm})
        self.board.items.take_focus()
        QTest.keyClick(grid, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(at):
            QTest.keyClick(grid, Qt.Key.Key_Down)
        self.settle()

    def press(self, words):
        """Click a button of the panel at the side."""
        self.hand.press(self.side, words)
        self.settle()

    def fill(self, **values):
        self.hand.fill(self.board.panel.form, **values)

    def problems(self):
        return self.hand.problems(self.side)

    def watch(self):
        return read_watch(self.office.db, None)


@pytest.fixture
def seen(hand, office):
    """The view, of an office whose owner has left and whose third benefit is not settled."""
    rough = BenefitEntry(
        project_id=1, title="Rough saving", approximate=True, pence=9_000_000, first_year=2025
    )
    lines.enter_benefits(office.db, [rough])
    officers.mark_left(office.db, OWNER, 1, date(2026, 5, 3), TODAY)
    hand.page.turn_to("watch")
    hand.settle()
    return Watched(hand, office)



@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_shot(seen, theme, mode, size, qtbot):
    theme.set_mode(mode)
    page, board, hand = seen.page, seen.board, seen.hand
    page.resize(*size)
    seen.office.claim(pence=14_000_000)
    seen.settle()
    seen.look_at("Shared fleet")
    qtbot.wait(50)
    n = f"/tmp/work/lines/{mode}-{size[0]}"
    page.grab().save(f"{n}-items.png")
    seen.press("Reassign…")
    page.grab().save(f"{n}-reassign.png")
    hand.press(board, "List: Officers")
    board.officers.choose((1,))
    seen.settle()
    page.grab().save(f"{n}-officers.png")
    hand.press(board, "List: Pots")
    board.pots.choose((1,))
    seen.settle()
    page.grab().save(f"{n}-pots.png")
