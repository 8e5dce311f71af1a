"""Long work at the foot of the window: what, how far, Stop; several listed on a click."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.words import counted
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.background import Task, TaskRunner
from cohort_desk.ui.kit.widgets import button, label

_BAR = 160
_LIST = 440


class WorkRow(QWidget):
    """One piece of work."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task = task
        self.words = label("", "muted")
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.bar.setAccessibleName(task.title)
        self.stop = button("Stop", look="link")
        self.stop.setAccessibleName(f"Stop: {task.title}")
        self.stop.clicked.connect(task.cancel)
        self.stop.clicked.connect(self.refresh)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.M)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self.refresh()

    def refresh(self) -> None:
        """Show how far it is."""
        task = self.task
        self.bar.setRange(0, task.total)
        self.bar.setValue(task.done)
        self.stop.setEnabled(not task.stopping)
        if task.stopping:
            self.words.setText(f"{task.title}: stopping…")
        elif task.total:
            self.words.setText(f"{task.title}: {100 * task.done // task.total} %")
        else:
            self.words.setText(f"{task.title}…")


class WorkBar(QWidget):
    """Shows the newest piece of work; the rest are counted, and listed on a click."""

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self._runner = runner
        self._rows: dict[Task, WorkRow] = {}
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setObjectName("popup")
        self._popup.setMinimumWidth(_LIST)
        self._column = QVBoxLayout(self._popup)
        self.more: QPushButton = button("", look="link")
        self.more.clicked.connect(self._open_list)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens.S)
        self._row.addWidget(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        runner.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the runner's tasks as they stand."""
        tasks = self._runner.tasks()
        for task in [task for task in self._rows if task not in tasks]:
            self._rows.pop(task).deleteLater()
        for task in tasks:
            if task not in self._rows:
                self._rows[task] = WorkRow(task)
            self._rows[task].refresh()
        for at, task in enumerate(tasks):
            newest = at == len(tasks) - 1
            (self._row if newest else self._column).addWidget(self._rows[task])
            self._rows[task].show()
        others = len(tasks) - 1
        self.more.setVisible(others > 0)
        self.more.setText(counted(others, "other task", "other tasks"))
        if others < 1:
            self._popup.hide()
        self.setVisible(bool(tasks))

    def _open_list(self) -> None:
        self._popup.adjustSize()
        corner = self.more.mapToGlobal(QPoint(0, 0))
        self._popup.move(corner - QPoint(0, self._popup.height() + tokens.S))
        self._popup.show()
