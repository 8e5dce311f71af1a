"""Widgets side by side, as the panels of a guide have their buttons."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cohort_desk.ui.kit import tokens


def side_by_side(*widgets: QWidget) -> QHBoxLayout:
    """Return a row of these, the rest of it empty."""
    row = QHBoxLayout()
    row.setSpacing(tokens.S)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
