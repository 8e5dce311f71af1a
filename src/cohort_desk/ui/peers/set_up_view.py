"""The terms of peer ratings, and what is rated."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.services.peers import PeerRound
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import button, label
from cohort_desk.ui.peers.criteria_list import CriteriaList
from cohort_desk.ui.peers.presenter.terms import typed_terms
from cohort_desk.ui.peers.presenter.words import MODES, PENALTIES, SILENCES

_Choice = TypeVar("_Choice", bound=Enum)
_WHEN = "Such as 14 November 2026, 12:00. Empty sets no bound."


class SetUpView(QWidget):
    """Shows the terms and the criteria, and passes on what is changed."""

    terms_left = Signal(dict)
    delete_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown = (0, 0)
        self.form = Form()
        self.criteria = CriteriaList()
        self.delete = button("Delete these peer ratings", "trash-2", look="danger")
        self.delete.clicked.connect(self.delete_asked)
        self._fill_form()
        self.form.left.connect(lambda: self.terms_left.emit(self.form.values()))
        self._lay_out()

    def show_round(self, found: PeerRound) -> None:
        # What somebody is typing here stays when ratings come in.
        if (found.id, found.version) != self._shown:
            self._shown = found.id, found.version
            self.form.set_values(typed_terms(found.terms))
        self.criteria.show_criteria(found.criteria, locked=found.returned > 0)

    def show_again(self, found: PeerRound) -> None:
        """Show what is kept, in place of what was refused."""
        self._shown = (0, 0)
        self.show_round(found)

    def show_problem(self, field: str, sentence: str) -> None:
        if not self.form.show_problem(field, sentence):
            self.form.show_problem("mode", sentence)

    def _fill_form(self) -> None:
        add = self.form.add
        add("mode", "Whom a member rates", _combo(MODES))
        add(
            "silence",
            "How silence counts where only the others are rated",
            _combo(SILENCES),
            hint="Under the classic reckoning silence can pay; Contributions shows by how much.",
        )
        add(
            "weighting",
            "How much of the mark the ratings share out",
            _percent(" %"),
            hint="0 % leaves everybody the group’s mark.",
        )
        add("penalty_kind", "What whoever rates nobody loses", _combo(PENALTIES))
        add("penalty", "How much", _percent(""))
        add("justify", "Reasons", QCheckBox("Ask every member for reasons"))
        add("opens_at", "Opens", QLineEdit(), hint=_WHEN)
        add("closes_at", "Closes", QLineEdit(), hint=_WHEN)

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, tokens.S, 0)
        columns.setSpacing(tokens.L)
        columns.addWidget(_card("Terms", self.form), 1, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setSpacing(tokens.L)
        right.addWidget(_card("Criteria, each rated from 0 to 5", self.criteria))
        right.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        right.addStretch(1)
        columns.addLayout(right, 1)
        body = QWidget()
        body.setObjectName("scrolled")
        body.setLayout(columns)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setFrameShape(QFrame.Shape.NoFrame)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setAccessibleName("Set-up")
        around.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(around)


class _Number(QDoubleSpinBox):
    """A number with no more decimal places than it needs."""

    def textFromValue(self, value: float) -> str:
        return f"{value:.2f}".rstrip("0").rstrip(".")


def _card(title: str, content: QWidget) -> QFrame:
    made = QFrame()
    made.setProperty("card", True)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(tokens.L, tokens.L, tokens.L, tokens.L)
    layout.setSpacing(tokens.M)
    layout.addWidget(label(title, "heading"))
    layout.addWidget(content)
    return made


def _combo(choices: Mapping[_Choice, str]) -> QComboBox:
    made = QComboBox()
    for key, words in choices.items():
        made.addItem(words, key.value)
    return made


def _percent(suffix: str) -> QDoubleSpinBox:
    made = _Number()
    made.setRange(0, 100)
    made.setDecimals(2)
    made.setSuffix(suffix)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
