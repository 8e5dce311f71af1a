"""The cards of dated tables: discount rates, and deflators."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.savings import years
from cohort_desk.domain.savings.rates import written
from cohort_desk.services.savings.reckoning.deflators import StoredDeflators
from cohort_desk.services.savings.reckoning.rates import StoredRates
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.card import Card
from cohort_desk.ui.kit.widgets import Tag, button, icon_button, label


class RatesCard(Card):
    """Tables of discount rates, the one in force today marked."""

    asked = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Discount rates")
        self.add = button("Add table…", "plus", look="link")
        self.add.setAccessibleName("Add a table of discount rates")
        self.add.clicked.connect(lambda: self.asked.emit(None))
        self.head.addWidget(self.add)
        self.column.addWidget(
            label(
                "Amounts of later years are worth less today. Year 0 is not discounted. Reports "
                "that were made keep the rates they were made with.",
                "small",
                wrap=True,
            )
        )

    def show_tables(self, tables: Sequence[StoredRates], today: date) -> None:
        def make() -> None:
            for stored in tables:
                self.rows.addWidget(self._row(stored, today))

        self.rebuild((tables, today), make)

    def _row(self, stored: StoredRates, today: date) -> QWidget:
        table = stored.table
        parts: list[QWidget] = [_rates_tag(stored, today)]
        if stored.id is not None:
            edit = icon_button(f"Change {table.name}", "pencil")
            edit.setObjectName(f"edit-rates-{stored.id}")
            edit.clicked.connect(lambda: self.asked.emit(stored))
            remove = icon_button(f"Remove {table.name}", "x")
            remove.clicked.connect(lambda: self.removed.emit(stored))
            parts += [edit, remove]
        since = f"From {written_date(table.in_force_on)}"
        about = f"{since} · {table.source}" if table.source else since
        return _table_row(table.name, written(table.bands), about, parts)


class DeflatorsCard(Card):
    """Tables of price indices, the newest that was published marked."""

    asked = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__("Deflators")
        self.add = button("Add deflators…", "plus", look="link")
        self.add.clicked.connect(lambda: self.asked.emit(None))
        self.head.addWidget(self.add)

    def show_tables(self, tables: Sequence[StoredDeflators], starts_month: int) -> None:
        def make() -> None:
            for stored in tables:
                self.rows.addWidget(self._row(stored, starts_month))
            if not tables:
                words = (
                    "None yet. Without them, figures are taken to be in the prices they were "
                    "given in."
                )
                self.rows.addWidget(label(words, "muted", wrap=True))

        self.rebuild((tables, starts_month), make)

    def _row(self, stored: StoredDeflators, starts_month: int) -> QWidget:
        table = stored.table
        edit = icon_button(f"Change {table.name}", "pencil")
        edit.setObjectName(f"edit-deflators-{stored.id}")
        edit.clicked.connect(lambda: self.asked.emit(stored))
        remove = icon_button(f"Remove {table.name}", "x")
        remove.clicked.connect(lambda: self.removed.emit(stored))
        first, last = (years.words(of(table.indices), starts_month) for of in (min, max))
        spans = first if first == last else f"{first} to {last}"
        since = f"Published {written_date(table.published_on)}"
        tag = Tag("In use", "success") if stored.in_force else Tag("Not in use")
        about = f"{since} · {table.source}" if table.source else since
        return _table_row(table.name, spans, about, [tag, edit, remove])


def _rates_tag(stored: StoredRates, today: date) -> Tag:
    if stored.in_force:
        return Tag("In force today", "success")
    return Tag("Later", "accent") if stored.table.in_force_on > today else Tag("Earlier")


def _table_row(name: str, what: str, about: str, parts: Sequence[QWidget]) -> QWidget:
    shell = QWidget()
    column = QVBoxLayout(shell)
    column.setContentsMargins(0, tokens.XS, 0, tokens.XS)
    column.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(tokens.S)
    head.addWidget(label(name, "strong", wrap=True), 1)
    for part in parts:
        head.addWidget(part)
    column.addLayout(head)
    column.addWidget(label(what, wrap=True))
    column.addWidget(label(about, "small", wrap=True))
    return shell
