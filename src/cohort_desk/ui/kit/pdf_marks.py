"""What is marked on pages: what a search has found, and what the mouse has selected."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QPainter

from cohort_desk.ui.kit.pdf_images import CHOSEN, FOUND, Span, mark_span, selected_ink
from cohort_desk.ui.kit.pdf_layout import PageLayout
from cohort_desk.ui.kit.pdf_text import PageText


class PageMarks:
    """Keeps both, and paints those of a page."""

    def __init__(self) -> None:
        self._found: tuple[Span, ...] = ()
        self._chosen = -1
        self._selected: Span | None = None
        self._anchor = 0

    def clear(self) -> None:
        """Mark nothing any more."""
        self._found, self._chosen, self._selected = (), -1, None

    def show_found(self, found: Sequence[Span], chosen: int) -> Span | None:
        """Mark what a search has found; return what is to be brought into sight, if anything."""
        self._found, before = tuple(found), self._chosen
        self._chosen = chosen
        moved = chosen != before or len(found) == 1
        return found[chosen] if moved and 0 <= chosen < len(found) else None

    def begin_selecting(self, page: int, at: int | None) -> None:
        """Select from a character on, None for nothing."""
        self._selected = None if at is None else (page, at, at)
        self._anchor = at or 0

    def select_to(self, page: int, at: int | None) -> bool:
        """Select up to a character of the same page; False where there is none."""
        if self._selected is None or at is None or page != self._selected[0]:
            return False
        self._selected = (page, min(at, self._anchor), max(at, self._anchor) + 1)
        return True

    def selected_text(self, texts: Mapping[int, PageText]) -> str:
        if self._selected is None:
            return ""
        page, start, end = self._selected
        return texts[page].plain(start, end)

    def paint(self, painter: QPainter, layout: PageLayout, page: int, text: PageText) -> None:
        """Mark what is found and selected on one page."""
        for number, span in enumerate(self._found):
            if span[0] == page:
                ink = CHOSEN if number == self._chosen else FOUND
                mark_span(painter, layout, text, span, ink)
        if self._selected and self._selected[0] == page:
            mark_span(painter, layout, text, self._selected, selected_ink())
