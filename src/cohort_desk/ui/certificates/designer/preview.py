"""The certificate as it would be drawn, beside the fields of its design: fitted, or at a size.

    stage = Stage()
    stage.show_page(image, words)
    stage.zoom("larger")               # also "smaller", "actual", or to fit the "width" or "page"

Keys: arrows scroll; Ctrl with plus, minus, 0, 9 and 1 zoom, as does Ctrl with the wheel.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.pdf_zoom import STEP, Fit, within_bounds, zoom_of
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import icon_button, label, repaint_with_theme

_LEAST = (260, 240)
_MARGIN = tokens.XS
_PAPER = 297 / 25.4 * 96
"""The longer side of A4, in pixels at its real size."""

Zoom = float | Fit
_FITS: Mapping[str, tuple[str, str, Zoom]] = {
    "width": ("Width", "Fit the width (Ctrl+0)", "width"),
    "page": ("Page", "Fit the page (Ctrl+9)", "page"),
    "actual": ("100 %", "As large as on paper (Ctrl+1)", 1.0),
}


class SheetPreview(QWidget):
    """A page at the size it is given; what is out of date stays until the new one is here."""

    def __init__(self) -> None:
        super().__init__()
        self.image, self._fitted = QImage(), QImage()
        self.setAccessibleName("Preview of the certificate")
        repaint_with_theme(self)

    def show_page(self, image: QImage, words: str) -> None:
        """Show a drawn page; `words` is what it says, for who does not see it."""
        self.image, self._fitted = image, QImage()
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.image.isNull():
            painter.setPen(Theme.current().colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Drawing the certificate…")
        else:
            sheet = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            painter.drawImage(sheet, self._fitted_to(sheet.size() * self.devicePixelRatioF()))
            painter.setPen(Theme.current().colour("line"))
            painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        painter.end()

    def _fitted_to(self, size: QSize) -> QImage:
        # Scaled once for each size, and finely, which a painter in a hurry does not.
        if self._fitted.size() != size:
            self._fitted = self.image.scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._fitted


class Stage(QScrollArea):
    """Shows the page in the room there is, or larger than that."""

    zoomed = Signal(float, object)

    def __init__(self) -> None:
        super().__init__()
        self.sheet = SheetPreview()
        self._zoom: Zoom = "page"
        self.setWidget(self.sheet)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName("Preview of the certificate, which can be zoomed")
        self.setMinimumSize(*(Theme.current().px(side) for side in _LEAST))
        Theme.current().changed.connect(self._lay_out)

    def show_page(self, image: QImage, words: str) -> None:
        """Show a drawn page in place of the one before, at the same size and place."""
        self.sheet.show_page(image, words)
        self.setAccessibleDescription(words)
        self._lay_out()

    def zoom(self, how: str) -> None:
        """Show the page larger, smaller, as on paper, or as the room allows."""
        if how in _FITS:
            self._zoom = _FITS[how][2]
        else:
            self._zoom = within_bounds(self._scale() * (STEP if how == "larger" else 1 / STEP))
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        # Taken here, these keys do not also change the size of the window's text.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and _how(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if how := _how(event):
            self.zoom(how)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom("larger" if event.angleDelta().y() > 0 else "smaller")
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _paper(self) -> QSizeF:
        """Return how large the page is on paper, in pixels of this screen."""
        size = QSizeF(self.sheet.image.size())
        size.scale(QSizeF(_PAPER, _PAPER), Qt.AspectRatioMode.KeepAspectRatio)
        return size

    def _scale(self) -> float:
        if not isinstance(self._zoom, str):
            return self._zoom
        room, paper = self.maximumViewportSize(), self._paper()
        wide = (room.width() - 2 * _MARGIN) / paper.width()
        high = (room.height() - 2 * _MARGIN) / paper.height()
        if self._zoom == "page" or wide <= high:
            return min(wide, high)
        # As high as it then is, it has a bar at its side.
        bar = self.verticalScrollBar().sizeHint().width()
        return (room.width() - bar - 2 * _MARGIN) / paper.width()

    def _lay_out(self) -> None:
        """Give the page its size; what was in the middle of the view stays there."""
        if self.sheet.image.isNull():
            self.sheet.resize(self.maximumViewportSize())
            return
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [
            (bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1)
            for bar in bars
        ]
        scale = self._scale()
        size = (self._paper() * scale).toSize() + QSize(2 * _MARGIN, 2 * _MARGIN)
        if size != self.sheet.size():
            self.sheet.resize(size)
            for bar, middle in zip(bars, middles, strict=True):
                bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))
        self.zoomed.emit(scale, self._zoom)


class ZoomTools(QWidget):
    """The row that zooms a stage, and says how large it shows the page."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.smaller = icon_button("Zoom out (Ctrl+−)", "minus")
        self.larger = icon_button("Zoom in (Ctrl++)", "plus")
        self.percent = label("", "muted")
        self.percent.setMinimumWidth(Theme.current().px(40))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.smaller.clicked.connect(lambda: stage.zoom("smaller"))
        self.larger.clicked.connect(lambda: stage.zoom("larger"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.XS)
        for widget in (self.smaller, self.percent, self.larger):
            row.addWidget(widget)
        self.fits = {how: _fit_button(stage, how) for how in _FITS}
        for made in self.fits.values():
            row.addWidget(made)
        stage.zoomed.connect(self._say)

    def _say(self, scale: float, zoom: Zoom) -> None:
        self.percent.setText(f"{scale:.0%}")
        for how, made in self.fits.items():
            made.setChecked(zoom == _FITS[how][2])


def _fit_button(stage: Stage, how: str) -> QToolButton:
    words, tip, _ = _FITS[how]
    made = QToolButton()
    made.setText(words)
    made.setToolTip(tip)
    made.setAccessibleName(tip.partition(" (")[0])
    made.setProperty("look", "chip")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCheckable(True)
    made.clicked.connect(lambda: stage.zoom(how))
    return made


def _how(event: QKeyEvent) -> str:
    """Return how a key zooms; "" for any other key."""
    if event.key() == Qt.Key.Key_1 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return "actual"
    return zoom_of(event)
