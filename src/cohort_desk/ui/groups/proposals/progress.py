"""How searches for groups get on, quietly: a ring, how near the best each is, and Stop."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.groups.presenter.proposal_words import FormingState
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label, repaint_with_theme

_STEPS = 1000
_GAUGE = QSize(28, 28)
_TURNS = 360 * 16
_BAR = 160


class FormingProgress(QFrame):
    """Shown while groups are formed; the window stays usable."""

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.title = label("", "strong")
        self.words = label("", "muted")
        self._ring = _Ring()
        self._lines: list[tuple[QLabel, QProgressBar, QLabel]] = []
        self._count = 0
        self._holder = QWidget()
        self._searches = QGridLayout(self._holder)
        self._searches.setContentsMargins(0, 0, 0, 0)
        self._searches.setSpacing(tokens.S)
        self._searches.setColumnStretch(2, 1)
        self.stop = button("Stop and keep the best", "square")
        self.stop.clicked.connect(self.stop_asked)
        self.stop.clicked.connect(lambda: self.stop.setEnabled(False))
        texts = QVBoxLayout()
        texts.setSpacing(tokens.XS)
        texts.addWidget(self.title)
        texts.addWidget(self.words)
        texts.addWidget(self._holder)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.M)
        layout.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        layout.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def begin(self, title: str) -> None:
        """Show that searches are on; those that are shown already go on."""
        if not self.isHidden() and self.title.text() == title:
            return
        self.title.setText(title)
        self.words.setText("Checking the rules and dealing people out…")
        self._ring.show_share(0)
        self._fit(0)
        self.stop.setEnabled(True)
        self.show()

    def show_state(self, state: FormingState) -> None:
        self.words.setText(state.words)
        self._ring.show_share(state.share)
        # One search says all there is in the line above.
        searches = state.searches if len(state.searches) > 1 else ()
        self._fit(len(searches))
        for (name, bar, words), search in zip(self._lines, searches, strict=False):
            name.setText(search.name)
            bar.setValue(round(search.share * _STEPS))
            bar.setAccessibleName(f"How far {search.name} is")
            words.setText(search.words)

    def lines(self) -> list[str]:
        """Return what is said of each search."""
        return [words.text() for _, _, words in self._lines if not words.isHidden()]

    def _fit(self, count: int) -> None:
        """Show as many lines as there are searches, and lay the page out once for all of them."""
        if count == self._count:
            return
        self._count = count
        self._holder.hide()
        while len(self._lines) < count:
            bar = QProgressBar()
            bar.setRange(0, _STEPS)
            bar.setTextVisible(False)
            bar.setFixedWidth(Theme.current().px(_BAR))
            line = (label("", "label"), bar, label("", "muted"))
            for column, widget in enumerate(line):
                self._searches.addWidget(widget, len(self._lines), column)
            self._lines.append(line)
        for at, line in enumerate(self._lines):
            for widget in line:
                widget.setVisible(at < count)
        self._holder.setVisible(count > 0)


class _Ring(QWidget):
    """The share done as a ring."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setFixedSize(_GAUGE)
        repaint_with_theme(self)

    def show_share(self, share: float) -> None:
        self._share = min(share, 1.0)
        self.setAccessibleName(f"{self._share:.0%} of all searches done")
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
