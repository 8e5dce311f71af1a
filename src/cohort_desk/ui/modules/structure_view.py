"""The view of the modules: what they add up to, and a card for each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.services.modules import Module
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.modules.module_card import AssessmentLine, ModuleCard
from cohort_desk.ui.modules.notice import Notice


class StructureView(QWidget):
    """Shows the modules and passes on what is asked of one."""

    module_opened = Signal(int)
    module_moved = Signal(int, int)
    assessment_opened = Signal(int)
    assessment_moved = Signal(int, int)
    assessment_delete_asked = Signal(int)
    assessment_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.warning = Notice()
        self.nothing = label("No module or assessment has these words.", "muted")
        self.cards: list[ModuleCard] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, tokens.S, 0)
        self._column.setSpacing(tokens.M)
        body = QWidget()
        body.setObjectName("scrolled")
        body.setLayout(self._column)
        self._around = QScrollArea()
        self._around.setWidgetResizable(True)
        self._around.setFrameShape(QFrame.Shape.NoFrame)
        self._around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._around.setAccessibleName("Modules")
        self._around.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.warning)
        layout.addWidget(self.nothing)
        layout.addWidget(self._around, 1)

    def show_modules(self, shown: Sequence[Module], warning: str) -> None:
        """Show these; what had the focus has it still."""
        focused = self._focused()
        self.warning.say(warning)
        self.nothing.setVisible(not shown)
        clear_layout(self._column)
        self.cards = [self._card(module) for module in shown]
        for at, card in enumerate(self.cards):
            card.up.setEnabled(at > 0)
            card.down.setEnabled(at < len(self.cards) - 1)
            self._column.addWidget(card)
        self._column.addStretch(1)
        if focused:
            self.take_focus(*focused)

    def take_focus(self, kind: str, record_id: int) -> None:
        """Go to a module's pencil or to an assessment's line."""
        for card in self.cards:
            if kind == "module" and card.module_id == record_id:
                card.edit.setFocus()
            elif kind == "assessment" and (line := card.line(record_id)):
                line.setFocus()

    def _focused(self) -> tuple[str, int] | None:
        here = QApplication.focusWidget()
        if isinstance(here, AssessmentLine) and self.isAncestorOf(here):
            return ("assessment", here.assessment_id)
        card = here.parentWidget() if here else None
        if isinstance(card, ModuleCard) and self.isAncestorOf(card):
            return ("module", card.module_id)
        return None

    def _card(self, module: Module) -> ModuleCard:
        card = ModuleCard(module)
        card.opened.connect(self.module_opened)
        card.moved.connect(self.module_moved)
        card.assessment_opened.connect(self.assessment_opened)
        card.assessment_moved.connect(self.assessment_moved)
        card.assessment_delete_asked.connect(self.assessment_delete_asked)
        card.assessment_asked.connect(self.assessment_asked)
        return card
