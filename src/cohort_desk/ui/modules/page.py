"""The Modules page: what is studied, how it is marked, and by which regulations."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.filters import SearchField
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.record_panel import Panels
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.widgets import button
from cohort_desk.ui.modules.assessment_panel import AssessmentPanel
from cohort_desk.ui.modules.guides.view import GuidesPanel
from cohort_desk.ui.modules.module_panel import ModulePanel
from cohort_desk.ui.modules.record_side import RecordSide
from cohort_desk.ui.modules.structure_view import StructureView

if TYPE_CHECKING:
    from collections.abc import Callable

    from cohort_desk.services.modules import Assessment, Module
    from cohort_desk.ui.modules.presenter.structure import Choices
    from cohort_desk.ui.modules.regulations.view import RegulationsView

ViewName = Literal["modules", "guides", "regulations"]
VIEWS: dict[ViewName, str] = {
    "modules": "Modules",
    "guides": "Marking guides",
    "regulations": "Regulations",
}
_ORDER: tuple[ViewName, ...] = tuple(VIEWS)
_ROOM, _NO_ROOM = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
_HELP = (
    "What this cohort studies: modules with their credits and level, and in each the assessments "
    "with weight, deadline and marking guide. Enter opens an assessment, Alt with an arrow key "
    "moves it, Delete deletes it. Marking guides hold the criteria, bands and comments that "
    "tutors mark by. Regulations say how marks become results."
)


class ModulesPage(Page):
    """Shows modules, marking guides and regulations, one at a time."""

    shown_view = Signal(str)
    guide_wanted = Signal(int)
    add_asked = Signal()
    set_up_asked = Signal()
    copy_asked = Signal(int)
    export_asked = Signal()
    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__("Modules", help_text=_HELP)
        self.structure = StructureView()
        self.guides = GuidesPanel(self.detail)
        module, assessment = ModulePanel(), AssessmentPanel()
        panels = Panels(self.detail, module, assessment)
        self.module = RecordSide(self.detail, panels, module, _module_name)
        self.assessment = RecordSide(self.detail, panels, assessment, _assessment_name)
        self.module_panel, self.assessment_panel = module, assessment
        self.add_button = self.set_primary("Add module", "plus")
        self.copy_button = button("Copy from another cohort", "copy")
        self.copy_button.setProperty("menu", True)
        self._cohorts = QMenu(self.copy_button)
        self.copy_button.setMenu(self._cohorts)
        self.export_button = button("Export", "download")
        self.search = SearchField("Search modules and assessments")
        self.tabs = QTabBar()
        self._views = QStackedWidget()
        self._empty: EmptyState | None = None
        self.regulations: RegulationsView | None = None
        self._build_regulations: Callable[[], RegulationsView] | None = None
        self._contexts: dict[ViewName, str] = {
            "modules": "",
            "guides": "",
            "regulations": "The rules by which marks become results, kept in versions",
        }
        self._arrange()
        self._connect()

    @property
    def view(self) -> ViewName:
        """Which of the views is shown."""
        return _ORDER[self._views.currentIndex()]

    def mount_regulations(self, build: "Callable[[], RegulationsView]") -> None:
        """Give the page its last view, which has presenters of its own; built when first shown."""
        self._build_regulations = build

    def open_record(self, record: object) -> None:
        """Show a view by its name, or ("module", "assessment", "guide" or "regulations", id)."""
        for view in _ORDER:
            if record == view:
                self.show_view(view)
        match record:
            case ("guide", int(guide_id)):
                self.guide_wanted.emit(guide_id)
            case ("module", int(module_id)):
                self.open_module(module_id)
            case ("assessment", int(assessment_id)):
                self.open_assessment(assessment_id)
            case ("regulations", int(set_id)):
                self.show_view("regulations")
                if self.regulations is not None:
                    self.regulations.open_record(set_id)
            case _:
                pass

    def show_view(self, view: ViewName) -> None:
        """Show one of the views, from where what it has to read is read."""
        at = _ORDER.index(view)
        if view == "regulations" and self.regulations is None and self._build_regulations:
            self.regulations = self._build_regulations()
            self._views.addWidget(self.regulations)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(at)
        if at != self._views.currentIndex():
            self.detail.close_panel()
        for place in range(self._views.count()):
            # A view out of sight must not keep the page from being narrow.
            policy = _ROOM if place == at else _NO_ROOM
            if (part := self._views.widget(place)) is not None:
                part.setSizePolicy(policy, policy)
        self._views.setCurrentIndex(at)
        self._show_tools()
        self.shown_view.emit(view)

    def show_modules(self, shown: "Sequence[Module]", total: int, line: str, warning: str) -> None:
        found = f"{len(shown):,} of {total:,} shown · " if len(shown) < total else ""
        self._say("modules", f"{found}{line}")
        self._body.setCurrentWidget(self.structure)
        self._show_tools()
        self.structure.show_modules(shown, warning)

    def show_none(self, *, others: bool) -> None:
        self._say("modules", "")
        self.detail.close_panel()
        note = "Three modules of 20 credits with assessments and a rubric, to change as you like."
        if others:
            note += " Or copy those of another cohort with the button at the top."
        empty = EmptyState(
            "book-open",
            "This cohort has no modules yet.",
            "Set up the standard programme",
            note,
        )
        empty.asked.connect(self.set_up_asked)
        if self._empty:
            self._body.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        self._body.addWidget(empty)
        self._body.setCurrentWidget(empty)
        self._show_tools()

    def show_choices(self, choices: "Choices") -> None:
        self.assessment_panel.offer(choices)

    def offer_cohorts(self, cohorts: Sequence[tuple[int, str]]) -> None:
        """Offer the modules of these cohorts to copy."""
        self._cohorts.clear()
        for cohort_id, name in cohorts:
            self._cohorts.addAction(name, lambda at=cohort_id: self.copy_asked.emit(at))
        self._show_tools()

    def open_module(self, module_id: int) -> None:
        """Open a module in the panel, its title ready to be typed."""
        self.show_view("modules")
        self.assessment.leave()
        self.module.open(module_id)
        self.module_panel.form.editor("title").setFocus()

    def open_assessment(self, assessment_id: int) -> None:
        """Open an assessment in the panel, its title ready to be typed."""
        self.show_view("modules")
        self.module.leave()
        self.assessment.open(assessment_id)
        self.assessment_panel.take_focus()

    def start_search(self) -> None:
        if self.view == "modules":
            self.search.setFocus()
            self.search.selectAll()
        elif self.view == "guides":
            self.guides.start_search()
        elif self.regulations is not None:
            self.regulations.start_search()

    def _show_tools(self) -> None:
        """Offer what can be done in the view that is shown."""
        here = self.view == "modules"
        listed = here and self._body.currentWidget() is self.structure
        self.add_button.setVisible(here)
        self.copy_button.setVisible(here and not self._cohorts.isEmpty())
        self.export_button.setVisible(listed)
        self.search.setVisible(listed)
        self.set_context(self._contexts[self.view])

    def _say(self, view: ViewName, context: str) -> None:
        """Have a line under the title while a view is shown."""
        self._contexts[view] = context
        self.set_context(self._contexts[self.view])

    def _guides_told(self, context: str) -> None:
        self._say("guides", context)

    def _tab_chosen(self, at: int) -> None:
        self.show_view(_ORDER[at])

    def _arrange(self) -> None:
        for each in (self.export_button, self.copy_button):
            self.add_action_widget(each)
        self.tabs.setAccessibleName("Views of the modules")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for words in VIEWS.values():
            self.tabs.addTab(words)
        self._body = QStackedWidget()
        self._body.addWidget(self.structure)
        modules = QWidget()
        column = QVBoxLayout(modules)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(self.search)
        column.addWidget(self._body, 1)
        self._views.addWidget(modules)
        self._views.addWidget(self.guides)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.M)
        layout.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._views, 1)
        self.set_content(content)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.add_button.clicked.connect(self.add_asked)
        self.guides.context_changed.connect(self._guides_told)
        self.export_button.clicked.connect(self.export_asked)
        self.search.searched.connect(self.searched)
        self.structure.module_opened.connect(self.open_module)
        self.structure.assessment_opened.connect(self.open_assessment)
        self.assessment_panel.guide_wanted.connect(self.guide_wanted)


def _module_name(module: "Module") -> str:
    return module.title


def _assessment_name(assessment: "Assessment") -> str:
    return assessment.title
