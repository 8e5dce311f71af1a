"""How large pages are shown: between which bounds, in which steps, and by which keys."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Fit = Literal["width", "page"]
STEP = 1.2
_SMALLEST, _LARGEST = 0.25, 6.0
_KEYS = {
    Qt.Key.Key_Plus: "larger",
    Qt.Key.Key_Equal: "larger",
    Qt.Key.Key_Minus: "smaller",
    Qt.Key.Key_0: "width",
    Qt.Key.Key_9: "page",
}


def within_bounds(zoom: float | Fit) -> float | Fit:
    """Return a size that pages can be shown at; what follows the room stays as it is."""
    return zoom if isinstance(zoom, str) else min(max(zoom, _SMALLEST), _LARGEST)


def zoom_of(event: QKeyEvent) -> str:
    """Return how a key zooms, "larger", "smaller", "width" or "page"; "" for any other key."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return ""
    return _KEYS.get(Qt.Key(event.key()), "")
