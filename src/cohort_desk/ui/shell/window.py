"""The main window: navigation, top bar, pages, foot, messages.

    theme = install_look(app, settings)
    window = MainWindow(settings)
    window.show_start(start_page)              # no programme open: the start page fills the window
    window.set_pages([PageSpec("home", "Home", "house", build_home), …])
    window.show_programme("Innovation 2026", [(1, "Autumn intake")], current=1, place="/…/x.cohort")
    window.go("people")                        # builds the page if need be, and returns it
    window.show_undo("move of Aisha Khan to Group 3", None)
    window.say("Moved Aisha Khan to Group 3", undo=True)

It knows nothing of databases: what the user asks for leaves as signals, and whoever opens a
programme answers them. `window.commands`, `window.runner` and `window.toasts` serve every page.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.background import TaskRunner
from cohort_desk.ui.kit.commands import CommandRegistry
from cohort_desk.ui.kit.settings_store import SettingsStore
from cohort_desk.ui.kit.theme import Theme
from cohort_desk.ui.kit.toasts import ToastHost
from cohort_desk.ui.kit.widgets import label
from cohort_desk.ui.shell.actions import add_frame_commands
from cohort_desk.ui.shell.look import LookCommands
from cohort_desk.ui.shell.menus import Menus
from cohort_desk.ui.shell.navigation import Navigation
from cohort_desk.ui.shell.pages import PageSpec
from cohort_desk.ui.shell.top_bar import TopBar
from cohort_desk.ui.shell.work_bar import WorkBar

if TYPE_CHECKING:
    from cohort_desk.ui.kit.dialogs import Dialogs
    from cohort_desk.ui.kit.page import Page
    from cohort_desk.ui.shell.palette import Palette

_FIRST_SIZE = (1280, 800)
_LEAST_SIZE = (900, 560)
_NUMBERED = 9


class MainWindow(QMainWindow):
    """The frame around every page."""

    cohort_chosen = Signal(int)
    undo_asked = Signal()
    redo_asked = Signal()
    page_shown = Signal(str)
    closing = Signal()

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__()
        self._settings = settings
        self._specs: dict[str, PageSpec] = {}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._start: QWidget | None = None
        self.commands = CommandRegistry(self)
        self.runner = TaskRunner(self)
        self.dialogs: Dialogs | None = None
        self.navigation, self.top = Navigation(), TopBar()
        self.stack, self._body = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.toasts = ToastHost(self)
        self._palette: Palette | None = None
        self._menus = Menus(self.menuBar(), self.commands)
        add_frame_commands(self)
        self.show_undo(None, None)
        LookCommands(Theme.current(), settings, self.commands, self)
        self._connect()
        self._restore_state()

    def set_pages(self, specs: Sequence[PageSpec]) -> None:
        """Offer these pages and no others; those built before are deleted."""
        for key in (*self._specs, *self._pages):
            self.commands.remove(f"go.{key}")
        for spec in self._specs.values():
            for words in spec.actions:
                self.commands.remove(f"{spec.key}.{words}")
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._current = ""
        self._specs = {spec.key: spec for spec in specs}
        listed = [spec for spec in specs if spec.listed]
        for number, spec in enumerate(listed, start=1):
            self.commands.add(
                f"go.{spec.key}",
                spec.title,
                partial(self.go, spec.key),
                group="Go",
                icon=spec.icon,
                shortcut=f"Ctrl+{number}" if number <= _NUMBERED else "",
            )
        for spec in specs:
            for words in spec.actions:
                run = partial(self._act, spec.key, words)
                self.commands.add(f"{spec.key}.{words}", words, run, group=spec.title)
        self.navigation.show_pages(specs)
        if specs:
            self._drop_start()

    def go(self, key: str) -> "Page":
        """Show a page, building it the first time, and return the one that is shown.

        It is the one that was shown before if the user stays with what cannot be saved there.

        Raises:
            KeyError: there is no such page among those set.
        """
        if key != self._current and not self.may_leave():
            self.navigation.show_current(self._current)
            return self._pages[self._current]
        if key not in self._pages:
            self._pages[key] = self._build(self._specs[key])
            self.stack.addWidget(self._pages[key])
        page = self._pages[key]
        self._body.setCurrentIndex(0)
        self.stack.setCurrentWidget(page)
        self.navigation.show_current(key)
        if key != self._current:
            self._current = key
            self.page_shown.emit(key)
        return page

    def _act(self, key: str, words: str) -> None:
        page = self.go(key)
        if self._current == key:
            page.act(words)

    def may_leave(self) -> bool:
        """Have the page that is shown save what is typed; False if the user stays with it."""
        page = self._pages.get(self._current)
        return page is None or page.may_leave()

    def has_page(self, key: str) -> bool:
        """Whether a page is among those set, built or not."""
        return key in self._specs

    @property
    def current_key(self) -> str:
        """The key of the page that is shown, "" while none is."""
        return self._current

    def rebuild_page(self, key: str) -> None:
        """Drop a built page, so that it is built anew when next gone to."""
        if page := self._pages.pop(key, None):
            self.stack.removeWidget(page)
            page.deleteLater()

    def show_start(self, start: QWidget) -> None:
        """Fill the window with the start page; `set_pages` leads back from it."""
        self._drop_start()
        self._start = start
        self._body.addWidget(start)
        self._body.setCurrentWidget(start)

    def show_programme(
        self, name: str, cohorts: Sequence[tuple[int, str]], current: int | None, place: str = ""
    ) -> None:
        """Name the programme, its cohorts and where it is kept; "" for the start page."""
        self.setWindowTitle(f"{name} – Cohort Desk" if name else "Cohort Desk")
        self.top.show_programme(name, cohorts, current)
        self.foot.setText(place)

    def show_undo(self, undo: str | None, redo: str | None) -> None:
        """Name the steps that the Edit menu takes back and does again; None for nothing."""
        for key, verb, step in (("undo", "Undo", undo), ("redo", "Redo", redo)):
            action = self.commands.action(key)
            action.setText(f"{verb} {step}" if step else verb)
            action.setEnabled(step is not None)

    def say(self, text: str, *, undo: bool = False) -> None:
        """Tell what was done, with the way back if there is one."""
        self.toasts.say(text, action="Undo" if undo else "", run=self.undo_asked.emit)

    def say_problem(self, text: str) -> None:
        """Tell what could not be done."""
        self.toasts.say(text, tone="warning")

    def closeEvent(self, event: QCloseEvent) -> None:
        if (unsaved := self.runner.writing()) and not self._agrees_to_stop(unsaved[0].title):
            event.ignore()
            return
        if not self.may_leave():
            event.ignore()
            return
        self.runner.forget_all()
        self._settings.set("window.geometry", _as_text(self.saveGeometry()))
        self._settings.set("window.page", self._current or None)
        self.closing.emit()
        self.toasts.clear()
        super().closeEvent(event)

    def _agrees_to_stop(self, title: str) -> bool:
        from cohort_desk.ui.kit.dialogs import QtDialogs  # noqa: PLC0415 - after the first paint

        return (self.dialogs or QtDialogs(self)).confirm(
            "Close in the middle of work?",
            f"“{title}” is not finished. If you close now it is stopped, and nothing of it is "
            "saved. What was saved before is safe.",
            "Stop and close",
            danger=True,
        )

    def last_page(self, otherwise: str) -> str:
        """Return the page that was shown when the window last closed."""
        key = self._settings.text("window.page", otherwise)
        return key if key in self._specs else otherwise

    def start_search(self) -> None:
        """Go to the search field of the page that is shown."""
        if page := self._pages.get(self._current):
            page.start_search()

    @property
    def palette_box(self) -> "Palette":
        """The palette; made when it is first wanted."""
        from cohort_desk.ui.shell.palette import Palette  # noqa: PLC0415 - after the first paint

        if self._palette is None:
            self._palette = Palette(self, self.commands)
        return self._palette

    def open_palette(self) -> None:
        """Open the palette over the window."""
        self.palette_box.open()

    def toggle_navigation(self) -> None:
        """Leave only the icons of the navigation, or bring back the words."""
        self.navigation.set_collapsed(not self.navigation.collapsed)

    def show_help(self) -> None:
        """Open help on the page that is shown; the shortcuts where it has none."""
        from cohort_desk.ui.shell.sheets import HelpSheet  # noqa: PLC0415 - after the first paint

        page = self._pages.get(self._current)
        if page and page.help_text:
            self._open(HelpSheet(self, page))
        else:
            self.show_shortcuts()

    def show_shortcuts(self) -> None:
        """Open the sheet of shortcuts."""
        from cohort_desk.ui.shell.sheets import ShortcutsSheet  # noqa: PLC0415 - as above

        self._open(ShortcutsSheet(self, self.commands, self._pages.get(self._current)))

    def _build(self, spec: PageSpec) -> "Page":
        try:
            return spec.build()
        except CohortDeskError as error:
            from cohort_desk.ui.kit.page import Page  # noqa: PLC0415 - after the first paint
            from cohort_desk.ui.kit.states import ErrorState  # noqa: PLC0415 - as above

            page, state = Page(spec.title), ErrorState(str(error))
            state.asked.connect(partial(self._try_again, spec.key))
            page.show_state(state)
            return page

    def _try_again(self, key: str) -> None:
        self.rebuild_page(key)
        self.go(key)

    def _drop_start(self) -> None:
        if self._start:
            self._body.removeWidget(self._start)
            self._start.deleteLater()
            self._start = None

    def _lay_out(self) -> None:
        self.setWindowTitle("Cohort Desk")
        self.setMinimumSize(*_LEAST_SIZE)
        self.stack.setObjectName("background")
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.stack, 1)
        frame = QWidget()
        columns = QHBoxLayout(frame)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(self.navigation)
        columns.addLayout(right, 1)
        self._body.addWidget(frame)
        self.setCentralWidget(self._body)
        self.foot = label("", "small")
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.setContentsMargins(tokens.S, 0, tokens.S, 0)
        bar.addWidget(self.foot)
        self.work_bar = WorkBar(self.runner)
        bar.addPermanentWidget(self.work_bar)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.navigation.collapse_changed.connect(self._navigation_collapsed)
        self.top.cohort_chosen.connect(self.cohort_chosen)
        self.top.palette_asked.connect(self.open_palette)
        self.runner.problem.connect(self.say_problem)
        self.runner.told.connect(self._work_ended)

    def _work_ended(self, text: str) -> None:
        self.say(text)
        QApplication.alert(self)

    def _navigation_collapsed(self, collapsed: bool) -> None:  # noqa: FBT001 - a slot
        self.commands.action("navigation").setChecked(collapsed)
        self._settings.set("window.navigation_collapsed", collapsed)

    def _open(self, sheet: QDialog) -> None:
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def _restore_state(self) -> None:
        self.resize(*_FIRST_SIZE)
        if geometry := self._settings.text("window.geometry"):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self.navigation.set_collapsed(self._settings.flag("window.navigation_collapsed"))


def _as_text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode()
