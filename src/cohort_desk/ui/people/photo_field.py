"""A person's photo with the ways to add, replace and remove it; a picture may be dropped on it."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cohort_desk.domain.names import initials
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label, repaint_with_theme

_WIDTH, _HEIGHT = 72, 90


class PhotoField(QWidget):
    """Shows the photo of one person, or the initials while there is none.

    `given` carries what was dropped: the path of a file, or the bytes of a picture.
    """

    add_asked = Signal()
    remove_asked = Signal()
    given = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.picture = _Picture()
        self.add = button("Add photo…")
        self.add.clicked.connect(self.add_asked)
        self.remove = button("Remove")
        self.remove.clicked.connect(self.remove_asked)
        self._hint = label("or drop a picture here", "small")
        side = QVBoxLayout()
        side.setSpacing(tokens.XS)
        side.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.S)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        side.addLayout(buttons)
        side.addWidget(self._hint)
        side.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.picture)
        layout.addLayout(side, 1)
        self.show_photo("", None)

    def show_photo(self, name: str, jpeg: bytes | None) -> None:
        """Show this photo of the person, or that there is none."""
        self.picture.show_photo(name, jpeg)
        self.add.setText("Add photo…" if jpeg is None else "Replace…")
        self.add.setAccessibleName(
            f"Add a photo of {name}…" if jpeg is None else f"Replace the photo of {name}…"
        )
        self.remove.setAccessibleName(f"Remove the photo of {name}")
        self.remove.setVisible(jpeg is not None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _picture_in(event.mimeData()) is not None:
            event.acceptProposedAction()
            self.picture.show_welcome(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.picture.show_welcome(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.picture.show_welcome(on=False)
        if (found := _picture_in(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.given.emit(found)


class _Picture(QLabel):
    """The photo in a frame with round corners."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._photo = QPixmap()
        self._initials = ""
        self._welcomes = False
        repaint_with_theme(self)

    def show_photo(self, name: str, jpeg: bytes | None) -> None:
        self._photo = QPixmap()
        if jpeg is not None:
            self._photo.loadFromData(jpeg)
        self._initials = initials(name)
        self.setAccessibleName(f"Photo of {name}" if jpeg else f"No photo of {name} yet")
        self.update()

    def show_welcome(self, *, on: bool) -> None:
        """Show whether a picture that hovers here will be taken."""
        self._welcomes = on
        self.update()

    def sizeHint(self) -> QSize:
        theme = Theme.current()
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = Theme.current()
        tone = theme.palette.neutral
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, tokens.RADIUS_CONTROL, tokens.RADIUS_CONTROL)
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillPath(shape, QColor(tone.fill))
        if self._photo.isNull():
            painter.setFont(theme.font(tokens.TITLE, tokens.MEDIUM))
            painter.setPen(QColor(tone.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._initials)
        else:
            painter.setClipPath(shape)
            painter.drawPixmap(box, self._photo, QRectF(self._photo.rect()))
            painter.setClipping(False)
        edge = theme.colour("accent" if self._welcomes else "line")
        painter.setPen(QPen(edge, 2 if self._welcomes else 1))
        painter.drawPath(shape)
        painter.end()


def _picture_in(data: QMimeData) -> Path | bytes | None:
    """Return the first file that is dragged, or else the picture itself, as from a web page."""
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    if not data.hasImage():
        return None
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QPixmap(data.imageData()).save(buffer, "PNG")
    return bytes(buffer.data().data())
