"""The milestones of a project: a track of how far it is, and the list to change them in."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from cohort_desk.domain.dates import written_date
from cohort_desk.domain.modules.moments import LONDON
from cohort_desk.domain.projects import is_overdue
from cohort_desk.services.projects import Milestone
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.card import Card
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import Tag, button, icon_button, label, repaint_with_theme
from cohort_desk.ui.projects.parts import line

_DOT = 7
_MOST_NAMED = 7
"""So many milestones have their names under the track; of more, only dots and the tool tips."""


class Track(QWidget):
    """Milestones in a row: what is done is filled, what is overdue stands out and says so."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: tuple[Milestone, ...] = ()
        self._today = date.min
        repaint_with_theme(self)

    def show_steps(self, steps: Sequence[Milestone], today: date) -> None:
        self._steps, self._today = tuple(steps), today
        self.setVisible(bool(steps))
        told = "; ".join(f"{step.title}: {_when(step, today)}" for step in steps)
        self.setAccessibleName(f"Milestones. {told}")
        self.setToolTip("\n".join(f"{step.title}: {_when(step, today)}" for step in steps))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, Theme.current().px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / max(len(self._steps), 1)
        for at, step in enumerate(self._steps):
            self._paint_step(painter, step, QRectF(at * wide, 0, wide, self.height()), at)
        painter.end()

    def _paint_step(self, painter: QPainter, step: Milestone, box: QRectF, at: int) -> None:
        theme = Theme.current()
        overdue = is_overdue(step.step, self._today)
        role = "success" if step.done_on else "danger" if overdue else "muted"
        top, radius = theme.px(12), theme.px(_DOT)
        dot = QPointF(box.left() + radius + 1, top)
        if at < len(self._steps) - 1:
            painter.setPen(QPen(theme.colour("success" if step.done_on else "control"), 2))
            painter.drawLine(QPointF(dot.x() + radius + 3, top), QPointF(box.right() - 3, top))
        painter.setPen(QPen(theme.colour(role), 2))
        painter.setBrush(theme.colour(role) if step.done_on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot, radius, radius)
        if len(self._steps) > _MOST_NAMED:
            return
        text = box.adjusted(0, top + radius + 3, -tokens.S, 0)
        self._paint_line(painter, text, step.title, "text", tokens.MEDIUM)
        below = text.adjusted(0, theme.px(18), 0, 0)
        self._paint_line(painter, below, self._told(step, below.width()), role, tokens.REGULAR)

    def _told(self, step: Milestone, room: float) -> str:
        """Return when it is due or was done; where there is too little room, only which."""
        metrics = QFontMetricsF(Theme.current().font(tokens.SMALL))
        told = _when(step, self._today)
        return told if metrics.horizontalAdvance(told) <= room else told.split(" ")[0]

    @staticmethod
    def _paint_line(painter: QPainter, box: QRectF, text: str, role: str, weight: int) -> None:
        theme = Theme.current()
        painter.setFont(theme.font(tokens.SMALL, weight))
        painter.setPen(theme.colour(role))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(QPointF(box.left(), box.top() + metrics.ascent()), shown)


class MilestonesCard(Card):
    """The track over the milestones, each to be ticked, changed or removed."""

    added = Signal(str, str)
    edited = Signal(object, str, str)
    ticked = Signal(object, bool)
    removed = Signal(str, int, int)

    def __init__(self) -> None:
        super().__init__("Milestones")
        self._editing: Milestone | None = None
        self.track = Track()
        self.column.insertWidget(1, self.track)
        self.title = line("Milestone", "Such as final report")
        self.due = line("Due on", "Such as 1 March 2027")
        self.add = button("Add", "plus")
        self.add.setAccessibleName("Add milestone")
        self.cancel = button("Cancel", look="link")
        self.cancel.hide()
        self.add.clicked.connect(self._save)
        self.cancel.clicked.connect(self._stop_editing)
        for each in (self.title, self.due):
            each.returnPressed.connect(self._save)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.title, 3)
        row.addWidget(self.due, 2)
        row.addWidget(self.add)
        row.addWidget(self.cancel)
        self.column.addLayout(row)

    def show_milestones(self, steps: Sequence[Milestone]) -> None:
        today = datetime.now(LONDON).date()
        self.track.show_steps(steps, today)

        def make() -> None:
            for step in steps:
                self._row(step, today)
            if not steps:
                self.rows.addWidget(label("None yet. Add what is to be done by when.", "muted"))

        self.rebuild((steps, today), make)

    def show_problem(self, sentence: str) -> None:
        super().show_problem(sentence)
        if not sentence:
            self._stop_editing()

    def _row(self, step: Milestone, today: date) -> None:
        tick = QCheckBox(step.title)
        tick.setObjectName(f"milestone-{step.id}")
        tick.setAccessibleName(f"{step.title} done")
        tick.setChecked(step.done_on is not None)
        tick.clicked.connect(lambda: self.ticked.emit(step, tick.isChecked()))
        tone: tokens.ToneName = "neutral"
        if step.done_on:
            tone = "success"
        elif is_overdue(step.step, today):
            tone = "danger"
        edit = icon_button(f"Change {step.title}", "pencil")
        edit.clicked.connect(lambda: self._edit(step))
        remove = icon_button(f"Remove {step.title}", "x")
        remove.clicked.connect(lambda: self.removed.emit("milestone", step.id, step.version))
        self.add_row(tick, Tag(_when(step, today), tone), edit, remove)

    def _edit(self, step: Milestone) -> None:
        self._editing = step
        self.title.setText(step.title)
        self.due.setText(written_date(step.due_on) if step.due_on else "")
        self.add.setText("Save")
        self.add.setAccessibleName("Save milestone")
        self.cancel.show()
        self.title.setFocus()

    def _stop_editing(self) -> None:
        self._editing = None
        self.title.clear()
        self.due.clear()
        self.add.setText("Add")
        self.add.setAccessibleName("Add milestone")
        self.cancel.hide()

    def _save(self) -> None:
        if self._editing is None:
            self.added.emit(self.title.text(), self.due.text())
        else:
            self.edited.emit(self._editing, self.title.text(), self.due.text())


def _when(step: Milestone, today: date) -> str:
    if step.done_on is not None:
        return f"Done {written_date(step.done_on)}"
    if step.due_on is None:
        return "No day yet"
    return (
        f"{'Overdue since' if is_overdue(step.step, today) else 'Due'} {written_date(step.due_on)}"
    )
