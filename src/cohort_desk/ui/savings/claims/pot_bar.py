"""How full a pot is: what other claims have taken, this claim, and what is left."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from cohort_desk.domain.savings.money import pounds
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label, repaint_with_theme

_HEIGHT = 12


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._others, self._this, self._over = 0.0, 0.0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)

    def show_parts(self, others: float, this: float, *, over: bool) -> None:
        self._others, self._this, self._over = others, this, over
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, Theme.current().px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = Theme.current().palette
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(palette.control))
        painter.setBrush(QColor(palette.stripe))
        painter.drawRoundedRect(box, tokens.XS, tokens.XS)
        painter.setPen(Qt.PenStyle.NoPen)
        left = box.left()
        this = palette.danger.ink if self._over else palette.accent
        for part, colour in ((self._others, palette.muted), (self._this, this)):
            width = min(part * box.width(), box.right() - left)
            painter.fillRect(QRectF(left, box.top(), width, box.height()), QColor(colour))
            left += width
        painter.end()


class PotBar(QWidget):
    """A pot's baseline as a bar, with what it says in words under it."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = _Bar()
        self.told = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addWidget(label("Room in the pot", "label"))
        column.addWidget(self.bar)
        column.addWidget(self.told)

    def show_room(self, pot: str, year: str, baseline: int, others: int, this: int) -> None:
        """Show a pot of a financial year, all in pence; `this` is the claim in question."""
        left = baseline - others - this
        self.bar.show_parts(others / baseline, this / baseline, over=left < 0)
        room = f"{pounds(left)} is left" if left >= 0 else f"{pounds(-left)} too much"
        words = (
            f"{pot} was {pounds(baseline)} in {year}. {pounds(others)} by other claims, "
            f"{pounds(this)} by this one, {room}."
        )
        self.told.setText(words)
        self.bar.setAccessibleName(words)
