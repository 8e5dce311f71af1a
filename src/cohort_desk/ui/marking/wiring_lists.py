"""Puts the lists around marking and their presenters together."""

from functools import partial

from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.printing import show_paper
from cohort_desk.ui.kit.record_editor import RecordEditor
from cohort_desk.ui.kit.session import Session, Viewpoint
from cohort_desk.ui.marking.page import MarkingPage
from cohort_desk.ui.marking.presenter.agreement import AgreementPresenter
from cohort_desk.ui.marking.presenter.allotment import AllotmentPresenter
from cohort_desk.ui.marking.presenter.charts import ChartsPresenter
from cohort_desk.ui.marking.presenter.marks import MarksPresenter
from cohort_desk.ui.marking.presenter.moderation import ModerationPresenter
from cohort_desk.ui.marking.presenter.releasing import ReleasePresenter
from cohort_desk.ui.marking.presenter.tutors import TutorsPresenter, tutor_kind
from cohort_desk.ui.marking.presenter.views import Part, ViewName


def open_lists(page: MarkingPage, session: Session) -> dict[ViewName, Part]:
    """Return the presenters of the lists, listening to their views."""
    for panel in (page.allotment, page.release, page.marks):
        panel.modules_asked.connect(lambda: session.show("modules"))
    parts: dict[ViewName, Part] = {
        "allotment": _open_allotment(page, session),
        "agreement": _open_agreement(page, session),
        "moderation": _open_moderation(page, session),
        "release": _open_release(page, session),
        "marks": _open_marks(page, session),
        "charts": _open_charts(page, session),
        "tutors": _open_tutors(page, session),
    }
    return parts


def _open_allotment(page: MarkingPage, session: Session) -> AllotmentPresenter:
    panel = page.allotment
    allotment = AllotmentPresenter(panel, session)
    panel.list.narrowed.connect(allotment.search)
    panel.kinds.chosen_changed.connect(allotment.filter)
    panel.list.export_asked.connect(allotment.export)
    panel.allot_asked.connect(allotment.allot)
    panel.taking_asked.connect(allotment.take_back)
    panel.due_asked.connect(allotment.put_due)
    panel.plan_asked.connect(allotment.plan)
    panel.applied.connect(allotment.apply_plan)
    return allotment


def _open_agreement(page: MarkingPage, session: Session) -> AgreementPresenter:
    panel = page.agreement
    agreement = AgreementPresenter(panel, session)
    panel.list.narrowed.connect(agreement.search)
    panel.kinds.chosen_changed.connect(agreement.filter)
    panel.list.export_asked.connect(agreement.export)
    panel.record_opened.connect(agreement.open)
    panel.settle_asked.connect(agreement.settle)
    panel.unsettle_asked.connect(agreement.unsettle)
    panel.third_asked.connect(agreement.call_third)
    page.detail.closed.connect(agreement.closed)
    return agreement


def _open_moderation(page: MarkingPage, session: Session) -> ModerationPresenter:
    panel = page.moderation
    moderation = ModerationPresenter(panel, session)
    panel.list.narrowed.connect(moderation.search)
    panel.kinds.chosen_changed.connect(moderation.filter)
    panel.list.export_asked.connect(moderation.export)
    panel.draw_started.connect(moderation.start_draw)
    panel.drawn.connect(moderation.draw)
    panel.record_opened.connect(moderation.open)
    panel.said.connect(moderation.say)
    panel.confirm_asked.connect(moderation.confirm)
    panel.sending_asked.connect(moderation.send_back)
    page.detail.closed.connect(moderation.closed)
    return moderation


def _open_release(page: MarkingPage, session: Session) -> ReleasePresenter:
    panel = page.release
    release = ReleasePresenter(panel, session)
    panel.list.narrowed.connect(release.search)
    panel.list.export_asked.connect(release.export)
    panel.record_opened.connect(release.open)
    panel.visibility_asked.connect(release.set_visibility)
    panel.files_asked.connect(release.save_feedback)

    def print_feedback() -> None:
        show_paper(session.prints, page, "Feedback sheets", release.write_feedback)

    panel.print_asked.connect(print_feedback)
    page.detail.closed.connect(release.closed)
    return release


def _open_marks(page: MarkingPage, session: Session) -> MarksPresenter:
    panel = page.marks
    marks = MarksPresenter(panel, session)

    def print_why() -> None:
        # Only once something is printed.
        from cohort_desk.reports.why_mark import write_why_mark  # noqa: PLC0415

        if why := marks.why:
            title = f"Why this mark {why.mark.candidate or why.mark.name}"
            show_paper(
                session.prints, page, title, lambda path, report: write_why_mark(why, path, report)
            )

    panel.list.narrowed.connect(marks.search)
    panel.kinds.chosen_changed.connect(marks.filter)
    panel.tags.chosen_changed.connect(marks.filter_tags)
    panel.list.export_asked.connect(marks.export)
    panel.record_opened.connect(marks.open)
    panel.print_asked.connect(print_why)
    page.detail.closed.connect(marks.closed)
    return marks


def _open_charts(page: MarkingPage, session: Session) -> ChartsPresenter:
    panel = page.charts
    charts = ChartsPresenter(panel, session)

    def take_view(viewpoint: Viewpoint) -> None:
        charts.take_tutor(viewpoint.person_id if viewpoint.role == "tutor" else None)

    def show_names(shown: bool) -> None:  # noqa: FBT001 - as Qt's signal hands it on
        charts.show_names(shown=shown)

    def print_report(others: bool) -> None:  # noqa: FBT001 - as above
        title = "Marks report for others" if others else "Marks report"
        show_paper(session.prints, page, title, partial(charts.write, others=others))

    panel.names_wanted.connect(show_names)
    panel.print_asked.connect(print_report)
    Hearing(page, session).viewpoint_changed.connect(take_view)
    take_view(session.viewpoint)
    return charts


def _open_tutors(page: MarkingPage, session: Session) -> TutorsPresenter:
    panel = page.tutors
    tutors = TutorsPresenter(panel, session)
    editor = RecordEditor(panel, tutor_kind(session.db, panel.tutor.agency_name), session.say)
    page.keep(editor)
    panel.list.narrowed.connect(tutors.search)
    panel.list.export_asked.connect(tutors.export)
    panel.add_asked.connect(tutors.add)
    panel.record_opened.connect(editor.open)
    panel.tutor.field_left.connect(editor.field_left)
    panel.tutor.mine_kept.connect(editor.keep_mine)
    panel.tutor.theirs_taken.connect(editor.take_theirs)
    panel.tutor.history_wanted.connect(editor.history_asked)
    panel.tutor.active_changed.connect(tutors.set_active)
    panel.tutor.declared.connect(tutors.declare)
    panel.tutor.withdrawn.connect(tutors.withdraw)
    panel.tutor.delete_asked.connect(tutors.delete)
    panel.tutor.names_wanted.connect(tutors.names_wanted)
    page.detail.closed.connect(editor.forget)
    session.news.changed.connect(editor.records_changed)
    return tutors
