"""The meeting: when and where, who sits on the board, and who is there."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.boards import COUNTING, ROLES
from cohort_desk.services.boards import Board, BoardMember
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label

_WIDEST = 560


class MeetingPanel(QWidget):
    """Two cards: the board's details, and its members with a tick for those who are there."""

    edited = Signal(str, object)
    member_added = Signal(str, str)
    presence_set = Signal(int, bool)
    role_set = Signal(int, str)
    member_removed = Signal(int)
    take_back_asked = Signal()
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.form.left.connect(self.edited)
        self.form.add("name", "Name", QLineEdit())
        self.form.add("held_on", "Day", QDateEdit())
        self.form.add("place", "Place", QLineEdit())
        self.form.add(
            "external_consulted",
            "External examiner consulted",
            QCheckBox("The external examiner was consulted"),
        )
        self.form.add("notes", "Notes for the minutes", QPlainTextEdit())
        self.quorum = label("", "strong", wrap=True)
        self.count_note = label("", "muted", wrap=True)
        self._members = QVBoxLayout()
        self._members.setSpacing(tokens.S)
        self.new_name, self.new_role = QLineEdit(), QComboBox()
        self.add = button("Add", "plus")
        self.problem = label("", "error", wrap=True)
        self.take_back = button("Take the marks back", "undo-2", look="link")
        self.delete = button("Delete the board", "trash-2", look="link")
        self._set_up_new()
        self._lay_out()
        self.take_back.clicked.connect(self.take_back_asked)
        self.delete.clicked.connect(self.delete_asked)

    def show_board(self, board: Board) -> None:
        """Show the board; once it has ratified, nothing can be typed."""
        locked = board.ratified_at is not None
        today = datetime.now(UTC).astimezone().date()
        self.form.set_values(
            {
                "name": board.name,
                "held_on": board.held_on or today,
                "place": board.place,
                "external_consulted": board.external_consulted,
                "notes": board.notes,
            }
        )
        self.form.setEnabled(not locked)
        self.quorum.setText(board.quorum.words)
        who = ", ".join(ROLES[role].lower() for role in ROLES if role in COUNTING)
        self.count_note.setText(
            f"Those present count for the quorum as {who}; a secretary takes the minutes."
        )
        clear_layout(self._members)
        for member in board.members:
            self._members.addWidget(self._row(member, locked=locked))
        for widget in (self.new_name, self.new_role, self.add):
            widget.setVisible(not locked)
        self.take_back.setVisible(board.frozen_at is not None and not locked)
        self.delete.setVisible(not locked)

    def show_problem(self, field: str, sentence: str) -> None:
        self.form.show_problem(field, sentence)

    def show_member_problem(self, sentence: str) -> None:
        """Say what is wrong with who was to be added; "" once somebody was."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if not sentence:
            self.new_name.clear()
        self.new_name.setFocus()

    def _row(self, member: BoardMember, *, locked: bool) -> QWidget:
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S)
        present = QCheckBox(member.name)
        present.setChecked(member.present)
        present.setAccessibleName(f"{member.name} is present")
        present.setEnabled(not locked)
        present.clicked.connect(self._presence(member.id))
        role = _roles()
        role.setCurrentIndex(role.findData(member.role))
        role.setAccessibleName(f"Role of {member.name}")
        role.setEnabled(not locked)
        role.activated.connect(self._role(member.id, role))
        row.addWidget(present, 1)
        row.addWidget(role)
        if not locked:
            remove = icon_button(f"Take {member.name} off the board", "x")
            remove.clicked.connect(self._remover(member.id))
            row.addWidget(remove)
        return shell

    def _presence(self, member_id: int) -> Callable[[bool], None]:
        return lambda on: self.presence_set.emit(member_id, on)

    def _role(self, member_id: int, role: QComboBox) -> Callable[[int], None]:
        return lambda _at: self.role_set.emit(member_id, role.currentData())

    def _remover(self, member_id: int) -> Callable[[], None]:
        return lambda: self.member_removed.emit(member_id)

    def _add(self) -> None:
        self.member_added.emit(self.new_name.text(), self.new_role.currentData())

    def _set_up_new(self) -> None:
        self.new_name.setPlaceholderText("Another name")
        self.new_name.setAccessibleName("Name of another member")
        self.new_name.returnPressed.connect(self._add)
        for role, title in ROLES.items():
            self.new_role.addItem(title, role)
        self.new_role.setAccessibleName("Role of another member")
        self.add.setAccessibleName("Add to the board")
        self.add.clicked.connect(self._add)
        self.problem.hide()

    def _lay_out(self) -> None:
        new = QHBoxLayout()
        new.setSpacing(tokens.S)
        new.addWidget(self.new_name, 1)
        new.addWidget(self.new_role)
        new.addWidget(self.add)
        members = _card(
            "Who sits on the board",
            [self.quorum, self.count_note, self._members, new, self.problem],
        )
        ways = QHBoxLayout()
        ways.addWidget(self.take_back)
        ways.addStretch(1)
        ways.addWidget(self.delete)
        details = _card("The meeting", [self.form, ways])
        body = QWidget()
        body.setObjectName("scrolled")
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, tokens.XS, 0)
        row.setSpacing(tokens.L)
        for card in (members, details):
            card.setMaximumWidth(Theme.current().px(_WIDEST))
            row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("The meeting")
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)


def _roles() -> QComboBox:
    made = QComboBox()
    for role, title in ROLES.items():
        made.addItem(title, role)
    return made


def _card(title: str, parts: Sequence[QWidget | QVBoxLayout | QHBoxLayout]) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    card.setAccessibleName(title)
    column = QVBoxLayout(card)
    column.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
    column.setSpacing(tokens.M)
    column.addWidget(label(title, "heading"))
    for part in parts:
        if isinstance(part, QWidget):
            column.addWidget(part)
        else:
            column.addLayout(part)
    return card
