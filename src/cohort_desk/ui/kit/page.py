"""What every page of the main window has in common.

    class PeoplePage(Page):
        def __init__(self) -> None:
            super().__init__("People", help_text="Everyone enrolled in this cohort. …")
            self.add = self.set_primary("Add person", "plus")
            self.bring_in = self.add_action("Import…", "upload")
            self.search = self.add_filter(SearchField("Search people"), stretch=1)
            self.set_content(self.table)

    page.set_context("60 people from 14 agencies")
    page.show_state(EmptyState(…))        # instead of the content; `show_content()` brings it back
    page.detail.show_widget("Aisha Khan", form)            # the panel on the right opens
    page.keep(presenter)
    page.leaving = presenter.may_leave    # asked before another page is shown, or this one closed

The main window calls `start_search()` on Ctrl+F and shows `help_text` on F1.
"""

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.states import State
from cohort_desk.ui.kit.widgets import Heading, OneLine, button, icon_button, label

if TYPE_CHECKING:
    from collections.abc import Callable

DETAIL_WIDTH = 344
Shortcut = tuple[str, str]
"""What keys do, and the keys as they are written: ("Next criterion", "Enter")."""
_Widget = TypeVar("_Widget", bound=QWidget)


class Page(QWidget):
    """A page; it owns the presenter behind it."""

    def __init__(
        self, title: str = "", *, help_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.help_text = help_text
        self.setObjectName("background")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self._companions: list[object] = []
        self.leaving: Callable[[], bool] = lambda: True
        self.destroyed.connect(self._companions.clear)
        self._primary: QPushButton | None = None
        self.title = label(title, "title")
        self.context = OneLine("muted")
        self._actions = _row()
        self._filters_shell = QWidget()
        self._filters = FlowLayout(self._filters_shell)
        self._filters_shell.hide()
        self._content = QStackedWidget()
        self._state: State | None = None
        self.detail = DetailPanel()
        self._lay_out()

    def keep(self, *companions: object) -> None:
        """Hold objects for as long as the page lives.

        A signal holds a plain object's method only weakly, so a presenter that
        nobody keeps is collected and its page goes silently dead. So too it hears
        no more once the page is gone.
        """
        self._companions.extend(companions)

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        """The page's own keys as it is now, for the sheet of shortcuts; none unless overridden."""
        return ()

    def may_leave(self) -> bool:
        """Save what is typed before the page is left; False to stay with what cannot be saved."""
        return self.leaving()

    def open_record(self, record: object) -> None:
        """Show one of the page's records, as `Session.show` asks; a page with none ignores it."""

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def set_context(self, line: str) -> None:
        """Say in one line what is shown, such as "60 people from 14 agencies"."""
        self.context.setText(line)
        self.context.setToolTip(line)

    def set_primary(self, text: str, icon: str = "") -> QPushButton:
        """Add the page's one main action, at the far right."""
        self._primary = button(text, icon, look="primary")
        self._actions.addWidget(self._primary)
        return self._primary

    def add_action(self, text: str, icon: str = "") -> QPushButton:
        """Add a secondary action, left of the main one."""
        made = button(text, icon)
        self.add_action_widget(made)
        return made

    def add_action_widget(self, widget: QWidget) -> None:
        """Add something else among the actions, such as a button with a menu."""
        at = self._actions.count() - (1 if self._primary else 0)
        self._actions.insertWidget(at, widget)

    def act(self, words: str) -> None:
        """Press the action with these words, as the palette does from anywhere."""
        for made in self.findChildren(QPushButton):
            if made.text() == words and made.isEnabled():
                made.click()
                return

    def add_filter(self, widget: _Widget, *, stretch: int = 0) -> _Widget:
        """Add a search field or filter to the row under the title, and return it."""
        self._filters.add(widget, stretch=stretch)
        self._filters_shell.show()
        return widget

    def set_content(self, content: QWidget) -> None:
        """Show this in the body of the page."""
        self._content.insertWidget(0, content)
        if self._state is None:
            self._content.setCurrentIndex(0)

    def show_content(self) -> None:
        """Show the content again, after `show_state`."""
        self._drop_state()
        self._filters_shell.setVisible(self._filters.count() > 0)
        self._content.setCurrentIndex(0)

    def show_state(self, state: State) -> None:
        """Show an EmptyState, ErrorState or LoadingState in place of the content."""
        self._drop_state()
        self._filters_shell.setVisible(self._filters.count() > 0 and not state.hides_filters)
        self._state = state
        self._content.addWidget(state)
        self._content.setCurrentWidget(state)

    def start_search(self) -> None:
        """Put the cursor into the page's search field, if it has one."""
        for field in self._filters_shell.findChildren(QLineEdit):
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            field.selectAll()
            return

    def _drop_state(self) -> None:
        if self._state:
            self._content.removeWidget(self._state)
            self._state.deleteLater()
            self._state = None

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.context)
        head = _row()
        head.addLayout(words, 1)
        head.addLayout(self._actions)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(tokens.M)
        split.setChildrenCollapsible(False)
        split.addWidget(self._content)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.XL, tokens.L, tokens.XL, tokens.L)
        layout.setSpacing(tokens.M)
        layout.addLayout(head)
        layout.addWidget(self._filters_shell)
        layout.addWidget(split, 1)


class DetailPanel(QFrame):
    """The panel at the right of a page: closed by its button or Esc, opened by `show_widget`."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setMinimumWidth(DETAIL_WIDTH - 64)
        self._shown: QWidget | None = None
        self.title = Heading()
        self.close_button = icon_button("Close the panel", "x")
        self.close_button.clicked.connect(self.close_panel)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("Details")
        head = _row()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.S, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(DETAIL_WIDTH, super().sizeHint().height())

    def show_widget(self, title: str, widget: QWidget) -> None:
        """Show a widget under a title; the one shown before is deleted, unless it is `lasting`."""
        self.title.setText(title)
        self.setAccessibleName(title)
        if (shown := self._shown) and shown is not widget:
            if shown.property("lasting"):
                shown.hide()
                self._scroll.takeWidget().setParent(self)
            else:
                shown.deleteLater()
        self._shown = widget
        widget.setObjectName("scrolled")
        widget.setContentsMargins(0, 0, tokens.S, 0)
        self._scroll.setWidget(widget)
        widget.show()
        self.show()

    def close_panel(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)


def _row() -> QHBoxLayout:
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(tokens.S)
    made.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)
    return made
