"""Step 2: what each column of the sheet holds."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.imports import ImportField
from cohort_desk.domain.words import counted
from cohort_desk.exchange.layout import column_letters
from cohort_desk.exchange.mapping import Column, MappingProposal, Suggestion, Twin
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.quiet_combo import WIDEST, QuietComboBox
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label

_SAMPLES_LENGTH = 70
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
            index = line.column.index
            line.show_meaning(meaning.get(index), by_column.get(index))

    def _build(self, proposal: MappingProposal) -> None:
        shell = QFrame()
        shell.setObjectName("scrolled")
        shell.setMaximumWidth(Theme.current().px(WIDEST))
        layout = QVBoxLayout(shell)
        layout.setContentsMargins(0, 0, tokens.S, 0)
        layout.setSpacing(tokens.S)
        suggested = {s.column: s for s in proposal.suggestions}
        self.lines = [
            ColumnLine(column, suggested.get(column.index))
            for column in proposal.columns
            if column.samples or column.heading != f"Column {column_letters(column.index)}"
        ]
        for line in self.lines:
            line.mapped.connect(self.mapped)
            layout.addWidget(line)
        layout.addStretch(1)
        self.setWidget(shell)


class ColumnLine(QFrame):
    """One column of the sheet beside what it is taken for."""

    mapped = Signal(int, object)

    def __init__(self, column: Column, suggestion: Suggestion | None) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.column, self._suggestion = column, suggestion
        self.meaning = QuietComboBox(f"What column {column.heading} holds")
        self.meaning.addItem("Leave out", None)
        self.meaning.insertSeparator(1)
        for field in ImportField:
            self.meaning.addItem(field.label, field)
        self.meaning.setMaxVisibleItems(self.meaning.count())
        self.meaning.activated.connect(lambda: self.mapped.emit(column.index, self._chosen()))
        self.meaning.setFixedWidth(Theme.current().px(190))
        self.why = label("", "small", wrap=True)
        self._arrow = QLabel()
        self._lay_out()
        Theme.current().changed.connect(self._draw)
        self._draw()

    def show_meaning(self, field: ImportField | None, twin: Twin | None = None) -> None:
        with QSignalBlocker(self.meaning):
            self.meaning.setCurrentIndex(self.meaning.findData(field) if field else 0)
        suggestion = self._suggestion
        if twin:
            self.why.setText(_left_out(twin))
        elif suggestion and suggestion.field is field:
            self.why.setText(suggestion.why)
        elif suggestion and not suggestion.on and field is None:
            self.why.setText(_OFFERED)
        else:
            self.why.setText("Your choice" if field else "Not imported")

    def _chosen(self) -> ImportField | None:
        """Return what is chosen; the box gives back the bare text of a field."""
        chosen = self.meaning.currentData()
        return ImportField(chosen) if chosen else None

    def _lay_out(self) -> None:
        heading = label(self.column.heading, "strong", wrap=True)
        samples = label(_samples(self.column), "small", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(tokens.XS)
        left.addWidget(heading)
        left.addWidget(samples)
        right = QHBoxLayout()
        right.setSpacing(tokens.M)
        right.addWidget(self.meaning)
        right.addWidget(self.why, 1)
        row = QGridLayout(self)
        row.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        row.setHorizontalSpacing(tokens.L)
        row.addLayout(left, 0, 0)
        row.addWidget(self._arrow, 0, 1)
        row.addLayout(right, 0, 2)
        row.setColumnStretch(0, 5)
        row.setColumnStretch(2, 6)

    def _draw(self) -> None:
        self._arrow.setPixmap(Theme.current().pixmap("arrow-right", tokens.ICON))


def _left_out(twin: Twin) -> str:
    rows = counted(twin.only_here, "row has", "rows have")
    tail = f" {rows} a value only in this one." if twin.only_here else ""
    return f"Not imported: {twin.field.label} is taken from another column.{tail}"


def _samples(column: Column) -> str:
    shown = [value.replace("\n", " ") for value in column.samples]
    text = " · ".join(shown) or "No values"
    return text if len(text) <= _SAMPLES_LENGTH else f"{text[:_SAMPLES_LENGTH].rstrip()}…"


def first_line(step: ColumnsStep) -> QWidget | None:
    """Return the control that the keyboard starts from."""
    return step.lines[0].meaning if step.lines else None
