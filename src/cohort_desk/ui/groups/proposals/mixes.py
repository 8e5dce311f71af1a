"""The sectors of groups as small stacked columns, a column for each group."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cohort_desk.domain.colours import sector_colour
from cohort_desk.ui.groups.presenter.proposal_words import mix_words, mixes_words
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import SectorTag, repaint_with_theme

if TYPE_CHECKING:
    from cohort_desk.services.groups import ProposedGroup

_HEIGHT = 44
_WIDEST, _NARROWEST, _GAP, _MORE = 22, 5, 3, 52


class MixStrip(QWidget):
    """Shows how people of each sector are spread; hovering over a column tells it in words.

    Each column is as tall as its group is large. Where there is no room for all groups, the first
    are shown, and how many more there are.
    """

    def __init__(self, groups: Sequence["ProposedGroup"]) -> None:
        super().__init__()
        self._groups = tuple(groups)
        self._largest = max((len(group.members) for group in groups), default=0)
        self.setAccessibleName(f"Mix of the groups. {mixes_words(groups)}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_with_theme(self)

    def sizeHint(self) -> QSize:
        return QSize(120, Theme.current().px(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = int(event.pos().x() // self._step())
            inside = at < self._shown()
            words = mix_words(self._groups[at]) if inside else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step, unit = self._step(), self.height() / max(1, self._largest)
        for at, group in enumerate(self._groups[: self._shown()]):
            height = unit * len(group.members)
            box = QRectF(at * step, self.height() - height, step - _GAP, height)
            _paint_column(painter, box, group)
        if more := len(self._groups) - self._shown():
            theme = Theme.current()
            painter.setFont(theme.font(tokens.SMALL))
            painter.setPen(theme.colour("muted"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(self.rect(), right, f"+{more:,}")
        painter.end()

    def _step(self) -> float:
        """Return how far one column is from the next."""
        theme, count = Theme.current(), max(1, len(self._groups))
        fair = (self.width() + _GAP) / count
        return min(max(fair, theme.px(_NARROWEST) + _GAP), theme.px(_WIDEST) + _GAP)

    def _shown(self) -> int:
        """Return how many columns there is room for."""
        fitting = int((self.width() + _GAP + 1) // self._step())
        if fitting >= len(self._groups):
            return len(self._groups)
        return int((self.width() - Theme.current().px(_MORE)) // self._step())


def _paint_column(painter: QPainter, box: QRectF, group: "ProposedGroup") -> None:
    """Paint the sectors of a group, the first at the bottom."""
    shape = QPainterPath()
    shape.addRoundedRect(box, 2, 2)
    painter.save()
    painter.setClipPath(shape)
    bottom, people = box.bottom(), max(1, len(group.members))
    for key, count in group.sectors:
        height = box.height() * count / people
        piece = QRectF(box.left(), bottom - height, box.width(), height)
        colour = sector_colour(key).fill if key else Theme.current().palette.control
        painter.fillRect(piece.adjusted(0, 1, 0, 0), QColor(colour))
        bottom -= height
    painter.restore()


class SectorKey(QWidget):
    """What the colours stand for, in one line that wraps."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._flow.setSpacing(tokens.XS)
        self._keys: tuple[str, ...] = ()

    def show_sectors(self, keys: Sequence[str]) -> None:
        """Name these sectors, by their stored keys."""
        if tuple(keys) == self._keys:
            return
        self._keys = tuple(keys)
        while self._flow.count():
            item = self._flow.takeAt(0)
            if item and (widget := item.widget()):
                widget.deleteLater()
        for key in self._keys:
            self._flow.add(SectorTag(key))
