"""A list of one person's documents: what there is, with a button, and what is still to come."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import button, label, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cohort_desk.ui.kit.person_documents import DocumentLine


class DocumentsList(QWidget):
    """Shows the documents; the button of one that is there asks for it."""

    asked = Signal(object)

    def __init__(self, *, narrow: bool = False) -> None:
        """Make an empty list; a `narrow` one has its buttons under the words, not beside them."""
        super().__init__()
        self._narrow = narrow
        self._body = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)

    def show_documents(self, lines: "Sequence[DocumentLine]") -> None:
        """Show these in place of those shown before."""
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.L)
        grid.setVerticalSpacing(tokens.S)
        grid.setColumnStretch(0, 1)
        for number, line in enumerate(lines):
            if number:
                grid.addWidget(rule(), 2 * number - 1, 0, 1, 2)
            self._add(grid, 2 * number, line)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def _add(self, grid: QGridLayout, row: int, line: "DocumentLine") -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(line.title, "strong", wrap=True))
        words.addWidget(label(line.told, "muted", wrap=True))
        grid.addLayout(words, row, 0)
        if not line.verb:
            return
        go = button(line.verb, look="link") if self._narrow else button(line.verb, "printer")
        go.setAccessibleName(f"{line.verb}: {line.title}")
        go.clicked.connect(partial(self._ask, line.document))
        if self._narrow:
            words.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(go, row, 1, Qt.AlignmentFlag.AlignVCenter)

    def _ask(self, document: object, *_checked: object) -> None:
        self.asked.emit(document)
