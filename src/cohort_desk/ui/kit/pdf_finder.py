"""Finds words in the text of pages, marks them, and goes from one to the next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.pdf_canvas import PageCanvas
from cohort_desk.ui.kit.pdf_reader import PageReader
from cohort_desk.ui.kit.widgets import icon_button, label

if TYPE_CHECKING:
    from cohort_desk.ui.kit.pdf_images import Span

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PageFinder(QWidget):
    """A search field with how many were found; Enter goes on, Shift+Enter back."""

    def __init__(self, canvas: PageCanvas, reader: PageReader) -> None:
        super().__init__()
        self._canvas, self._reader = canvas, reader
        self.wanted = ""
        self._found: list[Span] = []
        self._at = -1
        self._begun_on = 0
        self.field = _FindField("Find in the text")
        self.count = label("", "muted")
        back = icon_button("Previous match", "chevron-up")
        on = icon_button("Next match", "chevron-down")
        back.clicked.connect(lambda: self.step(-1))
        on.clicked.connect(self.go_on)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.XS)
        layout.addWidget(self.field, 1)
        for widget in (self.count, back, on):
            layout.addWidget(widget)
        self.field.searched.connect(self._search)
        self.field.stepped.connect(self.step)
        canvas.text_read.connect(self._page_read)

    def start(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def forget(self) -> None:
        """Look for nothing."""
        self.field.clear()
        self._search("")

    def go_on(self) -> None:
        """Go to the next match, from the last to the first."""
        self.step(1)

    def step(self, steps: int) -> None:
        if self._found:
            self._at = (self._at + steps) % len(self._found)
            self._show()

    def _search(self, words: str) -> None:
        self.wanted, self._at = words, -1
        self._begun_on = self._canvas.page
        self._collect()
        unread = [page for page in range(self._canvas.page_count) if page not in self._canvas.texts]
        if words and unread:
            self._reader.want_read(unread)

    def _page_read(self, page: int) -> None:
        if self.wanted:
            chosen = self._found[self._at] if self._at >= 0 else None
            self._collect()
            if chosen:
                self._at = self._found.index(chosen)
                self._show()

    def _collect(self) -> None:
        """Gather the matches of all pages read; begin at the page that is being read."""
        texts = sorted(self._canvas.texts.items()) if self.wanted else ()
        self._found = [
            (page, start, end) for page, text in texts for start, end in text.find(self.wanted)
        ]
        if self._at < 0:
            ahead = [at for at, span in enumerate(self._found) if span[0] >= self._begun_on]
            whole = len(self._canvas.texts) >= self._canvas.page_count
            self._at = ahead[0] if ahead else (0 if self._found and whole else -1)
        self._show()

    def _show(self) -> None:
        self._canvas.show_found(self._found, self._at)
        if not self.wanted or not self._canvas.page_count:
            self.count.setText("")
        elif self._found:
            self.count.setText(f"{max(self._at, 0) + 1} of {len(self._found):,}")
        else:
            done = len(self._canvas.texts) >= self._canvas.page_count
            self.count.setText("Not found" if done else "Looking…")


class _FindField(SearchField):
    """Enter looks at once, and then goes on to the next match."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.text().strip() == self._said:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
