"""The panel of one module."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cohort_desk.domain.errors import RuleBroken
from cohort_desk.domain.modules.fields import LEVELS, MODULE_LABELS, clean_module
from cohort_desk.services.modules import Module
from cohort_desk.ui.kit.form import Check
from cohort_desk.ui.kit.record_panel import RecordPanel
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.modules.presenter.records import typed_of_module

_HINTS = {
    "core": "A core module must be passed, and no other can make up for it.",
    "level": "Level 7 is that of a master’s degree.",
}


class ModulePanel(RecordPanel):
    """Shows one module at a time."""

    delete_asked = Signal(int)
    assessment_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(typed_of_module)
        self._module_id = 0
        for field, words in MODULE_LABELS.items():
            hint = _HINTS.get(field, "")
            self.form.add(field, words, _editor(field), check=_check(field), hint=hint)
        self.add = button("Add assessment", "plus")
        self.add.clicked.connect(lambda: self.assessment_asked.emit(self._module_id))
        self.delete = button("Delete module", "trash-2", look="danger")
        self.delete.clicked.connect(lambda: self.delete_asked.emit(self._module_id))
        for each in (self.add, self.delete):
            self.column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        self.end()

    def show_record(self, record: Module, keep: Collection[str] = ()) -> None:
        self._module_id = record.id
        super().show_record(record, keep)


def _editor(field: str) -> QWidget:
    if field == "level":
        box = QComboBox()
        for level in LEVELS:
            box.addItem(f"Level {level}", str(level))
        return box
    if field == "core":
        return either("Core: it must be passed", "Not core")
    return QLineEdit()


def either(yes: str, no: str) -> QComboBox:
    """Return a choice of two."""
    box = QComboBox()
    box.addItem(no, "no")
    box.addItem(yes, "yes")
    return box


def _check(field: str) -> Check:
    def problem(value: object) -> str:
        try:
            clean_module({field: value})
        except RuleBroken as error:
            return str(error)
        return ""

    return problem
