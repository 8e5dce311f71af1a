"""The sheet that asks whose view of the programme to show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.session import Viewpoint
from cohort_desk.ui.kit.widgets import button, label

ROLES = (
    ("administrator", "Administrator", "Everything: people, groups, marks, board and packs."),
    ("tutor", "Tutor", "One tutor’s own queue, and the desk to mark at."),
    ("participant", "Participant", "One participant’s own project, ratings, marks and summary."),
)
"""Each role: its key, what it is called, and what its view shows."""
NOT_A_LOCK = (
    "This chooses what you see on this computer. It is a view, not a lock: whoever has the file "
    "has all that is in it."
)
_WIDTH = 460
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone whose view may be chosen, and a word to tell them from others of the name."""

    id: int
    name: str
    note: str = ""


FindViewers = Callable[[str, str], Sequence[Viewer]]
"""From a role and some typed text to who may be meant, in the order to list them."""


class ViewSheet(QDialog):
    """Asks for a role and, but for an administrator's, for a name."""

    chosen = Signal(Viewpoint)

    def __init__(self, parent: QWidget, current: Viewpoint, find: FindViewers) -> None:
        super().__init__(parent)
        self.setWindowTitle("Whose view?")
        self._find = find
        self.roles = QButtonGroup(self)
        self.search = SearchField("Search by name")
        self.names = QListWidget()
        self.names.setAccessibleName("Whose view")
        self.nobody = label("", "muted", wrap=True)
        self.show_view = button("Show this view", "eye", look="primary")
        self.show_view.setDefault(True)
        self._lay_out(current)
        self._connect()
        self._list_names()
        self._select(current.person_id)

    @property
    def role(self) -> str:
        """The key of the role that is chosen."""
        return ROLES[self.roles.checkedId()][0]

    def _lay_out(self, current: Viewpoint) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.XL, tokens.XL, tokens.XL, tokens.L)
        column.setSpacing(tokens.M)
        column.addWidget(label("Whose view?", "heading"))
        column.addWidget(label(NOT_A_LOCK, "muted", wrap=True))
        for number, (key, title, shows) in enumerate(ROLES):
            choice = QRadioButton(title)
            choice.setAccessibleDescription(shows)
            choice.setChecked(key == current.role)
            self.roles.addButton(choice, number)
            column.addWidget(choice)
            note = label(shows, "small", wrap=True)
            note.setContentsMargins(tokens.XL, 0, 0, 0)
            column.addWidget(note)
        column.addWidget(self.search)
        column.addWidget(self.names)
        column.addWidget(self.nobody)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        cancel = button("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        buttons.addWidget(cancel)
        buttons.addWidget(self.show_view)
        column.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)

    def _connect(self) -> None:
        self.roles.idClicked.connect(self._role_chosen)
        self.search.textChanged.connect(self._list_names)
        self.search.left_downwards.connect(self.names.setFocus)
        self.names.itemSelectionChanged.connect(self._offer)
        self.names.itemActivated.connect(self._choose)
        self.show_view.clicked.connect(self._choose)

    def _role_chosen(self) -> None:
        self.search.clear()
        self._list_names()

    def _list_names(self) -> None:
        wants_name = self.role != "administrator"
        found = self._find(self.role, self.search.text()) if wants_name else ()
        self.names.clear()
        for viewer in found:
            text = f"{viewer.name} · {viewer.note}" if viewer.note else viewer.name
            item = QListWidgetItem(text)
            item.setData(_ID, viewer.id)
            self.names.addItem(item)
        if found:
            self.names.setCurrentRow(0)
        self.search.setVisible(wants_name)
        self.names.setVisible(bool(found))
        self.nobody.setVisible(wants_name and not found)
        self.nobody.setText(self._nobody())
        self._offer()

    def _nobody(self) -> str:
        if self.search.text():
            return f"Nobody is called “{self.search.text()}”."
        if self.role == "tutor":
            return "There are no tutors yet. Add them on the Marking page."
        return "This cohort has nobody in it yet."

    def _select(self, person_id: int | None) -> None:
        for row in range(self.names.count()):
            if self.names.item(row).data(_ID) == person_id:
                self.names.setCurrentRow(row)

    def _offer(self) -> None:
        named = self.names.currentRow() >= 0
        self.show_view.setEnabled(self.role == "administrator" or named)

    def _choose(self) -> None:
        if not self.show_view.isEnabled():
            return
        named = self.role != "administrator"
        person_id = self.names.currentItem().data(_ID) if named else None
        self.chosen.emit(Viewpoint(self.role, person_id))
        self.accept()
