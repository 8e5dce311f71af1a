"""Puts the projects page and its presenters together."""

from collections.abc import Callable
from pathlib import Path

from cohort_desk.domain.errors import CohortDeskError
from cohort_desk.services.projects import Project
from cohort_desk.services.store import content, save_copy
from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.in_sight import NewsInSight
from cohort_desk.ui.kit.printing import show_paper
from cohort_desk.ui.kit.record_editor import RecordEditor
from cohort_desk.ui.kit.session import Session
from cohort_desk.ui.projects.page import ProjectsPage
from cohort_desk.ui.projects.parts import OpenedCopies
from cohort_desk.ui.projects.presenter.cases import CasePresenter
from cohort_desk.ui.projects.presenter.folder import FolderPresenter
from cohort_desk.ui.projects.presenter.project import ProjectPresenter, project_kind
from cohort_desk.ui.projects.presenter.projects import ProjectsPresenter, Write
from cohort_desk.ui.projects.presenter.submissions import SubmissionsPresenter


def open_projects_page(session: Session) -> ProjectsPage:
    """Return a projects page that is filled in and listening.

    `session.show("projects", 3)` opens a project, `("projects", "submissions")` the submissions,
    and `("projects", Due(…))` what somebody has to hand in.
    """
    page = ProjectsPage(session.settings)
    projects, project = ProjectsPresenter(page, session), ProjectPresenter(page, session)
    record = RecordEditor(page, project_kind(session.db), session.say)
    submissions, case = SubmissionsPresenter(page, session), CasePresenter(page.side, session)
    folder = FolderPresenter(page, session, lambda: submissions.chosen)
    page.keep(projects, project, record, submissions, case, folder)
    _connect_projects(page, projects, session)
    _connect_project(page, project, record, session)
    _connect_submissions(page, submissions, session)
    _connect_case(page, case, session)
    _connect_folder(page, folder)
    _connect_files(page, session)
    news = NewsInSight(page, session.news)
    for presenter in (projects, project, record, submissions, case):
        news.changed.connect(presenter.records_changed)

    def print_list(view: str) -> None:
        if view == "project":
            page.print_listing("Project summary", project.write_summary)
        elif view == "sponsor":
            page.print_listing("Summary for the sponsor", project.write_sponsor_summary)
        else:
            (projects if view == "projects" else submissions).print_list()

    def show_list(_cohort_id: int) -> None:
        page.show_view(page.view)

    page.print_asked.connect(print_list)
    hearing = Hearing(page, session)
    hearing.cohort_changed.connect(show_list)
    hearing.cohort_changed.connect(projects.show_cohort)
    hearing.cohort_changed.connect(submissions.show_cohort)
    projects.refresh()
    submissions.refresh()
    page.projects.table.start()
    page.submissions.table.start()
    return page


def _connect_projects(page: ProjectsPage, projects: ProjectsPresenter, session: Session) -> None:
    view = page.projects
    view.searched.connect(projects.search)
    view.statuses.chosen_changed.connect(projects.filter_statuses)
    view.outcomes.chosen_changed.connect(projects.filter_outcomes)
    view.overdue.chosen_changed.connect(projects.filter_overdue)
    view.widened.connect(projects.widen)
    view.opened.connect(projects.open)
    view.register_asked.connect(projects.register)
    view.status_chosen.connect(projects.set_status)
    view.delete_asked.connect(projects.delete)
    view.export_asked.connect(projects.export)
    page.register_asked.connect(projects.register_all)
    page.groups_wanted.connect(lambda: session.show("groups"))
    page.submissions.modules_wanted.connect(lambda: session.show("modules"))

    def show_listing(title: str, write: Write) -> None:
        show_paper(session.prints, page, title, write)

    page.listing_made.connect(show_listing)


