"""Puts the Certificates page and its presenters together."""

from pathlib import Path
from typing import cast

from cohort_desk.ui.certificates.page import CertificatesPage
from cohort_desk.ui.certificates.picturing import page_picture
from cohort_desk.ui.certificates.presenter.designer import DesignerPresenter
from cohort_desk.ui.certificates.presenter.designs import DesignsPresenter
from cohort_desk.ui.certificates.presenter.drawing import SAMPLES, Artist
from cohort_desk.ui.certificates.presenter.holding import KeyHolder
from cohort_desk.ui.certificates.presenter.issuing import IssuePresenter
from cohort_desk.ui.certificates.presenter.keys import KeysPresenter, Task
from cohort_desk.ui.certificates.presenter.papers import PapersPresenter
from cohort_desk.ui.certificates.presenter.ready import ReadyPresenter
from cohort_desk.ui.certificates.presenter.register import FALLEN, RegisterPresenter
from cohort_desk.ui.certificates.presenter.verify import VerifyPresenter
from cohort_desk.ui.certificates.presenter.views import VIEWS, ViewName, ViewsPresenter
from cohort_desk.ui.kit.desk import Desk
from cohort_desk.ui.kit.hearing import Hearing
from cohort_desk.ui.kit.in_sight import NewsInSight
from cohort_desk.ui.kit.page_desk import PageDesk
from cohort_desk.ui.kit.session import Session


class DesignsPart:
    """The designs as one of the views: the list, or the one on the drawing board."""

    def __init__(self, page: CertificatesPage, desk: Desk) -> None:
        self._page = page
        artist = Artist(desk.db, page_picture)
        self.designs = DesignsPresenter(page, desk, artist, self.open)
        self.designer = DesignerPresenter(page.designer, desk, artist, self.close)

    def show(self) -> None:
        self.designs.show()
        self.designer.refresh()

    def open(self, design_id: int) -> None:
        """Put a design on the drawing board."""
        self._page.show_designer(shown=True)
        self.designer.open(design_id)
        self._page.designer.take_focus()

    def close(self) -> None:
        """Go back to the list."""
        self.designer.close()
        self._page.show_designer(shown=False)
        self.designs.show()

    def may_leave(self) -> bool:
        """Save what is typed into the design on the drawing board; tells whether all of it is."""
        return not self._page.is_designing or self.designer.may_leave()

    def go_back(self) -> None:
        """Go back to the list, unless the user stays with what cannot be saved."""
        if self.may_leave():
            self.close()

    def export(self) -> None:
        """Export the design on the drawing board."""
        if self.may_leave():
            self.designs.export(self.designer.design_id)


class Records:
    """What the page can be asked to open: a certificate, a file to verify, a view, a task."""

    def __init__(
        self,
        page: CertificatesPage,
        register: RegisterPresenter,
        verify: VerifyPresenter,
        views: ViewsPresenter,
    ) -> None:
        self._page, self._views = page, views
        self._register, self._verify = register, verify

    def open(self, record: object) -> None:
        """Open it, whatever it is; a name that is no view's leaves the page as it stands."""
        if isinstance(record, int):
            if self._views.show("register"):
                self._register.go_to(record)
        elif isinstance(record, Path):
            if self._views.show("verify"):
                self._verify.check((record,))
        elif record == FALLEN:
            if self._views.show("register"):
                self._register.show_fallen()
        elif record == "make key":
            if self._views.show("keys"):
                self._page.key_wanted.emit("make")
        elif record in VIEWS:
            self._views.show(cast("ViewName", record))


def open_certificates_page(session: Session) -> CertificatesPage:
    """Return a Certificates page that is filled in and listening.

    `session.show("certificates", 17)` opens a certificate in the register, a path verifies that
    file, "ready", "register", "designs", "verify" or "keys" turn to that view, "fallen" to those
    in the register that are valid but for what was changed since, and "make key" begins to make
    one.
    """
    page = CertificatesPage(session.settings, session.prints)
    desk = PageDesk(page, session)
    holder = KeyHolder(desk)
    parts = DesignsPart(page, desk)
    ready = ReadyPresenter(page, page.ready, desk, holder)
    register = RegisterPresenter(page, page.register, desk, holder)
    issuing = IssuePresenter(page, desk, holder)
    papers = PapersPresenter(page, desk)
    verify = VerifyPresenter(page.verify, desk)
    keys = KeysPresenter(page, desk, holder)
    views = ViewsPresenter(
        page,
        {"ready": ready, "register": register, "designs": parts, "keys": keys},
        parts.may_leave,
    )
    page.leaving = parts.may_leave
    records = Records(page, register, verify, views)
    page.keep(holder, parts, ready, register, issuing, papers, verify, keys, views, records)
    _connect_ready(page, ready, issuing, session)
    _connect_register(page, register, papers)
    _connect_certificate(page, register, papers, session)
    _connect_designs(page, parts)
    _connect_verify(page, verify, records)
    _connect_keys(page, keys, views)
    _connect_views(page, views, records)
    _listen(page, views, ready, session)
    page.designer.offer_samples(SAMPLES)
    ready.begin()
    page.ready.table.start()
    page.register.table.start()
    views.show("ready")
    return page


