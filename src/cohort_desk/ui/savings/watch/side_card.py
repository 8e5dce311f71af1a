"""The panel at the side: what a row means, and what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.form import Form
from cohort_desk.ui.kit.widgets import Tag, button, label
from cohort_desk.ui.savings.watch.words import Told


class SideCard(QWidget):
    """Tells of one row; `acted` says which of its actions was chosen."""

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self.tag = Tag("")
        self.sentence = label("", wrap=True)
        self._facts = Form()
        self._buttons = FlowLayout()
        head = FlowLayout()
        head.add(self.tag)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.M)
        self._column.addLayout(head)
        self._column.addWidget(self.sentence)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self._facts)
        self._column.addStretch(1)

    def show_told(self, told: Told) -> None:
        """Show a row instead of the one before."""
        self.tag.show_text(told.chip, told.tone)
        self.tag.setVisible(bool(told.chip))
        self.sentence.setText(told.sentence)
        self.sentence.setVisible(bool(told.sentence))
        facts = Form()
        for caption, value in told.facts:
            if value:
                facts.add_fact(caption, value)
        self._column.replaceWidget(self._facts, facts)
        self._facts.hide()
        self._facts.deleteLater()
        self._facts = facts
        while (item := self._buttons.takeAt(0)) is not None:
            if (made := item.widget()) is not None:
                made.hide()
                made.deleteLater()
        for action in told.actions:
            made = button(action.text, action.icon, look="primary" if action.main else "plain")
            made.clicked.connect(lambda _=False, key=action.key: self.acted.emit(key))
            self._buttons.add(made)
