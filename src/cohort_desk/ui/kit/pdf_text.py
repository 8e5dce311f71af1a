"""The text of a page with its place: found, marked line by line, and copied."""

import math
import re
from array import array
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

_HYPHEN = "\x02"
_UNSEEN_HYPHEN = r"(?:[\x02\xad]\s*)?"


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's text, and four numbers a character: left, top, right and bottom in points."""

    text: str = ""
    boxes: "array[float]" = field(default_factory=lambda: array("f"))

    def box(self, at: int) -> QRectF:
        left, top, right, bottom = self.boxes[4 * at : 4 * at + 4]
        return QRectF(left, top, right - left, bottom - top)

    def find(self, words: str) -> list[tuple[int, int]]:
        """Return where the words stand, also over the end of a line or a hyphen at it."""
        parts = [_UNSEEN_HYPHEN.join(map(re.escape, word)) for word in words.split()]
        if not parts:
            return []
        found = re.finditer(r"\s+".join(parts), self.text, re.IGNORECASE)
        return [match.span() for match in found]

    def lines(self, start: int, end: int) -> list[QRectF]:
        """Return a rectangle for each line that a stretch of text runs over."""
        lines: list[QRectF] = []
        for at in range(start, min(end, len(self.text))):
            box = self.box(at)
            if box.width() <= 0 or box.height() <= 0:
                continue
            if lines and _on_one_line(lines[-1], box):
                lines[-1] = lines[-1].united(box)
            else:
                lines.append(box)
        return lines

    def at(self, x: float, y: float) -> int | None:
        """Return the character at a point, or else the one before which the point stands."""
        nearest, least = None, math.inf
        for at in range(len(self.text)):
            box = self.box(at)
            if box.width() <= 0:
                continue
            aside = max(box.left() - x, 0, x - box.right())
            above = max(box.top() - y, 0, y - box.bottom())
            if (away := aside + 8 * above) < least:
                nearest, least = at, away
        return nearest

    def plain(self, start: int = 0, end: int | None = None) -> str:
        """Return a stretch of the text as people read it."""
        joined = re.sub(rf"{_HYPHEN}\s*", "", self.text[start:end])
        return joined.replace("\r\n", "\n").replace("\0", "")


def _on_one_line(line: QRectF, box: QRectF) -> bool:
    middle = box.center().y()
    return line.top() <= middle <= line.bottom() and box.left() >= line.left() - 1
