"""A list to choose from by typing or by arrows, such as the groups to move a person to."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from cohort_desk.ui.groups.board.option_list import OptionList
from cohort_desk.ui.groups.board.speech import announce
from cohort_desk.ui.groups.presenter.foretelling import Option
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import label

_SIZE = QSize(440, 400)


class ChoicePopup(QFrame):
    """Stands beside a card; Enter or a click chooses, Esc goes back.

    The focus stays in the field, so the option that arrows mark is announced.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.title = label("", "strong")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Type to choose")
        self.field.textChanged.connect(self._narrow)
        self.field.installEventFilter(self)
        self.list = OptionList()
        self.list.chosen.connect(self._choose)
        self.none = label("Nobody and nothing of that name.", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.M, tokens.M, tokens.M, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addWidget(self.title)
        layout.addWidget(self.field)
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)

    def offer(self, title: str, options: Sequence[Option], beside: QRect) -> None:
        """Show the options beside a place on the screen; the first is marked."""
        self.title.setText(title)
        for widget in (self, self.field, self.list):
            widget.setAccessibleName(title)
        self.list.show_options(options)
        self.field.clear()
        self._narrow("")
        self.resize(_SIZE)
        self.move(self._corner(beside))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.list.choose()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
                announce(self.field, self.list.spoken())
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        left = self.list.narrow(text)
        self.none.setVisible(not left)
        announce(self.field, self.list.spoken() if left else self.none.text())

    def _choose(self, key: int) -> None:
        self.hide()
        self.chosen.emit(key)

    def _corner(self, beside: QRect) -> QPoint:
        """Return where to stand so that the whole list is on the screen."""
        room = self.screen().availableGeometry()
        left = min(beside.left(), room.right() - self.width())
        top = beside.bottom() + tokens.XS
        if top + self.height() > room.bottom():
            top = max(room.top(), beside.top() - self.height() - tokens.XS)
        return QPoint(max(left, room.left()), top)
