"""The Packs page: what went out, what came back, and in a working file the way back."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from cohort_desk.domain.packs.contents import PackKind
from cohort_desk.services.packs import AwayPack, Pack
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.packs.away_view import AwayView
from cohort_desk.ui.packs.clash_panel import ClashPanel
from cohort_desk.ui.packs.list_view import PackList
from cohort_desk.ui.packs.make_panel import MakePanel
from cohort_desk.ui.packs.merge_view import MergeViewWidget
from cohort_desk.ui.packs.pack_panel import PackPanel
from cohort_desk.ui.packs.presenter.comparison import Comparison, MergeLine
from cohort_desk.ui.packs.presenter.making import Subject

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry

_HELP = (
    "A pack is a file for somebody who works without the office’s programme: a tutor’s submissions "
    "to mark, a form for rating one’s group, the external examiner’s sample, or the claims of "
    "savings that a finance officer is asked to confirm. It holds only what "
    "its reader may see. What comes back is merged entry by entry: what nobody touched never "
    "overwrites anything, and where both changed the same entry you choose. Merging is one step "
    "that can be undone, but for decisions on savings, which another decision corrects. To merge "
    "the same file again changes nothing."
)
_NOTE = (
    "Tutors mark away from the office, members rate their group, the external examiner reads the "
    "sample and finance officers confirm savings: each from a file with nothing else in it, that "
    "you merge when it comes back."
)
_NONE = "No packs yet"
_READABLE = (".cohortpack", ".xlsx", ".xlsm", ".xls", ".ods", ".csv")


class PacksPage(Page):
    """Shows what the presenters give it and passes on what the user does."""

    offer_asked = Signal(object)
    merge_file_asked = Signal()
    file_dropped = Signal(object)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__("Packs", help_text=_HELP)
        self.make_button = self.set_primary("Make packs…", "plus")
        self.merge_button = self.add_action("Merge a returned pack…", "download")
        self.list = PackList(memory)
        self.merging = MergeViewWidget(memory)
        self.away = AwayView()
        self.make = MakePanel()
        self.pack = PackPanel()
        self.clash = ClashPanel()
        self.clash.listen(self)
        for panel in (self.make, self.pack, self.clash):
            self.detail.destroyed.connect(panel.deleteLater)
        self._views = QStackedWidget()
        for view in (self.list, self.merging, self.away):
            self._views.addWidget(view)
        self._none, self._listed = False, ""
        self.set_content(self._views)
        self.setAcceptDrops(True)
        self._connect()

    @property
    def is_merging(self) -> bool:
        """Whether a comparison is shown."""
        return self._views.currentWidget() is self.merging

    @property
    def is_away(self) -> bool:
        """Whether this is the page of a working file."""
        return self._views.currentWidget() is self.away

    def open_record(self, record: object) -> None:
        """Merge a file, by its path, or begin to make packs of a kind, for some readers or all."""
        if isinstance(record, Path):
            self.file_dropped.emit(record)
        elif isinstance(record, PackKind):
            self.start_making(record)
        elif isinstance(record, tuple):
            kind, only = cast("tuple[str, tuple[int, ...]]", record)
            self.start_making(PackKind(kind), only)

    def show_packs(self, shown: Sequence[Pack], total: int, context: str) -> None:
        self._none, self._listed = False, context
        self.list.show_packs(shown, total)
        if not self.is_merging and not self.is_away:
            self.set_context(context)
            self.show_content()

    def show_none(self) -> None:
        self._none = True
        if self.is_merging or self.is_away:
            return
        self.set_context(_NONE)
        empty = EmptyState("archive", "No packs have been sent out.", "Make packs…", _NOTE)
        empty.asked.connect(self._start_afresh)
        self.show_state(empty)

    def show_pack(self, pack: Pack, entries: "Sequence[HistoryEntry]") -> None:
        self.pack.show_pack(pack, entries)
        self.detail.show_widget(f"Pack for {pack.reader}", self.pack)

    def shown_pack(self) -> int:
        """Return the pack whose panel is open, 0 if none is."""
        return 0 if self.pack.isHidden() or self.detail.isHidden() else self.pack.pack_id

    def close_pack(self) -> None:
        self.detail.close_panel()

    def show_subjects(self, kind: PackKind, subjects: Sequence[Subject]) -> None:
        self.make.show_subjects(kind, subjects)

    def show_make_problem(self, field: str, sentence: str) -> None:
        self.make.show_problem(field, sentence)

    def close_making(self) -> None:
        self.detail.close_panel()

    def start_making(self, kind: PackKind | None = None, only: Sequence[int] = ()) -> None:
        """Open the panel that makes packs."""
        self.leave_merge()
        self.detail.show_widget("Make packs", self.make)
        self.make.start(kind, only)

    def show_comparison(self, found: Comparison) -> None:
        fresh = not self.is_merging
        self._views.setCurrentWidget(self.merging)
        self.show_content()
        if fresh:
            self.merging.clear_filters()
            self.detail.close_panel()
        self.set_context("Comparing what came back")
        for each in (self.make_button, self.merge_button):
            each.hide()
        self.merging.show_comparison(found)
        if fresh:
            self.merging.table.take_focus()

    def show_clash(self, line: MergeLine | None, number: int, of: int) -> None:
        if line is None:
            self.detail.close_panel()
            return
        self.clash.show_clash(line)
        self.detail.show_widget(f"Clash {number} of {of}", self.clash)
        self._choose(line)

    def show_entry(self, line: MergeLine) -> None:
        self.clash.show_entry(line)
        self.detail.show_widget(line.outcome, self.clash)
        self._choose(line)

    def show_typed_problem(self, sentence: str) -> None:
        self.clash.show_problem(sentence)

    def leave_merge(self) -> None:
        if not self.is_merging:
            return
        self._views.setCurrentWidget(self.list)
        self.detail.close_panel()
        for each in (self.make_button, self.merge_button):
            each.show()
        self.set_context(self._listed)
        if self._none:
            self.show_none()

    def show_away(self, found: AwayPack) -> None:
        for each in (self.make_button, self.merge_button):
            each.hide()
        self.setAcceptDrops(False)
        self._views.setCurrentWidget(self.away)
        self.show_content()
        self.set_title("Your marking pack")
        self.set_context("A working file, away from the office")
        self.away.show_away(found)

    def show_away_problem(self, field: str, sentence: str) -> None:
        self.away.show_problem(field, sentence)

    def start_search(self) -> None:
        field = self.merging.search if self.is_merging else self.list.search
        if not self.is_away:
            field.setFocus()
            field.selectAll()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def _choose(self, line: MergeLine) -> None:
        if line.id in self.merging.model.ids() and self.merging.table.current() != line.id:
            self.merging.table.choose((line.id,))

    def _start_afresh(self) -> None:
        self.start_making()

    def _connect(self) -> None:
        self.make_button.clicked.connect(self._start_afresh)
        self.merge_button.clicked.connect(self.merge_file_asked)
        self.make.kind_chosen.connect(self.offer_asked)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the one file that is dragged here, if it can be merged."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in _READABLE else None
