"""A module as a card: what it is, and a line for each of its assessments."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from cohort_desk.services.modules import Assessment, Module
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import OneLine, Tag, button, icon_button, label
from cohort_desk.ui.modules.presenter.words import assessment_line, module_line, share_line


class AssessmentLine(QPushButton):
    """One assessment; Enter opens it, Delete deletes it, Alt with an arrow moves it."""

    moved = Signal(int, int)
    delete_asked = Signal(int)

    def __init__(self, assessment: Assessment) -> None:
        super().__init__()
        self.assessment_id = assessment.id
        self.setProperty("look", "card")
        title, said = OneLine("strong"), OneLine("muted")
        title.setText(assessment.title)
        said.setText(assessment_line(assessment))
        said.setToolTip(assessment_line(assessment))
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(title, 1)
        if assessment.unsettled:
            head.addWidget(Tag("To be completed", "warning"))
            self.setToolTip(" ".join(assessment.unsettled))
        head.addWidget(label(share_line(assessment), "muted"))
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(tokens.L, tokens.S, tokens.L, tokens.S)
        self._lines.setSpacing(tokens.XS)
        self._lines.addLayout(head)
        self._lines.addWidget(said)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        spoken = (assessment.title, share_line(assessment), assessment_line(assessment))
        self.setAccessibleName(", ".join(spoken))
        self.setAccessibleDescription(" ".join(assessment.unsettled))

    def sizeHint(self) -> QSize:
        return self._lines.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(Theme.current().px(tokens.TARGET), self._lines.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit(self.assessment_id)
        elif event.key() in steps and with_alt:
            self.moved.emit(self.assessment_id, steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.click()
        else:
            super().keyPressEvent(event)


class ModuleCard(QFrame):
    """Shows one module and passes on what is asked of it."""

    opened = Signal(int)
    moved = Signal(int, int)
    assessment_opened = Signal(int)
    assessment_moved = Signal(int, int)
    assessment_delete_asked = Signal(int)
    assessment_asked = Signal(int)

    def __init__(self, module: Module) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.module_id = module.id
        self.edit = icon_button(f"Edit {module.title}", "pencil")
        self.up = icon_button(f"Move {module.title} up", "arrow-up")
        self.down = icon_button(f"Move {module.title} down", "arrow-down")
        self.add = button("Add assessment", "plus", look="link")
        self.add.setAccessibleName(f"Add assessment to {module.title}")
        self.lines = [AssessmentLine(each) for each in module.assessments]
        self._lay_out(module)
        self._connect()

    def line(self, assessment_id: int) -> AssessmentLine | None:
        """Return the line of an assessment, if it is one of this module's."""
        return next((line for line in self.lines if line.assessment_id == assessment_id), None)

    def _lay_out(self, module: Module) -> None:
        title = OneLine("heading")
        title.setText(module.title)
        head = QHBoxLayout()
        head.setSpacing(tokens.S)
        head.addWidget(Tag(module.code, "accent"))
        head.addWidget(title, 1)
        if module.core:
            head.addWidget(Tag("Core", "neutral"))
        head.addWidget(label(module_line(module), "muted"))
        for each in (self.up, self.down, self.edit):
            head.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(tokens.L, tokens.M, tokens.L, tokens.M)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        for line in self.lines:
            layout.addWidget(line)
        if not self.lines:
            layout.addWidget(label("Nothing is assessed in this module yet.", "muted"))
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.edit.clicked.connect(lambda: self.opened.emit(self.module_id))
        self.up.clicked.connect(lambda: self.moved.emit(self.module_id, -1))
        self.down.clicked.connect(lambda: self.moved.emit(self.module_id, 1))
        self.add.clicked.connect(lambda: self.assessment_asked.emit(self.module_id))
        for line in self.lines:
            line.clicked.connect(lambda _=False, at=line: self._open(at))
            line.moved.connect(self.assessment_moved)
            line.delete_asked.connect(self.assessment_delete_asked)

    def _open(self, line: AssessmentLine) -> None:
        self.assessment_opened.emit(line.assessment_id)
