"""The Savings page: the tabs of its views, and of which cohorts they tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.drops import dropped_paths
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.view_bar import ViewBar
from cohort_desk.ui.savings.views import View

_HELP = (
    "A saving begins as a sentence in a project's report. Paste it under Benefits and confirm what "
    "was read from it. A benefit then climbs four steps: projected, forecast once an owner stands "
    "behind settled figures, claimed with evidence for a period, and validated by an officer who "
    "neither owns nor claims it. The headline counts only what is validated and releases cash; "
    "everything else stands beside it. Outcomes without money have steps of their own."
)

_ONE, _EVERY = range(2)
_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """A view before it is made: its name, its tab, what it is for in one line, and its maker.

    A view that is `under` another has no tab of its own; the other's is marked while it is seen.
    One that is the same for every cohort is not `of_cohorts`, and offers no choice of them.
    `whose` says of which cohort a record is that it shows by its id.
    """

    name: str
    title: str
    context: str
    build: "Callable[[SavingsPage], View]"
    under: str = ""
    of_cohorts: bool = True
    whose: Callable[[int], int | None] = lambda _record: None


class SavingsPage(Page):
    """Turns to one of its views; those that nobody has turned to are not made.

    It tells of all cohorts until somebody chooses otherwise, for savings outlive their cohort.
    """

    view_turned = Signal(str)
    scope_chosen = Signal()
    sheet_dropped = Signal(Path)

    def __init__(self, specs: tuple[ViewSpec, ...]) -> None:
        super().__init__("Savings", help_text=_HELP)
        self._specs = specs
        self._tabbed = tuple(spec for spec in specs if not spec.under)
        self._made: dict[str, View] = {}
        self._cohort: tuple[int, str] = (0, "")
        self._shown = ""
        self.scope = QComboBox()
        self.scope.setAccessibleName("Savings of which cohorts")
        self.scope.addItems(["This cohort", "All cohorts"])
        self.scope.setCurrentIndex(_EVERY)
        kept = self.scope.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.scope.setSizePolicy(kept)
        self.bar = ViewBar("Views of savings", self.scope)
        self._stack = QStackedWidget()
        for spec in self._tabbed:
            self.bar.tabs.addTab(spec.title)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self.set_content(whole)
        self.bar.tabs.currentChanged.connect(self._turn_to_tab)
        self.bar.tabs.tabBarClicked.connect(self._turn_back_to_tab)
        self.setAcceptDrops(True)
        self.scope.activated.connect(self._choose_scope)

    @property
    def cohort_id(self) -> int | None:
        """The cohort whose savings are told, None of all."""
        return None if self.scope.currentIndex() == _EVERY else self._cohort[0]

    @property
    def view(self) -> str:
        """The name of the view that is seen; "" before the first."""
        return self._shown

    @property
    def views(self) -> Mapping[str, View]:
        """The views that were made, by name."""
        return self._made

    def show_cohort(self, cohort_id: int, name: str) -> None:
        """Offer a cohort and all of them; what was chosen of the two stays chosen."""
        self._cohort = (cohort_id, name)
        self.scope.setItemText(_ONE, f"Only {name}")
        if self.may_leave():
            self.detail.close_panel()
        self.refresh()

    def show_all_cohorts(self) -> None:
        """Tell of every cohort, where a record may be of another than the chosen one."""
        self.scope.setCurrentIndex(_EVERY)
        self.refresh()

    def show_one_cohort(self) -> None:
        """Tell of the cohort that is chosen at the top of the window alone."""
        self.scope.setCurrentIndex(_ONE)
        self.refresh()

    def turn_to(self, name: str, record: object = None) -> bool:
        """Turn to a view and open a record there; tells whether the one seen could be left."""
        if name != self._shown and not self.may_leave():
            self._mark_tab(self._shown)
            return False
        if name != self._shown:
            self.detail.close_panel()
        self._shown = name
        self._mark_tab(name)
        if isinstance(record, int):
            self._widen_to(self._spec(name).whose(record))
        view = self._view(name)
        self._stack.setCurrentWidget(view.widget)
        self._show_actions()
        self.set_context(self._spec(name).context)
        self.scope.setVisible(self._spec(name).of_cohorts)
        view.show()
        if record is not None:
            view.open(record)
        self.view_turned.emit(name)
        return True

    def refresh(self) -> None:
        """Read what is seen anew."""
        if self._shown:
            self._view(self._shown).show()

    def records_changed(self, kinds: frozenset[str]) -> None:
        """Read anew if anything that is seen is among the records that changed."""
        if self._shown and kinds & self._view(self._shown).hears:
            self.refresh()

    def may_leave(self) -> bool:
        return not self._shown or self._view(self._shown).may_leave()

    def start_search(self) -> None:
        if self._shown:
            self._view(self._shown).start_search()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _sheets(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _sheets(event):
            event.acceptProposedAction()
            self.sheet_dropped.emit(paths[0])

    def open_record(self, record: object) -> None:
        """Open a benefit by its id, a view by its name, or a record in a view by both."""
        if isinstance(record, int):
            self.turn_to("benefits", record)
        elif isinstance(record, tuple):
            name, inner = cast("tuple[str, object]", record)
            self.turn_to(name, inner)
        elif record in {spec.name for spec in self._specs}:
            self.turn_to(str(record))

    def _choose_scope(self) -> None:
        self.refresh()
        self.scope_chosen.emit()

    def _widen_to(self, cohort_id: int | None) -> None:
        """Tell of every cohort where a record to be opened is of another than the chosen one."""
        if cohort_id is not None and self.cohort_id not in {None, cohort_id}:
            with QSignalBlocker(self.scope):
                self.scope.setCurrentIndex(_EVERY)

    def _view(self, name: str) -> View:
        if name not in self._made:
            view = self._made[name] = self._spec(name).build(self)
            self._stack.addWidget(view.widget)
            for action in view.actions:
                self.add_action_widget(action)
        return self._made[name]

    def _spec(self, name: str) -> ViewSpec:
        return next(spec for spec in self._specs if spec.name == name)

    def _show_actions(self) -> None:
        for name, view in self._made.items():
            for action in view.actions:
                action.setVisible(name == self._shown)

    def _mark_tab(self, name: str) -> None:
        names = [spec.name for spec in self._tabbed]
        with QSignalBlocker(self.bar.tabs):
            self.bar.tabs.setCurrentIndex(names.index(self._spec(name).under or name))

    def _turn_to_tab(self, at: int) -> None:
        self.turn_to(self._tabbed[at].name)

    def _turn_back_to_tab(self, at: int) -> None:
        """Turn to the view whose tab is clicked though it was marked, for one under it was seen."""
        if at == self.bar.tabs.currentIndex() and self._spec(self._shown).under:
            self._turn_to_tab(at)


def _sheets(event: QDropEvent) -> list[Path]:
    """Return the spreadsheet that is being dropped, nothing of other files or of several."""
    paths = dropped_paths(event)
    return paths if len(paths) == 1 and paths[0].suffix.casefold() in _SHEETS else []
