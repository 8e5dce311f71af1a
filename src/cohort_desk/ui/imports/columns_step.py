"""Step 2: what each column of the sheet holds."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.words import counted
from cohort_desk.exchange.layout import column_letters
from cohort_desk.exchange.mapping import MappingProposal, Suggestion, Twin
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.column_line import ColumnLine
from cohort_desk.ui.kit.quiet_combo import WIDEST
from cohort_desk.ui.kit.theme import Theme

_WIDTH = 190
_FIELDS = tuple((field.value, field.label) for field in ImportField)
_OFFERED = "Holds an earlier grouping? Choose “Earlier group” and it is kept as a round."


class ColumnsStep(QScrollArea):
    """A line for each column: its heading and samples at the left, its meaning at the right."""

    mapped = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Columns")
        self.lines: list[ColumnLine] = []
        self._proposal = MappingProposal((), ())
        self._suggested: dict[int, Suggestion] = {}

    def show_columns(
        self,
        proposal: MappingProposal,
        mapping: Mapping[ImportField, int],
        twins: Sequence[Twin] = (),
    ) -> None:
        """Show the columns and what they are taken for; `twins` are left out and said to be."""
        if proposal is not self._proposal or not self.lines:
            self._proposal = proposal
            self._build(proposal)
        meaning = {column: field for field, column in mapping.items()}
        by_column = {twin.column: twin for twin in twins}
        for line in self.lines:
            field, twin = meaning.get(line.index), by_column.get(line.index)
            line.show_meaning(field or "", _why(field, self._suggested.get(line.index), twin))

    def _map(self, column: int, field: str) -> None:
        self.mapped.emit(column, ImportField(field) if field else None)

    def _build(self, proposal: MappingProposal) -> None:
        shell = QFrame()
        shell.setObjectName("scrolled")
        shell.setMaximumWidth(Theme.current().px(WIDEST))
        layout = QVBoxLayout(shell)
        layout.setContentsMargins(0, 0, tokens.S, 0)
        layout.setSpacing(tokens.S)
        self._suggested = {s.column: s for s in proposal.suggestions}
        self.lines = [
            ColumnLine(column.index, column.heading, column.samples, _FIELDS, _WIDTH)
            for column in proposal.columns
            if column.samples or column.heading != f"Column {column_letters(column.index)}"
        ]
        for line in self.lines:
            line.mapped.connect(self._map)
            layout.addWidget(line)
        layout.addStretch(1)
        self.setWidget(shell)


def _why(field: ImportField | None, suggestion: Suggestion | None, twin: Twin | None) -> str:
    """Say why a column is taken for what it is, or for nothing."""
    if twin:
        return _left_out(twin)
    if suggestion and suggestion.field is field:
        return suggestion.why
    if suggestion and not suggestion.on and field is None:
        return _OFFERED
    return "Your choice" if field else "Not imported"


def _left_out(twin: Twin) -> str:
    rows = counted(twin.only_here, "row has", "rows have")
    tail = f" {rows} a value only in this one." if twin.only_here else ""
    return f"Not imported: {twin.field.label} is taken from another column.{tail}"


def first_line(step: ColumnsStep) -> QWidget | None:
    """Return the control that the keyboard starts from."""
    return step.lines[0].meaning if step.lines else None