def _connect_project(
    page: ProjectsPage,
    project: ProjectPresenter,
    record: RecordEditor[Project],
    session: Session,
) -> None:
    view = page.project
    page.project_opened.connect(project.open)
    page.project_opened.connect(record.open)
    page.project_left.connect(project.forget)
    page.project_left.connect(record.forget)
    session.cohort_changed.connect(project.forget)
    view.panel.field_left.connect(record.field_left)
    view.panel.mine_kept.connect(record.keep_mine)
    view.panel.theirs_taken.connect(record.take_theirs)
    view.panel.history_wanted.connect(record.history_asked)
    view.group.group_wanted.connect(lambda: session.show("groups"))
    view.outcomes.added.connect(project.add_outcome)

    def add_saving() -> None:
        session.show("savings", ("benefits", ("add", view.project_id)))

    def show_benefit(benefit_id: int) -> None:
        session.show("savings", benefit_id)

    def show_outcome(outcome_id: int) -> None:
        session.show("savings", ("outcomes", outcome_id))

    view.savings.add_asked.connect(add_saving)
    view.savings.opened.connect(show_benefit)
    view.outcomes.edited.connect(project.edit_outcome)
    view.outcomes.followed.connect(show_outcome)
    view.partners.added.connect(project.add_partner)
    view.milestones.added.connect(project.add_milestone)
    view.milestones.edited.connect(project.edit_milestone)
    view.milestones.ticked.connect(project.set_done)
    for card in (view.outcomes, view.partners, view.milestones, view.files):
        card.removed.connect(project.remove)
    view.files.dropped.connect(project.add_files)
    view.files.add_asked.connect(
        lambda: project.add_files(session.dialogs.paths_to_open("Add files to the project"))
    )


def _connect_submissions(
    page: ProjectsPage, submissions: SubmissionsPresenter, session: Session
) -> None:
    view = page.submissions
    view.sitting_chosen.connect(submissions.choose)
    page.sitting_wanted.connect(submissions.choose)
    view.searched.connect(submissions.search)
    view.kinds_chosen.connect(submissions.filter_kinds)
    view.widened.connect(submissions.widen)
    view.export_asked.connect(submissions.export)

    def open_line(row_id: int) -> None:
        if due := submissions.due(row_id):
            page.open_case(due)

    view.opened.connect(open_line)


def _connect_case(page: ProjectsPage, case: CasePresenter, session: Session) -> None:
    view = page.case
    page.case_opened.connect(case.open)
    page.case_left.connect(case.forget)
    session.cohort_changed.connect(case.forget)

    def take_dropped(paths: list[Path]) -> None:
        view.clear_problem()
        case.hand_in(paths, {})

    def choose_files(values: dict[str, str]) -> None:
        case.hand_in(session.dialogs.paths_to_open("Hand in files"), values)

    view.dropped.connect(take_dropped)
    view.files_asked.connect(choose_files)
    view.form_sent.connect(case.submit)
    view.finalise_asked.connect(case.finalise)
    view.file_withdrawn.connect(case.withdraw_file)
    view.extension_withdrawn.connect(case.withdraw_extension)
    view.claim_withdrawn.connect(case.withdraw_claim)
    view.history_wanted.connect(case.history_asked)


def _connect_folder(page: ProjectsPage, folder: FolderPresenter) -> None:
    page.folder_asked.connect(folder.ask)
    page.submissions.dropped.connect(folder.plan)
    page.folder.given.connect(folder.give)
    page.folder.left_out.connect(folder.leave_out)
    page.folder.take_asked.connect(folder.take)
    page.folder.cancelled.connect(folder.cancel)


def _connect_files(page: ProjectsPage, session: Session) -> None:
    copies = OpenedCopies()

    def forget_copies() -> None:
        copies.close()

    page.destroyed.connect(forget_copies)

    def fetch(sha256: str, then: Callable[[bytes], object]) -> None:
        def got(data: object) -> None:
            if isinstance(data, bytes):
                try:
                    then(data)
                except CohortDeskError as error:
                    session.warn(str(error))

        session.runner.run(
            "Reading the file",
            lambda _report: content(session.db, sha256),
            done=got,
            failed=lambda error: session.warn(str(error)),
            writes=False,
            quiet=True,
        )

    def open_copy(sha256: str, name: str) -> None:
        fetch(sha256, lambda data: copies.open(name, data))

    def save(sha256: str, name: str) -> None:
        path = session.dialogs.path_to_save(f"Save a copy of {name}", name)
        if path is None:
            return
        session.runner.run(
            f"Saving {name}",
            lambda _report: save_copy(session.db, sha256, path),
            done=lambda _: session.say(f"Saved a copy of {name} as {path.name}."),
            failed=lambda error: session.warn(str(error)),
            writes=False,
        )

    for source in (page.case, page.project.files):
        source.open_asked.connect(open_copy)
        source.save_asked.connect(save)
