"""The ladder of a benefit as a track: four rungs, what stands on each, since when and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings.money import about, pounds
from cohort_desk.domain.savings.words import Rung
from cohort_desk.domain.words import counted
from cohort_desk.services.savings.shapes import ClaimState, Figure
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label, repaint_with_theme
from cohort_desk.ui.savings.benefit.shown import Shown

_SIDE = 22


@dataclass(frozen=True, slots=True)
class RungShown:
    """A rung: its name, what stands on it, and a line on how that came about."""

    name: str
    amount: str
    told: str
    reached: bool


def rungs_of(shown: Shown) -> tuple[RungShown, ...]:
    """Return what stands on the four rungs of a benefit."""
    line, benefit = shown.line, shown.benefit
    projected, forecast = benefit.current("projected"), benefit.current("forecast")
    live = [
        each for each in benefit.claims if each.state in (ClaimState.WAITING, ClaimState.VALIDATED)
    ]
    waiting = sum(each.state is ClaimState.WAITING for each in live)
    claimed = counted(len(live), "claim", "claims") if live else ""
    claimed += f", {waiting} waiting" if waiting else ""
    validated = [each for each in live if each.state is ClaimState.VALIDATED]
    told = ""
    if validated:
        last = validated[-1].decisions[-1]
        told = f"Last by {last.officer}, {written_date(last.decided_on)}"
    return (
        RungShown(
            Rung.PROJECTED.words,
            about(line.projected, approximate=line.approximate),
            _figure(projected, shown),
            reached=True,
        ),
        RungShown(
            Rung.FORECAST.words,
            pounds(line.forecast) if forecast else "–",
            _figure(forecast, shown),
            reached=forecast is not None,
        ),
        RungShown(
            Rung.CLAIMED.words,
            pounds(line.claimed) if live else "–",
            claimed,
            reached=line.rung >= Rung.CLAIMED,
        ),
        RungShown(
            Rung.VALIDATED.words,
            pounds(line.validated) if validated else "–",
            told,
            reached=line.rung >= Rung.VALIDATED,
        ),
    )


def _figure(figure: Figure | None, shown: Shown) -> str:
    if figure is None:
        return ""
    on = written_date(figure.dated_on)
    first = shown.year(figure.first_year)
    if not shown.line.recurrent:
        return f"Once, in {first}. Recorded {on}"
    even = len({pence for _year, pence in figure.by_year}) == 1
    each = f"{pounds(figure.pence)} a year" if even else f"Up to {pounds(figure.pence)} a year"
    span = counted(len(figure.by_year), "year", "years")
    return f"{each} for {span} from {first}. Recorded {on}"


class LadderTrack(QFrame):
    """Shows the four rungs side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName("Ladder")
        self.rail = _Rail()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        self._grid.setHorizontalSpacing(tokens.L)
        self._grid.setVerticalSpacing(tokens.XS)
        self._grid.addWidget(self.rail, 0, 0, 1, len(Rung))
        self.names = [label("", "label") for _ in Rung]
        self.amounts = [label("", "heading") for _ in Rung]
        self.told = [label("", "small", wrap=True) for _ in Rung]
        for at in range(len(Rung)):
            self._grid.setColumnStretch(at, 1)
            for row, part in enumerate((self.names, self.amounts, self.told), start=1):
                self._grid.addWidget(part[at], row, at, Qt.AlignmentFlag.AlignTop)

    def show_rungs(self, rungs: Sequence[RungShown]) -> None:
        for at, rung in enumerate(rungs):
            self.names[at].setText(rung.name)
            self.amounts[at].setText(rung.amount)
            self.told[at].setText(rung.told)
        self.rail.show_reached([rung.reached for rung in rungs])
        words = [f"{rung.name}: {rung.amount if rung.reached else 'not yet'}" for rung in rungs]
        self.setAccessibleDescription(". ".join(words))


class _Rail(QWidget):
    """The line with a round mark for each rung: filled with a tick once it is reached."""

    def __init__(self) -> None:
        super().__init__()
        self._reached: list[bool] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)

    def show_reached(self, reached: list[bool]) -> None:
        self._reached = reached
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, Theme.current().px(_SIDE) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(theme.px(_SIDE))
        middle = side / 2 + 1
        gap = float(tokens.L)
        wide = (self.width() + gap) / max(len(self._reached), 1)
        for at, reached in enumerate(self._reached):
            left = at * wide
            last = at == len(self._reached) - 1
            if not last:
                on = self._reached[at + 1]
                painter.setPen(QPen(theme.colour("accent" if on else "line"), 2))
                start = QPointF(left + side + 4, middle)
                painter.drawLine(start, QPointF(left + wide - 4, middle))
            box = QRectF(left + 1, 1, side - 1, side - 1)
            painter.setPen(QPen(theme.colour("accent" if reached else "control"), 2))
            painter.setBrush(theme.colour("accent") if reached else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
            if reached:
                tick = QPen(theme.colour("on_accent"), 2)
                tick.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(tick)
                x, y, unit = box.center().x(), box.center().y(), side / 22
                painter.drawPolyline(
                    [
                        QPointF(x - 4 * unit, y),
                        QPointF(x - 1 * unit, y + 3 * unit),
                        QPointF(x + 4.5 * unit, y - 3 * unit),
                    ]
                )
        painter.end()
