"""What the tests of every page share: the theme, answers to dialogs, a reader of accessibility."""

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollBar,
    QWidget,
)

from cohort_desk.domain.colours import contrast
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.theme import Theme

_NEEDS_A_NAME = {
    "Button",
    "ButtonMenu",
    "CheckBox",
    "ComboBox",
    "EditableText",
    "List",
    "PageTab",
    "RadioButton",
    "Slider",
    "SpinBox",
    "Table",
    "Tree",
}
_INNER_PARTS = {"Table", "Tree", "List", "ComboBox", "SpinBox", "EditableText"}
_LEAST_CONTRAST = 4.5
_DEEPEST = 24
_MOST_STEPS, _MOST_PARTS = 300, 6
_ENLARGED = 4


@pytest.fixture(scope="session")
def _installed_theme(qapp):
    return Theme.install(qapp, "light")


@pytest.fixture(autouse=True)
def theme(_installed_theme):
    """The light theme at 100 %; what a test changes is put back."""
    yield _installed_theme
    if (_installed_theme.mode, _installed_theme.scale) != ("light", 100):
        _installed_theme.set_mode("light")
        _installed_theme.set_scale(100)
    if _installed_theme.compact:
        _installed_theme.set_compact(False)
    for window in QApplication.topLevelWidgets():
        window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Accessibility:
    """Reads a shown window as a screen reader, and works it with the Tab key."""

    def problems(self, window: QWidget) -> list[str]:
        """Return every control that is unnamed, out of reach of Tab, too small or too pale."""
        return [
            *(f"no name: {what}" for what in self.unnamed(window)),
            *(f"not reached by Tab: {what}" for what in self.unreachable(window)),
            *(f"under 24 pixels: {what}" for what in self.too_small(window)),
            *(f"too pale: {what}" for what in self.too_pale(window)),
        ]

    def unnamed(self, window: QWidget) -> list[str]:
        """Return the controls that a screen reader could not name."""
        found: list[str] = []
        self._walk(QAccessible.queryAccessibleInterface(window), found, 0)
        return found

    def tab_order(self, window: QWidget) -> list[QWidget]:
        """Return what Tab goes through from where the focus is, until it comes round.

        A field of several parts, such as a date, may take Tab a few times for itself.
        """
        order: list[QWidget] = []
        for _ in range(_MOST_STEPS):
            here = QApplication.focusWidget()
            came_round = here in order and here is not order[-1]
            if here is None or came_round or order[-_MOST_PARTS:] == [here] * _MOST_PARTS:
                break
            order.append(here)
            QTest.keyClick(here, Qt.Key.Key_Tab)
        return list(dict.fromkeys(order))

    def unreachable(self, window: QWidget) -> list[str]:
        """Return the buttons that Tab does not come to; a bar of its own keys is let be."""
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        window.setFocus()
        if QApplication.focusWidget() is None:
            window.focusNextChild()
        else:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached = self.tab_order(window)
        return [
            self._told(button)
            for button in window.findChildren(QAbstractButton)
            if button.isVisible()
            and button.isEnabled()
            and button not in reached
            and not self._is_part(button)
        ]

    def too_small(self, window: QWidget) -> list[str]:
        """Return the buttons that are smaller than 24 by 24 pixels."""
        return [
            self._told(button)
            for button in window.findChildren(QAbstractButton)
            if button.isVisible()
            and min(button.width(), button.height()) < tokens.TARGET
            and not self._is_part(button)
        ]

    def too_pale(self, window: QWidget) -> list[str]:
        """Return the labels and buttons whose text, as drawn, has a contrast under 4.5:1."""
        shown = [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]
        return [
            f"{self._told(widget)} ({found:.1f}:1)"
            for widget in shown
            if widget.isVisible()
            and widget.isEnabled()
            and widget.text().strip()
            and not widget.visibleRegion().isEmpty()
            and (found := drawn_contrast(widget)) < _LEAST_CONTRAST
        ]

    def _walk(self, interface, found: list[str], depth: int) -> None:
        if interface is None or not interface.isValid() or depth > _DEEPEST:
            return
        if depth and interface.state().invisible:
            return
        role = interface.role().name
        if role in _NEEDS_A_NAME and not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{role} {self._told(interface.object())}")
        if role in _INNER_PARTS:
            return
        for at in range(interface.childCount()):
            self._walk(interface.child(at), found, depth + 1)

    @staticmethod
    def _is_part(button: QAbstractButton) -> bool:
        """Whether a button is the inside of another control, such as a field's clear button."""
        parent = button.parentWidget()
        return isinstance(parent, QAbstractScrollArea | QScrollBar) or parent.inherits("QLineEdit")

    @staticmethod
    def _told(widget) -> str:
        text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
        name = widget.accessibleName() if isinstance(widget, QWidget) else ""
        return f"{widget.metaObject().className()} {name or text or widget.objectName()!r}"


def drawn_contrast(widget: QWidget) -> float:
    """Return the best contrast that any pixel of a widget has with its ground.

    It is drawn four times as large, for at its own size no pixel of a thin letter is all ink.
    """
    image = QImage(widget.size() * _ENLARGED, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_ENLARGED)
    corner = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), QSize(1, 1))
    image.fill(widget.window().grab(corner).toImage().pixel(0, 0))
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    pixels = Counter(memoryview(image.constBits()).cast("I"))
    ground, _ = pixels.most_common(1)[0]
    return max(contrast(_hex(pixel), _hex(ground)) for pixel in pixels)


def _hex(pixel: int) -> str:
    return f"#{pixel & 0xFFFFFF:06X}"


@pytest.fixture
def accessibility():
    return Accessibility()


class Answers:
    """Answers a presenter's questions from what a test has laid ready, and keeps the questions.

    answers = Answers(confirm=True, path_to_save=tmp_path / "out.xlsx")
    """

    def __init__(self, **ready) -> None:
        self.ready = ready
        self.asked: list[tuple[str, str]] = []

    def confirm(self, title: str, text: str, verb: str, *, danger: bool = False) -> bool:
        return self._answer("confirm", title, default=False)

    def choose(self, title: str, text: str, verbs) -> int | None:
        return self._answer("choose", title)

    def tell(self, title: str, text: str) -> None:
        self.asked.append(("tell", text))

    def ask_text(
        self, title: str, caption: str, text: str = "", check=None, *, secret=False
    ) -> str | None:
        return self._answer("ask_text", title)

    def path_to_open(self, title: str, kinds: str = "") -> Path | None:
        return self._answer("path_to_open", title)

    def paths_to_open(self, title: str, kinds: str = "") -> list[Path]:
        return self._answer("paths_to_open", title, default=[])

    def path_to_save(self, title: str, suggestion: str, kinds: str = "") -> Path | None:
        return self._answer("path_to_save", title)

    def folder(self, title: str) -> Path | None:
        return self._answer("folder", title)

    def _answer(self, kind: str, title: str, default=None):
        self.asked.append((kind, title))
        return self.ready.get(kind, default)


@pytest.fixture
def answers():
    """Make answers: `answers(confirm=True)`."""
    return Answers


@pytest.fixture
def session(qapp, db, tmp_path):
    """An open programme with its first cohort chosen, as the main window hands it to pages."""
    made = Session(db, TaskRunner(), SettingsStore(tmp_path / "settings.json"), Answers())
    made.choose_cohort(1)
    yield made
    assert made.runner.stop_all()
    made.news.stop()
