"""The view of regulation sets: the list of versions, or the editor in its place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.modules.regulations.editor import Editor
from cohort_desk.ui.modules.regulations.presenter.versions import Draft
from cohort_desk.ui.modules.regulations.versions_list import VersionsList


class RegulationsView(QWidget):
    """A part of the Modules page; it asks for its content once it is first shown."""

    wanted = Signal()
    editor_opened = Signal(object)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__()
        self._companions: list[object] = []
        self.has_been_shown = False
        self.versions = VersionsList(memory)
        self.editor = Editor()
        self.editor.left.connect(self._left)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.versions)
        self._stack.addWidget(self.editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def keep(self, *companions: object) -> None:
        """Hold the presenters for as long as the view lives."""
        self._companions.extend(companions)

    @property
    def is_editing(self) -> bool:
        """Whether the editor is open."""
        return self._stack.currentWidget() is self.editor

    def edit(self, draft: Draft) -> None:
        """Open the editor."""
        self._stack.setCurrentWidget(self.editor)
        self.editor_opened.emit(draft)

    def refresh(self) -> None:
        """Read again."""
        self.has_been_shown = True
        self.wanted.emit()

    def open_record(self, record: object) -> None:
        """Open a version by its id."""
        if isinstance(record, int):
            self._stack.setCurrentWidget(self.versions)
            self.refresh()
            self.versions.choose(record)

    def start_search(self) -> None:
        """Put the cursor into the search field of what is shown."""
        field = self.editor.effect.cohort.search if self.is_editing else self.versions.search
        if field.isVisible():
            field.setFocus()
            field.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.has_been_shown:
            self.refresh()

    def _left(self, saved_id: int | None) -> None:
        self._stack.setCurrentWidget(self.versions)
        self.refresh()
        if saved_id is not None:
            self.versions.choose(saved_id)
        self.versions.table.take_focus()
