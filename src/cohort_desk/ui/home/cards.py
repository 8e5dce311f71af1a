"""The cards that every home page is made of."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from cohort_desk.ui.kit import tokens


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return an empty card and the column to fill it by."""
    frame = QFrame()
    frame.setProperty("card", True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
    layout.setSpacing(tokens.S)
    return frame, layout
