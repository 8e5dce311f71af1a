"""A form for rating one's group, filled in from a pack on any computer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.dates import written_moment
from cohort_desk.domain.packs.cells import JUSTIFICATION, SCORE, CellName
from cohort_desk.domain.packs.contents import PeerContent, SentPack
from cohort_desk.domain.packs.merging import Value
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_HIGHEST = 5
_UNRATED = "–"
_REASONS = str(CellName("", "", JUSTIFICATION))
_PRIVATE = (
    "Only the office sees what you say here. Save the returned form and send it back; you can "
    "change and save it again until then."
)


class PeerFormDialog(QDialog):
    """Shows whom to rate by what; digits rate, Tab goes on."""

    save_asked = Signal(object)

    def __init__(self, parent: QWidget | None, pack: SentPack, content: PeerContent) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Rate your group: {content.group}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._content = content
        self.ratings: dict[str, QComboBox] = {}
        self.reasons = QPlainTextEdit(str(pack.cells.get(_REASONS) or ""))
        self.reasons.setAccessibleName("Your reasons")
        self.reasons.setTabChangesFocus(True)
        self.reasons.setFixedHeight(Theme.current().px(96))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.save = button("Save the returned form…", "save", look="primary")
        self.save.clicked.connect(self._ask)
        self._lay_out(pack)

    def cells(self) -> dict[str, Value]:
        """Return what is filled in, by the pack's own names."""
        filled: dict[str, Value] = {}
        for key, field in self.ratings.items():
            rating = field.currentIndex() - 1
            filled[key] = rating if rating >= 0 else None
        filled[_REASONS] = self.reasons.toPlainText().strip() or None
        return filled

    def _ask(self) -> None:
        sentence = self._what_is_missing()
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if not sentence:
            self.save_asked.emit(self.cells())

    def _what_is_missing(self) -> str:
        unrated = [field for field in self.ratings.values() if field.currentIndex() == 0]
        if unrated:
            unrated[0].setFocus()
            return f"{unrated[0].accessibleName()} has no rating yet."
        if all(field.currentIndex() == 1 for field in self.ratings.values()):
            return "Give at least one person more than zero: zeros share out nothing."
        if self._content.justify and not self.reasons.toPlainText().strip():
            self.reasons.setFocus()
            return "Give your reasons in a sentence or two."
        return ""

    def _lay_out(self, pack: SentPack) -> None:
        content = self._content
        closes = f" Wanted by {written_moment(content.closes_at)}." if content.closes_at else ""
        needed = "" if content.justify else " (if you like)"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.XL, tokens.L, tokens.XL, tokens.L)
        layout.setSpacing(tokens.M)
        layout.addWidget(label(f"{content.assessment}: {content.group}", "heading"))
        told = "Say how much each contributed, from 0 (nothing) to 5 (as much as can be asked)."
        layout.addWidget(label(f"{told}{closes}", "muted", wrap=True))
        layout.addLayout(self._grid(pack))
        layout.addWidget(label(f"Your reasons{needed}", "label"))
        layout.addWidget(self.reasons)
        layout.addWidget(label(_PRIVATE, "small", wrap=True))
        layout.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        layout.addLayout(foot)

    def _grid(self, pack: SentPack) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.L)
        grid.setVerticalSpacing(tokens.S)
        for column, criterion in enumerate(self._content.criteria, start=1):
            head = label(criterion.title, "label", wrap=True)
            head.setToolTip(criterion.description)
            grid.addWidget(head, 0, column)
        for row, member in enumerate(self._content.rated, start=1):
            grid.addWidget(label(f"{member.name} (you)" if member.rater else member.name), row, 0)
            for column, criterion in enumerate(self._content.criteria, start=1):
                key = str(CellName(member.key, criterion.key, SCORE))
                grid.addWidget(
                    self._field(key, f"{member.name}, {criterion.title}", pack), row, column
                )
        grid.setColumnStretch(0, 1)
        return grid

    def _field(self, key: str, name: str, pack: SentPack) -> QComboBox:
        field = QComboBox()
        field.addItems([_UNRATED, *map(str, range(_HIGHEST + 1))])
        field.setAccessibleName(name)
        given = pack.cells.get(key)
        field.setCurrentIndex(given + 1 if isinstance(given, int) else 0)
        self.ratings[key] = field
        return field