def _connect_ready(
    page: CertificatesPage, ready: ReadyPresenter, issuing: IssuePresenter, session: Session
) -> None:
    view = page.ready
    page.subject_chosen.connect(ready.choose)
    view.searched.connect(ready.search)
    view.states_chosen.connect(ready.filter_states)
    view.widened.connect(ready.widen)
    view.selected.connect(ready.select)
    view.export_asked.connect(ready.export)
    view.rest_asked.connect(issuing.offer_rest)
    view.step_taken.connect(session.show)

    def open_person(person_id: int) -> None:
        session.show("people", person_id)

    def offer() -> None:
        if subject := ready.subject:
            people = ready.in_order(view.print_order(), view.model.ids())
            issuing.offer(subject, people, view.design_id())

    view.person_opened.connect(open_person)
    page.issue_asked.connect(offer)
    page.issue.wanted.connect(issuing.issue)
    page.issuing_ended.connect(ready.show)
    page.issue.stop_asked.connect(issuing.stop)


def _connect_register(
    page: CertificatesPage, register: RegisterPresenter, papers: PapersPresenter
) -> None:
    view = page.register

    def show_all(shown: bool) -> None:  # noqa: FBT001 - as Qt's signal hands it on
        register.show_all_cohorts(shown=shown)

    def revoke(certificate_id: int) -> None:
        register.open(certificate_id)
        register.start("revoke", certificate_id)

    view.searched.connect(register.search)
    view.statuses_chosen.connect(register.filter_statuses)
    view.kinds_chosen.connect(register.filter_kinds)
    view.every_cohort_wanted.connect(show_all)
    view.widened.connect(register.widen)
    view.opened.connect(register.open)
    view.revoke_asked.connect(revoke)
    view.export_asked.connect(register.export)
    page.print_register.clicked.connect(register.print_list)
    for source in (view, page.issue):
        source.zip_asked.connect(papers.save_zip)
        source.prints_asked.connect(papers.save_prints)
        source.preview_asked.connect(papers.preview)


def _connect_certificate(
    page: CertificatesPage,
    register: RegisterPresenter,
    papers: PapersPresenter,
    session: Session,
) -> None:
    panel = page.certificate

    def preview_one(certificate_id: int) -> None:
        papers.preview((certificate_id,))

    def open_person(person_id: int) -> None:
        session.show("people", person_id)

    panel.open_asked.connect(preview_one)
    panel.pdf_asked.connect(papers.save_pdf)
    panel.credential_asked.connect(papers.save_credential)
    panel.task_asked.connect(register.start)
    panel.revoked.connect(register.revoke)
    panel.reissued.connect(register.reissue)
    panel.other_asked.connect(register.go_to)
    panel.person_asked.connect(open_person)


def _connect_designs(page: CertificatesPage, parts: DesignsPart) -> None:
    view, board = page.designs, page.designer
    page.design_wanted.connect(parts.designs.add)
    page.every_design_wanted.connect(parts.designs.add_all)
    page.import_designs.clicked.connect(parts.designs.bring_in)
    view.files_dropped.connect(parts.designs.take)
    view.searched.connect(parts.designs.search)
    view.kinds_chosen.connect(parts.designs.filter_kinds)
    view.opened.connect(parts.open)
    view.copy_asked.connect(parts.designs.copy)
    view.export_asked.connect(parts.designs.export)
    view.delete_asked.connect(parts.designs.delete)
    board.back_asked.connect(parts.go_back)
    board.export_asked.connect(parts.export)
    board.drafted.connect(parts.designer.draft)
    board.edited.connect(parts.designer.edit)
    board.name_chosen.connect(parts.designer.name_chosen)
    board.picture_wanted.connect(parts.designer.take_picture)
    board.picture_choice_asked.connect(parts.designer.choose_picture)


def _connect_verify(page: CertificatesPage, verify: VerifyPresenter, records: Records) -> None:
    page.choose_files.clicked.connect(verify.choose)
    page.verify.choose_asked.connect(verify.choose)
    page.verify.dropped.connect(verify.check)
    page.verify.code_typed.connect(verify.check_code)
    page.verify.entry_asked.connect(records.open)


def _connect_keys(page: CertificatesPage, keys: KeysPresenter, views: ViewsPresenter) -> None:
    def start(task: str) -> None:
        if views.view == "keys" or views.show("keys"):
            keys.start(cast("Task", task))

    def change() -> None:
        keys.start("change")

    page.key_wanted.connect(start)
    page.keys.change_asked.connect(change)
    page.keys.retire_asked.connect(keys.retire)
    page.keys.export_asked.connect(keys.export)
    page.key_form.wanted.connect(keys.carry_out)


def _connect_views(page: CertificatesPage, views: ViewsPresenter, records: Records) -> None:
    def show(view: str) -> None:
        views.show(cast("ViewName", view))

    def show_ready() -> None:
        views.show("ready")

    page.view_chosen.connect(show)
    page.record_opened.connect(records.open)
    page.register.issue_asked.connect(show_ready)
    page.issue.register_asked.connect(records.open)


def _listen(
    page: CertificatesPage, views: ViewsPresenter, ready: ReadyPresenter, session: Session
) -> None:
    def show_cohort(_cohort_id: int) -> None:
        page.detail.close_panel()
        ready.begin()
        views.refresh()

    NewsInSight(page, session.news).changed.connect(views.records_changed)
    Hearing(page, session).cohort_changed.connect(show_cohort)
