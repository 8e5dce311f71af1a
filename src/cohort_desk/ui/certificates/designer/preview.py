"""The certificate as it would be drawn, beside the fields of its design."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import repaint_with_theme

_LEAST = (260, 240)


class SheetPreview(QWidget):
    """A page, as large as there is room; what is out of date is shown until the new one is here."""

    def __init__(self) -> None:
        super().__init__()
        self._image, self._fitted = QImage(), QImage()
        self.setAccessibleName("Preview of the certificate")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        repaint_with_theme(self)

    def show_page(self, image: QImage, words: str) -> None:
        """Show a drawn page; `words` is what it says, for who does not see it."""
        self._image, self._fitted = image, QImage()
        self.setAccessibleDescription(words)
        self.update()

    @property
    def is_shown(self) -> bool:
        """Whether there is a page."""
        return not self._image.isNull()

    def minimumSizeHint(self) -> QSize:
        return QSize(*(Theme.current().px(side) for side in _LEAST))

    def sizeHint(self) -> QSize:
        return QSize(640, 460)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            painter.setPen(Theme.current().colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Drawing the certificate…")
        else:
            room = self.rect().adjusted(tokens.XS, tokens.XS, -tokens.XS, -tokens.XS)
            size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            sheet = QRect(room.topLeft(), size)
            sheet.moveCenter(room.center())
            sheet.moveTop(room.top())
            painter.drawImage(sheet, self._fitted_to(size * self.devicePixelRatioF()))
            painter.setPen(Theme.current().colour("line"))
            painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        painter.end()

    def _fitted_to(self, size: QSize) -> QImage:
        # Scaled once for each size, and finely, which a painter in a hurry does not.
        if self._fitted.size() != size:
            self._fitted = self._image.scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._fitted
