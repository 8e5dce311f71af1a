"""The form that one member fills: whom they rate, why, and Hand in."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.modules.moments import written_in_london
from cohort_desk.services.peers import PeerForm
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.peers.presenter.form import Draft, people_of
from cohort_desk.ui.peers.presenter.words import SCALE
from cohort_desk.ui.peers.rating_grid import RatingGrid

_WIDEST, _REASONS = 960, 72
_PRIVATE = (
    "Only the office sees what you say; the others in your group see neither ratings nor reasons."
)
_KEYS = "Type a digit from 0 to 5; the next field follows. Arrow keys move, Delete empties."


class FormView(QWidget):
    """Shows one member's form and passes on what they type."""

    member_chosen = Signal(int)
    typed = Signal(object, str)
    handed_in = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.members = QComboBox()
        self.members.setAccessibleName("Whose form")
        self.members.setMinimumWidth(Theme.current().px(260))
        self.members.activated.connect(
            lambda: self.member_chosen.emit(int(self.members.currentData()))
        )
        self.heading = label("", "heading", wrap=True)
        self.state = Tag("Not handed in", "warning")
        self.sentence = label("", "muted", wrap=True)
        self.scale = label(SCALE, "small", wrap=True)
        self.grid = RatingGrid()
        self.why_caption = label("Your reasons", "label")
        self.why = QPlainTextEdit()
        self.why.setAccessibleName("Your reasons")
        self.why.setTabChangesFocus(True)
        self.why_caption.setBuddy(self.why)
        self.problem = label("", "error", wrap=True)
        self.hand_in = button("Hand in", "check", look="primary")
        self.hand_in.setToolTip("Hand in (Ctrl+Enter)")
        self._lay_out()
        self._connect()

    def offer_members(self, members: Sequence[tuple[int, str]], chosen: int) -> None:
        """Offer these forms; with one alone there is nothing to choose."""
        with QSignalBlocker(self.members):
            self.members.clear()
            for member_id, name in members:
                self.members.addItem(name, member_id)
            self.members.setCurrentIndex(self.members.findData(chosen))
        self.members.setVisible(len(members) > 1)

    def show_form(self, form: PeerForm, draft: Draft | None) -> None:
        scores = draft.scores if draft else form.given
        people = [
            (one.id, f"{one.name} (you)" if one.id == form.rater_id else one.name)
            for one in people_of(form)
        ]
        with QSignalBlocker(self.grid), QSignalBlocker(self.why):
            self.grid.show_form(people, form.criteria, scores)
            self.why.setPlainText(draft.justification if draft else form.justification)
        self.heading.setText(f"{form.rater}, {form.group}: {form.assessment}")
        self.sentence.setText(_sentence(form))
        wanted = "(needed)" if form.justify else "(if you like to give them)"
        self.why_caption.setText(f"Your reasons {wanted}")
        self._show_state(form, draft)
        self.show_problem("", "")
        self._body.show()

    def show_no_form(self, sentence: str) -> None:
        self.heading.setText(sentence)
        self.sentence.clear()
        self.state.hide()
        self._body.hide()

    def show_problem(self, field: str, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if field == "justification":
            self.why.setFocus()
        elif field == "scores":
            self.grid.go_to_gap()

    def take_focus(self) -> None:
        self.grid.setFocus()

    def _show_state(self, form: PeerForm, draft: Draft | None) -> None:
        if draft is not None:
            self.state.show_text("Not handed in yet", "warning")
        elif form.returned is None:
            self.state.show_text("Not handed in", "warning")
        else:
            self.state.show_text(f"Handed in {written_in_london(form.returned.at)}", "success")
        self.state.show()
        self.hand_in.setText("Hand in" if form.returned is None else "Hand in again")
        for each in (self.grid, self.why, self.hand_in):
            each.setEnabled(not form.closed)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(tokens.M)
        top.addWidget(self.members)
        top.addWidget(self.state)
        top.addStretch(1)
        self._body = self._form_body()
        inner = QFrame()
        inner.setProperty("card", True)
        inner.setMaximumWidth(Theme.current().px(_WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(tokens.XL, tokens.M, tokens.XL, tokens.M)
        column.setSpacing(tokens.S)
        column.addLayout(top)
        column.addWidget(self.heading)
        column.addWidget(self.sentence)
        column.addWidget(self._body)
        middle = QWidget()
        middle.setObjectName("scrolled")
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, tokens.S, 0)
        row.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
        row.addStretch(0)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setAccessibleName("Rating form")
        around.setWidget(middle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(around)

    def _form_body(self) -> QWidget:
        shell = QWidget()
        body = QVBoxLayout(shell)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(tokens.S)
        body.addWidget(self.scale)
        body.addWidget(self.grid)
        body.addWidget(label(_KEYS, "small", wrap=True))
        body.addWidget(self.why_caption)
        self.why.setFixedHeight(Theme.current().px(_REASONS))
        body.addWidget(self.why)
        body.addWidget(label(_PRIVATE, "small", wrap=True))
        body.addWidget(self.problem)
        body.addWidget(self.hand_in, 0, Qt.AlignmentFlag.AlignLeft)
        return shell

    def _connect(self) -> None:
        self.grid.changed.connect(self._say_typed)
        self.grid.ended.connect(self.why.setFocus)
        self.why.textChanged.connect(self._say_typed)
        self.hand_in.clicked.connect(self._hand_in)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._hand_in)

    def _say_typed(self) -> None:
        self.state.show_text("Not handed in yet", "warning")
        self.typed.emit(self.grid.scores(), self.why.toPlainText())

    def _hand_in(self) -> None:
        if self.hand_in.isEnabled():
            self.handed_in.emit(self.grid.scores(), self.why.toPlainText())


def _sentence(form: PeerForm) -> str:
    whom = "each of the others and yourself" if form.with_self else "each of the others"
    rated = f"Say how much {whom} contributed to the work of {form.group}."
    if form.closed:
        return f"{rated} These ratings are closed."
    if form.closes_at is not None:
        return f"{rated} Hand in until {written_in_london(form.closes_at)}."
    return rated
