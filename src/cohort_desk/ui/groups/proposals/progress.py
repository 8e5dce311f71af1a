"""How a search for groups gets on, quietly: a bar, how near the best it is, and Stop."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cohort_desk.ui.groups.presenter.forming import FormingState
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label, repaint_with_theme

_STEPS = 1000
_GAUGE = QSize(28, 28)
_TURNS = 360 * 16


class FormingProgress(QFrame):
    """Shown while groups are formed; the window stays usable."""

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.title = label("", "strong")
        self.words = label("", "muted")
        self._ring = _Ring()
        self.bar = QProgressBar()
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far the search is")
        self.stop = button("Stop and keep the best", "square")
        self.stop.clicked.connect(self.stop_asked)
        self.stop.clicked.connect(lambda: self.stop.setEnabled(False))
        texts = QVBoxLayout()
        texts.setSpacing(tokens.XS)
        texts.addWidget(self.title)
        texts.addWidget(self.words)
        texts.addWidget(self.bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.M)
        layout.addWidget(self._ring)
        layout.addLayout(texts, 1)
        layout.addWidget(self.stop)
        self.hide()

    def begin(self, title: str) -> None:
        """Show that a search is on; one that is shown already goes on."""
        if not self.isHidden() and self.title.text() == title:
            return
        self.title.setText(title)
        self.words.setText("Checking the rules and dealing people out…")
        self.bar.setValue(0)
        self._ring.show_share(0)
        self.stop.setEnabled(True)
        self.show()

    def show_state(self, state: FormingState) -> None:
        self.words.setText(state.words)
        self.bar.setValue(round(state.share * _STEPS))
        self._ring.show_share(state.share)


class _Ring(QWidget):
    """The share done as a ring."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedSize(_GAUGE)
        repaint_with_theme(self)

    def show_share(self, share: float) -> None:
        self._share = min(share, 1.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(3, 3, -3, -3)
        pen = QPen(theme.colour("hover"), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(box, 0, _TURNS)
        pen.setColor(theme.colour("accent"))
        painter.setPen(pen)
        painter.drawArc(box, _TURNS // 4, -round(_TURNS * self._share))
        painter.end()
