"""Facts to read: captions at the left, all as wide as the widest, and what belongs to each."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.widgets import label


class FactList(QWidget):
    """Rows that can be read and copied; one without text is left out."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(tokens.L)
        layout.setVerticalSpacing(tokens.S)
        layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for caption, text in rows:
            if not text:
                continue
            shown = label(text, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            layout.addRow(label(caption, "muted"), shown)
