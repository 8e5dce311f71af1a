"""One criterion in the list: what it wants, what the data can bear, and its settings."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.forming.request import Criterion, CriterionKind, Importance
from cohort_desk.ui.groups.presenter.criteria_words import (
    IMPORTANCE_WORDS,
    CriterionNote,
    criterion_meaning,
    criterion_words,
)
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.form import spin_box
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label

_MOST_TIMES = 10
_LEAST_HEIGHT, _VALUE_WIDTH, _WARNING = 36, 96, 14


class CriterionRow(QWidget):
    """Emits the criterion as the user changes it, and when its words need another height."""

    changed = Signal(object)
    rearranged = Signal()

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self.criterion = criterion
        self._values: dict[str, int] = {}
        self._noted, self._warning, self._grip = QWidget(), QLabel(), QLabel()
        self.meaning = label(criterion_meaning(criterion), "small", wrap=True)
        self.note = label("", "small", wrap=True)
        self.importance = self._importance_box()
        self.slots: QSpinBox | None = None
        self.only: QPushButton | None = None
        if criterion.kind is CriterionKind.MEET:
            self.slots = self._slots_box()
        if criterion.kind is CriterionKind.NO_LONE_ONE:
            self.only = self._only_button()
        self._fields = QHBoxLayout(self)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.rearranged.emit()
        return done

    def show_note(self, note: CriterionNote) -> None:
        """Say what the data can bear; what can do nothing is marked."""
        meaning = criterion_meaning(self.criterion)
        self.meaning.setText(
            f"{meaning} · {note.text}" if note.text and not note.useless else meaning
        )
        self.note.setText(note.text)
        self._noted.setVisible(note.useless)

    def show_values(self, values: Sequence[tuple[str, int]]) -> None:
        """Offer these values to be singled out, with how many people have each."""
        self._values = dict(values)

    def _offer_values(self, menu: QMenu) -> None:
        menu.clear()
        every = menu.addAction("Every value")
        every.setCheckable(True)
        every.setChecked(not self.criterion.only)
        every.triggered.connect(lambda: self._choose(()))
        menu.addSeparator()
        gone = {value: 0 for value in self.criterion.only if value not in self._values}
        counts = self._values | gone
        for value, count in counts.items():
            action = menu.addAction(f"{value.replace('&', '&&')} ({count:,})")
            action.setCheckable(True)
            action.setChecked(value in self.criterion.only)
            action.triggered.connect(lambda _=False, one=value: self._toggle(one))

    def needed_height(self, width: int) -> int:
        """Return how high the row is when it is that wide."""
        return max(Theme.current().px(_LEAST_HEIGHT), self._fields.totalHeightForWidth(width))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(label(criterion_words(self.criterion), "label", wrap=True))
        words.addWidget(self.meaning)
        noted = QHBoxLayout(self._noted)
        noted.setContentsMargins(0, 0, 0, 0)
        noted.setSpacing(tokens.XS)
        noted.addWidget(self._warning, 0, Qt.AlignmentFlag.AlignTop)
        noted.addWidget(self.note, 1)
        words.addWidget(self._noted)
        if own := self.slots or self.only:
            words.addSpacing(tokens.XS)
            words.addWidget(own, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setSpacing(tokens.S)
        self._fields.addWidget(self._grip)
        self._fields.addLayout(words, 1)
        self._fields.addWidget(self.importance)
        self._noted.hide()
        self._warning.setAccessibleName("Warning")
        Theme.current().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        theme = Theme.current()
        self._grip.setPixmap(theme.pixmap("grip-vertical", tokens.ICON))
        self._warning.setPixmap(theme.pixmap("triangle-alert", _WARNING, "warning"))

    def _importance_box(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"Importance of {criterion_words(self.criterion).lower()}")
        for importance, text in IMPORTANCE_WORDS.items():
            box.addItem(text, importance.value)
        box.setCurrentIndex(box.findData(self.criterion.importance.value))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(lambda: self._change(importance=Importance(box.currentData())))
        return box

    def _slots_box(self) -> QSpinBox:
        box = spin_box(1, max(_MOST_TIMES, self.criterion.slots))
        box.setPrefix("At least ")
        box.setKeyboardTracking(False)
        box.setAccessibleName("Common times that each group needs")
        with QSignalBlocker(box):
            box.setValue(self.criterion.slots)
        box.valueChanged.connect(lambda: self._change(slots=box.value()))
        return box

    def _only_button(self) -> QPushButton:
        made = button("")
        made.setProperty("menu", True)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: self._offer_values(menu))
        made.setMenu(menu)
        self._name_only(made)
        return made

    def _name_only(self, made: QPushButton) -> None:
        only = self.criterion.only
        text = f"{len(only)} values" if len(only) > 1 else next(iter(only), "Every value")
        room = Theme.current().px(_VALUE_WIDTH)
        shown = made.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        made.setText(shown.replace("&", "&&"))
        made.setToolTip(", ".join(only) or "Nobody may be alone with any value")
        made.setAccessibleName(f"Values that may not be alone: {', '.join(only) or 'every value'}")

    def _toggle(self, value: str) -> None:
        only = self.criterion.only
        self._choose(tuple(v for v in only if v != value) if value in only else (*only, value))

    def _choose(self, only: tuple[str, ...]) -> None:
        self._change(only=only)
        if self.only:
            self._name_only(self.only)

    def _change(self, **fields: object) -> None:
        self.criterion = replace(self.criterion, **fields)  # pyright: ignore[reportArgumentType]
        self.changed.emit(self.criterion)
