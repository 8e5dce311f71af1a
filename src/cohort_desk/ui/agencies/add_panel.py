"""The panel that adds an agency: from the register of public bodies, or a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cohort_desk.services.agencies import PublicBody
from cohort_desk.ui.agencies.agency_panel import sector_box
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.widgets import button, label

_BODY = Qt.ItemDataRole.UserRole


class BodyList(QListWidget):
    """The public bodies found; Enter or a double click takes one."""

    taken = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Public bodies found")
        self.setWordWrap(True)
        self.itemDoubleClicked.connect(self._take)

    def show_bodies(self, bodies: Sequence[PublicBody]) -> None:
        self.clear()
        for body in bodies:
            place = body.region or body.nation
            item = QListWidgetItem(f"{body.name}\n{body.kind}{f', {place}' if place else ''}")
            item.setData(_BODY, body)
            self.addItem(item)
        self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentItem():
            self._take(self.currentItem())
        else:
            super().keyPressEvent(event)

    def chosen(self) -> PublicBody | None:
        """Return the body that is highlighted."""
        item = self.currentItem()
        return item.data(_BODY) if item else None

    def _take(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(_BODY))


class AddAgencyPanel(QWidget):
    """Looks the name up as one types, so that most agencies come with their code and sector."""

    body_taken = Signal(object)
    new_asked = Signal(str, str)
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField("Name, abbreviation or code")
        self.bodies = BodyList()
        self.bodies.taken.connect(self.body_taken)
        self.search.left_downwards.connect(self.bodies.setFocus)
        self.take = button("Add from the register", "landmark", look="primary")
        self.take.clicked.connect(self._take)
        self.sector = sector_box()
        self.sector.setAccessibleName("Sector of a new agency")
        self.new = button("Add as new", "plus")
        self.new.clicked.connect(self._ask_new)
        self.problem = label("", "error", wrap=True)
        self._name = ""
        self._lay_out()

    def start(self) -> None:
        """Begin with an empty search."""
        self.search.clear()
        self.show_bodies((), "", "other")
        self.search.setFocus()

    def show_bodies(self, bodies: Sequence[PublicBody], new_name: str, sector: str) -> None:
        """Show what was found, and what a new agency of that name would be."""
        self._name = new_name
        self.problem.hide()
        self.bodies.show_bodies(bodies)
        self.take.setEnabled(bool(bodies))
        self.nothing.setText(
            "Type a name: councils, police, fire, health bodies and universities are known."
            if not new_name
            else f"Nothing in the register looks like “{new_name}”."
        )
        self.nothing.setVisible(not bodies)
        self.bodies.setVisible(bool(bodies))
        self.take.setVisible(bool(bodies))
        self._new_shell.setVisible(bool(new_name))
        self._new_caption.setText(f"Not there? Add “{new_name}” as a new agency in this sector:")
        self.sector.setCurrentIndex(self.sector.findData(sector))

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _take(self) -> None:
        if body := self.bodies.chosen():
            self.body_taken.emit(body)

    def _ask_new(self) -> None:
        self.new_asked.emit(self._name, str(self.sector.currentData()))

    def _lay_out(self) -> None:
        self.nothing = label("", "muted", wrap=True)
        self._new_shell = QWidget()
        self._new_caption = label("", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.sector, 1)
        row.addWidget(self.new)
        new = QVBoxLayout(self._new_shell)
        new.setContentsMargins(0, 0, 0, 0)
        new.addWidget(self._new_caption)
        new.addLayout(row)
        cancel = button("Cancel")
        cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.search)
        layout.addWidget(self.bodies)
        layout.addWidget(self.nothing)
        layout.addLayout(buttons)
        layout.addWidget(self._new_shell)
        layout.addWidget(self.problem)
        layout.addStretch(1)
