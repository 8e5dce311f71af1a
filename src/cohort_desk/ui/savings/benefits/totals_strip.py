"""What the benefits shown come to: a row for each kind of saving, the headline first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.savings.benefits.words import Sums, Totals

_HEADINGS = ("Shown together", "Projected", "Forecast", "Claimed", "Validated")
_HEADLINE = "Cash-releasing; the headline counts what is validated"


class TotalsStrip(QFrame):
    """A table of up to three rows under the list."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("What is shown comes to")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        self._grid.setHorizontalSpacing(tokens.XL)
        self._grid.setVerticalSpacing(tokens.XS)
        self._grid.setColumnStretch(0, 1)
        self.rows = [self._row(at + 1, strong=at == 0) for at in range(3)]
        for column, text in enumerate(_HEADINGS):
            self._put(0, column, label(text, "small"))
        self.removed = label("", "small")
        self._grid.addWidget(self.removed, 4, 0, 1, len(_HEADINGS))

    def show_totals(self, sums: Totals) -> None:
        """Show the sums; a kind that no line is of is left out."""
        kinds = (
            (_HEADLINE, sums.cash),
            ("Non-cashable, beside the headline", sums.non_cashable),
            ("To third parties, beside the headline", sums.third_party),
        )
        for at, (name, each) in enumerate(kinds):
            self._fill(self.rows[at], name, each, shown=at == 0 or each.lines > 0)
        removed = counted(sums.removed, "removed benefit is", "removed benefits are")
        self.removed.setText(f"{removed} not counted.")
        self.removed.setVisible(sums.removed > 0)

    def _fill(self, row: list[QLabel], name: str, sums: Sums, *, shown: bool) -> None:
        amounts = (sums.projected, sums.forecast, sums.claimed, sums.validated)
        lines = counted(sums.lines, "benefit", "benefits")
        for part, text in zip(row, (f"{name} · {lines}", *map(pounds, amounts)), strict=True):
            part.setText(text)
            part.setVisible(shown)

    def _row(self, at: int, *, strong: bool) -> list[QLabel]:
        parts = [label("", "strong" if strong else "body") for _ in _HEADINGS]
        for column, part in enumerate(parts):
            self._put(at, column, part)
        return parts

    def _put(self, row: int, column: int, part: QLabel) -> None:
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(part, row, column, side)
