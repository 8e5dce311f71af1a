"""The top of the portfolio: the headline, what stands beside it, and the outcomes without money."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.savings.money import pounds
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.outcome_tones import OUTCOME_TONES
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import OneLine, Tag, button, label, rule
from cohort_desk.ui.savings.benefits.words import STATUS_TONES
from cohort_desk.ui.savings.portfolio import words

if TYPE_CHECKING:
    from cohort_desk.services.savings.portfolio.shapes import OutcomeLine, Portfolio

_HEADLINE = 40
"""The size of the two figures that lead, in pixels at 100 %."""
_MOST_TOLD = 2
_NARROW = 760
"""Below this width, at 100 %, the two cards lie on each other."""
_STAT_WIDTH = 250


class Head(QWidget):
    """Two cards of equal standing, money and outcomes; under them what the money rests on."""

    wanted = Signal(str, object)
    begin_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Portfolio | None = None
        self._body = QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, tokens.S)
        self._column.addWidget(self._body)
        Theme.current().changed.connect(self._draw)

    def show_portfolio(self, portfolio: "Portfolio") -> None:
        self._shown = portfolio
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(_SideBySide(self._money(self._shown), self._outcomes(self._shown)))
        if self._shown.lines:
            column.addWidget(self._stats(self._shown))
        if found := words.attention(self._shown):
            column.addWidget(self._attention(found))
        self._column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def _money(self, portfolio: "Portfolio") -> QFrame:
        frame, column = _card("Validated and cash-releasing")
        figure = _figure(pounds(portfolio.headline), "Validated and cash-releasing")
        if not portfolio.lines:
            column.addWidget(figure)
            column.addWidget(label("No benefit has been entered yet.", wrap=True))
            begin = button("Enter the first benefit", "plus", look="link")
            begin.clicked.connect(self.begin_asked)
            column.addWidget(begin, 0, Qt.AlignmentFlag.AlignLeft)
            column.addStretch(1)
            return frame
        column.addWidget(_in_a_row(figure, _pairs(words.ladder(portfolio))))
        column.addWidget(label(words.context(portfolio), "small", wrap=True))
        column.addWidget(
            _tags(
                (words.status_words(key, number), STATUS_TONES.get(key, "neutral"))
                for key, number in words.statuses(portfolio)
            )
        )
        column.addWidget(rule())
        column.addWidget(label("Validated too, beside the headline and never added in", "small"))
        column.addWidget(_pairs(words.beside(portfolio)))
        column.addStretch(1)
        return frame

    def _outcomes(self, portfolio: "Portfolio") -> QFrame:
        see = button("See all outcomes", "arrow-right", look="link")
        see.clicked.connect(lambda: self.wanted.emit("outcomes", None))
        frame, column = _card("Outcomes without money, confirmed")
        figure, kinds = words.outcome_figure(portfolio)
        row = QHBoxLayout()
        row.addWidget(_figure(figure, "Outcomes without money, confirmed"), 1)
        row.addWidget(see)
        column.addLayout(row)
        if not portfolio.outcomes:
            nothing = "A strategy changed, a service, a network: none has been recorded yet."
            column.addWidget(label(nothing, wrap=True))
        else:
            column.addWidget(label(f"{kinds}.", "small", wrap=True))
            column.addWidget(
                _tags(
                    (words.outcome_words(status, number), OUTCOME_TONES[status])
                    for status, number in words.outcomes_by_status(portfolio)
                )
            )
            for outcome in portfolio.told[:_MOST_TOLD]:
                column.addWidget(_Outcome(outcome))
        column.addStretch(1)
        return frame

    def _stats(self, portfolio: "Portfolio") -> QWidget:
        cells: list[QWidget] = []
        for stat in words.stats(portfolio):
            frame, column = _card(stat.caption, label(stat.figure, "title"))
            column.addWidget(label(stat.more, "small", wrap=True))
            column.addStretch(1)
            cells.append(frame)
        return _Cells(cells)

    def _attention(self, found: Sequence[words.Attention]) -> QWidget:
        whole = QWidget()
        row = FlowLayout(whole)
        row.add(label("Wants attention", "strong"))
        for each in found:
            see = button(each.said, "triangle-alert")
            see.setAccessibleName(f"Wants attention: {each.said}")
            see.clicked.connect(partial(self.wanted.emit, each.view, each.record))
            row.add(see)
        return whole


class _SideBySide(QWidget):
    """Two cards beside each other, equally wide; under each other where there is little room."""

    def __init__(self, one: QWidget, other: QWidget) -> None:
        super().__init__()
        self._parts = (one, other)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.M)
        self._across = 0
        self._deal(2)

    def resizeEvent(self, event: object) -> None:
        self._deal(2 if self.width() >= Theme.current().px(_NARROW) else 1)

    def _deal(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at, part in enumerate(self._parts):
            self._grid.addWidget(part, at // across, at % across)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


class _Cells(QWidget):
    """Small cards in as many columns as there is room for, all equally wide."""

    def __init__(self, cells: Sequence[QWidget]) -> None:
        super().__init__()
        self._cells = tuple(cells)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens.M)
        self._across = 0
        self._deal(len(cells))

    def resizeEvent(self, event: object) -> None:
        room = max(1, self.width() // Theme.current().px(_STAT_WIDTH))
        many = len(self._cells)
        self._deal(next(each for each in (many, 2, 1) if each <= room or each == 1))

    def _deal(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for at, cell in enumerate(self._cells):
            self._grid.addWidget(cell, at // across, at % across)
        for column in range(len(self._cells)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)


class _Outcome(QWidget):
    """What an outcome is, and under it how far it has come, where, and who confirmed it."""

    def __init__(self, outcome: "OutcomeLine") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        what, more = OneLine("strong"), OneLine("small")
        what.setText(outcome.description or words.OUTCOME_KINDS[outcome.kind])
        more.setText(words.outcome_line(outcome))
        for line in (what, more):
            line.setToolTip(line.text())
            column.addWidget(line)


def _card(caption: str, beside: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """Return a card with its caption, and what stands at the right of that."""
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
    column.setSpacing(tokens.S)
    head = QHBoxLayout()
    head.addWidget(label(caption, "label"), 1)
    if beside is not None:
        head.addWidget(beside)
    column.addLayout(head)
    return frame, column


def _in_a_row(*parts: QWidget) -> QWidget:
    """Return widgets side by side, under each other where there is little room."""
    whole = QWidget()
    row = FlowLayout(whole)
    row.setSpacing(tokens.L)
    for part in parts:
        row.add(part)
    return whole


def _figure(text: str, name: str) -> QLabel:
    made = label(text, "display")
    made.setFont(Theme.current().font(_HEADLINE, tokens.SEMIBOLD))
    made.setStyleSheet(f"font-size: {Theme.current().px(_HEADLINE)}px")
    made.setAccessibleName(f"{name}: {text}")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _tags(tags: Iterable[tuple[str, tokens.ToneName]]) -> QWidget:
    whole = QWidget()
    row = FlowLayout(whole)
    for words_of, tone in tags:
        row.add(Tag(words_of, tone))
    return whole


def _pairs(pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Return captions with their figures under them, side by side."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.XL)
    for caption, figure in pairs:
        cell = QVBoxLayout()
        cell.setSpacing(0)
        cell.addWidget(label(caption, "small"))
        cell.addWidget(label(figure, "strong"))
        row.addLayout(cell)
    row.addStretch(1)
    return whole
