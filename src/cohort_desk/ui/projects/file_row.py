"""One file of a list: open it, save a copy, or take it away."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label


class FileRow(QWidget):
    """A file: open it, save a copy, or take it away."""

    open_asked = Signal(str, str)
    save_asked = Signal(str, str)
    removal_asked = Signal()

    def __init__(self, name: str, note: str, sha256: str) -> None:
        super().__init__()
        self._name = name
        self._opens = button(name, "file-text", look="link")
        self._opens.setAccessibleName(f"Open {name}")
        self._opens.setToolTip(f"Open {name} in its own program")
        self._opens.clicked.connect(lambda: self.open_asked.emit(sha256, name))
        save = icon_button(f"Save a copy of {name}", "save")
        save.clicked.connect(lambda: self.save_asked.emit(sha256, name))
        self._row = QHBoxLayout()
        self._row.setSpacing(tokens.XS)
        self._row.addWidget(self._opens)
        self._row.addStretch(1)
        self._row.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(label(note, "small", wrap=True))

    def minimumSizeHint(self) -> QSize:
        return QSize(Theme.current().px(160), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        icons = self._row.count() - 2
        room = event.size().width() - icons * (tokens.TARGET + tokens.S) - 2 * tokens.XL
        metrics = self._opens.fontMetrics()
        self._opens.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room))

    def offer_removal(self, verb: str) -> None:
        """Offer to take the file away."""
        remove = icon_button(f"{verb} {self._name}", "x")
        remove.clicked.connect(self.removal_asked)
        self._row.addWidget(remove)
