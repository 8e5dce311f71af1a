"""A link that is cut short where the panel is narrow, and stands at the left where it is wide."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button

_LEAST = 120


class LinkRow(QWidget):
    """A link and what stands at its right; its whole text is its tool tip and is read aloud."""

    clicked = Signal()

    def __init__(self, text: str, icon: str = "", name: str = "") -> None:
        super().__init__()
        self._text, self._icon = text, icon
        self.link = button(text, icon, look="link")
        self.link.setAccessibleName(name or text)
        self.link.setToolTip(name or text)
        self.link.clicked.connect(self.clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.XS)
        self._row.addWidget(self.link)
        self._row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right."""
        self._row.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        return QSize(Theme.current().px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        at_right = (self._row.count() - 2) * (tokens.TARGET + tokens.S)
        icon = tokens.XL if self._icon else 0
        room = event.size().width() - at_right - icon - tokens.XL
        metrics = self.link.fontMetrics()
        self.link.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideMiddle, room))
