"""The marking desk: the report at the left, the rubric at the right."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.file_view import FileToShow, FileView
from cohort_desk.ui.kit.record_editor import Clash
from cohort_desk.ui.kit.widgets import OneLine, Tag, button
from cohort_desk.ui.marking.desk.rubric import RubricPanel
from cohort_desk.ui.marking.presenter.desk_words import DeskWork, ReportFile, Total

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory

_SPLIT = "marking.split"
_WIDTHS = (580, 460)
SHORTCUTS = (
    ("Pick a band, 1 the highest", "1–9"),
    ("Change the mark by one", "+  −"),
    ("Type the mark", "M"),
    ("Write feedback", "F"),
    ("Offer the comment bank", "Ctrl+Space"),
    ("Next criterion", "Enter"),
    ("Next criterion from the feedback", "Ctrl+Enter"),
    ("Finish", "Ctrl+Shift+Enter"),
    ("Between report and rubric", "F6"),
    ("Scroll the report", "Alt+Page up, Page down"),
    ("Turn the report’s pages", "Alt+←  →"),
    ("Find in the report, next", "Ctrl+F, F3"),
)
_NO_FILES = "No file has been handed in for this submission."


class DeskView(QWidget):
    """F6 goes between report and rubric; Alt with Page up and down scrolls the report."""

    left = Signal()

    def __init__(self, memory: "Memory") -> None:
        super().__init__()
        self._memory = memory
        self.back = button("Back to the list", "chevron-left", look="link")
        self.back.clicked.connect(self.left)
        self.identity = OneLine("heading")
        self.context = OneLine("muted")
        self.state = Tag("")
        self.report = FileView("Report")
        self.rubric = RubricPanel()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._add_shortcuts()
        self._submission = 0

    def show_work(self, work: DeskWork, files: Sequence[ReportFile]) -> None:
        """Put a submission on the desk, ready for the first criterion's keys."""
        self._submission = work.submission_id
        self._show_head(work)
        self.rubric.show_work(work)
        self.report.show_files([FileToShow(file.name, file.read) for file in files], _NO_FILES)

    def refresh(self, work: DeskWork, keep: frozenset[str]) -> None:
        """Show what is saved now, except in fields whose typed text is to stay."""
        self._show_head(work)
        self.rubric.refresh(work, keep)

    def show_value(self, name: str, text: str) -> None:
        self.rubric.show_value(name, text)

    def show_problem(self, name: str, sentence: str) -> None:
        self.rubric.show_problem(name, sentence)

    def show_clashes(self, clashes: Mapping[str, Clash]) -> None:
        self.rubric.show_clashes(clashes)

    def show_total(self, total: Total) -> None:
        self.rubric.show_total(total)

    def show_saved(self, words: str, *, trouble: bool = False) -> None:
        self.rubric.show_saved(words, trouble=trouble)

    def go_to(self, name: str) -> None:
        self.rubric.go_to(name)

    def start_search(self) -> None:
        self.report.pdf.start_search()

    def take_focus(self) -> None:
        self.rubric.take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.rubric.drop_pause()
        self.rubric.save_wanted.emit()
        self._memory.set(_SPLIT, self.split.sizes())
        super().hideEvent(event)

    def _show_head(self, work: DeskWork) -> None:
        self.identity.setText(work.identity)
        self.context.setText(work.context)
        self.state.show_text(work.state, work.tone)
        self.setAccessibleName(f"Marking {work.identity}")

    def _turn_to(self) -> None:
        """Go to the report from the rubric, and back."""
        here = QApplication.focusWidget()
        if here is not None and self.report.isAncestorOf(here):
            self.rubric.take_focus()
        else:
            self.report.take_focus()

    def _add_shortcuts(self) -> None:
        keys: dict[str, object] = {
            "F6": self._turn_to,
            "Alt+PgDown": lambda: self.report.pdf.scroll(0.9),
            "Alt+PgUp": lambda: self.report.pdf.scroll(-0.9),
            "Alt+Right": lambda: self.report.pdf.turn(1),
            "Alt+Left": lambda: self.report.pdf.turn(-1),
            "Ctrl+Shift+Return": self.rubric.finish.click,
        }
        for key, run in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.identity)
        words.addWidget(self.context)
        head = QHBoxLayout()
        head.setSpacing(tokens.M)
        head.addWidget(self.back)
        head.addLayout(words, 1)
        head.addWidget(self.state)
        self.split.setHandleWidth(tokens.M)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.report)
        self.split.addWidget(self.rubric)
        self.split.setStretchFactor(0, 1)
        self.report.setMinimumWidth(280)
        self.rubric.setMinimumWidth(320)
        remembered: object = self._memory.get(_SPLIT)
        widths = cast("list[object]", remembered) if isinstance(remembered, list) else []
        known = [width for width in widths if isinstance(width, int)]
        self.split.setSizes(known if len(known) == len(_WIDTHS) else list(_WIDTHS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.S)
        layout.addLayout(head)
        layout.addWidget(self.split, 1)
