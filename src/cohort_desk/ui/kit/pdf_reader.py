"""Draws and reads pages on a thread of its own, what is in sight first.

reader = PageReader()
reader.opened.connect(…)     # the sizes of all pages
reader.refused.connect(…)    # why the file cannot be shown
reader.drawn.connect(…)      # a Tile and its QImage
reader.read.connect(…)       # a page's number and its PageText
reader.open("Report.pdf", content)
reader.want_drawn(tiles)     # in place of those still waiting
reader.want_read(range(12))
reader.close()               # before whoever listens goes
"""

import threading
from collections.abc import Iterable

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from cohort_desk.ui.kit.pdf_pages import CannotShow, Pages, Tile, open_pages
from cohort_desk.ui.kit.pdf_text import PageText


class PageReader(QObject):
    """Shows one file at a time; what was asked of the one before is dropped."""

    opened = Signal(tuple)
    refused = Signal(str)
    drawn = Signal(object, QImage)
    read = Signal(int, object)
    _opened = Signal(int, tuple)
    _refused = Signal(int, str)
    _drawn = Signal(int, object, QImage)
    _read = Signal(int, int, object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._lock = threading.Lock()
        self._file = 0
        self._to_open: tuple[str, bytes] | None = None
        self._to_draw: list[Tile] = []
        self._to_read: list[int] = []
        self._busy = False
        self._pages: Pages | None = None
        self._opened.connect(self._pass_opened)
        self._refused.connect(self._pass_refused)
        self._drawn.connect(self._pass_drawn)
        self._read.connect(self._pass_read)

    def open(self, name: str, content: bytes) -> None:
        """Open a file in place of the one before; `opened` or `refused` answers."""
        with self._lock:
            self._file += 1
            self._to_open = (name, content)
            self._to_draw, self._to_read = [], []
        self._wake()

    def want_drawn(self, tiles: Iterable[Tile]) -> None:
        """Draw these, in this order, and none of those asked for before."""
        with self._lock:
            self._to_draw = list(tiles)
        self._wake()

    def want_read(self, pages: Iterable[int]) -> None:
        """Read the text of these pages too, whenever nothing is to be drawn."""
        with self._lock:
            self._to_read += [page for page in pages if page not in self._to_read]
        self._wake()

    def close(self) -> None:
        """Stop, and let go of the file."""
        with self._lock:
            self._file += 1
            self._to_open, self._to_draw, self._to_read = None, [], []
        if isValid(self._pool):  # as the program ends, Qt may have waited for it already
            self._pool.waitForDone()
        if self._pages:
            self._pages.close()
            self._pages = None

    def _pass_opened(self, file: int, sizes: tuple[tuple[float, float], ...]) -> None:
        if file == self._file:
            self.opened.emit(sizes)

    def _pass_refused(self, file: int, why: str) -> None:
        if file == self._file:
            self.refused.emit(why)

    def _pass_drawn(self, file: int, tile: Tile, image: QImage) -> None:
        if file == self._file:
            self.drawn.emit(tile, image)

    def _pass_read(self, file: int, page: int, text: PageText) -> None:
        if file == self._file:
            self.read.emit(page, text)

    def _wake(self) -> None:
        with self._lock:
            if self._busy:
                return
            self._busy = True
        self._pool.start(self._work)

    def _work(self) -> None:
        while True:
            with self._lock:
                file, to_open = self._file, self._to_open
                self._to_open = None
                tile = self._to_draw.pop(0) if self._to_draw and not to_open else None
                idle = tile is None and to_open is None
                page = self._to_read.pop(0) if self._to_read and idle else None
                if idle and page is None:
                    self._busy = False
                    return
            if to_open:
                self._open(file, *to_open)
            elif self._pages and tile:
                self._drawn.emit(file, tile, self._pages.draw(tile))
            elif self._pages and page is not None:
                self._read.emit(file, page, self._pages.text(page))

    def _open(self, file: int, name: str, content: bytes) -> None:
        if self._pages:
            self._pages.close()
            self._pages = None
        try:
            self._pages = open_pages(name, content)
        except CannotShow as why:
            self._refused.emit(file, str(why))
        else:
            self._opened.emit(file, self._pages.sizes)
