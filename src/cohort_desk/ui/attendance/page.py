"""The page of sessions: their list, the register of one, and everybody's attendance."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cohort_desk.domain.attendance import Attendance
from cohort_desk.domain.words import counted
from cohort_desk.services.attendance import SessionLine
from cohort_desk.ui.attendance.people_view import AttendanceView
from cohort_desk.ui.attendance.presenter.words import written_day, written_span
from cohort_desk.ui.attendance.register_view import SHORTCUTS, RegisterView
from cohort_desk.ui.attendance.session_panel import SessionPanel
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.columns import Chip, Column
from cohort_desk.ui.kit.data_table import DataTable
from cohort_desk.ui.kit.filters import FilterMenu, SearchField
from cohort_desk.ui.kit.page import Page, Shortcut
from cohort_desk.ui.kit.record_panel import Panels
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.table_model import TableModel

if TYPE_CHECKING:
    from cohort_desk.services.history import HistoryEntry
    from cohort_desk.ui.kit.record_editor import Clash

ViewName = Literal["sessions", "register", "attendance"]
VIEWS: dict[ViewName, str] = {
    "sessions": "Sessions",
    "register": "Register",
    "attendance": "Attendance",
}
_ORDER: tuple[ViewName, ...] = tuple(VIEWS)
_HELP = (
    "The sessions of this cohort and who was there. In the register P, L, E and A record that "
    "somebody was present, late, excused or absent, and the next line follows; Delete takes a "
    "record out and F2 notes why. Attendance shows everybody’s share of the required sessions "
    "that have begun, by the rules of the cohort’s regulations. Times are those of the office."
)


def _required(line: SessionLine) -> Chip | None:
    return None if line.required else Chip("Not required")


def _count(status: Attendance, heading: str) -> Column[SessionLine]:
    return Column(
        heading,
        lambda line: f"{line.counts.get(status, 0)}",
        key=status.value,
        width=76,
        right=True,
    )


COLUMNS: tuple[Column[SessionLine], ...] = (
    Column("Date", written_day, key="date", width=152, sort_by=lambda line: line.starts_at),
    Column("Time", written_span, key="time", width=112),
    Column("Title", lambda line: line.title, key="title", width=124, grows=True),
    Column("Module", lambda line: line.module, key="module", width=70),
    Column("Place", lambda line: line.place, key="place", width=120),
    _count(Attendance.PRESENT, "Present"),
    _count(Attendance.LATE, "Late"),
    _count(Attendance.EXCUSED, "Excused"),
    _count(Attendance.ABSENT, "Absent"),
    Column(
        "Not recorded", lambda line: f"{line.unrecorded}", key="unrecorded", width=114, right=True
    ),
    Column(
        "Counts",
        lambda line: "Required" if line.required else "Not required",
        key="required",
        width=120,
        chip=_required,
        hidden=True,
    ),
)


class SessionsPage(Page):
    """Shows what the presenters give it and passes on what the user does."""

    session_opened = Signal(int)
    session_closed = Signal()
    register_opened = Signal(int)
    add_asked = Signal()
    copy_asked = Signal(tuple)
    delete_asked = Signal(tuple)
    print_asked = Signal()
    export_asked = Signal()
    searched = Signal(str)
    modules_chosen = Signal(tuple)
    widened = Signal()

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__("Sessions", help_text=_HELP)
        self.add_button = self.set_primary("Add session", "plus")
        self.print_button = self.add_action("Sign-in sheet…", "printer")
        self.tabs = QTabBar()
        self.search = SearchField("Search sessions")
        self.modules = FilterMenu("Module")
        self.model = TableModel[SessionLine](COLUMNS, identity=lambda line: line.id)
        self.table = DataTable(self.model, "Sessions", ("session", "sessions"), memory=memory)
        self.session = SessionPanel()
        self.panels = Panels(self.detail, self.session)
        self.register = RegisterView()
        self.attendance = AttendanceView(memory)
        self._views = QStackedWidget()
        self._arrange()
        self._connect()

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        return SHORTCUTS if self.view == "register" else ()

    @property
    def view(self) -> ViewName:
        """Which of the views is shown."""
        return _ORDER[self._views.currentIndex()]

    def open_record(self, record: object) -> None:
        """Show a view by its name, or a session by its id."""
        if isinstance(record, str) and record in VIEWS:
            self.show_view(_ORDER[_ORDER.index(record)])
        elif isinstance(record, int):
            self.show_added(record)

    def show_view(self, view: ViewName) -> None:
        at = _ORDER.index(view)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(at)
        if at != self._views.currentIndex():
            self.detail.close_panel()
        self._views.setCurrentIndex(at)
        self.print_button.setVisible(view == "register")

    def show_sessions(self, shown: Sequence[SessionLine], total: int) -> None:
        self.show_content()
        recorded = sum(line.recorded > 0 for line in shown)
        sessions = counted(total, "session", "sessions")
        self.set_context(f"{sessions}; the register of {recorded:,} has been begun")
        self.model.show_rows(shown)
        self.table.set_total(total)

    def show_none(self) -> None:
        self.set_context("")
        self.detail.close_panel()
        empty = EmptyState(
            "calendar",
            "This cohort has no sessions yet.",
            "Add the first session",
            "Each has a register that is kept by keys and a sheet to sign. What is required counts "
            "for attendance, which the award can ask for.",
        )
        empty.asked.connect(self.add_asked)
        self.show_state(empty)

    def offer_modules(self, modules: Sequence[tuple[int, str]]) -> None:
        self.modules.set_choices(modules)
        self.modules.setVisible(bool(modules))
        self.session.offer_modules(modules)

    def show_added(self, session_id: int) -> None:
        """Go to a session in the list, and open its panel."""
        self.show_view("sessions")
        self.table.choose((session_id,))
        self._open_and_edit(session_id)

    def show_record(self, record: SessionLine, keep: Collection[str] = ()) -> None:
        self.session.show_record(record, keep)
        self.panels.open_record(record.title)

    def unsaved(self) -> Mapping[str, str]:
        return self.session.unsaved()

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.session.form.show_problem(field, sentence)

    def show_clash(self, clash: "Clash | None") -> None:
        self.session.show_clash(clash)

    def show_history(self, entries: "Sequence[HistoryEntry]") -> None:
        self.panels.open_history(entries)

    def history_is_shown(self) -> bool:
        return self.panels.shows(self.panels.history)

    def close_record(self) -> None:
        self.detail.close_panel()

    def start_search(self) -> None:
        fields = {
            "sessions": self.search,
            "register": self.register.search,
            "attendance": self.attendance.search,
        }
        fields[self.view].setFocus()
        fields[self.view].selectAll()

    def open_register(self, session_id: int) -> None:
        """Show the register of a session, ready for the keys."""
        self.show_view("register")
        self.register_opened.emit(session_id)
        self.register.take_focus()

    def _tab_chosen(self, at: int) -> None:
        self.show_view(_ORDER[at])

    def _current_changed(self, session_id: int | None) -> None:
        if session_id is not None:
            self.panels.show_only(self.session)
            self.session_opened.emit(session_id)

    def _reopen(self) -> None:
        """Open the panel again, for to click the current row again changes no row."""
        if self.detail.isHidden():
            self._current_changed(self.table.current())

    def _open_and_edit(self, session_id: int) -> None:
        self.panels.show_only(self.session)
        self.session_opened.emit(session_id)
        self.session.take_focus()

    def _widen(self) -> None:
        self.search.clear()
        self.modules.choose(())
        self.widened.emit()

    def _arrange(self) -> None:
        self.tabs.setAccessibleName("Views of the sessions")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for words in VIEWS.values():
            self.tabs.addTab(words)
        row = QHBoxLayout()
        row.setSpacing(tokens.S)
        row.addWidget(self.search, 1)
        row.addWidget(self.modules)
        sessions = QWidget()
        column = QVBoxLayout(sessions)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        for each in (sessions, self.register, self.attendance):
            self._views.addWidget(each)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._views, 1)
        self.set_content(content)

    def _connect(self) -> None:
        table = self.table
        table.add_bulk_action("Copy weekly…", "copy", self.copy_asked.emit)
        table.add_bulk_action("Delete", "trash-2", self.delete_asked.emit)
        table.offer_export()
        table.export_asked.connect(self.export_asked)
        table.current_changed.connect(self._current_changed)
        table.grid.clicked.connect(self._reopen)
        table.opened.connect(self.open_register)
        table.edit_asked.connect(self._open_and_edit)
        table.delete_asked.connect(self.delete_asked)
        table.widen_asked.connect(self._widen)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.search.searched.connect(self.searched)
        self.search.left_downwards.connect(table.take_focus)
        self.modules.chosen_changed.connect(self.modules_chosen)
        self.add_button.clicked.connect(self.add_asked)
        self.print_button.clicked.connect(self.print_asked)
        self.detail.closed.connect(self.session_closed)
        self.session.register_wanted.connect(self.open_register)
        self.session.delete_asked.connect(self.delete_asked)
