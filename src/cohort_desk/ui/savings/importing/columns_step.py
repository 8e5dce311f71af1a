"""Step 2: what each column of the sheet holds, and what holds where the sheet says nothing."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.sheets import TOLD, SheetField
from cohort_desk.domain.savings.words import TYPES
from cohort_desk.exchange.layout import column_letters
from cohort_desk.exchange.savings.mapping import Column
from cohort_desk.services.savings.imports.plans import Otherwise
from cohort_desk.services.savings.today import today_or
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.column_line import ColumnLine
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.quiet_combo import WIDEST, QuietComboBox
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.savings.importing.work import Reading

_WIDTH = 270
_FIELDS = tuple((field.value, field.label) for field in SheetField)
_BACK, _AHEAD, _MOST_YEARS = 5, 10, 20
_NOT_TAKEN = "Shown to you, never taken: it rests on claims and their validators"


class ColumnsStep(QScrollArea):
    """What is said for all rows on top; then a line for each column and its meaning."""

    mapped = Signal(int, object)
    otherwise_said = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Columns")
        self.lines: list[ColumnLine] = []
        self.otherwise = OtherwiseCard()
        self._reading: Reading | None = None

    def show_columns(
        self, reading: Reading, mapping: Mapping[int, SheetField], otherwise: Otherwise
    ) -> None:
        """Show the columns and what they are taken for."""
        if reading is not self._reading:
            self._reading = reading
            self._build(reading)
        self.otherwise.show_choices(otherwise)
        for line in self.lines:
            field = mapping.get(line.index)
            line.show_meaning(field or "", _why(field, reading.columns[line.index]))

    def _map(self, column: int, field: str) -> None:
        self.mapped.emit(column, SheetField(field) if field else None)

    def _build(self, reading: Reading) -> None:
        shell = QFrame()
        shell.setObjectName("scrolled")
        shell.setMaximumWidth(Theme.current().px(WIDEST))
        layout = QVBoxLayout(shell)
        layout.setContentsMargins(0, 0, tokens.S, 0)
        layout.setSpacing(tokens.S)
        self.otherwise = OtherwiseCard()
        self.otherwise.offer(reading)
        self.otherwise.said.connect(self.otherwise_said)
        layout.addWidget(self.otherwise)
        self.lines = [
            ColumnLine(column.index, column.heading, column.samples, _FIELDS, _WIDTH)
            for column in reading.columns
            if column.samples or column.heading != f"Column {column_letters(column.index)}"
        ]
        for line in self.lines:
            line.mapped.connect(self._map)
            layout.addWidget(line)
        layout.addStretch(1)
        self.setWidget(shell)


class OtherwiseCard(QFrame):
    """Choices for rows that leave a project, type or year empty."""

    said = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.project = QuietComboBox("Project of rows that name none")
        self.type = QuietComboBox("Type of rows that name none")
        self.first_year = QuietComboBox("First financial year of rows that name none")
        self.years = QuietComboBox("Number of years of rows that name none")
        self._boxes = {
            "project_id": ("Project", self.project),
            "type": ("Type", self.type),
            "first_year": ("First year", self.first_year),
            "years": ("Number of years", self.years),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addWidget(label("Where a row leaves it empty", "strong"))
        row = FlowLayout()
        for name, (caption, box) in self._boxes.items():
            row.add(_captioned(caption, box))
            box.activated.connect(
                lambda _=0, name=name, box=box: self.said.emit(name, box.currentData())
            )
        layout.addLayout(row)

    def offer(self, reading: Reading) -> None:
        """Offer the projects of the cohort, and years around this one."""
        month = reading.starts_month
        now = years.year_of(today_or(None), month)
        offered = range(now - _BACK, now + _AHEAD + 1)
        _fill(self.project, ("Refuse the row", None), reading.projects)
        _fill(self.type, ("Refuse the row", ""), TYPES.items())
        _fill(
            self.first_year,
            ("Refuse the row", None),
            ((year, years.words(year, month)) for year in offered),
        )
        _fill(
            self.years,
            ("The programme’s horizon", None),
            ((n, "1 year" if n == 1 else f"{n} years") for n in range(1, _MOST_YEARS + 1)),
        )

    def show_choices(self, otherwise: Otherwise) -> None:
        """Show what was said."""
        for name, (_, box) in self._boxes.items():
            with QSignalBlocker(box):
                value = getattr(otherwise, name)
                box.setCurrentIndex(max(box.findData(value), 0) if value else 0)


def _why(field: SheetField | None, column: Column) -> str:
    """Say why a column is taken for what it is, or for nothing."""
    if field in TOLD:
        return _NOT_TAKEN
    if field and field is column.field:
        return column.why
    return "Your choice" if field else "Not imported"


def first_line(step: ColumnsStep) -> QWidget | None:
    """Return the control that the keyboard starts from."""
    return step.lines[0].meaning if step.lines else None


def _captioned(caption: str, box: QuietComboBox) -> QWidget:
    shell = QWidget()
    column = QVBoxLayout(shell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.XS)
    words = label(caption, "label")
    words.setBuddy(box)
    column.addWidget(words)
    column.addWidget(box)
    return shell


def _fill(
    box: QuietComboBox, nothing: tuple[str, object], choices: Iterable[tuple[object, str]]
) -> None:
    box.clear()
    box.addItem(*nothing)
    for key, words in choices:
        box.addItem(words, key)
