"""The panel of one session."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cohort_desk.services.attendance import SessionLine
from cohort_desk.ui.attendance.presenter.sessions import LABELS, typed_of_session
from cohort_desk.ui.attendance.presenter.words import written_counts
from cohort_desk.ui.kit.record_panel import RecordPanel
from cohort_desk.ui.kit.widgets import button, label

_HINTS = {
    "starts_at": "Such as 14 November 2026, 09:30. Its length stays.",
    "ends_at": "Such as 16:30, or with the day where that is another.",
}


class SessionPanel(RecordPanel):
    """Shows one session at a time."""

    register_wanted = Signal(int)
    print_asked = Signal(int)
    delete_asked = Signal(tuple)

    def __init__(self) -> None:
        super().__init__(typed_of_session)
        self._session_id = 0
        self.modules = QComboBox()
        self.modules.addItem("None", "")
        for field, words in LABELS.items():
            self.form.add(field, words, self._editor(field), hint=_HINTS.get(field, ""))
        self.counts = label("", "muted", wrap=True)
        self.register = button("Open the register", "list-checks")
        self.register.clicked.connect(lambda: self.register_wanted.emit(self._session_id))
        self.sign = button("Print the sign-in sheet", "printer")
        self.sign.clicked.connect(lambda: self.print_asked.emit(self._session_id))
        self.delete = button("Delete session", "trash-2", look="danger")
        self.delete.clicked.connect(lambda: self.delete_asked.emit((self._session_id,)))
        self.column.addWidget(self.counts)
        for each in (self.register, self.sign, self.delete):
            self.column.addWidget(each, 0, Qt.AlignmentFlag.AlignLeft)
        self.end()

    def offer_modules(self, modules: Sequence[tuple[int, str]]) -> None:
        """Offer these modules; the chosen one stays chosen."""
        with QSignalBlocker(self.modules):
            chosen = self.modules.currentData()
            self.modules.clear()
            self.modules.addItem("None", "")
            for module_id, code in modules:
                self.modules.addItem(code, str(module_id))
            self.modules.setCurrentIndex(max(0, self.modules.findData(chosen)))

    def show_record(self, record: SessionLine, keep: Collection[str] = ()) -> None:
        self._session_id = record.id
        self.counts.setText(f"{written_counts(record.counts, record.unrecorded)}.")
        super().show_record(record, keep)

    def _editor(self, field: str) -> QWidget:
        if field == "module_id":
            return self.modules
        if field == "required":
            box = QComboBox()
            box.addItem("Required: it counts", "yes")
            box.addItem("Not required", "no")
            return box
        return QLineEdit()
