"""The panel that shares a benefit among agencies, with the running total."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cohort_desk.domain.savings.fields import WHOLE, percent
from cohort_desk.domain.savings.money import pounds
from cohort_desk.domain.savings.splitting import split
from cohort_desk.services.savings.shapes import Share
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.flow import FlowLayout
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, icon_button, label
from cohort_desk.ui.savings.asking import choice_box

_NARROW = 84


class _Row(QWidget):
    """An agency and its percentage."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, agencies: Sequence[tuple[int, str]], at: int) -> None:
        super().__init__()
        self.agency: QComboBox = choice_box(((0, "Choose an agency"), *agencies))
        self.agency.setAccessibleName(f"Agency {at}")
        self.part = QLineEdit()
        self.part.setAccessibleName(f"Share of agency {at} in %")
        self.part.setPlaceholderText("%")
        self.part.setFixedWidth(Theme.current().px(_NARROW))
        self.drop = icon_button(f"Leave out agency {at}", "x")
        self.drop.clicked.connect(self.dropped)
        self.agency.activated.connect(self.changed)
        self.part.textChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.XS)
        row.addWidget(self.agency, 1)
        row.addWidget(self.part)
        row.addWidget(label("%"))
        row.addWidget(self.drop)

    @property
    def basis_points(self) -> int | None:
        """The share in hundredths of a percent; None where what is typed is no percentage."""
        typed = self.part.text().replace("%", "").strip()
        try:
            points = Decimal(typed or "0") * 100
        except InvalidOperation:
            return None
        return int(points) if points.is_finite() and points == int(points) else None


class SharesPanel(QWidget):
    """Shows the shares, and what each agency would get of the figure as they are typed."""

    sent = Signal(object)
    cancelled = Signal()

    def __init__(self, agencies: Sequence[tuple[int, str]], pence: int) -> None:
        super().__init__()
        self._agencies, self._pence = tuple(agencies), pence
        self.rows: list[_Row] = []
        self._untouched: list[tuple[object, str]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(tokens.S)
        self.total = label("", "strong", wrap=True)
        self.each = label("", "small", wrap=True)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.add = button("Add an agency", "plus", look="link")
        self.even = button("Share evenly", "scale", look="link")
        self.save = button("Save shares", look="primary")
        self.cancel = button("Cancel")
        self._lay_out()
        self.add.clicked.connect(self._add_one)
        self.even.clicked.connect(self._share_evenly)
        self.save.clicked.connect(self._send)
        self.cancel.clicked.connect(self.cancelled)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Fill in the shares as they are; two empty rows where there are none."""
        for share in shares:
            self._add_row(share.agency_id, percent(share.basis_points).removesuffix(" %"))
        for _ in range(2 - len(self.rows)):
            self._add_row(0, "")
        self._count()
        self._untouched = self._typed()

    def is_touched(self) -> bool:
        """Say whether anything was chosen or typed since the shares were filled in."""
        return self._typed() != self._untouched

    def take_focus(self) -> None:
        self.rows[0].agency.setFocus()

    def show_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _typed(self) -> list[tuple[object, str]]:
        return [(row.agency.currentData(), row.part.text()) for row in self.rows]

    def _shares(self) -> list[tuple[int, int]] | None:
        """Return what is typed by agency, None where a row says no agency or no percentage."""
        found: list[tuple[int, int]] = []
        for row in self.rows:
            agency_id, points = int(row.agency.currentData() or 0), row.basis_points
            if not agency_id and not points:
                continue
            if not agency_id or points is None:
                return None
            found.append((agency_id, points))
        return found

    def _send(self) -> None:
        shares = self._shares()
        if shares is None:
            self.show_problem("Choose an agency in each row, and enter its share such as 33.33.")
            return
        if len(dict(shares)) < len(shares):
            self.show_problem("An agency is there twice. Give each agency one share.")
            return
        self.show_problem("")
        self.sent.emit(dict(shares))

    def _count(self) -> None:
        """Say what the shares come to, and what each agency gets of a year's figure."""
        points = [row.basis_points or 0 for row in self.rows]
        total, left = sum(points), WHOLE - sum(points)
        if left > 0:
            self.total.setText(f"{percent(total)} so far, {percent(left)} left")
        elif left < 0:
            self.total.setText(f"{percent(total)}: {percent(-left)} too much")
        else:
            self.total.setText("100 %")
        told = self._told(self._shares() or []) if not left else ""
        self.each.setText(told)
        self.each.setVisible(bool(told))

    def _told(self, shares: Sequence[tuple[int, int]]) -> str:
        by_agency: Mapping[int, int] = dict(shares)
        if sum(by_agency.values()) != WHOLE:
            return ""
        names = dict(self._agencies)
        parts = split(self._pence, by_agency)
        told = [f"{names[key]} {pounds(pence)}" for key, pence in parts.items()]
        return f"Of {pounds(self._pence)}: {', '.join(told)}."

    def _share_evenly(self) -> None:
        chosen = [row for row in self.rows if row.agency.currentData()]
        if chosen:
            parts = split(WHOLE, dict.fromkeys(range(len(chosen)), 1))
            for at, row in enumerate(chosen):
                row.part.setText(percent(parts[at]).removesuffix(" %"))

    def _add_one(self) -> None:
        self._add_row(0, "").agency.setFocus()

    def _add_row(self, agency_id: int, part: str) -> _Row:
        row = _Row(self._agencies, len(self.rows) + 1)
        row.agency.setCurrentIndex(max(row.agency.findData(agency_id), 0))
        row.part.setText(part)
        row.changed.connect(self._count)
        row.dropped.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._column.addWidget(row)
        return row

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._count()
        self.add.setFocus()

    def _lay_out(self) -> None:
        links = FlowLayout()
        links.add(self.add)
        links.add(self.even)
        buttons = FlowLayout()
        buttons.add(self.save)
        buttons.add(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(
            label("Which agencies the benefit is for. The shares total 100 %.", "muted", wrap=True)
        )
        column.addLayout(self._column)
        column.addLayout(links)
        for part in (self.total, self.each, self.problem):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(1)
