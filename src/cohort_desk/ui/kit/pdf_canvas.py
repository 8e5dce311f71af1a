"""Pages under one another, drawn as sharp as the screen is, at any zoom.

    canvas = PageCanvas(reader)
    canvas.set_zoom(1.5)                 # or "width", or "page"
    canvas.go_to(3)                      # from 0
    canvas.show_found([(3, 120, 133)], chosen=0)

Keys: arrows, Page up and down, Home, End, Space scroll; Ctrl with plus, minus, 0 and 9 zoom;
Ctrl+C copies what the mouse has selected.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.pdf_images import PageImages, Span
from cohort_desk.ui.kit.pdf_layout import PageLayout, tiles_in
from cohort_desk.ui.kit.pdf_marks import PageMarks
from cohort_desk.ui.kit.pdf_pages import Tile
from cohort_desk.ui.kit.pdf_reader import PageReader
from cohort_desk.ui.kit.pdf_text import PageText
from cohort_desk.ui.kit.pdf_zoom import STEP, Fit, within_bounds, zoom_of
from cohort_desk.ui.kit.theme import Theme

_SETTLE_MS = 30


class PageCanvas(QAbstractScrollArea):
    """Draws the pages in sight; the reader makes them on another thread."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    text_read = Signal(int)

    def __init__(self, reader: PageReader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._layout = PageLayout((), 1.0, 0)
        self._zoom: float | Fit = "width"
        self.images = PageImages()
        self.texts: dict[int, PageText] = {}
        self._marks = PageMarks()
        self._page = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        reader.drawn.connect(self._take_image)
        reader.read.connect(self._take_text)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._settle.start)
        Theme.current().changed.connect(self.viewport().update)

    @property
    def page(self) -> int:
        """The page that is being read, from 0."""
        return max(0, self._page)

    @property
    def page_count(self) -> int:
        return len(self._layout.sizes)

    @property
    def zoom(self) -> float:
        """How large the pages are shown now, 1 being as on paper."""
        return self._layout.zoom

    @property
    def fit(self) -> float | Fit:
        """What the zoom follows: a size of its own, or the room there is."""
        return self._zoom

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show another file's pages, from the first."""
        self.images.clear()
        self.texts.clear()
        self._marks.clear()
        self._page = -1
        self._layout = PageLayout(tuple(sizes), 1.0, self.viewport().width())
        self._lay_out(keep=False)
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def set_zoom(self, zoom: float | Fit) -> None:
        """Show the pages at a size, or as wide or as high as there is room for."""
        self._zoom = within_bounds(zoom)
        self._lay_out()

    def zoom_by(self, steps: int) -> None:
        self.set_zoom(self.zoom * STEP**steps)

    def go_to(self, page: int, top: float = 0.0) -> None:
        """Bring a page to the top, or a point on it some way under the top."""
        if not self.page_count:
            return
        page = min(max(page, 0), self.page_count - 1)
        at = self._layout.top(page) - tokens.S + round(top * self._layout.per_point)
        self.verticalScrollBar().setValue(at)

    def scroll_by(self, screens: float) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(screens * bar.pageStep()))

    def show_found(self, found: Sequence[Span], chosen: int) -> None:
        """Mark what a search has found; the chosen one is brought into sight."""
        if reveal := self._marks.show_found(found, chosen):
            self._reveal(reveal)
        self.viewport().update()

    def selected_text(self) -> str:
        return self._marks.selected_text(self.texts)

    def copy(self) -> None:
        if text := self.selected_text():
            QGuiApplication.clipboard().setText(text)

    def event(self, event: QEvent) -> bool:
        # Taken here, these keys do not also change the size of the window's text.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (zoom_of(event) or event.matches(QKeySequence.StandardKey.Copy))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        zoom, key = zoom_of(event), event.key()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        if zoom:
            self.zoom_as(zoom)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and control:
            self.go_to(self.page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Space:
            self.scroll_by(-0.9 if shift else 0.9)
        elif key == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def zoom_as(self, how: str) -> None:
        """Zoom in ("larger"), out ("smaller"), or to fit the "width" or the "page"."""
        if how in ("larger", "smaller"):
            self.zoom_by(1 if how == "larger" else -1)
        else:
            self.set_zoom("width" if how == "width" else "page")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._marks.begin_selecting(*self._character(event.position()))
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._marks.select_to(
            *self._character(event.position())
        ):
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), Theme.current().colour("side"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(-self._offset())
        seen = self._seen()
        for page in self._layout.pages_in(seen):
            self._paint_page(painter, page, seen)
        painter.end()

    def _paint_page(self, painter: QPainter, page: int, seen: QRect) -> None:
        tiles = self._tiles(page, seen)
        self.images.paint(painter, self._layout, tiles, page, self.devicePixelRatioF())
        if (text := self.texts.get(page)) is not None:
            self._marks.paint(painter, self._layout, page, text)

    def _lay_out(self, *, keep: bool = True) -> None:
        """Work out the sizes anew, with the same place of the same page under the eye."""
        page, part = self._layout.place(self.verticalScrollBar().value()) if keep else (0, 0.0)
        room = self.viewport().size()
        zoom = self._layout.fitting(self._zoom, room.width(), room.height())
        self._layout = PageLayout(self._layout.sizes, zoom, room.width())
        whole = self._layout.whole
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        middle = (across.value() + across.pageStep() / 2) / max(
            1, across.maximum() + across.pageStep()
        )
        across.setRange(0, max(0, whole.width() - room.width()))
        across.setPageStep(room.width())
        down.setRange(0, max(0, whole.height() - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(3 * tokens.XL)
        across.setValue(round((middle if keep else 0.5) * whole.width() - room.width() / 2))
        if keep:
            down.setValue(self._layout.value(page, part))
        self.zoom_changed.emit(zoom)
        self._settle.start()
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        self._settle.start()
        bar = self.verticalScrollBar()
        page = self._layout.page_at(bar.value() + self.viewport().height() // 3)
        if bar.value() == bar.maximum() > 0:
            # The last page may be too short ever to come up to the eye.
            page = self.page_count - 1
        if page != self._page and self.page_count:
            self._page = page
            self._tell()
            self.page_changed.emit(page)

    def _ask(self) -> None:
        """Have drawn what is in sight, then the pages beside it; read those in sight."""
        seen = self._seen()
        pages = self._layout.pages_in(seen)
        if not pages:
            return
        around = seen.adjusted(0, -seen.height(), 0, seen.height())
        beside = [page for page in self._layout.pages_in(around) if page not in pages]
        tiles = [tile for page in pages for tile in self._tiles(page, seen)]
        tiles += [tile for page in beside for tile in self._tiles(page, around)]
        self._reader.want_drawn(self.images.missing(tiles))
        self._reader.want_read(page for page in pages if page not in self.texts)

    def _take_image(self, tile: Tile, image: QImage) -> None:
        whole = not tile.y and tile.height >= self._layout.device_height(tile)
        self.images.take(tile, image, whole=whole)
        self.viewport().update()

    def _take_text(self, page: int, text: PageText) -> None:
        self.texts[page] = text
        if page == self._page:
            self._tell()
        self.text_read.emit(page)

    def _tell(self) -> None:
        """Tell a screen reader which page this is, and what stands on it."""
        self.viewport().setAccessibleName(f"Page {self.page + 1} of {self.page_count}")
        self.setAccessibleName(f"Page {self.page + 1} of {self.page_count}")
        text = self.texts.get(self.page)
        self.setAccessibleDescription(text.plain() if text else "")

    def _reveal(self, span: Span) -> None:
        page, start, end = span
        if not (lines := self.texts[page].lines(start, end) if page in self.texts else []):
            self.go_to(page)
            return
        box = self._layout.shown(page, lines[0]).toRect()
        if not self._seen().adjusted(0, tokens.XXL, 0, -tokens.XXL).contains(box):
            self.verticalScrollBar().setValue(box.top() - self.viewport().height() // 3)
            self.horizontalScrollBar().setValue(box.center().x() - self.viewport().width() // 2)

    def _character(self, at: QPointF) -> tuple[int, int | None]:
        point = at + QPointF(self._offset())
        page = self._layout.page_at(int(point.y()))
        text = self.texts.get(page)
        if text is None:
            return page, None
        return page, text.at(*self._layout.on_page(page, point))

    def _tiles(self, page: int, seen: QRect) -> list[Tile]:
        return tiles_in(self._layout, page, seen, self.devicePixelRatioF())

    def _offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _seen(self) -> QRect:
        return QRect(self._offset(), self.viewport().size())
