"""The editor of a regulation set: fields at the left, their effect at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from cohort_desk.domain.regulations.differences import Difference
from cohort_desk.domain.regulations.effect import Effect
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.widgets import button, label, restyle
from cohort_desk.ui.modules.regulations.effect_panel import EffectPanel
from cohort_desk.ui.modules.regulations.presenter.editing import ClauseLine, FieldsShown
from cohort_desk.ui.modules.regulations.presenter.versions import Draft
from cohort_desk.ui.modules.regulations.section_forms import SectionForms

_NAME_WIDTH, _EFFECT_WIDTH = 200, 300


class Editor(QWidget):
    """Shows a draft; Esc leaves it, after a question where something would be lost."""

    save_asked = Signal(str, str)
    close_asked = Signal()
    undo_asked = Signal()
    left = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.back = button("Back to the sets", "chevron-left", look="link")
        self.back.clicked.connect(self.close_asked)
        self.title = label("", "muted", wrap=True)
        self.name = _line("Name of the set")
        self.note = _line("Note: what changes, and why")
        self.save = button("Save as new version", "save", look="primary")
        self.reset = button("Undo all changes", "undo-2", look="link")
        self.reset.clicked.connect(self.undo_asked)
        self.save.clicked.connect(self._save)
        for field in (self.name, self.note):
            field.returnPressed.connect(self._save)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.forms = SectionForms()
        self.effect = EffectPanel()
        self._lay_out()
        self._fit()
        Theme.current().changed.connect(self._fit)

    def show_draft(self, draft: Draft) -> None:
        self.title.setText(f"Changes are shown against {draft.base_title}.")
        self.name.setText(draft.name)
        self.note.setText(draft.note)
        self.show_save_problem("", "")
        self.forms.begin()
        self.effect.show_tab("Marks")
        self.forms.sections.setFocus()

    def show_fields(self, shown: FieldsShown) -> None:
        self.forms.show_fields(shown)

    def show_field_problem(self, path: str, sentence: str) -> None:
        self.forms.show_problem(path, sentence)

    def show_effect(self, marks: tuple[Effect, ...], late: tuple[Effect, ...]) -> None:
        self.effect.show_effect(marks, late)

    def show_changes(self, summary: str, changes: tuple[Difference, ...]) -> None:
        self.effect.show_changes(summary, changes)
        self.reset.setEnabled(bool(changes))

    def show_clauses(self, lines: tuple[ClauseLine, ...]) -> None:
        self.effect.show_clauses(lines)

    def show_save_problem(self, field: str, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        for name, editor in (("name", self.name), ("note", self.note)):
            restyle(editor, "invalid", name == field)
            if name == field:
                editor.setFocus()

    def leave(self, saved_id: int | None) -> None:
        self.left.emit(saved_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            # What was typed last counts as a change only once its field is left.
            self.forms.sections.setFocus()
            self.close_asked.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Take the sizes of the theme."""
        self.name.setFixedWidth(Theme.current().px(_NAME_WIDTH))
        self.effect.setMinimumWidth(Theme.current().px(_EFFECT_WIDTH))

    def _save(self) -> None:
        if self.forms.check_all():
            self.save_asked.emit(self.name.text(), self.note.text())

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(tokens.M)
        where.addWidget(self.back)
        where.addWidget(self.title, 1)
        where.addWidget(self.reset)
        saving = QHBoxLayout()
        saving.setSpacing(tokens.S)
        saving.addWidget(self.name)
        saving.addWidget(self.note, 1)
        saving.addWidget(self.save)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(tokens.M)
        split.setChildrenCollapsible(False)
        split.addWidget(self.forms)
        split.addWidget(self.effect)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(where)
        layout.addLayout(saving)
        layout.addWidget(self.problem)
        layout.addWidget(split, 1)


def _line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    return made
