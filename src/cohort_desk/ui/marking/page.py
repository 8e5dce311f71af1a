"""The marking page: the queue and the desk, and what an administrator does around them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.page import Page, Shortcut
from cohort_desk.ui.kit.view_bar import ViewBar
from cohort_desk.ui.marking.desk.view import SHORTCUTS, DeskView
from cohort_desk.ui.marking.lists.agreement import AgreementPanel
from cohort_desk.ui.marking.lists.allotment import AllotmentPanel
from cohort_desk.ui.marking.lists.charts import ChartsPanel
from cohort_desk.ui.marking.lists.importing import ImportPanel
from cohort_desk.ui.marking.lists.marks import MarksPanel
from cohort_desk.ui.marking.lists.moderation import ModerationPanel
from cohort_desk.ui.marking.lists.queue import QueuePanel
from cohort_desk.ui.marking.lists.releasing import ReleasePanel
from cohort_desk.ui.marking.lists.tutors import TutorsPanel
from cohort_desk.ui.marking.presenter.views import OF_ONE_SITTING, VIEWS, Occasion, ViewName

if TYPE_CHECKING:
    from cohort_desk.ui.kit.settings_store import Memory
    from cohort_desk.ui.marking.presenter.importing import ImportLine, Preview

_HELP = (
    "Queue lists what a tutor is to mark; Enter opens the desk with the report at the left and the "
    "rubric at the right. On the desk the number keys pick a band (1 is the highest), + and − "
    "change the mark by one, M goes to the mark to type it, F to the feedback, Enter to the next "
    "criterion, Ctrl+Enter from the feedback to the next criterion, Ctrl+Shift+Enter finishes. "
    "Typing in the feedback offers the comment bank, Ctrl+Space shows all of it. F6 goes between "
    "report and rubric; Alt with Page up and Page down scrolls the report from the rubric, Alt "
    "with ← and → turns its pages. In the report Ctrl+F finds words, F3 goes to the next, "
    "Ctrl+plus and Ctrl+minus zoom, Ctrl+0 fits the width, Ctrl+9 the page. Everything is saved "
    "as you type. Allotment says who marks what, Agreement what two markers make of it, Moderation "
    "draws a sample, Release lets participants see marks, Marks explains every mark, Charts shows "
    "how marks are spread and how markers differ."
)


_WHERE = {"Balance…": "allotment", "Import marks…": "marks"}


class MarkingPage(Page):
    """Shows what the presenters give it and passes on what the user does."""

    view_chosen = Signal(str)
    occasion_chosen = Signal(tuple)
    record_opened = Signal(object)

    def __init__(self, memory: "Memory") -> None:
        super().__init__("Marking", help_text=_HELP)
        self.queue = QueuePanel(memory)
        self.desk = DeskView(memory)
        self.importing = ImportPanel(memory)
        self.occasion = QComboBox()
        self._bar = ViewBar("Views of marking", self.occasion)
        self.tabs = self._bar.tabs
        self.allotment = AllotmentPanel(self.detail, memory)
        self.agreement = AgreementPanel(self.detail, memory)
        self.moderation = ModerationPanel(self.detail, memory)
        self.release = ReleasePanel(self.detail, memory)
        self.marks = MarksPanel(self.detail, memory)
        self.charts = ChartsPanel()
        self.tutors = TutorsPanel(self.detail, memory)
        self._parts: dict[ViewName, QWidget] = {
            "queue": self.queue,
            "allotment": self.allotment,
            "agreement": self.agreement,
            "moderation": self.moderation,
            "release": self.release,
            "marks": self.marks,
            "charts": self.charts,
            "tutors": self.tutors,
        }
        self._offered: tuple[ViewName, ...] = ()
        self._views = QStackedWidget()
        self._whole = QStackedWidget()
        self._arrange()
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.occasion.activated.connect(
            lambda: self.occasion_chosen.emit(self.occasion.currentData())
        )

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        return SHORTCUTS if self.shows_desk else ()

    @property
    def shows_desk(self) -> bool:
        return self._whole.currentWidget() is self.desk

    def open_record(self, record: object) -> None:
        self.record_opened.emit(record)

    def show_view(self, view: ViewName, offered: Sequence[ViewName], context: str) -> None:
        """Show one of the views that are offered; what is in it follows."""
        self.set_context(context)
        if tuple(offered) != self._offered:
            self._offered = tuple(offered)
            with QSignalBlocker(self.tabs):
                while self.tabs.count():
                    self.tabs.removeTab(0)
                for name in self._offered:
                    self.tabs.addTab(VIEWS[name])
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(self._offered.index(view))
        if self._views.currentWidget() is not self._parts[view]:
            self.detail.close_panel()
        self._views.setCurrentWidget(self._parts[view])
        self.occasion.setVisible(view in OF_ONE_SITTING and self.occasion.count() > 1)

    def show_occasions(
        self, occasions: Sequence[tuple[Occasion, str]], chosen: Occasion | None
    ) -> None:
        """Offer these assessments and sittings."""
        with QSignalBlocker(self.occasion):
            self.occasion.clear()
            for occasion, name in occasions:
                self.occasion.addItem(name, occasion)
                if occasion == chosen:
                    self.occasion.setCurrentIndex(self.occasion.count() - 1)

    def show_desk(self, *, shown: bool) -> None:
        """Give the page to the desk, or back to the views."""
        if shown:
            self.detail.close_panel()
        for widget in (self.title, self.context):
            widget.setVisible(not shown)
        self._whole.setCurrentIndex(1 if shown else 0)
        if not shown and self._views.currentWidget() is self.queue:
            self.queue.list.table.take_focus()

    def show_import(self, *, shown: bool) -> None:
        """Give the page to the preview of an import, or back to the views."""
        self.detail.close_panel()
        self._whole.setCurrentWidget(self.importing if shown else self._lists)

    def show_preview(
        self, preview: "Preview", lines: "Sequence[ImportLine]", total: int, counts: dict[str, int]
    ) -> None:
        self.importing.show_preview(preview, lines, total, counts)

    def start_search(self) -> None:
        if self.shows_desk:
            self.desk.start_search()
            return
        search = getattr(self._views.currentWidget(), "search", None)
        if isinstance(search, QWidget):
            search.setFocus()

    def act(self, words: str) -> None:
        """Carry out what the palette offers of this page, in the view where it is done."""
        if words in _WHERE:
            self.view_chosen.emit(_WHERE[words])
        super().act(words)

    def _tab_chosen(self, at: int) -> None:
        self.view_chosen.emit(cast("str", self._offered[at]))

    def _arrange(self) -> None:
        self.occasion.setAccessibleName("Assessment")
        for part in self._parts.values():
            self._views.addWidget(part)
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self._bar)
        column.addWidget(self._views, 1)
        self._whole.addWidget(lists)
        self._lists = lists
        self._whole.addWidget(self.desk)
        self._whole.addWidget(self.importing)
        self.set_content(self._whole)
