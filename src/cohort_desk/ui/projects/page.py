"""The projects page: the list, one project, the submissions of a sitting, a folder's preview."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cohort_desk.services.history import HistoryEntry
from cohort_desk.services.projects import Project, ProjectLine
from cohort_desk.services.savings.shapes import BenefitLine
from cohort_desk.services.submissions import Due, Owner
from cohort_desk.ui.kit import tokens
from cohort_desk.ui.kit.page import Page
from cohort_desk.ui.kit.record_editor import Clash
from cohort_desk.ui.kit.settings_store import Memory
from cohort_desk.ui.kit.states import EmptyState
from cohort_desk.ui.kit.view_bar import ViewBar
from cohort_desk.ui.projects.case_side import CaseSide
from cohort_desk.ui.projects.presenter.folder import FileShown
from cohort_desk.ui.projects.presenter.project import Work
from cohort_desk.ui.projects.presenter.projects import Write
from cohort_desk.ui.projects.presenter.submissions import Choice
from cohort_desk.ui.projects.presenter.words import ProjectShown, SubmissionShown
from cohort_desk.ui.projects.project_view import ProjectPage
from cohort_desk.ui.projects.projects_view import ProjectsList
from cohort_desk.ui.projects.submissions_view import FolderPreview, SubmissionsList

ViewName = Literal["projects", "submissions"]
VIEWS: dict[ViewName, str] = {"projects": "Projects", "submissions": "Submissions"}
_ORDER: tuple[ViewName, ...] = tuple(VIEWS)
_HELP = (
    "The projects of the groups, and everything that is handed in. Enter opens a project: its "
    "problem, sponsor, partners, outcomes, milestones, files and submissions; each field is kept "
    "as you leave it; its summary is printed for the group, or in short for the sponsor. "
    "Submissions lists everybody who has to hand in: choose one to hand in files "
    "for them, extend a deadline, record extenuating circumstances or hold a mark. Files can be "
    "dropped. Take in a folder matches reports by their names, and shows the match first."
)


class ProjectsPage(Page):
    """Shows what the presenters give it and passes on what the user does."""

    view_shown = Signal(str)
    project_opened = Signal(int)
    project_left = Signal()
    case_opened = Signal(object)
    case_left = Signal()
    register_asked = Signal()
    groups_wanted = Signal()
    print_asked = Signal(str)
    folder_asked = Signal()
    listing_made = Signal(str, object)
    sitting_wanted = Signal(tuple)

    def __init__(self, memory: Memory | None = None) -> None:
        super().__init__("Projects", help_text=_HELP)
        self.projects, self.project = ProjectsList(memory), ProjectPage()
        self.submissions, self.folder = SubmissionsList(memory), FolderPreview()
        self.side = CaseSide(self.detail)
        self.case, self.history = self.side.case, self.side.history
        self._empty: EmptyState | None = None
        self.register_button = self.set_primary("Register projects", "plus")
        self.register_button.clicked.connect(self.register_asked)
        self.folder_button = self.add_action("Take in a folder…", "folder-open")
        self.folder_button.clicked.connect(self.folder_asked)
        self.print_button = self.add_action("Print…", "printer")
        self.print_button.setShortcut(QKeySequence.StandardKey.Print)
        self.print_button.clicked.connect(self._ask_print)
        self.sponsor_button = self.add_action("Print for the sponsor…", "printer")
        self.sponsor_button.clicked.connect(lambda: self.print_asked.emit("sponsor"))
        self._bar = ViewBar("Views of projects", self.submissions.sitting)
        self.tabs = self._bar.tabs
        self._views = QStackedWidget()
        self._lines: dict[ViewName, str] = {"projects": "", "submissions": ""}
        self._missing = 0
        self._arrange()
        self._connect()

    @property
    def view(self) -> ViewName:
        """Which of the two lists is shown, or was before what is shown now."""
        return _ORDER[self.tabs.currentIndex()]

    def open_record(self, record: object) -> None:
        """Show a view by its name, a project by its id, or what is due of somebody."""
        if isinstance(record, str) and record in VIEWS:
            self.show_view(_ORDER[int(record == "submissions")])
        elif isinstance(record, int):
            self.open_project(record)
        elif isinstance(record, Due):
            self.show_view("submissions")
            self.sitting_wanted.emit((record.assessment_id, record.sitting))
            self.open_case(record)

    def show_view(self, view: ViewName) -> None:
        """Show the list of projects or that of submissions."""
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(_ORDER.index(view))
        self.detail.close_panel()
        self._bar.show()
        self._views.setCurrentWidget(
            self._projects_shell if view == "projects" else self.submissions
        )
        self._show_actions()
        self.view_shown.emit(view)

    def show_projects(self, shown: Sequence[ProjectShown], total: int, context: str) -> None:
        self._missing = sum(each.line.project is None for each in shown)
        self._say("projects", context)
        self._projects_shell.setCurrentWidget(self.projects)
        self.projects.show_projects(shown, total)
        self._show_actions()

    def show_no_groups(self) -> None:
        empty = EmptyState(
            "briefcase",
            "There are no groups in this cohort yet.",
            "Form groups",
            "Projects are done by groups: form them first, then register a project for each.",
        )
        empty.asked.connect(self.groups_wanted)
        self._show_empty(empty)

    def show_none_registered(self, groups: str) -> None:
        empty = EmptyState(
            "briefcase",
            f"Register projects for the {groups}.",
            "Register projects",
            "Each group gets one, named after it until it has a title. Problem, sponsor and "
            "outcomes are filled in as they are known.",
        )
        empty.asked.connect(self.register_asked)
        self._show_empty(empty)

    def open_project(self, project_id: int) -> None:
        """Go to a project's own page."""
        self.detail.close_panel()
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(0)
        self._bar.hide()
        self._views.setCurrentWidget(self.project)
        self._show_actions()
        self.project_opened.emit(project_id)
        self.project.panel.take_focus()

    def close_project(self) -> None:
        """Go back to the list of projects."""
        self.project_left.emit()
        self.show_view("projects")
        self.projects.table.take_focus()

    def show_project(self, line: ProjectLine, works: Sequence[Work]) -> None:
        self.project.show_project(line, works)
        if line.project is not None:
            self.set_title(line.project.title)
            people = ", ".join(member.name for member in line.members)
            self.set_context(f"{line.group} · {people}")

    def show_savings(self, lines: Sequence[BenefitLine]) -> None:
        self.project.show_savings(lines)

    def offer_agencies(self, names: Sequence[str]) -> None:
        self.project.offer_agencies(names)

    def show_part_problem(self, part: str, sentence: str) -> None:
        self.project.show_part_problem(part, sentence)

    def show_record(self, record: Project, keep: Collection[str] = ()) -> None:
        self.project.show_record(record, keep)

    def unsaved(self) -> Mapping[str, str]:
        return self.project.unsaved()

    def show_field_problem(self, field: str, sentence: str) -> None:
        self.project.show_field_problem(field, sentence)

    def show_clash(self, clash: Clash | None) -> None:
        self.project.show_clash(clash)

    def show_history(self, entries: Sequence[HistoryEntry]) -> None:
        self.side.show_record_history(entries, self.title.text())

    def history_is_shown(self) -> bool:
        return self.side.shows_history

    def close_record(self) -> None:
        """Leave a project that is gone; its presenter goes back to the list."""

    def show_choices(self, choices: Sequence[Choice], chosen: tuple[int, int] | None) -> None:
        self.submissions.show_choices(choices, chosen)

    def show_submissions(self, shown: Sequence[SubmissionShown], total: int, context: str) -> None:
        self._say("submissions", context)
        self.submissions.show_submissions(shown, total)
        self.folder_button.setEnabled(True)

    def show_no_assessments(self) -> None:
        self._say("submissions", "")
        self.submissions.show_no_assessments()
        self.folder_button.setEnabled(False)

    def show_nobody(self, title: str) -> None:
        self._say("submissions", "")
        self.submissions.show_nobody(title)
        self.folder_button.setEnabled(False)

    def print_listing(self, title: str, write: Write) -> None:
        self.listing_made.emit(title, write)

    def open_case(self, due: object) -> None:
        """Open the panel of what is due of somebody."""
        self.case_opened.emit(due)

    def show_plan(self, title: str, owners: Sequence[tuple[Owner, str]]) -> None:
        self.detail.close_panel()
        self.folder.show_owners(title, owners)
        self._bar.hide()
        self._views.setCurrentWidget(self.folder)
        self._show_actions()

    def show_files(self, files: Sequence[FileShown], summary: str, without: str) -> None:
        self.folder.show_files(files, summary, without)

    def close_plan(self) -> None:
        self.show_view("submissions")

    def start_search(self) -> None:
        found = self.projects.search if self.view == "projects" else self.submissions.search
        found.setFocus()
        found.selectAll()

    def _ask_print(self) -> None:
        of_project = self._views.currentWidget() is self.project
        self.print_asked.emit("project" if of_project else self.view)

    def _tab_chosen(self, at: int) -> None:
        self.show_view(_ORDER[at])

    def _say(self, view: ViewName, context: str) -> None:
        self._lines[view] = context
        self._show_actions()

    def _show_actions(self) -> None:
        shown = self._views.currentWidget()
        listed = shown in (self._projects_shell, self.submissions)
        has_projects = self._projects_shell.currentWidget() is self.projects
        in_projects = shown is self._projects_shell and has_projects
        self.register_button.setVisible(in_projects and self._missing > 0)
        self.folder_button.setVisible(shown is self.submissions)
        self.submissions.sitting.setVisible(
            shown is self.submissions and self.submissions.sitting.count() > 0
        )
        printable = in_projects or shown in (self.submissions, self.project)
        self.print_button.setVisible(printable)
        self.sponsor_button.setVisible(shown is self.project)
        self.print_button.setText("Print summary…" if shown is self.project else "Print…")
        if listed:
            self.set_title("Projects")
            self.set_context(self._lines[self.view])
        elif shown is self.folder:
            self.set_context("")

    def _show_empty(self, state: EmptyState) -> None:
        self._say("projects", "")
        if self._empty:
            self._projects_shell.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = state
        self._projects_shell.addWidget(state)
        self._projects_shell.setCurrentWidget(state)
        self._show_actions()

    def _arrange(self) -> None:
        for words in VIEWS.values():
            self.tabs.addTab(words)
        self._projects_shell = QStackedWidget()
        self._projects_shell.addWidget(self.projects)
        for each in (self._projects_shell, self.project, self.submissions, self.folder):
            self._views.addWidget(each)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        column.addWidget(self._bar)
        column.addWidget(self._views, 1)
        self.set_content(content)
        self._show_actions()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.project.left.connect(self.close_project)
        self.project.submissions.opened.connect(self.open_case)
        self.detail.closed.connect(self.case_left)
