"""What the panel at the right shows of a guide: its bands, or how it is marked by."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.marks.numbers import written
from cohort_desk.domain.modules.guides import Band, Guide, clean_band
from cohort_desk.domain.modules.shares import written_share
from cohort_desk.domain.modules.starter import STANDARD_BANDS
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.record_panel import clear_layout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label, rule
from cohort_desk.ui.modules.guides.rows import side_by_side

_MARK_WIDTH = 60


class BandsPanel(QWidget):
    """The bands that all criteria of a rubric share, from the highest to the lowest."""

    asked = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._rows: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(tokens.S)
        self.more = button("Add a band", "plus")
        self.standard = button("Use the standard bands", look="link")
        self.save = button("Use these bands", "check", look="primary")
        self.problem = label("", "error", wrap=True)
        self.more.clicked.connect(lambda: self._add(Band("", Decimal(0), Decimal(0))))
        self.standard.clicked.connect(lambda: self.show_bands(STANDARD_BANDS))
        self.save.clicked.connect(self._ask)
        self._lay_out()

    def show_bands(self, bands: Sequence[Band]) -> None:
        """Fill in these bands."""
        clear_layout(self._lines)
        self._rows.clear()
        self.show_problem("")
        for band in bands or STANDARD_BANDS:
            self._add(band)

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _add(self, band: Band) -> None:
        number = len(self._rows) + 1
        name, low, high = QLineEdit(band.label), QLineEdit(), QLineEdit()
        name.setMinimumWidth(tokens.TARGET)
        if band.label:
            low.setText(written(band.low))
            high.setText(written(band.high))
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.XS)
        row.addWidget(name, 1)
        for field, caption in ((name, "Name"), (low, "Lowest mark"), (high, "Highest mark")):
            field.setAccessibleName(f"{caption} of band {number}")
            field.setPlaceholderText(caption.split()[0])
        for field in (low, high):
            field.setFixedWidth(Theme.current().px(_MARK_WIDTH))
            row.addWidget(field)
        fields = (name, low, high)
        remove = icon_button(f"Remove band {number}", "x")
        remove.clicked.connect(lambda: self._remove(fields, shell))
        row.addWidget(remove)
        self._rows.append(fields)
        self._lines.addWidget(shell)

    def _remove(self, fields: tuple[QLineEdit, QLineEdit, QLineEdit], shell: QWidget) -> None:
        self._rows.remove(fields)
        shell.deleteLater()

    def _ask(self) -> None:
        bands: list[Band] = []
        try:
            for name, low, high in self._rows:
                values = {"label": name.text(), "low": low.text(), "high": high.text()}
                clean = clean_band(values)
                bands.append(
                    Band(
                        name.text().strip(), Decimal(str(clean["low"])), Decimal(str(clean["high"]))
                    )
                )
        except RuleBroken as error:
            self.show_problem(str(error))
        else:
            ranked = sorted(bands, key=lambda band: band.low, reverse=True)
            self.asked.emit(tuple(ranked))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        note = (
            "Together they cover each mark from 0 to 100 once. A band keeps the descriptors of "
            "the one of the same name, or else of the same place."
        )
        layout.addWidget(label(note, "small", wrap=True))
        layout.addLayout(self._lines)
        layout.addLayout(side_by_side(self.more))
        layout.addLayout(side_by_side(self.standard))
        layout.addWidget(self.problem)
        layout.addLayout(side_by_side(self.save))
        layout.addStretch(1)
        self.problem.hide()


class PreviewPanel(QWidget):
    """The guide as a marker sees it: each criterion with its bands, numbered as their keys are."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("lasting", True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S)

    def show_guide(self, guide: Guide) -> None:
        clear_layout(self._column)
        if guide.notes:
            self._column.addWidget(label(guide.notes, "muted", wrap=True))
        for criterion in guide.criteria:
            share = written_share(guide.share(criterion))
            self._column.addWidget(label(f"{criterion.title} · {share}", "heading", wrap=True))
            if criterion.description:
                self._column.addWidget(label(criterion.description, "small", wrap=True))
            for key, band in enumerate(criterion.bands, start=1):
                self._column.addWidget(_band_line(key, band))
            if not criterion.bands:
                self._column.addWidget(label("A mark from 0 to 100", "muted"))
            self._column.addWidget(rule())
        self._column.addStretch(1)


def _band_line(key: int, band: Band) -> QWidget:
    shell = QWidget()
    row = QHBoxLayout(shell)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.S)
    text = f"{band.label}, {band.range}" + (f": {band.descriptor}" if band.descriptor else "")
    row.addWidget(label(str(key), "key"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, wrap=True), 1)
    return shell
